"""OpenFisca YAML tests from the rules themselves: each bound of a scale and each cap from just below to just above.

The expected amounts come from the exact steps of `steps`, so that they judge OpenFisca's arithmetic on the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from extractor.rules.calc.benefits import Benefit, Terms
from extractor.rules.calc.situations import Situation
from extractor.rules.calc.steps import paid_on
from extractor.rules.tree import number
from extractor.rules.wording import number_text

_CENT = Decimal("0.01")


def boundary_tests(benefit: Benefit, situations: Iterable[Situation]) -> list[dict[str, Any]]:
    """The cases (name, day, input, output) of a benefit at a place."""
    return [case for situation in situations for case in _cases(benefit, situation)]


def _cases(benefit: Benefit, situation: Situation) -> Iterator[dict[str, Any]]:
    whom = {"population": ";".join(situation.groups), "tier": situation.tier, "region": situation.region}
    given = {name: words for name, words in whom.items() if words}
    for cost in costs_around_bounds(situation.terms):
        yield {
            "name": f"{benefit.label}：{'，'.join(given.values()) or '全体'}，费用{number_text(cost)}元",
            "day": situation.since,
            "text_inputs": {"place": situation.place_code, **given},
            "cost_name": f"{benefit.id}_cost",
            "cost": number(cost, ""),
            "output_name": benefit.id,
            "output": number(paid_on(situation.terms, cost), ""),
        }


def costs_around_bounds(terms: Terms) -> list[Decimal]:
    """Costs just below, at and just above each bound of the pieces, and where the cap is reached."""
    bounds = {bound for piece in terms.pieces() for bound in (piece.low, piece.high) if bound.is_finite()}
    reached = _cap_reached_at(terms)
    if reached is not None:
        bounds.add(reached)
    around = {bound + step for bound in bounds for step in (-_CENT, Decimal(0), _CENT)}
    return sorted(cost for cost in around if cost >= 0)


def _cap_reached_at(terms: Terms) -> Decimal | None:
    """The cost on which as much is paid as the cap allows, to the cent; None where it is never reached."""
    left = terms.limit
    if left.is_infinite():
        return None
    for piece in terms.pieces():
        whole = (piece.high - piece.low) * piece.share
        if whole >= left:
            return (piece.low + left / piece.share).quantize(_CENT)
        left -= whole
    return None
