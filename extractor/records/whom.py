"""Whom: a value's group, grade and region, by the groups that are known (language/groups.py) and by its conditions.

The fields compare across circulars: a known group stands for the longer stretch that holds it with the name of its
scheme (居民医保在|一级|医疗机构), and for a condition that no clause states as one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from extractor.frames.conditions import kind_of
from extractor.frames.model import Condition
from extractor.language.facets import Facets
from extractor.records.parameters import Parameter
from extractor.spans import Span

_FIELDS = ("tier", "population", "region")
_LONGEST = 40


class Whom(NamedTuple):
    """The conditions of a value, and those of them that are its fields."""

    conditions: list[Condition]
    fields: dict[str, Condition | None]


def whom_of(text: str, facets: Facets, found: Parameter) -> Whom:
    """Whom a parameter is for: its frame's conditions, with the known groups of its subject."""
    subject = found.subject
    groups = {name: Condition(span, name) if (span := getattr(subject, name)) and not _inside_name(text, span) else None for name in _FIELDS}
    if found.frame is None:
        return Whom(sorted(filter(None, groups.values()), key=_start), groups)
    conditions = [one for one in found.frame.conditions if found.concept is None or not _is_everybody(text, facets, one)]
    for group in groups.values():
        if group and found.frame.cell is None and _is_name(text, group.span) and not _orders_anew(text, conditions, group):
            conditions = _with(facets, conditions, group, found)
    last = {name: next((one for one in reversed(conditions) if one.kind == name), None) for name in _FIELDS}
    if found.frame.cell is not None:
        return Whom(conditions, last)
    told = {name: one for name, one in groups.items() if one and any(_holds(other, one.span) for other in conditions)}
    return Whom(conditions, {**last, **told})


def _with(facets: Facets, conditions: list[Condition], group: Condition, found: Parameter) -> list[Condition]:
    """The conditions with a known group in place of those that hold a part of it or the name of its scheme."""
    over = [one for one in conditions if one.span.start < group.span.end and group.span.start < one.span.end]
    rivals = [one for one in conditions if one.kind == group.kind and one not in over]
    wrong = [one for one in rivals if found.subject.shared or _names_scheme(facets, one.span, first=True)]
    near = bool(found.subject.classes) or not found.subject.inherited
    if any(_names_scheme(facets, Span(one.span.start, group.span.start), first=found.concept is None) for one in over):
        wrong += over
    elif found.concept is None:
        return conditions
    elif found.subject.shared:
        wrong += over
    elif over:
        same = next((one for one in over if _holds(one, group.span) and one.kind in _FIELDS), None)
        return [replace(one, kind=group.kind) if one is same else one for one in conditions]
    elif not near or len(wrong) < len(rivals):
        return conditions
    return sorted([*(one for one in conditions if one not in wrong), group], key=_start)


def _orders_anew(text: str, conditions: list[Condition], group: Condition) -> bool:
    """Whether a group only tells first from second (二套住房) where the frame has read which one it is."""
    return kind_of(text, group.span) == "order" and any(one.kind == "order" for one in conditions)


def _inside_name(text: str, span: Span) -> bool:
    """Whether a group is but the end of a place's name with its area (东湖|市辖区内)."""
    return text.startswith(("市辖", "县辖", "区辖"), span.start) and span.start > 0 and "\u4e00" <= text[span.start - 1] <= "\u9fff"


def _is_name(text: str, span: Span) -> bool:
    """Whether a group is named, not told as a case."""
    return span.end - span.start <= _LONGEST and "，" not in text[slice(*span)] and text[span.end - 1] != "的"


def _is_everybody(text: str, facets: Facets, condition: Condition) -> bool:
    """Whether a condition names but those whom a scheme covers (居民医保|参保人员)."""
    start, end = condition.span
    everybody = [hit for hit in facets.populations.within(start, end) if "everybody" in hit.keys]
    schemes = facets.schemes.within(start, end)
    return bool(everybody) and sum(hit.end - hit.start for hit in chain(everybody, schemes)) == end - start


def _names_scheme(facets: Facets, span: Span, *, first: bool = False) -> bool:
    """Whether a scheme, a benefit or an attribute is named in a stretch, or at its beginning."""
    named = (facets.schemes, facets.benefits, facets.nouns)
    return span.end > span.start and any(not first or hit.start == span.start for kind in named for hit in kind.within(*span))


def _holds(condition: Condition, span: Span) -> bool:
    return condition.span.start <= span.start and span.end <= condition.span.end


def _start(condition: Condition) -> Span:
    return condition.span
