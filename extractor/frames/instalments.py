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
