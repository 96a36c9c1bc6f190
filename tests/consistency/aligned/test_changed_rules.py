"""One change in a rule that a county took over from its city, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.consistency import Finding, check
from extractor.corpus import load

_CIRCULAR = """{who}人民政府办公室

{number}

关于促进住房消费的{kind}

各有关单位：

{opening}

{body}

{who}人民政府办公室
{date}
"""
_ASKED = (
    "一、支持多孩家庭。对符合政策生育的二孩、三孩家庭购买自住住房的，公积金贷款最高额度由60万元提高至80万元，"
    "但最高贷款额度不超过房屋总价。缴存职工申请提前还款的，间隔期限由24个月缩短为6个月。\n\n"
    "二、发放购房补贴。自2031年3月1日起至2032年12月31日，在我市范围内购买新建商品住房且在2033年6月30日前缴清契税的，"
    "按照300元/平方米给予一次性补贴，每户最高不超过3万元。补贴申报时间截止于2033年9月30日。该补贴可以与人才购房补贴叠加领取。\n\n"
    "三、处置闲置用地。对2030年3月31日之前供应、目前尚未开工的房地产用地，建立项目清单。每户住宅设置设备平台的，"
    "水平投影面积最高不超过5平方米的部分，不计算建筑面积。"
)


def found(folder: Path, body: str, asked: str = _ASKED) -> list[Finding]:
    city = _CIRCULAR.format(
        who="宜宾市", number="宜府办发〔2031〕6号", kind="若干措施", opening="现通知如下。", body=asked, date="2031年2月8日"
    )
    opening = "根据《关于促进住房消费的若干措施》（宜府办发〔2031〕6号），通知如下。"
    county = _CIRCULAR.format(
        who="屏山县", number="屏府办发〔2031〕9号", kind="实施意见", opening=opening, body=body, date="2031年2月20日"
    )
    (folder / "city.txt").write_text(city, encoding="utf-8")
    (folder / "county.txt").write_text(county, encoding="utf-8")
    return [one for one in check(load(folder, jobs=1).extractions) if one.evidence]


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("80万元", "70万元", "value-differs", "相差10万元"),
        ("由24个月缩短", "由18个月缩短", "value-differs", "调整前的标准不同"),
        ("二孩、三孩家庭", "三孩家庭", "scope-narrowed", "“二孩”未写，少了一类对象"),
        ("缴存职工申请", "连续足额缴存职工申请", "condition-added", "“连续足额”为上级所无"),
        ("缴存职工申请", "双缴存职工申请", "condition-added", "为上级所无"),
        ("在我市范围内购买", "在我县城区范围内购买", "scope-narrowed", "范围缩小"),
        ("每户最高不超过3万元", "补贴上限为5万元", "value-differs", "高于上限，相差2万元"),
        ("该补贴可以与人才购房补贴叠加领取", "上述补贴和人才购房补贴不能叠加领取", "condition-added", "上级允许，下级不允许"),
        ("在2033年6月30日前缴清", "在2033年3月31日前缴清", "period-differs", "截止时间早"),
        ("对2030年3月31日之前供应", "对2030年9月30日之前供应", "value-differs", "所定日期不同"),
        ("最高不超过5平方米", "最高不超过6平方米", "value-differs", "高于上限"),
        ("按照300元", "连续缴纳社会保险满12个月的，按照300元", "condition-added", "增加了条件"),
    ],
)  # fmt: skip
def test_a_change_is_found(old: str, new: str, kind: str, told: str, tmp_path: Path) -> None:
    assert _ASKED.count(old) == 1
    (one,) = found(tmp_path, _ASKED.replace(old, new))
    assert one.check == kind and told in one.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("二孩、三孩家庭", "二孩和三孩家庭"),
        ("我市范围内", "我县范围内"),
        ("在2033年6月30日前缴清", "在2033年12月31日前缴清"),
        ("最高不超过3万元", "最高不超过2万元"),
        ("由60万元提高至80万元", "由50万元提高至70万元"),
        ("自2031年3月1日起至2032年12月31日，", ""),
    ],
)
def test_what_is_no_change_for_the_worse_is_not(old: str, new: str, tmp_path: Path) -> None:
    assert _ASKED.count(old) == 1
    assert found(tmp_path, _ASKED.replace(old, new)) == []


def test_a_passage_that_is_printed_twice_is_read_twice(tmp_path: Path) -> None:
    section = _ASKED.split("\n\n")[1].removeprefix("二、发放购房补贴。")
    said = section.replace("300元", "200元").replace("我市", "屏山县")
    (one,) = found(tmp_path, f"{said}\n\n{_ASKED}")
    assert one.check == "value-differs" and "200元" in one.lower.quote


@pytest.mark.parametrize(
    ("rise", "told"),
    [
        ("由50万元调整到60万元", ["上调20%，超过宜宾市（宜府办发〔2031〕6号）"]),
        ("由50万元调整到55万元", []),
        ("为60万元", []),
    ],
)
def test_a_value_rises_by_no_more_than_is_allowed(rise: str, told: list[str], tmp_path: Path) -> None:
    asked = "一、提高贷款额度。各地在原有政策基础上可将住房公积金个人贷款额度再上浮10%，最高贷款额不超过购房总价款。"
    made = f"一、提高贷款额度。双方缴存住房公积金的，住房公积金最高贷款额度{rise}。"
    findings = found(tmp_path, made, asked)
    assert [one.message for one in findings if told and told[0] in one.message] == [one.message for one in findings]
    assert len(findings) == len(told)
