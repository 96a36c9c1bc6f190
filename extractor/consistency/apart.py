"""What could not be held against the circular that it carries out, and why: a list beside the findings that accuses nobody.

Listed are values of one concept, or without one of one label, in two circulars of which the lower carries out the higher. Of
each lower value the nearest higher one is named, and none where the higher circular has the same value; of each two circulars
at most 20 values are listed, and how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.consistency import wording
from extractor.consistency.comparable import amounts_of, fit_of
from extractor.consistency.context import Context
from extractor.consistency.model import NotCompared
from extractor.consistency.reporting import side_of
from extractor.normalize.script import to_simplified
from extractor.policy.conditions import lies_within, restrictions
from extractor.policy.documents import Document
from extractor.policy.in_force import Setting
from extractor.records.confidence import NO_CONCEPT
from extractor.records.models import ParameterRecord

MOST = 20
"""Values that are listed of two circulars."""
_GENERAL = "无条件"
"""A reason for doubt that is none here, where values are of one label."""


def not_compared(context: Context, focus: Iterable[str] | None = None) -> list[NotCompared]:
    """The values that could not be compared, in the order of the files; with `focus` only of these source files."""
    sources = None if focus is None else set(focus)
    found: list[NotCompared] = []
    for document in context.documents:
        for link in context.links(document):
            if sources is not None and not {document.record.source, link.higher.record.source} & sources:
                continue
            pairs = list(_apart(context, document, link.higher))
            listed = [_line(context, lower, higher, reason) for lower, higher, reason in pairs[:MOST]]
            if len(pairs) > MOST:
                listed[-1] = listed[-1].model_copy(update={"more": len(pairs) - MOST})
            found += listed
    return found


def _apart(context: Context, lower: Document, higher: Document) -> Iterator[tuple[Setting, Setting, str]]:
    """The values of a circular that meet none of one above of the same name, each with the nearest and the reason."""
    above: dict[str, list[Setting]] = {}
    for one in context.settings_of[higher.id]:
        if one.key is not None:
            above.setdefault(one.key, []).append(one)
    for ours in context.settings_of[lower.id]:
        of_name = [one for one in above.get(ours.key or "", ()) if not one.record.ended or ours.meets(one)]
        if any((one.value, one.record.unit) == (ours.value, ours.record.unit) for one in of_name):
            continue
        reasons = [(_reason(context, ours, theirs), theirs) for theirs in of_name]
        if reasons and all(reason for reason, _ in reasons):
            reason, theirs = min(reasons, key=lambda pair: _distance(ours, pair[1]))
            yield ours, theirs, reason


def _reason(context: Context, ours: Setting, theirs: Setting) -> str:
    """Why two values of one name were not held against each other, empty where they were."""
    if ours.year is not None and theirs.year is not None and ours.year != theirs.year:
        return f"年度不同：{ours.year}年 / {theirs.year}年"
    for whose, one in (("本级", ours), ("上级", theirs)):
        if not one.is_certain:
            why = "，".join([reason for reason in one.record.reasons if reason != NO_CONCEPT][:2])
            return f"存疑：{whose}数值未完全读懂" + (f"（{why}）" if why else "")
    if not lies_within(ours, theirs) or fit_of(ours, theirs) is None:
        return f"条件不同：{_said(ours)} / {_said(theirs)}"
    if not ours.meets(theirs):
        return "执行时间不重叠"
    if amounts_of(context, ours, theirs) is None:
        return f"单位不同：{wording.value(ours)} / {wording.value(theirs)}"
    return ""


def _said(setting: Setting) -> str:
    """Whom, where and in which case a value holds, as printed."""
    record: ParameterRecord = setting.record
    fields = (record.population, record.tier, record.region, *(one.text for one in record.conditions))
    words = dict.fromkeys(to_simplified("".join(one.split())).removesuffix("的") for one in fields if one)
    whole = [one for one in words if not any(one != other and one in other for other in words)]
    part = [wording.part(setting)] if setting.part is not None and not setting.part.empty else []
    return "，".join((*whole, *part)) or _GENERAL


def _distance(ours: Setting, theirs: Setting) -> tuple[bool, bool, int, int]:
    one, other = restrictions(ours), restrictions(theirs)
    return ours.year != theirs.year, not theirs.is_certain, len(one ^ other), theirs.record.span[0]


def _line(context: Context, lower: Setting, higher: Setting, reason: str) -> NotCompared:
    subject = wording.what(context, lower, with_part=False)
    return NotCompared(
        concept=lower.concept,
        label=lower.record.label,
        lower=side_of(lower),
        higher=side_of(higher),
        reason=reason,
        message=f"{wording.name(lower.document)}与{wording.name(higher.document)}关于{subject}的规定"
        f"（{wording.value(lower)} / {wording.value(higher)}）无法直接比较：{reason}。",
    )
