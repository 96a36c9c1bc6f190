"""What stands in the parameter file of one concept at one place: its nodes in reading order, its numbers, its sources once each.

What most values share stands at the head (unit, what it is per), what any value has by default nowhere; every other fact stands
beside the number that it is of, so that a raised cap is one more line, and one for its source.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.policy.branches import Branch
from extractor.policy.cases import cases_in
from extractor.policy.groups import is_known, members
from extractor.policy.in_force import STATED
from extractor.policy.tiers import grades
from extractor.records.models import Amended
from extractor.rules.model import Bracket, Concept, Entry, Key, Reference, Series
from extractor.rules.names import kind_words
from extractor.rules.tree import (
    Levels,
    Step,
    days_of,
    first_by_unit,
    kinds_by_name,
    levels_of,
    names_under,
    number,
    steps_of,
    unit_of,
    value_on,
)
from extractor.rules.yaml_text import Raw

_NOTES = ("corrections", "confirmed", "doubts")
"""What is said of how a value was read: by people, and by the reading itself."""


@dataclass(slots=True)
class Node:
    """A node of the file: its key, what stands at its head, and the nodes below it or the lines of its value."""

    name: str = ""
    kind: str = ""
    head: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    children: dict[Branch, Node] = field(default_factory=dict)
    values: Dated = ()
    brackets: Sequence[tuple[Dated, str, Dated]] = ()
    rank: tuple[Any, ...] = ()


Dated = Sequence[tuple[date, Any]]
"""Numbers by their first days, as `yaml_text.written` takes them."""


@dataclass(frozen=True, slots=True)
class ConceptFile:
    """A file as its template wants it."""

    label: str
    metadata: Mapping[str, Any]
    sources: Sequence[Mapping[str, Any]]
    nodes: Sequence[tuple[int, Node]]
    documents: tuple[str, ...]


def concept_file(concept_id: str, series: Sequence[Series], concept: Concept, files: Mapping[str, str]) -> ConceptFile:
    """The file of a concept at a place; `files` gives the file that each circular is read from, by its id."""
    levels = levels_of(one.key for one in series)
    names = names_under(levels.values())
    sources = _Sources(series, files)
    shared = _Shared(
        first_by_unit(one.key for one in series), _most(entry.per for one in series for entry in one.entries)
    )
    root = Node()
    for one in series:
        _add(root, levels[one.key], names, _Leaf(one, concept, sources, shared))
    metadata: dict[str, Any] = {
        "concept": concept_id,
        "place": series[0].place,
        "place_code": series[0].key.place_code,
        "unit": unit_of(shared.unit),
    }
    if shared.per:
        metadata["per"] = shared.per
    nodes = list(_in_order(root, 0))
    if legend := _legend(node for _, node in nodes):
        metadata["branches"] = legend
    return ConceptFile(concept.label, metadata, sources.rows(), nodes, sources.documents)


def _most(values: Iterable[str | None]) -> str | None:
    counted: dict[str | None, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return max(counted, key=lambda value: counted[value])


def _legend(nodes: Iterable[Node]) -> dict[str, list[str]]:
    """The keys that stand for something else than groups of people, by what they stand for, in the order of the file."""
    found: dict[str, dict[str, None]] = {words: {} for words in kind_words().values()}
    for node in nodes:
        if node.kind != "population" and node.kind in kind_words() and "kind" not in node.metadata:
            found[kind_words()[node.kind]][node.name] = None
    return {words: list(names) for words, names in found.items() if names}


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the values of a file have where nothing else is said."""

    unit: str
    per: str | None


def _add(root: Node, levels: Levels, names: Mapping[Levels, str], leaf: _Leaf) -> None:
    node = root
    ambiguous = {name for name, kinds in kinds_by_name(names).items() if len(kinds) > 1}
    for depth, branch in enumerate(levels):
        name = names[levels[: depth + 1]]
        if branch not in node.children:
            node.children[branch] = _node(branch, name, name in ambiguous)
            node.children[branch].rank = (*_rank(branch), leaf.first)
        node = node.children[branch]
        node.rank = min(node.rank, (*_rank(branch), leaf.first))
    leaf.fill(node)


def _node(branch: Branch, name: str, is_ambiguous: bool) -> Node:
    node = Node(name, branch.kind, {"description": branch.text} if branch.text != name else {})
    if is_ambiguous and branch.kind in kind_words():
        node.metadata["kind"] = kind_words()[branch.kind]
    if branch.kind == "population" and is_known(branch.text) and len(members(branch.text)) > 1:
        node.metadata["members"] = sorted(members(branch.text))
    return node


