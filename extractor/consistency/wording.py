"""The words of findings: documents, values, people and dates as a careful official would write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import portion

from extractor.consistency import naming
from extractor.consistency.index import Index
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.policy.in_force import INFINITE, Setting
from extractor.policy.tiers import is_graded
from extractor.policy.wording import bounded_text, day_text, per_text, quantity_text, unit_text

_GLOSS = re.compile(r"[(（][^()（）]*[)）]")


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
    return day_text(when) if when else "日期不详"


def unit_name(unit: str, per: str | None) -> str:
    """A unit with what an amount is per, in a column of its own: 元（每人每年）, %, 个工作日."""
    return unit_text(unit) + (f"（{per_text(per)}）" if per else "")


def value(setting: Setting) -> str:
    """What is set, with its comparison word: 每人每年不低于580元, 70%左右, 不设限额."""
    record = setting.record
    if setting.value == INFINITE:
        return "不再设限"
    return per_text(record.per) + bounded_text(record.kind, record.comparator, quantity_text(setting.value, record.unit))


def difference(amount: Decimal, setting: Setting) -> str:
    """A difference in the setting's unit; between percentages it is in 百分点."""
    unit = "percentage_point" if setting.record.unit == "percent" else setting.record.unit
    return quantity_text(abs(amount), unit)


def what(index: Index, setting: Setting, *, year: int | None = None, with_part: bool = True, with_people: bool = True) -> str:
    """What is set, for whom and for which part: 2019年困难人员的大病保险支付比例（三级医疗机构，5万元至10万元部分）."""
    if not with_people:
        return _put_together(year, "", _label(index, setting), [])
    people = people_of(setting)
    label = _label(index, setting)
    limits = _limits(setting, with_part)
    if setting.record.population and not people:
        case = naming.case(setting.record.population)
        limits += [] if case and case in label else [case or "适用范围见原文"]
    return _put_together(year, people, label, limits)


def about(index: Index, setting: Setting, *, year: int | None = None) -> str:
    """What is set, with the group as printed: what the id of a finding follows from, however messages call the group."""
    people = to_simplified("".join((setting.record.population or "").split())).removesuffix("的")
    return _put_together(year, people, _label(index, setting), _limits(setting, True))


def _label(index: Index, setting: Setting) -> str:
    concept = index.concept_of(setting)
    return _GLOSS.sub("", concept.label) if concept else to_simplified("".join((setting.record.label or "该标准").split()))


def _limits(setting: Setting, with_part: bool) -> list[str]:
    limits = [_tier(setting)] if setting.record.tier else []
    limits += [part(setting)] if setting.part is not None and with_part else []
    return limits + ([setting.region] if setting.region else [])


def _put_together(year: int | None, people: str, label: str, limits: list[str]) -> str:
    when = f"{year}年" if year else ""
    return f"{when}{people + '的' if people else ''}{label}" + (f"（{'，'.join(limits)}）" if limits else "")


def people_of(setting: Setting) -> str:
    """The group as messages name it, in simplified characters; empty for everybody, and where the words name nobody."""
    return naming.group(setting.record.population)


def _tier(setting: Setting) -> str:
    tier = to_simplified("".join((setting.record.tier or "").split()))
    return f"{tier}医疗机构" if is_graded(setting.tier) and tier[-1] in "级层下上" else tier


def part(setting: Setting) -> str:
    """The bracket that a value is for: 5万元至10万元部分."""
    assert setting.part is not None
    lower, upper = setting.part.lower, setting.part.upper
    if lower == -portion.inf:
        return f"{quantity_text(upper, 'CNY')}以下部分"
    if upper == portion.inf:
        return f"{quantity_text(lower, 'CNY')}以上部分"
    return f"{quantity_text(lower, 'CNY')}至{quantity_text(upper, 'CNY')}部分"
