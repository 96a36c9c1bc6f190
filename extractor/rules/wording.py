"""Values, groups, dates and sources in Chinese words, as an official would write them."""

from __future__ import annotations

from decimal import Decimal

from extractor.policy.wording import bounded_text, unit_text
from extractor.rules.model import Bracket, Entry, Key, Reference

_TEN_THOUSAND = Decimal(10_000)


def number_text(amount: Decimal) -> str:
    """A number with thousands separators and no trailing zeros: 18,000, 62.5."""
    text = format(amount, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_text(amount: Decimal, unit: str) -> str:
    """A number with its unit: 18,000元, 60%."""
    return number_text(amount) + unit_text(unit)


def value_text(entry: Entry, key: Key, bracket: Bracket | None = None, *, with_unit: bool = True) -> str:
    """What a value is, with its bound: 不低于580元; 不设 for an abolished limit."""
    amount = entry.value if bracket is None else bracket.value
    if entry.removed or amount is None:
        return "不设（已取消）"
    return bounded_text("", entry.comparator, amount_text(amount, key.unit) if with_unit else number_text(amount))


def all_values_text(entry: Entry, key: Key) -> str:
    """A value, or all brackets of a scale, in one line."""
    if not entry.brackets:
        return value_text(entry, key)
    return "；".join(f"{bracket_text(bracket)}：{value_text(entry, key, bracket)}" for bracket in entry.brackets)


def bracket_text(bracket: Bracket) -> str:
    """The part of a base: 1.8万元（含）以上、10万元（不含）以下."""
    parts = []
    if bracket.lower is not None:
        parts.append(f"{_bound_text(bracket.lower)}（{'含' if bracket.lower_inclusive else '不含'}）以上")
    if bracket.upper is not None:
        parts.append(f"{_bound_text(bracket.upper)}（{'含' if bracket.upper_inclusive else '不含'}）以下")
    return "、".join(parts) or "全部"


def _bound_text(amount: Decimal) -> str:
    if amount >= _TEN_THOUSAND and amount % 1000 == 0:
        return f"{number_text(amount / _TEN_THOUSAND)}万元"
    return f"{number_text(amount)}元"


def whom_text(key: Key) -> str:
    """Group, tier, region and further conditions of a value; 全体 for everybody everywhere."""
    return "，".join(filter(None, (key.population, key.tier, key.region, *key.conditions))) or "全体"


def source_text(source: Reference) -> str:
    """A circular by title and number: 《…》（威医保发〔2019〕37号）."""
    title = f"《{source.title}》" if source.title else ""
    if not source.number:
        return title or source.document
    return f"{title}（{source.number}）" if title else source.number


def section_text(source: Reference) -> str:
    """Where in its circular: 二（二）; empty outside any section."""
    return "".join(source.section)


def printed(quote: str) -> str:
    """A quote on one line."""
    return "".join(quote.split())
