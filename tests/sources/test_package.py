"""Packages: what is refused before a part is read."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from extractor.sources import SourceError, package
from extractor.sources.package import Package, parse_xml


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as raised:
        made = Package("a.docx", data)
        for part in made.parts:
            made.read(part)
    return raised.value


def test_parts_are_read_by_name() -> None:
    made = Package("a.docx", packed(("word/", b""), ("word/document.xml", b"<a/>"), ("b.txt", b"b")))
    assert made.parts == ("word/document.xml", "b.txt")
    assert (made.read("b.txt"), made.xml("word/document.xml").tag) == (b"b", "a")
    with pytest.raises(SourceError, match="damaged at c"):
        made.read("c.txt")


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "C:/x", "a\x1b[31m", "a/..", "..\\x", "x" * 2000])
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert refused(packed((name, b"x"))).kind == "name"


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("a.xml", b"1"), ("a.xml", b"2"))
    assert refused(data).kind == "name"


def test_a_part_that_unpacks_to_far_more_is_refused() -> None:
    assert refused(packed(("a.xml", bytes(4 << 20)))).kind == "too_large"


def test_too_many_parts_and_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(*((f"{number}.xml", b"abc") for number in range(9)))
    monkeypatch.setattr(package, "MAX_UNPACKED", 26)
    assert refused(data).kind == "too_large"
    monkeypatch.setattr(package, "MAX_UNPACKED", 27)
    monkeypatch.setattr(package, "MAX_MEMBERS", 8)
    assert refused(data).kind == "too_large"


def test_a_directory_that_lies_about_a_size_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(("a.xml", b"ab" * 30_000))
    size = (60_000).to_bytes(4, "little")
    assert data.count(size) == 2
    assert refused(data.replace(size, (10).to_bytes(4, "little"))).kind == "broken"


def test_encrypted_parts_are_refused() -> None:
    data = bytearray(packed(("a.xml", b"abc")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert refused(bytes(data)).kind == "password"


def test_unusual_packing_is_refused() -> None:
    assert refused(packed(("a.xml", b"abc"), method=zipfile.ZIP_LZMA)).kind == "format"


@pytest.mark.parametrize("cut", [3, 30, 60])
def test_what_is_cut_off_is_broken(cut: int) -> None:
    assert refused(packed(("a.xml", b"abc" * 20))[:-cut]).kind == "broken"


def test_names_in_gbk_are_read() -> None:
    data = packed(("AAAA.txt", b"x")).replace(b"AAAA", "通知".encode("gbk"))
    assert Package("a.zip", data).parts == ("通知.txt",)


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<a>" * 300 + "</a>" * 300,
        "<a>",
        "",
        "\x00",
    ],
)
def test_xml_declares_nothing_and_ends_somewhere(xml: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse_xml("a.docx", "a.xml", xml.encode())
    assert raised.value.kind == "broken"
