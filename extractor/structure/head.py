"""The head of a circular: issuers, 发文字号, title over several lines, recipients (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.spans import Span
from extractor.structure.names import issuer_names
from extractor.structure.patterns import (
    AGENCY_END,
    BRACKET_LINE,
    DATE,
    DRAFT_MARK,
    FURNITURE,
    ISO_DATE,
    META,
    NUMBER,
    RECIPIENT_WORD,
    TITLE_END,
    agencies_of,
    date_of,
)
from extractor.structure.sections import label_of


@dataclass(slots=True)
class TextLine:
    """One line of the cleaned text with its span there."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Head:
    """What the lines above the running text say; spans index the cleaned text, `first_body` the document's lines."""

    first_body: int = 0
    number: Span | None = None
    title: Span | None = None
    issuers: list[Span] = field(default_factory=list)
    recipients: list[Span] = field(default_factory=list)
    meta: dict[str, Span] = field(default_factory=dict)
    draft: bool = False


_TITLE_START = re.compile(r"(?:关于|转发|印发)")
_NOT_TITLE = re.compile(r"[。；]|^《[^》]*》.{2,}|以下简称")
_GOES_ON_WITH_NAME = re.compile(r"(?:印发|转发|公布|发布|实施|修订|关于)$")  # …关于印发 / 《…办法》的通知
_ENDS_IN_VERB = re.compile(r"关于[^的]{0,10}(?:规范|规定|报告|决定|计划|规划)$")  # 关于进一步规范 / 经办服务工作的通知
_OPENS_BODY = re.compile(r"^(?:为|根据|按照|依据|经|现将|现就|近年来|近日|当前|目前|最近|一是|受)")
_DECREE = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,30}?)令(?P<number>（?第? ?\d{1,4} ?号）?)?")
_DECREE_NUMBER = re.compile(r"（?第? ?\d{1,4} ?号）?")
_ENACTED = re.compile(r"《(?P<title>[^《》]{2,60})》(?:已|业)?[^。]{0,80}(?:公布|发布|施行)")
_COMMA_LIST = re.compile(r"[、，；]")


def is_number_line(line: str) -> re.Match[str] | None:
    """A line that holds a 发文字号 and nothing else (in brackets or not)."""
    bare = line.strip("（）() ")
    hit = NUMBER.match(bare)
    return hit if hit and hit.end() == len(bare) else None


def is_recipients(line: str) -> bool:
    """A line such as `各市医疗保障局、财政局：` (主送机关)."""
    if not line.endswith("：") or len(line) > 400 or "。" in line or label_of(line):
        return False
    names = [piece for piece in _COMMA_LIST.split(line[:-1]) if piece]
    if "如下" in line or "通知" in line[-6:] or not names:
        return False
    if META.match(line) or FURNITURE.search(line):
        return False
    return bool(RECIPIENT_WORD.search(names[-1]) or RECIPIENT_WORD.search(names[0])) and not re.search(
        r"[是为按对将应要及时]|《|\d%", names[0][:6].replace("及", "")
    )


def is_body(line: str) -> bool:
    """Whether a line is running text (or a first numbered heading), so that the head ends before it."""
    if label_of(line):
        return True
    if len(line) >= 20 and "《" in line and TITLE_END.search(line) and "。" not in line:
        return False
    return (len(line) >= 24 and ("。" in line or line.endswith("："))) or (
        len(line) >= 12 and bool(_OPENS_BODY.match(line)) and ("，" in line or line.endswith("：")))


def read_head(lines: Sequence[TextLine]) -> Head:
    """The head of the document whose lines these are (its first line first)."""
    head = Head()
    recipients = next((i for i, line in enumerate(lines[:80]) if is_recipients(line.text)), None)
    body = next((i for i, line in enumerate(lines[:80]) if is_body(line.text) and not META.match(line.text)), None)
    if body is None:
        body = _end_of_head(lines[:80])
    if recipients is not None and recipients > body + 1:
        recipients = None
    end = recipients if recipients is not None else body
    head.first_body = end + 1 if recipients is not None else end
    if recipients is not None:
        line = lines[recipients]
        head.recipients = split_recipients(line)
    region = lines[:end]
    _read_meta(region, head)
    for line in region:
        hit = is_number_line(line.text)
        if hit:
            lead = line.text.index(hit[0])
            head.number = Span(line.start + lead, line.start + lead + len(hit[0]))
            break
    title_lines = _find_title(region)
    if title_lines:
        first, last = title_lines
        head.title = _title_span(region[first], region[last], head)
        above = list(region[:first])
    else:
        above = list(region)
    head.issuers = _issuers_above(above)
    if not head.issuers and title_lines:
        head.issuers = _issuers_above(region[title_lines[1] + 1 :])
    head.draft = any(DRAFT_MARK.search(line.text) for line in region)
    if "title" in head.meta and head.title is None:
        head.title = head.meta["title"]
    _read_decree(lines, head)
    if head.number is None:
        head.number = head.meta.get("number")
    return head


def _read_decree(lines: Sequence[TextLine], head: Head) -> None:
    """某某令 / 第735号 / 《条例》已经…通过，现予公布: number, issuer and title of a decree."""
    for index, line in enumerate(lines[: head.first_body + 1]):
        hit = _DECREE.fullmatch(line.text)
        if not hit:
            continue
        below = lines[index + 1] if index + 1 < len(lines) else line
        if hit["number"]:
            head.number = Span(line.start, line.end)
        elif _DECREE_NUMBER.fullmatch(below.text):
            head.number = Span(line.start, below.end)
        else:
            continue
        head.issuers = [Span(line.start, line.start + hit.end("who"))]
        for body in lines[index + 1 : index + 8]:
            enacted = _ENACTED.match(body.text)
            if enacted:
                head.title = Span(body.start + enacted.start("title"), body.start + enacted.end("title"))
                break
        return


