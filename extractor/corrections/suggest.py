"""Corrections that people have made twice, offered for the values that are alike: what a machine may propose, and a person decides.

Alike are records of one kind that read the same but for their amount: the same name or action, concept, unit, group and grade. A
correction of one thing only (a value that was mistyped) says nothing of others, so corrections of amounts and days are not offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extractor.corrections.apply import apply_corrections, corrected_record
from extractor.corrections.model import Correction
from extractor.normalize.script import to_simplified
from extractor.records.extraction import Extraction
from extractor.records.models import AssignmentRecord, Line, ParameterRecord, TaskRecord

TWICE = 2
"""How often a correction must have been made, on different words, before it is offered."""
_OF_ONE = frozenset(
    {"value", "previous", "delta", "bracket", "date", "opens", "effective_from", "effective_to", "year", "number", "title", "id"}
)
"""Fields of which a correction is about one record only."""

Key = tuple[object, ...]


class Suggestion(NamedTuple):
    """A correction that was made `times` times on values like this one: what it does, and the record that it is offered for."""

    action: str
    fields: Mapping[str, Any]
    record: Line
    kind: str
    times: int
    reason: str


def suggestions(extractions: Sequence[Extraction], corrections: Sequence[Correction]) -> list[Suggestion]:
    """What is offered for the circulars of a corpus, in their order; `extractions` are without any correction."""
    made: defaultdict[tuple[Key, str, str], list[Correction]] = defaultdict(list)
    corrected: set[tuple[str, tuple[int, int]]] = set()
    by_source = {one.source: one for one in extractions}
    for correction in corrections:
        if correction.action == "confirm":
            continue
        extraction = by_source.get(correction.source)
        if extraction is None:
            continue
        record = corrected_record(extraction, correction)
        by_source[correction.source] = apply_corrections([extraction], [correction])[0]
        if record is not None:
            corrected.add((record.source, record.span))
            if not _OF_ONE & correction.fields.keys():
                made[_key(record), correction.action, _written(correction.fields)].append(correction)
    offered: dict[Key, list[Correction]] = {}
    for (key, _, _), alike in made.items():
        if len(alike) >= TWICE:
            offered[key] = alike if len(alike) > len(offered.get(key, ())) else offered[key]
    return [one for extraction in by_source.values() for one in _of(extraction, offered, corrected)]


def _of(
    extraction: Extraction, offered: Mapping[Key, Sequence[Correction]], corrected: set[tuple[str, tuple[int, int]]]
) -> Iterator[Suggestion]:
    for record in extraction.records if offered else ():
        if (record.source, record.span) in corrected or not isinstance(record, ParameterRecord | AssignmentRecord | TaskRecord):
            continue
        alike = offered.get(_key(record))
        if alike and not _has(record, alike[-1].fields):
            last = alike[-1]
            yield Suggestion(last.action, last.fields, record, last.record, len(alike), last.reason)


def _key(record: Line) -> Key:
    """What two records of which one may be corrected like the other have in common."""
    if isinstance(record, ParameterRecord):
        said = (record.concept, _plain(record.label), record.kind, record.unit, record.per, _plain(record.population), _plain(record.tier))
        return ("parameter", *said)
    if isinstance(record, AssignmentRecord):
        return ("assignment", record.lead, record.support)
    if isinstance(record, TaskRecord):
        return ("task", _plain(record.action), record.lead)
    return (type(record).__name__, "".join(record.quote.split()))


def _plain(words: str | None) -> str | None:
    return to_simplified("".join(words.split())) if words else None


def _written(fields: Mapping[str, Any]) -> str:
    return repr(sorted(fields.items()))


def _has(record: Line, fields: Mapping[str, Any]) -> bool:
    """Whether a record says already what a correction would make it say."""
    data = record.model_dump(mode="json", by_alias=True)
    return bool(fields) and all(data.get(name) == value for name, value in fields.items())
