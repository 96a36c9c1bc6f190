"""Word files: what is printed is read, what is not printed is not."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from extractor.sources import SourceError, SourceText, docx, package, read_bytes
from extractor.sources.docx import walk
from extractor.sources.numbering import printed_number
from extractor.sources.package import Package
from tests.sources import office
from tests.sources.office import box, cell, levels, numbered, numbering, paragraph, run, table


def read(body: str, **parts: str) -> SourceText:
    return read_bytes("notice.docx", office.docx(body, **parts))


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.splitlines()


def test_paragraphs_are_lines() -> None:
    source = read(paragraph("关于调整缴费标准的通知") + paragraph(run("个人缴费每人每年") + run("390") + run("元。")) + paragraph(""))
    assert (source.text, source.format, source.tables, source.warnings) == (
        "关于调整缴费标准的通知\n个人缴费每人每年390元。\n", "docx", (), ())


def test_numbers_are_printed_as_word_prints_them() -> None:
    three = levels(("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
    articles = levels(("chineseCounting", "第%1条"))
    body = [numbered("缴费", 1, 0), numbered("个人", 1, 1), numbered("财政", 1, 1), numbered("待遇", 1, 0), numbered("住院", 1, 1),
            numbered("5元起", 1, 2), paragraph("正文"), numbered("10元起", 1, 2), numbered("为了规范。", 2, 0), numbered("重来", 3, 0)]  # fmt: skip
    assert lines("".join(body), numbering=numbering({0: three, 1: articles}, {1: (0, {}), 2: (1, {}), 3: (0, {0: 1})})) == [
        "一、缴费", "（一）个人", "（二）财政", "二、待遇", "（一）住院", "1. 5元起", "正文", "2. 10元起", "第一条 为了规范。", "一、重来"]  # fmt: skip


def test_levels_above_are_part_of_a_number_and_legal_numbers_are_digits() -> None:
    chinese = levels(("chineseCounting", "%1"), ("decimal", "%1.%2"), extra="<w:isLgl/>")
    body = numbered("总则", 1, 0) + numbered("缴费", 1, 1) + numbered("待遇", 1, 1)
    assert lines(body, numbering=numbering({0: chinese}, {1: (0, {})})) == ["1 总则", "1.1 缴费", "1.2 待遇"]


def test_a_level_that_never_restarts_goes_on() -> None:
    on = levels(("chineseCounting", "%1、")) + (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2、"/></w:lvl>')
    body = numbered("甲", 1, 0) + numbered("子", 1, 1) + numbered("乙", 1, 0) + numbered("丑", 1, 1)
    assert lines(body, numbering=numbering({0: on}, {1: (0, {})})) == ["一、甲", "1、子", "二、乙", "2、丑"]


def test_a_style_numbers_its_paragraphs() -> None:
    styles = (f'<w:styles xmlns:w="{office.W}"><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
              '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>')  # fmt: skip
    body = paragraph(run("缴费"), '<w:pStyle w:val="B"/>') + paragraph(
        run("无号"), '<w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    made = numbering({0: levels(("chineseCounting", "%1、"))}, {1: (0, {})})
    assert lines(body, numbering=made, styles=styles) == ["一、缴费", "无号"]


def test_bullets_print_no_number() -> None:
    assert lines(numbered("缴费", 1, 0), numbering=numbering({0: levels(("bullet", "\uf06c"))}, {1: (0, {})})) == ["缴费"]


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCountingThousand", "一百一十"),
        (2024, "chineseCountingThousand", "二千零二十四"), (1001, "chineseCounting", "一千零一"), (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"), (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"), (7, "decimalEnclosedCircle", "⑦"),
        (21, "decimalEnclosedCircle", "21"), (3, "decimalEnclosedParen", "⑶"), (12, "decimalFullWidth", "１２"), (7, "decimalZero", "07"),
        (24, "ideographDigital", "二四"), (5, "hebrew1", "5"), (0, "chineseCounting", "0"), (3, "none", ""),
    ],
)  # fmt: skip
def test_numbers_in_the_formats_of_word(value: int, form: str, printed: str) -> None:
    assert printed_number(value, form) == printed


def test_text_boxes_stand_where_their_anchor_is() -> None:
    head = box(paragraph("梅州市医疗保障局文件") + paragraph("梅医保发〔2031〕6号"))
    behind = paragraph(run("正文。") + head.removeprefix("<w:p>").removesuffix("</w:p>"))
    assert lines(head + paragraph("通知")) == ["梅州市医疗保障局文件", "梅医保发〔2031〕6号", "通知"]
    assert lines(behind) == ["正文。", "梅州市医疗保障局文件", "梅医保发〔2031〕6号"]


def test_what_is_drawn_in_two_ways_is_read_once() -> None:
    inner = f"<w:txbxContent>{paragraph('梅医保发〔2031〕6号')}</w:txbxContent>"
    drawn = (f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
             f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")  # fmt: skip
    assert lines(drawn + paragraph("通知")) == ["梅医保发〔2031〕6号", "通知"]


def test_letterheads_in_word_art_are_read() -> None:
    assert lines('<w:p><w:r><w:pict><v:shape><v:textpath string="梅州市人民政府文件"/></v:shape></w:pict></w:r></w:p>') == ["梅州市人民政府文件"]


def test_tracked_changes_are_accepted_and_said() -> None:
    changed = paragraph(run("每人每年") + f"<w:del>{run('320', kind='delText')}</w:del><w:ins>{run('390')}</w:ins>" + run("元。"))
    source = read(changed)
    assert source.text == "每人每年390元。\n"
    assert source.warnings == ("文件带有修订痕迹（插入1处，删除1处），已按接受全部修订读取，请对照原件核对",)


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    made = numbering({0: levels(("chineseCounting", "%1、"))}, {1: (0, {})})
    ended = paragraph(run("每人每年"), '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')
    assert lines(ended + numbered("390元。", 1, 0), numbering=made) == ["一、每人每年390元。"]


def test_moved_and_deleted_rows() -> None:
    moved = paragraph(f"<w:moveFrom>{run('旧处')}</w:moveFrom>") + paragraph(f"<w:moveTo>{run('新处')}</w:moveTo>")
    rows = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + cell("旧") + cell("行") + "</w:tr><w:tr>" + cell("一级") + cell("80%") + "</w:tr></w:tbl>"
    assert lines(moved + rows) == ["新处", "一级\t80%"]


def test_hidden_words_are_left_out_and_said() -> None:
    styles = (f'<w:styles xmlns:w="{office.W}"><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>')
    body = paragraph(run("缴费") + run("99元", "<w:vanish/>") + run("98元", '<w:rStyle w:val="H"/>') + run("390元", '<w:vanish w:val="0"/>'))
    source = read(body, styles=styles)
    assert source.text == "缴费390元\n"
    assert source.warnings == ("有2处隐藏文字未读取",)


def test_content_controls_links_and_fields_show_their_results() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(" MERGEFIELD x ", kind="instrText") + run("390")
    body = paragraph(run("缴费") + f"<w:sdt><w:sdtContent>{run('标准')}</w:sdtContent></w:sdt><w:hyperlink>{run('为')}</w:hyperlink>{field}")
    assert lines(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>") == ["缴费标准为390"]


def test_notes_stand_behind_their_paragraph() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("大学生按居民缴费。") + mark) + paragraph("下一段。")
    made = office.notes("footnote", ["无人提及。", "大学生指全日制在校生。"])
    assert lines(body, footnotes=made) == ["大学生按居民缴费。", "注1：大学生指全日制在校生。", "下一段。"]


def test_breaks_tabs_and_signs() -> None:
    body = paragraph(run("第一行") + "<w:r><w:br/></w:r>" + run("一级") + "<w:r><w:tab/></w:r>" + run("80%")) + paragraph(
        run("同意") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Odd" w:char="F021"/></w:r>')
    source = read(body)
    assert source.text.splitlines() == ["第一行", "一级\t80%", "同意☑"]
    assert source.warnings == ("有1个特殊符号没有对应的文字编码，未读取",)
    assert lines(paragraph(run("\t第六条") + "<w:r><w:tab/></w:r>" + run("本办法自发布之日起施行。"))) == ["第六条 本办法自发布之日起施行。"]


def test_merged_cells_keep_their_places() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    source = read(table([
        [cell("类别", '<w:gridSpan w:val="2"/>'), "比例"],
        [cell("在职", down), "一级", "90%"],
        [cell("", on), "二级", "85%"],
        ["退休", "一级", "95%"],
    ]))  # fmt: skip
    assert source.text.splitlines() == ["类别\t\t比例", "在职\t一级\t90%", "\t二级\t85%", "退休\t一级\t95%"]
    (found,) = source.tables
    shown = {source.text[slice(*one.span)]: (one.row, one.column, one.rowspan, one.colspan) for one in found.cells}
    assert shown["类别"] == (0, 0, 1, 2)
    assert shown["在职"] == (1, 0, 2, 1)
    assert (shown["85%"], shown["退休"]) == ((2, 2, 1, 1), (3, 0, 1, 1))


def test_head_rows_and_cells_left_out_before_a_row() -> None:
    body = ("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("等级") + cell("比例") + "</w:tr><w:tr><w:trPr>"
            '<w:gridBefore w:val="1"/></w:trPr>' + cell("80%") + "</w:tr></w:tbl>")  # fmt: skip
    source = read(body)
    assert source.text.splitlines() == ["等级\t比例", "\t80%"]
    assert [one.head for one in source.tables[0].cells] == [True, True, False, False]


def test_a_table_around_the_whole_text_is_none() -> None:
    body = "".join(paragraph(f"第{number}条 缴费标准为每人每年{number}元。") for number in range(1, 9))
    source = read(table([["审核", cell(body)]]))
    assert source.tables == ()
    assert source.text.splitlines()[1] == "第1条 缴费标准为每人每年1元。"


def test_a_table_within_a_cell_is_read_in_its_place() -> None:
    inner = cell(paragraph("比例") + table([["一级", "80%"]]) + paragraph("备注"))
    assert lines(table([["待遇", inner], ["缴费", "390元"]])) == ["待遇\t比例 一级 80% 备注", "缴费\t390元"]


def test_the_origins_hold_the_text() -> None:
    made = numbering({0: levels(("chineseCounting", "%1、"))}, {1: (0, {})})
    body = (box(paragraph("函")) + numbered("缴费", 1, 0) + table([["一级", "80 %"], ["", "70%"]])
            + paragraph(run("正文 ") + box(paragraph("盒")).removeprefix("<w:p>").removesuffix("</w:p>") + run("完。")))  # fmt: skip
    flow, _ = walk("a.docx", Package("a.docx", office.docx(body, numbering=made)))
    assert "".join("".join(piece.text for piece in flow.origins).split()) == "".join("".join(line.text for line in flow.lines).split())
    assert [piece.text for piece in flow.origins if piece.node is None] == ["一、"]
    assert all(piece.node is None or piece.text in piece.node.text for piece in flow.origins)


def test_pictures_comments_and_objects_are_said() -> None:
    picture, embedded = "<w:drawing><a:blip/></w:drawing>", "<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>"
    body = f"<w:p><w:r>{picture}</w:r></w:p>" + paragraph(
        run("标准见下表：") + f'<w:r>{picture}<w:commentReference w:id="0"/>{embedded}</w:r>') + table([["一级", cell(f"<w:p><w:r>{picture}</w:r></w:p>")]])
    assert read(body).warnings == (
        "有1条批注未读取", "有1个嵌入对象（表格、图表等）未读取",
        "有3幅图片，其中的文字和表格未读取，需要时请将图片另存为附件：在文首；在“标准见下表：”之后；在“一级”之后")  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), [("", "empty"), (paragraph(" \u200b"), "empty"), ("<w:p><w:r><a:blip/></w:r></w:p>", "scan")])
def test_files_without_text_are_refused(body: str, kind: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(body)
    assert raised.value.kind == kind


def test_damaged_files_are_refused() -> None:
    for data in (office.packed({"word/document.xml": "<a/>"}), office.packed({"word/document.xml": "<a>"}), office.docx(paragraph("通知"))[:-30]):
        with pytest.raises(SourceError) as raised:
            read_bytes("notice.docx", data)
        assert raised.value.kind in ("broken", "format")


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    with zipfile.ZipFile(BytesIO(office.docx(paragraph("通知")))) as package:
        parts = {name.replace("document.xml", "document2.xml"): package.read(name).replace(b"document.xml", b"document2.xml") for name in package.namelist()}
    assert read_bytes("notice.docx", office.packed(parts)).text == "通知\n"


def test_styles_based_on_each_other_and_absurd_numbers_end() -> None:
    styles = (f'<w:styles xmlns:w="{office.W}"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
              '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>')  # fmt: skip
    wide = cell("宽", '<w:gridSpan w:val="999999"/>')
    body = paragraph(run("通知"), '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="77"/><w:numId w:val="5"/></w:numPr>') + table([[wide, "窄"]])
    source = read(body, styles=styles)
    assert source.text.startswith("通知\n宽\t")
    assert len(source.text) < 300


def test_a_document_type_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = office.packed({"word/document.xml": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>'})
    with pytest.raises(SourceError, match="declares a document type"):
        docx.read_docx("notice.docx", data)
    monkeypatch.setattr(package, "MAX_PART", 100)
    with pytest.raises(SourceError, match="unpacks to far more"):
        read(paragraph("通知" * 100))


@pytest.mark.parametrize(("kind", "titled", "text", "said"), [
    ("first", True, "梅医保发〔2031〕6号\n通知\n", ()),
    ("first", False, "通知\n", ()),
    ("default", True, "通知\n", ("页眉、页脚的文字未读取：“梅医保发〔2031〕6号”",)),
])  # fmt: skip
def test_the_header_of_the_first_page_alone_is_text(kind: str, titled: bool, text: str, said: tuple[str, ...]) -> None:
    header = f'<w:hdr xmlns:w="{office.W}">{paragraph("梅医保发〔2031〕6号")}</w:hdr>'
    footer = f'<w:ftr xmlns:w="{office.W}">{paragraph("— 1 —")}{paragraph("第 1 页 共 3 页")}</w:ftr>'
    section = (f'<w:sectPr><w:headerReference w:type="{kind}" r:id="r0"/><w:footerReference w:type="default" r:id="r1"/>'
               f"{'<w:titlePg/>' if titled else ''}</w:sectPr>")  # fmt: skip
    source = read_bytes("a.docx", office.docx(paragraph("通知") + section, header=header, footer=footer))
    assert (source.text, source.warnings) == (text, said)
