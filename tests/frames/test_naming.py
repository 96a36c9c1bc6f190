"""What values are called: by the words beside them, behind them, before them in the passage, or by lists and headings."""

from __future__ import annotations

import pytest

from extractor.frames.model import Frame
from extractor.frames.passage import PassageReader
from extractor.frames.view import View
from extractor.quantities import read_quantities
from extractor.records.changes import find_changes
from extractor.records.passages import Passage
from extractor.spans import Span


def names(text: str) -> dict[str, str | None]:
    """The name of each value of a passage, by the value as printed."""
    quantities, _ = read_quantities(text)
    changes = dict(enumerate(find_changes(text, quantities, Passage(text, 0, len(text)))))
    frames = PassageReader(View(text, quantities, changes), Span(0, len(text))).frames
    return {text[quantities[i].start : quantities[i].end]: _name(text, frame) for i, frame in frames.items()}


def _name(text: str, frame: Frame) -> str | None:
    return "".join(text[slice(*span)] for span in frame.name.spans) if frame.name else None


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        ("伙食补贴标准为每人每天20元。", "20元", "伙食补贴标准"),
        ("给予企业3万元稳岗补贴。", "3万元", "稳岗补贴"),
        ("申请个人住房公积金贷款的，最低首付款比例为25%。", "25%", "个人住房公积金贷款最低首付款比例"),
        ("最高贷款额度单职工提高到55万元。", "55万元", "最高贷款额度"),
        ("丧葬抚恤金由经办机构发放，标准为5000元。", "5000元", "丧葬抚恤金标准"),
        ("发放一次性慰问金，标准为：甲类人员为3个月的本人工资。", "3个月", "一次性慰问金"),
        ("可以预支一次性抚恤金的40%。", "40%", "预支一次性抚恤金"),
        ("按套内面积给予购房人每平方米80元装修补贴。", "80元", "装修补贴"),
        ("拟将商业贷款首付款比例降低5%，即新房由30%调整为25%。", "25%", "商业贷款首付款比例"),
        ("购买绿色住宅的，贷款额度可上浮15%。", "15%", "贷款额度上浮"),
        ("单位缴纳生育保险费，以工资总额为基数，缴费比例为0.6%。", "0.6%", "生育保险费缴费比例"),
        ("可申请设备更新贷款，期限最长5年，贷款额度不超过估值的70%。", "70%", "设备更新贷款额度"),
        ("下调住房按揭贷款年利率，首套住房年利率不高于4%。", "4%", "住房按揭贷款年利率"),
        ("县财政按不低于复垦面积60元/平方米标准给予复垦奖励。", "60元/平方米", "复垦奖励"),
        ("相应房源须在县房产交易网公示一周后方可再次销售。", "一周", "县房产交易网公示"),
        ("还应当在开展募捐活动9日前，报民政部门备案。", "9日前", "报民政部门备案"),
    ],
)
def test_a_value_is_called_what_is_set(text: str, value: str, name: str) -> None:
    assert next(found for printed, found in names(text).items() if printed.endswith(value)) == name


def test_a_list_is_named_behind_its_last_value() -> None:
    found = names("区财政按照小学每人4000元、初中每人5000元的标准进行学位补贴。")
    assert list(found.values()) == ["学位补贴", "学位补贴"]


def test_an_award_in_the_next_clause_names_a_list() -> None:
    found = names("鼓励商户按照甲类客户8万元、乙类客户6万元，在开票时一次性减免。")
    assert set(found.values()) == {"开票时一次性减免"}


def test_a_longer_name_is_taken_without_what_it_is_the_first_of() -> None:
    found = names("首套住房公积金贷款的最高贷款额度为60万元，第二套的最高贷款额度为45万元。")
    assert found["45万元"] == "住房公积金贷款的最高贷款额度"


def test_a_limit_keeps_its_own_words() -> None:
    found = names("住房公积金贷款额度可上浮8%，最高贷款额度为45万元。")
    assert found["45万元"] == "住房公积金贷款最高贷款额度"


