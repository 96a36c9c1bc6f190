"""Who must do what by when: what becomes a task, and the identifier that it keeps."""

from __future__ import annotations

import pytest

from extractor.records.models import TaskRecord
from tests.records.reading import read

HEAD = "甲市医疗保障局关于做好2024年工作的通知\n甲医保发〔2024〕3号\n\n各县区医疗保障局：\n\n"


def tasks(text: str) -> tuple[TaskRecord, ...]:
    return read(HEAD + text).tasks


def shown(text: str) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(t.action, t.deadline.date if t.deadline else None, t.lead, t.support) for t in tasks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各县区要于6月30日前完成系统改造。", [("各县区完成系统改造", "2024-06-30", ("各县区",), ())]),
        ("信息系统改造由市医保中心负责。", [("信息系统改造由市医保中心负责", None, ("市医保中心",), ())]),
        ("各县区要加强基金监管。", [("各县区要加强基金监管", None, ("各县区",), ())]),
        ("完成平台改造。（牵头单位：市医保局；配合单位：市财政局、市税务局）",
         [("完成平台改造", None, ("市医保局",), ("市财政局", "市税务局"))]),
        ("6月底前完成方案，9月底前完成验收。",
         [("完成方案", "2024-06-30", (), ()), ("完成验收", "2024-09-30", (), ())]),
    ],
)  # fmt: skip
def test_obligations(text: str, expected: list[object]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    ["住院支付比例为70%。", "这项工作的重要意义在于完善制度。", "参保率稳步提升。", "特此通知。", "主要指标按季度公布。"],
)
def test_no_obligations(text: str) -> None:
    assert tasks(text) == ()


def test_a_list_stands_for_what_its_section_says() -> None:
    text = "一、完善门诊保障\n各县区要健全制度。\n要加强政策解读和宣传。\n（责任单位：市医保局）\n二、其他\n各县区要按月报送进展。"
    assert [(action, lead) for action, _, lead, _ in shown(text)] == [
        ("各县区要健全制度", ("市医保局",)),
        ("要加强政策解读和宣传", ("市医保局",)),
        ("各县区要按月报送进展", ("各县区",)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区民政部门应当公布办事指南。", [("区民政部门",)]),
        ("市医保局履行下列职责：\n（一）负责账户管理工作；\n（二）完成年度结算的汇总。", [("市医保局",), ("市医保局",)]),
        ("一、市财政局\n1.做好预算安排，确保拨付到位。\n2.要按月报送进展情况。\n二、其他\n要按月报送进展情况。",
         [("市财政局",), ("市财政局",), ()]),
        ("市财政局：要统筹安排资金。要按月报送进展情况。", [("市财政局",), ("市财政局",)]),
        ("市医保局要按月检查。要建立工作台账制度。有关部门应当如实报送。要建立工作台账制度。", [("市医保局",), ("市医保局",), (), ()]),
        ("市医保局履行下列职责：\n（一）有关部门应当如实报送信息；", [()]),
        ("一、完善保障\n（一）建立台账。由市民政局负责核对信息。各县区要健全制度。（责任单位：市医保局）",
         [("市民政局",), ("市医保局",)]),
    ],
)  # fmt: skip
def test_leads(text: str, expected: list[tuple[str, ...]]) -> None:
    assert sorted(lead for _, _, lead, _ in shown(text)) == sorted(expected)


def test_each_part_of_a_sentence_has_its_own_doer() -> None:
    text = "房管部门负责审核购房合同；公积金中心收到备案信息后1个工作日内，将款项转入监管账户。"
    assert [(action, lead) for action, _, lead, _ in shown(text)] == [
        ("房管部门负责审核购房合同", ("房管部门",)), ("公积金中心将款项转入监管账户", ("公积金中心",))]


def test_who_is_bound_by_the_dated_clause_leads() -> None:
    text = "职工方和企业方均可以提出要约，被要约方应当自收到要约书之日起十个工作日内答复。"
    assert [lead for *_, lead, _ in shown(text)] == [()]


def test_a_section_is_done_by_its_list_though_part_of_it_is_assigned() -> None:
    text = "（一）优化准入政策\n支持购房人申请入学，具体由当地教育部门统筹安排。（责任单位：市教育局、市住建局）"
    assert ("优化准入政策", None, ("市教育局", "市住建局"), ()) in shown(text)
    assert ("具体由当地教育部门统筹安排", None, ("当地教育部门",), ()) in shown(text)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("未建立工会的企业，协商代表的产生由上一级工会指导职工推选，并经半数以上职工同意。",
         "协商代表的产生由上一级工会指导职工推选，并经半数以上职工同意"),
        ("业主承诺竣工的，可申请延期，延期一年以内的由市规划局直接办理。", "延期一年以内的由市规划局直接办理"),
    ],
)
def test_what_is_assigned_is_whole(text: str, action: str) -> None:
    assert [one for one, *_ in shown(text)] == [action]


def test_a_right_to_sue_is_no_task() -> None:
    found = read(HEAD + "职工对裁决不服的，可以自收到裁决书之日起十五日内向人民法院提起诉讼。")
    assert len(found.deadlines) == 1 and found.tasks == ()


def test_a_time_limit_that_lapses_is_no_task() -> None:
    found = read(HEAD + "主管部门自收到章程之日起15日内未提出异议的，章程即行生效。")
    assert len(found.deadlines) == 1 and found.tasks == ()


def test_a_heading_over_what_is_to_be_done_is_no_task() -> None:
    assert [one for one, *_ in shown("（一）建立健全保障制度。各县区要按月报送进展。\n（二）完善监管机制")] == ["各县区要按月报送进展"]


