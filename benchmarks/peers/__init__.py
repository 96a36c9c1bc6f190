"""Other tools under the same measure: what they find in a text, as lines of the export.

A peer is a module with `records(text, issued)`, which gives the mentions and deadlines that the tool finds in a text
issued on a day, and `read(text)`, which only runs the tool. The adapters are generous: a bare number becomes a
mention with the measure word that follows it, a comparison word counts where it stands inside the tool's own span,
relative times are resolved from the day of issue, and every time expression that names a day is offered as a deadline.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

PEERS = {"jionlp": ("jionlp", "jionlp_peer"), "recognizers-text": ("recognizers_suite", "recognizers_peer")}
"""By package name: the module that is there when the peer is installed, and its adapter."""

MEASURE_WORDS = "人次|家次|周岁|[家个個名人次项項种種批例户戶期倍件份张張场場套所条條岁歲]"
DURATION_UNITS = {
    "工作日": "workday",
    "小时": "hour",
    "小時": "hour",
    "年度": "year",
    "年": "year",
    "月": "month",
    "周": "week",
    "日": "day",
    "天": "day",
}
_DURATION = re.compile(f"\\s*([个個]?)\\s*({'|'.join(DURATION_UNITS)})(?![岁歲])")
_COUNT = re.compile(f"\\s*({MEASURE_WORDS})")
_COMPARATORS = (
    ("ge", re.compile("不低于|不少于|不小于|至少|最低|以上|不低於|不少於")),
    ("le", re.compile("不超过|不高于|不多于|最高|最多|最长|以内|以下|之内|[内內]$|不超過|不高於|以內")),
    ("gt", re.compile("超过|高于|大于|多于|超過|高於")),
    ("lt", re.compile("低于|少于|小于|不足|未满|低於|少於")),
    ("approx", re.compile("左右|大约|约|上下|約")),
)


def installed() -> dict[str, ModuleType]:
    """The adapters of the peers that are installed, by package name."""
    return {name: import_module(f"peers.{adapter}") for name, (module, adapter) in PEERS.items() if find_spec(module)}


def comparator(quote: str) -> str:
    """The comparison that words inside a tool's own span express."""
    return next((name for name, words in _COMPARATORS if words.search(quote)), "eq")


def mention(text: str, start: int, end: int, kind: str, value: str, unit: str) -> dict[str, Any]:
    quote = text[start:end]
    return {
        "type": "mention",
        "span": (start, end),
        "quote": quote,
        "kind": kind,
        "value": value,
        "unit": unit,
        "comparator": comparator(quote),
    }


def deadline(text: str, start: int, end: int, **due: Any) -> dict[str, Any]:
    return {"type": "deadline", "span": (start, end), "quote": text[start:end], **due}


def with_measure_word(text: str, start: int, end: int, value: str) -> list[dict[str, Any]]:
    """What a bare number means with the measure word after it: a duration, a count, or nothing known.

    A duration is offered as a deadline too. A number of four digits before 年 is a calendar year, one before 月 or 日 a
    part of a date; a count in Chinese numerals is a turn of phrase (一批, 四个).
    """
    if unit := _DURATION.match(text, end):
        if not unit[1] and (unit[2] in "月日" or (unit[2][0] == "年" and end - start == 4)):
            return []
        name = DURATION_UNITS[unit[2]]
        return [
            mention(text, start, unit.end(), "duration", value, name),
            deadline(text, start, unit.end(), duration={"value": value, "unit": name}),
        ]
    if (unit := _COUNT.match(text, end)) and text[start].isdigit():
        return [mention(text, start, unit.end(), "count", value, unit[1])]
    return []


def recurring(every: str, last_day: date) -> dict[str, Any]:
    """The recurrence of a period (`month` or `year`) that ends on `last_day` this time."""
    ends_month = (last_day + timedelta(days=1)).day == 1
    month = last_day.month if every == "year" else None
    return {"every": every, "offset": 0, "month": month, "day": "last" if ends_month else last_day.day}
