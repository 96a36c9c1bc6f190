"""What the page that publishes a circular says of its validity is not what the circular, or another of the corpus, says.

Compared are the page's own data (文号, 成文日期, 实施日期, 失效日期, 文件状态) and the text: another number, another first day, a
last day after the one that the text gives; and a page that calls a circular valid which another one has repealed. Another
date of issue is a note: pages give the day of publication for it. An end before the text's own is none: circulars are
repealed early.

Fires: 实施日期：2031-03-01, and the text says 自2031年4月1日起施行.
Does not fire: 失效日期：2033-02-28 of a circular that says 有效期5年 since 2031; or a text without a first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding, Severity
from extractor.consistency.reporting import finding, side
from extractor.language.offices import number_key
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    if document.record.validity is None or document.record.status == "explainer":
        return
    for severity, about, said in _contradictions(context, document):
        yield finding(
            "validity-contradicted",
            severity,
            side(document, document.record, about),
            None,
            f"{wording.name(document)}的发布页{said}，请核对。",
            about=about,
        )


def _contradictions(context: Context, document: Document) -> Iterator[tuple[Severity, str, str]]:
    record, page = document.record, document.record.validity
    assert page is not None
    if page.number and record.number and number_key(page.number) != number_key(record.number):
        yield "warning", page.number, f"标明文号为{page.number}，正文为{record.number}"
    if page.date and record.date and page.date != record.date and "date" not in record.supplied:
        yield "note", page.date, f"标明成文日期为{_day(page.date)}，正文落款为{_day(record.date)}"
    if page.effective_from and record.effective_from and page.effective_from != record.effective_from:
        yield "warning", page.effective_from, f"标明自{_day(page.effective_from)}起实施，正文为自{_day(record.effective_from)}起"
    if page.effective_to and record.effective_to and page.effective_to > record.effective_to:
        yield "warning", page.effective_to, f"标明{_day(page.effective_to)}失效，正文为有效期至{_day(record.effective_to)}"
    by = context.standing.repealed.get(record.id)
    if page.status == "in_force" and by and document.repealed:
        yield "warning", page.words or "", f"标明“{page.words}”，而{by[1]}已自{wording.day(by[0])}起将其废止"


def _day(iso: str) -> str:
    return wording.day(date.fromisoformat(iso))
