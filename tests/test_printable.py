"""What may be shown, and what is shown in its place."""

from __future__ import annotations

import json

import pytest

from extractor.printable import json_text, printable, shown_name, text_cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("每人每年580元\t是\n", "每人每年580元\t是\n"),
        ("行\r\n行", "行\r\n行"),
        ("盖\r住", "盖␍住"),
        ("\x1b]0;标题\x07", "␛]0;标题␇"),
        ("\x00\x08\x7f", "␀␈␡"),
        ("\x9b31m红", "\ufffd31m红"),
        ("转\u202e过来\u2066", "转\ufffd过来\ufffd"),
        ("半\ud83d个", "半\ufffd个"),
        ("非\ufffe字", "非\ufffd字"),
        ("😀𠮷", "😀𠮷"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_json_holds_every_character_and_shows_none_of_these() -> None:
    data = {"quote": "\x1b[31m红\x7f\x9b\u2028\u202e\ud83d😀"}
    written = json_text(data, indent=1)
    assert json.loads(written) == data
    assert "红" in written and "😀" in written
    assert printable(written) == written


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_cell_is_never_a_formula(text: str) -> None:
    assert text_cell(text) == f"'{text}"


def test_bytes_of_a_name_that_are_no_characters_are_told() -> None:
    assert shown_name("\udcb0\udca1\x1b.txt") == "\\xb0\\xa1␛.txt"
    assert shown_name("通知.txt") == "通知.txt"
