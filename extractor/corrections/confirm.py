"""Records that a person has read beside their words and found right: they count as `high`, and say by whom.

A confirmation holds for what was read when it was made. Where the circular, its reading or an earlier correction has changed that, it
is not applied, and what it says is told: a person who saw 60% has not confirmed 65%.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.corrections.apply import CORRECTED, record_at
from extractor.corrections.model import Correction
from extractor.corrections.problems import CONFIRMED
from extractor.records.extraction import Extraction
from extractor.records.models import Line, ParameterRecord
from extractor.sources.model import SourceError

_ADVICE = "read the record beside its words again: confirm it anew, or remove the file"


def as_read(record: Line) -> dict[str, Any]:
    """What a confirmation of this record says, as JSON values; conditions by their words alone."""
    data = record.model_dump(mode="json", by_alias=True)
    found = {name: data[name] for name in CONFIRMED[data["type"]] if data.get(name)}
    if "conditions" in found:
        found["conditions"] = [one["text"] for one in found["conditions"]]
    return found


def apply_confirmations(
    extractions: Iterable[Extraction], confirmations: Sequence[Correction]
) -> tuple[tuple[Extraction, ...], tuple[SourceError, ...]]:
    """The extractions with every confirmation applied that still fits, and what is to be said of the others."""
    by_source: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in confirmations:
        by_source[one.source].append(one)
    notes: list[SourceError] = []
    confirmed = tuple(_confirmed(extraction, by_source.pop(extraction.source, ()), notes) for extraction in extractions)
    for left in by_source.values():
        notes += [_misfit(one, f"no circular {one.source} in the corpus") for one in left]
    return confirmed, tuple(notes)


def _confirmed(extraction: Extraction, confirmations: Sequence[Correction], notes: list[SourceError]) -> Extraction:
    if not confirmations:
        return extraction
    records = list(extraction.records)
    for one in confirmations:
        places = one.selector.find(extraction.text)
        if len(places) != 1:
            count = f"found {len(places)} times" if places else "not found"
            notes.append(_misfit(one, f"its words “{one.selector.exact}” are {count}"))
            continue
        try:
            index = record_at(extraction, one, places[0])
        except SourceError as error:
            notes.append(_misfit(one, error.problem))
            continue
        now = as_read(records[index])
        if differing := [name for name in CONFIRMED[one.record] if now.get(name) != one.fields.get(name)]:
            told = "; ".join(f"{name}: confirmed {one.fields.get(name)}, read {now.get(name)}" for name in differing)
            notes.append(_misfit(one, f"“{one.selector.exact}” is read otherwise now ({told})"))
            continue
        records[index] = _with(records[index], one)
    return extraction.with_records(records)


def _with(record: Line, confirmation: Correction) -> Line:
    """The record as confirmed: nothing of it is in doubt any more."""
    said: dict[str, Any] = {"confirmed_by": f"{confirmation.author} {confirmation.date.isoformat()}"}
    if isinstance(record, ParameterRecord):
        said |= {"confidence": "high", "reasons": tuple(one for one in record.reasons if one.startswith(CORRECTED))}
    return record.model_copy(update=said)


def _misfit(confirmation: Correction, problem: str) -> SourceError:
    return SourceError(confirmation.origin or confirmation.source, f"the confirmation is not applied: {problem}", _ADVICE)
