"""Text PDFs: lines, places, tables, and the files that cannot be read."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

import pytest

from extractor.limits import Limits, applied
from extractor.sources import SourceError, SourceText, read_bytes, scan
from extractor.sources import pdf as pdf_module
from extractor.sources.recognition import Reading
from tests.sources.pdfs import FONT, OTHER_FONT, SIZE, Maker, without_unicode

LINES = ["关于印发医疗救助办法的通知", "某医保发〔2023〕5号", "支付比例不低于70%，起付标准为580元。"]


@pytest.fixture(autouse=True)
def _nothing_is_recognized(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pictures say is the matter of `test_scan`."""
    monkeypatch.setattr(scan, "read_picture", lambda picture: Reading([], 0))


def kind_of(data: bytes) -> str:
    with pytest.raises(SourceError) as raised:
        read_bytes("notice.pdf", data)
    assert raised.value.name == "notice.pdf"
    assert raised.value.advice
    return raised.value.kind


def test_lines_come_in_reading_order_whatever_the_order_in_the_file() -> None:
    maker = Maker().text(LINES[2], top=150).text(LINES[0], top=90).text(LINES[1], top=120)
    source = read_bytes("notice.pdf", maker.bytes())
    assert source.text.splitlines() == LINES
    assert source.format == "pdf"


def test_every_line_has_its_page_and_box() -> None:
    source = read_bytes("notice.pdf", Maker().lines(LINES[:2]).page().page().text(LINES[2], x=100, top=300).bytes())
    assert [(source.text[one.start : one.end], one.page) for one in source.stretches] == [
        (LINES[0], 1),
        (LINES[1], 1),
        (LINES[2], 3),
    ]
    box = source.stretches[2].box
    assert box is not None
    x0, top, x1, bottom = box
    assert x0 == pytest.approx(100)
    assert 295 < top < bottom < 325
    assert x1 - x0 == pytest.approx(SIZE * len(LINES[2]), rel=0.3)
    assert [source.page_at(source.text.index(line)) for line in LINES] == [1, 1, 3]


@pytest.mark.parametrize("line", ["，", "（", "一", "％", "　一　"])
def test_a_line_of_full_width_characters_is_not_lost(line: str) -> None:
    source = read_bytes("notice.pdf", Maker().lines([LINES[0], line, LINES[1]]).bytes())
    assert source.text.splitlines()[1].strip() == line.strip()


def test_cells_of_a_ruled_table_are_separated_by_tabs() -> None:
    rows = [["级别", "起付标准", "支付比例"], ["三级", "700元", "60%"], ["一级及\n以下", "", "80%"]]
    maker = Maker().text("待遇标准如下：", top=50).grid(rows).text("自印发之日起施行。", top=400)
    source = read_bytes("notice.pdf", maker.bytes())
    assert source.text.splitlines() == [
        "待遇标准如下：",
        "级别\t起付标准\t支付比例",
        "三级\t700元\t60%",
        "一级及以下\t\t80%",
        "自印发之日起施行。",
    ]
    places = {source.text[one.start : one.end]: one for one in source.stretches}
    left, right = places["三级"].box, places["60%"].box
    assert left is not None
    assert right is not None
    assert left[0] < 220 < 350 < right[0]


