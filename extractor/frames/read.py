"""Read: a circular's paragraphs → the frames of its values, by the index of their quantity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.frames import phrases
from extractor.frames.model import Frame, Name, Removal
from extractor.frames.passage import PassageReader
from extractor.frames.patterns import pattern
from extractor.frames.scopes import Scopes
from extractor.frames.statements import apply_statements
from extractor.frames.tables import TableReader
from extractor.frames.validity import Validity
from extractor.frames.view import Changed, View
from extractor.quantities.model import Quantity
from extractor.spans import Span
from extractor.structure.model import Circular
from extractor.structure.tables import Grids


def read_frames(
    text: str, circular: Circular, spans: Sequence[Sequence[Span]], quantities: Sequence[Quantity], changes: Mapping[int, Changed],
    dated: Sequence[Validity] = (), grids: Grids | None = None,
) -> tuple[dict[int, Frame], list[Removal]]:
    """The frames of the values of one circular, by their index, and the limits that it abolishes.

    `spans` are the stretches of each paragraph's running text (none for other paragraphs). Rows of tables are read by
    `grids`; without these they are read as running text.
    """
    view = View(text, quantities, changes, dated, circular.place)
    frames: dict[int, Frame] = {}
    removed: list[Removal] = []
    scopes = Scopes(view, circular, spans)
    before: PassageReader | None = None
    title = _titled(view, circular)
    tables: dict[int, TableReader] = {}
    below = [*circular.paragraphs[1:], None][: len(circular.paragraphs)]
    for paragraph, stretches, following in zip(circular.paragraphs, spans, below, strict=True):
        if scopes.enter(paragraph.section):
            before = None
        conditions, heads = scopes.around(paragraph)
        leads = bool(stretches) and text.endswith("：", 0, stretches[-1].end) and not view.within(Span(paragraph.start, paragraph.end))
        if grids is not None and paragraph.table is not None and not leads:
            row = Span(paragraph.start, paragraph.end)
            if stretches and view.within(row) and (grid := grids.of(paragraph)) is not None:
                reader_of_table = tables.setdefault(paragraph.table, TableReader(view, grid))
                frames.update(reader_of_table.read(row, conditions, heads))
            continue
        for stretch in stretches:
            opens = scopes.opens(stretch, paragraph, following if stretch is stretches[-1] else None)
            if not view.within(stretch) and not opens and not pattern("removal").search(view.outer, *stretch):
                scopes.title(paragraph, stretch)
                if text.endswith("。", *stretch):
                    before = None  # a sentence of its own lies between
                continue
            if before is not None:
                before.finish()
            reader = PassageReader(view, stretch, conditions, heads, before, title)
            scopes.complete(paragraph, [*reader.frames.values(), *(one.frame for one in reader.removed)])
            if paragraph.headings:
                for frame in reader.frames.values():
                    frame.heading = Span(*paragraph.headings[-1].span)
            frames.update(reader.frames)
            before = None if scopes.under else reader
            removed += reader.removed
            if opens:
                scopes.lead(paragraph.section, stretch, reader, conditions)
    apply_statements(view, circular, spans, frames)
    _without_whom_all_is_about(text, circular, frames)
    return frames, removed


def _titled(view: View, circular: Circular) -> Name | None:
    """The noun phrase that a circular's title is on, where it names what is set (关于调整|基本养老金|的通知)."""
    hit = pattern("title_of").search(view.outer, *circular.title_span) if circular.title_span else None
    span = phrases.phrase_before(view.outer, hit.end("what"), hit.start("what")) if hit else None
    return Name((span,), "heading") if span and phrases.is_attribute(view.outer[slice(*span)]) else None


def _without_whom_all_is_about(text: str, circular: Circular, frames: Mapping[int, Frame]) -> None:
    """Takes from the values whoever the whole circular is about (失业人员 in a rule on these), and tells from nobody: it restricts none
    of them.
    """
    groups = {text[slice(*one.span)] for frame in frames.values() for one in frame.conditions if one.kind == "population"}
    about = {group for group in groups if text.count(group, circular.start, circular.end) >= _OFTEN and not pattern("payers").search(group) and not any(
        other[-2:] == group[-2:] and other not in group and group not in other for other in groups)}
    for frame in frames.values() if about else ():
        frame.conditions = [one for one in frame.conditions if one.kind != "population" or text[slice(*one.span)] not in about]


_OFTEN = 10
"""How often a circular at least names whom all of it is about."""
