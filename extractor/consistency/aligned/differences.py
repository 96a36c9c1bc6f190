"""The differences of sentences that were taken over, each of one kind, with what it weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractor.consistency import wording
from extractor.consistency.aligned.bounds import bound_of, is_for_some, is_own_total, part
from extractor.consistency.aligned.evidence import WHOLE, TakenOver, is_anchored
from extractor.consistency.aligned.figures import Figure
from extractor.consistency.aligned.inserted import inserted, is_of_other_measure
from extractor.consistency.aligned.links import Prints
from extractor.consistency.aligned.terms import of_words
from extractor.consistency.aligned.units import Clause
from extractor.consistency.aligned.words import expression
from extractor.consistency.index import Index
from extractor.consistency.model import Severity
from extractor.policy.documents import Document
from extractor.policy.in_force import Setting
from extractor.policy.wording import quantity_text

Kind = Literal[
    "value-differs", "period-differs", "deadline-later", "force-weakened", "condition-added", "condition-dropped", "scope-narrowed"
]
_POINTS, _SHARE = Decimal(2), Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of a clause from the one above: its kind and weight, the words of both, and how they differ.

    `values` are the two numbers as decimal strings, or dates as ISO dates; None where words differ.
    """

    kind: Kind
    severity: Severity
    one: TakenOver
    ours: str
    theirs: str
    how: str
    values: tuple[str, str] | None = None


def differences(index: Index, prints: Prints, taken: Iterable[TakenOver]) -> list[Difference]:
    """All differences of what one circular took over, in its order.

    Nothing is said where the circular above leaves the matter to those below (鼓励, 可参照), nor of the figures of a clause
    that any circular above prints just so.
    """
    found = list(taken)
    by_clause = {one.reading.pair.lower.number: one for one in found}
    other_years = _of_other_years(found)
    conditions = list(inserted(found))
    out: list[Difference] = []
    for one in found:
        pair = one.reading.pair
        added = [term for other, term in conditions if other is one]
        if not (added or one.reading.changes or one.reading.differing):
            continue
        if (id(pair.lower.sentence), id(pair.higher.sentence)) in other_years:
            continue
        if expression("not_binding").search(pair.higher.words) or expression("numbered").search(pair.lower.words):
            continue
        if _is_own_effect(pair.lower) or _is_own_effect(pair.higher) or _follows_another(index, one):
            continue
        if one.reading.differing and is_anchored(one, by_clause) and not prints.prints_as(one.lower, pair.lower):
            out += _of_figures(index, one)
        terms = [*of_words(one), *added]
        if is_of_other_measure(one):
            terms = [term for term in terms if term[0] not in ("condition-added", "condition-dropped")]
        if not is_anchored(one, by_clause):
            terms = [term for term in terms if term[0] != "force-weakened"]
        out += (Difference(kind, severity, one, ours, theirs, how) for kind, severity, ours, theirs, how in terms)
    return out


def _follows_another(index: Index, one: TakenOver) -> bool:
    """Whether the sentence below says, before its clause, that it carries out another circular (落实《…》，首付款比例调整为…)."""
    clause = one.reading.pair.lower
    named = [
        citation for citation in one.lower.cites()
        if citation.relation in ("basis", "implements") and clause.sentence.start <= citation.span[0] < clause.offsets[0]
    ]
    return bool(named) and all(index.target_of(citation) is not one.link.higher for citation in named)


def _of_other_years(found: list[TakenOver]) -> set[tuple[int, int]]:
    """The pairs of sentences that speak of different years."""
    return {
        (id(one.reading.pair.lower.sentence), id(one.reading.pair.higher.sentence))
        for one in found
        for ours, theirs in one.reading.differing
        if "year" in (ours.role, theirs.role)
    }


def _is_own_effect(clause: Clause) -> bool:
    """Whether a clause says from when until when its circular holds; not one of a measure that has other figures."""
    if expression("own_effect").search(clause.words) or expression("own_effect").match(clause.sentence.clauses[0].words):
        return True
    others = (one for other in clause.sentence.clauses if other is not clause for one in other.figures)
    return bool(expression("term").search(clause.words)) and all(one.value is None for one in others)


def _of_figures(index: Index, one: TakenOver) -> Iterator[Difference]:
    is_shifted = _is_shifted(one)
    for ours, theirs in one.reading.differing:
        found = _of_dates(one, ours, theirs, is_shifted) if ours.is_date else _of_numbers(index, one, ours, theirs)
        if found is not None:
            yield found


def _is_shifted(one: TakenOver) -> bool:
    """Whether a period begins and ends later, or begins and ends earlier: it is another period."""
    moved = {
        theirs.role: ((ours.first or one.lower.issued or date.min) > (theirs.first or one.link.higher.issued or date.min))
        for ours, theirs in one.reading.differing
        if ours.is_date
    }
    return "from" in moved and "until" in moved and moved["from"] == moved["until"]


