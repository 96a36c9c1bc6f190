"""Judges an export against gold: every gold item is hit or missed, every record that answers none is a false alarm.

`judge` gives the judgements of one source; `figures` counts them a layer, `calibration` by what the records say of
their own confidence. Misses with their places, the comparison with a saved baseline and the table of scores are all read
from the same judgements.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from extractor.evaluation.gold import GoldFile, Item
from extractor.evaluation.matching import (
    ASSIGNMENTS,
    CITATIONS,
    DEADLINES,
    MENTIONS,
    PARAMETERS,
    Key,
    Layer,
    comparable,
    names,
    overlap,
    pair,
)
from extractor.evaluation.newer import newer_concepts
from extractor.evaluation.values import CONFIDENCES, VALUES, right_if
from extractor.spans import Span

Outcome = Literal["hit", "missed", "false alarm"]
LAYERS = ("documents", "mentions", "parameters", "values", "deadlines", "assignments", "citations", "spans")
DOCUMENT_FIELDS = ("number", "title", "issuers", "level", "place", "date", "recipients", "status")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field of a hit: what the gold says, what the record says, and whether they agree."""

    name: str
    right: bool
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One gold item with its answer, or one record without a gold item.

    `span` and `quote` are the gold item's, or the record's where there is none; `wanted` says in short what the gold
    asks for there, `found` what the export has there (several are joined by ` | `; empty for nothing). `concept` is that
    of the record that answers.
    """

    layer: str
    outcome: Outcome
    source: str
    line: int
    span: Span
    quote: str
    wanted: str
    found: str
    comparisons: tuple[Comparison, ...] = ()
    concept: str | None = None

    @property
    def right(self) -> bool:
        """Found, with every field as the gold has it."""
        return self.outcome == "hit" and all(comparison.right for comparison in self.comparisons)


@dataclass(slots=True)
class Figures:
    """The counts of one layer; a ratio is None where there is nothing to divide by."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By field: how many of the compared ones are right, and how many were compared."""

    @property
    def precision(self) -> float | None:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        judged = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / judged if judged else None

    def as_json(self) -> dict[str, Any]:
        """Ratios in [0, 1] or null, the counts that they come from, and how often each field is right."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
            "attributes": {name: right / compared for name, (right, compared) in self.attributes.items()},
        }


def figures(judgements: Iterable[Judgement]) -> dict[str, Figures]:
    """The counts of every layer, in the order of `LAYERS`."""
    outcomes: Counter[tuple[str, Outcome]] = Counter()
    right: defaultdict[str, Counter[str]] = defaultdict(Counter)
    compared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for judgement in judgements:
        outcomes[judgement.layer, judgement.outcome] += 1
        for comparison in judgement.comparisons:
            compared[judgement.layer][comparison.name] += 1
            right[judgement.layer][comparison.name] += comparison.right
    return {
        layer: Figures(
            outcomes[layer, "hit"],
            outcomes[layer, "false alarm"],
            outcomes[layer, "missed"],
            {name: (right[layer][name], count) for name, count in sorted(compared[layer].items())},
        )
        for layer in LAYERS
    }


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of the records that state one confidence: how many were judged as a whole, and how many of them are right."""

    confidence: str
    judged: int
    right: int
    judged_with_concept: int
    right_with_concept: int

    @property
    def share(self) -> float | None:
        return self.right / self.judged if self.judged else None

    @property
    def share_with_concept(self) -> float | None:
        return self.right_with_concept / self.judged_with_concept if self.judged_with_concept else None

    def as_json(self) -> dict[str, Any]:
        """The counts, and the shares in [0, 1] or null."""
        return {
            "judged": self.judged,
            "right": self.right,
            "share": self.share,
            "judged_with_concept": self.judged_with_concept,
            "right_with_concept": self.right_with_concept,
            "share_with_concept": self.share_with_concept,
        }


def calibration(judgements: Sequence[Judgement]) -> tuple[Calibration, ...]:
    """What stating a confidence is worth, from high to low."""
    return tuple(_calibrated(confidence, judgements) for confidence in CONFIDENCES)


def _calibrated(confidence: str, judgements: Iterable[Judgement]) -> Calibration:
    verdicts = Counter(
        (comparison.right, judgement.concept is not None)
        for judgement in judgements
        for comparison in judgement.comparisons
        if judgement.layer == VALUES.name and comparison.name == right_if(confidence)
    )
    right_bare, right_named, wrong_named = verdicts[True, False], verdicts[True, True], verdicts[False, True]
    return Calibration(confidence, verdicts.total(), right_bare + right_named, right_named + wrong_named, right_named)


