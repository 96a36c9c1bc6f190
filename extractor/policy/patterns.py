"""The patterns and words of the policy layer, from `vocabulary/policy`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from extractor.normalize.script import to_simplified
from extractor.vocabulary import load_yaml
from extractor.vocabulary.patterns import Pattern, load_patterns


def load() -> Mapping[str, Pattern]:
    """All patterns by name."""
    return load_patterns("policy", ("patterns",))


@cache
def expression(name: str) -> re.Pattern[str]:
    """The expression of one pattern."""
    return load()[name].expression


@cache
def listed(name: str) -> Any:
    """One list of words by its name."""
    return load_yaml("policy/words.yaml")[name]


@cache
def plain(name: str | None) -> str | None:
    """A name as it is compared: simplified, without white space; None for none."""
    return to_simplified("".join(name.split())) or None if name else None


@cache
def parts_of(names: str) -> frozenset[str]:
    """Names that stand side by side: 二级、三级 → 二级 and 三级."""
    return frozenset(part.strip() for part in expression("joint").split(names) if part.strip())
