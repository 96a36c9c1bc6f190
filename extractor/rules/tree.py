"""The shape of a place's parameter tree: which file, node and key a value stands under, in OpenFisca's terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from extractor.rules.model import Bracket, Entry, Key
from extractor.rules.names import place_key, slug

EVERYONE, ANY_TIER, ANYWHERE = "everyone", "any_tier", "anywhere"
_CURRENCIES = frozenset({"CNY", "TWD", "HKD", "MOP", "USD", "EUR"})
_PLAIN_UNITS = frozenset({"CNY", "percent"})
_INFINITE = Decimal("Infinity")


def concept_path(key: Key) -> tuple[str, ...]:
    """The path of a concept's file under the tree, without its suffix."""
    return (place_key(key.place_code), *key.concept.split("."))


def node_path(key: Key) -> tuple[str, str, str, str]:
    """Group, tier, region and leaf inside a concept's file."""
    return (
        slug("g", key.population) if key.population else EVERYONE,
        slug("t", key.tier) if key.tier else ANY_TIER,
        slug("r", key.region) if key.region else ANYWHERE,
        leaf(key),
    )


def leaf(key: Key) -> str:
    """The last key: `value` or `scale`, its unit where that is neither yuan nor per cent, its variant."""
    parts = ["scale" if key.scaled else "value"]
    if key.unit not in _PLAIN_UNITS:
        parts.append(key.unit.lower() if key.unit.isascii() else "count")
    if key.variant:
        parts.append(slug("v", key.variant))
    return "_".join(parts)


def unit_of(key: Key) -> str:
    """A key's unit in OpenFisca's terms: `currency-CNY`, `/1` for per cent (a share of one), else as it is."""
    if key.unit in _CURRENCIES:
        return f"currency-{key.unit}"
    if key.unit == "percent":
        return "/1"
    return key.unit if key.unit.isascii() else "count"


def number(amount: Decimal, unit: str) -> str:
    """A number as the tree writes it: shares for per cent, `.inf` for no limit, no exponent."""
    if amount.is_infinite():
        return ".inf"
    if unit == "percent":
        amount = amount.scaleb(-2)
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed_number(text: str, unit: str) -> Decimal:
    """The number that `number` wrote, in the printed unit again."""
    if text == ".inf":
        return _INFINITE
    amount = Decimal(text)
    return Decimal(format(amount.scaleb(2), "f")) if unit == "percent" else amount


def removed_value(direction: str) -> Decimal:
    """What an abolished limit amounts to: nothing to pay first (`ceiling`: 起付标准), else no upper limit."""
    return Decimal(0) if direction == "ceiling" else _INFINITE


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on a number holds as the tree writes it; None ends what held before."""

    day: date
    text: str | None


def value_changes(entries: Sequence[Entry], unit: str, direction: str) -> list[Change]:
    """The dated values of a series without brackets, the ends written out."""
    return _changes([(entry, number(_value(entry, direction), unit)) for entry in entries])


def _value(entry: Entry, direction: str) -> Decimal:
    return removed_value(direction) if entry.value is None else entry.value


def scale_changes(entries: Sequence[Entry], unit: str) -> list[tuple[list[Change], list[Change]]]:
    """The dated thresholds and rates of each bracket of a series; where one entry has fewer brackets, or ends, the
    others are ended with it, for an engine would go on with them."""
    steps = [(entry, steps_of(entry.brackets)) for entry in entries]
    width = max(len(rows) for _, rows in steps)
    out = []
    for index in range(width):
        rows = [(entry, rows[index] if index < len(rows) else None) for entry, rows in steps]
        out.append(
            (
                _changes([(entry, number(row[0], "CNY") if row else None) for entry, row in rows]),
                _changes([(entry, number(row[1], unit) if row else None) for entry, row in rows]),
            )
        )
    return out


def steps_of(brackets: Iterable[Bracket]) -> list[tuple[Decimal, Decimal]]:
    """Thresholds and values of a scale: what the brackets leave out, and what is above the last bound, gets 0."""
    steps: list[tuple[Decimal, Decimal]] = []
    end: Decimal | None = None
    for bracket in brackets:
        lower = bracket.lower or Decimal(0)
        if end is not None and lower > end:
            steps.append((end, Decimal(0)))
        steps.append((lower, bracket.value))
        end = bracket.upper
    if end is not None:
        steps.append((end, Decimal(0)))
    return steps


def _changes(values: Sequence[tuple[Entry, str | None]]) -> list[Change]:
    out: list[Change] = []
    for position, (entry, text) in enumerate(values):
        if text is not None or (out and out[-1].text is not None):
            out.append(Change(entry.start, text))
        after = entry.end + timedelta(days=1) if entry.end else None
        following = values[position + 1][0].start if position + 1 < len(values) else None
        if after and after != following and out and out[-1].text is not None:
            out.append(Change(after, None))
    return out
