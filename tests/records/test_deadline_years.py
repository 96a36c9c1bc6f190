"""The year of a due date, and days that the calendar has not."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.frames.view import View
from extractor.quantities import find_quantities, find_times
from extractor.records.deadlines import find_deadlines
from extractor.spans import Span
from tests.records.due import ISSUED, read


def test_year_comes_from_the_text_or_the_document() -> None:
    first, second, third = read("2023年1月底前完成招标，3月底前完成改造。6月底前完成评估。", issued=None)
    assert [item.year_from for item in (first, second, third)] == ["text", "text", "document"]
    assert [item.date for item in (first, second, third)] == ["2023-01-31", "2023-03-31", "2024-06-30"]


def test_no_date_is_guessed_without_a_year() -> None:
    [deadline] = read("9月底前完成改造。", issued=None, base_year=None)
    assert deadline.date is None
    assert deadline.problem is not None


@pytest.mark.parametrize("text", ["请于2024年6月31日前完成整改。", "请于2023年2月29日前完成整改。"])
def test_a_day_that_the_calendar_has_not_is_reported(text: str) -> None:
    [deadline] = read(text)
    assert deadline.date is None
    assert deadline.problem is not None and "没有" in deadline.problem


def test_a_window_that_is_over_is_that_of_the_next_year() -> None:
    [deadline] = read("集中缴费期为1月1至2月10。", issued=date(2024, 10, 8))
    assert (deadline.opens, deadline.date, deadline.year_from) == ("2025-01-01", "2025-02-10", "document")


def test_a_day_without_a_year_comes_back_in_a_standing_rule() -> None:
    text = "用人单位应当在本年度内支付未休假期的工资。"
    view, times = View(text, find_quantities(text)), find_times(text)
    [rule] = find_deadlines(view, Span(0, len(text)), times, 2024, ISSUED, standing=True)
    assert rule.date is None and rule.recurs is not None and (rule.recurs.every, rule.recurs.month) == ("year", 12)
    [plan] = find_deadlines(view, Span(0, len(text)), times, 2024, ISSUED)
    assert plan.date == "2024-12-31"
