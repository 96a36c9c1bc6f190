"""How alike two obligations are worded."""

from __future__ import annotations

import re
from functools import lru_cache

_NOISE = re.compile(r"[^\w%％]|_")


@lru_cache(maxsize=100_000)
def squashed(text: str) -> str:
    """`text` without white space and punctuation: what counts when two wordings are compared."""
    return _NOISE.sub("", text)


def likeness(one: str, other: str) -> int:
    """0 (nothing in common) to 100 (the same words in the same order, punctuation aside)."""
    from rapidfuzz import fuzz

    return round(fuzz.ratio(squashed(one), squashed(other)))
