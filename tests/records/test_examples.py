"""The table of examples of what is recorded, and the page that is generated from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.records import grammar_doc

CASES = [
    pytest.param(chapter, text, expected, id=f"{chapter}: {text[:40]!r}")
    for chapter, rules in grammar_doc.examples().items()
    for rule in rules
    for text, expected in rule["cases"]
]
PAGE = Path(__file__).parents[2] / "docs" / "records.md"


@pytest.mark.parametrize(("chapter", "text", "expected"), CASES)
def test_example(chapter: str, text: str, expected: list[str]) -> None:
    assert grammar_doc.read_case(chapter, text) == expected


def test_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == grammar_doc.render(), (
        "docs/records.md is out of date: run python docs/generate.py docs/records.md"
    )
