"""Tables: the values in the rows of a table → frames, named by the heads over them and restricted by the cells beside them.

A cell that holds little but its values is read as such; one that holds sentences is read as a passage under the
conditions of its row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.frames import phrases
from extractor.frames.cells import Part, parts_of
from extractor.frames.conditions import with_bounds
from extractor.frames.heads import (
    caption_name,
    cell_words,
    fits,
    head_words,
    is_class,
    joined,
    names_value,
    parted,
    restriction_kind,
    said_of,
    short_title,
    squeezed,
)
from extractor.frames.model import CellSays, Condition, Frame, Name
from extractor.frames.passage import PassageReader
from extractor.frames.patterns import words
from extractor.frames.view import View
from extractor.grids.cells import kind_of as form_of
from extractor.grids.words import is_total, role_of
from extractor.quantities.basis import slash_basis
from extractor.quantities.brackets import parts_of_scale
from extractor.quantities.model import Bracket
from extractor.spans import Span
from extractor.structure.tables import CellContext, Grid

_NO_VALUES = frozenset({"axis", "ordinal", "remark", "lead", "support", "deadline", "old"})
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?(?:起|标准)?")
_WHOLE_PLACE = re.compile(r"[全我本][省市县区州国](?:范围|统一)?")
_LONGEST_BANNER = 24
_LONGEST_UNIT = 3
_KIND_OF_UNIT = {"money": "amount", "duration": "term", "percent": "amount"}
_AGES = frozenset({"岁", "周岁"})


@dataclass(slots=True)
class _Cell:
    """What the heads and the row of a cell say: its name, the conditions, and the stretches that are told by its name."""

    name: Name | None
    conditions: list[Condition]
    says: CellSays


class TableReader:
    """Reads the rows of one table of a circular."""

    def __init__(self, view: View, grid: Grid) -> None:
        self.view, self.grid = view, grid
        self.text, self.quantities, self.starts = view.text, view.quantities, view.starts
        self.leads: Sequence[Condition] = ()
        self.heads: Sequence[Name] = ()
        self._scales: dict[tuple[str, int], dict[Span, Bracket]] = {}
        self._classes: dict[int, bool] = {}

    def read(self, row: Span, leads: Sequence[Condition], heads: Sequence[Name]) -> dict[int, Frame]:
        """The frames of the values in a row, by the index of their quantity.

        `leads` and `heads` are the conditions and names of the headings and the sentence above it.
        """
        self.leads, self.heads = leads, heads
        frames: dict[int, Frame] = {}
        for context, among in self._cells(*row):
            sentence = context.part == "banner" and context.span.end - context.span.start > _LONGEST_BANNER
            if context.part == "body" and self.grid.role(context.column) not in _NO_VALUES:
                frames.update(self._of_cell(context, among))
            elif sentence:
                frames.update(PassageReader(self.view, context.span, leads, heads).frames)
        return frames

    def _cells(self, start: int, end: int) -> Iterator[tuple[CellContext, list[int]]]:
        """The cells of a row that hold quantities, with the indexes of these."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        while low < high:
            context = self.grid.at(self.starts[low])
            stop = bisect_left(self.starts, context.span.end) if context else low + 1
            if context is not None:
                yield context, list(range(low, min(max(stop, low + 1), high)))
            low = max(stop, low + 1)

    def _of_cell(self, context: CellContext, among: Sequence[int]) -> dict[int, Frame]:
        parts = parts_of(self.text, context.span, self.quantities, among)
        is_action = self.grid.role(context.column) == "action"
        previous = self._previous(context, among)
        if parts is None or is_action:
            cell = self._cell(context, self.quantities[among[0]].kind)
            names = self.heads if is_action or not cell.name else [*self.heads, cell.name]
            frames = PassageReader(self.view, context.span, [*self.leads, *cell.conditions], names).frames
            for index, frame in frames.items():
                frame.cell = replace(cell.says, previous=previous.get(index))
                if frame.name and cell.name and frame.name.spans == cell.name.spans:
                    frame.name = cell.name
            return frames
        found: dict[int, Frame] = {}
        for part in parts:
            cell = self._cell(context, self.quantities[part.values[0]].kind)
            self._add_own(cell, part)
            for index in part.values:
                if self.view.spent(index):
                    continue
                held = {one.span: one for one in (*self.leads, *cell.conditions)}
                says = replace(cell.says, previous=previous.get(index))
                found[index] = Frame(index, part.values, cell.name, [held[span] for span in sorted(held)], cell=says)
        return found

    def _add_own(self, cell: _Cell, part: Part) -> None:
        """What a value's own words in its cell say: a name of its own, else one more condition."""
        if part.words is None:
            return
        if names_value(self.text, part.words):
            cell.name = Name((part.words,), "table")
        else:
            cell.conditions.append(self._condition(part.words, None, None))

    # --- what the table says -----------------------------------------------------------------------------------------

    def _cell(self, context: CellContext, kind: str) -> _Cell:
        heads = [head_words(self.text, head) for head in context.heads if head not in context.covered]
        heads = [head for head in heads if names_value(self.text, head) or role_of(squeezed(self.text, head)) is None]
        axes = [axis for axis in context.axes if self._tells(axis, context)]
        banner = head_words(self.text, context.banner) if context.banner and (
            context.banner.end - context.banner.start <= _LONGEST_BANNER) else None
        name, told = self._name(heads, axes, banner, kind)
        conditions, bracket, year = self._restrictions(context, heads, axes, banner, told, kind)
        per = next((per for axis in context.axes if self._is_unit(axis) and (per := slash_basis(f"/{squeezed(self.text, axis)}", 0)[1])), None)
        says = CellSays(tuple(reversed(heads)), self._around(context), self.grid.header(context.row), self.grid.captions,
                        bracket, year=year, per=per)
        return _Cell(name, conditions, says)

    def _around(self, context: CellContext) -> tuple[Span, ...]:
        beside = [span for axis in reversed(context.axes) for span in (axis, *reversed(self._heads_of(axis)))]
        return tuple(dict.fromkeys([*beside, *([context.banner] if context.banner else [])]))

    def _heads_of(self, axis: Span) -> tuple[Span, ...]:
        """The heads over a cell that restricts; of a head of a transposed table the corner of the table."""
        context = self.grid.at(axis.start)
        if context is None or context.part != "head":
            return context.heads if context else ()
        corner = self.grid.cell(context.row, 0)
        return (corner,) if corner and corner != axis else ()

    def _head_of(self, axis: Span) -> str | None:
        heads = self._heads_of(axis)
        return squeezed(self.text, heads[-1]) if heads else None

    def _tells(self, axis: Span, context: CellContext) -> bool:
        """Whether a cell beside a value says something: no dash, sum, whole place, or class of the name beside it."""
        phrase = squeezed(self.text, axis)
        if form_of(phrase) in ("empty", "dash") or is_total(phrase) or _WHOLE_PLACE.fullmatch(phrase) or self._is_unit(axis):
            return False
        beside = self.grid.at(axis.start)
        return not (is_class(phrase) and beside is not None and beside.part == "body" and self._only_classes(beside.column))

    def _is_unit(self, axis: Span) -> bool:
        """Whether a cell says in what a price is reckoned (次 under 计价单位)."""
        return (self._head_of(axis) or "").endswith("单位") and axis.end - axis.start <= _LONGEST_UNIT

    def _only_classes(self, column: int) -> bool:
        """Whether a column only sorts the names of another one into classes: each name stands in one of them alone."""
        if column not in self._classes:
            rows = self.grid.rows()
            others = [other for other in self.grid.shape.axes if other != column and not self._are_places(other)]
            self._classes[column] = any(self._sorts(rows, column, other) for other in others)
        return self._classes[column]

    def _are_places(self, column: int) -> bool:
        """Whether the cells of a column are places: the class of a place is what its value is told by (一类|广州)."""
        cells = [cell for row in self.grid.rows() if (cell := self.grid.cell(row, column))]
        return bool(cells) and restriction_kind(self.text, cells[0], self._head_of(cells[0])) == "region"

    def _sorts(self, rows: Sequence[int], column: int, other: int) -> bool:
        pairs = {(squeezed(self.text, name), squeezed(self.text, group)) for row in rows
                 if (group := self.grid.cell(row, column)) and (name := self.grid.cell(row, other))}
        found = [{pair[side] for pair in pairs} for side in (0, 1)]
        return len(pairs) == len(found[0]) >= len(found[1]) > 0 and all(map(is_class, found[1])) and not any(map(is_class, found[0]))

    # --- names -------------------------------------------------------------------------------------------------------

    def _name(
        self, heads: Sequence[Span], axes: Sequence[Span], banner: Span | None, kind: str
    ) -> tuple[Name | None, list[Span]]:
        """What a value is called, and the stretches whose words are told by it."""
        text = self.text
        outer = [banner] if banner and names_value(text, banner) else []
        naming = [*outer, *(head for head in heads if names_value(text, head))]
        items = [head_words(text, axis) for axis in axes if names_value(text, axis)]
        if not naming:
            if not items and (entitled := self._title(kind)) is not None:
                return Name((entitled,), "heading"), [entitled]
            own = items[-1] if items else next((head for head in reversed(heads) if restriction_kind(text, head, None) == "case"), None)
            own = own or short_title(text, self.grid.caption)
            return (Name((parted(text, own)[1],), "table"), [own]) if own else (None, [])
        inner = parted(text, naming[-1])[1]
        spans = self._extended(inner, naming[:-1], items, axes) if phrases.is_generic(squeezed(text, inner)) else (inner,)
        return Name(spans, "table"), [*spans, *naming, *items[-1:]]

    def _extended(self, inner: Span, outer: Sequence[Span], items: Sequence[Span], axes: Sequence[Span]) -> tuple[Span, ...]:
        """A head that cannot be read alone, with the head over it, the item of its row, or what entitles the table."""
        text = self.text
        if items:
            item = parted(text, items[-1])[1]
            whole = phrases.ends_in(squeezed(text, item), "attributes")
            return (item,) if whole or squeezed(text, item).endswith(squeezed(text, inner)) else (item, inner)
        if outer:
            return joined(text, outer[-1], inner) or (outer[-1], inner)
        if entitled := self._entitled(inner):
            return entitled
        objects = [axis for axis in axes if bisect_left(self.starts, axis.start) == bisect_left(self.starts, axis.end)
                   and restriction_kind(text, axis, self._head_of(axis)) in ("case", "object")]
        if objects and squeezed(text, inner) in words("generic"):
            return (head_words(text, objects[-1]), inner)
        return (inner,)

    @cached_property
    def _entitles(self) -> list[Span]:
        """The noun phrases by which the lines above the table entitle it, the nearest first."""
        return [phrase for line in self.grid.captions if (phrase := caption_name(self.text, self.view.outer, line))]

    def _title(self, kind: str) -> Span | None:
        """The name that the table's title or the headings above give a value of a kind whose own heads do not name it."""
        said = (said_of(self.text, self.view.outer, line, kind) for line in self.grid.captions)
        above = (head.spans[-1] for head in reversed(self.heads))
        return next((phrase for phrase in (*said, *self._entitles, *above) if phrase is not None and fits(self.text, phrase, kind)), None)

    def _entitled(self, inner: Span) -> tuple[Span, ...] | None:
        """A head that cannot be read alone with what the table's title or the headings above name."""
        above = (head.spans[-1] for head in reversed(self.heads))
        return next((found for phrase in (*self._entitles, *above) if (found := joined(self.text, phrase, inner))), None)

    # --- conditions --------------------------------------------------------------------------------------------------

    def _restrictions(
        self, context: CellContext, heads: Sequence[Span], axes: Sequence[Span], banner: Span | None, told: Sequence[Span], kind: str,
    ) -> tuple[list[Condition], Bracket | None, int | None]:
        """The conditions that the cells over and beside a value are, the part of a base and the year that they name."""
        text = self.text
        bracket: Bracket | None = None
        year: int | None = None
        conditions: list[Condition] = []
        said = "".join(squeezed(text, span) for span in told)
        naming = [cell_words(text, span) for span in (*heads, *axes) if names_value(text, span)]
        groups = [group for span in naming if (group := parted(text, span)[0])]
        inner = [head for head in heads if not names_value(text, head)]
        for span in dict.fromkeys([*([banner] if banner else []), *inner, *groups, *axes]):
            bare = cell_words(text, span)
            phrase = squeezed(text, bare)
            if dated := _YEAR.fullmatch(phrase):
                year = int(dated[1])
                continue
            part = self._part(span)
            if part is not None and kind == "percent" and part.unit not in _AGES and self._is_base(part):
                bracket = part
                continue
            if span not in groups and (phrase in said or any(one.start <= span.start and span.end <= one.end for one in told)):
                continue
            conditions.append(self._condition(bare, self._head_of(span) if span in axes else None, part))
        kept = {squeezed(text, one.span): one for one in sorted(conditions, key=lambda one: one.span, reverse=True)}
        return self._alternatives(list(reversed(kept.values()))), bracket, year

    def _alternatives(self, conditions: Sequence[Condition]) -> list[Condition]:
        """The conditions, those of one column as one: a value over several rows holds for each of them."""
        found: list[Condition] = []
        columns: dict[int, Condition] = {}
        for condition in conditions:
            context = self.grid.at(condition.span.start)
            first = columns.get(context.column) if context is not None and context.part == "body" else None
            if first is not None and first.kind == condition.kind and first.unit is None:
                first.others = (*first.others, condition.span)
                continue
            found.append(condition)
            if context is not None and context.part == "body":
                columns[context.column] = condition
        return found

    def _condition(self, span: Span, head: str | None, part: Bracket | None) -> Condition:
        low, high = (bisect_left(self.starts, offset) for offset in span)
        inside = self.quantities[low:high]
        condition = Condition(span, restriction_kind(self.text, span, head))
        if not inside or is_class(squeezed(self.text, span)):
            return condition
        kind = condition.kind
        condition = with_bounds(condition, inside)
        if condition.unit is not None and kind in ("case", "event", "object"):
            condition.kind = "population" if condition.unit in _AGES else _KIND_OF_UNIT.get(inside[0].kind, "case")
        if part is not None:
            condition.lower, condition.lower_inclusive = part.lower, part.lower_inclusive
            condition.upper, condition.upper_inclusive = part.upper, part.upper_inclusive
        return condition

    def _part(self, span: Span) -> Bracket | None:
        """The part of a scale that a cell is, bounds shared with the other cells of its column, or of its heading row."""
        context = self.grid.at(span.start)
        if context is None or bisect_left(self.starts, context.span.start) == bisect_left(self.starts, context.span.end):
            return None
        across = context.part == "head"
        key = (context.part, context.row if across else context.column)
        if key not in self._scales:
            rows = [context.row] if across else self.grid.rows()
            columns = range(self.grid.shape.width) if across else [context.column]
            cells = dict.fromkeys(cell for row in rows for column in columns if (cell := self.grid.cell(row, column)))
            self._scales[key] = parts_of_scale(self.text, self.quantities, cells)
        return self._scales[key].get(context.span)

    def _is_base(self, part: Bracket) -> bool:
        """Whether the bounds are amounts of what is shared out, not lengths of time or numbers of people."""
        return self.quantities[part.bounds[0]].kind in ("money", "percent")

    def _previous(self, context: CellContext, among: Sequence[int]) -> dict[int, str]:
        """The values in the column of what was before, by the values that took their places."""
        column = self.grid.old_of(context.column)
        cell = self.grid.cell(context.row, column) if column is not None else None
        if cell is None:
            return {}
        low, high = (bisect_left(self.starts, offset) for offset in cell)
        if [(one.kind, one.unit) for one in self.quantities[low:high]] != [
                (self.quantities[index].kind, self.quantities[index].unit) for index in among]:
            return {}
        pairs = zip(among, self.quantities[low:high], strict=True)
        return {index: old.value for index, old in pairs if old.value != self.quantities[index].value}
