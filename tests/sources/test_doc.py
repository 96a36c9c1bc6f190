"""Word files of before 2007. `made.doc` holds the words below; LibreOffice made it of `office.docx(BODY, numbering=NUMBERING)`."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from extractor.sources import SourceError, doc, libreoffice, read_bytes
from tests.sources import office
from tests.sources.conftest import OFFICE, REQUIRED
from tests.sources.office import levels, numbered, numbering, paragraph, run, table

NUMBERING = numbering({0: levels(("chineseCounting", "%1、"))}, {1: (0, {})})
BODY = (numbered("缴费", 1, 0) + paragraph(run("每人每年") + f"<w:del>{run('320', kind='delText')}</w:del><w:ins>{run('390')}</w:ins>" + run("元。"))
        + numbered("待遇", 1, 0) + table([["等级", "比例"], ["一级", "80%"]]) + paragraph(""))  # fmt: skip
TEXT = ["一、缴费", "每人每年390元。", "二、待遇", "等级\t比例", "一级\t80%"]


def missing(*_: object) -> bytes:
    raise libreoffice.ConversionFailed("LibreOffice is not installed")


@pytest.fixture
def old() -> bytes:
    return (Path(__file__).parent / "made.doc").read_bytes()


def test_an_older_word_file_is_read_without_libreoffice(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "converted", missing)
    source = read_bytes("notice.doc", old)
    assert (source.text.splitlines(), source.format, len(source.tables)) == (TEXT, "doc", 1)
    assert source.warnings == ("文件带有修订痕迹（插入1处，删除1处），已按接受全部修订读取，请对照原件核对",)


def test_a_damaged_class_id_hinders_nobody(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "converted", missing)
    assert read_bytes("notice.doc", old[:8] + b"\x01" * 16 + old[24:]).text.splitlines() == TEXT


def test_a_password_is_said(old: bytes) -> None:
    place = old.index(struct.pack("<H", 0xA5EC))
    flags = struct.unpack_from("<H", old, place + 10)[0]
    changed = bytearray(old)
    struct.pack_into("<H", changed, place + 10, flags | 0x0100)
    with pytest.raises(SourceError) as raised:
        read_bytes("notice.doc", bytes(changed))
    assert raised.value.kind in ("password", "broken")


def test_what_is_no_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    with pytest.raises(SourceError, match="LibreOffice is not installed") as raised:
        read_bytes("notice.doc", data)
    assert raised.value.kind == "broken"


if OFFICE or REQUIRED:

    def test_the_file_is_what_libreoffice_makes() -> None:
        made = libreoffice.converted(office.docx(BODY, numbering=NUMBERING), ".docx", "doc")
        assert read_bytes("notice.doc", made).text.splitlines() == TEXT

    def test_libreoffice_reads_what_the_converter_cannot(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(name: str, data: bytes) -> tuple[bytes, bool]:
            raise SourceError(name, "is no Word document", "save it anew", "broken")

        monkeypatch.setattr(doc, "_converted", fails)
        source = read_bytes("notice.doc", old)
        assert source.text.splitlines() == TEXT
        assert source.warnings[-1] == "本文件由LibreOffice转换后读取，请对照原件核对"

    def test_a_loss_is_mended_by_libreoffice_or_said(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        made, _ = doc._converted("notice.doc", old)
        monkeypatch.setattr(doc, "_converted", lambda name, data: (made, True))
        assert read_bytes("notice.doc", old).warnings[-1] == "本文件由LibreOffice转换后读取，请对照原件核对"
        monkeypatch.setattr(libreoffice, "converted", missing)
        assert read_bytes("notice.doc", old).warnings[-1] == "转换本文件时，文本框、自动编号或表格可能有缺失，请对照原件核对"

    def test_a_conversion_that_takes_too_long_ends(old: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libreoffice, "SECONDS", 0.01)
        with pytest.raises(libreoffice.ConversionFailed, match="seconds"):
            libreoffice.converted(old, ".doc", "docx")
