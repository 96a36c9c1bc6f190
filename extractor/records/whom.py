"""Whom: a value's group, grade and region, by the groups that are known (language/groups.py) and by its conditions.

The fields compare across circulars: a known group stands for the longer stretch that holds it with the name of its
scheme (居民医保在|一级|医疗机构), and for a condition that no clause states as one.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.frames.model import Condition
from extractor.language.facets import Facets
from extractor.records.parameters import Parameter
from extractor.spans import Span

_FIELDS = ("population", "region", "tier")
_LONGEST = 40


class Whom(NamedTuple):
    """The conditions of a value, and those of them that are its fields."""

    conditions: list[Condition]
    fields: dict[str, Span | None]


def whom_of(text: str, facets: Facets, found: Parameter) -> Whom:
    """Whom a parameter is for: its frame's conditions, with the known groups of its subject where it has a concept."""
    subject = found.subject
    known = {name: getattr(subject, name) for name in _FIELDS}
    if found.frame is None:
        return Whom([Condition(span, name) for name, span in known.items() if span], known)
    conditions = found.frame.conditions
    if found.concept is None:
        return Whom(conditions, {name: _last(conditions, name) for name in _FIELDS})
    fields: dict[str, Span | None] = {}
    for name, span in known.items():
        if span is None or not _is_name(text, span):
            told = span is not None and any(one.span.start <= span.start and span.end <= one.span.end for one in conditions)
            fields[name] = span if told else _last(conditions, name)
            continue
        over = [one for one in conditions if one.span.start < span.end and span.start < one.span.end]
        longer = any(_names_scheme(facets, Span(one.span.start, span.start)) for one in over)
        rival = [one for one in conditions if one.kind == name and one not in over]
        if subject.shared or longer or (not over and not rival and (subject.classes or not subject.inherited)):
            kept = [one for one in conditions if one not in over and not (subject.shared and one in rival)]
            conditions = sorted([*kept, Condition(span, name)], key=lambda one: one.span)
            fields[name] = span
        else:
            fields[name] = span if over else _last(conditions, name)
    return Whom(conditions, fields)


def _is_name(text: str, span: Span) -> bool:
    """Whether a group is named, not told as a case."""
    return span.end - span.start <= _LONGEST and "，" not in text[slice(*span)] and text[span.end - 1] != "的"


def _names_scheme(facets: Facets, span: Span) -> bool:
    return any(kind.within(*span) for kind in (facets.schemes, facets.benefits, facets.nouns)) if span.end > span.start else False


def _last(conditions: list[Condition], kind: str) -> Span | None:
    return next((one.span for one in reversed(conditions) if one.kind == kind), None)
