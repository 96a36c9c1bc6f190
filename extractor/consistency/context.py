"""What every check is given: the indexed corpus and, made once, its comparisons and requirements."""

from __future__ import annotations

from functools import cached_property

from extractor.consistency.comparisons import Comparison, comparisons
from extractor.consistency.index import Index
from extractor.consistency.requirements import Handover, handovers


class Context(Index):
    """The indexed corpus with what several checks share."""

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Each value of a place against those of the levels above that bind it."""
        return comparisons(self)

    @cached_property
    def handovers(self) -> list[Handover]:
        """Each requirement of a higher document and what became of it in a lower one."""
        return handovers(self)
