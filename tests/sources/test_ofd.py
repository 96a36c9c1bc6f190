"""OFD: lines by place, ruled tables, what is not read and said; damaged and hostile packages."""

from __future__ import annotations

import random

import pytest

from extractor.limits import Limits, applied
from extractor.pipeline import extract_bytes, read_within_limits
from extractor.sources import SourceError, SourceText, read_bytes
from extractor.sources.ofd_drawing import Matrix, numbers
from tests.sources.office import packed
from tests.sources.typesetting import Printed, as_ofd

LINES = ["云川市医疗保障局文件", "云医保发〔2031〕8号", "各区医疗保障局：", "自2031年7月1日起，起付标准调整为520元。"]
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def placed(lines: list[str], top: float = 90, x: float = 90, page: int = 0) -> list[Printed]:
    return [Printed(char, page, x + 16 * column, top + 30 * row, 16) for row, line in enumerate(lines)
            for column, char in enumerate(line) if char != " "]


def document(content: str, **parts: str) -> bytes:
    """A document of one page with this content."""
    return packed({
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {OFD}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/P.xml": f"<ofd:Page {OFD}>{content}</ofd:Page>", **parts})


def text_object(text: str, x: float, y: float, deltas: str, attributes: str = "") -> str:
    return (f'<ofd:TextObject Size="5.6" Boundary="{x} {y} 150 8" {attributes}><ofd:TextCode X="0" Y="5" DeltaX="{deltas}">'
            f"{text}</ofd:TextCode></ofd:TextObject>")


def read(data: bytes) -> SourceText:
    return read_bytes("letter.ofd", data)


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as raised:
        read(data)
    return raised.value.kind


def test_lines_stand_by_their_places_with_page_and_box() -> None:
    source = read(as_ofd([*placed(LINES[2:], top=150), *placed(LINES[:2]), *placed(["第二页。"], page=1)]))
    assert source.format == "ofd"
    assert source.text.splitlines() == [*LINES, "第二页。"]
    assert [(source.text[one.start : one.end], one.page) for one in source.stretches][-2:] == [(LINES[3], 1), ("第二页。", 2)]
    box = source.stretches[0].box
    assert box is not None
    assert box == pytest.approx((90, 90, 90 + 16 * len(LINES[0]), 106), abs=1)


def test_ruled_lines_make_a_table() -> None:
    rows, columns = (300.0, 330.0, 360.0), (90.0, 250.0, 400.0)
    unit = 25.4 / 72
    path = "".join(f"M {columns[0] * unit} {y * unit} L {columns[-1] * unit} {y * unit} " for y in rows)
    path += "".join(f"M {x * unit} {rows[0] * unit} L {x * unit} {rows[-1] * unit} " for x in columns)
    figures = f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
    cells = [("医院级别", 95.0, 305.0), ("支付比例", 255.0, 305.0), ("三级", 95.0, 335.0), ("65%", 255.0, 335.0)]
    chars = [one for text, x, top in cells for one in placed([text], top=top, x=x)]
    source = read(as_ofd([*placed(LINES), *chars], figures))
    assert source.text.splitlines()[4:] == ["医院级别\t支付比例", "三级\t65%"]
    (table,) = source.tables
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_repeated_distances_templates_and_what_is_invisible() -> None:
    content = ('<ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>'
               + text_object("起付标准为520元。", 30, 50, "g 4 5.6 5.6 2.8 2.8 2.8 5.6")
               + text_object("不可见", 30, 80, "g 2 5.6", 'Visible="false"') + "</ofd:Layer></ofd:Content>")
    template = f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{text_object('文件处理单', 30, 20, 'g 4 5.6')}</ofd:Layer></ofd:Content></ofd:Page>"
    assert read(document(content, **{"Doc_0/Tpls/T.xml": template})).text.splitlines() == ["文件处理单", "起付标准为520元。"]


def test_slanted_words_and_signatures_are_said() -> None:
    source = read(as_ofd(placed(LINES), '<ofd:TextObject Size="9" Boundary="40 90 90 90" CTM="0.8 -0.6 0.6 0.8 0 0">'
                         '<ofd:TextCode X="0" Y="9" DeltaX="g 3 9">内部资料</ofd:TextCode></ofd:TextObject>', signed=True))
    assert source.text.splitlines() == LINES
    assert source.warnings == ("有4个斜印的字（多为水印）未读取", "带有1个电子签章，未核验（云川签章）")


def test_pictures_among_the_words_are_said_and_ornaments_are_not() -> None:
    pictures = '<ofd:ImageObject Boundary="30 200 120 60" ResourceID="3"/><ofd:ImageObject Boundary="10 10 8 8" ResourceID="4"/>'
    assert read(as_ofd(placed(LINES), pictures)).warnings == (
        "第1页有图片（共1幅），其中的文字和表格未读取，需要时请将图片另存为附件",)  # fmt: skip


def test_a_document_of_pictures_is_refused() -> None:
    content = '<ofd:Content><ofd:Layer><ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/></ofd:Layer></ofd:Content>'
    assert refused(document(content)) == "scan"


def test_entities_and_encryption_are_refused() -> None:
    good = document("<ofd:Content/>")
    bomb = f'<!DOCTYPE a [<!ENTITY b "{"云" * 50}">]><ofd:Page {OFD}><ofd:Content>&b;</ofd:Content></ofd:Page>'
    assert refused(document("", **{"Doc_0/Pages/P.xml": bomb})) == "broken"
    assert refused(document("", **{"Encryptions.xml": "<a/>"})) == "password"
    assert refused(good) == "scan"


def test_more_pages_than_the_limit_are_refused() -> None:
    with applied(Limits(pages=2)):
        assert refused(as_ofd([one for page in range(3) for one in placed(LINES, page=page)])) == "too_large"


def test_numbers_beyond_measure_do_no_harm() -> None:
    content = "<ofd:Content><ofd:Layer>" + text_object("自2031年起施行。", 30, 50, "g 999999999 5.6") + (
        '<ofd:PathObject Boundary="0 0 1e99 297"><ofd:AbbreviatedData>M 1e99 0 L -1e99 0 L</ofd:AbbreviatedData></ofd:PathObject>'
        "</ofd:Layer></ofd:Content>")
    assert read(document(content)).text == "自2031年起施行。\n"
    assert numbers("1e99 -1e99 5 x") == [100_000.0, -100_000.0, 5.0]
    assert Matrix.of("1 2", 3, 4) == (1, 0, 0, 1, 3, 4)


def test_damaged_parts_are_refused_or_read() -> None:
    """Parts damaged and packed anew, so that the damage reaches the reader; the seeds are the numbers."""
    parts = {"OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"}
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(as_ofd(placed(LINES), signed=True))) as archive:
        sound = {name: archive.read(name) for name in archive.namelist()}
    assert parts < set(sound)
    kinds = set()
    for seed in range(200):
        chance = random.Random(seed)
        harmed: dict[str, str | bytes] = dict(sound)
        name = chance.choice(sorted(sound))
        data = bytearray(sound[name])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.choice(b"0123456789 <>/\"gML.-e")
        harmed[name] = bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        try:
            source = read(packed(harmed))
        except SourceError as error:
            assert error.kind in {"broken", "scan", "too_large", "glyphs"}, seed
            kinds.add(error.kind)
        else:
            kinds.add("read")
            assert all(0 <= one.start < one.end <= len(source.text) for one in source.stretches), seed
    assert {"read", "broken"} <= kinds
    with pytest.raises(SourceError):
        read_within_limits(extract_bytes, "letter.ofd", as_ofd(placed(LINES))[:900])
