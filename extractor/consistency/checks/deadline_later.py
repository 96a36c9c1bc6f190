"""A lower level gives itself more time than the level above gives it.

A dated requirement of a higher document is matched with the clauses of the documents below that carry it out (they
cite it as their basis, implement or forward it, or cite nothing above them and bear its title): by the concept that both set,
else by the likeness of the words (the score and its threshold are in the finding). Where several clauses match, one
that is in time is enough. Requirements addressed to other levels are not asked. A date in a sentence that was taken over (see
value-differs) counts too.

Fires: the province asks 各市 for 普通门诊费用跨省联网结算 by 8月底前, the city's circular of the same year by 10月底前.
Does not fire: the city sets 7月底前; or 10月底前 for another task.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.consistency import wording
from extractor.consistency.checks import from_sentences
from extractor.consistency.checks.deadlines import asked, match
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.policy.documents import Document
from extractor.records.models import DeadlineRecord, Line

_DAYS = {"day": 1, "workday": 1.4, "week": 7, "month": 30, "year": 365}


def find(context: Context, document: Document) -> Iterator[Finding]:
    taken_over = list(from_sentences.findings(context, document, "deadline-later"))
    yield from taken_over
    for one in _of_requirements(context, document):
        if not any(_overlap(one, other) for other in taken_over):
            yield one


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether two findings are about one place."""
    return one.lower.span[0] < other.lower.span[1] and other.lower.span[0] < one.lower.span[1]


def _of_requirements(context: Context, document: Document) -> Iterator[Finding]:
    for one in context.handovers(document):
        requirement, answer = one.requirement, one.answer
        if requirement.due is None or answer is None or answer.line is None or answer.line.date is None:
            continue
        later = date.fromisoformat(answer.line.date)
        if later <= requirement.due or _runs_no_longer(requirement.line, answer.line):
            continue
        yield finding(
            "deadline-later",
            "error",
            side(one.lower, answer.line, answer.line.date),
            side(requirement.document, requirement.line, requirement.due.isoformat()),
            f"{asked(requirement)}，{wording.name(one.lower)}对应的期限为{wording.day(later)}，"
            f"晚{(later - requirement.due).days}天{match(answer)}。",
            concept=min(requirement.concepts, default=None),
            about=requirement.action,
        )


def _runs_no_longer(higher: Line, lower: DeadlineRecord) -> bool:
    """Whether both run from the issue of their own document (印发后1个月内), and the lower one for no longer."""
    if not isinstance(higher, DeadlineRecord) or higher.duration is None or lower.duration is None:
        return False
    days = [float(one.value) * _DAYS.get(one.unit, 0) for one in (lower.duration, higher.duration)]
    return days[0] <= days[1]
