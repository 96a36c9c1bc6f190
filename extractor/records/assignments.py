"""Assignments of one circular: labelled lists (责任单位：…), tables with such columns, and running text.

Where the document says that the first of a list leads (列第一位的为牵头部门), or those before its comma, these are `lead` and the
others `support`; where nothing says who leads, all are `lead`. Spans index the cleaned text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from extractor.language.agencies import begins_as_agency, is_agency, split_agencies
from extractor.language.bodies import LONGEST_LIST, names_only
from extractor.language.brackets import Brackets
from extractor.language.duties import TRIGGER, read_duties
from extractor.language.predicates import pattern, words
from extractor.records.rows import Row, Rows
from extractor.spans import Span
from extractor.structure.model import Paragraph

_LONGEST_LINE = 40
"""Characters of a line that can be the heading of a list of duties."""
_LEAST_ALONE = 2
"""How many paragraphs of a circular end with bodies in brackets where that says who is to do it."""
LONGEST_REGION = 1500
"""How many characters a labelled list may take."""

Leads = Literal["", "first", "before_comma"]
"""Which ones of a list lead, as a circular says of its lists: its first one, or all before the first comma."""
_WHO_LEADS: tuple[tuple[str, Leads], ...] = (("first_leads", "first"), ("before_comma_leads", "before_comma"))
_ENTRY = re.compile(r"[^；，、。\t\n]{2,40}")
_END_OF_LIST = re.compile(r"[。；\t\n]")


@dataclass(slots=True)
class Assignment:
    """Who does something: the span of the whole phrase and the spans of the names as they stand in the text.

    A name that stands in a merged cell of a table may stand above the row that `span` is in.
    """

    span: Span
    lead: tuple[Span, ...]
    support: tuple[Span, ...]
    rows: tuple[int, ...] = ()
    """Where the rows of a table begin that it holds for: those over which its cells were merged."""


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

    def names(self) -> list[Span]:
        return self.lead + self.share + self.support

    def assignment(self, text: str, leads: Leads) -> Assignment:
        lead, support = self.share, self.support
        if self.lead:
            lead, support = self.lead, self.share + self.support
        else:
            lead, rest = _parted(text, self.share, leads)
            support = rest + self.support
        return _assignment(text, Span(self.start, self.end), lead, support)


def find_assignments(text: str, paragraphs: Sequence[Paragraph], rows: Rows | None = None) -> list[Assignment]:
    """All assignments in the paragraphs of one circular, in text order; heads and sign-offs are left out.

    `rows` are those of its tables; without them a row is read as running text.
    """
    if not paragraphs:
        return []
    begin, stop = paragraphs[0].start, paragraphs[-1].end
    leads = _who_leads(text, begin, stop, of_all=True)
    found: list[Assignment] = []
    of_cells: dict[tuple[Span, ...], Assignment] = {}
    open_group: _Group | None = None
    named: int | None = None
    listed = False
    alone: list[Assignment] = []
    for paragraph in paragraphs:
        if paragraph.role in ("head", "signoff"):
            continue
        listed = _under_duties(text, paragraph, listed)
        start = min(max(paragraph.start, paragraph.body), paragraph.end)
        taken: list[Span] = []
        row = rows.assigning(paragraph) if rows is not None else None
        if row is not None:
            found += _of_row(text, row, leads, of_cells, taken)
        for group in _labelled(text, start, paragraph.end, taken):
            taken.append(Span(group.start, group.end))
            if open_group and _continues(open_group, group, text):
                found.pop()
                group = _joined(open_group, group)
            found.append(group.assignment(text, leads or _who_leads(text, group.start, group.end)))
            open_group = group
        if (bracket := _bodies_alone(text, start, paragraph.end, taken)) is not None:
            alone.append(bracket.assignment(text, leads))
            taken.append(Span(bracket.start, bracket.end))
        begin = start if named is None else named  # 市财政局, and on the next line 负责…
        named = start if names_only(text, start, paragraph.end) else None
        found += _running(text, begin, paragraph.end, taken, leads, listed)
    if len(alone) >= _LEAST_ALONE:
        found += alone
    return sorted(found, key=lambda assignment: assignment.span)


def _bodies_alone(text: str, start: int, end: int, taken: list[Span]) -> _Group | None:
    """The bracket of nothing but bodies that a paragraph ends with, behind its last sentence: …按月发放。（市医保局、市财政局）"""
    hit = pattern("bodies_alone").search(text[start:end])
    if hit is None or _inside(start + hit.start(), taken) or pattern("role_at_end").search(hit["names"]):
        return None
    group = _Group(start + hit.start(), start + hit.end())
    group.share = _names(text, start + hit.start("names"), start + hit.end("names"))
    bodies = all(is_agency(text[a:b]) and begins_as_agency(text[a:b]) for a, b in group.share)
    return group if group.share and bodies else None


def _under_duties(text: str, paragraph: Paragraph, before: bool) -> bool:
    """Whether bodies with their duties are listed here: a heading over them says so, or a line before (各部门职责如下：)."""
    over = paragraph.headings if paragraph.role == "heading" else paragraph.headings[:-1]
    if any(pattern("under_duties").search(text, *heading.span) for heading in over):
        return True
    if paragraph.end - paragraph.start <= _LONGEST_LINE and pattern("under_duties").search(text, paragraph.start, paragraph.end):
        return True
    if not before or paragraph.role != "body":
        return False
    if paragraph.body > paragraph.start and begins_as_agency(text[paragraph.body : paragraph.body + 12]):
        return True
    name_end = text.find("：", paragraph.body, paragraph.body + LONGEST_LIST)
    return names_only(text, paragraph.body, name_end if name_end > 0 else paragraph.end)


def _of_row(
    text: str, row: Row, leads: Leads, of_cells: dict[tuple[Span, ...], Assignment], taken: list[Span]
) -> Iterator[Assignment]:
    """The assignment of a table's row; where all its cells were merged with those above, theirs holds for it too."""
    group = _Group(row.span.end, row.span.start)
    cells = list(row.doers())
    named = []
    for kind, cell in cells:
        before = len(group.names())
        _read_list(text, *cell, kind, group)
        if len(group.names()) > before:
            named.append(cell)
    named_first = group.lead + group.share
    if not named_first or not all(is_agency(text[a:b]) or begins_as_agency(text[a:b]) for a, b in named_first):
        return
    own = [cell for cell in named if row.holds(cell.start)]
    if earlier := of_cells.get(tuple(named)):
        earlier.rows = (*earlier.rows, row.span.start)
    elif own:
        group.start, group.end = own[0].start, max(cell.end for cell in own)
        taken.append(Span(group.start, group.end))
        assignment = of_cells[tuple(named)] = group.assignment(text, leads)
        assignment.rows = (row.span.start,)
        yield assignment


