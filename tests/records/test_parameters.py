"""Which quantities set a policy value, and what is said of them; the plain cases are in the table of examples."""

from __future__ import annotations

import pytest

from extractor.records.models import ParameterRecord
from tests.records.reading import read


def values(text: str) -> list[str | None]:
    return [parameter.value for parameter in read(text).parameters]


def the_one(text: str) -> ParameterRecord:
    [parameter] = read(text).parameters
    return parameter


@pytest.mark.parametrize(
    "text",
    [
        "本办法有效期5年。",
        "本通知试行2年。",
        "本办法所称困难家庭是指人均收入不超过2000元的家庭。",
        "居民医保参保人员年满70周岁。",
        "中断缴费超过12个月的，按规定给予补贴。",
        "全市共有定点医疗机构350家。",
    ],
)
def test_what_sets_nothing(text: str) -> None:
    assert values(text) == []
    assert read(text).mentions  # it is a quantity all the same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("居民医保住院起付标准为500元。", ["500"]),
        ("对年满70周岁的居民，居民医保个人缴费标准为200元。", ["200"]),
        ("居民医保财政补助标准由640元提高到670元。", ["670"]),
        ("居民大病保险1.4万元以上至10万元部分支付60%。", ["60"]),  # bounds are no values
        ("每个县至少设置1家经办机构。", ["1"]),
        ("森林覆盖率达到30%。", ["30"]),
    ],
)
def test_what_sets_a_value(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("居民医保财政补助标准为每人每年670元。", "person/year"),
        ("居民医保财政补助标准为670元。", "person/year"),  # the concept's own
        ("农村低保标准为每人每年7200元。", "person/year"),  # printed wins
        ("居民医保普通门诊年度支付限额每人300元。", "person/year"),
        ("居民医保一个自然年度内，普通门诊每人最高支付300元。", "person/year"),
        ("居民医保普通门诊每人最高支付300元。", "person"),
        ("农村低保标准由每人每年6600元提高到7200元。", "person/year"),  # the old value's
        ("居民医保住院起付标准为500元。", None),
        ("小时最低工资标准为22元。", "hour"),
    ],
)
def test_per(text: str, per: str | None) -> None:
    assert the_one(text).per == per


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("居民医保普通门诊年度支付限额不超过300元。", "eq"),  # the word only says that it is a limit
        ("居民医保普通门诊年度支付限额不低于300元。", "ge"),  # a bound on the limit
        ("居民医保普通门诊最高支付300元。", "eq"),
        ("居民医保住院起付标准不超过500元。", "le"),
        ("居民医保住院支付比例达到70%左右。", "approx"),
        ("住房公积金贷款首付款比例不低于20%。", "ge"),  # a ratio is no limit
        ("职工医保累计缴费年限满25年。", "eq"),
    ],
)
def test_comparator(text: str, comparator: str) -> None:
    parameter = the_one(text)
    assert parameter.comparator == comparator
    [mention] = read(text).mentions
    assert (mention.span, mention.value) == (parameter.span, parameter.value)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("取消居民大病保险年度最高支付限额。", "critical_illness.annual_cap"),
        ("对特困人员、孤儿取消医疗救助起付标准。", "medical_assistance.deductible"),
        ("居民大病保险取消最高支付限额。", "critical_illness.annual_cap"),
    ],
)
def test_removed(text: str, concept: str) -> None:
    parameter = the_one(text)
    assert (parameter.concept, parameter.removed, parameter.value) == (concept, True, None)
    assert parameter.quote.startswith("取消")


@pytest.mark.parametrize(
    "text",
    [
        "严禁擅自取消居民大病保险起付标准。",
        "杜绝取消医疗救助年度限额等问题。",
        "取消报销证明事项，年度限额按规定执行。",  # another clause
        "取消非急诊且未转诊等审批。",
    ],
)
def test_not_removed(text: str) -> None:
    assert values(text) == []


TITLE = "关于做好2024年居民医保工作的通知\n\n各县区医疗保障局：\n"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (TITLE + "财政补助标准为670元。", 2024),
        (TITLE + "2025年财政补助标准为700元。", 2025),
        (TITLE + "待遇等待期为3个月。", None),  # a standing rule
        (TITLE + "办理时限为5个工作日。", None),
        ("财政补助标准为670元。", None),
    ],
)
def test_year(text: str, year: int | None) -> None:
    assert the_one(text).year == year


def test_every_doubt_is_told_once() -> None:
    parameter = the_one(TITLE + "一、门诊待遇\n对低保对象，普通门诊支付比例为60%。")
    assert parameter.confidence == "medium"
    assert parameter.reasons == ("险种承自文件标题", "年度取自文件标题")


def test_the_order_is_that_of_the_text() -> None:
    text = "居民大病保险取消最高支付限额，起付标准为1万元，支付比例为60%。"
    spans = [parameter.span for parameter in read(text).parameters]
    assert spans == sorted(spans) and len(spans) == 3


@pytest.mark.parametrize("copies", [1, 200])
def test_an_endless_sentence_is_read_as_a_short_one(copies: int) -> None:
    sentence = "居民医保住院支付比例为70%，职工医保住院支付比例为85%，"
    found = read(sentence * copies).parameters
    assert [p.concept for p in found] == [
        "resident_medical.inpatient.payment_ratio", "employee_medical.inpatient.payment_ratio"] * copies
