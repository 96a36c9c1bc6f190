"""The logical grid of tables: what names a value and what restricts it, whatever draws the table."""

from __future__ import annotations

import pytest

from extractor.normalize import CleanText, normalize
from extractor.sources import read_bytes
from extractor.sources.model import SourceText
from extractor.structure import structure
from extractor.structure.tables import CellContext, Grid, read_grids

HEAD = "某市民政局\n关于做好有关工作的通知\n各区民政局：\n现就有关事项通知如下，请遵照执行。\n"


def grids(clean: CleanText) -> list[Grid]:
    (circular,) = structure(clean)
    return list(read_grids(clean, circular.paragraphs).values())


def of_text(table: str) -> tuple[CleanText, list[Grid]]:
    clean = normalize(SourceText("t.txt", f"{HEAD}{table}\n"))
    return clean, grids(clean)


def of_html(table: str) -> tuple[CleanText, list[Grid]]:
    page = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
    clean = normalize(read_bytes("t.html", f"<html><body>{page}{table}</body></html>".encode()))
    return clean, grids(clean)


def at(read: tuple[CleanText, list[Grid]], cell: str) -> CellContext:
    clean, found = read
    for grid in found:
        for row in range(len(grid.shape.rows)):
            for context in grid.cells(row):
                if clean.text[slice(*context.span)] == cell:
                    return context
    raise AssertionError(f"no cell {cell}")


def said(read: tuple[CleanText, list[Grid]], cell: str) -> tuple[list[str], list[str], str | None]:
    """Heads, axes and unit of the cell with these words."""
    context, text = at(read, cell), read[0].text
    names = [text[slice(*span)] for span in context.heads]
    limits = [text[slice(*span)] for span in context.axes]
    return names, limits, text[slice(*context.unit)] if context.unit else None


TEXTS = [
    # two heading rows, an empty heading cell continues the one left of it, an empty first cell the one above it
    ("学段\t资助标准（元）\t\t住宿费减免\t\n\t城镇\t农村\t走读\t寄宿\n小学\t310\t420\t0%\t15%\n初中\t530\t640\t0%\t25%", {
        "310": (["资助标准（元）", "城镇"], ["小学"], "元"),
        "640": (["资助标准（元）", "农村"], ["初中"], "元"),
        "25%": (["住宿费减免", "寄宿"], ["初中"], None),
    }),
    # a group of rows
    ("等次\t对象\t护理补贴（元/月）\n甲等\t老年人\t260\n\t儿童\t310\n乙等\t老年人\t170\n\t儿童\t190", {
        "310": (["护理补贴（元/月）"], ["甲等", "儿童"], "元/月"),
        "190": (["护理补贴（元/月）"], ["乙等", "儿童"], "元/月"),
    }),
    # a group of rows whose empty cells were not printed
    ("等次\t对象\t补贴（元）\t补助比例\n甲等\t老年人\t260\t81%\n儿童\t310\t82%\n乙等\t老年人\t170\t71%\n儿童\t190\t72%", {
        "82%": (["补助比例"], ["甲等", "儿童"], None),
        "190": (["补贴（元）"], ["乙等", "儿童"], "元"),
    }),
    # merged cells of which plain text keeps one: heads over several columns, a value over two
    ("序号\t救助对象\t月度补助上限\t有效期限\n类型\t名称\t城镇户籍\t农村户籍\n1\t甲类\t孤儿\t900元\t800元\t三年\n2\t甲类\t事实孤儿\t700元\t600元\t三年\n"
     "3\t乙类\t残疾儿童\t500元\t两年\n4\t乙类\t走失人员\t无\t30天", {
        "900元": (["月度补助上限", "城镇户籍"], ["甲类", "孤儿"], None),
        "600元": (["月度补助上限", "农村户籍"], ["甲类", "事实孤儿"], None),
        "500元": (["月度补助上限", "城镇户籍", "农村户籍"], ["乙类", "残疾儿童"], None),
        "30天": (["有效期限"], ["乙类", "走失人员"], None),
    }),
    # transposed
    ("项目\t一档\t二档\t三档\n缴费标准（元/年）\t210\t430\t860\n财政补贴（元）\t33\t66\t99\n报销比例\t51%\t61%\t71%", {
        "430": (["缴费标准（元/年）"], ["二档"], "元/年"),
        "99": (["财政补贴（元）"], ["三档"], "元"),
        "71%": (["报销比例"], ["三档"], None),
    }),
    # transposed over grades that are amounts
    ("缴费档次\t100元\t200元\t500元\n政府补贴\t31元\t41元\t61元", {"41元": (["政府补贴"], ["200元"], None)}),
    # the unit above the table, by the kind of the column
    ("表1 资金安排\n单位：万元、%\n地区\t安排资金\t资金占比\n东区\t1,230\t41\n西区\t980\t33", {
        "1,230": (["安排资金"], ["东区"], "万元"),
        "33": (["资金占比"], ["西区"], "%"),
    }),
    # parts of a scale are no values
    ("价格区间\t佣金比例\n30万元以下\t2.1%\n30万元至80万元\t1.6%\n80万元以上\t1.1%", {
        "1.6%": (["佣金比例"], ["30万元至80万元"], None),
        "80万元以上": (["价格区间"], [], None),
    }),
    # what the column on the left numbers is no axis
    ("序号\t岗位\t补贴金额（元）\n1\t保洁\t1150\n2\t保安\t1350", {"1350": (["补贴金额（元）"], ["保安"], "元")}),
    # a year restricts a value
    ("年份\t低保标准（元/月）\n2031年\t820\n2032年\t860", {"860": (["低保标准（元/月）"], ["2032年"], "元/月")}),
    # old and new beside the name: neither restricts the value
    ("项目\t原标准\t新标准\n伙食补贴（元）\t18\t24\n交通补贴（元）\t6\t9", {"24": (["伙食补贴（元）"], [], "元"), "6": (["交通补贴（元）"], [], "元")}),
    # Markdown, with an empty first cell
    ("| 等次 | 对象 | 补贴（元） |\n|---|---|---|\n| 甲等 | 老年人 | 260 |\n| | 儿童 | 310 |", {
        "310": (["补贴（元）"], ["甲等", "儿童"], "元"),
    }),
    # columns by spaces, a cell missing at the beginning of a row
    ("等次    对象      补贴（元）\n甲等    老年人    260\n        儿童      310\n乙等    老年人    170", {
        "310": (["补贴（元）"], ["甲等", "儿童"], "元"),
        "170": (["补贴（元）"], ["乙等", "老年人"], "元"),
    }),
    # single spaces, as PDF text has them, a row of a group without its first cell
    ("等次 对象 补贴（元） 比例\n甲等 老年人 260 81%\n儿童 310 82%\n乙等 老年人 170 71%\n儿童 190 72%\n丙等 老年人 90 60%", {
        "310": (["补贴（元）"], ["甲等", "儿童"], "元"),
        "72%": (["比例"], ["乙等", "儿童"], None),
    }),
    # a value that is printed once for a group, and a column on the right that restricts
    ("类别\t月标准（元）\t小时标准（元）\t适用地区\n甲类\t2110\t21\t东市\n\t2150\t\t西市\n乙类\t1910\t19\t南市", {
        "2150": (["月标准（元）"], ["甲类", "西市"], "元"),
        "21": (["小时标准（元）"], ["甲类", "东市", "西市"], "元"),
        "南市": (["适用地区"], ["乙类"], None),
    }),
    # running numbers without a head are no axis
    ("4\t保洁\t1150元\n5\t保安\t1350元\n6\t巡查\t1550元", {"1350元": ([], ["保安"], None)}),
    # a row that sums up stands beside the groups, not under the last
    ("地区\t街道\t人数（人）\t金额（元）\n东区\t一街\t11\t5100\n东区\t二街\t12\t5200\n合计\t23\t10300", {
        "10300": (["金额（元）"], ["合计"], "元"),
    }),
]


