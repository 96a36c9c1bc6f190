"""Read: a circular's paragraphs → the frames of its values, by the index of their quantity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.frames import phrases
from extractor.frames.conditions import kind_of
from extractor.frames.model import Condition, Frame, Name, Removal
from extractor.frames.passage import PassageReader
from extractor.frames.patterns import pattern
from extractor.frames.tables import TableReader
from extractor.frames.trimming import trimmed
from extractor.frames.validity import Validity
from extractor.frames.view import Changed, View
from extractor.quantities.model import Quantity
from extractor.spans import Span
from extractor.structure.model import Circular, Heading
from extractor.structure.tables import Grids

_HEADING_KINDS = frozenset({"population", "tier", "order"})
_FIRST = re.compile(r"[（(]?[一1①][）).、．]?")
_OFFICE = re.compile(r"(?:局|部门|政府|委员会|委|厅|办|银行)$")

_MARK = re.compile("[，。；：]")
_LONGEST_TITLE = 28

Lead = tuple[list[Condition], list[Name]]
"""The conditions and names that a list's lead-in or a heading sets for what stands under it."""


def read_frames(
    text: str, circular: Circular, spans: Sequence[Sequence[Span]], quantities: Sequence[Quantity], changes: Mapping[int, Changed],
    dated: Sequence[Validity] = (), grids: Grids | None = None,
) -> tuple[dict[int, Frame], list[Removal]]:
    """The frames of the values of one circular, by their index, and the limits that it abolishes.

    `spans` are the stretches of each paragraph's running text (none for other paragraphs). Rows of tables are read by
    `grids`; without these they are read as running text.
    """
    view = View(text, quantities, changes, dated)
    frames: dict[int, Frame] = {}
    removed: list[Removal] = []
    lists: dict[tuple[str, ...], Lead] = {}
    led: tuple[str, ...] | None = None
    before: PassageReader | None = None
    last: tuple[str, ...] = ()
    tables: dict[int, TableReader] = {}
    headings: Sequence[Heading] = ()
    set_by_headings: Lead = [], []
    for paragraph, stretches in zip(circular.paragraphs, spans, strict=True):
        section = paragraph.section
        if section != last:
            before = None
            if led is not None and section and _FIRST.fullmatch(section[-1]) and section[: len(led)] != led:
                lists[section[:-1]] = lists.pop(led)
            led, last = None, section
        if paragraph.headings is not headings:
            headings = paragraph.headings
            set_by_headings = _of_headings(view, headings)
        conditions, heads = set_by_headings
        for depth in range(len(section) + 1):
            lead = lists.get(section[:depth])
            if lead and (depth < len(section) or paragraph.role != "heading"):
                conditions, heads = conditions + lead[0], heads + lead[1]
        leads = bool(stretches) and text.endswith("：", 0, stretches[-1].end) and not view.within(Span(paragraph.start, paragraph.end))
        if grids is not None and paragraph.table is not None and not leads:
            row = Span(paragraph.start, paragraph.end)
            if stretches and view.within(row) and (grid := grids.of(paragraph)) is not None:
                reader_of_table = tables.setdefault(paragraph.table, TableReader(view, grid))
                frames.update(reader_of_table.read(row, conditions, heads))
            continue
        for stretch in stretches:
            opens_list = text[stretch.end - 1 : stretch.end] == "：" and not pattern("salutation").match(text[stretch.start : stretch.end - 1])
            if not view.within(stretch) and not opens_list and not pattern("removal").search(view.outer, *stretch):
                if section and _is_title(view, paragraph.headings[-1], stretch):
                    lists[section] = _of_headings(view, [Heading("", Span(stretch.start, stretch.end - text.endswith("。", 0, stretch.end)))])
                continue
            if before is not None:
                before.finish()
            reader = PassageReader(view, stretch, conditions, heads, before)
            frames.update(reader.frames)
            before = reader
            removed += reader.removed
            if opens_list:
                lists = {key: value for key, value in lists.items() if len(key) < len(section)}
                lists[section] = _lead(view, stretch, reader, conditions)
                led = section
    return frames, removed


def _lead(view: View, stretch: Span, reader: PassageReader, before: Sequence[Condition]) -> Lead:
    """What a list's lead-in says of its items, besides what was in force `before` it."""
    reader.finish()
    new = [one for one in reader.holding.current() if one not in before]
    topic = reader.said.leading()
    return new or _subject_of_list(view, stretch), [topic] if topic else []


def _is_title(view: View, heading: Heading, stretch: Span) -> bool:
    """Whether a paragraph stands where its section's heading would (二、\\n发放购房消费券。): one short clause under a bare label."""
    words = view.outer[slice(*stretch)].strip().rstrip("。")
    return heading.span.start == heading.span.end and 2 < len(words) <= _LONGEST_TITLE and not _MARK.search(words)


def _subject_of_list(view: View, stretch: Span) -> list[Condition]:
    """What the items of a list are required of (长者饭堂的场地|应当具备以下条件：)."""
    start = max(view.text.rfind(sign, stretch.start, stretch.end - 1) for sign in "。；，") + 1
    hit = pattern("required_of").match(view.text, max(start, stretch.start), stretch.end)
    if hit is None or _OFFICE.search(hit["who"]):
        return []
    kept = trimmed(view.text, view.outer, Span(*hit.span("who")))
    return [Condition(kept, kind_of(view.text, kept))] if kept else []


def _of_headings(view: View, headings: Sequence[Heading]) -> Lead:
    """The groups and the names that headings set (二、最高贷款额度; （一）多子女家庭)."""
    conditions: list[Condition] = []
    heads: list[Name] = []
    for heading in headings:
        start, end = heading.span
        if end - start < 2:
            continue
        verb = pattern("heading_verb").match(view.outer[start:end])
        begin = start + (verb.end() if verb else 0)
        last = begin + len(view.outer[begin:end].rstrip("·"))
        if phrases.is_attribute(view.outer[begin:last]):
            span = phrases.phrase_before(view.outer, last, begin)
            if span is not None:
                heads.append(Name((span,), "heading"))
            continue
        kept = trimmed(view.text, view.outer, Span(begin, end)) if not verb and end - start <= 14 else None
        if kept is not None and (kind := kind_of(view.text, kept)) in _HEADING_KINDS:
            conditions.append(Condition(kept, kind))
    return conditions, heads