def _end_of_head(lines: Sequence[TextLine]) -> int:
    """Where the head of a text without sentences ends: behind its issuers, number and title."""
    end = 0
    for index, line in enumerate(lines[:12]):
        if "\t" in line.text:
            break
        text = line.text
        if is_number_line(text) or agencies_of(text) or TITLE_END.search(text) or META.match(text):
            end = index + 1
    return end


def _read_meta(region: Sequence[TextLine], head: Head) -> None:
    """Key-value lines of a web page (文号：…, the value on the same line or the next)."""
    keys = {"标题": "title", "主旨": "title", "文件名称": "title", "名称": "title", "文号": "number", "发文字号": "number",
            "发文机关": "issuer", "发布机构": "issuer", "发文单位": "issuer", "制发机关": "issuer",
            "成文日期": "date", "发文日期": "date", "成文时间": "date", "生成日期": "date", "印发日期": "printed"}
    for index, line in enumerate(region):
        hit = META.match(line.text)
        if not hit or hit["key"] not in keys:
            continue
        if hit["value"]:
            span = Span(line.start + hit.start("value"), line.end)
        elif index + 1 < len(region) and not META.match(region[index + 1].text):
            span = Span(region[index + 1].start, region[index + 1].end)
        else:
            continue
        head.meta.setdefault(keys[hit["key"]], span)


def _find_title(region: Sequence[TextLine]) -> tuple[int, int] | None:
    """First and last line of the title, by its closing kind (…的通知) and its opening 关于, 转发, 印发."""
    candidates = [i for i, line in enumerate(region)
                  if TITLE_END.search(line.text) and len(line.text) > 3
                  and not (_NOT_TITLE.search(line.text) and not (i and _GOES_ON_WITH_NAME.search(region[i - 1].text)))
                  and not META.match(line.text) and not is_number_line(line.text) and not agencies_of(line.text)]
    plain = [i for i in candidates if not FURNITURE.search(region[i].text)]
    if not plain:
        return None
    last = next((i for i in reversed(plain) if _opens_title(region, i) is not None), plain[-1])
    first = _opens_title(region, last)
    if first is None:
        first = last
        if len(region[last].text) < 12 and last and _may_belong(region[last - 1].text):
            first = last - 1
    while last + 1 < len(region) and BRACKET_LINE.match(region[last + 1].text) and not is_number_line(
            region[last + 1].text) and not DATE.search(region[last + 1].text):
        last += 1
    return first, last


def _opens_title(region: Sequence[TextLine], last: int) -> int | None:
    """The line, at most four above `last`, on which the title opens with 关于, 转发 or 印发."""
    for index in range(last, max(-1, last - 5), -1):
        text = region[index].text
        if index < last and not _may_belong(text):
            return None
        if _TITLE_START.search(text):
            return index
    return None


def _may_belong(text: str) -> bool:
    """Whether a line can be an upper line of a title."""
    ends = TITLE_END.search(text) and not _ENDS_IN_VERB.search(text)
    return not (agencies_of(text) or is_number_line(text) or ends or META.match(text)
                or FURNITURE.search(text) or text.endswith("：") or label_of(text) or "。" in text or text == "文件")


def _title_span(first: TextLine, last: TextLine, head: Head) -> Span:
    """The title's span; a number in brackets behind it is the document's number, not a part of it."""
    end = last.end
    hit = re.search(rf"（(?P<n>{NUMBER.pattern})）$", last.text)
    if hit:
        if head.number is None:
            head.number = Span(last.start + hit.start("n"), last.start + hit.end("n"))
        end = last.start + hit.start()
    return Span(first.start, end)


def _issuers_above(lines: Sequence[TextLine]) -> list[Span]:
    """Issuers printed on lines of their own, each once."""
    found: dict[str, Span] = {}
    for line in lines:
        for span in (issuer_names(line.text, 0, len(line.text)) or []) if len(line.text) <= 90 else []:
            found.setdefault(line.text[slice(*span)], Span(line.start + span.start, line.start + span.end))
    return list(found.values())


def split_recipients(line: TextLine) -> list[Span]:
    """主送机关, split between agencies (各市、自治州医疗保障局 is one)."""
    text = line.text[:-1]
    spans: list[Span] = []
    start, depth = 0, 0
    for index, char in enumerate(text + "；"):
        depth += (char == "（") - (char == "）")
        if char not in "、，；" or depth > 0:
            continue
        piece = text[start:index]
        ends = AGENCY_END.search(re.sub(r"（[^）]*）$", "", piece)) or re.search(r"[处室所校院组长]$|企业$|部门$", piece)
        if char == "、" and not ends and index < len(text):
            continue
        if piece.strip():
            spans.append(Span(line.start + start, line.start + index))
        start = index + 1
    return spans


def issuers_in_title(text: str) -> list[Span]:
    """Names printed before 关于/转发/印发 on the title's own line: their spans in `text`."""
    hit = _TITLE_START.search(text)
    return (issuer_names(text, 0, hit.start()) or []) if hit and hit.start() >= 4 else []


def dates_in(text: str) -> list[tuple[int, str]]:
    """Offsets and ISO dates of the dates in a line."""
    found = []
    for pattern in (DATE, ISO_DATE):
        for hit in pattern.finditer(text):
            iso = date_of(hit)
            if iso:
                found.append((hit.start(), iso))
    return sorted(found)
