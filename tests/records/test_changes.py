"""Old values, changes, and what they lead to."""

from __future__ import annotations

import pytest

from extractor.quantities import find_quantities
from extractor.records.changes import Change, find_changes
from extractor.records.passages import Passage
from tests.records.reading import read


def changes(text: str) -> list[Change]:
    return find_changes(text, find_quantities(text), Passage(text, 0, len(text)))


SPENT = Change(spent=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补助标准由580元提高到640元", [SPENT, Change(previous="580")]),
        ("补助标准由2020年的580元提高到2021年的640元", [SPENT, Change(previous="580")]),
        ("支付限额从200元调整为每人300元", [SPENT, Change(previous="200")]),
        ("支付比例由原来的70%降至65%", [SPENT, Change(previous="70")]),
        ("缴费年限由15年，逐步提高至20年", [SPENT, Change(previous="15")]),
        ("个人缴费新增30元，达到每人每年350元", [SPENT, Change(delta="30")]),
        ("起付标准降低100元，为400元", [SPENT, Change(delta="-100")]),
        ("起付标准降低50%，即7000元", [SPENT, Change()]),  # another kind: the change is no amount
        ("个人缴费400元，比上年增加20元", [Change(delta="20"), SPENT]),
        ("报销额度提高50%", [Change(by="50")]),
        ("支付比例下降10个百分点", [Change(by="-10")]),
        ("支付比例为70%，限额为300元", [Change(), Change()]),
        # what has a word of change beside it and tells no change
        ("减按1%的税率征收契税", [Change()]),
        ("利率下限为报价利率减15个基点", [Change()]),
        ("增值税预征率按3%执行", [Change()]),
        ("价格下浮不低于备案价格的80%", [Change()]),
        ("待遇延长领取仅可享受一次", [Change()]),
        ("贷款额度从60万元提至75万元", [SPENT, Change(previous="600000")]),
        ("贷款额度由原来30万提高至45万元", [SPENT, Change(previous="300000")]),
        ("由单方上浮4万元、双方上浮8万元统一调整为上浮8万元", [SPENT, SPENT, Change(by="80000")]),
        ("从2年到5年", [Change(), Change()]),
        ("层高由不宜大于3米，调整为不宜大于3.3米", [SPENT, Change(previous="3")]),
        ("单笔支付比例由现行的单笔60%提高为75%", [SPENT, Change(previous="60")]),
        ("由每招用1人500元提高到每招用1人800元", [Change(), SPENT, Change(), Change(previous="500")]),
        ("将单职工60万元、双职工80万元限额提高到单职工70万元、双职工90万元", [SPENT, SPENT, Change(previous="600000"), Change(previous="800000")]),
        ("最高额度由原来的120万元、90万元统一调整为150万元", [SPENT, SPENT, Change()]),
        ("每人提高至1200元、夫妻双方提高至2400元", [Change(), Change()]),
        ("由城区900元、乡镇700元提高至城区1100元、乡镇800元", [SPENT, SPENT, Change(previous="900"), Change(previous="700")]),
        ("由每小时不低于15元，每天不低于90元，调整到每小时不低于17元，每天不低于100元",
         [SPENT, SPENT, Change(previous="15"), Change(previous="90")]),
        ("保证金比例由6%调整为2%-4%", [SPENT, Change(previous="6"), Change(previous="6")]),
        ("现行标准为每月1000元。3月1日起，标准为每月1200元", [SPENT, Change(previous="1000")]),
        ("额度提高5万元，即单方缴存的提高到45万元，双方缴存的提高到65万元", [SPENT, Change(delta="50000"), Change(delta="50000")]),
        ("租房提取每月提高200元，即：城区每月900元，全年10800元；乡镇每月700元，全年8400元",
         [SPENT, Change(delta="200"), Change(), Change(delta="200"), Change()]),
        ("首付比例降低5%，即首套由25%调整为20%，二套由30%调整为25%",
         [SPENT, SPENT, Change(previous="25", delta="-5"), SPENT, Change(previous="30", delta="-5")]),
        ("额度再提高8万元，即达到58万元", [SPENT, Change(delta="80000")]),
        ("首套额度再提高5万元，即45万元；二套额度由20万元提高到30万元", [SPENT, Change(delta="50000"), SPENT, Change(previous="200000")]),
        ("支付比例提高到70%", [Change()]),
        ("一级医院200元；二级医院调整为500元", [Change(), Change()]),  # another segment
    ],
)
def test_changes(text: str, expected: list[Change]) -> None:
    # A change that leads to another value is spent; its own amount does not matter any more.
    found = [SPENT if change.spent else change for change in changes(text)]
    assert found == expected


def test_a_change_told_before_its_results_is_theirs() -> None:
    text = "下调贷款利率0.25个百分点，5年以下和5年以上首套贷款利率分别调整为2.35%和2.85%，担保费率为1%。"
    found = read(text).parameters
    assert [(one.value, one.delta) for one in found] == [("2.35", "-0.25"), ("2.85", "-0.25"), ("1", None)]