def _labelled(text: str, start: int, end: int, taken: list[Span]) -> Iterator[_Group]:
    """责任单位：…, 牵头单位：…；配合单位：…, in brackets or not."""
    labels = [label for label in _labels_in(text, start, end) if not _inside(label.start(), taken)]
    if not labels:
        return
    brackets = Brackets(text, start, end)
    position = 0
    while position < len(labels):
        first = labels[position]
        around = brackets.around(first.start())
        stop = around.end - 1 if around else _end_of_list(text, first.end(), end)
        group = _Group(*(around or (first.start(), stop)))
        while position < len(labels) and labels[position].start() < stop:
            label = labels[position]
            kind = _label_kinds()[label["word"] or label["alone"] or label["named"]]
            if kind == "lead" and group.lead:
                group.end = label.start()
                break
            follower = labels[position + 1].start() if position + 1 < len(labels) else stop
            inner = brackets.around(label.start())
            last = min(follower, stop, inner.end - 1 if inner else stop)
            _read_list(text, label.end(), last - (text[last - 1] in "（〔【"), kind, group)
            position += 1
        if any(begins_as_agency(text[a:b]) or is_agency(text[a:b]) for a, b in group.names()):
            while around is None and text[group.end - 1] in "；，、 ":
                group.end -= 1
            yield group


def _labels_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The labels of the stretch; a label's end is looked for first, as it is rarer than its beginning."""
    done = start
    for ending in pattern("label_end").finditer(text, start, end):
        label = pattern("label").search(text, max(done, ending.start() - 12), min(end, ending.end() + 1))
        if label is not None:
            done = label.end()
            yield label


def _read_list(text: str, start: int, end: int, kind: str, group: _Group) -> None:
    """The names after a label; words on roles inside the list (X牵头，Y配合; X（牵头）、Y) beat the label."""
    end = min(end, start + LONGEST_REGION)
    if (stop := text.find("。", start, end)) > start:
        end = stop
    for behind in (pattern("behind_list"), pattern("other_label")):
        if other := behind.search(text, start, end):
            end = other.start()
    if before_label := pattern("level_of_label").search(text, start, end):
        end = before_label.start()
    if pattern("role_at_end").search(text, start, end):
        duties = read_duties(text, start, end, governed=True)
        for duty in duties:
            group.add("lead" if duty.headed else kind, duty.lead)
            group.add("support", duty.support)
        if duties:
            return
    names = _names(text, start, end)
    leading = [name for name in names if pattern("leads_remark").match(text, name.end)]
    for name in names:
        group.add("lead" if name in leading else "support" if leading else kind, [name])


