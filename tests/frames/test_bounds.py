"""Which numbers of a sentence set something."""

import pytest

from tests.frames.reading import values


@pytest.mark.parametrize(("text", "expected"), [
    # what is given, and the case that it is given in
    ("对连续参保满3年的居民，给予500元补贴。", ["500元"]),
    ("建筑面积90至120平方米的补助2万元。", ["2万元"]),
    ("妊娠10周以内的标准为300元。", ["300元"]),
    ("账户余额在5万元以下，最高贷款额度为20万元。", ["20万元"]),
    ("申请前连续缴存6个月以上，且账户状态正常，贷款额度上浮10%。", ["10%"]),
    ("对团体购房的（一次性购买5套以上），再优惠2%。", ["2%"]),
    ("享受800元补贴的家庭可以再申请300元补助。", ["300元"]),
    # bounds that go on
    ("套型面积比例不超过25%且总价不超过90万元。", ["不超过25%", "不超过90万元"]),
    ("从专家库中随机抽取3名或者5名专家。", ["3名", "5名"]),
    ("数量不超过总人数的4%或者床位数的3%。", ["不超过总人数的4%", "3%"]),
    ("每多缴费1年增加20元基础养老金。", ["20元"]),
    ("责令其暂停相关业务3个月以上1年以下。", ["3个月以上", "1年以下"]),
    ("丧葬补助金按照当地上年度月平均工资的三倍计发。", ["三倍"]),
    # what reports, defines, divides, names or quotes
    ("截至上月底，全市已累计发放补贴300万元。", []),
    ("本办法所称青年，是指毕业不满5年的人员。", []),
    ("例如某职工账户余额为8万元。", []),
    ("补贴对象分为三个等级。", []),
    ("组织实施三年行动计划。", []),
    ("将第五条“贷款额度不超过余额的12倍”修改为“贷款额度不超过余额的15倍”。", ["15倍"]),
    ("全年累计开展不少于20场招聘会。", ["不少于20场"]),
])
def test_values(text: str, expected: list[str]) -> None:
    found = values(text)
    assert len(found) == len(expected), found
    assert all(one in two or two in one for one, two in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(("text", "expected"), [
    ("累计缴存满6个月的职工，可以申请住房公积金贷款。", ["满6个月"]),
    ("无正当理由累计4次拒绝介绍的工作的，停止发放。", ["4次"]),
    ("自鉴定结论作出之日起1年后，可以申请复查。", ["1年"]),
    ("允许缴纳60%以上土地出让金后，分期办理产权登记。", ["60%以上"]),
    # the right has a figure of its own
    ("累计缴存满6个月的职工，最高可以贷款40万元。", ["最高可以贷款40万元"]),
    # these only tell cases apart
    ("商品住宅去化周期超过30个月的，暂停供地。", []),
    ("16周岁以下的申领人由监护人办理。", []),
    ("增值额未超过扣除项目金额20%的部分不计入，合并不足1年的不予办理。", ["20%"]),
])
def test_thresholds(text: str, expected: list[str]) -> None:
    found = values(text)
    assert len(found) == len(expected), found
    assert all(one in two or two in one for one, two in zip(found, expected, strict=True)), found
