"""Slips inside one circular: what is told, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.consistency import Finding, check
from extractor.corpus import load

_NOTICE = """屏山县财政局

屏财发〔2031〕12号

关于安排促进消费资金的通知

各有关单位：

一、资金安排。县级财政补助每家企业{amount}，由县商务局发放。

二、时间安排。活动于{day}开始。

{third}、其他。申请表见附件{annex}。本通知{effect}。

附件：1.申请表
2.承诺书

屏山县财政局
2031年3月20日
"""
_RIGHT = {
    "amount": "壹拾万元（100000元）", "day": "2031年4月1日（星期二）", "third": "三", "annex": "2", "effect": "自印发之日起施行",
}  # fmt: skip


def found(folder: Path, **changed: str) -> list[Finding]:
    (folder / "notice.txt").write_text(_NOTICE.format(**(_RIGHT | changed)), encoding="utf-8")
    return check(load(folder, jobs=1).extractions, checks=("slip", "effective-before-issue"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"amount": "壹拾万元（10000元）"}, "“壹拾万元”为10万元，数字为1万元"),
        ({"amount": "20000元（大写：叁万元整）"}, "为3万元，数字为2万元"),
        ({"day": "2031年4月1日（星期三）"}, "该日为星期二，文中为星期三"),
        ({"day": "2031年4月31日"}, "“2031年4月31日”这一天不存在"),
        ({"day": "2031年2月29日"}, "这一天不存在"),
        ({"third": "四"}, "序号“二、”之后即为“四、”，缺“三、”"),
        ({"third": "二"}, "序号“二、”重复"),
        ({"annex": "3"}, "附件3不在所列附件之中（所列附件至附件2）"),
        ({"effect": "自2031年3月1日起施行"}, "自2031年3月1日起执行，早于成文日期19天"),
        ({"effect": "有效期至2031年2月28日"}, "成文时有效期已届满"),
    ],
)
def test_a_slip_is_told(changed: dict[str, str], told: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, **changed)
    assert one.severity == "warning" and told in one.message


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"amount": "壹万元（￥10,000.00）"},
        {"amount": "叁万伍仟元（3.5万元）"},
        {"amount": "三万元（含10000元设备补助）"},
        {"day": "2月29日"},
        {"day": "2031年4月1日起每周三"},
        {"third": "四", "effect": "自印发之日起施行（略）"},
        {"effect": "自2031年3月1日起追溯执行"},
    ],
)
def test_what_is_right_is_left_alone(changed: dict[str, str], tmp_path: Path) -> None:
    assert found(tmp_path, **changed) == []
