"""The words of findings: documents, values, people and dates as a careful official would write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import portion

from extractor.consistency import naming
from extractor.consistency.documents import Document
from extractor.consistency.index import Index
from extractor.consistency.values import INFINITE, Setting
from extractor.normalize.script import to_simplified

_CURRENCIES = {"CNY": "元", "TWD": "元新台币", "HKD": "港元", "MOP": "澳门元", "USD": "美元", "EUR": "欧元"}
_DURATIONS = {"day": "天", "workday": "个工作日", "week": "周", "month": "个月", "year": "年", "hour": "小时"}
_PERIODS = {
    "person/year": "每人每年", "person/month": "每人每月", "person": "每人", "person/time": "每人每次", "year": "每年",
    "month": "每月", "time": "每次", "county": "每个县", "hour": "每小时", "person/hour": "每小时",
}  # fmt: skip
_BEFORE = {"ge": "不低于", "gt": "高于", "le": "不超过", "lt": "低于"}
_BEFORE_AMOUNT = {"ge": "不少于", "gt": "多于", "le": "不超过", "lt": "少于"}
_GLOSS = re.compile(r"[(（][^()（）]*[)）]")
_MYRIAD = Decimal(10_000)


def issuer(document: Document) -> str:
    """Who speaks: 国家, or the place."""
    if document.record.level == "national":
        return "国家"
    return document.record.place or next(iter(document.record.issuers), "发文机关不详")


def name(document: Document) -> str:
    """A circular in one phrase: 济南市（济医保发〔2021〕7号）; without a number 湘潭市2031年8月5日《关于调整…的通知》."""
    number = document.record.number
    return f"{issuer(document)}（{number}）" if number else issuer(document) + naming.called(document)


def day(when: date | None) -> str:
    return f"{when.year}年{when.month}月{when.day}日" if when else "日期不详"


def number(value: Decimal) -> str:
    """A number without trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


def quantity(value: Decimal, unit: str) -> str:
    """A value with its unit: 1.8万元, 70%, 10个工作日, 1家."""
    if unit in _CURRENCIES:
        in_myriads = abs(value) >= _MYRIAD and value % 100 == 0
        return (f"{number(value / _MYRIAD)}万" if in_myriads else number(value)) + _CURRENCIES[unit]
    if unit == "percent":
        return f"{number(value)}%"
    if unit == "percentage_point":
        return f"{number(value)}个百分点"
    return number(value) + _DURATIONS.get(unit, to_simplified(unit))


def unit_name(unit: str, per: str | None) -> str:
    """A unit with what an amount is per, in a column of its own: 元（每人每年）, %, 个工作日."""
    names = {"percent": "%", "percentage_point": "个百分点", **_CURRENCIES, **_DURATIONS}
    return names.get(unit, to_simplified(unit)) + (f"（{_PERIODS.get(per, per)}）" if per else "")


def value(setting: Setting) -> str:
    """What is set, with its comparison word: 每人每年不低于580元, 70%左右, 不设限额."""
    record = setting.record
    if setting.value == INFINITE:
        return "不再设限"
    period = _PERIODS.get(record.per or "", "")
    around = "左右" if record.comparator == "approx" else ""
    words = _BEFORE_AMOUNT if record.kind in ("count", "duration") else _BEFORE
    return period + words.get(record.comparator, "") + quantity(setting.value, record.unit) + around


def difference(amount: Decimal, setting: Setting) -> str:
    """A difference in the setting's unit; between percentages it is in 百分点."""
    unit = "percentage_point" if setting.record.unit == "percent" else setting.record.unit
    return quantity(abs(amount), unit)


def what(index: Index, setting: Setting, *, year: int | None = None, with_part: bool = True) -> str:
    """What is set, for whom and for which part: 2019年困难人员的大病保险支付比例（三级医疗机构，5万元至10万元部分）."""
    record = setting.record
    concept = index.concept_of(setting)
    label = _GLOSS.sub("", concept.label) if concept else to_simplified("".join((record.label or "该标准").split()))
    when = f"{year}年" if year else ""
    people = people_of(setting)
    limits = [_tier(setting)] if record.tier else []
    limits += [part(setting)] if setting.part is not None and with_part else []
    limits += [setting.region] if setting.region else []
    limits += ["适用范围见原文"] if setting.record.population and not people else []
    return f"{when}{people + '的' if people else ''}{label}" + (f"（{'，'.join(limits)}）" if limits else "")


def people_of(setting: Setting) -> str:
    """The group as messages name it, in simplified characters; empty for everybody, and where the words name nobody."""
    return naming.group(setting.record.population)


def _tier(setting: Setting) -> str:
    tier = to_simplified("".join((setting.record.tier or "").split()))
    return f"{tier}医疗机构" if setting.tier <= {"0", "1", "2", "3"} and tier[-1] in "级层下上" else tier


def part(setting: Setting) -> str:
    """The bracket that a value is for: 5万元至10万元部分."""
    assert setting.part is not None
    lower, upper = setting.part.lower, setting.part.upper
    if lower == -portion.inf:
        return f"{quantity(upper, 'CNY')}以下部分"
    if upper == portion.inf:
        return f"{quantity(lower, 'CNY')}以上部分"
    return f"{quantity(lower, 'CNY')}至{quantity(upper, 'CNY')}部分"
