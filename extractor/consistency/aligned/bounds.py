"""What a clause makes of one of its figures: a bound, what a change starts from, or a place's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extractor.consistency.aligned.figures import Figure
from extractor.consistency.aligned.units import OWN_PLACE, Clause
from extractor.consistency.aligned.words import expression
from extractor.policy.cases import cases_of

Bound = Literal["floor", "ceiling", "within", "most", "around", "plain"]

_LARGEST = Decimal(100_000_000)
"""Money above which a sum is what a place spends, not what somebody gets."""
_AREA = Decimal(10_000)
"""Square metres above which an area is what a place builds or buys, not what somebody owns."""
_NEAR = 12
"""Characters before a count in which a word says that it is a place's own."""


def part(clause: Clause, figure: Figure) -> Literal["base", "change", ""]:
    """What a figure is of a change: where it starts from, by how much, or neither."""
    before, after = clause.words[: figure.start], clause.words[figure.end :]
    if expression("starts_from").search(before) or expression("as_base").match(after):
        return "base"
    return "change" if expression("changes_by").search(before) else ""


def bound_of(clause: Clause, figure: Figure) -> Bound:
    """What a clause makes of one of its figures; a condition (满6个月的) binds no figure."""
    others = [one for one in clause.figures if one.end <= figure.start]
    before = clause.words[others[-1].end if others else 0 : figure.start]
    after = clause.words[figure.end :]
    if expression("around").search(after) or expression("around").search(before):
        return "around"
    if expression("threshold").search(before) and expression("if_so").search(after):
        return "plain"
    if expression("floor").search(before) or expression("may_lower").search(before):
        return "floor"
    if expression("ceiling").search(before) or expression("may_raise").search(before):
        return "ceiling"
    if not expression("condition").search(clause.words):
        if figure.unit != "percent" and expression("within").search(after):
            return "within" if figure.unit == "month" else "ceiling"  # months and years are more often what people have
        if figure.mention and figure.mention.kind in ("percent", "money"):
            if figure.mention.comparator in ("ge", "gt"):
                return "floor"
            if expression("at_most").search(after):
                return "ceiling"
    return "most" if expression("most").search(before) else "plain"


def is_own_total(clause: Clause, figure: Figure) -> bool:
    """Whether a figure is a place's own: what it spends, or its share of a number."""
    mention = figure.mention
    if mention is None:
        return False
    if expression("own_payer").search(clause.words):
        return True
    if mention.kind == "money":
        return figure.value is not None and figure.value >= _LARGEST
    if mention.kind != "count" or bound_of(clause, figure) not in ("plain", "floor"):
        return False
    if figure.unit == "平方米" and figure.value is not None and figure.value < _AREA:
        return False
    before = clause.words[max(0, figure.start - _NEAR) : figure.start]
    return OWN_PLACE in clause.masked or bool(expression("own_total").search(before))


def is_for_some(lower: Clause, higher: Clause) -> bool:
    """Whether the clause below names cases (三孩) that the one above sets the same figure for together with others."""
    ours, theirs = cases_of(lower.words), cases_of(_with_condition(higher))
    return any(line in theirs and ways != theirs[line] for line, ways in ours.items())


def _with_condition(clause: Clause) -> str:
    """The words of a clause with those before it that have no figure of their own."""
    before = [one for one in clause.sentence.clauses if one.number < clause.number and not one.aside]
    return f"{before[-1].words if before and not before[-1].has_figure else ''} {clause.words}"
