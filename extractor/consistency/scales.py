"""Scales: the brackets by which one document treats a base in parts (分段)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from extractor.consistency.index import Index
from extractor.consistency.values import Setting

_SAYS = re.compile("含|超过|高于|低于|不足|不满|未满|未达")
_REACH = 12


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


def bound_is_said(index: Index, setting: Setting, bound: Decimal) -> bool:
    """Whether the text says of a bracket's bound if it belongs to it (含, 不含, 超过, 不满).

    Plain 以上 and 以下 include the number by law (民法典 第一千二百五十九条) but are often used without thought, so
    that a single point left out or counted twice is certain only where the text says more.
    """
    document = setting.document
    text = document.extraction.text
    sentence, _ = index.text_of(document).sentence_at(setting.record.span[0])
    for mention in reversed(document.extraction.mentions):
        start, end = mention.span
        if start < setting.record.span[0] and start >= sentence and mention.value and Decimal(mention.value) == bound:
            stretch = text[max(sentence, start - 4) : min(end + _REACH, setting.record.span[0])]
            return _SAYS.search(stretch) is not None
    return False

