"""How the lines of a page join, and what a page carries besides its text."""

from __future__ import annotations

import pytest

from extractor.normalize import normalize
from extractor.pipeline import extract_source
from extractor.sources import SourceText, read_bytes
from tests.sources.pdfs import SIZE, Maker

WIDE = 26
"""Characters on a full line."""
PARAGRAPHS = [
    "为规范渡口轮渡的收费和调度，让往来乘客随到随走，并兼顾船员夜间值守的安排，依照省里今年的统一部署，现把有关做法通知如下。",
    "（一）对急难型救助对象，由乡镇人民政府直接实施救助，具体标准由县级民政部门商财政部门确定，并按照本通知第",
    "（三）项公布。",
    "救助金一般在受理之日起五个工作日内发放到位；情况特别紧急的，可以先行救助。",
    "各地要加强资金监管；",
    "要定期公开救助情况，接受社会监督。",
]


def typeset(maker: Maker, paragraphs: list[str], top: float = 90, indent: int = 2) -> float:
    """Paragraphs with an indent, lines of `WIDE` characters; returns where the next line goes."""
    for paragraph in paragraphs:
        rest, first = paragraph, True
        while rest:
            room = WIDE - indent if first else WIDE
            maker.text(rest[:room], x=90 + (indent * SIZE if first else 0), top=top)
            rest, first, top = rest[room:], False, top + 26
            if top > 740:
                maker.text("— 1 —", x=280, top=790).page()
                top = 90
    return top


def paragraphs_of(source: SourceText) -> list[str]:
    return normalize(source).text.split("\n")


def test_indent_and_right_edge_tell_paragraphs_whatever_their_words() -> None:
    joined = [PARAGRAPHS[0], PARAGRAPHS[1] + PARAGRAPHS[2], *PARAGRAPHS[3:]] * 3
    maker = Maker()
    typeset(maker, joined)
    assert paragraphs_of(read_bytes("notice.pdf", maker.bytes())) == joined


def test_items_that_hang_from_their_numbers_are_not_cut_at_their_further_lines() -> None:
    items = ["一、渡口票价按照航程核定，每公里收费多少由所在县的交通部门会同财政部门按年度公布，公布前征求意见。",
             "（一）当日往返的乘客凭原票减半收费，遇到停航的全额退还，退还手续由售票的窗口当场办理完毕。",
             "（二）学生凭证免费。", "（三）年满六十五周岁的乘客凭证免费乘坐，证件没有随身带来的，可以报身份证号码当场核对后放行。",
             "（四）残疾人凭证免费。", "（五）军人凭证免费。", "二、票价由交通部门按季度公布，并张贴在售票窗口旁边。"]  # fmt: skip
    maker, top = Maker(), 90.0
    for item in items * 2:
        indent = 2 if item.startswith("（") else 0
        rest = item
        while rest:
            maker.text(rest[: WIDE - indent], x=90 + SIZE * indent, top=top)
            rest, indent, top = rest[WIDE - indent :], indent + 2 * (rest is item), top + 26
    assert paragraphs_of(read_bytes("rules.pdf", maker.bytes())) == items * 2


def test_titles_and_signatures_are_left_to_their_words() -> None:
    maker = Maker().text("云川市人民政府办公室关于进一步完善临时", x=145, top=90).text("救助制度的通知", x=241, top=116)
    bottom = typeset(maker, [PARAGRAPHS[0], *PARAGRAPHS[3:]] * 2, top=160)
    maker.text("云川市人民政府办公室", x=330, top=bottom + 40).text("2031年3月6日", x=370, top=bottom + 66)
    read = paragraphs_of(read_bytes("notice.pdf", maker.bytes()))
    assert read[:2] == ["云川市人民政府办公室关于进一步完善临时", "救助制度的通知"]  # which the head joins
    assert read[-2:] == ["云川市人民政府办公室", "2031年3月6日"]


def test_lists_without_indents_are_not_judged() -> None:
    lines = [f"{number}.购置机具补贴" for number in range(1, 16)]
    assert read_bytes("notice.pdf", Maker().lines(lines).bytes()).joints == ()


