"""What a value is for each of, where more than its own clause says it."""

from __future__ import annotations

import pytest

from tests.records.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对就业困难人员给予岗位补贴，每月500元。", ["person/month"]),
        ("租房补贴每月500元。", ["month"]),
        ("购车补贴可以家庭为单位，申请领取。购买新车的补贴3000元；购买旧车的补贴800元。", ["household", "household"]),
        ("租房补贴由每户每年城区6000元、乡镇4800元，提高至城区7200元、乡镇6000元。", ["household/year", "household/year"]),
        ("租房补贴由原来的每月800元提高到1000元。", ["month"]),
        ("对乙类专家，在3年内按每年2万元标准发放生活补贴。", [None, "person/year"]),
        ("按月支付护理津贴，标准为：甲级为本人工资的60%，乙级为本人工资的40%。", ["month", "month"]),
        ("护理补助费标准为上年度职工月平均工资的35%。", ["month"]),
        ("一次性护理补助费标准为上年度职工月平均工资的35%。", [None]),
        ("对每套按成交总价的2%给予购房补贴。", ["set"]),
        ("同一套住房只能享受一次购房补贴。", ["set"]),
        ("违约金标准调整为每日万分之零点五。", ["day"]),
        ("租房补贴每年市区9000元，各县7000元。", ["year", "year"]),
        ("按照4分/栋给予企业加分激励。", ["building"]),
        ("自欠款之日起，按日加收万分之三的滞纳金。", ["day"]),
        ("生活补助每人每月在上述标准的基础上增加10%。", ["person/month"]),
    ],
)
def test_basis(text: str, expected: list[str]) -> None:
    assert [one.per for one in read(text).parameters] == expected
