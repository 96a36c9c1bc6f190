"""Instalments: what is left to be paid is the case of the time that it is due in (余款|在1年内缴清); a cap behind alternatives is of all."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames.clauses import Clause
from extractor.frames.model import Condition, Frame
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.spans import Span


def rest_of_instalments(view: View, clauses: Sequence[Clause], frames: dict[int, Frame]) -> None:
    """Gives the rest of a sum to the time that it is due in, as a condition."""
    for clause in clauses:
        rest = pattern("rest_due").match(view.outer, clause.start, clause.end)
        for index in clause.values if rest else ():
            if rest and index in frames and view.quantities[index].kind == "duration":
                frames[index].conditions.insert(0, Condition(Span(*rest.span("rest")), "object"))


def shares_due(view: View, clauses: Sequence[Clause], frames: dict[int, Frame]) -> None:
    """Gives a share that must be paid and the time that it is due in to each other (签订合同后30日内，|须缴纳价款的50%)."""
    for place, clause in enumerate(clauses):
        for index in clause.values:
            time = view.quantities[index]
            if index not in frames or time.kind != "duration" or time.comparator != "le" or clause.inside:
                continue
            ahead = [clause, *(other for other in clauses[place + 1 : place + 2] if other.segment == clause.segment and not other.inside)]
            share = next((other for one in ahead for other in one.values if other > index), None)
            if share is None or share not in frames or view.quantities[share].unit != "percent":
                continue
            due = pattern("share_due").fullmatch(view.outer, time.end, view.quantities[share].start)
            since = pattern("due_since").search(view.outer, clause.start, time.start)
            if due is None:
                continue
            frames[share].conditions.append(Condition(Span(since.start() if since else time.start, time.end), "event"))
            what = due.start("what") if due["what"] else view.quantities[share].start
            frames[index].conditions.append(Condition(Span(what, view.quantities[share].end), "case"))


def caps_of_all(view: View, clauses: Sequence[Clause], frames: dict[int, Frame]) -> None:
    """Takes the last of several alternatives from a cap that is said once behind them all (迁入1人300元，迁入2人400元，每户最高5万元)."""
    for place, clause in enumerate(clauses):
        cap = next((index for index in clause.values if index in frames), None)
        if cap is None or clause.inside or view.quantities[cap].comparator != "le" or not pattern("cap_of_all").match(view.words(clause)):
            continue
        before = [index for one in clauses[:place] if one.segment == clause.segment and not one.inside for index in one.values if index in frames]
        if len(before) < 2 or any(view.quantities[index].comparator == "le" for index in before):
            continue
        first, last = ({one.span for one in frames[index].conditions} for index in before[-2:])
        if first - last and last - first:
            frames[cap].conditions = [one for one in frames[cap].conditions if one.span in first or one.span not in last]