@pytest.mark.parametrize(("table", "expected"), TEXTS)
def test_plain_text(table: str, expected: dict[str, tuple[list[str], list[str], str | None]]) -> None:
    read = of_text(table)
    assert {cell: said(read, cell) for cell in expected} == expected


HTML = [
    # three heading rows
    ("<table><tr><td rowspan=3>街道</td><td colspan=4>补助标准（元）</td></tr><tr><td colspan=2>高龄</td><td colspan=2>失能</td></tr>"
     "<tr><td>城镇</td><td>农村</td><td>半失能</td><td>全失能</td></tr><tr><td>东街</td><td>101</td><td>102</td><td>103</td><td>104</td></tr></table>", {
        "102": (["补助标准（元）", "高龄", "农村"], ["东街"], "元"),
        "104": (["补助标准（元）", "失能", "全失能"], ["东街"], "元"),
    }),
    # a value over several rows holds for all of them
    ("<table><thead><tr><td>对象</td><td>减免比例</td><td>上限（元）</td></tr></thead><tr><td>烈属</td><td rowspan=2>70%</td><td>410</td></tr>"
     "<tr><td>孤儿</td><td>520</td></tr></table>", {
        "70%": (["减免比例"], ["烈属", "孤儿"], None),
        "520": (["上限（元）"], ["孤儿"], "元"),
    }),
    # th at the left and a head of cells
    ("<table><tr><th>项目</th><td>甲类区</td><td>乙类区</td></tr><tr><th>小时工资标准（元）</th><td>21</td><td>19</td></tr></table>", {
        "19": (["小时工资标准（元）"], ["乙类区"], "元"),
    }),
]


@pytest.mark.parametrize(("table", "expected"), HTML)
def test_drawn_tables(table: str, expected: dict[str, tuple[list[str], list[str], str | None]]) -> None:
    read = of_html(table)
    assert {cell: said(read, cell) for cell in expected} == expected


BANNERS = "对象\t比例\n（一）市内办理\t\n老年人\t81%\n儿童\t82%\n（二）市外办理\t\n老年人\t61%\n儿童\t62%"