def test_no_share_takes_the_name_of_a_period() -> None:
    found = names("延长补助期限，三级企业60%。")
    assert found["60%"] is None


def test_a_period_is_named_by_the_topic() -> None:
    found = names("延长土地出让金缴款期限，竞得人自签约之日起20日内缴纳首笔价款。")
    assert found["20日内"] == "土地出让金缴款期限"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("收到材料后3个工作日内，凭身份证明，向主管部门报送名单。", "报送名单"),
        ("余款应当在合同签订之日起1年内缴清。", "余款缴清"),
        ("申领育儿津贴的，经办机构自受理之日起10日内办理完毕。", "申领育儿津贴办理完毕"),
        ("签约后1个月内缴纳出让价款的50%。", "缴纳出让价款"),
    ],
)
def test_a_time_limit_is_named_by_what_must_be_done(text: str, name: str) -> None:
    assert next(iter(names(text).values())) == name


def test_what_is_done_so_many_times_is_named_with_what_it_is_done_to() -> None:
    assert names("房票可转让一次。") == {"一次": "房票转让"}


@pytest.mark.parametrize("text", ["每年培育6个示范社区。", "新增9个示范社区。"])
def test_a_count_is_named_by_what_is_counted(text: str) -> None:
    (name,) = names(text).values()
    assert name is not None and name.endswith("示范社区")


def test_one_award_names_a_share_and_its_limit() -> None:
    assert set(names("给予装修总价2%、最高4万元的安家补贴。").values()) == {"安家补贴"}


def test_the_group_of_the_next_value_is_no_name() -> None:
    assert "女职工" not in names("最低缴费年限统一为男职工28年，女职工23年。").values()


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        ("全区固定资产投资增长12%。", "12%", "固定资产投资增长"),
        ("物价涨幅控制在3%以内。", "3%以内", "物价涨幅"),
        ("可按不高于80平方米标准免费租住青年公寓2年。", "不高于80平方米", "免费租住青年公寓"),
        ("可按不高于80平方米标准免费租住青年公寓2年。", "2年", "免费租住青年公寓"),
        ("给予返乡青年培训费用30%最高2万元的创业补贴。", "30%", "创业补贴"),
        ("绿地面积占用地面积的比例由20%调整为25%。", "25%", "绿地面积占用地面积的比例"),
        ("贷款期限与楼龄之和最高年限为40年。", "40年", "贷款期限与楼龄之和最高年限"),
        ("积分系数认定标准：工作不满2年的系数为0.5。", "0.5", "积分系数"),
        ("占道修复费自应缴之日起缓缴3个月，不收利息。", "3个月", "占道修复费缓缴"),
        ("优化土地竞买保证金比例，竞买保证金可按照起始价的20%设定。", "20%", "土地竞买保证金比例"),
        ("发放购物券300张，凭身份证领取，每人限领2张。", "2张", "购物券"),
        ("住院医疗费用支付70%。", "70%", "住院医疗费用支付"),
        ("规划许可限时在30天以内办理完毕。", "30天以内", "规划许可办理完毕"),
    ],
)
def test_names_of_growth_sizes_times_and_shares(text: str, value: str, name: str) -> None:
    assert next(found for printed, found in names(text).items() if printed.endswith(value)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("货车的车辆通行费给予6%优惠。", "车辆通行费优惠"),
        ("购买二手住房的，由区财政按所缴纳契税的25%予以补助。", "契税补助"),
        ("在镇区购买新建住房的，给予3万元补贴。", "购房补贴"),
        ("在园区租住市场化住房的，每月给予500元补助。", "租房补助"),
        ("对示范商户给予1万元奖励。", "奖励"),
    ],
)
def test_a_bare_award_is_named_for_what_it_is_given_for(text: str, name: str) -> None:
    assert list(names(text).values()) == [name]


def test_values_that_a_joint_parts_keep_the_names_behind_them() -> None:
    assert names("执行1900元的月最低工资标准和18元的小时最低工资标准。") == {"1900元": "月最低工资标准", "18元": "小时最低工资标准"}


