"""The lower document takes a dated requirement over but drops its date.

Looked at are documents that carry the higher one out (see deadline-later). Their clause must be worded like the
requirement (score and threshold in the finding), and its sentence must hold no time word at all, nor repeal anything. A
notice that forwards the higher document passes the date on with it; one that takes effect before that date, and does
itself what it is asked for, needs no date.

Fires: the ministry asks 各省要在2021年6月底前完成第二批40%增补品种的消化工作, the province 做好第二批省增补品种的消化工作.
Does not fire: the province says 6月底前 or 按国家规定时限; or forwards the ministry's circular; or is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.checks.deadlines import asked, match, shortened
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side, side_at
from extractor.consistency.requirements import Handover
from extractor.policy.documents import Document

_REPEALS = re.compile("废止|停止执行|失效")


def _takes_effect_in_time(one: Handover) -> bool:
    """Whether a circular is in effect by the date (自印发之日起执行)."""
    begins = one.lower.record.effective_from
    return begins is not None and one.requirement.due is not None and begins <= one.requirement.due.isoformat()


def find(context: Context, document: Document) -> Iterator[Finding]:
    for one in context.handovers(document):
        requirement, answer = one.requirement, one.answer
        if requirement.due is None or answer is None or answer.is_dated:
            continue
        if requirement.document in one.lower.forwards or _takes_effect_in_time(one):
            continue
        if _REPEALS.search(context.text_of(one.lower).plain(*context.text_of(one.lower).sentence_at(answer.start))):
            continue
        lower = side_at(one.lower, answer.start, answer.end)
        taken_over = context.text_of(one.lower).plain(answer.start, answer.end)
        yield finding(
            "deadline-missing",
            "warning",
            lower,
            side(requirement.document, requirement.line, requirement.due.isoformat()),
            f"{asked(requirement)}，{wording.name(one.lower)}规定“{shortened(taken_over)}”，"
            f"未写明完成期限{match(answer)}。",
            concept=min(requirement.concepts, default=None),
            about=requirement.action,
        )
