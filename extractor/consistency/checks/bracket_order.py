"""A scale runs against its purpose: more cost is paid at a lower ratio, or a favoured group gets less.

Payment ratios are expected to rise, or stay, from bracket to bracket. Groups that policy favours (困难人员, 退休人员 …)
are expected to get no less, and to bear no more, than everybody in the same document for the same year and grade;
where both have brackets, those that overlap are compared.

Fires: 10万元以下支付70%，10万元（含）以上支付65%; 大病保险起付标准1.4万元，困难人员起付标准1.8万元.
Does not fire: 三级医院支付65%，一级医院支付90% (grades of hospitals, no brackets); 困难人员起付标准7000元.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.circumstances import same_circumstances
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.consistency.scales import scales
from extractor.policy.documents import Document
from extractor.policy.in_force import INFINITE, Setting, period_of
from extractor.vocabulary import load_yaml


def find(context: Context, document: Document) -> Iterator[Finding]:
    for scale in scales(context, document.id):
        for one, other in zip(scale.steps, scale.steps[1:], strict=False):
            if _must_rise(context, one) and other.value < one.value and _follows(one, other):
                yield _falls(context, document, one, other)
    yield from _favoured(context, document)


def _must_rise(context: Context, setting: Setting) -> bool:
    concept = context.concept_of(setting)
    return (
        concept is not None and concept.direction == "floor" and setting.record.unit == "percent"
        and "payment_ratio" in concept.id
    )


def _follows(one: Setting, other: Setting) -> bool:
    assert one.part is not None and other.part is not None
    return bool(one.part.upper <= other.part.lower)


def _falls(context: Context, document: Document, one: Setting, other: Setting) -> Finding:
    subject = wording.what(context, other, year=other.year)
    return finding(
        "bracket-order",
        "warning",
        side_of(other),
        side_of(one),
        f"{wording.name(document)}规定{subject}为{wording.value(other)}，反而低于"
        f"{wording.what(context, one)}的{wording.value(one)}，"
        f"相差{wording.difference(one.value - other.value, one)}，费用越高支付比例越低。",
        concept=one.concept,
        about=wording.about(context, other, year=other.year),
    )


def _favoured(context: Context, document: Document) -> Iterator[Finding]:
    settings = [one for one in context.settings_of[document.id] if one.is_sure and one.key and _is_benefit(one)]
    general: dict[tuple[object, ...], list[Setting]] = {}
    for one in settings:
        if one.group is None:
            general.setdefault(_peers(one), []).append(one)
    for one in settings:
        if one.group is None or not one.group.is_favoured:
            continue
        for everybody in general.get(_peers(one), ()):
            if _is_worse(context, one, everybody) and same_circumstances(context, one, everybody):
                yield _less(context, document, one, everybody)
                break


def _is_benefit(setting: Setting) -> bool:
    return (setting.concept or "").rpartition(".")[2] in load_yaml("consistency/benefits.yaml")


def _peers(setting: Setting) -> tuple[object, ...]:
    record = setting.record
    return setting.key, setting.year, setting.tier, setting.region, record.unit, period_of(record.per)


def _is_worse(context: Context, one: Setting, everybody: Setting) -> bool:
    concept = context.concept_of(one)
    if concept is None or INFINITE in (one.value, everybody.value):
        return False
    if (one.part is None) != (everybody.part is None):
        return False
    if one.part is not None and everybody.part is not None:
        common = one.part & everybody.part
        if common.empty or common.lower == common.upper:
            return False
    if concept.direction == "floor":
        return one.value < everybody.value and everybody.record.comparator in ("eq", "ge")
    return concept.direction == "ceiling" and one.value > everybody.value and everybody.record.comparator in ("eq", "le")


def _less(context: Context, document: Document, one: Setting, everybody: Setting) -> Finding:
    subject = wording.what(context, one, year=one.year)
    worse = "低于" if one.value < everybody.value else "高于"
    return finding(
        "bracket-order",
        "warning",
        side_of(one),
        side_of(everybody),
        f"{wording.name(document)}规定{subject}为{wording.value(one)}，反而{worse}一般人员的{wording.value(everybody)}，"
        f"相差{wording.difference(one.value - everybody.value, one)}，与倾斜保障的方向不符。",
        concept=one.concept,
        about=wording.about(context, one, year=one.year),
    )
