"""OpenDocument texts: labels of lists, what is hidden or deleted, notes, boxes, tables."""

from __future__ import annotations

import pytest

from extractor.sources import SourceError, SourceText, read_bytes
from tests.sources import office

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix="."/></text:list-style>'
)
LATER = ' text:start-value="7"'


def read(body: str, styles: str = "") -> SourceText:
    return read_bytes("notice.odt", office.odt(body, styles))


def lines(body: str, styles: str = "") -> list[str]:
    return read(body, styles).text.splitlines()


def item(content: str, more: str = "") -> str:
    return f"<text:list-item{more}><text:p>{content}</text:p></text:list-item>"


def test_paragraphs_spaces_and_breaks() -> None:
    source = read('<text:h>缴费 <text:s text:c="2"/>标准</text:h><text:p>第一行<text:line-break/>每人\n  每年<text:span>390</text:span>元<text:tab/>。</text:p>'
                  "<text:p>一级<text:tab/>80%</text:p>")  # fmt: skip
    assert (source.text, source.format, source.warnings) == ("缴费   标准\n第一行\n每人 每年390元 。\n一级\t80%\n", "odt", ())


def test_lists_print_their_labels_and_go_on() -> None:
    body = (f'<text:list text:style-name="L">{item("缴费")}<text:list-item><text:p>待遇</text:p><text:p>续段</text:p>'
            f"<text:list>{item('住院')}{item('门诊')}</text:list></text:list-item></text:list><text:p>正文</text:p>"
            f'<text:list text:style-name="L" text:continue-numbering="true">{item("基金")}</text:list>'
            f'<text:list text:style-name="L">{item("重来")}{item("跳到", LATER)}</text:list>')  # fmt: skip
    assert lines(body, LIST) == ["一、缴费", "二、待遇", "续段", "二.1. 住院", "二.2. 门诊", "正文", "三、基金", "一、重来", "七、跳到"]


def test_list_heads_and_bullets_have_no_label() -> None:
    style = '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    body = f'<text:list text:style-name="B"><text:list-header><text:p>包括：</text:p></text:list-header>{item("住院")}</text:list>'
    assert lines(body, style) == ["包括：", "住院"]


def test_the_list_of_a_paragraphs_style() -> None:
    style = LIST + '<style:style style:name="P" style:family="paragraph" style:list-style-name="L"/>'
    assert lines('<text:list><text:list-item><text:p text:style-name="P">缴费</text:p></text:list-item></text:list>', style) == ["一、缴费"]


def test_tracked_changes_hidden_words_and_comments() -> None:
    style = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = ("<text:tracked-changes><text:changed-region><text:deletion><text:p>320</text:p></text:deletion></text:changed-region>"
            '</text:tracked-changes><text:p>每人每年<text:change/><text:change-start/>390<text:change-end/>元'
            '<text:span text:style-name="H">99元</text:span><office:annotation><text:p>核对</text:p></office:annotation>。</text:p>'
            '<text:section text:display="none"><text:p>藏</text:p></text:section>')  # fmt: skip
    assert read("<text:tracked-changes/><text:p>每人每年390元。</text:p>").warnings == ()
    source = read(body, style)
    assert source.text == "每人每年390元。\n"
    assert source.warnings == ("文件带有修订痕迹（插入0处，删除1处），已按接受全部修订读取，请对照原件核对", "有2处隐藏文字未读取", "有1条批注未读取")


def test_boxes_notes_and_readings() -> None:
    box = "<draw:frame><draw:text-box><text:p>梅医保发〔2031〕6号</text:p></draw:text-box></draw:frame>"
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>指全日制在校生。</text:p></text:note-body></text:note>"
    body = (f"<text:p>{box}大学生{note}按居民<text:ruby><text:ruby-base>缴费</text:ruby-base><text:ruby-text>jiao</text:ruby-text></text:ruby>。</text:p>"
            )  # fmt: skip
    assert read(body).text.splitlines() == ["梅医保发〔2031〕6号", "大学生按居民缴费。", "注1：指全日制在校生。"]


