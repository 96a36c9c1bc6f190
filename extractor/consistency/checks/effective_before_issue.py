"""A document takes effect before its own date without saying that it reaches back.

Compared are the day from which the whole document holds, where it prints one, and its own date; where that was given by hand, and
may be the day of publication, it is a note. Press pieces are left out.

Fires: a notice of 2031年6月28日 that holds 自2031年6月1日起.
Does not fire: the notice says 追溯执行 or 差额予以补发; or only one of its measures, or the standard that it sets, holds from an
earlier day (新标准自1月1日起执行); or it is a draft, whose own day is yet to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_at
from extractor.consistency.slips import effect_stated, reaches_back
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    record = document.record
    if not record.effective_from or document.issued is None or record.status in ("explainer", "draft"):
        return
    begins = date.fromisoformat(record.effective_from)
    days = (document.issued - begins).days
    stated = effect_stated(context, document) if days > 0 else None
    if stated and not reaches_back(context, document):
        yield finding(
            "effective-before-issue",
            "note" if "date" in record.supplied else "warning",
            side_at(document, *stated, record.effective_from),
            None,
            f"{wording.name(document)}成文于{wording.day(document.issued)}，自{wording.day(begins)}起执行，早于成文日期{days}天，"
            "未写明追溯执行，请核对。",
            about=record.effective_from,
        )
