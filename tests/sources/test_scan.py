"""Pictures of pages: what is read, how sure it is, what is left out; damaged and hostile pictures.

Few of these recognize anything: that takes seconds a page.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.build.adding import carry_out, plan
from extractor.corpus import load
from extractor.limits import Limits, applied
from extractor.normalize import normalize
from extractor.pipeline import extract_bytes, extract_source
from extractor.sources import SourceError, SourceText, find_files, pages_of, pdf_scan, read_bytes, read_source, scan
from extractor.sources.page_files import without_further_pages
from extractor.sources.recognition import Reading, Word
from extractor.sources.scan_lines import ruling_lines, straightened
from tests.sources.pdfs import Maker
from tests.sources.rendering import RECOGNIZED, SAMPLES, agreement, lines_of, without_warnings
from tests.sources.typesetting import LEFT, SIZE, Printed, as_pdf, as_pictures, as_png, seal, set_on_pages, width_of

LETTER = [
    "云川市医疗保障局文件", "云医保发〔2031〕18号", "云川市医疗保障局关于调整居民医保待遇的通知", "各区医疗保障局：",
    "为减轻群众就医负担，经研究，现就调整居民医保待遇有关事项通知如下：",
    "一、自2031年7月1日起，居民医保在三级医疗机构住院的起付标准由700元调整为640元，支付比例为65%。",
    "二、普通门诊年度支付限额为每人每年360元。", "云川市医疗保障局", "2031年6月17日",
]
TABLE = [["医院级别", "起付标准", "支付比例"], ["一级", "200元", "85%"], ["三级", "640元", "65%"]]
LEAST = 0.97


@pytest.fixture(scope="module")
def letter() -> SourceText:
    """A letter with a table and a seal over its date, recognized once."""
    printed = [one for one in set_on_pages(LETTER) if one.top < 770]
    top = max(one.top for one in printed) + 70
    for row, cells in enumerate(TABLE):
        for column, cell in enumerate(cells):
            x = LEFT + 8 + 140 * column
            for char in cell:
                printed.append(Printed(char, 0, x, top + 8 + 32 * row, SIZE))
                x += width_of(char) * SIZE
    (picture,) = as_pictures(printed, 150)
    scale, draw = 150 / 72, ImageDraw.Draw(picture)
    for row in range(len(TABLE) + 1):
        draw.line([LEFT * scale, (top + 32 * row) * scale, (LEFT + 420) * scale, (top + 32 * row) * scale], "black", 2)
    for column in range(4):
        x = (LEFT + 140 * column) * scale
        draw.line([x, top * scale, x, (top + 32 * len(TABLE)) * scale], "black", 2)
    signed = max(one.top for one in printed if one.top < top)
    seal(picture, 430, signed - 5, "云川市医疗保障局", 150)
    return read_bytes("letter.png", as_png([picture]))


def test_a_letter_is_read_with_its_date_under_the_seal(letter: SourceText) -> None:
    document = extract_source(letter).documents[0]
    assert (document.number, document.date) == ("云医保发〔2031〕18号", "2031-06-17")
    assert document.issuers == ("云川市医疗保障局",)
    read = normalize(letter).text
    for line in LETTER[4:7]:
        assert line in read, read


def test_nothing_that_was_recognized_is_sure(letter: SourceText) -> None:
    parameters = extract_source(letter).parameters
    assert {"640", "360", "65"} <= {one.value for one in parameters}
    assert all(one.confidence != "high" and any("文字识别" in reason for reason in one.reasons) for one in parameters)
    assert all(stretch.score is not None and 0.5 <= stretch.score <= 1 for stretch in letter.stretches)


def test_the_document_says_that_it_was_recognized(letter: SourceText) -> None:
    notes = [str(record) for record in extract_source(letter).records if getattr(record, "code", "") == "source_warning"]
    assert any("由文字识别（OCR）读出" in note for note in notes)
    assert any("1枚红色印章" in note for note in notes)


def test_ruled_lines_of_a_picture_make_a_table(letter: SourceText) -> None:
    (table,) = letter.tables
    printed = [letter.text[slice(*cell.span)] for cell in table.cells]
    assert printed == [cell for row in TABLE for cell in row]


def test_pages_of_a_sample_say_as_pictures_what_they_say_as_pdf() -> None:
    """All pages of all samples: `benchmarks/recognition.py`."""
    path = next(path for path in SAMPLES if path.name.startswith("003"))
    printed = [one for one in set_on_pages(lines_of(path)) if one.page < 2]
    found = extract_bytes("a.tif", as_png(as_pictures(printed)))
    assert len(found.parameters) > 2
    assert agreement(extract_bytes("a.pdf", as_pdf(printed)), without_warnings(found), RECOGNIZED) >= LEAST


# What follows recognizes nothing.


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds the same line in every picture."""

    def read(picture: np.ndarray) -> Reading:
        return Reading([Word("自2031年7月1日起施行。", 0.97, ((40, 40), (240, 40), (240, 60), (40, 60)))], 0)

    monkeypatch.setattr(scan, "read_picture", read)


def png(width: int = 120, height: int = 160, form: str = "PNG") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, form)
    return buffer.getvalue()


