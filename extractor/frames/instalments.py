"""Instalments: what is due and until when, where one clause sets both: each is the other's case.

自合同签订之日起1个月内缴纳出让价款的50%: the 50% is due within that month, the month is that of the 50%.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames.clauses import Clause
from extractor.frames.model import Condition, Frame
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.spans import Span


def pair(view: View, clauses: Sequence[Clause], frames: dict[int, Frame]) -> None:
    """Gives the share of an instalment and its time to each other as conditions, and the rest to the time that it is due in."""
    for clause in clauses:
        rest = pattern("rest_due").match(view.outer, clause.start, clause.end)
        for index in clause.values if rest else ():
            if rest and index in frames and view.quantities[index].kind == "duration":
                frames[index].conditions.insert(0, Condition(Span(*rest.span("rest")), "object"))
    for hit in pattern("instalment").finditer(view.outer, clauses[0].start, clauses[-1].end):
        when, share = Span(*hit.span("when")), Span(*hit.span("share"))
        own = [index for clause in clauses for index in clause.values if index in frames]
        for within, other, kind in ((when, share, "amount"), (share, when, "term")):
            for index in own:
                if within.start <= view.quantities[index].start < within.end:
                    frames[index].conditions.append(Condition(other, kind))
