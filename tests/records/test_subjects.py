"""Whom and at which hospital grade values are for; the plain cases are in the table of examples."""

from __future__ import annotations

import pytest

from tests.records.reading import read

SCHEME = "居民医保住院"


def subjects(text: str, field: str) -> list[str | None]:
    return [getattr(parameter, field) for parameter in read(text).parameters]


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("二级、三级医疗机构支付比例分别为80%、70%。", ["二级", "三级"]),
        ("二级和三级医疗机构支付比例为80%和70%。", ["二级", "三级"]),
        ("二级、三级医疗机构支付比例均为70%。", ["二级、三级"]),
        ("一级、二级、三级医疗机构支付比例分别为80%、70%。", ["一级、二级、三级"] * 2),  # nothing to share out
        ("一级医院80%，二级医院70%；起付标准分别为200元、500元。", ["一级", "二级"] * 2),
        ("一级医院支付比例80%，二级医院70%；三次住院起付标准分别为500元、300元、100元。", ["一级", "二级", None, None, None]),
        ("支付比例，一级、二级医疗机构分别为80%、70%；恶性肿瘤分别为85%、75%。", ["一级", "二级"] * 2),
        ("三级医疗机构支付比例为70%；不分医疗机构级别支付60%。", ["三级", None]),
        ("三级医疗机构支付比例为70%。起付标准为500元。", ["三级", None]),  # a new sentence
        ("三级残疾人支付比例为70%。", [None]),
    ],
)
def test_tiers(text: str, tiers: list[str | None]) -> None:
    assert subjects(SCHEME + text, "tier") == tiers


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("对特困人员、低保对象，医疗救助比例分别为100%、70%。", ["特困人员", "低保对象"]),
        ("对特困人员、低保对象，医疗救助比例为100%。", ["特困人员、低保对象"]),
        ("对特困人员，医疗救助比例为100%；对低保对象，医疗救助比例为70%。", ["特困人员", "低保对象"]),
        ("对低保对象，医疗救助比例为70%，年度限额3万元。", ["低保对象", "低保对象"]),
        ("医疗救助对低保对象起付标准1000元，救助比例为70%。", ["低保对象", "低保对象"]),
        ("医疗救助比例：特困人员100%，低保对象70%。", ["特困人员", "低保对象"]),
        ("其中，对返贫致贫人口，医疗救助比例为70%。年度限额3万元。", ["返贫致贫人口", "返贫致贫人口"]),
        ("经认定的低保边缘家庭成员，医疗救助比例为60%。", ["经认定的低保边缘家庭成员"]),
        ("未按规定转诊的，医疗救助比例为50%。", ["未按规定转诊的"]),
        ("个人负担超过1万元的部分，医疗救助比例为50%。", [None]),  # a part of a base is no group
        ("参保人员医疗救助比例为50%。", [None]),
        ("医疗救助基金结余率为15%，困难群众满意度为90%。", [None, "困难群众"]),
    ],
)
def test_groups(text: str, groups: list[str | None]) -> None:
    assert subjects(text, "population") == groups


def test_a_run_in_heading_names_the_group() -> None:
    text = "一、医疗救助\n（一）低保对象。救助比例为70%。\n（二）救助管理。救助比例为60%。"
    assert subjects(text, "population") == ["低保对象", None]


def test_rows_name_their_group_first() -> None:
    text = "居民医保门诊慢特病待遇：\n序号\t病种\t支付比例\t年度支付限额\n1\t恶性肿瘤\t70%\t50000元\n2\t类风湿关节炎\t60%\t2400元"
    assert subjects(text, "population") == ["恶性肿瘤", "恶性肿瘤", "类风湿关节炎", "类风湿关节炎"]


def test_regions_of_a_sentence() -> None:
    text = "中央财政对西部地区按80%的比例补助，对中部地区按60%的比例补助。居民医保参保率为95%。"
    assert subjects(text, "region") == ["西部地区", "中部地区", None]
