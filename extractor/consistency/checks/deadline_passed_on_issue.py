"""A document sets or passes on a due date that is over on the day of its own date.

Compared are the last day that meets the deadline and the document's date. A notice that forwards a circular passes on
all of its deadlines. Press pieces and dates that come back every period are left out.

Fires: a notice of 2021年9月6日 forwards a circular that asks for something by 8月底前.
Does not fire: the same notice passes on 9月底前; or gives its own later date for the task.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.consistency import wording
from extractor.consistency.checks.deadlines import shortened
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.policy.clauses import plain
from extractor.policy.documents import Document
from extractor.records.models import DeadlineRecord


def find(context: Context, document: Document) -> Iterator[Finding]:
    if document.issued is None or document.record.status == "explainer":
        return
    for deadline, day in _past(document, document.issued):
        yield finding(
            "deadline-passed-on-issue",
            "warning",
            side(document, deadline, deadline.date),
            None,
            f"{wording.name(document)}成文于{wording.day(document.issued)}，所定“{_action(document, deadline)}”的期限"
            f"为{wording.day(day)}，印发时已过{(document.issued - day).days}天。",
            about=deadline.action,
        )
    for forwarded in document.forwards:
        if forwarded.issued is not None and forwarded.issued > document.issued:
            continue
        for deadline, day in _past(forwarded, document.issued):
            if forwarded.issued is not None and day < forwarded.issued:
                continue  # the forwarded circular's own slip, reported there
            yield _passed_on(document, document.issued, forwarded, deadline, day)


def _past(document: Document, issued: date) -> Iterator[tuple[DeadlineRecord, date]]:
    for deadline in document.extraction.deadlines:
        if deadline.document == document.record.id and deadline.date and deadline.recurs is None:
            day = date.fromisoformat(deadline.date)
            if day < issued:
                yield deadline, day


def _passed_on(
    document: Document, issued: date, forwarded: Document, deadline: DeadlineRecord, day: date
) -> Finding:
    """The place in the notice's own file where it carries the circular, else where it says that it forwards it."""
    words = side(document, deadline, deadline.date)
    if forwarded.extraction.source != document.extraction.source:
        forwarding = next(
            (one for one in document.cites() if one.target == forwarded.id and one.relation == "forwards"), None
        )
        words = side(document, forwarding or document.record, deadline.date)
    return finding(
        "deadline-passed-on-issue",
        "warning",
        words,
        side(forwarded, deadline, deadline.date),
        f"{wording.name(document)}于{wording.day(issued)}转发{wording.name(forwarded)}，其中“"
        f"{_action(forwarded, deadline)}”的期限（{wording.day(day)}）在转发时已过{(issued - day).days}天，未重新明确时限。",
        about=deadline.action,
    )


def _action(document: Document, deadline: DeadlineRecord) -> str:
    return shortened(plain(deadline.action, is_traditional=document.record.script == "hant"))
