"""Two circulars whose texts hold what must not run, and a finding between them."""

from __future__ import annotations

from extractor.consistency.model import Finding, Side
from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
    TaskRecord,
)
from tests.report.building import Builder

EVIL = '<script>alert("甲")</script>&amp;'
TEXT = f"""某市医疗保障局文件
关于提高居民医保补助标准的通知 {EVIL}
各县人民政府：
一、补助标准。居民医保财政补助标准由550元提高到每人每年580元，在职职工住院支付比例达到
90%左右。
二、组织实施。各县要在2021年9月底前落实到位（责任单位：市医保局、市财政局）。依据《关于居民医保的意见》（某府发〔2020〕1号）办理，若干名专员负责。"""
SUBSIDY = "resident_medical.financing.fiscal_subsidy"


def city(source: str = "b.txt") -> Extraction:
    builder = Builder(TEXT, source).head(
        number="某医保发〔2021〕5号", title=f"关于提高居民医保补助标准的通知{EVIL}", issuers=("某市医疗保障局",),
        level="city", place="某市", place_code="990100", supplied=("title",),
    )  # fmt: skip
    due = {"date": "2021-09-30", "precision": "month", "action": "各县落实到位", "year_from": "document"}
    builder.record(MentionRecord, "550元", kind="money", value="550", unit="CNY", section=("一",))
    builder.record(
        ParameterRecord, "580元", kind="money", value="580", unit="CNY", concept=SUBSIDY, label="财政补助标准",
        per="person/year", previous="550", year=2021, section=("一",), page=2,
    )  # fmt: skip
    builder.record(
        ParameterRecord, "90%左右", kind="percent", value="90", unit="percent", comparator="approx",
        label="住院支付比例", population=f"在职职工{EVIL}", confidence="low", reasons=("没有合适的概念",), section=("一",),
    )  # fmt: skip
    deadline = builder.at(DeadlineRecord, "2021年9月底前", **due)
    builder.record(DeadlineRecord, "2021年9月底前", **due)
    builder.record(
        TaskRecord, "各县要在2021年9月底前落实到位", id="t1", action="各县落实到位", deadline=deadline, section=("二",),
        lead=("市医保局",), support=("市财政局",),
    )  # fmt: skip
    builder.record(AssignmentRecord, "责任单位：市医保局、市财政局", lead=("市医保局",), support=("市财政局",))
    builder.record(
        CitationRecord,
        "《关于居民医保的意见》（某府发〔2020〕1号）",
        title="关于居民医保的意见",
        number="某府发〔2020〕1号",
    )
    builder.record(NoteRecord, "若干名", code="vague", message=f"数量不明确{EVIL}")
    return builder.done()


def nation() -> Extraction:
    text = "国家医疗保障局通知\n财政补助标准不低于610元，印发后30天内落实。"
    builder = Builder(text, "a.txt").head(number="医保发〔2021〕1号", title="通知", level="national", place="全国")
    builder.record(
        ParameterRecord,
        "不低于610元",
        kind="money",
        value="610",
        unit="CNY",
        comparator="ge",
        concept=SUBSIDY,
        year=2021,
    )
    builder.record(
        DeadlineRecord, "印发后30天内", duration={"value": "30", "unit": "day"}, **{"from": "印发后"}, action="落实"
    )
    return builder.done()


def finding(**fields: object) -> Finding:
    one, other = city().parameters[0], nation().parameters[0]
    lower = Side(document=one.document, source="b.txt", span=one.span, quote=one.quote, value="580")
    higher = Side(document=other.document, source="a.txt", span=other.span, quote=other.quote, value="610")
    defaults = {"check": "below-floor", "severity": "error", "id": "x1", "lower": lower, "higher": higher}
    return Finding.model_validate({**defaults, "message": f"某市低于国家标准30元{EVIL}", **fields})
