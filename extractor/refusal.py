"""What a person asked for and cannot have, in one line that says why and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 4
_LEAST = 45
"""Likeness (0 to 100) from which a name is near a word."""


class Refusal(ValueError):
    """The base of such errors; the command line prints the message and leaves with exit status 2."""


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known names that are most like a word, the likest first, at most four."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    return [name for name, _, _ in extract(word, sorted(known), scorer=ratio, limit=_SHOWN, score_cutoff=_LEAST)]