def test_the_report_of_a_meeting_binds_nobody() -> None:
    text = "会议指出，要完善制度。会议强调，要加强监管。我们要建立工作台账制度。市财政局要拨付资金。"
    assert [task.lead for task in read("甲市召开工作会议\n\n" + text).tasks] == [("市财政局",)]


def test_who_explains_the_circular_has_no_task() -> None:
    assert tasks("本通知由市医保局负责解释，自印发之日起施行。") == ()
    [task] = tasks("各县区要按月报送进展情况。本通知由市医保局负责解释。")
    assert task.lead == ("各县区",)


def test_rows_of_a_table() -> None:
    text = (
        "任务分工如下：\n序号\t任务\t牵头单位\t配合单位\t完成时限\n1\t完善门诊保障\t市医保局\t市卫生健康委\t9月底前\n"
        "2\t加强基金监管\t市医保局\t市公安局\t长期坚持"
    )
    assert shown(text) == [
        ("完善门诊保障", "2024-09-30", ("市医保局",), ("市卫生健康委",)),
        ("加强基金监管", None, ("市医保局",), ("市公安局",)),
    ]


def test_what_a_task_sets() -> None:
    [task] = tasks("6月底前将居民医保住院支付比例提高到75%。")
    assert task.concepts == ("resident_medical.inpatient.payment_ratio",)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("各县区要加强基金监管工作。", "must"),
        ("鼓励有条件的县区6月底前完成系统改造。", "should"),
        ("原则上6月底前完成系统改造。", "principle"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    [task] = tasks(text)
    assert task.modality == modality


FIRST = "各县区要于6月30日前完成系统改造。"
SECOND = "各县区要加强基金监管工作。"


def test_identifiers_survive_edits_of_other_text() -> None:
    alone = {task.action: task.id for task in tasks(FIRST + "\n" + SECOND)}
    for text in (SECOND + "\n" + FIRST, f"一、总体要求\n{FIRST}\n二、其他\n全市共有{SECOND}", f"{FIRST}\n\n{SECOND}"):
        again = {task.action: task.id for task in tasks(text)}
        assert again["各县区完成系统改造"] == alone["各县区完成系统改造"]


def test_identifiers_differ() -> None:
    found = [task.id for task in tasks(f"{FIRST}\n{SECOND}\n{SECOND}")]
    assert len(set(found)) == 3
    other = read((HEAD + FIRST).replace("3号", "4号")).tasks
    assert other[0].id not in found  # another circular's


def test_an_endless_sentence_gives_short_tasks() -> None:
    found = tasks("6月底前完成平台建设，" * 400)
    assert len(found) == 400
    assert max(len(task.quote) for task in found) < 40


def test_text_without_any_mark_gives_tasks_that_do_not_quote_all_of_it() -> None:
    found = [task for task in tasks("9月底前完成平台建设" * 1000) if task.deadline]
    assert len(found) == 1000
    assert max(len(task.quote) for task in found) <= 2000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、发放安家补贴\n符合条件的家庭按购房款的1%给予补贴，补贴申报截止时间为2024年9月30日。", "发放安家补贴：补贴申报"),
        ("三、分期缴纳土地价款\n自合同签订之日起1个月内缴纳土地价款的一半，余款1年内缴清。", "分期缴纳土地价款：余款缴清"),
        ("用人单位应当为实习人员办理保险。具体办法由市医保局制定。", "用人单位应当为实习人员办理保险：具体办法由市医保局制定"),
        ("经办机构应当自收到申请之日起10个工作日内办理完毕。", "收到申请后，经办机构办理完毕"),
        ("建筑面积在一万平方米以下的，配套费原则上应自开工之日起30日内缴清。", "建筑面积在一万平方米以下的，配套费缴清"),
        ("对起拍价5亿元以下的地块，保证金不高于三成，签订合同后2个月内缴清全部价款。", "对起拍价5亿元以下的地块，缴清全部价款"),
    ],
)  # fmt: skip
def test_an_action_says_what_it_is_about(text: str, expected: str) -> None:
    assert expected in [task.action for task in tasks(text)]


def test_a_list_of_doers_covers_the_line_of_its_date() -> None:
    text = "1.推进管网改造，建立入廊收费机制。\n责任单位：市住建局、市发改委\n时序进度：2024年11月底前"
    assert [lead for _, due, lead, _ in shown(text) if due] == [("市住建局", "市发改委")]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("慈善组织终止，应当依法清算财产。", ("慈善组织",)),
        ("市人民政府设立残疾人工作委员会，负责协调有关工作。", ("市人民政府",)),
        ("各级人民政府对作出突出贡献的单位和个人应当给予表彰。", ("各级人民政府",)),
        ("因转让确需变更的，经由原监管银行同意由开发企业向市、区住建部门提出申请。", ("开发企业",)),
    ],
)
def test_who_is_bound_by_what_becomes_of_them(text: str, lead: tuple[str, ...]) -> None:
    assert [task.lead for task in tasks(text)] == [lead]


@pytest.mark.parametrize(
    "text",
    [
        "将材料要求调整为“用其他房产抵押的，需提供评估报告，各县区要及时审核”。",
        "职工在见习期间应当计为连续工龄。",
        "享受补贴的购房人及其配偶在五年内转让住房前，须全额退还补贴。",
        "一、办理条件\n（一）完成首次登记；\n（二）完成配套设施移交。",
        "城市更新是国家作出的重要部署，是推进发展必须实施的重大工程。",
    ],
)
def test_what_charges_nobody(text: str) -> None:
    assert tasks(text) == ()


def test_what_comes_back_every_week_is_a_task_in_its_own_words() -> None:
    assert shown("每周五前报送工作进展。") == [("每周五前报送工作进展", None, (), ())]
