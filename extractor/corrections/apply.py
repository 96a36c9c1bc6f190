"""Records as people corrected them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from extractor.corrections.model import Correction
from extractor.corrections.problems import MODELS, problems
from extractor.records.extraction import Extraction
from extractor.records.models import Line
from extractor.sources.model import SourceError
from extractor.spans import Span

CORRECTED = "人工更正："
"""How a correction's note begins among the reasons of a parameter."""

_NEAREST = 3
_NAMES = frozenset({"source", "document"})
"""What a file and a circular are called may change; no two circulars have the same words at one place."""
_ADVICE = "the circular or its reading has changed: mend the correction, or remove its file"


def apply_corrections(extractions: Iterable[Extraction], corrections: Sequence[Correction]) -> tuple[Extraction, ...]:
    """The extractions with all corrections applied, in their order.

    Raises SourceError naming the correction whose fields are not right, or that no longer fits: its file is not there, its words are not found or
    found more than once, or the record that it changes or drops is not there.
    """
    by_source: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_source[correction.source].append(correction)
    corrected = tuple(_corrected(extraction, by_source.pop(extraction.source, ())) for extraction in extractions)
    for left in by_source.values():
        raise _misfit(left[0], f"no circular {left[0].source} in the corpus")
    return corrected


def located(
    corrections: Iterable[Correction], extractions: Iterable[Extraction]
) -> tuple[list[Correction], list[SourceError]]:
    """The corrections, each with the file that its words stand in, and what is to be said of those whose file has another name.

    Where the file that a correction names is not there, or has not its words, the one other file that has them is meant.
    """
    by_source = {extraction.source: extraction for extraction in extractions}
    found, notes = [], []
    for one in corrections:
        named = by_source.get(one.source)
        if named is None or not one.selector.find(named.text):
            others = [name for name, extraction in by_source.items() if len(one.selector.find(extraction.text)) == 1]
            if len(others) == 1:
                problem = f"names {one.source}, but its words stand in {others[0]} alone, to which it was applied"
                notes.append(SourceError(one.origin or "correction", problem, f"write source: {others[0]}"))
                one = one.model_copy(update={"source": others[0]})
        found.append(one)
    return found, notes


def corrected_record(extraction: Extraction, correction: Correction) -> Line | None:
    """The record that a correction changes or drops, as it was before; None for one that adds a record, or that does not fit."""
    places = correction.selector.find(extraction.text)
    if correction.action == "set" or len(places) != 1:
        return None
    return extraction.records[record_at(extraction, correction, places[0])]


def _corrected(extraction: Extraction, corrections: Sequence[Correction]) -> Extraction:
    for correction in corrections:
        extraction = _apply(extraction, correction)
    return extraction


def _apply(extraction: Extraction, correction: Correction) -> Extraction:
    if wrong := problems(correction.record, correction.action, correction.fields):
        advice = "see hongtou correct --help and docs/export.schema.json"
        raise SourceError(correction.origin or correction.source, "; ".join(wrong), advice)
    places = correction.selector.find(extraction.text)
    if len(places) != 1:
        count = "not found" if not places else f"found {len(places)} times"
        raise _misfit(correction, f"its words “{correction.selector.exact}” are {count} in {correction.source}")
    if correction.action == "set":
        return _with(extraction, _new(extraction, correction, places[0]))
    index = record_at(extraction, correction, places[0])
    records = list(extraction.records)
    if correction.action == "drop":
        del records[index]
    else:
        records[index] = _rebuilt(correction, records[index], records[index].model_dump(by_alias=True))
    return extraction.with_records(records)


def record_at(extraction: Extraction, correction: Correction, place: Span) -> int:
    """The one record of the kind on these words: the same span, else one that it overlaps; raises SourceError where it is not one."""
    model = MODELS[correction.record]
    candidates = [
        index
        for index, record in enumerate(extraction.records)
        if type(record) is model and record.span[0] < place.end and place.start < record.span[1]
        and _has(record, correction.where)
    ]
    same = [index for index in candidates if extraction.records[index].span == tuple(place)]
    chosen = same or candidates
    if len(chosen) != 1:
        count = "no" if not chosen else f"{len(chosen)}"
        beside = "" if chosen else _beside(extraction, model, place)
        raise _misfit(correction, f"{count} {correction.record} records stand on “{correction.selector.exact}”{beside}"
                      + (", tell them apart with `where`" if chosen else ""))
    return chosen[0]


def _beside(extraction: Extraction, model: type[Line], place: Span) -> str:
    """The records of a kind that are nearest to a place, so that a person sees what there is."""
    of_kind = sorted(extraction.of(model), key=lambda one: abs(one.span[0] - place.start))[:_NEAREST]
    return f" (the nearest: {', '.join('“' + ''.join(one.quote.split()) + '”' for one in of_kind)})" if of_kind else ""


def _has(record: Line, wanted: Mapping[str, Any]) -> bool:
    data = record.model_dump(mode="json", by_alias=True)
    return all(data.get(name) == value for name, value in wanted.items() if name not in _NAMES)


def _new(extraction: Extraction, correction: Correction, place: Span) -> Line:
    documents = [document for document in extraction.documents if document.span[0] <= place.start]
    if not documents:
        raise _misfit(correction, f"no document of {correction.source} holds these words")
    near = max((record for record in extraction.records if record.span[0] <= place.start), key=lambda one: one.span[0])
    base = {
        "source": extraction.source,
        "document": documents[-1].id,
        "span": tuple(place),
        "quote": extraction.text[slice(*place)],
        "section": near.section if near.document == documents[-1].id else (),
        "page": near.page,
    }
    return _rebuilt(correction, None, base)


def _rebuilt(correction: Correction, old: Line | None, base: Mapping[str, Any]) -> Line:
    """The record with the correction's fields, and its note where the record has a place for one."""
    data = {**base, **correction.fields}
    if correction.record == "task" and isinstance(day := data.get("deadline"), str):
        data["deadline"] = _due_on(day, base)
    if correction.record == "parameter":
        reasons = data.get("reasons", ()) if old is None or "reasons" in correction.fields else base["reasons"]
        data["reasons"] = (*reasons, CORRECTED + correction.note)
    try:
        return MODELS[correction.record].model_validate(data)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise SourceError(correction.origin or correction.source, f"the record would not be one: {wrong}", "mend the fields") from error


def _due_on(day: str, task: Mapping[str, Any]) -> dict[str, Any]:
    """The deadline of a task that a person gives by its day: on the words of the task, or of the deadline that it had."""
    place = {name: task[name] for name in ("source", "document", "span", "quote", "section", "page") if name in task}
    return {**place, **(task.get("deadline") or {"action": task.get("action", "")}), "date": day, "precision": "day"}


def _with(extraction: Extraction, new: Line) -> Extraction:
    """The record added where it belongs in its document's order."""
    records = list(extraction.records)
    index = max(
        (i for i, record in enumerate(records) if record.document == new.document and record.span[0] <= new.span[0]),
        default=len(records) - 1,
    )
    records.insert(index + 1, new)
    return extraction.with_records(records)


def _misfit(correction: Correction, problem: str) -> SourceError:
    """Why a correction does not fit its circular: of a stored one the circular has changed since, of a new one its words are off."""
    if correction.origin:
        return SourceError(correction.origin, f"the correction no longer fits: {problem}", _ADVICE)
    return SourceError(correction.source, problem, "hongtou extract prints the circular's records with their words")