def scanned(*widths: int) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    for width in widths:
        canvas.drawImage(ImageReader(Image.new("L", (width, 840), 200)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.usefixtures("words")
def test_scanned_pages_of_a_pdf_are_read_in_their_places() -> None:
    data = Maker().text("关于临时救助的通知").page().picture().page().bytes()
    source = read_bytes("notice.pdf", data)
    assert source.text.splitlines() == ["关于临时救助的通知", "自2031年7月1日起施行。"]
    assert [one.score for one in source.stretches] == [None, 0.97]
    assert [one.page for one in source.stretches] == [1, 2]
    assert "第2页由文字识别（OCR）读出" in source.warnings[0]
    assert source.is_recognized_at(12, 13) and not source.is_recognized_at(0, 9)


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_every_form_of_picture_is_read(form: str) -> None:
    assert read_bytes("scan", png(form=form)).text == "自2031年7月1日起施行。\n"


@pytest.mark.usefixtures("words")
def test_pictures_named_as_pages_are_one_circular(tmp_path: Path) -> None:
    names = ["通知_p1.png", "通知_p2.png", "通知_p4.png", "另一件第2页.png", "另一件第3页.png", "图1.png", "图2.png", "page1.png", "page2.png"]
    for name in names:
        (tmp_path / name).write_bytes(png())
    assert [path.name for path in find_files([tmp_path])] == ["page1.png", "另一件第2页.png", "图1.png", "图2.png", "通知_p1.png", "通知_p4.png"]
    source = read_source(tmp_path / "通知_p1.png")
    assert [one.page for one in source.stretches] == [1, 2]
    assert source.warnings[-1] == "由2个图片文件合成一份文件：通知_p1.png、通知_p2.png"
    assert [path.name for path in pages_of(tmp_path / "page1.png")] == ["page1.png", "page2.png"]
    assert pages_of(tmp_path / "图1.png") == [tmp_path / "图1.png"]
    assert without_further_pages([tmp_path / "通知_p2.png"]) == [tmp_path / "通知_p2.png"]


@pytest.mark.usefixtures("words")
def test_pages_come_into_a_corpus_together(tmp_path: Path) -> None:
    given, corpus = tmp_path / "received", tmp_path / "corpus"
    for folder in (given, corpus):
        folder.mkdir()
    for name in ("page1.png", "page2.png"):
        (given / name).write_bytes(png())
    addition = plan(load(corpus, may_be_empty=True), [given])
    (extraction,) = addition.extractions
    assert extraction.text == "自2031年7月1日起施行。\n" * 2
    assert [path.name for path in carry_out(load(corpus, may_be_empty=True), addition)] == ["page1.png", "page2.png"]
    assert [one.source for one in load(corpus).extractions] == ["page1.png"]


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (scan, pdf_scan):
        monkeypatch.setattr(module, "is_installed", lambda: False)
    for name, data in (("a.png", png()), ("a.pdf", scanned(600, 600))):
        with pytest.raises(SourceError, match="install hongtou with its extra ocr") as raised:
            read_bytes(name, data)
        assert raised.value.kind == "extra"
        assert "\n" not in str(raised.value)


def test_huge_and_too_many_pictures_are_refused() -> None:
    bomb = BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    for data in (bomb.getvalue(), scanned(600, 610, 620)):
        with applied(Limits(pages=2)), pytest.raises(SourceError) as raised:
            read_bytes("a", data)
        assert raised.value.kind == "too_large"


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_damaged_pictures_are_refused_or_read(form: str) -> None:
    """Cut off or with bytes changed; the seeds are the numbers."""
    sound, kinds = png(form=form), set()
    for seed in range(200):
        chance = random.Random(seed)
        data = bytearray(sound)
        if seed % 2:
            del data[chance.randrange(12, len(data)) :]
        for _ in range(chance.randint(0 if seed % 2 else 1, 8)):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        try:
            read_bytes("scan", bytes(data))
            kinds.add("read")
        except SourceError as error:
            assert error.kind in {"broken", "too_large"}, seed
            kinds.add(error.kind)
    assert {"read", "broken"} <= kinds


def bands(*rows: int, height: int = 2000) -> Image.Image:
    picture = Image.new("RGB", (400, height), "white")
    for row in rows:
        ImageDraw.Draw(picture).rectangle([20, row, 380, row + 30], "black")
    return picture


def test_a_long_picture_is_cut_between_its_lines() -> None:
    parts = list(scan._cut(bands(*range(10, 1960, 50))))
    assert sum(part.height for part in parts) == 2000
    assert len(parts) > 2
    for part in parts[:-1]:
        assert np.asarray(part.convert("L"))[-1].min() == 255


def test_ruling_lines_are_found_also_askew() -> None:
    picture = Image.new("RGB", (900, 900), "white")
    draw = ImageDraw.Draw(picture)
    for place in (100, 400, 800):
        draw.line([100, place, 800, place + 6], "black", 3)
        draw.line([place, 100, place - 6, 800], "black", 3)
    found = list(ruling_lines(np.asarray(picture)))
    assert len(found) == 6
    for line in found:
        (x0, y0), (x1, y1) = straightened(line, 6 / 700)
        assert min(abs(x1 - x0), abs(y1 - y0)) < 3
    assert list(ruling_lines(np.asarray(bands(100, 300)))) == []


def boxes() -> Iterator[tuple[str, float, float]]:
    yield from (("甲" * 10, 50, 60.0), ("乙", 300, 65.0), ("丙" * 10, 50, 100.0))


def test_words_of_one_row_stand_at_one_height() -> None:
    chars = [{"text": text, "x0": x, "x1": x + 16 * len(text), "top": top, "bottom": top + 16, "size": 16} for text, x, top in boxes()]
    rows = scan._in_rows(chars)
    assert [one["top"] for one in rows] == [60.0, 60.0, 100.0]
