from __future__ import annotations

from datetime import date

import pytest

from extractor.quantities import Period, find_quantities, find_times


@pytest.mark.parametrize(
    ("last", "year", "expected"),
    [
        ((2, 0), 2024, date(2024, 2, 29)),
        ((2, 0), 2023, date(2023, 2, 28)),
        ((2, 30), 2024, None),
        ((12, 31), 2021, date(2021, 12, 31)),
        ((6, 30), 99999, None),
    ],
)
def test_last_day(last: tuple[int, int], year: int, expected: date | None) -> None:
    assert Period((1, 1), last, "month", year=year).last_day(None) == expected


def test_a_period_without_year_takes_the_base_year_and_its_offset() -> None:
    next_year = Period((3, 1), (3, 0), "month", offset=1)
    assert next_year.last_day(2023) == date(2024, 3, 31)
    assert next_year.first_day(None) is None


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("6月30日前", "before"),
        ("9月底前", "before"),
        ("最迟于8月1日", "before"),
        ("9月30日（星期一）下班前", "before"),
        ("到2025年", "until"),
        ("截至2022年底", "until"),
        ("自2022年1月1日起", "from"),
        ("2021年底", "end"),
        ("年内", "within"),
        ("2022年以来", "since"),
        ("2022年", None),
    ],
)
def test_boundary(text: str, boundary: str | None) -> None:
    [time] = find_times(text)
    assert time.boundary == boundary


@pytest.mark.parametrize(
    ("text", "year_from"),
    [("2021年9月底前", "text"), ("9月底前", None), ("2021年6月底前，9月底前", "text"), ("今年9月", None)],
)
def test_year_from_says_where_the_year_stands(text: str, year_from: str | None) -> None:
    assert find_times(text)[-1].year_from == year_from


def test_a_sentence_does_not_lend_its_year_to_the_next() -> None:
    first, second = find_times("2021年6月底前完成。9月底前报送")
    assert first.period is not None and first.period.year == 2021
    assert second.period is not None and second.period.year is None


@pytest.mark.parametrize(
    "text",
    [
        "三年行动",
        "12个月",
        "30天",
        "一季",
        "以前年度",
        "今后",
        "当前",
        "每年",
        "每月",
        "半年",
        "第五年",
        "2.0版",
        "年度",
    ],
)
def test_not_a_time(text: str) -> None:
    assert find_times(text) == []


@pytest.mark.parametrize("text", ["最近30日内", "提前5日", "每3年", "今后3年内", "此后10日内", "自购房之日起前3年内", "不超过退休年龄后5年内"])
def test_no_event(text: str) -> None:
    assert [time for time in find_times(text) if time.kind == "after_event"] == []


def test_duration_indexes_the_quantities() -> None:
    text = "支付60%，自受理之日起20个工作日内拨付"
    quantities = find_quantities(text)
    [time] = find_times(text, quantities)
    assert time.duration is not None and time.event is not None
    assert quantities[time.duration].value == "20"
    assert text[time.event.start : time.event.end] == "受理之日"
