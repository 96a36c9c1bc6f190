"""Recognizers-Text (Microsoft): amounts, percentages, numbers, dates and durations."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from recognizers_date_time import recognize_datetime
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency
from recognizers_text import Culture

from peers import deadline, mention, with_measure_word

_DURATION = re.compile(r"PT?(\d+(?:\.\d+)?)([YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


def read(text: str) -> None:
    for recognize in (recognize_currency, recognize_percentage, recognize_number, recognize_datetime):
        recognize(text, Culture.Chinese)


def records(text: str, issued: date) -> list[dict[str, Any]]:
    found = []
    for result in recognize_currency(text, Culture.Chinese):
        value, unit = result.resolution.get("value"), result.resolution.get("isoCurrency")
        if value and unit:  # not 元 without an amount, nor 分 and 角 alone
            found.append(mention(text, result.start, result.end + 1, "money", value, unit))
    for result in recognize_percentage(text, Culture.Chinese):
        value = result.resolution["value"].rstrip("%")
        unit = "percentage_point" if result.text.endswith("点") else "percent"
        found.append(mention(text, result.start, result.end + 1, "percent", value, unit))
    times = recognize_datetime(text, Culture.Chinese, reference=datetime(issued.year, issued.month, issued.day))
    for result in times:
        found += _time(text, result, issued)
    taken = [line["span"] for line in found]
    for result in recognize_number(text, Culture.Chinese):
        start, end = result.start, result.end + 1
        if not any(start < stop and begin < end for begin, stop in taken):
            found += with_measure_word(text, start, end, result.resolution["value"])
    return found


def _time(text: str, result: Any, issued: date) -> list[dict[str, Any]]:
    start, end = result.start, result.end + 1
    values = result.resolution["values"]
    if result.type_name.endswith("duration"):
        amount = _DURATION.fullmatch(values[0]["timex"])
        if not amount:
            return []
        value, unit = amount[1], _UNITS[amount[2]]
        return [
            mention(text, start, end, "duration", value, unit),
            deadline(text, start, end, duration={"value": value, "unit": unit}),
        ]
    days = [day for value in values if (day := _last_day(value))]
    # A date without a year comes in two readings, a past and a coming one: the year of issue is taken.
    day = next((day for day in days if day.year == issued.year), days[-1] if days else None)
    return [deadline(text, start, end, date=day.isoformat())] if day else []


def _last_day(value: dict[str, str]) -> date | None:
    """The last day of a reading (the end of a range is the day after it); None for a time of day."""
    moment = value.get("end") or value.get("value") or ""
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return None
    return day - timedelta(days=1) if "end" in value else day