def test_pictures_are_told_by_their_places_once_however_often_drawn() -> None:
    drawn, again = "<draw:frame><draw:image/></draw:frame>", "<draw:frame><draw:image/><draw:image/></draw:frame>"
    body = f"<text:p>标准见<text:span>下表</text:span>{drawn}，</text:p><text:p>{again}<draw:frame><draw:object/><draw:image/></draw:frame></text:p>"
    assert read(body).warnings == (
        "有1个嵌入对象（表格、图表等）未读取",
        "有2幅图片，其中的文字和表格未读取，需要时请将图片另存为附件：在“标准见下表”之后；在“标准见下表，”之后")  # fmt: skip


def test_merged_and_repeated_cells() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    head = cell("类别", 'table:number-columns-spanned="2"') + covered + cell("比例")
    first = cell("在职", 'table:number-rows-spanned="2"') + cell("一级") + cell("90%")
    second = covered + cell("同上", 'table:number-columns-repeated="2"')
    rows = [f"<table:table-row>{row}</table:table-row>" for row in (head, first, second)]
    body = f"<table:table><table:table-header-rows>{rows[0]}</table:table-header-rows>{rows[1]}{rows[2]}</table:table>"
    source = read(body)
    assert source.text.splitlines() == ["类别\t\t比例", "在职\t一级\t90%", "\t同上\t同上"]
    shown = {source.text[slice(*one.span)]: (one.row, one.column, one.rowspan, one.colspan, one.head) for one in source.tables[0].cells}
    assert (shown["类别"], shown["在职"]) == ((0, 0, 1, 2, True), (1, 0, 2, 1, False))


def test_absurd_repetitions_end() -> None:
    wide = 'table:number-columns-repeated="999999"'
    row = f"<table:table-cell {wide}><text:p>格</text:p></table:table-cell>"
    table = f'<table:table><table:table-row table:number-rows-repeated="999999">{row}</table:table-row></table:table>'
    body = f'{table}<text:p>段<text:s text:c="999999"/>落</text:p>'
    assert len(read(body).text) < 30_000


def test_encrypted_and_damaged_files_are_refused() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    for data, kind in (
        (office.odt("<text:p>通知</text:p>", **manifest), "password"),
        (office.odt("<text:p>通知</text:p>")[:-40], "broken"),
        (office.odt(""), "empty"),
        (office.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "broken"),
        (office.packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "broken"),
    ):
        with pytest.raises(SourceError) as raised:
            read_bytes("notice.odt", data)
        assert raised.value.kind == kind


def test_the_header_of_the_first_page_alone_is_text() -> None:
    automatic = '<style:style style:name="P1" style:family="paragraph" style:master-page-name="One"/>'
    body = ('<text:tracked-changes><text:changed-region><text:deletion><text:p/></text:deletion></text:changed-region></text:tracked-changes>'
            '<text:p text:style-name="P1">通知</text:p>')

    def read_with(*pages: str) -> SourceText:
        styles = f'<office:document-styles {office.ODF_SPACES}><office:master-styles>{"".join(pages)}</office:master-styles></office:document-styles>'
        return read_bytes("a.odt", office.odt(body, automatic, **{"styles.xml": styles}))

    running = '<style:master-page style:name="Standard"><style:header><text:p>内部资料</text:p></style:header></style:master-page>'
    for opening in ('style:next-style-name="Standard"><style:header>{}</style:header>', "><style:header-first>{}</style:header-first>"):
        own = f'<style:master-page style:name="One" {opening.format("<text:p>梅医保发〔2031〕6号</text:p>")}</style:master-page>'
        source = read_with(running, own)
        assert source.text == "梅医保发〔2031〕6号\n通知\n"
        assert source.warnings[1:] == ("页眉、页脚的文字未读取：“内部资料”",)
    assert read_with(running.replace("Standard", "One")).text == "通知\n"
