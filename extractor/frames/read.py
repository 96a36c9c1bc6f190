"""Read: a circular's paragraphs → the frames of its values, by the index of their quantity."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from extractor.frames import names
from extractor.frames.clauses import mask
from extractor.frames.conditions import kind_of, trimmed
from extractor.frames.model import Condition, Frame, Name
from extractor.frames.reader import Changed, PassageReader
from extractor.frames.tables import TableReader
from extractor.frames.validity import Validity
from extractor.quantities.model import Quantity
from extractor.spans import Span
from extractor.structure.model import Circular, Heading
from extractor.structure.tables import Grid, Grids

_HEADING_KINDS = frozenset({"population", "tier", "order"})
_VERB = re.compile(r"^(?:进一步|适当|适度|继续|关于|一、|实行|提高|调整|优化|降低|放宽|明确|落实|完善|加大|加强|支持|鼓励|推进|做好|规范|实施|扩大|取消|统一|强化|推动|健全|建立|上调|下调)+")
_REQUIRED = re.compile(r"(?P<who>[^，。；：]{2,30}?)(?:应当?|须|必须|需|要)[^，。；：]{0,24}(?:以下|下列)[^，。；：]{0,8}：$")
_OFFICE = re.compile(r"(?:局|部门|政府|委员会|委|厅|办|银行)$")


def read_frames(
    text: str, circular: Circular, spans: Sequence[Sequence[Span]], quantities: Sequence[Quantity], changes: Mapping[int, Changed],
    dated: Sequence[Validity] = (), grids: Grids | None = None,
) -> dict[int, Frame]:
    """The frames of one circular; `spans` are the stretches of each paragraph's running text (none for other paragraphs).

    Rows of tables are read by `grids`; without these they are read as running text.
    """
    frames: dict[int, Frame] = {}
    starts = [quantity.number_start for quantity in quantities]
    lists: dict[tuple[str, ...], tuple[list[Condition], list[Name]]] = {}
    table: tuple[Grid, TableReader] | None = None
    for paragraph, stretches in zip(circular.paragraphs, spans, strict=True):
        section = paragraph.section
        conditions, heads = _from_headings(text, paragraph.headings)
        for depth in range(len(section) + 1):
            lead = lists.get(section[:depth])
            if lead and (depth < len(section) or paragraph.role != "heading"):
                conditions, heads = conditions + lead[0], heads + lead[1]
        if grids is not None and paragraph.table is not None:
            if stretches and bisect_left(starts, paragraph.start) < bisect_left(starts, paragraph.end):
                grid = grids.of(paragraph)
                if grid is not None and (table is None or table[0] is not grid):
                    table = grid, TableReader(text, grid, quantities, changes, dated)
                if table is not None:
                    frames.update(table[1].read(paragraph.start, paragraph.end, conditions, heads))
            continue
        for stretch in stretches:
            ends_list = text[stretch.end - 1] == "：" if stretch.end > stretch.start else False
            if bisect_left(starts, stretch.start) == bisect_left(starts, stretch.end) and not ends_list:
                continue
            reader = PassageReader(text, stretch.start, stretch.end, quantities, dict(changes), conditions, heads, dated[slice(*(bisect_left(dated, offset, key=lambda one: one.span.start) for offset in stretch))])
            frames.update(reader.frames)
            if ends_list:
                new = [one for one in reader.holding.current() if one not in conditions]
                new += _subject_of_list(text, stretch) if not new else []
                topic = reader.topic or reader.named
                lists = {key: value for key, value in lists.items() if len(key) < len(section)}
                lists[section] = (new, [topic] if topic else [])
    return frames


def _subject_of_list(text: str, stretch: Span) -> list[Condition]:
    """What the items of a list are required of (长者饭堂的场地|应当具备以下条件：)."""
    start = max(text.rfind(sign, stretch.start, stretch.end - 1) for sign in "。；，") + 1
    start = max(start, stretch.start)
    hit = _REQUIRED.match(text, start, stretch.end)
    if hit is None or _OFFICE.search(hit["who"]):
        return []
    kept = trimmed(text, mask(text, start, stretch.end), start, Span(*hit.span("who")))
    return [Condition(kept, kind_of(text, kept))] if kept else []


def _from_headings(text: str, headings: Sequence[Heading]) -> tuple[list[Condition], list[Name]]:
    conditions: list[Condition] = []
    heads: list[Name] = []
    for heading in headings:
        start, end = heading.span
        if end - start < 2:
            continue
        masked = mask(text, start, end)
        verb = _VERB.match(masked)
        begin = start + (verb.end() if verb else 0)
        words = masked[begin - start :].rstrip("·")
        if names.is_attribute(words):
            span = names.phrase_before(masked, start, begin + len(words), begin)
            if span is not None:
                heads.append(Name((span,), "heading"))
            continue
        kept = trimmed(text, masked, start, Span(begin, end)) if not verb and end - start <= 14 else None
        if kept is not None:
            kind = kind_of(text, kept)
            if kind in _HEADING_KINDS:
                conditions.append(Condition(kept, kind))
    return conditions, heads
