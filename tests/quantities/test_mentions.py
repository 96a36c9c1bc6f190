from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import find_brackets, find_quantities, find_times, find_vague, read_quantities

PIECES = """1 2021 0.5 1,200 三 十五 几 数百 一千多 元 万元 % ‰ 个 家 年 月 日 个月 工作日 周岁 倍 以上 以下 （含） （不含） 不超过 至少 最高
至 — 、 ， 。 ； 自 之日起 内 前 底 每 次 每人每年 第 〔 〕 “ ” 《 》 百分之 分之 半 一 两 的 部分 新台币 /人/年"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\t"])


@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_text_is_read_without_failing_and_in_order(text: str) -> None:
    quantities, vague = read_quantities(text)
    assert [quantity.start for quantity in quantities] == sorted(quantity.start for quantity in quantities)
    for quantity in quantities:
        quote = text[quantity.start : quantity.end]
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        assert "\n" not in quote
        assert "\t" not in quote
        assert "e" not in quantity.value.lower()
    assert find_vague(text) == vague
    times = find_times(text, quantities)
    assert all("\n" not in text[time.start : time.end] for time in times)
    for bracket in find_brackets(text, quantities):
        assert bracket.end <= bracket.governs <= len(text)
        assert "\n" not in text[bracket.start : bracket.governs]


@given(st.lists(WORDS, max_size=30).map("".join))
def test_lines_are_read_on_their_own(text: str) -> None:
    """Reading two documents one after the other gives what reading each gives."""
    if "新台币" in text:
        return
    first, second = "中央补助3%，", text.replace("\t", "")
    joined = find_quantities(f"{first}\n{second}")
    alone = find_quantities(second)
    shift = len(first) + 1
    assert [(q.start - shift, q.value, q.comparator) for q in joined[1:]] == [
        (q.start, q.value, q.comparator) for q in alone
    ]


@pytest.mark.parametrize(
    ("text", "inclusive"),
    [("5万元（含）以上", True), ("5万元以上（不含）", False), ("5万元以上", None), ("5年及以上", True)],
)
def test_inclusive_says_what_is_printed(text: str, inclusive: bool | None) -> None:
    [quantity] = find_quantities(text)
    assert quantity.inclusive is inclusive


def test_number_span_is_the_bare_value() -> None:
    text = "原则上不低于人民币200元（含）"
    [quantity] = find_quantities(text)
    assert text[quantity.number_start : quantity.number_end] == "200元"
    assert text[quantity.start : quantity.end] == text


def test_ends_of_a_range_share_a_span_and_have_roles() -> None:
    lower, upper = find_quantities("承办机构为1至2家")
    assert (lower.start, lower.end) == (upper.start, upper.end)
    assert (lower.range_role, upper.range_role) == ("lower", "upper")


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2021〕14号",
        "统一社会信用代码91370100MA3C00000X",
        "M51.101+G55.1",
        "联系电话：010-12345678",
        "上午9时30分",
        "个人负担",
        "共1500 000元",
        "007个",
        "2 0元",
        "加强第一、二、三项工作",
        "实行“一件事一次办”",
        "上半年、下一年度、当年",
        "三类地区和二类地区",
    ],
)
def test_not_a_quantity(text: str) -> None:
    assert find_quantities(text) == []
    assert find_vague(text) == []


@pytest.mark.parametrize(
    "unit",
    ["一、", "1", "1,", "（", "不低于医疗费用的", "50%", "第一、", "1—", "百分之", "《", "自", "每年", "“", "几"],
)
def test_long_monotonous_text_is_read(unit: str) -> None:
    text = unit * 20000
    quantities = find_quantities(text)
    assert all(quantity.end <= len(text) for quantity in quantities)
    find_times(text, quantities)
    find_brackets(text, quantities)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建筑面积90—120（含）平方米", [("90", "ge"), ("120", "le")]),
        ("建筑面积150（不含）平方米以上", [("150", "gt")]),
        ("达到3000（含）至5000（不含）平方米", [("3000", "ge"), ("5000", "lt")]),
        ("发放消费券300张（不含二手房）", [("300", "eq")]),
        ("高度高于或等于80米", [("80", "ge")]),
        ("利率按LPR-20BP执行", [("0.2", "eq")]),
        ("2.2024年12月31日前缴清", []),
        ("见 https://example.org/a?text=%E3%80%8A", []),
        ("提交其中的一个及以上要件", [("1", "ge")]),
        ("可以申请提取一次住房公积金", [("1", "eq")]),
    ],
)
def test_value_and_comparator(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.value, one.comparator) for one in find_quantities(text)] == expected
