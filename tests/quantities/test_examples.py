"""The table of examples of the grammar, and the page that is generated from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.quantities import grammar_doc

CASES = [
    pytest.param(chapter, text, expected, id=f"{chapter}: {text[:40]}")
    for chapter, rules in grammar_doc.examples().items()
    for rule in rules
    for text, expected in rule["cases"]
]
PAGE = Path(__file__).parents[2] / "docs" / "grammar.md"


@pytest.mark.parametrize(("chapter", "text", "expected"), CASES)
def test_example(chapter: str, text: str, expected: list[str]) -> None:
    assert grammar_doc.read_case(chapter, text) == expected


# What is read from the document as a whole is left out: its validity, and the money that 元 alone is.
ON_ONE_LINE = [case for case in CASES if case.values[0] != "validity" and "民国" not in str(case.values[1])]


@pytest.mark.parametrize(("chapter", "text", "expected"), ON_ONE_LINE)
def test_other_lines_change_nothing(chapter: str, text: str, expected: list[str]) -> None:
    assert grammar_doc.read_case(chapter, f"一、总则\n{text}\n二、附则") == expected


def test_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == grammar_doc.render(), (
        "docs/grammar.md is out of date: run python docs/generate.py docs/grammar.md"
    )
