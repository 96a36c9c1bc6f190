"""Every pattern finds what its examples mark, and nothing in those that it must miss."""

import re

import pytest

from extractor.frames.patterns import Pattern, load

_ANCHORED = frozenset({"payer", "filler"})


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    for example in one.matches:
        text = re.sub("[【】]", "", example)
        start, end = example.index("【"), example.index("】") - 1
        spans = [hit.span() for hit in one.expression.finditer(text)]
        assert (start, end) in spans, (example, spans)
    for example in one.misses:
        hit = one.expression.fullmatch(example) if one.name in _ANCHORED else one.expression.search(example)
        assert hit is None, (example, hit)
