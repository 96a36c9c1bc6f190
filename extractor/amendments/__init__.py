"""Amendments: circulars that change the words of others, applied over a whole corpus.

`amend` takes the extractions of a corpus and gives them back with their records as they hold through time: a value whose words
were changed has `ended`, the value in its place stands in the changing circular, says what it `amends`, and begins on that
circular's day. `Editions` gives the texts themselves, each with every change marked. What cannot be applied is said by notes of
the changing circular: `amendment_not_applied` where the changed text is known and has no such part or words, else
`amendment_uncertain`.
"""

from __future__ import annotations

from extractor.amendments.corpus import NOT_APPLIED, UNCERTAIN, Dated, Editions, amend
from extractor.amendments.edition import Edition, Piece
from extractor.amendments.marked import marked

__all__ = ["NOT_APPLIED", "UNCERTAIN", "Dated", "Edition", "Editions", "Piece", "amend", "marked"]
