"""Values that no concept fits: they become no rule, but are kept with their name, conditions and days, and shown by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from extractor.policy.documents import Document
from extractor.policy.in_force import read_setting
from extractor.policy.places import chain, level
from extractor.policy.wording import bounded_text, per_text, words
from extractor.records.confidence import NO_CONCEPT
from extractor.rules.model import LeftOut, Reference, Unnamed
from extractor.rules.statements import Said, reference
from extractor.rules.wording import amount_text, printed, section_text, source_text

_REMOVED = "不设（已取消）"


def unnamed(said: Iterable[Said], code: str, place: str, repealed: Mapping[str, tuple[date, str]]) -> Iterator[LeftOut]:
    """What documents of a place say of things that no concept is for."""
    for document, records, extraction in said:
        for record in records:
            setting = read_setting(Document(document, extraction, None), record)
            if setting is None:
                continue
            ends = [setting.end] if setting.end else []
            if by := repealed.get(document.id):
                ends.append(by[0] - timedelta(days=1))
            value = _REMOVED if record.removed else bounded_text(record.kind, record.comparator, amount_text(setting.value, record.unit))
            yield LeftOut(reference(record, document, extraction.text), "", NO_CONCEPT, Unnamed(
                code, place, record.label or "", value, per_text(record.per),
                tuple(condition.text for condition in record.conditions), setting.start, min(ends, default=None)))


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A row of a sheet for a value without a concept."""

    source: Reference
    said: Unnamed

    @property
    def label(self) -> str:
        return self.said.label or "（未写明名称）"

    @property
    def note(self) -> str:
        notes = [NO_CONCEPT]
        if self.source.status != "in_force":
            notes.append(words("statuses")[self.source.status])
        if doubts := [doubt for doubt in self.source.doubts if doubt != NO_CONCEPT]:
            notes.append("系统推断，请核对原文：" + "、".join(doubts))
        return "；".join(notes)

    def cells(self) -> tuple[str, ...]:
        """The row under the sheet's columns."""
        said = self.said
        return (
            self.label, "", said.value, "", said.per, "", "", "", "；".join(said.conditions),
            f"{words('levels')[level(said.place_code)]}（{said.place}）", said.start.isoformat() if said.start else "",
            said.end.isoformat() if said.end else "", source_text(self.source), section_text(self.source),
            self.source.sentence or printed(self.source.quote), self.note,
        )  # fmt: skip

    def data(self) -> dict[str, Any]:
        """The row as a JSON object, its value in words."""
        said, source = self.said, self.source
        return {
            "concept": None, "label": said.label or None, "text": said.value, "per": said.per or None, "conditions": list(said.conditions),
            "place": said.place, "place_code": said.place_code, "level": level(said.place_code),
            "since": said.start.isoformat() if said.start else None, "until": said.end.isoformat() if said.end else None,
            "note": self.note, "document": source.document, "number": source.number, "title": source.title, "status": source.status,
            "source": source.source, "section": list(source.section), "span": list(source.span), "page": source.page,
            "quote": source.quote, "sentence": source.sentence, "corrections": list(source.corrections),
            "confirmed": list(source.confirmed), "doubts": list(source.doubts),
        }  # fmt: skip


def unnamed_rows(left_out: Iterable[LeftOut], place_code: str, day: date, *, drafts: bool, wanted: Sequence[str] = ()) -> list[UnnamedRow]:
    """The values without a concept that a place's circulars and those above it set on a day, the nearest first.

    `wanted` are words of their names (none: all).
    """
    order = {code: rank for rank, code in enumerate(chain(place_code))}
    rows = [
        UnnamedRow(one.reference, said) for one in left_out
        if (said := one.unnamed) and said.place_code in order and (one.reference.status == "draft") is drafts
        and (said.start is None or said.start <= day) and (said.end is None or day <= said.end)
        and (not wanted or any(word in said.label for word in wanted))
    ]
    return sorted(rows, key=lambda row: (order[row.said.place_code], row.source.source, row.source.span))