def _names(text: str, start: int, end: int) -> list[Span]:
    names: list[Span] = []
    for a, b in split_agencies(text[start:end]):
        name = Span(start + a, start + b)
        if names and text[names[-1].end : name.start] == " " and not all(is_agency(text[slice(*one)]) for one in (names[-1], name)):
            name = Span(names.pop().start, name.end)  # a name that a narrow cell breaks in two
        names.append(name)
    return [name for name in names if name.end - name.start > 1 and not pattern("no_entry").match(text[name.start:name.end])]


def _running(text: str, start: int, end: int, taken: list[Span], leads: Leads, listed: bool) -> Iterator[Assignment]:
    """Running text outside labelled lists, and brackets that hold nothing but roles (（X牵头，Y配合）)."""
    labelled = set(taken)
    seen: Span | None = None
    brackets: Brackets | None = None
    for hit in pattern("role_in_bracket").finditer(text, start, end):
        brackets = brackets or Brackets(text, start, end)
        around = brackets.around(hit.end() - 1)
        if around is None or around == seen or around in labelled:
            continue
        seen = around
        duties = read_duties(text, around.start + 1, around.end - 1, governed=True)
        if duties and duties[0].start == around.start + 1:
            taken.append(around)
            if len(duties) == 1:
                duties[0].start, duties[0].end = around
            for duty in duties:
                if not duty.headed:
                    duty.lead, rest = _parted(text, duty.lead, leads or _who_leads(text, *around))
                    duty.support = rest + duty.support
            yield from (_assignment(text, Span(d.start, d.end), d.lead, d.support) for d in duties)
    position = start
    for span in [*sorted(taken), Span(end, end)]:
        if position < span.start and (listed or TRIGGER.search(text, position, span.start)):
            for duty in read_duties(text, position, span.start, listed=listed):
                yield _assignment(text, Span(duty.start, duty.end), duty.lead, duty.support)
        position = max(position, span.end)


def _who_leads(text: str, start: int, end: int, *, of_all: bool = False) -> Leads:
    """Which ones of a list a stretch says that lead; `of_all`: not where it says so of one item alone."""
    for name, leads in _WHO_LEADS:
        if any(not (of_all and pattern("of_this_item").search(said[0])) for said in pattern(name).finditer(text, start, end)):
            return leads
    return ""


def _parted(text: str, names: list[Span], leads: Leads) -> tuple[list[Span], list[Span]]:
    """Those of a list that lead, and the rest: all of them where nothing is said of it."""
    if leads == "first":
        return names[:1], names[1:]
    if leads == "before_comma":
        place = next((place for place in range(1, len(names)) if "，" in text[names[place - 1].end : names[place].start]), len(names))
        return names[:place], names[place:]
    return names, []


def _assignment(text: str, span: Span, lead: list[Span], support: list[Span]) -> Assignment:
    """An assignment that names everybody once, who leads does not support as well."""
    leads = {text[a:b]: Span(a, b) for a, b in reversed(lead)}
    supports = {text[a:b]: Span(a, b) for a, b in reversed(support) if text[a:b] not in leads}
    return Assignment(span, tuple(sorted(leads.values())), tuple(sorted(supports.values())))


def _continues(first: _Group, second: _Group, text: str) -> bool:
    """Whether two labelled lines are one assignment: 牵头单位：… and, on the next line, 配合单位：…."""
    if text[first.end:second.start].strip("。；， \n0123456789.．、（）") or "\t" in text[first.end:second.start] or second.lead:
        return False
    return (bool(first.lead) and not first.share) if second.share else not first.support


def _joined(first: _Group, second: _Group) -> _Group:
    return replace(second, start=first.start, lead=first.lead, share=first.share + second.share,
                   support=first.support + second.support)


def _inside(position: int, spans: list[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _end_of_list(text: str, start: int, end: int) -> int:
    """Where a list outside brackets ends: at 。 or a cell's end, or at ； unless a label or a name follows."""
    end = min(end, start + LONGEST_REGION)
    for mark in _END_OF_LIST.finditer(text, start, end):
        if mark[0] != "；":
            return mark.start()
        entry = _ENTRY.match(text, mark.end(), end)
        if not (pattern("label").match(text, mark.end(), end) or (entry and is_agency(entry[0]) and begins_as_agency(entry[0]))):
            return mark.start()
    return end


@cache
def _label_kinds() -> dict[str, str]:
    """What each first word of a label says: lead, share (who leads is left open) or support."""
    return {word: kind for kind in ("lead", "share", "support") for word in words(f"labels_{kind}")}
