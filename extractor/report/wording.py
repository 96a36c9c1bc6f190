"""Records in the words of an official: 不低于580元, 2021年9月30日前, 发文字号."""

from __future__ import annotations

from extractor.language.concepts import load_concepts
from extractor.records.models import BracketBounds, DeadlineRecord, ParameterRecord, Quantified

_UNITS = {
    "CNY": "元", "TWD": "元新台币", "HKD": "港元", "MOP": "澳门元", "USD": "美元", "EUR": "欧元",
    "percent": "%", "percentage_point": "个百分点",
    "day": "天", "workday": "个工作日", "week": "周", "month": "个月", "year": "年", "hour": "小时",
}  # fmt: skip
_COMPARATORS = {"eq": "", "ge": "不低于", "gt": "高于", "le": "不超过", "lt": "低于", "approx": "约"}
_PER = {
    "person/year": "每人每年", "person/month": "每人每月", "person": "每人", "year": "每年", "month": "每月",
    "time": "每次", "county": "每县",
}  # fmt: skip
_FIELDS = {"number": "发文字号", "title": "标题", "issuers": "发文机关", "place": "地区", "date": "成文日期"}
_FIELDS |= {"level": "层级", "place_code": "行政区划代码", "recipients": "主送机关"}
_PERIODS = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"}


def name_text(parameter: ParameterRecord) -> str:
    """What a value is: its concept's name, else the words that name it."""
    concept = load_concepts().get(parameter.concept or "")
    return concept.label if concept else parameter.label or ""


def value_text(record: Quantified) -> str:
    """A value with its bound and unit, per whom, and for which part of the base."""
    if isinstance(record, ParameterRecord) and record.removed:
        return "取消限额"
    if record.value is None:
        return "未定"
    text = f"{_COMPARATORS[record.comparator]}{record.value}{_UNITS.get(record.unit, record.unit)}"
    if isinstance(record, ParameterRecord):
        if record.per:
            text = _PER.get(record.per, f"每{record.per}") + text
        if record.bracket:
            text = f"{_bracket(record.bracket)}：{text}"
        if record.delta:
            text += f"（{'增加' if not record.delta.startswith('-') else '减少'}{record.delta.lstrip('-')}）"
    return text


def whom_text(parameter: ParameterRecord) -> str:
    """The group, tier and region that a value is for; empty for everybody."""
    return "、".join(filter(None, (parameter.population, parameter.tier, parameter.region)))


def due_text(deadline: DeadlineRecord | None) -> str:
    """When something is due."""
    if deadline is None:
        return "未定期限"
    if deadline.date:
        return f"{deadline.opens}至{deadline.date}" if deadline.opens else deadline.date
    if deadline.duration:
        length = f"{deadline.duration.value}{_UNITS.get(deadline.duration.unit, deadline.duration.unit)}内"
        return f"{deadline.event}{length}" if deadline.event else length
    if deadline.recurs:
        month = f"{deadline.recurs.month}月" if deadline.recurs.month else ""
        day = "底" if deadline.recurs.day == "last" else f"{deadline.recurs.day}日"
        return f"{_PERIODS[deadline.recurs.every]}{'次' if deadline.recurs.offset else ''}{month}{day}前"
    return "未定期限"


def reason_text(parameter: ParameterRecord) -> str:
    """Why a value is doubtful."""
    return "；".join(parameter.reasons)


def field_text(name: str) -> str:
    """A head field by its Chinese name."""
    return _FIELDS.get(name, name)


def _bracket(bounds: BracketBounds) -> str:
    lower = f"{bounds.lower}元（{'含' if bounds.lower_inclusive else '不含'}）以上" if bounds.lower else ""
    upper = f"{bounds.upper}元（{'含' if bounds.upper_inclusive else '不含'}）以下" if bounds.upper else ""
    return lower + upper
