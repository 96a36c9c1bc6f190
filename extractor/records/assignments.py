"""Assignments of one circular: labelled lists (责任单位：…), tables with such columns, and running text.

Where the document says that the first of a list leads (列第一位的为牵头部门), the first is `lead` and the others
`support`; where nothing says who leads, all are `lead`. Spans index the cleaned text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractor.language.agencies import begins_as_agency, is_agency, split_agencies
from extractor.language.duties import TRIGGER, alternatives, read_duties, vocabulary
from extractor.spans import Span
from extractor.structure.model import Paragraph

LONGEST_REGION = 1500
"""How many characters a labelled list in brackets may take."""

_FIRST = r"(?:第一|首位|首个|最前|第1位|列首)"
_LEADS = r"(?:牵头|主办|主责|首责|负总责)"
_FIRST_LEADS = re.compile(
    rf"{_FIRST}[^，。；（）]{{0,10}}{_LEADS}|{_LEADS}(?:单位|部门|处室|科室)?(?:均|都)?[列排居在为放][^，。；（）]{{0,4}}{_FIRST}"
)
_NO_NAME = re.compile(rf"[^、，]*(?:{_FIRST}|下同|同上|[0-9]+[年月日]|完成|长期|持续|全年|按职责|^[无—\-/]+$)")
_ROLE = r"(?:牵头|负责|配合|参与|协助|协办|落实|主办|实施|推进)"
_ROLE_AT_END = re.compile(rf"{_ROLE}(?=[，；、）\n]|$)")
_ROLE_IN_BRACKET = re.compile(rf"{_ROLE}[）〕】]")
_OTHER_LABEL = re.compile(r"[，；、。]?[\u4e00-\u9fff]{2,8}：")
_TRIGGER = re.compile(TRIGGER.pattern + r"|(?:单位|部门|处室|科室|主体|机构|责任|参与)(?:（[^（）：]{0,30}）)?：")
_PAIRS = {"（": "）", "〔": "〕", "【": "】", "〈": "〉", "[": "]"}


@dataclass(slots=True)
class Assignment:
    """Who does something: the span of the whole phrase and the spans of the names as they stand in the text."""

    span: Span
    lead: tuple[Span, ...]
    support: tuple[Span, ...]


@dataclass(slots=True)
class _Group:
    """Labelled lists that belong together, by what their labels say; `share` leaves open who leads."""

    start: int
    end: int
    lead: list[Span] = field(default_factory=list)
    share: list[Span] = field(default_factory=list)
    support: list[Span] = field(default_factory=list)

    def add(self, kind: str, names: list[Span]) -> None:
        getattr(self, kind).extend(names)

    def assignment(self, first_leads: bool) -> Assignment:
        lead, support = self.share, self.support
        if self.lead:
            lead, support = self.lead, self.share + self.support
        elif first_leads and len(self.share) > 1:
            lead, support = self.share[:1], self.share[1:] + self.support
        return Assignment(Span(self.start, self.end), tuple(lead), tuple(support))


def find_assignments(text: str, paragraphs: Sequence[Paragraph]) -> list[Assignment]:
    """All assignments in the paragraphs of one circular, in text order; heads and sign-offs are left out."""
    if not paragraphs:
        return []
    first_leads = _FIRST_LEADS.search(text, paragraphs[0].start, paragraphs[-1].end) is not None
    found: list[Assignment] = []
    open_group: _Group | None = None
    columns: list[tuple[int, str]] = []
    table: int | None = None
    for paragraph in paragraphs:
        if paragraph.role in ("head", "signoff"):
            continue
        start = min(max(paragraph.start, paragraph.body), paragraph.end)
        taken: list[Span] = []
        if paragraph.role == "row":
            if paragraph.table != table:
                columns, table = [], paragraph.table
            header = _columns(text, paragraph)
            columns = header or columns
            if columns and not header and (group := _row(text, paragraph, columns)):
                found.append(group.assignment(first_leads))
                taken.append(Span(group.start, group.end))
        if not _TRIGGER.search(text, start, paragraph.end):
            continue
        for group in _labelled(text, start, paragraph.end, taken):
            taken.append(Span(group.start, group.end))
            if open_group and _continues(open_group, group, text):
                found.pop()
                group = _joined(open_group, group)
            found.append(group.assignment(first_leads))
            open_group = group
        found += _running(text, start, paragraph.end, taken)
    return sorted(found, key=lambda assignment: assignment.span)


def _labelled(text: str, start: int, end: int, taken: list[Span]) -> Iterator[_Group]:
    """责任单位：…, 牵头单位：…；配合单位：…, in brackets or not."""
    pattern, kinds = _labels()
    labels = [hit for hit in pattern.finditer(text, start, end) if not _inside(hit.start(), taken)]
    position = 0
    while position < len(labels):
        first = labels[position]
        opening = _opening(text, start, first.start())
        closing = _closing(text, opening, end) if opening is not None else None
        if opening is not None and closing is not None:
            group = _Group(opening, closing + 1)
            stop = closing
        else:
            stop = _end_of_list(text, first.end(), end)
            group = _Group(first.start(), stop)
        last = first.end()
        while position < len(labels) and labels[position].start() < stop:
            label = labels[position]
            kind = kinds[label["word"] or label["alone"] or label["named"]]
            if kind == "lead" and group.lead:
                group.end = label.start()
                break
            follower = labels[position + 1].start() if position + 1 < len(labels) else stop
            last = min(follower, stop)
            _read_list(text, label.end(), last, kind, group)
            position += 1
        if any(is_agency(text[a:b]) or begins_as_agency(text[a:b]) for a, b in group.lead + group.share + group.support):
            while closing is None and group.end > group.start and text[group.end - 1] in "；，、 ":
                group.end -= 1
            yield group


def _read_list(text: str, start: int, end: int, kind: str, group: _Group) -> None:
    """The names after a label; words on roles inside the list (X牵头，Y配合; X（牵头）、Y) beat the label."""
    if other := _OTHER_LABEL.search(text, start, end):
        end = other.start()
    if _ROLE_AT_END.search(text, start, end):
        duties = read_duties(text, start, end, governed=True)
        for duty in duties:
            group.add("lead" if duty.headed else kind, duty.lead)
            group.add("support", duty.support)
        if duties:
            return
    names = _names(text, start, end)
    leading = [name for name in names if text[name.end:name.end + 3] in ("（牵头", "（主办", "〈牵头")]
    for name in names:
        group.add("lead" if name in leading else "support" if leading else kind, [name])


def _names(text: str, start: int, end: int) -> list[Span]:
    names = [Span(start + a, start + b) for a, b in split_agencies(text[start:end])]
    return [name for name in names if name.end - name.start > 1 and not _NO_NAME.match(text[name.start:name.end])]


def _running(text: str, start: int, end: int, taken: list[Span]) -> Iterator[Assignment]:
    """Running text outside labelled lists, and brackets that hold nothing but roles (（X牵头，Y配合）)."""
    for hit in _ROLE_IN_BRACKET.finditer(text, start, end):
        closing = hit.end() - 1
        opening = _opening(text, start, closing)
        if opening is None or _inside(closing, taken):
            continue
        duties = read_duties(text, opening + 1, closing, governed=True)
        if duties and duties[0].start == opening + 1 and duties[-1].end == closing:
            taken.append(Span(opening, closing + 1))
            if len(duties) == 1:
                duties[0].start, duties[0].end = opening, closing + 1
            yield from (Assignment(Span(d.start, d.end), tuple(d.lead), tuple(d.support)) for d in duties)
    position = start
    for span in [*sorted(taken), Span(end, end)]:
        if position < span.start and TRIGGER.search(text, position, span.start):
            for duty in read_duties(text, position, span.start):
                yield Assignment(Span(duty.start, duty.end), tuple(duty.lead), tuple(duty.support))
        position = max(position, span.end)


def _columns(text: str, row: Paragraph) -> list[tuple[int, str]]:
    """The columns of a table's head that hold agencies, with their kind; empty where the row is no such head."""
    pattern, kinds = _labels()
    columns = []
    for index, (start, end) in enumerate(_cells(text, row)):
        if end - start <= 40 and (label := pattern.fullmatch(text[start:end].strip() + "：")):
            columns.append((index - len(text[row.start:row.end].split("\t")), kinds[label["word"] or label["alone"]]))
    return columns


