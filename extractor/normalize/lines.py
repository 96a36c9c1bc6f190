"""Lines to paragraphs: what is padding inside a line, and which line breaks fall inside a sentence.

Works on canonical text (see `characters`), returns the stretches that are kept. Nothing is rewritten here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from extractor.normalize.printed import STARTS_PART, Line
from extractor.normalize.rows import mark_rows

_PAGE_NUMBER = re.compile(r"(?:[-—·] ?\d{1,4} ?[-—·]|第 ?\d{1,4} ?页(?:[，/ ]?共 ?\d{1,4} ?页)?|\d{1,4}/\d{1,4}|[Pp]age ?\d{1,4})$")
_RULED_LINE = re.compile(r"(?=.{0,200}[|+┌┬┐├┼┤└┴┘─])[|+\-—─═=：: ┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝\u200b]{3,}")
_BARE_NUMBER = re.compile(r"\d{1,3}$")
_ENDS_TITLE = re.compile(r"的(?:通知|意见|办法|方案|公告|通告|批复|函|决定|规定|细则|措施)$")
_BEGINS_ANEW = re.compile(r"[\u4e00-\u9fff]{2,6}[：:]|(?:关于|转发|印发).{4,120}的(?:通知|意见|公告|通告|批复|函|决定)$")  # a label, a title
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}[：:](?!.*[。；])")
_TERMINAL = frozenset("。；：！？…")
_CLOSERS = frozenset("，。、；：！？）》〉”’」』〕%‰")
_OPEN_CLOSE = {"（": "）", "《": "》", "〈": "〉", "“": "”", "「": "」", "『": "』", "〔": "〕"}
_UNIT_HEAD = re.compile(r"[元%‰年月日号个名家次万亿岁周天]")
_REST_OF_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?(?:万?元|%)")  # 每人每年64 | 0元
_REST_OF_DATE = re.compile(r"\d{1,2}[月日](?!报|均|薪)")  # 2024年6月 | 30日前
_WHOLE_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")  # 2024-06-30 is complete, whatever follows
_PAGE_DATA = re.compile(r"(?:(?:信息|文章)?来源|发[布表](?:时间|日期)|索引号|成文日期|发文机关|日期|时间|作者) ?[：:].{0,80}$")
_SPACES = re.compile(r"[ \u200b]+")
# A number that Markdown stresses (自受理之日起*30*个工作日), no product (余额*20*系数).
_EMPHASIS = re.compile(
    r"(?<![A-Za-z0-9*])(?P<opens>\*{1,3})[0-9][0-9.]*(?P<closes>\*{1,3})(?=个|日|天|年(?![限数化])|月(?![缴数收])|人(?![均数])|元|万|%|周岁|小时)")
_SPACED_OUT = re.compile(r"(?:[\u4e00-\u9fff] (?=[\u4e00-\u9fff](?: |$))){3,}")
_DOUBLED = re.compile(r"(?:(.)\1){8,}")
_LEAST_DIFFERENT = 5
_DIGITS = re.compile(r"\d+")
_SPACED_DIGITS = re.compile(r"(?:\d ){3}\d")


def cut_padding(line: Line) -> None:
    """Fills `pieces`: white space inside sentences and cells goes, the gaps between cells become tabs."""
    text = line.text
    if text[:1] == text[1:2] and (doubled := _DOUBLED.match(text)) is not None and len(set(doubled[0])) >= _LEAST_DIFFERENT:
        _undouble(line, doubled.end())
        return
    if not line.gaps and " " not in text and "\u200b" not in text and "*" not in text:
        line.pieces = [(line.start, line.end, None)]
        return
    running = (len(text) > 30 and any(sign in text for sign in "，。；")) or text.endswith("。")
    spaced_out = bool(_SPACED_OUT.search(text))
    pieces: list[tuple[int, int, str | None]] = []
    position = 0
    taken = {offset for begin, end, _ in line.gaps for offset in range(begin, end)}
    hits: list[tuple[int, int, str | None]] = [*line.gaps]
    hits += [(hit.start(), hit.end(), None) for hit in _SPACES.finditer(text) if hit.start() not in taken]
    hits += [(begin, end, None) for hit in _EMPHASIS.finditer(text) for begin, end in (hit.span("opens"), hit.span("closes"))]
    for begin, end, tabs in sorted(hits, key=lambda hit: hit[:2]):
        if begin < position:
            continue
        if begin > position:
            pieces.append((line.start + position, line.start + begin, None))
        if tabs:
            pieces.append((line.start + begin, line.start + end, tabs))
        elif " " in text[begin:end] and _keeps_space(text, begin, end, running or line.is_row, spaced_out):
            pieces.append((line.start + begin, line.start + end, " "))
        position = end
    if position < len(text):
        pieces.append((line.start + position, line.end, None))
    line.pieces = pieces


def _undouble(line: Line, length: int) -> None:
    """A line whose first `length` characters each stand twice (printed twice to look bold) keeps one of each."""
    text = line.text
    line.pieces = [(line.start + at, line.start + at + 2, text[at]) for at in range(0, length, 2)]
    if length < len(text):
        line.pieces.append((line.start + length, line.end, None))
    line.text = text[:length:2] + text[length:]
    line.is_doubled = True


def _keeps_space(text: str, begin: int, end: int, running: bool, spaced_out: bool) -> bool:
    """A single space stays between Latin words, and between the names of a head (甲局 乙局)."""
    before, behind = text[begin - 1] if begin else "", text[end] if end < len(text) else ""
    if not before or not behind:
        return False
    if spaced_out and not (before.isalpha() and before.isascii()):
        return False
    if before.isascii() and behind.isascii():
        return not (before.isdigit() and behind.isdigit() and _SPACED_DIGITS.search(text))
    if running or spaced_out or before.isascii() or behind.isascii():
        return False
    return "\u4e00" <= before <= "\u9fff" and "\u4e00" <= behind <= "\u9fff"


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the file's lines were wrapped, or None where its lines are whole paragraphs."""
    lengths = [line.length for line in lines if not line.is_row]
    if len(lengths) < 10:
        return None
    full = sorted(lengths)[-max(1, len(lengths) // 10)]
    if not 24 <= full <= 70 or max(lengths) > full + 12:
        return None
    near = sum(full - 3 <= length for length in lengths)
    return full if near * 3 >= len(lengths) else None


def is_furniture(line: Line) -> bool:
    """Page numbers printed as such (— 2 —, 第 2 页 共 5 页), and the rules of tables drawn with signs (|---|---|)."""
    if line.is_drawn:
        return False
    return (len(line.text) < 20 and bool(_PAGE_NUMBER.match(line.text))) or bool(_RULED_LINE.fullmatch(line.text))


def running_heads(lines: Sequence[Line], page_at: Callable[[int], int | None]) -> set[int]:
    """Starts of the lines that are the head or foot of many pages: first or last on a page, alike but for digits."""
    lines = [line for line in lines if not line.is_drawn]
    pages = [page_at(line.start) for line in lines]
    edges = [
        line for index, line in enumerate(lines)
        if line.length < 60 and (index in (0, len(lines) - 1) or pages[index] not in (pages[index - 1],) or (
            pages[index] != pages[index + 1]))
    ]
    counts = Counter(_DIGITS.sub("#", line.text) for line in edges)
    enough = max(3, len(set(pages)) // 2)
    return {line.start for line in edges if counts[_DIGITS.sub("#", line.text)] >= enough}


def continues(
    above: Line, tail: str, below: Line, width: int | None, indents: bool, joints: Mapping[int, int],
) -> bool:
    """Whether the break between two printed lines falls inside a sentence.

    `tail` is the end of the paragraph so far; `indents` tells that paragraphs of this file begin with an indent; `joints`
    (by start) what the place of a line on its page tells: the line that it goes on with, itself where it begins a paragraph.
    """
    if above.is_row or below.is_row:
        return False
    joint = joints.get(below.raw_start)
    if joint in (above.raw_start, below.raw_start):
        return joint == above.raw_start
    first = below.text[0]
    last = tail[-1]
    if first in _CLOSERS and last not in _TERMINAL:
        return True
    if STARTS_PART.match(below.text) or (_PAGE_DATA.match(above.text) and "。" not in above.text):
        return False
    closer = _unclosed(tail)
    if closer and closer in below.text[:60] and len(tail) > 4:
        return True
    if above.length > 8 and (
        (last.isdigit() and not _WHOLE_DATE.search(tail) and (_UNIT_HEAD.match(below.text) or _REST_OF_NUMBER.match(below.text)))
        or (last in "年月" and _REST_OF_DATE.match(below.text))
    ):
        return True
    if last in _TERMINAL or _ENDS_TITLE.search(tail):
        return False
    if last in "）”」』" and width is None:
        return False
    is_heading = bool(STARTS_PART.match(above.text)) and not any(sign in tail for sign in "。；：")
    if width is not None and above.length >= width - 3:
        return not (indents and below.indented)
    if is_heading and above.length < 60:
        return False
    if _BEGINS_ANEW.match(below.text) or above.length < 20 or (indents and below.indented):
        return False
    if _LABELLED.match(above.text) and last not in "、，":
        return False
    return any(sign in above.text for sign in "，、。；")


def _unclosed(tail: str) -> str | None:
    """The closing sign that the end of a paragraph still waits for, or None."""
    stack: list[str] = []
    for char in tail[-80:]:
        if char in _OPEN_CLOSE:
            stack.append(_OPEN_CLOSE[char])
        elif stack and char == stack[-1]:
            stack.pop()
    return stack[-1] if stack else None


def _stacked_rows(lines: Sequence[Line]) -> dict[int, int]:
    """Tables pasted with one cell a line: index of each row's first line → number of its cells.

    Such a table begins with 序号; its rows are numbered 1, 2, 3 … at equal distances.
    """
    rows: dict[int, int] = {}
    for first, line in enumerate(lines):
        if line.text != "序号":
            continue
        width = next((n for n in range(2, 12) if first + n < len(lines) and lines[first + n].text == "1"), 0)
        number, at = 1, first + width
        while width and at + width <= len(lines) and lines[at].text == str(number):
            rows[at] = width
            number, at = number + 1, at + width
        if number > 2:
            rows[first] = width
        elif number == 2:
            rows.pop(first + width)
    return rows


def paragraphs(
    lines: Sequence[Line], page_at: Callable[[int], int | None] | None, joints: Mapping[int, int],
) -> Iterator[list[Line]]:
    """Groups of printed lines that make one paragraph each; page numbers and running heads are left out.

    `page_at` gives the page of an offset, where the source has pages; `joints` is as in `continues`. Where the first line of a group `is_row`, the
    others are further cells of its row.
    """
    heads = running_heads(lines, page_at) if page_at else set()
    kept = [line for line in lines if not is_furniture(line) and line.start not in heads]
    mark_rows(kept)
    for line in kept:
        cut_padding(line)
    width = wrap_width(kept)
    indents = sum(line.indented for line in kept) * 4 >= len(kept)
    group: list[Line] = []
    tail = ""
    stacked = _stacked_rows(kept)
    cells_until = 0
    for index, line in enumerate(kept):
        if index in stacked:
            if group:
                yield group
            group, cells_until = [], index + stacked[index]
            for cell in kept[index:cells_until]:
                cell.is_row = True
            yield list(kept[index:cells_until])
        if index < cells_until:
            continue
        if group and _BARE_NUMBER.match(line.text) and index + 1 < len(kept):
            # A bare page number between two halves of one sentence.
            after = kept[index + 1]
            if len(tail) > 20 and tail[-1] not in _TERMINAL and continues(group[-1], tail, after, width, indents, joints):
                continue
        if group and continues(group[-1], tail, line, width, indents, joints):
            group.append(line)
            tail = (tail + line.text)[-120:]
            continue
        if group:
            yield group
        group, tail = [line], line.text[-120:]
    if group:
        yield group
