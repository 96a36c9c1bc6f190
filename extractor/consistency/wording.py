"""The words of findings: documents, values, people and dates as a careful official would write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import portion

from extractor.consistency.index import Index
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.policy.in_force import INFINITE, Setting
from extractor.policy.tiers import is_graded
from extractor.policy.wording import bounded_text, day_text, per_text, quantity_text

_GLOSS = re.compile(r"[(（][^()（）]*[)）]")


def issuer(document: Document) -> str:
    """Who speaks: 国家, or the place."""
    if document.record.level == "national":
        return "国家"
    return document.record.place or "发文机关不详的文件"


def name(document: Document) -> str:
    """A circular in one phrase: 济南市（济医保发〔2021〕7号）."""
    record = document.record
    if record.number:
        return f"{issuer(document)}（{record.number}）"
    if record.title:
        return f"{issuer(document)}《{to_simplified(record.title)}》"
    return f"{issuer(document)}{day(document.issued)}文件" if document.issued else f"{issuer(document)}（{record.source}）"


def day(when: date | None) -> str:
    return day_text(when) if when else "日期不详"


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
    return f"{when}{people + '的' if people else ''}{label}" + (f"（{'，'.join(limits)}）" if limits else "")


def people_of(setting: Setting) -> str:
    """The group as printed, in simplified characters; empty for everybody."""
    return to_simplified("".join((setting.record.population or "").split())).removesuffix("的")


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