def _rank(branch: Branch) -> tuple[Any, ...]:
    """Where a node stands among others: everybody first, then by kind; grades and cases in their order, bounds by their number."""
    order = ["all", *kind_words()]
    ways = [way for _, way in cases_in(branch.text)]
    natural = {"tier": sorted(grades(branch.text)), "order": ways, "case": ways}
    return order.index(branch.kind), natural.get(branch.kind, [])


def _in_order(node: Node, depth: int) -> Iterator[tuple[int, Node]]:
    for child in sorted(node.children.values(), key=lambda one: one.rank):
        yield depth, child
        yield from _in_order(child, depth + 1)


class _Leaf:
    """The lines of one value through time."""

    def __init__(self, series: Series, concept: Concept, sources: _Sources, shared: _Shared) -> None:
        self._series, self._sources, self._shared = series, sources, shared
        self._direction = concept.direction
        self._closes_above = bool(bounds := [bracket for entry in series.entries for bracket in entry.brackets]) and all(
            not one.lower_inclusive and one.upper_inclusive == (one.upper is not None) for one in bounds)
        first = series.entries[0]
        self.first = first.start, first.references[0].document, first.references[0].span

    @property
    def _key(self) -> Key:
        return self._series.key

    def fill(self, node: Node) -> None:
        """Give a node its value."""
        if self._key.unit != self._shared.unit:
            node.metadata["unit"] = unit_of(self._key.unit)
        if self._key.scaled and self._key.unit != "percent":
            node.metadata["type"] = "single_amount"
        days = days_of(self._series.entries)
        if self._key.scaled:
            if self._closes_above:
                node.metadata["includes"] = "upper"
            node.brackets = list(self._brackets(days))
        else:
            node.values = [(day, self._value(day, entry)) for day, entry in days.items()]

    def _value(self, day: date, entry: Entry | None) -> Any:
        if entry is None:
            return self._end(day)
        return self._number(
            value_on(entry, self._direction), self._facts(day, entry) | self._words(entry.references[0])
        )

    def _number(self, amount: Decimal, metadata: Mapping[str, Any]) -> Any:
        return {"value": Raw(number(amount, self._key.unit)), "metadata": metadata}

    def _end(self, day: date) -> Any:
        by = self._before(day).ended_by
        return Raw("null") if by == STATED else {"value": Raw("null"), "metadata": {"ended_by": by}}

    def _before(self, day: date) -> Entry:
        return next(entry for entry in reversed(self._series.entries) if entry.start < day)

    def _facts(self, day: date, entry: Entry) -> dict[str, Any]:
        """What a value has that is not what any has."""
        facts: dict[str, Any] = {}
        if entry.year is not None:
            facts["year"] = Raw(str(entry.year))
        if entry.start_from != usual_start(entry.start, entry.year):
            facts["start_from"] = entry.start_from
        if entry.comparator != "eq":
            facts["comparator"] = entry.comparator
        if entry.modality != "must":
            facts["modality"] = entry.modality
        if entry.per != self._shared.per:
            facts["per"] = entry.per or Raw("null")
        if entry.removed:
            facts["removed"] = Raw("true")
        is_next = day > self._series.entries[0].start and self._before(day).end == _day_before(day)
        if is_next and self._before(day).ended_by != entry.references[0].document:
            facts["previous_ended_by"] = self._before(day).ended_by or Raw("null")
        return facts

    def _words(self, source: Reference) -> dict[str, Any]:
        found: dict[str, Any] = {
            "source": Raw(str(self._sources.number(source))),
            "quote": source.quote,
            "span": [Raw(str(place)) for place in source.span],
        }
        if source.amends:
            found["amends"] = amended_words(source.amends)
        return found | self._sources.beside(source)

    def _brackets(self, days: Mapping[date, Entry | None]) -> Iterator[tuple[Dated, str, Dated]]:
        """Of each bracket the thresholds and the values by their days. Where an entry has fewer brackets, or ends, the others are
        ended with it, for an engine would go on with them."""
        steps = {day: steps_of(entry.brackets) if entry else [] for day, entry in days.items()}
        kind = "rate" if self._key.unit == "percent" else "amount"
        for index in range(max(map(len, steps.values()))):
            thresholds, values = [], []
            for day, entry in days.items():
                step = steps[day][index] if index < len(steps[day]) else None
                if step is not None and entry is not None:
                    thresholds.append((day, Raw(number(step.threshold, "CNY"))))
                    values.append((day, self._step(day, entry, steps[day], index)))
                elif thresholds and thresholds[-1][1] != "null":
                    thresholds.append((day, Raw("null")))
                    values.append((day, self._end(day) if index == 0 and entry is None else Raw("null")))
            yield thresholds, kind, values

    def _step(self, day: date, entry: Entry, steps: Sequence[Step], index: int) -> Any:
        step = steps[index]
        if step.bracket is None:
            return Raw(number(step.value, self._key.unit))
        facts = self._facts(day, entry) if index == 0 else {}
        if (part := part_text(step.bracket)) != usual_part(step.threshold, steps[index + 1 :], self._closes_above):
            facts["part"] = part
        return self._number(step.value, facts | self._words(step.bracket.reference))


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def amended_words(amends: Amended) -> dict[str, Any]:
    """What a circular changes: the circular and the part of it, and the words that stood there."""
    said: dict[str, Any] = {"circular": [amends.document, *amends.place]}
    return said if amends.words is None else {**said, "words": amends.words}


