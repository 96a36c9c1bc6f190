"""What is wrong with the fields of a correction by themselves, whatever circular it is of; near names stand beside wrong ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from extractor.handwritten import explained
from extractor.language.concepts import load_concepts
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    Line,
    MentionRecord,
    ParameterRecord,
    TaskRecord,
)
from extractor.refusal import near

MODELS: Mapping[str, type[Line]] = {
    "parameter": ParameterRecord,
    "mention": MentionRecord,
    "deadline": DeadlineRecord,
    "assignment": AssignmentRecord,
    "citation": CitationRecord,
    "task": TaskRecord,
}
"""The records that can be corrected."""
CONFIRMED: Mapping[str, tuple[str, ...]] = {
    "parameter": ("value", "unit", "comparator", "concept", "label", "per", "bracket", "conditions", "year", "effective_from",
                  "effective_to", "previous", "delta", "removed"),
    "mention": ("kind", "value", "unit", "comparator"),
    "deadline": ("date", "opens", "duration", "from", "recurs", "action"),
    "assignment": ("lead", "support"),
    "citation": ("title", "number", "relation"),
    "task": ("action", "lead", "support"),
}
"""What a person confirms of a record of each kind: all that it means. What is empty is left out of the file."""
FIXED = frozenset({"type", "source", "span", "quote", "ended", "amends", "confirmed_by"})
"""Fields that follow from where a record stands, and from other circulars."""
_GIVEN = frozenset({"document", "section", "page"})
_NUMBERS = frozenset({"value", "previous", "delta", "lower", "upper"})
_DATES = frozenset({"date", "opens", "effective_from", "effective_to", "deadline"})
_CONCEPTS = frozenset({"concept", "concepts"})


def field_names(kind: str) -> dict[str, Any]:
    """The fields of a kind of record as the export names them, each with its type."""
    return {info.alias or name: info.annotation for name, info in MODELS[kind].model_fields.items()}


def problems(kind: str, action: str, fields: Mapping[str, Any]) -> list[str]:
    """What is wrong with a correction's fields, each in one line; none where nothing is."""
    if action == "drop":
        return ["a correction that drops a record has no fields"] if fields else []
    if action == "confirm":
        return _of_confirmation(kind, fields)
    if not fields:
        return [f"a correction that {action}s a record needs fields: {_wanted(kind, action)}"]
    found = [problem for name, value in fields.items() for problem in _of_field(kind, name, value)]
    lacking = [name for name in _required(kind) if name not in fields] if action == "set" else []
    if lacking and not found:
        found.append(f"a new {kind} needs {', '.join(lacking)} as well")
    return found


def _of_confirmation(kind: str, fields: Mapping[str, Any]) -> list[str]:
    if not fields:
        return [f"a confirmation of a {kind} says what was confirmed: {', '.join(CONFIRMED[kind])}"]
    others = [name for name in fields if name not in CONFIRMED[kind]]
    return [f"a confirmation of a {kind} does not say {name}, but {', '.join(CONFIRMED[kind])}" for name in others]


def unknown_field(kind: str, name: str, chinese: Mapping[str, str] = MappingProxyType({})) -> str:
    """That a record has no such field, and which ones it has that are like it; `chinese` are fields by their Chinese names."""
    known = field_names(kind).keys() - FIXED
    found = near(name, known | chinese.keys())
    return f"a {kind} has no field {name}; near it: {', '.join(found) or ', '.join(sorted(known))}; hongtou correct --fields lists them"


def _of_field(kind: str, name: str, value: Any) -> Iterator[str]:
    names = field_names(kind)
    if name not in names:
        yield unknown_field(kind, name)
    elif name in FIXED:
        yield f"{name} cannot be corrected: it follows from where the record stands; anchor a new record instead"
    elif name in _CONCEPTS:
        wanted = value if isinstance(value, list | tuple) else [value]
        yield from (_unknown_concept(str(one)) for one in wanted if one is not None and one not in load_concepts())
    elif choices := choices_of(names[name]):
        if value not in choices:
            yield f"{name}: “{value}” is none of {', '.join(map(str, choices))}"
    elif problem := _unreadable(name, value):
        yield problem
    elif not (name == "deadline" and isinstance(value, str)):  # a task's day stands for its deadline
        try:
            TypeAdapter(names[name]).validate_python(value)
        except ValidationError as error:
            yield explained({**error.errors()[0], "loc": (name,)}, ())


def _unknown_concept(word: str) -> str:
    """That there is no such concept, and the nearest ones by their ids and their names."""
    concepts = load_concepts()
    by_name = {one.label: id_ for id_, one in concepts.items()} | {id_: id_ for id_ in concepts}
    found = dict.fromkeys(by_name[name] for name in near(word, by_name))
    listed = ", ".join(f"{id_} ({concepts[id_].label})" for id_ in found)
    return f"concept: there is no “{word}”; {'near it: ' + listed if listed else 'docs/concepts.md lists what there is'}"


def choices_of(annotation: Any) -> tuple[Any, ...]:
    """The values of a field that has but a few; empty for others."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    inner = [choice for one in get_args(annotation) if get_origin(one) is Literal for choice in get_args(one)]
    return (*inner, None) if inner and type(None) in get_args(annotation) else ()


def _unreadable(name: str, value: Any) -> str | None:
    """What is wrong with a number or a date; the models take any text for one."""
    if isinstance(value, Mapping):
        return next((problem for key, part in value.items() if (problem := _unreadable(key, part))), None)
    if name in _NUMBERS and value is not None:
        try:
            finite = Decimal(str(value)).is_finite()
        except InvalidOperation:
            finite = False
        return None if finite else f"{name}: “{value}” is not a number"
    if name in _DATES and value is not None:
        try:
            date.fromisoformat(str(value))
        except ValueError:
            return f"{name}: “{value}” is not a date such as 2021-09-30"
    return None


def _required(kind: str) -> list[str]:
    base = FIXED | _GIVEN
    return [info.alias or name for name, info in MODELS[kind].model_fields.items() if info.is_required() and name not in base]


def _wanted(kind: str, action: str) -> str:
    return ", ".join(_required(kind)) or "those of the record" if action == "set" else "those that it changes"
