"""Number, title and date of a cited circular do not belong together by the corpus.

Three kinds: the number is that of a circular with another title; the title is that of a circular of the same office
with a similar or another number; the stated date is not that circular's, or the circular was issued after the document
that cites it (a note, where one of the dates was given by hand, and may be the day of publication).

Fires: 《关于做好2021年…工作的通知》（医保发〔2021〕34号), while in the corpus that title has 医保发〔2021〕32号.
Does not fire: 医保发〔2021〕32号; or the title with its issuers in front of it; or a circular that is not in the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.citations import Titles, is_same_title, stated_date
from extractor.consistency.context import Context
from extractor.consistency.model import Finding, Severity
from extractor.consistency.reporting import finding, side
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.records.models import CitationRecord


def find(context: Context, document: Document) -> Iterator[Finding]:
    for citation in document.cites():
        cited = context.target_of(citation)
        severity: Severity = "error"
        if cited is document:
            continue
        if cited is None:
            problem, cited = _wrong_number(citation, document, context.titles)
        elif not (problem := _misnamed(citation, document, cited, context.titles)):
            problem = _out_of_time(context, citation, document, cited)
            if "date" in (*cited.record.supplied, *document.record.supplied):
                severity = "note"  # given by hand, it may be the day of publication
        if problem:
            yield finding(
                "citation-mismatch",
                severity,
                side(document, citation, citation.number),
                side(cited, cited.record, cited.record.number) if cited else None,
                f"{wording.name(document)}{problem}。",
                about=citation.number or citation.title or "",
            )


def _misnamed(citation: CitationRecord, document: Document, cited: Document, titles: Titles) -> str:
    """The number is in the corpus, but its circular is called otherwise."""
    if not citation.number or is_same_title(citation, document, cited) is not False:
        return ""
    right = [one for one in titles.of_same_office(citation.number) if is_same_title(citation, document, one)]
    meant = f"该标题的文号应为{right[0].record.number}，请核对" if len(right) == 1 else "请核对标题或文号"
    return (
        f"引用《{to_simplified(citation.title or '')}》时所注文号{citation.number}"
        f"对应的是《{to_simplified(cited.record.title or '')}》，{meant}"
    )


def _out_of_time(context: Context, citation: CitationRecord, document: Document, cited: Document) -> str:
    called = citation.number or f"《{to_simplified(citation.title or '')}》"
    said = stated_date(context, citation, document)
    known = {cited.record.date, cited.record.printed_date}
    if said is not None and cited.issued is not None and said.isoformat() not in known:
        return f"称{called}的日期为{wording.day(said)}，而该文件成文于{wording.day(cited.issued)}"
    if document.issued and cited.issued and cited.issued > document.issued:
        return (
            f"成文于{wording.day(document.issued)}，却引用了{wording.day(cited.issued)}才成文的{called}，请核对文号或日期"
        )
    return ""


def _wrong_number(
    citation: CitationRecord, document: Document, titles: Titles
) -> tuple[str, Document | None]:
    """The number is not in the corpus, but the title is, from the same office."""
    if not citation.number or not citation.title:
        return "", None
    alike = titles.under_another_number(citation, document)
    if len(alike) != 1:
        return "", None
    meant = alike[0]
    return (
        f"引用《{to_simplified(citation.title)}》时所注文号为{citation.number}，而该文件的文号是{meant.record.number}，"
        "疑为笔误"
    ), meant