def usual_start(start: date, year: int | None) -> str:
    """Where a first day comes from, if nothing else is said."""
    return "year" if year is not None and start == date(year, 1, 1) else "stated"


def part_text(bracket: Bracket) -> str:
    """The part of a base as an interval: `[18000, 100000)`, an open end empty."""
    lower, upper = ("" if one is None else number(one, "CNY") for one in (bracket.lower, bracket.upper))
    return f"{'[' if bracket.lower_inclusive else '('}{lower}, {upper}{']' if bracket.upper_inclusive else ')'}"


def usual_part(threshold: Decimal, after: Sequence[Step], closes_above: bool) -> str:
    """The part that a step is for, if nothing else is said: from its threshold to the next, the first open below; the lower bound
    belongs to it, else the upper one (5万元（含）以下)."""
    upper = number(after[0].threshold, "CNY") if after else ""
    if closes_above:
        return f"({number(threshold, 'CNY') if threshold else ''}, {upper}{']' if upper else ')'}"
    return f"[{number(threshold, 'CNY')}, {upper})" if threshold else f"(, {upper})"


class _Sources:
    """The sentences that the values of a file stand in, each once, numbered as they came."""

    def __init__(self, series: Sequence[Series], files: Mapping[str, str]) -> None:
        self._files = files
        found: dict[tuple[Any, ...], list[tuple[date, Reference]]] = {}
        for one in series:
            for entry in one.entries:
                for source in entry.references:
                    found.setdefault(_place(source), []).append((entry.start, source))
        ordered = sorted(
            found.values(), key=lambda said: min((start, one.document, one.source, one.span) for start, one in said)
        )
        self._sources = [[one for _, one in said] for said in ordered]
        self._numbers = {_place(said[0]): position for position, said in enumerate(self._sources, start=1)}

    @property
    def documents(self) -> tuple[str, ...]:
        """The circulars, sorted."""
        return tuple(sorted({said[0].document for said in self._sources}))

    def number(self, source: Reference) -> int:
        return self._numbers[_place(source)]

    def beside(self, source: Reference) -> dict[str, Any]:
        """What is said of a value's reading that is not said of all from its sentence."""
        shared = self._shared(self._sources[self.number(source) - 1])
        own = {name: getattr(source, name) for name in _NOTES}
        return {name: rest for name, notes in own.items() if (rest := notes[len(shared[name]) :])}

    @staticmethod
    def _shared(said: Sequence[Reference]) -> dict[str, tuple[str, ...]]:
        """The notes with which those of all begin."""
        return {name: _beginning([getattr(one, name) for one in said]) for name in _NOTES}

    def rows(self) -> list[dict[str, Any]]:
        """The sources in order."""
        return [self._row(said) for said in self._sources]

    def _row(self, said: Sequence[Reference]) -> dict[str, Any]:
        first = said[0]
        found: dict[str, Any] = {"circular": [first.document, *first.section]}
        if first.source != self._files.get(first.document):
            found["file"] = first.source
        if first.page is not None:
            found["page"] = Raw(str(first.page))
        found |= {name: notes for name, notes in self._shared(said).items() if notes}
        return found | {"text": first.sentence}


def _beginning(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    alike = itertools.takewhile(lambda notes: len(set(notes)) == 1, zip(*lists, strict=False))
    return tuple(notes[0] for notes in alike)


def _place(source: Reference) -> tuple[Any, ...]:
    return source.document, source.source, source.section, source.page, source.sentence