@pytest.mark.parametrize("read", [
    of_text(BANNERS),
    of_html("<table>" + "".join(
        "<tr>" + ("<td colspan=2>" + row.strip() + "</td>" if row.startswith("（") else "".join(
            f"<td>{cell}</td>" for cell in row.split("\t"))) + "</tr>" for row in BANNERS.split("\n")) + "</table>"),
], ids=["text", "html"])
def test_a_row_across_all_columns_heads_the_rows_below_it(read: tuple[CleanText, list[Grid]]) -> None:
    for cell, banner in (("82%", "（一）市内办理"), ("62%", "（二）市外办理")):
        context = at(read, cell)
        assert context.banner is not None
        assert read[0].text[slice(*context.banner)] == banner
        assert said(read, cell)[0] == ["比例"]
    assert at(read, "（二）市外办理").part == "banner"


def test_a_short_line_between_rows_heads_those_that_go_on() -> None:
    read = of_text("对象\t金额（元）\n老年人\t81\n儿童\t82\n市外人员\n老年人\t61\n儿童\t62")
    context = at(read, "62")
    assert len(read[1]) == 1
    assert said(read, "62") == (["金额（元）"], ["儿童"], "元")
    assert context.banner is not None and read[0].text[slice(*context.banner)] == "市外人员"
    assert at(read, "82").banner is None


def test_a_numbered_heading_between_tables_stays_a_heading() -> None:
    clean, _ = of_text("一、市内\n对象\t金额（元）\n老年人\t81\n儿童\t82\n二、市外\n老年人\t61\n儿童\t62\n按季发放。")
    (circular,) = structure(clean)
    assert [p.section for p in circular.paragraphs if clean.text.startswith(("儿童\t62", "按季"), p.start)] == [("二",), ("二",)]


def test_the_caption_is_the_title_above_not_the_unit() -> None:
    read = of_text("表2供养标准\n（单位：元/月）\n对象\t集中供养\t分散供养\n孤儿\t2100\t1500")
    assert read[0].text[slice(*(at(read, "2100").caption or (0, 0)))] == "表2供养标准"
    assert said(read, "1500") == (["分散供养"], ["孤儿"], "元/月")


@pytest.mark.parametrize(("table", "roles"), [
    ("序号\t工作任务\t牵头单位\t责任单位\t完成时限\t备注\n1\t修订办法\t民政局\t财政局\t6月底前\t无\n2\t开展培训\t民政局\t人社局\t9月底前\t无",
     ["ordinal", "action", "lead", "support", "deadline", "remark"]),
    ("部门\t职责\n民政局\t审核救助对象，发放救助金，并报上级备案。", ["lead", "action"]),
    ("任务内容\t责任单位\t配合单位\n完善台账\t民政局\t财政局", ["action", "lead", "support"]),
    ("现行规定\t修正规定\t说明\n每月补贴三百元，按月发放。\t每月补贴四百元，按月发放。\t提高标准，与物价联动。", ["old", "value", "remark"]),
    ("项目\t原标准\t新标准\n伙食费（元）\t15\t20", ["axis", "old", "value"]),
    ("街道\t对象\t金额（元）\t备注\n东街\t老年人\t21\t含补发\n西街\t儿童\t22\t无", ["axis", "axis", "value", "remark"]),
    ("用人单位\t补贴金额（元）\n甲公司\t210\n乙公司\t220", ["axis", "value"]),
])
def test_roles_of_columns(table: str, roles: list[str]) -> None:
    _, (grid,) = of_text(table)
    assert [grid.role(column) for column in range(grid.shape.width)] == roles


def test_a_head_printed_again_is_a_head() -> None:
    read = of_text("对象\t金额（元）\n老年人\t81\n儿童\t82\n对象\t金额（元）\n残疾人\t83")
    assert said(read, "83") == (["金额（元）"], ["残疾人"], "元")
    assert [len(grid.rows()) for grid in read[1]] == [3]


def test_between_cells_and_outside_there_is_no_context() -> None:
    clean, (grid,) = of_text("对象\t金额（元）\n\t81\n儿童\t82")
    assert grid.at(0) is None
    assert grid.at(clean.text.index("\t", clean.text.index("对象"))) is None
    inside = grid.at(clean.text.index("82") + 1)
    assert inside is not None and clean.text[slice(*inside.span)] == "82"


@pytest.mark.parametrize("table", [
    "甲\t乙", "\t\t\n甲\t", "\t甲\n\t\t乙\n丙\t丁\t戊\t己", "1\t2\n3\t4\n5", "甲\t\n乙\t\n丙\t", "|甲||\n|乙|\n||丙|", "对象\t金额\n无\t—\n—\t无",
    "<table><tr><td rowspan=99 colspan=99>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>",
    "<table><tr><td>甲</td><td>乙</td></tr><tr></tr><tr><td></td><td></td></tr><tr><td rowspan=0>丙</td><td>丁</td></tr></table>",
    "<table><tr><td>甲</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
])
def test_odd_tables_do_not_break(table: str) -> None:
    clean, found = of_html(table) if table.startswith("<") else of_text(table)
    for grid in found:
        for offset in range(len(clean.text)):
            grid.at(offset)
        assert all(grid.role(column) for column in range(grid.shape.width))
