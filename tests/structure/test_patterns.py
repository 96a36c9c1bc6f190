"""Every pattern of heads, lines and citations finds what its examples mark, and nothing in those that it must miss."""

import pytest

from extractor.structure.patterns import load
from extractor.vocabulary.patterns import Pattern


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    for example in one.matches:
        start, end = example.index("【"), example.rindex("】") - 1
        text = example[:start] + example[start + 1 : end + 1] + example[end + 2 :]
        spans = [hit.span() for hit in one.expression.finditer(text)]
        assert (start, end) in spans, (example, spans)
    for example in one.misses:
        hit = one.expression.search(example)
        assert hit is None, (example, hit)
