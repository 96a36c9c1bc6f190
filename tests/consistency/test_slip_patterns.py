"""Every pattern of slips finds what its examples mark, and nothing in those that it must miss."""

from __future__ import annotations

import re

import pytest

from extractor.consistency.slips import load
from extractor.vocabulary.patterns import Pattern


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    for example in one.matches:
        text = re.sub("[【】]", "", example)
        start, end = example.index("【"), example.index("】") - 1
        assert (start, end) in [hit.span() for hit in one.expression.finditer(text)], example
    for example in one.misses:
        assert one.expression.search(example) is None, example
