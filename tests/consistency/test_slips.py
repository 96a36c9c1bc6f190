"""One slip at a time in a long city circular that is otherwise as the province's asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from opencc import OpenCC

from extractor.consistency import check
from extractor.corpus import load

CIRCULARS = Path(__file__).parent / "circulars"
PROVINCE = (CIRCULARS / "province.txt").read_text(encoding="utf-8")
CITY = (CIRCULARS / "city.txt").read_text(encoding="utf-8")

SLIPS = [
    ("由每人每年580元提高到620元，其中中央财政补助372元、省财政补助148元、市财政补助50元、县级财政补助50元", "由每人每年580元提高到600元", "below-floor"),
    ("每人每年350元", "每人每年330元", "below-floor"),
    ("限额由260元提高到300元", "限额由260元调整为240元", "below-floor"),
    ("支付比例为60%。高血压", "支付比例为45%。高血压", "below-floor"),
    ("门诊用药支付比例为70%", "门诊用药支付比例为45%", "below-floor"),
    ("提高到85%，取消年度最高支付限额", "提高到68%，取消年度最高支付限额", "below-floor"),
    ("提高到85%，取消年度最高支付限额", "提高到85%，年度最高支付限额为50万元", "below-floor"),
    ("比重达到75%以上", "比重达到65%以上", "value-differs"),
    ("参保率达到99.5%以上", "参保率达到98%以上", "value-differs"),
    ("起付标准为1.2万元，1.2万元", "起付标准为1.6万元，1.6万元", "above-ceiling"),
    ("评估时间不超过2个月", "评估时间不超过5个月", "value-differs"),
    ("不超过30天结清", "不超过60天结清", "value-differs"),
    ("为71%左右", "为76%左右", "off-target"),
    ("县级财政补助50元", "县级财政补助60元", "arithmetic"),
    ("5万元（含）以上、10万元以下的部分支付70%", "6万元（含）以上、10万元以下的部分支付70%", "bracket-gap"),
    ("10万元（含）以上的部分支付80%", "9万元（含）以上的部分支付80%", "bracket-overlap"),
    ("10万元（含）以上的部分支付80%", "10万元（含）以上的部分支付65%", "bracket-order"),
    ("对特困人员、低保对象和返贫致贫人口，居民大病保险起付标准", "对特困人员和低保对象，居民大病保险起付标准", "population-narrowed"),
    ("10月底前实现二级", "12月底前实现二级", "deadline-later"),
    ("9月底前每个县", "10月底前每个县", "deadline-later"),
    ("2022年9月20日前", "2022年10月20日前", "deadline-later"),
    ("10月底前实现二级", "实现二级", "deadline-missing"),
    ("2022年9月20日前", "2022年8月20日前", "deadline-passed-on-issue"),
    ("粤医保发〔2022〕14号", "粤医保发〔2022〕41号", "citation-mismatch"),
    ("9月底前每个县（市、区）至少有1家定点医疗机构提供门诊慢特病费用跨省直接结算服务。", "", "not-transposed"),
    ("四、加强支付管理", "另，2022年居民医保人均财政补助标准按每人每年640元执行。\n\n四、加强支付管理", "conflict"),
]
"""What the city says, what it says instead, and the one finding that this makes."""


@pytest.mark.parametrize("script", ["hans", "hant"])
@pytest.mark.parametrize(("right", "wrong", "expected"), SLIPS)
def test_slip_is_found_and_nothing_else(right: str, wrong: str, expected: str, script: str, tmp_path: Path) -> None:
    assert CITY.count(right) == 1
    assert _checks(CITY.replace(right, wrong), script, tmp_path) == [expected]


@pytest.mark.parametrize("script", ["hans", "hant"])
def test_circular_without_a_slip_gives_no_finding(script: str, tmp_path: Path) -> None:
    assert _checks(CITY, script, tmp_path) == []


def _checks(city: str, script: str, folder: Path) -> list[str]:
    if script == "hant":
        city = OpenCC("s2t").convert(city)
    (folder / "province.txt").write_text(PROVINCE, encoding="utf-8")
    (folder / "city.txt").write_text(city, encoding="utf-8")
    return [finding.check for finding in check(load(folder, jobs=1).extractions)]
