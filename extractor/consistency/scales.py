"""Scales: the brackets by which one document treats a base in parts (分段)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from extractor.consistency import wording
from extractor.consistency.index import Index
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.consistency.series import Break, Step
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.policy.in_force import Setting

_EXCLUDES = re.compile("不含|(?<!不)(?:超过|高于|低于)|不足|不满|未满|未达")
_INCLUDES = re.compile("含|不超过|不高于|不低于")
_BEFORE, _BEHIND = 3, 7
_APART = re.compile(r"[，。、；：（）]")
_RANGE = re.compile(r"(?<=[\d元])[~～—–\-至到]+(?=\d)")
_NEXT = re.compile(r"[至到~～—，,、；;\d]")


@dataclass(frozen=True, slots=True)
class Scale:
    """The brackets for one concept, group and grade in one section of a document, lowest first."""

    steps: tuple[Setting, ...]


def scales(index: Index, document_id: str) -> list[Scale]:
    """The scales of a document with at least two brackets; a bracket that is repeated with its value counts once.

    Brackets of one scale stand in one section, or each in a section of its own under one heading.
    """
    settings = [
        one
        for one in index.settings_of[document_id]
        if one.part is not None and not one.part.empty and one.key is not None and one.is_sure
    ]
    together = _grouped(settings, depth=0)
    alone = [one for group in together if len(group) == 1 for one in group]
    return [Scale(tuple(group)) for group in (*together, *_grouped(alone, depth=1)) if len(group) > 1]


def _grouped(settings: list[Setting], depth: int) -> list[list[Setting]]:
    """Settings that differ only in their bracket, lowest first; `depth` is how many inner sections do not count."""
    groups: defaultdict[tuple[object, ...], dict[tuple[object, ...], Setting]] = defaultdict(dict)
    for one in settings:
        section = one.record.section[: len(one.record.section) - depth] if depth else one.record.section
        people = one.group.covers if one.group else None
        key = (one.key, one.year, people, one.tier, one.region, one.record.unit, section)
        groups[key].setdefault((one.part, one.value), one)
    return [sorted(group.values(), key=_bounds) for group in groups.values()]


def _bounds(setting: Setting) -> tuple[object, object]:
    assert setting.part is not None
    return setting.part.lower, setting.part.upper


def says_included(index: Index, setting: Setting, bound: Decimal) -> bool | None:
    """Whether the text says that a bracket's bound belongs to it (含) or does not (不含, 超过, 不满); None: neither.

    Plain 以上 and 以下 include the number by law (民法典 第一千二百五十九条) but are often used without thought, so
    that a single amount left out or counted twice is certain only where the text says more.
    """
    text = index.text_of(setting.document)
    value_start = setting.record.span[0]
    sentence, _ = text.sentence_at(value_start)
    for mention in reversed(setting.document.extraction.mentions):
        start, end = mention.span
        if not sentence <= start < value_start or not mention.value or Decimal(mention.value) != bound:
            continue
        before = _APART.split(text.plain(max(sentence, start - _BEFORE), start))[-1]
        first, dash, second = _RANGE.sub("—", text.plain(start, end), count=1).partition("—")
        if dash and mention.comparator == "ge":
            words = before + first  # the lower end of a range that is written as one (5—10万元)
        else:
            behind = text.plain(end, min(end + _BEHIND, value_start))
            words = (second if dash else before + first) + _NEXT.split(behind)[0]
        if _EXCLUDES.search(words):
            return False
        return True if _INCLUDES.search(words) else None
    return None


def of_break(index: Index, document: Document, check: str, one: Break, problem: str) -> Finding:
    """The finding of a scale without a concept that is broken in one place."""
    first, second = (_named(step) for step in (one.lower, one.upper))
    subject = wording.what(index, one.lower.setting, with_part=False, with_people=False)
    return finding(
        check,
        "warning",
        side_of(one.upper.setting),
        side_of(one.lower.setting),
        f"{wording.name(document)}对{subject}分档规定，{first}与{second}{problem}。",
        concept=one.lower.setting.concept,
        about=f"{first}/{second}",
    )


def _named(step: Step) -> str:
    return f"“{to_simplified(step.words).removesuffix('的')}”" if step.words else wording.part(step.setting)