def _of_dates(one: TakenOver, ours: Figure, theirs: Figure, is_shifted: bool) -> Difference | None:
    begins, their_begin = _first(ours, one.lower.issued), _first(theirs, one.link.higher.issued)
    ends, their_end = ours.last or begins, theirs.last or their_begin
    if begins is None or their_begin is None or ends is None or their_end is None or theirs.role != ours.role or is_shifted:
        return None
    words = _dated(ours, begins), _dated(theirs, their_begin)
    firsts, lasts = (begins.isoformat(), their_begin.isoformat()), (ends.isoformat(), their_end.isoformat())
    if theirs.role == "from":
        days = (begins - their_begin).days
        if theirs.first is None or days <= 0:
            return None
        return Difference("period-differs", "warning", one, *words, f"起始时间晚{days}天", firsts)
    pair = one.reading.pair
    if theirs.role == "before" and _is_due(pair.higher, theirs) and _is_due(pair.lower, ours):
        days = (ends - their_end).days
        severity: Severity = "warning" if one.link.is_assumed else "error"
        how = f"期限晚{days}天"
        return Difference("deadline-later", severity, one, *words, how, lasts) if days > 0 else None
    if theirs.role in ("until", "before"):
        days = (their_end - ends).days
        how = f"截止时间早{days}天"
        if days > 0:
            return Difference("period-differs", "warning", one, *words, how, lasts)
    if theirs.role == "since" or (theirs.role == "before" and not _is_for_people(pair.higher, theirs)):
        return Difference("value-differs", "warning", one, *words, "所定日期不同", lasts)
    return None


def _first(figure: Figure, issued: date | None) -> date | None:
    return figure.first or issued


def _dated(figure: Figure, day: date) -> str:
    """A date as printed, with the day that it means where it names none."""
    return figure.words if figure.first and figure.words.endswith("日") else f"{figure.words}（{wording.day(figure.last or day)}）"


def _is_due(clause: Clause, figure: Figure) -> bool:
    """Whether something is to be done by a date, not only said of what happens before it (在年底前，缴清契税的)."""
    behind = [one for one in clause.sentence.clauses if one.number > clause.number and not one.aside][:1]
    is_case = any(expression("condition").search(one.words) for one in (clause, *behind))
    is_joined = expression("joined").match(clause.words) is not None
    return expression("due").match(clause.words[figure.end :]) is not None and not is_case and not is_joined


def _is_for_people(clause: Clause, figure: Figure) -> bool:
    """Whether a date is one before which somebody must have acted, or something is to be had: a later one is better."""
    behind = clause.words[figure.end :]
    return expression("acts").match(behind) is not None or expression("before_it").fullmatch(behind) is not None


def _of_numbers(index: Index, one: TakenOver, ours: Figure, theirs: Figure) -> Difference | None:
    assert ours.value is not None and theirs.value is not None and ours.mention and theirs.mention
    lower, higher = one.reading.pair.lower, one.reading.pair.higher
    if ours.unit != theirs.unit or is_own_total(lower, ours) or is_own_total(higher, theirs):
        return None
    if part(lower, ours) != part(higher, theirs) or _starts_elsewhere(one):
        return None
    gap = ours.value - theirs.value
    values = ours.mention.value or "", theirs.mention.value or ""
    if part(lower, ours) == "base":
        is_only = len(one.reading.differing) == 1 and one.reading.pair.likeness >= WHOLE
        how = f"调整前的标准不同，相差{_amount(abs(gap), ours)}"
        return Difference("value-differs", "warning", one, ours.words, theirs.words, how, values) if is_only else None
    bound = bound_of(higher, theirs)
    if bound not in ("floor", "ceiling") and is_for_some(lower, higher):
        return None
    if (bound == "floor" and gap > 0) or (bound in ("ceiling", "within") and gap < 0):
        return None
    if bound == "around" and abs(gap) <= (_POINTS if ours.unit == "percent" else theirs.value * _SHARE):
        return None
    direction = _direction(index, one, ours, theirs)
    if (direction == "floor" and gap > 0) or (direction == "ceiling" and gap < 0):
        return None
    how = f"相差{_amount(abs(gap), ours)}"
    severity: Severity = "warning"
    if bound in ("floor", "ceiling") or (bound == "most" and gap > 0):
        how = f"{'低于下限' if gap < 0 else '高于上限'}，{how}"
        severity = "error"
    if direction == "exact" or severity == "error":
        severity = "warning" if one.link.is_assumed else "error"
    return Difference("value-differs", severity, one, ours.words, theirs.words, how, values)


def _starts_elsewhere(one: TakenOver) -> bool:
    """Whether both change a value of their own: what they start from is not the same."""
    return any(
        part(one.reading.pair.lower, ours) == "base" == part(one.reading.pair.higher, theirs)
        for ours, theirs in one.reading.differing
    ) and len(one.reading.differing) > 1


def _direction(index: Index, one: TakenOver, ours: Figure, theirs: Figure) -> str | None:
    """Which way only a better value leads, where both figures are values of one concept."""
    pair = one.reading.pair
    lower = _setting_at(index, one.lower, pair.lower, ours)
    higher = _setting_at(index, one.link.higher, pair.higher, theirs)
    if lower is None or higher is None or lower.concept != higher.concept or higher.concept is None:
        return None
    concept = index.concept_of(higher)
    return concept.direction if concept else None


def _setting_at(index: Index, document: Document, clause: Clause, figure: Figure) -> Setting | None:
    id_, place = clause.sentence.printed_at(document, clause.offsets[figure.start])
    settings = index.settings_of[id_] if id_ in index.by_id else []
    return next((one for one in settings if one.record.span[0] <= place < one.record.span[1]), None)


def _amount(value: Decimal, figure: Figure) -> str:
    return quantity_text(value, "percentage_point" if figure.unit == "percent" else figure.unit)


def by_clauses(found: Iterable[Difference]) -> list[list[Difference]]:
    """Differences of one kind between the same two clauses, together, in their order."""
    groups: defaultdict[tuple[object, ...], list[Difference]] = defaultdict(list)
    for one in found:
        pair = one.one.reading.pair
        groups[one.kind, one.one.link.higher.id, pair.lower.number, pair.higher.number].append(one)
    return list(groups.values())
