"""The fields of a record as a form shows them: under their Chinese names, as text; and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from extractor.corrections.words import field_label, field_values
from extractor.records.models import Line

_CORRECTABLE: Mapping[str, Sequence[str]] = {
    "parameter": ("value", "concept", "label", "comparator", "per", "population", "tier", "region", "year", "effective_from",
                  "effective_to", "previous"),
    "deadline": ("date", "opens", "action"),
    "assignment": ("lead", "support"),
    "task": ("action", "lead", "support"),
    "citation": ("title", "number", "relation"),
}
"""What can be corrected in a form; the command line takes every field."""
_ADDED: Mapping[str, Sequence[str]] = {**_CORRECTABLE, "parameter": ("kind", "unit", *_CORRECTABLE["parameter"])}
"""What a new record needs, and may have."""


def correctable(kind: str) -> list[tuple[str, str]]:
    """The fields that a form corrects, each with its Chinese name."""
    return [(name, field_label(name)) for name in _CORRECTABLE.get(kind, ())]


def addable(kind: str) -> list[tuple[str, str]]:
    """The fields that a form gives a new record, each with its Chinese name."""
    return [(name, field_label(name)) for name in _ADDED[kind]]


def as_text(value: Any) -> str:
    """A field's value as it stands in a form; lists of names with 、 between them."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def new_fields(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new record that a form gives. Raises ValueError for one that such a record does not have."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        found |= {name: value} if not isinstance(value, str) else _read(kind, name, value) if value.strip() else {}
    return found


def changed_fields(record: Line, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a form changes, as the record has them. Raises ValueError for one that the record does not have."""
    data = record.model_dump(mode="json", by_alias=True)
    found: dict[str, Any] = {}
    for name, value in given.items():
        if not isinstance(value, str):
            found[name] = value
        elif value.strip() != as_text(data.get(name)):
            found |= _read(data["type"], name, value)
    return found


def _read(kind: str, name: str, text: str) -> dict[str, Any]:
    return field_values(kind, [f"{name}={text.strip()}"])
