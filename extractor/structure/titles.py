"""The title among the lines of a head: over several lines, without 关于, in 《》, with its kind on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language.places import leading_place
from extractor.spans import Span
from extractor.structure.lines import Line
from extractor.structure.patterns import pattern
from extractor.structure.sections import label_of

_MOST_LINES = 5
_ALONE = 12  # a shorter last line needs the one above
_HEADLINE = (5, 70)
_CALLS = "！？"
_CHAPTERS = 3  # ranks of 编, 章, 节, 条


def find_title(region: Sequence[Line]) -> tuple[int, int] | None:
    """First and last line of the title, by its closing kind (…的通知) and its opening 关于, 转发, 印发."""
    candidates = [i for i, line in enumerate(region) if _can_end(region, i)]
    if not candidates:
        return None
    last = next((i for i in reversed(candidates) if _opening(region, i) is not None), candidates[-1])
    first = _opening(region, last)
    if first is None:
        first = _upper(region, last)
    while last + 1 < len(region) and region[last + 1].kind in ("text", "title") and pattern("bracket_line").match(
            region[last + 1].text) and not pattern("lapsed_note").search(region[last + 1].text):
        last += 1
    return first, last


def title_span(first: Line, last: Line) -> tuple[Span, Span | None]:
    """The title's span, and the number in brackets behind it, which is no part of it."""
    tag = pattern("title_tag").match(first.text)
    start = first.start + (tag.end() if tag and tag.end() < len(first.text) else 0)
    text = last.text
    if text.endswith("）"):
        begin = text.rfind("（")
        hit = pattern("number").match(text, begin + 1) if begin >= 0 else None
        if hit and hit.end() == len(text) - 1:
            return Span(start, last.start + begin), Span(last.start + hit.start(), last.start + hit.end())
    if first is last and pattern("title_in_marks").match(text):
        return Span(start + 1, last.end - 1), None
    return Span(start, last.end), None


def _can_end(region: Sequence[Line], index: int) -> bool:
    line = region[index]
    if len(line.text) == 1 and index > 0:
        above = region[index - 1]
        return not above.ends_title and above.kind in ("text", "running") and bool(pattern("ends_title").search(above.text + line.text))
    if line.kind == "text" and pattern("title_in_marks").match(line.text):
        explained = index + 1 < len(region) and pattern("explains").search(region[index + 1].text)
        return not explained and not (index and pattern("goes_on_with_name").search(region[index - 1].text))
    if line.kind not in ("title", "text", "running") or not line.ends_title or line.furniture:
        return False
    if len(line.text) <= 3:
        joined = line.text.startswith("的") or (index > 0 and region[index - 1].text.endswith("的"))
        return index > 0 and joined and bool(pattern("kind_alone").match(line.text))
    if pattern("heading_alone").match(line.text) and not (index and pattern("opens_title").search(region[index - 1].text)):
        return False
    if not pattern("no_title").search(line.text):
        return True
    return index > 0 and "。" not in line.text and bool(pattern("goes_on_with_name").search(region[index - 1].text))


def _opening(region: Sequence[Line], last: int) -> int | None:
    """The line, at most four above `last`, on which the title opens with 关于, 转发 or 印发."""
    found = None
    for index in range(last, max(-1, last - _MOST_LINES), -1):
        if index < last and not _may_belong(region[index]):
            break
        if pattern("opens_title").search(region[index].text):
            found = index
            if not _in_marks(region, index, last):
                return index
    return found


def _in_marks(region: Sequence[Line], index: int, last: int) -> bool:
    """Whether the 关于 of a line stands in a name whose 《 opened on a line above."""
    below = "".join(line.text for line in region[index : last + 1])
    return below.count("》") > below.count("《")


def _upper(region: Sequence[Line], last: int) -> int:
    """The first line of a title without 关于: the lines above that begin with a place, or that a short last line needs."""
    first = last
    for index in range(last - 1, max(-1, last - 3), -1):
        line = region[index]
        if not _may_belong(line) or len(line.text) < 4:
            break
        if leading_place(line.text) is not None and leading_place(region[last].text) is None:
            return index
        if index == last - 1 and len(region[last].text) < _ALONE:
            first = index
    return first


def _may_belong(line: Line) -> bool:
    """Whether a line can be an upper line of a title."""
    ends = line.ends_title and not pattern("ends_in_verb").search(line.text) and not pattern("goes_on_with_name").search(line.text)
    return line.kind in ("title", "text", "running") and not (
        ends or line.furniture or line.text.endswith("：") or "。" in line.text or line.text == "文件")


def headline(region: Sequence[Line], below: Line | None) -> Span | None:
    """A first line that stands over a page's data, over who adopted it, or over chapters: what the page or law calls itself;
    of a collection's record (day, source, title, text) its title; of an article the line that calls or asks.

    `below` is the line behind `region`.
    """
    lines = [*region, *([below] if below else [])]
    first = next((i for i, line in enumerate(lines[:3]) if not _notes_page(line)), 0)
    if first >= len(lines) or lines[first].kind not in ("text", "title", "running"):
        return None
    line = lines[first]
    tag = pattern("title_tag").match(line.text) if first else None
    text = line.text[tag.end() :] if tag else line.text
    low, high = _HEADLINE
    marked = any(mark in text for mark in "。；：…\t")
    if not low <= len(text) <= high or marked or label_of(text.lstrip("“")) or pattern("opens_running").match(text):
        return None
    under = lines[first + 1] if first + 1 < len(lines) else None
    stands = first > 0 or exclaims(text) or (under is not None and (under.kind in ("fields", "recipients") or bool(
        pattern("enacting_line").match(under.text)) or (
        under.label is not None and under.label.rank <= _CHAPTERS and under.text[:1] == "第")))
    return Span(line.end - len(text), line.end) if stands else None


def exclaims(title: str) -> bool:
    """Whether a headline calls or asks, as articles' do and no circular's (无需垫付！异地就医三步办理)."""
    return any(mark in title for mark in _CALLS)


def _notes_page(line: Line) -> bool:
    """Whether a line is but the day or source of a page or record."""
    return len(line.fields) == 1 and line.fields[0].name in ("posted", "source")
