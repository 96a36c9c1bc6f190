"""Reading files: text as it is on disk, formats by content, and what cannot be read."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor.sources as sources
from extractor.sources import SourceError, read_bytes, read_source
from extractor.sources.detection import MAX_TEXT_BYTES, detect
from extractor.sources.registry import FORMATS

NOTICE = "关于做好居民医保工作的通知\r\n各市医疗保障局：\r现通知如下。\n\n  一、缴费标准\u3000320元\t\n"


def error_of(name: str, data: bytes) -> SourceError:
    with pytest.raises(SourceError) as raised:
        read_bytes(name, data)
    assert raised.value.name == name
    assert raised.value.advice
    return raised.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_text_is_the_file_without_its_mark_newlines_kept(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE.encode(encoding))
    source = read_source(path)
    assert (source.name, source.text, source.format) == ("notice.txt", NOTICE, "text")
    assert source.page_at(3) is None


@given(st.text(st.sampled_from("关于印发办法的通知，。1 \r\n\t\u3000"), max_size=60))
def test_text_encodes_back_to_the_file(text: str) -> None:
    data = ("医疗保障" + text).encode("gb18030")
    source = read_bytes("notice.txt", data)
    assert source.encoding
    assert source.text.encode(source.encoding) == data


def archive(*members: tuple[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (archive(("[Content_Types].xml", ""), ("word/document.xml", "<w/>")), "docx"),
        (archive(("[Content_Types].xml", ""), ("word/document2.xml", "<w/>")), "docx"),
        (archive(("xl/workbook.xml", "<w/>")), "xlsx"),
        (archive(("OFD.xml", "<ofd/>"), ("Doc_0/Document.xml", "")), "ofd"),
        (archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")), "odt"),
        (archive(("通知.txt", "通知")), "zip"),
        (b"PK\x03\x04 broken", "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "office-encrypted"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "image"),
        (b"{\\rtf1\\ansi text}", "rtf"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "mhtml"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"%PDF-1.7\n", "pdf"),
        ("<!DOCTYPE html><p>通知</p>".encode(), "html"),
        ("  <!-- a - b --><div>通知</div>".encode(), "html"),
        ("<html><p>通知如下</p></html>".encode("utf-16"), "html"),
        ("通知 <2024—2026年> 如下".encode(), "text"),
    ],
)
def test_the_format_is_found_by_content_not_by_name(data: bytes, format: str) -> None:
    for name in ("notice.txt", "notice", "notice.pdf"):
        assert detect(name, data) == format


def test_a_fragment_counts_as_html_only_by_its_extension() -> None:
    data = "通知如下：<p>一、缴费标准</p>".encode()
    assert detect("notice.html", data) == "html"
    assert detect("notice.txt", data) == "text"


@pytest.mark.parametrize("format", [name for name, entry in FORMATS.items() if entry.reader is None])
def test_a_format_without_a_reader_says_what_to_do(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "detect", lambda name, data: format)
    error = error_of("notice.x", b"data")
    assert error.kind == "format"
    assert FORMATS[format].label in error.problem


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("\u3000\u3000\n".encode(), "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "binary"),
        ("第一行\n第二\0行的内容".encode(), "binary"),
    ],
)
def test_what_holds_no_text_is_refused(data: bytes, kind: str) -> None:
    assert error_of("notice.txt", data).kind == kind


def test_text_over_the_limit_is_refused() -> None:
    error = error_of("notice.txt", "通".encode() * (MAX_TEXT_BYTES // 3 + 1))
    assert error.kind == "too_large"
    assert "20 MB" in error.problem


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate((64 << 20) + 1)  # sparse: takes no room
    with pytest.raises(SourceError, match="64 MB"):
        read_source(path)


def test_a_file_that_disappeared(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        read_source(tmp_path / "gone.txt")
    assert (raised.value.name, raised.value.kind) == ("gone.txt", "missing")


def test_a_folder_in_a_files_place(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        read_source(tmp_path)
    assert raised.value.kind == "folder"


def test_a_file_without_the_right_to_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("通知", encoding="utf-8")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)  # file modes do not bind the superuser, who may run this
    with pytest.raises(SourceError) as raised:
        read_source(path)
    assert raised.value.kind == "permission"


def test_a_named_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError) as raised:
        read_source(tmp_path / "pipe.txt")
    assert raised.value.kind == "unreadable"


def test_an_error_survives_the_way_back_from_a_worker_process() -> None:
    error = SourceError("notice.txt", "is empty", "fetch it anew", "empty")
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.kind) == ("notice.txt: is empty; fetch it anew", "empty")


def test_reading_text_loads_no_parser() -> None:
    code = (
        "import sys; from extractor.sources import read_bytes; read_bytes('a.txt', '通知如下。'.encode('gb18030'));"
        "print([name for name in ('lxml', 'pdfplumber', 'pydantic', 'charset_normalizer') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
