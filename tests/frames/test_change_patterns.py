"""The examples that stand beside the patterns of `vocabulary/frames/changes.yaml`."""

from __future__ import annotations

import re

import pytest

from extractor.frames.patterns import load

CASES = [
    pytest.param(name, text, matches, id=f"{name}: {text}")
    for name, entry in load().items() if name.startswith("change_") for matches, texts in ((True, entry.matches), (False, entry.misses)) for text in texts
]


@pytest.mark.parametrize(("name", "text", "matches"), CASES)
def test_example(name: str, text: str, matches: bool) -> None:
    expression = load()[name].expression
    plain = re.sub("[【】]", "", text)
    if not matches:
        assert expression.search(plain) is None
        return
    marked = re.search("【(.+)】", text)
    assert any(hit[0] == (marked[1] if marked else hit[0]) for hit in expression.finditer(plain))
