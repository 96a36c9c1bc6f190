"""The differences of sentences that were taken over, each of one kind, with what it weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractor.consistency import wording
from extractor.consistency.aligned.changes import same
from extractor.consistency.aligned.evidence import TakenOver, stands_alone
from extractor.consistency.aligned.figures import Figure
from extractor.consistency.aligned.terms import of_words
from extractor.consistency.aligned.units import OWN_PLACE, Clause
from extractor.consistency.aligned.words import expression
from extractor.consistency.model import Severity

Kind = Literal[
    "value-differs", "period-differs", "deadline-later", "force-weakened", "condition-added", "condition-dropped", "scope-narrowed"
]
Bound = Literal["floor", "ceiling", "most", "around", "plain"]

_LARGEST = Decimal(100_000_000)
"""Money above which a sum is what a place spends, not what somebody gets."""
_POINTS, _SHARE = Decimal(2), Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of a clause from the one above: its kind and weight, the words of both, and how they differ."""

    kind: Kind
    severity: Severity
    one: TakenOver
    ours: str
    theirs: str
    how: str


def differences(taken: Iterable[TakenOver]) -> list[Difference]:
    """All differences of what one circular took over, in its order."""
    found = list(taken)
    by_clause = {one.reading.pair.lower.number: one for one in found}
    other_years = _of_other_years(found)
    out: list[Difference] = []
    for one in found:
        pair = one.reading.pair
        if (id(pair.lower.sentence), id(pair.higher.sentence)) in other_years:
            continue
        if _is_own_effect(pair.lower) or _is_own_effect(pair.higher):
            continue
        if not stands_alone(one, by_clause):
            out += _of_figures(one)
        out += (Difference(kind, severity, one, ours, theirs, how) for kind, severity, ours, theirs, how in of_words(one))
    return out


def _of_other_years(found: list[TakenOver]) -> set[tuple[int, int]]:
    """The pairs of sentences that speak of different years."""
    return {
        (id(one.reading.pair.lower.sentence), id(one.reading.pair.higher.sentence))
        for one in found
        for ours, theirs in one.reading.differing
        if "year" in (ours.role, theirs.role)
    }


def _is_own_effect(clause: Clause) -> bool:
    first = clause.sentence.clauses[0]
    return bool(expression("own_effect").search(clause.words) or expression("own_effect").match(first.words))


def _of_figures(one: TakenOver) -> Iterator[Difference]:
    for ours, theirs in one.reading.differing:
        found = _of_dates(one, ours, theirs) if ours.is_date else _of_numbers(one, ours, theirs)
        if found is not None:
            yield found


def _of_dates(one: TakenOver, ours: Figure, theirs: Figure) -> Difference | None:
    begins, their_begin = _first(ours, one.lower.issued), _first(theirs, one.link.higher.issued)
    ends, their_end = ours.last or begins, theirs.last or their_begin
    if begins is None or their_begin is None or ends is None or their_end is None or theirs.role != ours.role:
        return None
    words = _dated(ours, begins), _dated(theirs, their_begin)
    if theirs.role == "from":
        days = (begins - their_begin).days
        if theirs.first is None or days <= 0:
            return None
        return Difference("period-differs", "warning", one, *words, f"起始时间晚{days}天")
    if theirs.role == "until":
        days = (their_end - ends).days
        return Difference("period-differs", "warning", one, *words, f"截止时间早{days}天") if days > 0 else None
    if theirs.role == "before" and _is_due(one.reading.pair.higher, theirs):
        days = (ends - their_end).days
        severity: Severity = "warning" if one.link.is_assumed else "error"
        return Difference("deadline-later", severity, one, *words, f"期限晚{days}天") if days > 0 else None
    if theirs.role in ("since", "before"):
        return Difference("value-differs", _bare(one, "warning"), one, *words, "所定日期不同")
    return None


def _first(figure: Figure, issued: date | None) -> date | None:
    return figure.first or issued


def _dated(figure: Figure, day: date) -> str:
    return figure.words if figure.first else f"{figure.words}（{wording.day(day)}）"


def _is_due(clause: Clause, figure: Figure) -> bool:
    return expression("due").match(clause.words[figure.end :]) is not None


def _of_numbers(one: TakenOver, ours: Figure, theirs: Figure) -> Difference | None:
    assert ours.value is not None and theirs.value is not None
    higher = one.reading.pair.higher
    if ours.unit != theirs.unit or _is_own_total(one.reading.pair.lower, ours) or _is_own_total(higher, theirs):
        return None
    if ours.mark != theirs.mark or same(ours, theirs):
        return None
    gap = ours.value - theirs.value
    bound = _bound(higher, theirs)
    how = f"相差{_amount(abs(gap), ours)}"
    if (bound == "floor" and gap > 0) or (bound == "ceiling" and gap < 0):
        return None
    if bound == "around" and abs(gap) <= (_POINTS if ours.unit == "percent" else theirs.value * _SHARE):
        return None
    severity: Severity = "warning"
    if bound in ("floor", "ceiling") or (bound == "most" and gap > 0):
        how = f"{'低于下限' if gap < 0 else '高于上限'}，{how}"
        severity = "warning" if one.link.is_assumed else "error"
    return Difference("value-differs", _bare(one, severity), one, ours.words, theirs.words, how)


def _amount(value: Decimal, figure: Figure) -> str:
    return wording.quantity(value, "percentage_point" if figure.unit == "percent" else figure.unit)


def _bound(clause: Clause, figure: Figure) -> Bound:
    """What a clause makes of one of its figures."""
    others = [one for one in clause.figures if one.end <= figure.start]
    before = clause.words[others[-1].end if others else 0 : figure.start]
    after = clause.words[figure.end :]
    if expression("around").search(after) or expression("around").search(before):
        return "around"
    if expression("floor").search(before):
        return "floor"
    if expression("ceiling").search(before) or (figure.unit != "percent" and expression("within").search(after)):
        return "ceiling"
    return "most" if expression("most").search(before) else "plain"


def _is_own_total(clause: Clause, figure: Figure) -> bool:
    """Whether a figure is a place's own: what it spends, or its share of a number."""
    quantity = figure.quantity
    if quantity is None:
        return False
    if quantity.kind == "money" and figure.value is not None and figure.value >= _LARGEST:
        return True
    return quantity.kind == "count" and (OWN_PLACE in clause.masked or bool(expression("own_total").search(clause.words)))


def _bare(one: TakenOver, severity: Severity) -> Severity:
    """A note at most where the circular above leaves the matter to those below."""
    return "note" if expression("not_binding").search(one.reading.pair.higher.words) else severity


def by_sentences(found: Iterable[Difference]) -> list[list[Difference]]:
    """Differences of one kind between the same two sentences, together, in their order."""
    groups: defaultdict[tuple[object, ...], list[Difference]] = defaultdict(list)
    for one in found:
        pair = one.one.reading.pair
        groups[one.kind, one.one.link.higher.id, pair.lower.sentence.start, pair.higher.sentence.start].append(one)
    return list(groups.values())
