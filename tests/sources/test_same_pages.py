"""The sample circulars give the same records from pages and web pages as from their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract_bytes, extract_file
from tests.sources.rendering import SAMPLES, agreement, lines_of
from tests.sources.typesetting import as_html, as_ofd, as_pdf, set_on_pages

LEAST = 0.99
PAGES = frozenset({"page"})
"""What a record says of a page that a text has not."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:3])
def test_pages_say_what_their_text_says(path: Path) -> None:
    printed = set_on_pages(lines_of(path))
    for name, data in (("a.pdf", as_pdf(printed)), ("a.ofd", as_ofd(printed))):
        assert agreement(extract_file(path), extract_bytes(name, data), PAGES) >= LEAST, name


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:3])
def test_web_pages_say_what_their_text_says(path: Path) -> None:
    assert agreement(extract_file(path), extract_bytes("a.html", as_html(lines_of(path)))) >= LEAST
