"""Figures of one document that do not add up.

Four kinds: the old value and the change do not give the new value; a ratio of payment or coverage is over 100 %;
shares (中央、省、市、县 or 单位、个人) do not add up to the stated total; a period ends before it begins. A list of
shares counts as complete only where it goes down to the last payer and nothing is left to 其余.

Fires: 由每人每年580元提高30元，达到640元; 支付比例提高到120%; 财政补助640元，其中中央384元、省128元、市64元、县54元.
Does not fire: 由580元提高60元，达到640元; 报销额度提高120% (a growth); 640元，其中中央财政补助384元 (not all shares).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.increments import wrong_increments
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side, side_of
from extractor.consistency.sums import wrong_sums
from extractor.policy.documents import Document
from extractor.policy.in_force import INFINITE, Setting
from extractor.policy.wording import quantity_text
from extractor.records.models import MentionRecord
from extractor.vocabulary import load_yaml

_GROWTH = re.compile("幅度|增长|增幅|涨幅|提高|增加|降低|下降|上浮|超支|完成率")
_SHARE = re.compile(
    r"(?:支付|报销|补偿|救助|补助|补贴|首付款?|自付|自负|负担|分担|承担|减免|返还|提取|结余|签约|参保|(?<!拨备)覆盖|合格|入住|就业|达标|到位)[^，。]{0,4}(?:比例|率)"
    r"|占比|比重|(?<!拨备)覆盖[率面]"
)
"""Names of shares of a whole, which is 100 % at most; 加班工资比例 is none."""


def find(context: Context, document: Document) -> Iterator[Finding]:
    settings = context.settings_of[document.id]
    for setting in settings:
        yield from _change(context, setting)
        yield from _over_hundred(context, setting)
    yield from _periods(context, document)
    yield from _stated_totals(context, settings)
    yield from _in_words(context, document)


def _change(context: Context, setting: Setting) -> Iterator[Finding]:
    previous, delta = _decimal(setting.record.previous), _decimal(setting.record.delta)
    if previous is None or delta is None or setting.value == INFINITE or not setting.is_sure:
        return
    if abs(delta) == previous:
        return  # one figure read twice
    result = previous + delta
    by_share = previous * (1 + delta / 100)
    if setting.value in (result, by_share):
        return
    unit = setting.record.unit
    yield finding(
        "arithmetic",
        "error",
        side_of(setting),
        None,
        f"{wording.name(setting.document)}关于{wording.what(context, setting, year=setting.year)}的数字前后不符："
        f"原为{quantity_text(previous, unit)}，{'增加' if delta > 0 else '减少'}{wording.difference(delta, setting)}"
        f"后应为{quantity_text(result, unit)}，文中却为{quantity_text(setting.value, unit)}，"
        f"相差{wording.difference(setting.value - result, setting)}。",
        concept=setting.concept,
        about=wording.about(context, setting, year=setting.year),
    )


def _over_hundred(context: Context, setting: Setting) -> Iterator[Finding]:
    record = setting.record
    if record.unit != "percent" or setting.value <= 100 or setting.value == INFINITE or not setting.is_sure:
        return
    concept = context.concept_of(setting)
    names = (concept.label if concept else "") + (record.label or "")
    if not _SHARE.search(names) or _GROWTH.search(names) or record.delta:
        return
    yield finding(
        "arithmetic",
        "error",
        side_of(setting),
        None,
        f"{wording.name(setting.document)}规定{wording.what(context, setting, year=setting.year)}为"
        f"{wording.value(setting)}，比例超过100%，超出{wording.difference(setting.value - 100, setting)}。",
        concept=setting.concept,
        about=wording.about(context, setting, year=setting.year),
    )


def _periods(context: Context, document: Document) -> Iterator[Finding]:
    record = document.record
    spans = [(record, record.effective_from, record.effective_to, "有效期")]
    for deadline in document.extraction.deadlines:
        if deadline.document == document.record.id and deadline.opens:
            spans.append((deadline, deadline.opens, deadline.date, "办理时间"))  # type: ignore[arg-type]
    for setting in context.settings_of[document.id]:
        own = setting.record
        if (own.effective_from, own.effective_to) != (record.effective_from, record.effective_to):
            spans.append((own, own.effective_from, own.effective_to, "执行时间"))  # type: ignore[arg-type]
    for line, begins, ends, called in spans:
        if begins and ends and ends < begins:
            yield finding(
                "arithmetic",
                "error",
                side(document, line, ends),
                None,
                f"{wording.name(document)}规定的{called}自{wording.day(date.fromisoformat(begins))}起，"
                f"至{wording.day(date.fromisoformat(ends))}止，止期早于起期。",
                about=f"{begins}/{ends}",
            )


def _stated_totals(context: Context, settings: list[Setting]) -> Iterator[Finding]:
    for rule in load_yaml("consistency/sums.yaml"):
        for total in settings:
            if total.key != rule["total"] or not total.is_sure:
                continue
            parts = [_part_of(total, key, settings) for key in rule["parts"]]
            found = [one for one in parts if one is not None]
            if len(found) != len(parts) or sum(one.value for one in found) == total.value:
                continue
            listed = "、".join(f"{wording.what(context, one)}{wording.value(one)}" for one in found)
            added = sum((one.value for one in found), Decimal())
            yield finding(
                "arithmetic",
                "error",
                side_of(total),
                side_of(found[0]),
                f"{wording.name(total.document)}规定{wording.what(context, total, year=total.year)}为"
                f"{wording.value(total)}，而{listed}，合计应为{quantity_text(added, total.record.unit)}，"
                f"相差{wording.difference(added - total.value, total)}。",
                concept=total.concept,
                about=wording.about(context, total, year=total.year),
            )


def _part_of(total: Setting, key: str, settings: list[Setting]) -> Setting | None:
    """The one value of a part for the same year and people; None where there is none or more than one."""
    found = {
        one.value: one
        for one in settings
        if one.key == key
        and one.is_sure
        and one.year == total.year
        and one.scope[1:] == total.scope[1:]
        and one.record.comparator == total.record.comparator
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _in_words(context: Context, document: Document) -> Iterator[Finding]:
    """Sums and changes that are read from the sentence, whatever became of them as records."""
    for parts, added, stated in wrong_sums(context, document):
        unit = parts[0].unit
        are_shares = unit == "percent"
        yield finding(
            "arithmetic",
            "error",
            side(document, parts[-1], parts[-1].value),
            None,
            f"{wording.name(document)}所列{'各方分担' if are_shares else '各部分'}"
            f"{'、'.join(quantity_text(_value(one), unit) for one in parts)}，"
            f"合计{quantity_text(added, unit)}，与总数{quantity_text(stated, unit)}不符，"
            f"相差{quantity_text(abs(added - stated), 'percentage_point' if are_shares else unit)}。",
            about="/".join("".join(one.quote.split()) for one in parts),
        )
    known = {one.record.span for one in context.settings_of[document.id] if one.record.previous and one.record.delta}
    for one in wrong_increments(context, document):
        if one.new.span in known:
            continue
        setting = next((other for other in context.settings_of[document.id] if other.record.span == one.new.span), None)
        subject = wording.what(context, setting, year=setting.year) if setting else "有关标准"
        result = one.results[0]
        yield finding(
            "arithmetic",
            "error",
            side(document, one.new, one.new.value),
            None,
            f"{wording.name(document)}关于{subject}的数字前后不符：原为{quantity_text(_value(one.old), one.old.unit)}，"
            f"{'增加' if one.sign > 0 else '减少'}{quantity_text(_value(one.change), one.change.unit)}"
            f"后应为{quantity_text(result, one.new.unit)}，"
            f"文中却为{quantity_text(_value(one.new), one.new.unit)}，"
            f"相差{_gap(abs(result - _value(one.new)), one.new.unit)}。",
            concept=setting.concept if setting else None,
            about=wording.about(context, setting, year=setting.year) if setting else subject,
        )


def _gap(amount: Decimal, unit: str) -> str:
    return quantity_text(amount, "percentage_point" if unit == "percent" else unit)


def _value(mention: MentionRecord) -> Decimal:
    return Decimal(mention.value or 0)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
