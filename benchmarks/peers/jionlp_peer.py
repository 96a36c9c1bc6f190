"""JioNLP: amounts of money and time expressions (it has no percentages and no counts)."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

import jionlp

from peers import DURATION_UNITS, deadline, mention, recurring, with_measure_word

logging.getLogger().setLevel(logging.CRITICAL)  # It logs a traceback for every expression that it cannot parse.

CURRENCIES = {"元": "CNY", "港元": "HKD", "新台币": "TWD", "澳门元": "MOP", "美元": "USD", "欧元": "EUR"}
_BOUNDS = {"blur+": "ge", "blur-": "le", "blur": "approx"}
_SPAN_OF_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*[个個]?\s*(?:工作日|小时|小時|年度?|月|周|日|天)[以之]?[内內]")


def read(text: str) -> None:
    jionlp.ner.extract_money(text, with_parsing=True)
    jionlp.ner.extract_time(text)


def records(text: str, issued: date) -> list[dict[str, Any]]:
    found = []
    for entity in jionlp.ner.extract_money(text, with_parsing=True):
        found += _money(text, entity)
    base = {"year": issued.year, "month": issued.month, "day": issued.day}
    for entity in jionlp.ner.extract_time(text, time_base=base):
        found += _time(text, entity)
    return found


def _money(text: str, entity: dict[str, Any]) -> list[dict[str, Any]]:
    detail = entity["detail"]
    unit = CURRENCIES.get(detail["case"], detail["case"])
    numbers = detail["num"] if isinstance(detail["num"], list) else [detail["num"]]
    lines = [mention(text, *entity["offset"], "money", number, unit) for number in numbers]
    if len(lines) == 2:
        lines[0]["comparator"], lines[1]["comparator"] = "ge", "le"
    elif lines[0]["comparator"] == "eq":
        lines[0]["comparator"] = _BOUNDS.get(detail["definition"], "eq")
    return lines


def _time(text: str, entity: dict[str, Any]) -> list[dict[str, Any]]:
    start, end = entity["offset"]
    detail = entity["detail"]
    if amount := _SPAN_OF_TIME.fullmatch(text, start, end):
        lines = with_measure_word(text, start, amount.end(1), amount[1])
        return [{**line, "comparator": "le"} if line["type"] == "mention" else line for line in lines]
    if entity["type"] == "time_delta":
        deltas = detail["time"] if isinstance(detail["time"], list) else [detail["time"]]
        amounts = [(unit, f"{value:g}") for delta in deltas for unit, value in delta.items()]
        lines = [mention(text, start, end, "duration", value, unit) for unit, value in amounts if unit in _UNITS]
        if len(lines) == 2:
            lines[0]["comparator"], lines[1]["comparator"] = "ge", "le"
        due = [deadline(text, start, end, duration={"value": value, "unit": unit}) for unit, value in amounts]
        return lines + due
    if entity["type"] == "time_period":
        point = detail["time"]["point"]
        every = next(iter(detail["time"]["delta"]))
        last = point and point["time"][1]
        return [deadline(text, start, end, recurs=recurring(every, _day(last)))] if last else []
    last = detail["time"][1]
    return [deadline(text, start, end, date=last[:10])] if last[:1].isdigit() else []


_UNITS = frozenset(DURATION_UNITS.values())


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
