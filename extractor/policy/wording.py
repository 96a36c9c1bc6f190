"""Values, dates and periods in the words of an official, from the one table of units and wordings (`vocabulary/wording.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from extractor.normalize.script import to_simplified
from extractor.vocabulary import VocabularyError, load_yaml

_FILE = "wording.yaml"
_TABLES = frozenset({
    "units", "per", "comparators", "comparators_of_counts", "recurrences", "next_periods", "modalities", "statuses", "value_kinds", "directions", "levels",
})  # fmt: skip
CURRENCIES = frozenset({"CNY", "TWD", "HKD", "MOP", "USD", "EUR"})
_MYRIAD = Decimal(10_000)


@cache
def words(table: str) -> Mapping[str, str]:
    """One table of the wordings. Raises VocabularyError for a file that does not hold all of them."""
    tables = load_yaml(_FILE)
    if not isinstance(tables, dict) or set(tables) != _TABLES:
        raise VocabularyError(f"vocabulary/{_FILE}: needs exactly the tables {', '.join(sorted(_TABLES))}")
    entries: dict[str, str] = tables[table]
    if not all(isinstance(value, str) for value in entries.values()):
        raise VocabularyError(f"vocabulary/{_FILE}: {table} must be a table of words")
    return entries


def unit_text(unit: str) -> str:
    """A unit in Chinese; a measure word is its own."""
    return words("units").get(unit) or to_simplified(unit)


def number_text(value: Decimal) -> str:
    """A number without trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


def quantity_text(value: Decimal, unit: str) -> str:
    """A value with its unit, round money from ten thousand on, and whatever has millions, in 万 and 亿: 1.8万元, 3亿元, 320元, 70%, 1家."""
    for whole, name in ((_MYRIAD * _MYRIAD, "亿"), (_MYRIAD, "万")):
        if abs(value) >= (whole if unit in CURRENCIES else max(whole, 100 * _MYRIAD)) and value % (whole / 100) == 0:
            return f"{number_text(value / whole)}{name}{unit_text(unit)}"
    return number_text(value) + unit_text(unit)


def per_text(per: str | None) -> str:
    """What an amount is per: 每人每年; empty for none."""
    return "".join(words("per").get(part) or f"每{part}" for part in per.split("/")) if per else ""


def bounded_text(kind: str, comparator: str, amount: str) -> str:
    """An amount in words with its comparison: 不低于580元, 不少于1家, 70%左右."""
    before = words("comparators_of_counts" if kind in ("count", "duration") else "comparators")[comparator]
    return f"{before}{amount}{'左右' if comparator == 'approx' else ''}"


def day_text(day: date) -> str:
    """A date as circulars print it: 2019年10月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
