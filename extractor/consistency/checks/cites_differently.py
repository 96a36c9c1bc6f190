"""Circulars cite one title with two numbers, or one number with two titles.

Looked at are citations of circulars that are not in the corpus, by different circulars. The number that fewer give, or that
others give to another title, is taken for the slip. Numbers of several years are fine where a title comes back every year.

Fires: one city cites 《关于…有关工作的通知》 as 桂建金管〔2031〕3号, another as 桂建金管〔2031〕7号.
Does not fire: both cite 7号; or 3号 of another office; or the circular is in the corpus (see citation-mismatch).
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.cited import Cited
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    for one in context.citations.of(document):
        if context.target_of(one.citation) is not None:
            continue
        if len(context.titles.under_another_number(one.citation, document)) == 1:
            continue  # a citation-mismatch
        other = context.citations.otherwise(one)
        if other is not None:
            yield _finding(one, other, f"引用《{_title(one)}》时所注文号为{one.citation.number}，而{_who(other)}所注为{other.citation.number}")
        elif (titled := context.citations.other_title(one)) is not None:
            yield _finding(
                one, titled, f"引用的{one.citation.number}标题为《{_title(one)}》，而{_who(titled)}所引该文号标题为《{_title(titled)}》"
            )


def _finding(one: Cited, other: Cited, problem: str) -> Finding:
    return finding(
        "cites-differently",
        "warning",
        side(one.document, one.citation, one.citation.number),
        side(other.document, other.citation, other.citation.number),
        f"{wording.name(one.document)}{problem}，请核对。",
        about=one.citation.number or "",
    )


def _who(one: Cited) -> str:
    return wording.name(one.document)


def _title(one: Cited) -> str:
    return to_simplified("".join((one.citation.title or "").split()))
