"""Every pattern of who does what finds what its examples mark, and nothing in those that it must miss."""

import pytest

from extractor.language.predicates import load, words
from extractor.vocabulary.patterns import Pattern
from tests.vocabulary.examples import assert_examples


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    assert_examples(one)


def test_a_label_that_stands_alone_says_who_leads_or_supports() -> None:
    known = {word for kind in ("lead", "share", "support") for word in words(f"labels_{kind}")}
    assert set(words("labels_alone")) <= known
