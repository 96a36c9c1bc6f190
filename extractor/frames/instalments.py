"""Instalments: what is left to be paid is the case of the time that it is due in (余款|在1年内缴清)."""

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