def cells_of(source: SourceText) -> list[list[tuple[str, int, int, int, int]]]:
    """Of each table: the printed cells with row, column, rowspan and colspan."""
    return [
        [(source.text[slice(*cell.span)], cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells
         if cell.span.end > cell.span.start]
        for table in source.tables
    ]


def test_merged_cells_are_printed_once_and_keep_their_extent() -> None:
    maker = Maker().text("补助标准如下：", top=50).cells([
        ("对象", 90, 90, 130, 80), ("补助标准", 220, 90, 260, 40), ("城镇", 220, 130, 130, 40), ("农村", 350, 130, 130, 40),
        ("孤儿", 90, 170, 130, 40), ("310元", 220, 170, 130, 40), ("420元", 350, 170, 130, 40)])
    source = read_bytes("notice.pdf", maker.bytes())
    assert source.text.splitlines()[1:] == ["对象\t补助标准\t", "\t城镇\t农村", "孤儿\t310元\t420元"]
    assert cells_of(source) == [[
        ("对象", 0, 0, 2, 1), ("补助标准", 0, 1, 1, 2), ("城镇", 1, 1, 1, 1), ("农村", 1, 2, 1, 1), ("孤儿", 2, 0, 1, 1),
        ("310元", 2, 1, 1, 1), ("420元", 2, 2, 1, 1)]]


def test_a_table_goes_on_over_a_page_break() -> None:
    maker = Maker().text("分工如下：", top=600).grid([["序号", "工作任务", "单位"], ["1", "建立健全全市统\n一的救助台账和", "民政局"]], top=640)
    maker.text("— 1 —", top=800).page()
    maker.grid([["", "动态管理制度", ""], ["2", "开展培训", "人社局"]], top=60).text("特此通知。", top=300)
    source = read_bytes("notice.pdf", maker.bytes())
    assert source.text.splitlines() == [
        "分工如下：", "序号\t工作任务\t单位", "1\t建立健全全市统一的救助台账和动态管理制度\t民政局", "— 1 —", "2\t开展培训\t人社局", "特此通知。",
    ]
    assert [(row, column) for _, row, column, _, _ in cells_of(source)[0]] == [
        (row, column) for row in range(3) for column in range(3)]
    assert [source.page_at(source.text.index(words)) for words in ("建立健全", "动态管理", "民政局", "开展")] == [1, 2, 1, 2]


def test_a_page_number_where_the_norm_has_it_and_repeated_heads_do_not_part_a_table() -> None:
    head, rows = ["项目", "收费标准"], [["渡轮停泊", "每次35元"], ["夜间加班", "每小时48元"], ["货物过磅", "每吨6元"]]
    maker = Maker()
    for number, row in enumerate(rows):
        maker.text("云川市渡口收费一览", x=200, top=40).grid([head, row], top=90 if number else 600).text(f"— {number + 1} —", x=280, top=765)
        maker.page()
    source = read_bytes("notice.pdf", maker.bytes())
    (table,) = source.tables
    assert [source.text[slice(*cell.span)] for cell in table.cells] == [*head, *(cell for row in rows for cell in row)]
    assert [(cell.row, cell.column) for cell in table.cells] == [(row, column) for row in range(4) for column in range(2)]
    assert [source.page_at(source.text.index(row[1])) for row in rows] == [1, 2, 3]


def test_what_only_some_columns_have_is_the_rest_of_a_row_where_all_rows_fill_the_others() -> None:
    rows = [[str(number), f"第{number}类渡船", "（一）验船；", "航运局"] for number in range(1, 5)]
    maker = Maker().grid(rows, x=50, top=560, width=120, height=45).page().grid([["", "", "（二）救生衣。", ""], *rows[:1]], x=50, top=60, width=120)
    source = read_bytes("notice.pdf", maker.bytes())
    assert source.text.splitlines()[3:] == ["4\t第4类渡船\t（一）验船；（二）救生衣。\t航运局", "\t".join(rows[0])]


def test_numbers_that_a_narrow_cell_cuts_are_whole() -> None:
    rows = [["1\n2", "3\n4", "50\n60"]]
    narrow = read_bytes("notice.pdf", Maker().grid(rows, width=24).bytes())
    wide = read_bytes("notice.pdf", Maker().grid(rows, width=80).bytes())
    assert (narrow.text, wide.text) == ("12\t34\t50 60\n", "1 2\t3 4\t50 60\n")


def test_a_bracket_drawn_over_the_sign_before_it_stands_behind_it() -> None:
    maker = Maker().text("1.", x=90).text("《渡口管理规定》第四条。", x=97)  # the full stop begins at 97.4
    assert read_bytes("notice.pdf", maker.bytes()).text == "1.《渡口管理规定》第四条。\n"


@pytest.mark.parametrize("below", [[["", "其他对象", "250元"]], [["孤儿", "城镇户籍", "250元"]]])
def test_a_group_over_a_page_break_is_no_cut_row(below: list[list[str]]) -> None:
    maker = Maker().grid([["类别", "救助对象", "标准"], ["甲类", "最低生活保障家庭中的老年人", "310元"]], top=640).page().grid(below, top=60)
    source = read_bytes("notice.pdf", maker.bytes())
    assert [max(row for _, row, _, _, _ in table) for table in cells_of(source)] == [2]


def test_columns_side_by_side_in_a_table_are_not_mixed() -> None:
    source = read_bytes("notice.pdf", Maker().grid([["原规定甲\n原规定乙", "新规定甲\n新规定乙"]]).bytes())
    assert source.text == "原规定甲原规定乙\t新规定甲新规定乙\n"


def test_coloured_backgrounds_and_frames_are_no_tables() -> None:
    maker = Maker()
    maker.canvas.setFillGray(0.9)
    maker.canvas.rect(80, 600, 200, 200, stroke=0, fill=1)
    maker.canvas.rect(280, 600, 200, 200, stroke=0, fill=1)
    maker.canvas.setFillGray(0)
    maker.canvas.rect(50, 50, 500, 750)
    assert read_bytes("notice.pdf", maker.lines(LINES).bytes()).text.splitlines() == LINES


def test_characters_printed_twice_for_boldness_are_read_once() -> None:
    maker = Maker().text(LINES[0], top=90).text(LINES[0], x=90.3, top=90)
    assert read_bytes("notice.pdf", maker.bytes()).text == LINES[0] + "\n"


def test_a_watermark_at_an_angle_is_left_out_and_said() -> None:
    maker = Maker()
    maker.canvas.saveState()
    maker.canvas.translate(90, 600)
    maker.canvas.rotate(30)
    maker.canvas.setFont(FONT, SIZE)
    maker.canvas.drawString(0, 0, "内部资料请勿外传")
    maker.canvas.restoreState()
    source = read_bytes("notice.pdf", maker.lines(LINES * 3).bytes())
    assert source.text.splitlines() == LINES * 3
    assert source.warnings == ("有8个斜印的字（多为水印）未读取",)


def test_a_password_is_named() -> None:
    assert kind_of(Maker(encrypt="secret").lines(LINES).bytes()) == "password"


def test_a_file_that_only_forbids_changes_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    maker = Maker(encrypt=StandardEncryption("", ownerPassword="owner", canModify=0))
    # In ASCII: the library that makes these files forgets to encrypt the names of Chinese fonts.
    data = maker.text("Notice 2023 No. 5: 320 yuan", font="Helvetica").bytes()
    assert read_bytes("notice.pdf", data).text == "Notice 2023 No. 5: 320 yuan\n"


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def cut_with_a_new_end(data: bytes) -> bytes:
    return data[: len(data) // 4] + b"\n%%EOF"


def only_the_mark(data: bytes) -> bytes:
    return data[:9] + b"\n%%EOF"


@pytest.mark.parametrize("harm", [cut, cut_with_a_new_end, only_the_mark])
def test_a_broken_file_is_refused(harm: Callable[[bytes], bytes]) -> None:
    assert kind_of(harm(Maker().lines(LINES).bytes())) == "broken"


def test_damaged_files_are_refused_or_read() -> None:
    """Cut off, or with bytes changed; the seeds are the numbers."""
    sound, kinds = Maker().lines(LINES).grid([["级别", "比例"], ["三级", "60%"]], top=300).bytes(), set()
    for seed in range(250):
        chance = random.Random(seed)
        data = bytearray(sound)
        if seed % 3 == 0:
            data = data[: chance.randrange(9, len(data))] + b"\n%%EOF"
        for _ in range(chance.randint(1, 10)):
            data[chance.randrange(8, len(data) - 6)] = chance.randrange(256)
        try:
            source = read_bytes("notice.pdf", bytes(data))
        except SourceError as error:
            assert error.kind in {"broken", "scan", "glyphs", "too_large", "password"}, seed
            kinds.add(error.kind)
        else:
            kinds.add("read")
            assert all(0 <= one.start < one.end <= len(source.text) for one in source.stretches), seed
    assert {"read", "broken"} <= kinds


def test_a_scan_is_named_also_when_the_scanner_stamped_its_pages() -> None:
    assert kind_of(Maker().picture().page().picture().bytes()) == "scan"
    assert kind_of(Maker().picture().text("扫描全能王 创建", top=800).bytes()) == "scan"
    assert kind_of(Maker().page().bytes()) == "scan"


def test_scanned_pages_among_others_are_warned_of_by_number() -> None:
    source = read_bytes("notice.pdf", Maker().lines(LINES).page().picture().page().picture().bytes())
    assert source.text.splitlines() == LINES
    assert len(source.warnings) == 1
    assert "第2、3页" in source.warnings[0]


def test_a_picture_behind_the_text_is_no_scan() -> None:
    long = "各地要高度重视医疗救助工作，加强组织领导，确保政策落实到位。"
    source = read_bytes("notice.pdf", Maker().picture().lines([long, long]).bytes())
    assert source.text.splitlines() == [long, long]
    assert source.warnings == ()


def test_glyphs_without_unicode_are_refused_with_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "is_installed", lambda: False)
    data = without_unicode(Maker().text("支付標準", font=OTHER_FONT).bytes())
    with pytest.raises(SourceError, match="100%") as raised:
        read_bytes("notice.pdf", data)
    assert raised.value.kind == "glyphs"


def test_a_few_such_glyphs_are_shown_as_unknown_and_warned_of() -> None:
    maker = Maker().lines(LINES * 6).text("標準", top=700, font=OTHER_FONT)
    source = read_bytes("notice.pdf", without_unicode(maker.bytes()))
    assert source.text.splitlines() == [*LINES * 6, "\ufffd\ufffd"]
    assert len(source.warnings) == 1
    assert "2个字" in source.warnings[0]


def test_more_pages_than_the_limit_are_refused() -> None:
    maker = Maker()
    for line in LINES:
        maker.text(line).page()
    with applied(Limits(pages=2)):
        assert kind_of(maker.bytes()) == "too_large"


def test_a_stream_that_unpacks_beyond_measure_is_refused_unparsed() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(160)) + packer.flush()
    data = Maker().lines(LINES).bytes()
    stream = b"9 0 obj\n<</Filter /FlateDecode>>\nstream\n" + bomb + b"\nendstream\nendobj\n"
    assert kind_of(data.replace(b"xref\n", stream + b"xref\n", 1)) == "too_large"
