"""Small builders for the tests of this stage: a circular and its values in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.records.extraction import Extraction
from extractor.records.models import (
    BracketBounds,
    CitationRecord,
    DocumentRecord,
    Line,
    ParameterRecord,
)

CITY, PROVINCE, NATION = ("威海市", "371000"), ("山东省", "370000"), ("全国", "000000")
RATIO, CAP, FIRST = "critical_illness.payment_ratio", "critical_illness.annual_cap", "critical_illness.deductible"
SUBSIDY = "resident_medical.financing.fiscal_subsidy"


@dataclass
class Label:
    """A concept as the writer sees it."""

    label: str
    direction: str


CONCEPTS = {
    RATIO: Label("大病保险(分段)支付比例", "floor"),
    CAP: Label("大病保险年度最高支付限额", "floor"),
    FIRST: Label("大病保险起付标准", "ceiling"),
    SUBSIDY: Label("居民医保人均财政补助标准", "floor"),
    "resident_medical.financing.individual_contribution": Label("居民医保个人缴费标准", "floor"),
    "resident_medical.financing.central_subsidy_ratio": Label("中央财政补助比例", "exact"),
    "resident_medical.inpatient.deductible": Label("居民住院起付标准", "ceiling"),
    "resident_medical.inpatient.payment_ratio": Label("居民住院(政策范围内)支付比例", "floor"),
    "resident_medical.inpatient.annual_cap": Label("居民基本医保(统筹基金)年度最高支付限额", "floor"),
    "resident_medical.outpatient.deductible": Label("居民普通门诊起付标准", "ceiling"),
    "resident_medical.outpatient.payment_ratio": Label("居民普通门诊支付比例", "floor"),
    "resident_medical.outpatient.annual_cap": Label("居民普通门诊统筹最高支付限额", "floor"),
    "resident_medical.waiting_period": Label("待遇享受等待期", "ceiling"),
    "medical_assistance.deductible": Label("医疗救助起付标准", "ceiling"),
    "medical_assistance.payment_ratio": Label("医疗救助支付比例", "floor"),
    "medical_assistance.annual_cap": Label("医疗救助年度限额", "floor"),
    "remote_care.outlets": Label("联网结算医疗机构数", "floor"),
}


def circular(number: str | None, place: tuple[str, str] | None, date: str | None, *records: dict[str, Any],
             text: str = "", **head: Any) -> Extraction:
    """A file with one circular: `records` are values, or citations where they have a `relation`."""
    name = number or head.get("title", "无文号")
    source = f"{name}.txt"
    text = f"{name}\n" + "".join(f"{record['quote']}。\n" for record in records) + text
    document = DocumentRecord(
        source=source, document=name, span=(0, len(name)), quote=name, id=name, number=number,
        place=place and place[0], place_code=place and place[1], date=date, **head,
    )
    lines: list[Line] = [document]
    for record in records:
        begin = text.index(record["quote"])
        common = {"source": source, "document": name, "span": (begin, begin + len(record["quote"]))}
        model = CitationRecord if "relation" in record else ParameterRecord
        lines.append(model(**common, **record))
    return Extraction(source, text, tuple(lines))


def money(concept: str, value: str | None, **more: Any) -> dict[str, Any]:
    """A money value in yuan; None is an abolished limit."""
    quote = more.pop("quote", f"{concept} {more.get('population') or ''} {value or '取消'}元")
    return {"kind": "money", "unit": "CNY", "concept": concept, "value": value, "removed": value is None,
            "quote": quote, **more}


def percent(concept: str, value: str, lower: str | None = None, upper: str | None = None, **more: Any) -> dict[str, Any]:
    """A percentage; with a bound it stands for a bracket that includes its lower bound."""
    bracket = None
    if lower is not None or upper is not None:
        bracket = BracketBounds(lower=lower, lower_inclusive=lower is not None, upper=upper)
    quote = more.pop("quote", f"{concept} {more.get('population') or ''}{more.get('tier') or ''} {lower}-{upper} {value}%")
    return {"kind": "percent", "unit": "percent", "concept": concept, "value": value, "bracket": bracket,
            "quote": quote, **more}


def repeals(number: str) -> dict[str, Any]:
    """A citation that repeals another circular."""
    return {"relation": "repeals", "number": number, "quote": f"（{number}）同时废止"}


GROUP = "建档立卡贫困人口、重点救助对象等困难人员"


def critical_illness(number: str = "威医保发〔2019〕37号", date: str = "2019-08-12", year: int | None = 2019) -> Extraction:
    """A whole critical-illness scheme: deductible, tiers and cap, for everybody and for a favoured group."""
    return circular(
        number, CITY, date,
        money(FIRST, "18000", year=year),
        percent(RATIO, "60", "18000", "100000", year=year),
        percent(RATIO, "65", "100000", "200000", year=year),
        percent(RATIO, "70", "200000", "300000", year=year),
        percent(RATIO, "75", "300000", year=year),
        money(CAP, "400000", year=year, per="person/year"),
        money(FIRST, "5000", year=year, population=GROUP),
        percent(RATIO, "65", "5000", "100000", year=year, population=GROUP),
        percent(RATIO, "75", "100000", "300000", year=year, population=GROUP),
        percent(RATIO, "85", "300000", year=year, population=GROUP),
        money(CAP, None, year=year, population=GROUP),
        title="关于做好2019年居民基本医疗保险工作的通知",
    )