def test_a_page_of_menus_before_the_text_hides_no_paragraphs() -> None:
    maker = Maker().lines(["网站首页", "政务公开", "办事服务", "互动交流"] * 5, top=60).page()
    joined = [PARAGRAPHS[0], PARAGRAPHS[1] + PARAGRAPHS[2], *PARAGRAPHS[3:]]
    typeset(maker, joined)
    assert paragraphs_of(read_bytes("page.pdf", maker.bytes()))[-len(joined) :] == joined


@pytest.mark.parametrize("words", ["裝訂線", "装订线"])
def test_the_binding_line_is_left_out(words: str) -> None:
    maker = Maker().text("雲川縣政府 函", x=250, top=60)
    for number in range(28):
        maker.text(words[number // 7 - 1] if number in (7, 14, 21) else ".", x=42, top=100 + 22 * number)
    lines = ["發文日期：中華民國120年5月6日", "發文字號：雲社字第1200012345號", "主旨：檢送補助要點一份，請查照。", "說明："]
    source = read_bytes("letter.pdf", maker.lines(lines, top=130).bytes())
    assert source.text.splitlines() == ["雲川縣政府 函", *lines]


LETTERS = [
    ("雲川縣政府 函", "120年5月6日", "府社助字第1200012345號", "2031-05-06"),
    ("松溪市政府衛生局 函", "119年12月31日", "松衛健字第1190098765號", "2030-12-31"),
    ("雲川縣政府教育處 開會通知單", "120年1月2日", "府教終字第1200000012號", "2031-01-02"),
]


@pytest.mark.parametrize("dots", [".", "︙", "…"])
@pytest.mark.parametrize("letter", LETTERS, ids=[letter[2] for letter in LETTERS])
def test_letters_with_a_binding_line_give_number_and_date(letter: tuple[str, str, str, str], dots: str) -> None:
    head, day, number, date = letter
    lines = [f"發文日期：中華民國{day}", f"發文字號：{number}", "速別：普通件", "主旨：檢送本縣補助要點一份，請查照。",
             "說明：依本縣急難救助辦法第三條規定辦理。"]
    maker = Maker().text(head, x=230, top=60)
    for place in range(32):  # on the lines of the text, and between them
        maker.text("裝訂線"[place // 8 - 1] if place in (8, 16, 24) else dots, x=66, top=90 + 20 * place)
    for place, line in enumerate(lines):
        maker.text(line, x=84, top=130 + 30 * place)
    source = read_bytes("letter.pdf", maker.bytes())
    document = extract_source(source).documents[0]
    assert (document.number, document.date) == (number, date)
    assert source.text.splitlines() == [head, *lines]


def test_the_words_of_a_binding_line_in_a_text_stay() -> None:
    lines = ["一、文件应当装订成册。", "二、沿装订线裁切。", "三、按订单装车。"] * 8
    assert read_bytes("notice.pdf", Maker().lines(lines).bytes()).text.splitlines() == lines


@pytest.mark.parametrize("gray", [0.8, 0.0])
def test_a_watermark_tiled_over_the_page_is_left_out_and_said(gray: float) -> None:
    maker, lines = Maker(), [f"第{number}档补助标准为每人每月31{number}元，按月发放到户。" for number in range(12)]
    maker.canvas.setFillGray(gray)
    for row in range(6):
        for column in range(3):
            maker.text("内部资料", x=95 + 140 * column, top=97 + 60 * row)
    maker.canvas.setFillGray(0)
    source = read_bytes("notice.pdf", maker.lines(lines).bytes())
    assert source.text.splitlines() == lines
    assert source.warnings == ("有72个平铺的水印字未读取",)


def test_words_that_a_form_repeats_are_no_watermark() -> None:
    lines = ["经办机构", "（盖章）"] * 8
    assert read_bytes("form.pdf", Maker().lines(lines).bytes()).text.splitlines() == lines
