"""Every pattern of who does what finds what its examples mark, and nothing in those that it must miss."""

import pytest

from extractor.language.predicates import load
from extractor.vocabulary.patterns import Pattern
from tests.vocabulary.examples import assert_examples


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    assert_examples(one)
