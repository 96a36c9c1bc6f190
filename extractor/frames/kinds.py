"""Kinds: what each clause of a sentence does: restricts, names, sets a value, says who pays, or nothing of this."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Literal

from extractor.frames import phrases
from extractor.frames.bounds import DEONTIC, is_threshold, is_value
from extractor.frames.clauses import Clause
from extractor.frames.conditions import is_place
from extractor.frames.patterns import pattern
from extractor.frames.patterns import words as listed
from extractor.frames.trimming import validity_in
from extractor.frames.view import View
from extractor.quantities.model import Quantity
from extractor.spans import Span

Kind = Literal["value", "condition", "group", "filler", "topic", "validity", "other"]

TOPIC_VERB = pattern("topic_verb")
NO_CONDITION = pattern("binds")
ACTS = pattern("acts")
_TELLS_CASES_APART = ("defining", "giving_example", "of_market", "as_ruled")
_NO_SUBJECT = ("由", "并由", "责令", "并", "退出", "补缴")
_CHAIN_ENDS = ("的", "时", "者", "部分")
_NEW_CASE = ("对", "凡", "如", "若", "其中", "属", "但")
_IS_DEEMED = "认定为"
_LONGEST_PART = 30
_CHAINED = ("other", "group", "topic", "validity")
_BEFORE = frozenset({"此前", "以前", "过去", "之前", "原先"})
_GROUP_NOUNS = frozenset({"people", "bodies", "objects", "places"})
_WHO = frozenset({"people", "bodies"})
_WHAT = frozenset({"objects", "places"})


def kinds_of(view: View, clauses: Sequence[Clause], counted: Set[str] = frozenset()) -> list[Kind]:
    """The kind of each clause of a sentence; `counted` are the units of counts that earlier values of it have."""
    kinds = [kind_of_clause(view, clause, counted) for clause in clauses]
    for index, kind in enumerate(kinds):
        if kind == "condition" and not clauses[index].inside and view.words(clauses[index]).endswith(_CHAIN_ENDS):
            _chain(view, clauses, kinds, index)
    _remarks(view, clauses, kinds)
    for index, kind in enumerate(kinds[:-1]):
        clause, following = clauses[index], clauses[index + 1]
        if kind == "value" and kinds[index + 1] in ("value", "topic") and following.segment == clause.segment and not (
                clause.inside or following.inside) and _is_threshold(view, clause):
            kinds[index] = "condition"
        if kind == "value" and not clause.inside and (_goes_on_case(view, clauses, kinds, index) or (
                kinds[index + 1] == "value" and following.segment == clause.segment and (
                    pattern("only_then").match(view.words(following)) or _is_window(view, clause, following)))):
            kinds[index] = "condition"
        leads = kinds[index + 1] in ("value", "condition", "group") or (clauses[index + 2 : index + 3] and kinds[index + 2] == "value")
        if kind == "other" and (leads or not clause.mark) and following.segment == clause.segment and not (
                clause.inside or clause.values or _IS_DEEMED in view.words(clause)) and pattern("bare_case").match(view.words(clause)):
            kinds[index] = "condition"
        if kind == "other" and kinds[index + 1] == "value" and not (clause.inside or clause.values) and following.segment == clause.segment and (
                pattern("then_shares").match(view.words(clause)) and view.words(following).startswith(("并享受", "并分别享受", "并可享受"))):
            kinds[index] = "condition"
    for index in range(1, len(clauses)):
        clause = clauses[index]
        if kinds[index] == "other" and kinds[index - 1] in ("condition", "group") and clause.segment == clauses[index - 1].segment and not (
                clause.inside or clauses[index - 1].inside or NO_CONDITION.search(view.words(clause))) and view.words(clause).startswith("且"):
            kinds[index] = "condition"
    for index, kind in enumerate(kinds[:-1]):
        if kind == "filler" and kinds[index + 1] in ("value", "condition") and not (clauses[index].inside or clauses[index].values) and (
                pattern("purpose_act").match(view.words(clauses[index]))):
            kinds[index] = "condition"
    if "value" in kinds:
        _examples(view, clauses, kinds)
        _reports(view, clauses, kinds)
        _outdated(view, clauses, kinds)
    _thresholds(view, clauses, kinds)
    _alternatives(clauses, kinds)
    return ["condition" if kind == "group" else kind for kind in kinds]


def _alternatives(clauses: Sequence[Clause], kinds: Sequence[Kind]) -> None:
    """A segment that says but whom or which case (无房的家庭；有一套房的家庭，最低首付比例为) is one with the next."""
    for segment in range(clauses[-1].segment):
        told = {kind for clause, kind in zip(clauses, kinds, strict=True) if clause.segment == segment}
        if told and told <= {"condition", "group"}:
            for clause in clauses:
                clause.segment += clause.segment == segment


def _examples(view: View, clauses: Sequence[Clause], kinds: list[Kind]) -> None:
    """What an example says, or a remark that is one, sets nothing (例如，某职工余额2万元，可以贷款30万元)."""
    for place, clause in enumerate(clauses):
        if pattern("giving_example").search(view.words(clause)):
            for later in range(place, len(clauses)):
                if kinds[later] == "value" and clauses[later].inside == clause.inside:
                    kinds[later] = "filler"


def _outdated(view: View, clauses: Sequence[Clause], kinds: list[Kind]) -> None:
    """What an old policy was is told beside the new one (原政策最高限额为40万元，新政策为50万元)."""
    for place, clause in enumerate(clauses[:-1]):
        if view.words(clause) in _BEFORE:
            kinds[place:] = ["filler" if kind == "value" else kind for kind in kinds[place:]]
        elif pattern("old_policy").search(view.words(clause)):
            end = next((later for later in range(place, len(clauses)) if pattern("new_policy").search(view.words(clauses[later]))), place)
            for between in range(place, end):
                kinds[between] = "filler"


def _reports(view: View, clauses: Sequence[Clause], kinds: list[Kind]) -> None:
    """What has been reached up to a day sets nothing (截至10月末，贷款余额达3亿元), but for what is bounded (不少于3亿元)."""
    since = told = False
    for place, clause in enumerate(clauses):
        words = view.words(clause)
        if pattern("as_of").search(words):
            since = True
            continue
        told = told or pattern("totalled").search(words) is not None or (since and pattern("reached").search(words) is not None)
        if told and kinds[place] == "value" and not any(view.text.startswith(DEONTIC, view.quantities[index].start) for index in clause.values):
            kinds[place] = "filler"


def _remarks(view: View, clauses: Sequence[Clause], kinds: list[Kind]) -> None:
    """A remark on a case describes it too, where it gives nothing (团购的（一次购买3套以上），优惠10%)."""
    outer: Kind = "other"
    for place, clause in enumerate(clauses):
        if not clause.inside:
            outer = kinds[place]
        elif outer == "condition" and kinds[place] == "value" and not pattern("clause_gives").search(view.words(clause)):
            kinds[place] = "condition"


def _goes_on_case(view: View, clauses: Sequence[Clause], kinds: Sequence[Kind], index: int) -> bool:
    """Whether a bound and the clause that joins it (缴存6个月以上，且账户正常，) are both the case of a later value."""
    clause, following = clauses[index], clauses[index + 1]
    return kinds[index + 1] != "value" and view.words(following).startswith("且") and _is_soft(view, clause) and any(
        kind == "value" and later.segment == clause.segment
        for kind, later in zip(kinds[index + 2 :], clauses[index + 2 :], strict=True))


def _is_window(view: View, clause: Clause, following: Clause) -> bool:
    """Whether a clause only says within which time the next one limits what is possible (6个月内，每户只能购买1个)."""
    last = view.quantities[clause.values[-1]]
    return clause.segment == following.segment and not view.masked(clause)[last.end : clause.end].strip("·") and (
        pattern("limited_within").match(view.words(following)) or (following.values and pattern("then_measures").match(
            view.masked(following)[following.start : view.quantities[following.values[0]].number_start])) is not None) and all(
            (view.quantities[index].kind, view.quantities[index].comparator) == ("duration", "le") for index in clause.values)


def _thresholds(view: View, clauses: Sequence[Clause], kinds: list[Kind]) -> None:
    """Where a segment has no figure of its own, what must be reached is what it sets (缴存满6个月的，可以申请贷款)."""
    figures = {clause.segment for clause, kind in zip(clauses, kinds, strict=True) if kind == "value"}
    if all(clause.segment in figures or not clause.values for clause in clauses) or any(
            pattern(name).search(view.words(clause)) for clause in clauses for name in _TELLS_CASES_APART):
        return
    for place, clause in enumerate(clauses):
        if clause.segment in figures:
            continue
        masked = view.masked(clause)
        clause.thresholds = {index for index in clause.values if not view.spent(index) and is_threshold(
            view.text, masked, clause, view.quantities[index])}
        if clause.thresholds:
            kinds[place] = "value"
            _opens_threshold(view, clauses, kinds, place)


def _opens_threshold(view: View, clauses: Sequence[Clause], kinds: list[Kind], place: int) -> None:
    """What stands before what must be reached, where that goes on (开立账户，|并缴存满6个月), is a part of its case."""
    before = clauses[place - 1] if place else None
    if before is None or before.inside or before.values or before.segment != clauses[place].segment or kinds[place - 1] != "other":
        return
    words = view.words(before)
    if view.words(clauses[place]).startswith(("并", "且")) and not (
            NO_CONDITION.search(words) or TOPIC_VERB.match(words) or pattern("no_part_of_case").search(words)):
        kinds[place - 1] = "condition"


def _chain(view: View, clauses: Sequence[Clause], kinds: list[Kind], index: int) -> None:
    """What a clause that ends in 的 closes: the clauses right before it that say a part of the same case."""
    before = index - 1
    segment = clauses[index].segment
    if before >= 0 and kinds[before] == "value" and not clauses[before].inside and clauses[before].segment == segment and (
            pattern("and_begins").match(view.words(clauses[index])) or _is_soft(view, clauses[before])):
        kinds[before] = "condition"
        before -= 1
    while before >= 0 and not clauses[before].inside and clauses[before].segment == segment and kinds[before] in (*_CHAINED, "filler"):
        words = view.words(clauses[before])
        if clauses[before].mark == "：" and kinds[before] == "topic":
            return
        dates_only = kinds[before] == "validity" and not pattern("dated_case").search(words)
        if kinds[before] == "filler" and words.startswith(("采取", "采用", "通过")) and len(words) > 8:
            kinds[before] = "condition"
            before -= 1
            continue
        if dates_only or (kinds[before] in ("filler", "other") and pattern("under_rule").match(words)):
            before -= 1
            continue
        if kinds[before] == "filler":
            return
        joined = pattern("and_begins").match(view.words(clauses[before + 1]))
        between = kinds[before] == "other" and before > 0 and kinds[before - 1] in ("condition", "group") and (
            clauses[before - 1].segment == segment and not pattern("obliges").search(words))
        opens = kinds[before] == "other" and not view.words(clauses[index]).startswith(_NEW_CASE) and len(words) <= _LONGEST_PART and not (
            pattern("no_part_of_case").search(words))
        chained = kinds[before] == "group" or joined or between or opens or ACTS.search(words) or pattern("chained").search(words)
        if kinds[before] == "validity":
            kinds[before] = "condition"
            before -= 1
            continue
        if kinds[before] != "group" and (NO_CONDITION.search(words) or TOPIC_VERB.match(words) or not chained):
            return
        kinds[before] = "condition"
        before -= 1


def kind_of_clause(view: View, clause: Clause, counted: Set[str] = frozenset()) -> Kind:
    """What a clause does by itself."""
    words = view.words(clause).strip()
    tail = words.rstrip("·")
    if not words.strip("·") or pattern("defines").match(words) or pattern("reported").match(words):
        return "filler"
    if clause.mark == "：" and pattern("salutation").match(words):
        return "filler"
    binds = NO_CONDITION.search(words)
    whom = pattern("whom").match(words)
    if (tail.endswith("的") or pattern("case_end").search(words)) and not tail.endswith(("目的", "是的", "标的")) and not pattern("giving_that").search(words):
        return "condition"
    if pattern("conditional").match(words) and "的" in words and phrases.ends_in_any(tail, _WHO):
        return "condition"
    if not binds and ((whom and phrases.ends_in_any(tail, _GROUP_NOUNS)) or pattern("conditional").match(words)):
        return "condition"
    if clause.values and clause.mark == "，" and not binds and pattern("group_described").match(words) and not pattern("policy_act").match(words):
        return "condition"
    if any(sets_value(view, clause, index, counted) for index in clause.values):
        return "value"
    if pattern("of_every").match(words) and not phrases.behind(words, 0, len(words), counted=False):
        return "condition"
    if clause.values and whom and not binds:
        return "condition"
    if clause.mark == "：" and pattern("leads_on").search(words) and not pattern("case_begin").match(words):
        return "topic" if phrases.is_attribute(words) else "other"
    dated = validity_in(view.text, Span(clause.start, clause.end)) if len(words) < 30 and not clause.values else []
    if dated and not pattern("bare_case").match(view.masked(clause)[dated[-1].end : clause.end]):
        return "validity"
    return _kind_without_value(view, clause, words, tail)


def _kind_without_value(view: View, clause: Clause, words: str, tail: str) -> Kind:
    if clause.mark == "：" and pattern("grade_alone").fullmatch(tail):
        return "condition"
    grounds = pattern("on_grounds").search(tail)
    named = tail[: grounds.start()] if grounds else tail
    attribute = phrases.is_attribute(pattern("list_tail").sub("", named) if clause.mark == "：" else named)
    binds = NO_CONDITION.search(words)
    if any(view.spent(index) for index in clause.values) or (pattern("whom").match(words) and attribute):
        return "topic"
    if pattern("in_aspect").match(words):
        return "filler"
    if pattern("group_of").match(words) and not attribute and not pattern("modal").search(words):
        return "group"
    if pattern("case_begin").match(words) and not binds:
        return "condition"
    described = "的" in words and phrases.ends_in(tail, "people") and ACTS.search(words) and not binds
    if (pattern("filler").match(words) and not described) or pattern("payer").fullmatch(words):
        return "filler"
    if pattern("aspect").match(words):
        return "filler" if pattern("aspect_of_doing").search(words) or TOPIC_VERB.match(words) else "group"
    if (pattern("subject_acts").search(words) and not TOPIC_VERB.match(words) and not binds):
        return "group"
    if attribute or TOPIC_VERB.match(words):
        return "topic"
    if clause.mark == "，" and clause.opens in ("", "。", "；") and len(tail) in range(4, 13) and phrases.ends_in(tail, "objects") and (
            tail not in listed("everybody") and pattern("object_alone").fullmatch(tail)):
        return "group"
    if clause.mark == "，" and tail.endswith("内") and pattern("within_thing").fullmatch(tail) and not binds:
        return "group"
    if "、" in words and clause.mark == "，" and len(words) <= 40 and (phrases.ends_in(last := tail.rsplit("、", 1)[-1], "places") or is_place(last)):
        return "group"
    group = len(words) <= 60 and (phrases.ends_in_any(tail, _WHO) or ("的" in words and phrases.ends_in_any(tail, _WHAT)))
    if group and not (words.startswith(_NO_SUBJECT) or pattern("promotes").search(words) or pattern("policy_act").match(words) or binds):
        return "group"
    return "other"


def sets_value(view: View, clause: Clause, index: int, counted: Set[str] = frozenset()) -> bool:
    """Whether a quantity of a clause is a value itself."""
    if view.spent(index):
        return False
    if index in clause.thresholds:
        return True
    quantity, change = view.quantities[index], view.changes.get(index)
    if quantity.kind == "count" and quantity.unit in counted and quantity.comparator == "eq":
        return True
    if change is not None and change.previous is not None:
        return True
    run, following = joined(view, clause, index)
    return is_value(view.text, view.masked(clause), clause, run, quantity, following)


def joined(view: View, clause: Clause, index: int) -> tuple[list[Quantity], Quantity | None]:
    """The quantities of a clause that only joints part from one, itself included, and the next one behind them."""
    own = view.quantities[index]
    run: list[Quantity] = []
    for other in (view.quantities[value] for value in clause.values):
        if run and other.start < run[-1].end:
            run.append(other)  # the other end of a range
        elif run and other.kind == run[-1].kind and pattern("joins_next").match(view.masked(clause)[run[-1].end : other.start]):
            run.append(other)
        elif own in run:
            return run, other
        else:
            run = [other]
    return run, None


def _is_soft(view: View, clause: Clause) -> bool:
    """Whether a clause's numbers may as well describe a case (缴存6个月以上): nothing is given, and each is a bound."""
    words = view.words(clause)
    return not (NO_CONDITION.search(words) or pattern("clause_gives").search(words)) and all(
        pattern("soft_bound").search(view.text, view.quantities[index].start, view.quantities[index].end) for index in clause.values)


def _is_threshold(view: View, clause: Clause) -> bool:
    """Whether a clause says what must be exceeded, or where something stands, before the next one holds.

    （面积超过60亩，比例可下调至20%; 月缴存额在600元以下，最高贷款30万元; 房龄10年以内，首付比例为20%）
    """
    if not _is_soft(view, clause):
        return False
    if pattern("case_measure").match(view.words(clause)) and not view.words(clause)[view.quantities[clause.values[-1]].end - clause.start :].strip("·"):
        return True
    return all(
        pattern("exceeds").match(view.text[quantity.start : quantity.end]) or pattern("standing_at").search(
            view.masked(clause)[clause.start : quantity.start]) for quantity in (view.quantities[index] for index in clause.values))
