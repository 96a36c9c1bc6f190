"""Which time expressions are due dates, by which day, and what is due."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.frames.view import View
from extractor.quantities import find_quantities, find_times
from extractor.records.deadlines import Deadline, find_deadlines
from extractor.records.rows import Rows
from extractor.records.years import first_day_said
from extractor.spans import Span
from extractor.structure.tables import Grids
from tests.records.reading import as_is, lines_of

ISSUED = date(2024, 2, 20)


def read(text: str, issued: date | None = ISSUED, base_year: int | None = 2024) -> list[Deadline]:
    quantities = find_quantities(text)
    times = find_times(text, quantities)
    clean = as_is(text)
    lines = lines_of(clean)
    rows = Rows(text, lines, Grids(clean))
    return [
        deadline for line in lines for deadline in find_deadlines(
            View(text, quantities), Span(line.start, line.end), times, base_year, issued, row=partial(rows.of, line))
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("各市要于2024年6月底前制定出台实施细则。", "2024-06-30"),
        ("符合条件的企业可于2024年12月31日前提出申请。", "2024-12-31"),
        ("到2027年，全省参保率达到95%以上。", "2027-12-31"),
        ("累计缴费年限到2030年1月1日统一为男职工30年。", "2030-01-01"),
        ("力争2025年底全市充电桩达到10万个。", "2025-12-31"),
        ("“十四五”末，建成100个示范社区。", "2025-12-31"),
        ("申报截止时间为2024年10月15日。", "2024-10-15"),
        ("奖补资金申报截止2025年1月31日，逾期不予受理。", "2025-01-31"),
        ("（参加单位：市委组织部；时限要求：2026年9月底）", "2026-09-30"),
        ("请于5月20日前将汇总表报送至邮箱。", "2024-05-20"),
        ("确保7月1日起全面实施。", "2024-07-01"),
        ("2025年实现县级以上城市全覆盖。", "2025-12-31"),
        ("2024年，全省新建高标准农田100万亩。", "2024-12-31"),
        ("鼓励有条件的地区2025年率先实现。", "2025-12-31"),
        ("确保2024年居民医保参保率不低于95%。", "2024-12-31"),
        ("首批名单于2024年4月15日公布。", "2024-04-15"),
        ("2024年6月1日起，确保新系统上线运行。", "2024-06-01"),
        ("年内完成全部改造任务。", "2024-12-31"),
        ("今年再打造一批示范窗口。", "2024-12-31"),
        ("未使用的，在2024年10月20日前可重新申请。", "2024-10-20"),
        ("客户可在2024年10月22日（不含）之前提出转换申请。", "2024-10-21"),
        ("申请时间为即日起至2024年6月30日，逾期不再受理。", "2024-06-30"),
        ("下半年出台待遇清单制度。", "2024-12-31"),
        ("明年3月底前完成整改。", "2025-03-31"),
        ("整改工作于2024年第三季度末前完成。", "2024-09-30"),
        ("2025年7月对上半年情况进行公告。", "2025-07-31"),
        ("2024年3月末贷款余额较年初增加100亿元以上。", "2024-03-31"),
        ("确保2024年10月底前取得实质性进展。", "2024-10-31"),
        ("7月4日，录取的学生到学校注册。", "2024-07-04"),
        ("6月27日10：00—7月1日15:00，申请人登录系统，合理填报志愿。", "2024-07-01"),
        ("最迟于2024年8月1日完成移交。", "2024-08-01"),
        ("全年新增公益岗位500个以上。", "2024-12-31"),
        ("各县区24年9月底前完成自查。", "2024-09-30"),
        ("意见征集截止日期：2024.7.15。", "2024-07-15"),
        ("请于11月20前反馈意见。", "2024-11-20"),
        ("请于下月8日前报送台账。", "2024-03-08"),
        ("本月底前完成自查，逐项销号。", "2024-02-29"),
        ("下季度末前完成整改。", "2024-06-30"),
        ("自2024年8月31日起3个月内完成清退。", "2024-11-30"),
        ("上年累计追回300万元，7—9月完成剩余追缴。", "2024-09-30"),
        ("2023年累计追回300万元，7—9月完成剩余追缴。", "2024-09-30"),
        ("企业最迟应当自2024年5月1日起执行新标准。", "2024-05-01"),
        ("受理补贴申请的截止日期调整为2024年11月30日。", "2024-11-30"),
        ("补贴申请受理时间延长至2026年12月31日。", "2026-12-31"),
        ("借款人须于2024年10月23日（含）前，向银行提出转换申请。", "2024-10-23"),
        ("在2024年12月31日前申请提取的，额度提高到1500元。", "2024-12-31"),
        ("请于9月30日（星期一）下班前反馈。", "2024-09-30"),
    ],
)
def test_due_date(text: str, due: str) -> None:
    [deadline] = read(text)
    assert deadline.date == due
    assert deadline.problem is None


@pytest.mark.parametrize(
    "text",
    [
        "本政策执行期限为2024年1月1日至2024年12月31日。",
        "对2023年12月31日前已退休的人员，从2024年1月1日起增加基本养老金。",
        "降低失业保险费率政策执行至2025年12月31日。",
        "支持换购住房政策延长至2024年12月31日。",
        "缓缴期限截止到2024年底。",
        "2023年度全省职工平均工资为7000元。",
        "2024年居民医保人均财政补助标准新增30元，达到每人每年670元。",
        "2024年全省最低工资标准调整为2200元。",
        "自失业之日起60日内办理失业登记的，享受补贴。",
        "新生儿出生后90日内参保缴费的，自出生之日起享受待遇。",
        "原则上30日内不得再次纳入。",
        "截至2023年底，全省参保人数达到1亿人。",
        "2022年以来，全市累计发放补贴3亿元。",
        "本通知自2024年7月1日起施行，有效期5年。",
        "对2024年1月1日至12月31日期间购买新能源汽车的个人给予补贴。",
        "免征期限为2023年1月1日至2027年12月31日。",
        "按照《2024年工作要点》和2023年印发的方案实施。",
        "2024年3月5日，省政府召开会议。",
        "自缴费次月起享受待遇。",
        "2024年上半年全市生产总值增长5%。",
        "对2023年以前应付未付的费用予以结清。",
        "申请之日前12个月内的费用予以救助。",
        "补贴资金应于15个工作日内拨付到位。",
        "公示期不少于7天。",
        "对2019年底前建成投用的项目不再补助。",
        "凡2024年1月1日前参加工作的，按原办法计发。",
        "自收到缴费通知之日起15日内缴纳的，不加收滞纳金。",
        "“十四五”期间每年新增1000个。",
        "会议定于2024年3月15日上午9时召开。",
        "2026年春节前全部兑现到位。",
        "2026年度参保缴费率达到93%以上。",
        "2025年1月1日至12月31日，困难企业可组织职工培训。",
        "2024年3月31日之前供应、尚未开工的地块，由县区分类处置。",
        "对2024年3月31日前购房的家庭，给予补贴。",
        "对2024年3月31日前供应，目前尚未竣工的用地，建立清单。",
        "在2025年6月30日前缴清契税的购房人，可享受补贴。",
        "对出售自有住房并在现住房出售后1年内重新购房的纳税人予以退税。",
        "2025年6月30日前，职工购买首套住房的，贷款额度不受余额限制。",
        "2024年底前，对存量融资，鼓励银行自主协商展期。",
        "领证之日起3年内不得转让。",
        "根据本年度内盘活的土地确定供应上限。",
        "为促进就业，确保2024年新增就业5000人，制定如下措施。",
        "2024年7月10日，某市住建局发布《关于调整政策的通知》。",
        "截至2024年9月末，贷款余额达到3亿元，同比增长5%。",
        "今年是全面完成规划目标的关键一年。",
        "2024年第一批新开展试点的统筹地区直接使用新分组。",
        "自2024年5月18日起，5年以下首套贷款利率调整为2.35%。",
        "2024年12月31日前消费券有效。",
        "对2024年12月31日前到期的贷款允许展期。",
        "全年应当享受的休假天数按月折算。",
        "试用期最长不得超过六个月。",
        "应当提供申请日前12个月内有效的缴费凭据。",
        "对已签订合同的企业，可按程序延期缴纳价款，延期后缴款时限最长不超过12个月。",
        "下落不明的，从事故发生当月起3个月内照发工资。",
        "2024年12月31日前，以征信报告记录作为房屋套数认定方式。",
        "锚定到2035年基本实现现代化目标，坚定信心。",
        "2020年后，建立培训机制，确保满足需要。",
    ],
)
def test_not_due(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("10月15日前完成首轮入户宣传。", "2025-10-15"),  # still to come when the circular is issued
        ("3月底前完成数据核对。", "2026-03-31"),
    ],
)
def test_enrolment_begins_in_the_year_before(text: str, due: str) -> None:
    times, issued = find_times(text), date(2025, 9, 1)
    view = View(text, find_quantities(text))
    [deadline] = find_deadlines(view, Span(0, len(text)), times, 2026, issued, ahead=True)
    assert deadline.date == due
    [planned] = find_deadlines(view, Span(0, len(text)), times, 2026, issued)
    assert planned.date is not None and planned.date.startswith("2026")


@pytest.mark.parametrize(
    ("text", "every", "offset", "month", "day"),
    [
        ("参保单位应于每月20日前足额缴纳保险费。", "month", 0, None, 20),
        ("定点医疗机构应于次月10日前申报上月费用。", "month", 1, None, 10),
        ("年度清算于次年3月底前完成。", "year", 1, 3, "last"),
        ("救助对象应于次年3月31日前提出申请。", "year", 1, 3, 31),
        ("拨付情况应于每年年底向社会公布。", "year", 0, 12, "last"),
        ("每季度末向市局报送分析报告。", "quarter", 0, None, "last"),
        ("每季度首月10日前报送季度总结。", "quarter", 0, 1, 10),
        ("应当于每年1月1日至6月30日报送上一年度报告。", "year", 0, 6, 30),
        ("单位应当每年7月1日至9月30日办理调整手续。", "year", 0, 9, 30),
        ("房产税的纳税期限为每年的10月1日至12月31日。", "year", 0, 12, 31),
        ("年度末，区民政部门应按要求报送决算。", "year", 0, 12, "last"),
        ("缴费时间与居民医保同步，为每年9月1日至12月25日。", "year", 0, 12, 25),
    ],
)
def test_recurring(text: str, every: str, offset: int, month: int | None, day: int | str) -> None:
    [deadline] = read(text)
    assert deadline.date is None
    assert deadline.recurs is not None
    recurs = deadline.recurs
    assert (recurs.every, recurs.offset, recurs.month, recurs.day) == (every, offset, month, day)


@pytest.mark.parametrize(
    ("text", "duration", "event"),
    [
        ("经办机构应当自受理之日起10个工作日内作出决定。", ("10", "workday"), "受理之日"),
        ("收到申请后，应在5个工作日内完成审核。", ("5", "workday"), "收到申请"),
        ("公示结束后3个工作日内拨付补贴资金。", ("3", "workday"), "公示结束"),
        ("货款自中选品种交货验收之日起不超过30天结清。", ("30", "day"), "中选品种交货验收之日"),
        ("对新纳入的人员要在10个工作日内办理登记手续。", ("10", "workday"), "新纳入的人员"),
        ("区民政局应当自收到审核材料的3个工作日内作出决定。", ("3", "workday"), "收到审核材料"),
        ("救助金发放时间原则上不得超过30天（自批准之日起计算）。", ("30", "day"), "批准之日"),
        ("采购人应当在投标7个工作日之前发布公告。", ("7", "workday"), "投标"),
        ("应当在会议召开10日前通知代表。", ("10", "day"), "会议召开"),
        ("变更地址的，运营单位需提前5个工作日公示。", ("5", "workday"), "变更地址的"),
        ("不予批准的，应当在3个工作日内书面通知。", ("3", "workday"), "不予批准的"),
        ("民政局收到材料后，应当依法审核，并于20日内作出决定。", ("20", "day"), "民政局收到材料"),
        ("自本通知印发之日起30日内报省厅备案。", ("30", "day"), "本通知印发之日"),
        ("对裁决不服的，可以自收到裁决书之日起15日内提起诉讼。", ("15", "day"), "收到裁决书之日"),
        ("审批时限由15个工作日压缩为自受理之日起8个工作日内。", ("8", "workday"), "受理之日"),
        ("主管部门自收到章程之日起15日内未提出异议的，章程即行生效。", ("15", "day"), "收到章程之日"),
        ("自失业之日起60日内未办理失业登记的，视为放弃。", ("60", "day"), "失业之日"),
        ("协商期限为对方收到要约之日起两个月。", ("2", "month"), "对方收到要约之日"),
        ("申请仲裁的时效期间为一年，自知道权利被侵害之日起计算。", ("1", "year"), "知道权利被侵害之日"),
        ("投资人有权查询账目，平台企业应当在十日内予以答复。", ("10", "day"), "投资人有权查询账目"),
        ("员工辞去职务，应当提前三十日书面告知单位。", ("30", "day"), "员工辞去职务"),
        ("补贴审核部门于申请日开始30个工作日内将补贴转入账户。", ("30", "workday"), "申请日"),
        ("经协商一致的合同草案，应当在15日内提交职工大会讨论。", ("15", "day"), "经协商一致的合同草案"),
        ("主管部门作出处罚决定，应当在10日内报上级备案。", ("10", "day"), "主管部门作出处罚决定"),
        ("区民政局应当在收到镇政府（街道办事处）信息核对提请后3日内启动核对。", ("3", "day"), "收到镇政府（街道办事处）信息核对提请"),
        ("违法行为在2年内未被发现，也未被举报的，不再查处。前款规定的期限，自行为发生之日起计算。", ("2", "year"), "行为发生之日"),
        ("产权人应于期满前六个月，向受理单位提出续期申请。", ("6", "month"), "期满"),
        ("备案手续办理完成3个月内，优惠资金转入购房人账户。", ("3", "month"), "备案手续办理完成"),
        ("自备案之日起十五日内主管部门未提出异议的，合同即行生效。", ("15", "day"), "备案之日"),
        ("用人单位应当在解除合同时出具证明，并在十五日内办理转移手续。", ("15", "day"), "解除合同"),
        ("员工提前三十日以书面形式通知单位，可以解除合同。", ("30", "day"), "解除合同"),
        ("对违反法规行为的投诉，应当在七日内决定是否立案。", ("7", "day"), "对违反法规行为的投诉"),
        ("受让人在合同签订后一个月内缴纳成交总额50%的首付款。", ("1", "month"), "合同签订"),
        ("客户可于调整7日内联系经办行申请撤销。", ("7", "day"), "调整"),
        ("亲属在事故发生之日或者被诊断、鉴定为职业病之日起1年内，可以直接提出申请。", ("1", "year"),
         "事故发生之日或者被诊断、鉴定为职业病之日"),
        ("转让合同签订1个月内缴清全部价款。", ("1", "month"), "转让合同签订"),
        ("自持物业竣工后20日内，开发企业应当报送台账。", ("20", "day"), "自持物业竣工"),
        ("点击确认，完成备案申请。工作人员将在3个工作日内完成审核。", ("3", "workday"), "完成备案申请"),
    ],
)
def test_from_an_event(text: str, duration: tuple[str, str], event: str) -> None:
    [deadline] = read(text)
    assert (deadline.date, deadline.duration) == (None, duration)
    assert deadline.event is not None
    assert text[deadline.event.start : deadline.event.end] == event


@pytest.mark.parametrize(
    "text",
    [
        "折算后不足1整天的部分不支付报酬。",
        "申请人应当提供自购房之日起前3年内的纳税证明。",
        "登记时间不早于2024年8月1日，申请人需持资料办理。",
        "补贴以网签备案时间为准，缴纳契税时间为2024年12月31日前，由财政部门制定细则。",
        "对自发布之日起，至2025年12月31日前，完成置换的购房者，可享受优惠。",
        "第一款适用于在本市购房并在网签后3个月内完成契税缴纳的人员。",
        "2024年，要围绕稳增长的要求，发挥财政职能，做好重点工作。",
        "明确2030年实现碳达峰目标和任务，推动建筑降低能耗。",
    ],
)
def test_tells_cases_apart(text: str) -> None:
    assert read(text) == []


def test_a_half_year_that_tells_which_is_no_due_date() -> None:
    [deadline] = read("下半年出让地块的剩余价款须在次年6月30日前缴清。")
    assert deadline.recurs is not None and (deadline.recurs.month, deadline.recurs.day) == (6, 30)


def test_a_window_of_every_year_comes_back() -> None:
    [deadline] = read("每年集中申报一次，申报时间为5月1日至5月31日。")
    assert deadline.date is None and deadline.recurs is not None and deadline.recurs.month == 5


def test_the_first_day_that_a_text_says_dates_what_is_due_later() -> None:
    text = "自2024年4月1日起执行新标准。\n调整工作6月30日前完成，总结3月底前报送。"
    quantities = find_quantities(text)
    times = find_times(text, quantities)
    said = first_day_said(times)
    found = [
        deadline for line in lines_of(as_is(text))
        for deadline in find_deadlines(View(text, quantities), Span(line.start, line.end), times, None, None, said=said)
    ]
    assert [(one.date, one.year_from, one.problem is None) for one in found] == [
        ("2024-06-30", "document", True), (None, None, False)]


def test_window_keeps_both_ends() -> None:
    [deadline] = read("集中缴费期为2024年9月15日至12月31日。")
    assert (deadline.opens, deadline.date) == ("2024-09-15", "2024-12-31")


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("6月30日前完成", "day"),
        ("6月底前完成", "month"),
        ("三季度完成", "quarter"),
        ("上半年完成", "half"),
        ("年底前完成", "year"),
    ],
)
def test_precision(text: str, precision: str) -> None:
    assert [deadline.precision for deadline in read(text)] == [precision]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("各县要于2024年9月15日前将补助资金拨付到位。", ["各县将补助资金拨付到位"]),
        ("2024年3月底前完成招标，6月底前完成改造。", ["完成招标", "完成改造"]),
        ("信息系统改造由市中心负责，2024年12月20日前完成。", ["信息系统改造完成"]),
        ("（一）经办机构应自受理之日起15个工作日内完成赔付。", ["经办机构完成赔付"]),
        ("到2025年，建成100个社区，实现全覆盖。", ["建成100个社区，实现全覆盖"]),
        ("各区于每年3月底、9月底前报送总结。", ["各区报送总结", "各区报送总结"]),
        ("集中受理时间：2024年4月1日—4月30日（工作日）。", ["集中受理"]),
        ("区民政局应当自受理之日起5日内，对材料进行核查，并书面告知申请人。", ["区民政局对材料进行核查，并书面告知申请人"]),
        ("各县区要汇总花名册，于2024年5月底前报市局备案。", ["各县区要汇总花名册，报市局备案"]),
        ("职工失业后，应当自离职之日起60日内办理失业登记手续。", ["职工失业后，办理失业登记手续"]),
        ("代表产生后，应当于3个工作日内在本单位公布。", ["代表产生后，在本单位公布"]),
        ("主管部门自收到章程之日起15日内未提出异议的，章程即行生效。", ["主管部门提出异议"]),
        ("区民政局自受理之日起10日内作出决定，符合条件的，发给证书；不符合条件的，书面告知理由。",
         ["区民政局作出决定，符合条件的，发给证书；不符合条件的，书面告知理由"]),
        ("2024年底前，各地要按照《关于取消若干事项的决定》要求，全面取消行政部门实施的审查项目。",
         ["各地要按照《关于取消若干事项的决定》要求，全面取消行政部门实施的审查项目"]),
        ("用人单位收取补偿费用的，应建立机制，2024年底前逐步取消。", ["用人单位收取补偿费用的，应建立机制，逐步取消"]),
        ("竞得人自合同签订之日起1个月内缴纳一半价款，剩余价款缴纳期限可延长至半年。", ["竞得人缴纳一半价款"]),
        ("镇人民政府应当自接到申请之日起5日内，通过入户调查等方式，对申请人的收入状况进行核查，提出意见。",
         ["镇人民政府通过入户调查等方式，对申请人的收入状况进行核查，提出意见"]),
        ("2024年第一季度“甲工程”项目投资完成三成。", ["“甲工程”项目投资完成三成"]),
        ("民政部要牵头建立制度，会同有关部门在2024年上半年开展排查。", ["民政部会同有关部门开展排查"]),
        ("公积金中心收到备案信息后1个工作日内，将款项转入账户。", ["公积金中心将款项转入账户"]),
        ("各市要于2024年6月底前完成清算，逾期未完成的予以通报。", ["各市完成清算"]),
        ("各区要完善台账，推进整改。\n时序进度：2024年12月底前", ["各区要完善台账，推进整改"]),
    ],
)
def test_action(text: str, actions: list[str]) -> None:
    assert [deadline.action for deadline in read(text)] == actions


def test_table_row_is_due_by_its_cell() -> None:
    table = "重点任务\t牵头单位\t完成时限\n扩大参保覆盖面\t省医保局\t年底前\n推广电子凭证\t省医保局\t2024年6月"
    first, second = read(table)
    assert (first.date, first.action) == ("2024-12-31", "扩大参保覆盖面")
    assert (second.date, second.action) == ("2024-06-30", "推广电子凭证")


def test_year_comes_from_the_text_or_the_document() -> None:
    first, second, third = read("2023年1月底前完成招标，3月底前完成改造。6月底前完成评估。", issued=None)
    assert [item.year_from for item in (first, second, third)] == ["text", "text", "document"]
    assert [item.date for item in (first, second, third)] == ["2023-01-31", "2023-03-31", "2024-06-30"]


def test_no_date_is_guessed_without_a_year() -> None:
    [deadline] = read("9月底前完成改造。", issued=None, base_year=None)
    assert deadline.date is None
    assert deadline.problem is not None


@pytest.mark.parametrize("text", ["请于2024年6月31日前完成整改。", "请于2023年2月29日前完成整改。"])
def test_a_day_that_the_calendar_has_not_is_reported(text: str) -> None:
    [deadline] = read(text)
    assert deadline.date is None
    assert deadline.problem is not None and "没有" in deadline.problem


def test_a_window_that_is_over_is_that_of_the_next_year() -> None:
    [deadline] = read("集中缴费期为1月1至2月10。", issued=date(2024, 10, 8))
    assert (deadline.opens, deadline.date, deadline.year_from) == ("2025-01-01", "2025-02-10", "document")


def test_a_day_without_a_year_comes_back_in_a_standing_rule() -> None:
    text = "用人单位应当在本年度内支付未休假期的工资。"
    view, times = View(text, find_quantities(text)), find_times(text)
    [rule] = find_deadlines(view, Span(0, len(text)), times, 2024, ISSUED, standing=True)
    assert rule.date is None and rule.recurs is not None and (rule.recurs.every, rule.recurs.month) == ("year", 12)
    [plan] = find_deadlines(view, Span(0, len(text)), times, 2024, ISSUED)
    assert plan.date == "2024-12-31"


def test_two_cycles_are_two_deadlines() -> None:
    month, quarter = read("各县区每月10日前和每季度10日前报送进展情况。")
    assert (month.recurs and month.recurs.every, quarter.recurs and quarter.recurs.every) == ("month", "quarter")


def test_spans_quote_the_time_phrase() -> None:
    text = "标题\n确保自2024年9月1日起实施新政策。"
    [deadline] = read(text)
    assert text[deadline.start : deadline.end] == "自2024年9月1日起"


PIECES = """2024年 9月 30日 底 前 到 自 起 至 每年 次月 每季度 末 年内 今年 上半年 收到 之日起 10个工作日内 后 印发 、 ， 。 ； （ ） 确保 实现 完成 报送
的 由 市局 执行 截至 不得超过 “十四五” 《 》 2月30日 民国113年 — 第三季度"""


@given(st.lists(st.sampled_from([*PIECES.split(), "\n", "\t"]), max_size=30).map("".join))
def test_any_text_is_read_without_failing(text: str) -> None:
    for deadline in read(text):
        assert "\n" not in text[deadline.start : deadline.end]
        assert deadline.date is None or date.fromisoformat(deadline.date)
        assert deadline.date or deadline.recurs or deadline.duration or deadline.problem


def test_a_time_limit_runs_from_the_event_of_the_sentence_before() -> None:
    text = "主管部门自收到申请之日起五个工作日内，组织双方调解。主管部门应当在三十日内完成调解工作。"
    first, second = read(text)
    assert (first.event, second.duration) == (second.event, ("30", "day"))


def test_what_is_left_is_paid_from_the_same_event() -> None:
    first, second = read("受让人在合同签订后一个月内缴纳一半价款，余款一年内缴清。")
    assert (first.event, second.duration) == (second.event, ("1", "year"))
