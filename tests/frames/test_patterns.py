"""Every pattern finds what its examples mark, and nothing in those that it must miss."""

import pytest

from extractor.frames.patterns import load
from extractor.vocabulary.patterns import Pattern
from tests.vocabulary.examples import assert_examples

_ANCHORED = frozenset({"payer", "filler"})


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    assert_examples(one, whole=one.name in _ANCHORED)
