"""Circulars built from words and records, for tests that need exact records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.language.places import places_in
from extractor.records.extraction import Extraction
from extractor.records.models import (
    BracketBounds,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    Line,
    MentionRecord,
    ParameterRecord,
)

SUBSIDY = "resident_medical.financing.fiscal_subsidy"
PAID = "critical_illness.payment_ratio"
_LEVELS = {"国家": "national"}


@dataclass(frozen=True)
class Said:
    """Words of a circular and the records that stand at them."""

    quote: str
    records: tuple[tuple[type[Line], dict[str, Any]], ...]


def circular(number: str, place: str, date: str | None, *pieces: str | Said, source: str = "", **head: Any) -> Extraction:
    """One circular in a file of its own: plain words and what is said at some of them."""
    source = source or f"{number}.txt"
    found = [] if place == "国家" else places_in(place)
    where = {"level": found[0][2].level, "place": place, "place_code": found[0][2].code} if found else {
        "level": "national", "place": "全国", "place_code": "000000"}
    base: dict[str, Any] = {"source": source, "document": number}
    records: list[Line] = [
        DocumentRecord(**base, span=(0, len(place)), quote=place, id=number, number=number, date=date, **(where | head))
    ]
    text = f"{place}\n"
    for piece in pieces:
        words = piece.quote if isinstance(piece, Said) else piece
        for model, fields in piece.records if isinstance(piece, Said) else ():
            records.append(model(**base, span=(len(text), len(text) + len(words)), quote=words, **fields))
        text += words
    return Extraction(source, text, tuple(records))


def value(quote: str, concept: str | None, amount: str | None, unit: str = "CNY", **more: Any) -> Said:
    """A parameter with its mention; `lower` and `upper` give it a bracket, as in `("14000", True)`."""
    kind = {"CNY": "money", "percent": "percent", "percentage_point": "percent"}.get(unit, "duration")
    kind = "count" if unit in ("家", "个") else kind
    lower, upper = more.pop("lower", None), more.pop("upper", None)
    if lower or upper:
        low, high = lower or (None, False), upper or (None, False)
        more["bracket"] = BracketBounds(lower=low[0], lower_inclusive=low[1], upper=high[0], upper_inclusive=high[1])
    fields = {"kind": kind, "value": amount, "unit": unit, "comparator": more.pop("comparator", "eq")}
    records: list[tuple[type[Line], dict[str, Any]]] = [(ParameterRecord, {**fields, "concept": concept, **more})]
    return Said(quote, ((MentionRecord, fields), *records) if amount is not None else tuple(records))


def mention(quote: str, amount: str, unit: str = "CNY", comparator: str = "eq") -> Said:
    kind = "money" if unit == "CNY" else "percent"
    return Said(quote, ((MentionRecord, {"kind": kind, "value": amount, "unit": unit, "comparator": comparator}),))


def due(quote: str, date: str | None, action: str, **more: Any) -> Said:
    return Said(quote, ((DeadlineRecord, {"date": date, "action": action, **more}),))


def cites(quote: str, number: str | None, relation: str = "basis", title: str | None = None) -> Said:
    fields = {"number": number, "relation": relation, "title": title, "target": number}
    return Said(quote, ((CitationRecord, fields),))
