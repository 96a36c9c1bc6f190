"""What the four checks of values against a higher level share: their findings and their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.comparable import Verdict, amounts_of
from extractor.consistency.comparisons import Comparison
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding, Severity
from extractor.consistency.reporting import finding, side_of
from extractor.policy.in_force import INFINITE
from extractor.policy.wording import number_text


def findings(
    context: Context, value: Value, verdict: Verdict, severity: Severity, relation: str
) -> Iterator[Finding]:
    """A finding for every comparison with this verdict; `relation` is the verb between the two values (低于)."""
    for one in context.comparisons(value):
        if one.verdict == verdict:
            yield finding(
                verdict,
                severity,
                side_of(one.lower),
                side_of(one.higher),
                _message(context, one, relation),
                concept=one.lower.concept,
                about=about(context, one),
                evidence="values",
            )


def about(context: Context, one: Comparison) -> str:
    return wording.about(context, one.lower, year=one.year)


def _message(context: Context, one: Comparison, relation: str) -> str:
    lower, higher = one.lower, one.higher
    subject = wording.what(context, lower, year=one.year)
    if higher.value == INFINITE:
        return (
            f"{wording.name(lower.document)}规定{subject}为{wording.value(lower)}，"
            f"而{wording.name(higher.document)}已取消该项限制，不应再设{_remarks(context, one)}。"
        )
    return (
        f"{wording.name(lower.document)}规定{subject}为{wording.value(lower)}，"
        f"{relation}{wording.name(higher.document)}“{wording.value(higher)}”的{_force(one)}"
        f"{_gap(context, one)}{_remarks(context, one)}。"
    )


def _force(one: Comparison) -> str:
    return {"principle": "原则性要求", "target": "目标要求"}.get(one.higher.record.modality, "要求")


def _gap(context: Context, one: Comparison) -> str:
    amounts = amounts_of(context, one.lower, one.higher)
    if amounts is None or INFINITE in (one.lower.value, one.higher.value):
        return ""
    gap = amounts.lower[1] - amounts.higher[1]
    if amounts.converted and one.lower.record.kind == "duration":
        return f"，按日历日折算约相差{number_text(abs(gap).quantize(1))}天"
    converted = "按同一周期折算" if amounts.converted else ""
    return f"，{converted}相差{wording.difference(gap, one.higher)}" if gap else ""


def _remarks(context: Context, one: Comparison) -> str:
    lower, higher = one.lower, one.higher
    remarks = []
    if one.fit.group == "part":
        whom = wording.people_of(higher)
        remarks.append(f"上级未单列该人群，按其对{whom}的规定比较" if whom else "上级未单列该人群，按其一般标准比较")
    if one.fit.tier == "part" or one.fit.part == "part":
        remarks.append("上级的限度适用于各档次")
    if lower.year is None and lower.document.year is not None and lower.document.year < one.year:
        remarks.append(f"{one.year}年未另定标准，{lower.document.year}年所定标准仍在执行")
    if lower.document.is_draft:
        remarks.append("该文件尚为征求意见稿")
    if higher.record.modality == "principle":
        remarks.append("确有特殊情况的须说明理由")
    return f"（{'；'.join(remarks)}）" if remarks else ""
