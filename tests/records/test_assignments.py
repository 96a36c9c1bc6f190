"""Assignments: who leads and who supports, in labelled lists, tables and running text."""

from __future__ import annotations

import pytest

from extractor.records.assignments import Assignment, find_assignments
from extractor.records.rows import Rows
from extractor.spans import Span
from extractor.structure.model import Paragraph
from extractor.structure.tables import Grids
from tests.records.reading import as_is, lines_of
from tests.records.reading import read as read_circular


def read(text: str) -> list[tuple[str, str, str]]:
    """(quote, leads, supports) of each assignment, names joined by spaces."""
    clean = as_is(text)
    lines = lines_of(clean)

    def names(spans: tuple[Span, ...]) -> str:
        return " ".join(text[start:end] for start, end in spans)

    found: list[Assignment] = find_assignments(text, lines, Rows(text, lines, Grids(clean)))
    return [(text[a.span.start : a.span.end], names(a.lead), names(a.support)) for a in found]


LABELLED = [
    (
        "推进。[责任单位：市民政局，各县人民政府。以下均需各县人民政府负责，不再列出]",
        [("[责任单位：市民政局，各县人民政府。以下均需各县人民政府负责，不再列出]", "市民政局 各县人民政府", "")],
    ),
    ("完善政策。（责任部门：市医保局、市财政局）", [("（责任部门：市医保局、市财政局）", "市医保局 市财政局", "")]),
    (
        "（责任单位：市民政局、市残联，各区人民政府，排在第一位的为牵头单位，下同）",
        [("（责任单位：市民政局、市残联，各区人民政府，排在第一位的为牵头单位，下同）", "市民政局", "市残联 各区人民政府")],
    ),
    (
        "（牵头单位：市教育局；配合单位：市财政局，各县（市、区）人民政府；完成时限：2023年6月底前）",
        [
            (
                "（牵头单位：市教育局；配合单位：市财政局，各县（市、区）人民政府；完成时限：2023年6月底前）",
                "市教育局",
                "市财政局 各县（市、区）人民政府",
            )
        ],
    ),
    (
        "（牵头单位：市发改委，责任单位：市工信局，各县（市、区）政府）",
        [("（牵头单位：市发改委，责任单位：市工信局，各县（市、区）政府）", "市发改委", "市工信局 各县（市、区）政府")],
    ),
    (
        "责任领导：张某某；牵头单位：市教育局；责任单位：市财政局；完成时限：12月底前",
        [("牵头单位：市教育局；责任单位：市财政局", "市教育局", "市财政局")],
    ),
    (
        "新建幼儿园20所。牵头单位：市教育局。配合单位：市财政局、市自然资源和规划局。",
        [("牵头单位：市教育局。配合单位：市财政局、市自然资源和规划局", "市教育局", "市财政局 市自然资源和规划局")],
    ),
    (
        "主办单位：市商务局\n协办单位：市工信局\n承办单位：市会展中心",
        [("主办单位：市商务局\n协办单位：市工信局\n承办单位：市会展中心", "市商务局", "市工信局 市会展中心")],
    ),
    (
        "牵头部门：省教育厅 责任部门：省财政厅、省人力资源社会保障厅",
        [("牵头部门：省教育厅 责任部门：省财政厅、省人力资源社会保障厅", "省教育厅", "省财政厅 省人力资源社会保障厅")],
    ),
    ("牵头市领导：张某\n责任单位：市发改委、市文旅局", [("责任单位：市发改委、市文旅局", "市发改委 市文旅局", "")]),
    ("责任单位为市民政局、市财政局。", [("责任单位为市民政局、市财政局", "市民政局 市财政局", "")]),
    ("责任单位：区发展和改革局；区财政局", [("责任单位：区发展和改革局；区财政局", "区发展和改革局 区财政局", "")]),
    ("（责任单位：市教育局（牵头）、市体育局）", [("（责任单位：市教育局（牵头）、市体育局）", "市教育局", "市体育局")]),
    ("（责任单位：市人社局牵头，市总工会配合）", [("（责任单位：市人社局牵头，市总工会配合）", "市人社局", "市总工会")]),
    ("（牵头处室：待遇保障处；配合处室：规财处、办公室）", [("（牵头处室：待遇保障处；配合处室：规财处、办公室）", "待遇保障处", "规财处 办公室")]),
    (
        "（市级责任单位：市民政局；县级责任单位：各县（市、区）人民政府）",
        [("（市级责任单位：市民政局；县级责任单位：各县（市、区）人民政府）", "市民政局 各县（市、区）人民政府", "")],
    ),
    (
        "责任处室：基金监管处、规划财务处（牵头处室：基金监管处）。",
        [("责任处室：基金监管处、规划财务处（牵头处室：基金监管处）", "基金监管处", "规划财务处")],
    ),
    (
        "责任单位：市教育局、市财政局（完成时限：2024年底）",
        [("责任单位：市教育局、市财政局（完成时限：2024年底）", "市教育局 市财政局", "")],
    ),
    (
        "1.责任单位：市卫健委。2.配合单位：市医保局。",
        [("责任单位：市卫健委。2.配合单位：市医保局", "市卫健委", "市医保局")],
    ),
    ("属地责任：各县（市、区）人民政府。", [("属地责任：各县（市、区）人民政府", "各县（市、区）人民政府", "")]),
    ("主管机关：卫生福利部", [("主管机关：卫生福利部", "卫生福利部", "")]),
    ("责任人：李某，联系电话：略。", []),
    ("责任单位：", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LABELLED)
def test_labelled_lists(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


def test_first_leads_holds_for_the_whole_document() -> None:
    text = "以下任务中，列首位的为牵头单位。\n（责任单位：市水利局、市农业农村局）\n（责任单位：市水利局）"
    assert [roles for _, *roles in read(text)] == [["市水利局", "市农业农村局"], ["市水利局", ""]]
    assert [roles for _, *roles in read(text.split("\n", 1)[1])] == [["市水利局 市农业农村局", ""], ["市水利局", ""]]


@pytest.mark.parametrize("said", ["列第一位者为牵头单位，下同", "排首位的为牵头部门，下同", "牵头单位列首位，下同"])
def test_first_leads_holds_for_lists_in_brackets(said: str) -> None:
    text = f"推进培训。（市人社局、市财政局负责。{said}）\n开展评估。（市人社局、市教育局等按职责分工负责）\n由市民政局、市残联负责。"
    assert read(text) == [
        (f"（市人社局、市财政局负责。{said}）", "市人社局", "市财政局"),
        ("（市人社局、市教育局等按职责分工负责）", "市人社局", "市教育局"),
        ("由市民政局、市残联负责", "市民政局 市残联", ""),
    ]


def test_bodies_listed_with_their_duties() -> None:
    text = "各部门职责分工：\n市财政局：统筹安排资金，确保拨付到位。\n市民政局、市残联：做好对象认定。\n以上工作要抓紧。\n市审计局：专项审计。"
    assert read(text) == [
        ("市财政局：统筹安排资金，确保拨付到位", "市财政局", ""),
        ("市民政局、市残联：做好对象认定", "市民政局 市残联", ""),
    ]


def test_lines_run_together_behind_a_list() -> None:
    assert [roles for _, *roles in read("责任单位：市住建局、河南银保监局时序进度：年底前")] == [["市住建局 河南银保监局", ""]]
    assert [roles for _, *roles in read("责任单位：市住建局、市规划局特此通知")] == [["市住建局 市规划局", ""]]


def test_who_leads_may_be_said_of_one_item() -> None:
    text = "（责任单位：市医保局、市财政局，列第一位的为本项牵头单位）\n（责任单位：市医保局、市财政局）"
    assert [roles for _, *roles in read(text)] == [["市医保局", "市财政局"], ["市医保局 市财政局", ""]]


BRACKETS = [
    ("（市医保局牵头，市财政局配合）", ("市医保局", "市财政局")),
    ("（市交通运输局牵头，市公安局、市城管局参与，2022年底前完成）", ("市交通运输局", "市公安局 市城管局")),
    ("（市发展改革委牵头，市财政局、市水利局等部门按职责分工负责）", ("市发展改革委", "市财政局 市水利局")),
    ("（省发展改革委、省财政厅等按职责分工负责）", ("省发展改革委 省财政厅", "")),
    ("（市委组织部、市教育局按职责分工负责）", ("市委组织部 市教育局", "")),
    ("（教育部、财政部按职责分工负责，各省级人民政府负责落实）", ("教育部 财政部 各省级人民政府", "")),
    ("（省商务厅等按职责分工负责，各县（市、区）人民政府落实）", ("省商务厅 各县（市、区）人民政府", "")),
    ("（工业和信息化部负责）", ("工业和信息化部", "")),
]


@pytest.mark.parametrize(("text", "roles"), BRACKETS)
def test_roles_in_brackets(text: str, roles: tuple[str, str]) -> None:
    assert read("落实各项任务。" + text) == [(text, *roles)]


def test_table_columns() -> None:
    text = (
        "序号\t任务\t牵头单位\t配合单位\t时限\n"
        "1\t扩大参保\t省医保局\t省税务局、省教育厅\t年底前\n"
        "2\t智能监控\t省医保局\t—\t9月底\n"
        "3\t试点评估\t省医保局、省民政厅\t省财政厅\t8月底前"
    )
    assert read(text) == [
        ("省医保局\t省税务局、省教育厅", "省医保局", "省税务局 省教育厅"),
        ("省医保局", "省医保局", ""),
        ("省医保局、省民政厅\t省财政厅", "省医保局 省民政厅", "省财政厅"),
    ]


def test_table_with_one_column_of_agencies() -> None:
    text = "任务\t责任单位\t时限\n发放消费券\t市商务局、市财政局\t6月底前\n招聘会\t市人社局牵头，市妇联配合\t全年"
    assert [roles for _, *roles in read(text)] == [["市商务局 市财政局", ""], ["市人社局", "市妇联"]]


def test_table_without_such_a_column() -> None:
    assert read("序号\t机构名称\t级别\n1\t市人民医院\t三级") == []


def test_agency_as_a_heading_over_its_duties() -> None:
    text = "（一）市医保局\n1.负责制定政策。\n（二）市财政局\n1.负责资金保障。"
    lines = lines_of(as_is(text))
    for line in lines[::2]:
        line.body = line.start + 3
    found = find_assignments(text, lines)
    assert [text[a.span.start : a.span.end] for a in found] == ["市医保局\n1.负责制定政策", "市财政局\n1.负责资金保障"]


def test_bodies_alone_in_brackets_behind_sentences() -> None:
    text = "1.按月发放。（市医保局、市财政局，以黑体字标注的为牵头部门、单位，下同）\n2.按季公布。（市医保局）"
    assert [found[1:] for found in read(text)] == [("市医保局 市财政局", ""), ("市医保局", "")]
    assert read("按月发放。（市医保局）\n交市财政局（三楼）。") == []


def test_contact_data_behind_a_list_and_unfamiliar_bodies_in_brackets() -> None:
    assert read("责任单位：市住建委、市规划自然资源局咨询电话：12345")[0][1] == "市住建委 市规划自然资源局"
    assert read("一、简化手续。（经发局、行政审批局负责）") == [("（经发局、行政审批局负责）", "经发局 行政审批局", "")]


def test_heads_and_signoffs_are_left_out() -> None:
    text = "由市医保局负责"
    for role in ("head", "signoff"):
        assert find_assignments(text, [Paragraph(0, len(text), role)]) == []  # type: ignore[arg-type]


def test_hostile_text_is_read() -> None:
    for unit in ("由市医保局审核、", "（负责，", "责任单位：", "由", "（", "市医保局，", "牵头单位：市局"):
        read(unit * 2000)


def test_those_before_the_comma_lead_where_the_text_says_so() -> None:
    text = "一、发放补贴。（责任单位：市住建局、市财政局，市商务局。逗号前面的为牵头单位，下同）\n二、支持换购。（责任单位：市税务局，市住建局）"
    found = read_circular("甲市住建局关于做好工作的通知\n甲住建发〔2024〕3号\n\n各区：\n\n" + text).assignments
    assert [(one.lead, one.support) for one in found] == [
        (("市住建局", "市财政局"), ("市商务局",)), (("市税务局",), ("市住建局",))]
