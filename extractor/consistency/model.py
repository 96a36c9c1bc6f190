"""What the check reports: findings, their two sides, and waivers (the findings contract, docs/checks.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

from extractor.printable import json_text

Evidence = Literal["values", "sentences"]

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""From the least to the most severe."""


class Concept(Protocol):
    """What the check needs to know of a concept of the vocabulary; a `Concept` of `language` is one."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def per(self) -> str | None: ...
    @property
    def direction(self) -> str: ...


Concepts = Mapping[str, Concept]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Side(_Frozen):
    """One place in one document: `text[span] == quote` in its source, `value` as a decimal string or ISO date."""

    document: str
    source: str
    span: tuple[int, int]
    quote: str
    value: str | None = None


class Waived(_Frozen):
    """Why a finding is accepted, by whom, and until when (ISO date, that day included; None: no end)."""

    reason: str
    by: str
    until: str | None = None


class Finding(_Frozen):
    """One thing that a reviewer should look at.

    `lower` is the place that is at fault or is asked about; `higher` what it is held against, None where a
    document is at odds with itself. `evidence` says whether two values of one meaning were compared, or two sentences of which
    one was taken over from the other (then with their `likeness`, 0 to 100). `id` survives a rebuild and edits elsewhere in the
    files.
    """

    type: Literal["finding"] = "finding"
    check: str
    severity: Severity
    id: str
    concept: str | None = None
    lower: Side
    higher: Side | None = None
    message: str
    evidence: Evidence | None = None
    likeness: int | None = None
    waived: Waived | None = None

    def to_json(self) -> str:
        """The finding as one line of JSON, keys in the order of the contract."""
        return json_text(self.model_dump(mode="json"))


class Waiver(_Frozen):
    """An entry of `waivers.yaml`: either the id of one finding, or a check with a concept, a place or both."""

    finding: str | None = None
    check: str | None = None
    concept: str | None = None
    place: str | None = None
    reason: str = Field(min_length=1)
    by: str = Field(min_length=1)
    until: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_way_to_name(cls, data: Any) -> Any:
        if isinstance(data, dict):
            wide = data.get("check") and (data.get("concept") or data.get("place"))
            if bool(data.get("finding")) == bool(wide):
                raise ValueError("give `finding`, or `check` with `concept` or `place`")
        return data
