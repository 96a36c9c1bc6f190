"""The patterns and words of alignment, from `vocabulary/aligned`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extractor.vocabulary import load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns


def load() -> dict[str, Pattern]:
    """All patterns by name."""
    return dict(load_patterns("aligned", ("patterns",)))


@cache
def expression(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load_patterns("aligned", ("patterns",))[name].expression


@cache
def listed(name: str) -> Any:
    """One list of words by its name."""
    return load_yaml("aligned/words.yaml")[name]
