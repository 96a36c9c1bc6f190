"""The patterns and words of alignment, from `vocabulary/consistency/aligned.yaml`, each beside its examples."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extractor.vocabulary import load_yaml

FILE = "consistency/aligned.yaml"


@cache
def expression(name: str) -> re.Pattern[str]:
    """One pattern by its name."""
    return re.compile(load_yaml(FILE)["patterns"][name]["pattern"])


@cache
def listed(name: str) -> Any:
    """One list of words by its name."""
    return load_yaml(FILE)[name]