def _row(text: str, row: Paragraph, columns: list[tuple[int, str]]) -> _Group | None:
    """One row of a table with such columns (counted from the right: merged cells are missing on the left)."""
    cells = _cells(text, row)
    group = _Group(row.end, row.start)
    for column, kind in columns:
        if -column > len(cells):
            continue
        start, end = cells[column]
        before = len(group.lead) + len(group.share) + len(group.support)
        _read_list(text, start, end, kind, group)
        if len(group.lead) + len(group.share) + len(group.support) > before:
            group.start, group.end = min(group.start, start), max(group.end, end)
    named = group.lead + group.share
    if not named or not all(is_agency(text[a:b]) or begins_as_agency(text[a:b]) for a, b in named):
        return None
    return group


def _cells(text: str, row: Paragraph) -> list[tuple[int, int]]:
    cells = []
    start = row.start
    for cell in text[row.start:row.end].split("\t"):
        cells.append((start, start + len(cell)))
        start += len(cell) + 1
    return cells


def _continues(first: _Group, second: _Group, text: str) -> bool:
    """Whether two labelled lines are one assignment: 牵头单位：… and, on the next line, 配合单位：…."""
    if text[first.end:second.start].strip("。；， \n") or "\t" in text[first.end:second.start] or second.lead:
        return False
    return not first.support if not second.share else bool(first.lead) and not first.share and not first.support