def test_an_age_is_no_name() -> None:
    assert set(names("未满60周岁的每人每月50元，60周岁以上的每人每月80元。").values()) == {None}


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        # what stands between a name and its value: a remark, the day from which a time runs, what a raise starts from
        ("补缴期限自批准之日起最长不超过4个月，并在年底前结清。", "4个月", "补缴期限"),
        ("装修贷款期限延长至退休后3年。", "3年", "装修贷款期限"),
        ("项目内部收益率（税后）原则上不低于6%。", "6%", "项目内部收益率"),
        ("承诺办理时限：8个工作日（不含补充材料的时间）。", "8个工作日", "承诺办理时限"),
        ("支持人才购房，在原有最高租赁额度基础上增加8万元。", "8万元", "最高租赁额度"),
        ("装修贷款利率下限为同期限贷款市场报价利率加15个基点。", "15个基点", "装修贷款利率下限"),
        ("开工资金达到项目总投资的30%以上，方可申请预售。", "30%以上", "开工资金"),
        # what is said behind it
        ("省财政按照不超过1.5%的贴息率予以支持。", "1.5%", "贴息率"),
        ("以每人600元以上900元以下的标准处以罚款。", "900元以下", "罚款"),
        ("按所缴购置税的40%对购车人予以消费补贴。", "40%", "消费补贴"),
        ("对参展企业给予2%-3%不等的让利优惠。", "2%-3%", "让利优惠"),
        ("按照不低于20%的比例上门抽查。", "20%", "上门抽查"),
        ("劳动者加班的，支付不低于工资的百分之一百二十的工资报酬。", "百分之一百二十", "工资报酬"),
        ("每个项目扣4分，按照每户2分给予物业企业信用加分激励。", "2分", "物业企业信用加分激励"),
        # what is done, how often, by whom
        ("收到回执后3日内，通过村委会书面告知申请人并说明理由。", "3日内", "书面告知申请人"),
        ("对决定不服的，自收到决定书之日起45日内向有管辖权的法院提起行政诉讼。", "45日内", "提起行政诉讼"),
        ("原则上每半年进行一次统计公示。", "一次", "统计公示"),
        ("租金补贴延长领取仅可享受一次。", "一次", "租金补贴延长领取"),
        ("检查员进行入户检查，不得少于3人。", "3人", "检查员"),
        ("连续正常缴存满8个月且无逾期的职工，可以申请贷款。", "8个月", "连续正常缴存"),
        ("办理公租房转租的，余款可分期缴纳（最长2年）、优先选房。", "2年", "分期缴纳"),
        ("缴费工资低于全省平均工资百分之五十的，按照百分之五十确定。", "百分之五十", "缴费工资"),
        ("自鉴定结论作出之日起1年后，职工认为伤情变化的，可以申请复查鉴定。", "1年", "申请复查鉴定"),
        ("取得《租赁资格证书》满2年的，可申请转租。", "2年", "取得《租赁资格证书》"),
        ("急诊起付标准按住院起付标准确定，每一保险年度计算1次。", "1次", "急诊起付标准计算"),
        ("村（居）民代表人数不得少于总人数的三分之二。", "三分之二", "村（居）民代表人数"),
        ("由区财政按住房面积给予购房户60元/平方米装修补贴。", "60元", "装修补贴"),
        # what is no part of a name
        ("一是普通购车补贴。购买轿车的按每辆3000元标准给予补贴。", "3000元", "普通购车补贴"),
        ("2022年度房租减免2个月。", "2个月", "房租减免"),
        ("学员按培训合同总额的6%、最高不超过2万元予以补贴。", "6%", "补贴"),
        ("首次支付比例不得低于成交价款的40%且期限不得超过2个月。", "40%", "首次支付比例"),
    ],
)
def test_names_across_what_stands_between(text: str, value: str, name: str) -> None:
    assert next(found for printed, found in names(text).items() if value in printed) == name
