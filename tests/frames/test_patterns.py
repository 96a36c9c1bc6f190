"""The examples beside each chunk pattern: what it must find, and what it must not."""

from __future__ import annotations

import pytest

from extractor.frames.patterns import Pattern, load


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_a_pattern_finds_its_examples(one: Pattern) -> None:
    for example in one.matches:
        start, end = example.index("【"), example.index("】") - 1
        text = example.replace("【", "").replace("】", "")
        assert any(hit.start() <= start and end <= hit.end() for hit in one.expression.finditer(text)) or (
            start == end and one.expression.search(text)), example


@pytest.mark.parametrize("one", load().values(), ids=lambda one: one.name)
def test_a_pattern_misses_its_counterexamples(one: Pattern) -> None:
    for text in one.misses:
        hit = one.expression.match(text)
        assert hit is None or not hit[0], text