def _joined(first: _Group, second: _Group) -> _Group:
    return replace(second, start=first.start, lead=first.lead, share=first.share + second.share,
                   support=first.support + second.support)


def _inside(position: int, spans: list[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _end_of_list(text: str, start: int, end: int) -> int:
    """Where a labelled list outside brackets ends: at 。 or a cell's end, or at ； unless a label follows."""
    pattern, _ = _labels()
    position = start
    while position < end:
        char = text[position]
        if char in "。\t\n" or (char == "；" and not pattern.match(text, position + 1, end)):
            return position
        position += 1
    return end


def _opening(text: str, start: int, position: int) -> int | None:
    """The bracket that is still open before `position`, in the same sentence."""
    depth = 0
    for index in range(position - 1, max(start, position - LONGEST_REGION) - 1, -1):
        char = text[index]
        if char in _PAIRS.values():
            depth += 1
        elif char in _PAIRS:
            if depth == 0:
                return index
            depth -= 1
        elif char in "\n\t":
            return None
    return None


def _closing(text: str, opening: int, end: int) -> int | None:
    depth = 0
    for index in range(opening, min(end, opening + LONGEST_REGION)):
        if text[index] in _PAIRS:
            depth += 1
        elif text[index] in _PAIRS.values():
            depth -= 1
            if depth == 0:
                return index
    return None


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a label with its colon (group `word`, or `named` before 为) and the kind of each word."""
    words = vocabulary()
    kinds = {word: kind for kind, group in words["labels"].items() for word in group}
    firsts, nouns = alternatives(kinds), alternatives(words["label_nouns"])
    alone = alternatives(words["labels_alone"])
    return re.compile(
        rf"(?:(?P<word>{firsts})(?:{nouns})|(?P<alone>{alone}))(?:（[^（）：]{{0,30}}）)?："
        rf"|(?P<named>{firsts})(?:{nouns})(?:分别)?[为是](?=[省市县区州各国])"
    ), kinds