def judge(gold: GoldFile, text: str, records: Iterable[Item]) -> list[Judgement]:
    """The judgements of one source: `records` are its lines of the export, `text` what their spans index.

    Raises SourceError where a gold item is not in `text`.
    """
    documents, items = gold.located(text)
    lines = list(records)
    source = _Source(gold.source, text)
    quantities = [item for item in items if item["type"] == "quantity"]
    stated = [item for item in quantities if item.get("value") is not None]
    values = [{**item, **item["parameter"]} for item in quantities if item.get("parameter")]
    named = [item for item in values if item.get("concept")]
    parameters = _of(lines, "parameter")
    return [
        *source.heads(documents, _of(lines, "document")),
        *source.layer(MENTIONS, stated, _of(lines, "mention")),
        *source.layer(PARAMETERS, named, _answerable(parameters, values, newer_concepts() - {item["concept"] for item in named})),
        *source.layer(VALUES, values, parameters),
        *(
            judgement
            for layer in (DEADLINES, ASSIGNMENTS, CITATIONS)
            for judgement in source.layer(layer, _of(items, layer.record), _of(lines, layer.record))
        ),
        *source.spans(lines),
    ]


def _of(entries: Iterable[Item], kind: str) -> list[Item]:
    return [entry for entry in entries if entry["type"] == kind]


def _answerable(parameters: Iterable[Item], values: Sequence[Item], newer: Set[str]) -> list[Item]:
    """Parameters with a concept that the gold may know, without those at a value whose concept it leaves open: neither right nor wrong.

    A concept where the gold says that none fits is wrong.
    """
    opened = [item["span"] for item in values if item.get("concept_open")]
    closed = [item["span"] for item in values if item.get("concept")]

    def meets(parameter: Item, spans: Sequence[Sequence[int]]) -> bool:
        return any(overlap(parameter["span"], span) > 0 for span in spans)

    return [
        parameter
        for parameter in parameters
        if parameter.get("concept") and parameter["concept"] not in newer and (meets(parameter, closed) or not meets(parameter, opened))
    ]


@dataclass(frozen=True, slots=True)
class _Source:
    """One source under judgement."""

    name: str
    text: str

    def layer(self, layer: Layer, wanted: Sequence[Item], found: Sequence[Item]) -> Iterator[Judgement]:
        pairs = pair(wanted, found, layer.key)
        for index, item in enumerate(wanted):
            if index in pairs:
                record = found[pairs[index]]
                hit = self._judgement(layer.name, "hit", item, layer.key(item), layer.key(record))
                yield replace(hit, comparisons=tuple(_compared(layer, item, record)), concept=record.get("concept"))
            else:
                there = [layer.key(record) for record in found if overlap(item["span"], record["span"]) > 0]
                yield self._judgement(layer.name, "missed", item, layer.key(item), *there)
        for record in (found[index] for index in sorted(set(range(len(found))) - set(pairs.values()))):
            here = [layer.key(item) for item in wanted if overlap(item["span"], record["span"]) > 0]
            shown = " | ".join(map(_shown, here))
            yield self._judgement(layer.name, "false alarm", record, shown, layer.key(record))

    def heads(self, wanted: Sequence[Item], found: Sequence[Item]) -> Iterator[Judgement]:
        """One judgement for each field that the gold states; surplus documents are false alarms."""
        for item in wanted:
            head = _head(item, found, alone=len(wanted) == 1)
            for name in DOCUMENT_FIELDS:
                if not item.get(name):
                    continue
                same = _field(item[name]) == _field(head.get(name))
                shown = (f"{name} {_shown(item[name])}", f"{name} {_shown(head.get(name))}")
                quoted = {**item, "quote": item["opens_with"]}
                yield self._judgement("documents", "hit" if same else "missed", quoted, *shown)
        for record in found[len(wanted) :]:
            yield self._judgement("documents", "false alarm", record, "", str(record.get("id")))

    def spans(self, records: Iterable[Item]) -> Iterator[Judgement]:
        """Whether each record's words stand at its place."""
        for record in records:
            if record["type"] != "document" and "span" in record:
                start, end = record["span"]
                there = self.text[start:end]
                outcome: Outcome = "hit" if there == record.get("quote") else "false alarm"
                yield self._judgement("spans", outcome, record, there, f"{record['type']} {record.get('quote')}")

    def _judgement(
        self,
        layer: str,
        outcome: Outcome,
        at: Item,
        wanted: Key | str,
        *found: Key | str,
    ) -> Judgement:
        span = Span(*at["span"])
        line = self.text.count("\n", 0, span.start) + 1
        there = " | ".join(map(_shown, found))
        return Judgement(layer, outcome, self.name, line, span, str(at.get("quote")), _shown(wanted), there)


def _head(wanted: Item, found: Sequence[Item], *, alone: bool) -> Item:
    """The document with the wanted number, else with the wanted title, else the only one where one is wanted."""
    for name in ("number", "title"):
        for record in found:
            if wanted.get(name) and comparable(record.get(name)) == comparable(wanted[name]):
                return record
    return found[0] if alone and len(found) == 1 else {}


def _field(value: Hashable | list[str]) -> object:
    return names(value) if isinstance(value, list | tuple) else comparable(value)


def _compared(layer: Layer, wanted: Item, found: Item) -> Iterator[Comparison]:
    for attribute in layer.attributes:
        right = attribute.judge(wanted, found)
        if right is not None:
            here, there = (_shown(attribute.says(item)) for item in (wanted, found))
            yield Comparison(attribute.name, right, here, there)


def _shown(value: object) -> str:
    """A key or field in one short line."""
    if isinstance(value, list | tuple):
        return " ".join(_shown(part) for part in value if part not in (None, ""))
    return " ".join(str("-" if value is None else value).split())
