"""Every pattern of slips and sums finds what its examples mark, and nothing in those that it must miss."""

from __future__ import annotations

import re

import pytest

from extractor.consistency import slips, sums
from extractor.vocabulary.patterns import Pattern


@pytest.mark.parametrize("one", [*slips.load().values(), *sums.load().values()], ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    for example in one.matches:
        text = re.sub("[【】]", "", example)
        start, end = example.index("【"), example.index("】") - 1
        assert (start, end) in [hit.span() for hit in one.expression.finditer(text)], example
    for example in one.misses:
        assert one.expression.search(example) is None, example
