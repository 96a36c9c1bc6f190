"""The examples that stand beside a pattern of the vocabulary."""

from __future__ import annotations

import re

from extractor.vocabulary.patterns import Pattern


def assert_examples(one: Pattern, *, whole: bool = False) -> None:
    """The pattern finds what 【】 marks in its examples, and nothing in those that it must miss (`whole`: not all of them)."""
    for example in one.matches:
        text = re.sub("[【】]", "", example)
        start, end = example.index("【"), example.index("】") - 1
        spans = [hit.span() for hit in one.expression.finditer(text)]
        assert (start, end) in spans, (example, spans)
    for example in one.misses:
        hit = one.expression.fullmatch(example) if whole else one.expression.search(example)
        assert hit is None, (example, hit)
