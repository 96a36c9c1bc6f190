"""The way to an amount, step by step in exact decimals, each step with its circular; nothing here uses OpenFisca."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from extractor.rules.calc.benefits import Benefit, Chooser, Piece, Terms
from extractor.rules.in_force import Asked, Chosen
from extractor.rules.model import Reference
from extractor.rules.wording import (
    amount_text,
    number_text,
    printed,
    section_text,
    source_text,
    value_text,
    whom_text,
)

_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it says (Chinese), the amount it gives, and the words that it rests on."""

    text: str
    amount: Decimal | None = None
    source: Reference | None = None

    def data(self) -> dict[str, Any]:
        """The step as a JSON object."""
        source = self.source
        return {
            "text": self.text,
            "amount": None if self.amount is None else str(self.amount),
            "source": None if source is None else {
                "document": source.document, "number": source.number, "title": source.title,
                "section": list(source.section), "quote": source.quote, "sentence": source.sentence,
                "file": source.source, "span": list(source.span),
            },
        }

    def lines(self) -> Iterator[str]:
        """The step for a reader, its source under it."""
        yield self.text
        if self.source:
            section = f" {section_text(self.source)}" if self.source.section else ""
            yield f"    依据：{source_text(self.source)}{section}：“{self.source.sentence or printed(self.source.quote)}”"


@dataclass(frozen=True, slots=True)
class Calculation:
    """An amount in yuan and the way to it."""

    label: str
    amount: Decimal
    steps: tuple[Step, ...]


def explain(kind: str, cost: Decimal, chain: Sequence[Benefit], asked: Asked, chooser: Chooser) -> Calculation:
    """What the benefits of a kind pay on `cost` yuan, each on what the ones before it have left.

    Raises RulesError naming a value that is missing.
    """
    if kind == "financing":
        return explain_financing(asked, chooser)
    left, steps = cost, []
    for benefit in chain:
        terms = chooser.terms(benefit, asked)
        if len(chain) > 1:
            steps.append(Step(f"【{benefit.label}】计算基数 {_yuan(left)}"))
        paid = _NOTHING
        for step in _benefit(terms, left):
            steps.append(step)
            paid = step.amount if step.amount is not None else paid
        left -= paid
    if len(chain) > 1:
        steps.append(Step(f"合计支付 {_yuan(cost - left)}，个人负担 {_yuan(left)}", cost - left))
    label = chain[0].label if len(chain) == 1 else f"{'、'.join(benefit.label for benefit in chain)}合计"
    return Calculation(label, cost - left, tuple(steps))


def _benefit(terms: Terms, cost: Decimal) -> Iterator[Step]:
    """The steps of one benefit; the last one's amount is what it pays."""
    if terms.deductible:
        yield _stating("起付标准", terms.deductible)
    if terms.after_deductible:
        yield Step(f"扣除起付标准后为 {_yuan(max(cost - terms.first, _NOTHING))}，按段计算")
    paid = _NOTHING
    for piece in terms.pieces():
        if cost > piece.low:
            step = _part(piece, min(cost, piece.high), terms.ratio)
            paid += step.amount or _NOTHING
            yield step
    yield _stating("最高支付限额", terms.cap)
    limited = min(paid, terms.limit).quantize(_CENT, ROUND_HALF_UP)
    over = f"超过限额，按限额支付（应付 {_yuan(paid)}）：" if paid > terms.limit else ""
    yield Step(f"{over}{terms.benefit.label} {_yuan(limited)}", limited)


def paid_on(terms: Terms, cost: Decimal) -> Decimal:
    """What a benefit pays on `cost` yuan, to the cent."""
    amounts = [step.amount for step in _benefit(terms, cost) if step.amount is not None]
    return amounts[-1]


def _stating(name: str, chosen: Chosen) -> Step:
    key = chosen.series.key
    return Step(f"{name}：{value_text(chosen.entry, key)}（{whom_text(key)}）", None, chosen.entry.references[0])


def _part(piece: Piece, high: Decimal, ratio: Chosen) -> Step:
    base = high - piece.low
    amount = base * piece.share
    part = f"{_yuan(piece.low - piece.shift)}至{_yuan(high - piece.shift)}的部分"
    percent = amount_text(piece.share.scaleb(2), "percent")
    text = f"{part} {_yuan(base)} × {percent} = {_yuan(amount)}（{whom_text(ratio.series.key)}）"
    return Step(text, amount, piece.source)


def explain_financing(asked: Asked, chooser: Chooser) -> Calculation:
    """Who pays what for a person in a year: the insured, and the treasury; by region also the nation's share."""
    chosen = chooser.financing(asked)
    amounts = {name: one.entry.value or _NOTHING for name, one in chosen.items()}
    steps = [_stating("个人缴费", chosen["individual"]), _stating("财政补助", chosen["fiscal"])]
    if "central_ratio" in chosen:
        central = (amounts["central_base"] * amounts["central_ratio"].scaleb(-2)).quantize(_CENT, ROUND_HALF_UP)
        steps += [
            _stating("国家规定的财政补助标准", chosen["central_base"]),
            _stating("中央财政补助比例", chosen["central_ratio"]),
            Step(f"中央财政补助 {_yuan(amounts['central_base'])} × {number_text(amounts['central_ratio'])}% = {_yuan(central)}",
                 central),
            Step(f"地方财政补助 {_yuan(amounts['fiscal'])} − {_yuan(central)} = {_yuan(amounts['fiscal'] - central)}",
                 amounts["fiscal"] - central),
        ]
    total = amounts["individual"] + amounts["fiscal"]
    steps.append(Step(f"人均筹资 {_yuan(amounts['individual'])} + {_yuan(amounts['fiscal'])} = {_yuan(total)}", total))
    return Calculation("居民医保人均筹资（每人每年）", total, tuple(steps))


def _yuan(amount: Decimal) -> str:
    return amount_text(amount.quantize(_CENT, ROUND_HALF_UP) if amount.is_finite() else amount, "CNY")
