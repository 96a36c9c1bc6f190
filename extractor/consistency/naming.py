"""How messages call circulars and groups, so that they can be forwarded as they are."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.frames.phrases import ends_in
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.policy.groups import is_known

LONGEST_TITLE = 24
"""Characters of a title that is told whole."""
LONGEST_GROUP = 16
"""Characters of a group that is told whole; longer ones are clauses."""
MOST_GROUPS = 4
_OPENING, _OPENED = 120, 16
"""Characters that are looked at, and told, of the beginning of a circular that has nothing else to be called by."""

_BEFORE = re.compile(r"^.{0,60}?(?=关于|印发|转发|批转)")
_DRAFT = re.compile(r"[（(][^（）()]{0,8}(?:征求意见稿|草案|送审稿)[^（）()]{0,4}[)）]$")
_KIND = re.compile(r"(?:的)?[^的《》〈〉（）()]{2,6}$")
_ISSUED = re.compile(r"^关于(?:印发|发布|公布|下发)《(.{6,})》的(?:通知|通告|公告)$")
_INNER = str.maketrans("《》<>", "〈〉〈〉")
_LIST = re.compile(r"[、和与及或]|以及")
_CLAUSE = re.compile(r"[，；：。]")
_HEAD = re.compile(r"[^的、，；：。（）]{2,8}$")


def called(document: Document) -> str:
    """A circular without a number, after its place: 2031年8月5日《关于调整…的通知》; without a title by its day, else by
    its first words."""
    record = document.record
    day = f"{document.issued.year}年{document.issued.month}月{document.issued.day}日" if document.issued else ""
    if record.title:
        return f"{day}{short_title(record.title)}"
    if day:
        return f"{day}文件"
    return by_opening(document.extraction.text[record.span[0] :])


def by_opening(text: str) -> str:
    """A circular that has nothing else to be called by, after its first words: 以“为进一步促进…”开头的文件."""
    opening = "".join(to_simplified(text[:_OPENING]).split())[:_OPENED]
    return f"以“{opening}”开头的文件" if opening else "未标文号、标题和日期的文件"


@lru_cache(maxsize=20_000)
def short_title(title: str) -> str:
    """A title in 《》 without its issuers, at most `LONGEST_TITLE` characters; of a longer one the beginning and the kind."""
    words = "".join(to_simplified(title).split())
    draft = _DRAFT.search(words)
    words = _DRAFT.sub("", words)
    words = _BEFORE.sub("", words, count=1) or words
    if issued := _ISSUED.match(words.replace("<", "《").replace(">", "》")):
        words = issued[1]  # by the title of what it issues
    words = words.translate(_INNER)
    if len(words) > LONGEST_TITLE and (kind := _KIND.search(words)):
        words = _closed(f"{words[: LONGEST_TITLE - len(kind[0]) - 2]}……", words.removesuffix(kind[0])) + kind[0]
    return f"《{words}》{'（征求意见稿）' if draft else ''}"


def _closed(cut: str, whole: str) -> str:
    """What is left of a title, with what it opens closed behind the cut: a title in it where the whole one ends with it, a quotation."""
    cut += "”" if cut.count("“") > cut.count("”") else ""
    return f"{cut}〉" if cut.count("〈") > cut.count("〉") and whole.endswith("〉") else cut


@lru_cache(maxsize=20_000)
def group(printed: str | None) -> str:
    """A group as messages name it: as printed where that is short and names people or bodies, lists cut after a few.

    Of a clause (连续缴存满6个月且未使用贷款的职工) its noun, 符合所列条件的职工; empty where the words name nobody.
    """
    words = to_simplified("".join((printed or "").split())).removesuffix("的")
    parts = [part for part in _LIST.split(words) if part]
    if not parts or not (ends_in(parts[-1], "people") or ends_in(parts[-1], "bodies") or is_known(words)):
        return ""
    if len(words) <= LONGEST_GROUP and not _CLAUSE.search(words):
        return words
    if not _CLAUSE.search(words) and all(len(part) <= LONGEST_GROUP for part in parts):
        return words if len(parts) <= MOST_GROUPS else f"{'、'.join(parts[:MOST_GROUPS - 1])}等{len(parts)}类对象"
    head = _HEAD.search(words)
    return f"符合所列条件的{head[0]}" if head else "符合所列条件的人员"


@lru_cache(maxsize=20_000)
def case(printed: str | None) -> str:
    """What stands where a group might and is a thing (首套住房), as printed where it is short; empty for all else."""
    words = to_simplified("".join((printed or "").split())).removesuffix("的")
    return words if words and len(words) <= LONGEST_GROUP and not _CLAUSE.search(words) and ends_in(words, "objects") else ""
