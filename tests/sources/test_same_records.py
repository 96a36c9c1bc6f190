"""The sample circulars give the same records in whichever format they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract_bytes, extract_file
from extractor.sources import libreoffice, read_bytes
from tests.sources.conftest import OFFICE, REQUIRED
from tests.sources.converting import converted
from tests.sources.rendering import SAMPLES, agreement, as_docx, lines_of

LEAST = 0.99


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:3])
def test_word_files_say_what_their_text_says(path: Path) -> None:
    assert agreement(extract_file(path), extract_bytes("a.docx", as_docx(lines_of(path)))) >= LEAST


if OFFICE or REQUIRED:

    def test_opendocument_texts_say_it_too(tmp_path: Path) -> None:
        made = converted({path.stem: as_docx(lines_of(path)) for path in SAMPLES}, tmp_path, "odt")
        for path in SAMPLES:
            assert agreement(extract_file(path), extract_bytes("a.odt", made[path.stem])) >= LEAST

    def test_older_word_files_say_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made = converted({path.stem: as_docx(lines_of(path), head=0) for path in SAMPLES}, tmp_path, "doc")
        monkeypatch.setattr(libreoffice, "program", lambda: None)
        for path in SAMPLES:
            assert agreement(extract_file(path), extract_bytes("a.doc", made[path.stem])) >= LEAST

    def test_a_text_box_in_an_older_word_file_is_read_by_libreoffice(tmp_path: Path) -> None:
        lines = lines_of(SAMPLES[0])[:6]
        made = converted({"a": as_docx(lines)}, tmp_path, "doc")
        assert "".join(read_bytes("a.doc", made["a"]).text.split()) == "".join("".join(lines).split())

    def test_all_formats_have_the_text_that_libreoffice_shows(tmp_path: Path) -> None:
        plain = {path.stem: as_docx(lines_of(path), head=0) for path in SAMPLES}
        shown = converted(plain, tmp_path, "txt:Text (encoded):UTF8")
        for form in ("docx", "odt", "doc"):
            made = plain if form == "docx" else converted(plain, tmp_path, form)
            for name, text in shown.items():
                assert _squeezed(read_bytes(f"a.{form}", made[name]).text) == _squeezed(text.decode("utf-8-sig"))


def _squeezed(text: str) -> str:
    return "".join(text.split())
