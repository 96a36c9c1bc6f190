"""A higher document requires something of this level, by a date or a number, and its implementing document is silent.

Silent is a document in which no clause is like the requirement and no value of its concept is set; where a place has
several documents that carry the higher one out, all of them must be silent. Requirements of 国家局 or 省级, of pilots
(试点) and of those who can (有条件的) are not asked of a city, nor is anything asked of a notice that forwards the
higher document.

Fires: the province asks that 各市11月底前每个县至少有1家联网医疗机构, the city's circular based on it does not mention it.
Does not fire: the city writes 每个县至少开通1家; or a second circular of the city does; or the clause speaks of 省级财政.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from extractor.consistency import wording
from extractor.consistency.checks.deadlines import asked, shortened
from extractor.consistency.context import Context, Silence
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.consistency.requirements import Handover, Requirement
from extractor.policy.documents import Document


def find(context: Context, _: None) -> Iterator[Finding]:
    by_place: defaultdict[tuple[str, str | None], list[Finding | None]] = defaultdict(list)
    for document in context.documents:
        for requirement, found in context.silences(document, partial(_silences, context, document)):
            by_place[requirement, document.code].append(found)
    for handed in by_place.values():
        if all(handed):
            yield from filter(None, handed[:1])


def _silences(context: Context, document: Document) -> list[Silence]:
    """Each requirement that a document was handed, with a finding where the document is silent on it."""
    return [
        (
            f"{one.requirement.document.id} {one.number}",
            _finding(context, one) if one.is_silent and one.requirement.document not in document.forwards else None,
        )
        for one in context.handovers(document)
    ]


def _finding(context: Context, one: Handover) -> Finding:
    requirement = one.requirement
    value = requirement.due.isoformat() if requirement.due else getattr(requirement.line, "value", None)
    return finding(
        "not-transposed",
        "note",
        side(one.lower, one.link),
        side(requirement.document, requirement.line, value),
        f"{_asked(context, requirement)}，{wording.name(one.lower)}作为其落实文件未作相应规定。",
        concept=min(requirement.concepts, default=None),
        about=requirement.action,
    )


def _asked(context: Context, requirement: Requirement) -> str:
    if requirement.due is not None:
        return asked(requirement)
    setting = next(
        one for one in context.settings_of[requirement.document.id] if one.record is requirement.line
    )
    return (
        f"{wording.name(requirement.document)}要求{wording.what(context, setting, year=setting.year)}"
        f"为“{shortened(wording.value(setting))}”"
    )
