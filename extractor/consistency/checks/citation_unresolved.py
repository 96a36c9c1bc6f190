"""A cited circular is not in the corpus.

Each circular that is cited by its number and that the corpus does not hold, once a document; where the corpus has one
of the same office with a similar number, it is suggested. Laws, catalogues and titles without a number are not asked
for.

Fires: 根据《…通知》（鲁医保发〔2019〕57号), which no file of the corpus is.
Does not fire: the same citation when the circular is in the corpus; 《医疗保障基金使用监督管理条例》.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.language.offices import number_key
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    seen: set[str] = set()
    for citation in document.cites():
        key = number_key(citation.number)
        if not key or "令" in key or key in seen or context.target_of(citation) is not None:
            continue
        seen.add(key)
        if len(context.titles.under_another_number(citation, document)) == 1:
            continue  # a citation-mismatch
        title = f"《{to_simplified(citation.title)}》" if citation.title else "文件"
        near = context.titles.similar(citation, document)
        hint = f"，文号相近的有{'、'.join(str(one.record.number) for one in near[:3])}，请核对是否笔误" if near else ""
        yield finding(
            "citation-unresolved",
            "note",
            side(document, citation, citation.number),
            None,
            f"{wording.name(document)}引用的{title}（{citation.number}）不在文件库中，无法核对{hint}。",
            about=key,
        )
