"""What earlier versions raised as findings and is none any more: a waiver of it is told so, and not only that it fits nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.consistency import wording
from extractor.consistency.identity import by_names, names_of
from extractor.consistency.index import Index
from extractor.language.offices import number_key
from extractor.policy.documents import Document

CHECKS: Mapping[str, str] = {"citation-unresolved": "所指的引文未入库已改列入待补文件，不再是检查结果，豁免可以删除"}
"""By check that is none any more what is said of a waiver of it."""
_OF_DRAFT = "所指的征求意见稿自身数值不再提示，豁免可以删除"


def retired(index: Index) -> dict[str, str]:
    """By id, as versions up to 2026-11 made it, what became of a finding that they would have raised."""
    return {id_: why for document in index.documents for id_, why in _ids(index, document)}


def _ids(index: Index, document: Document) -> Iterator[tuple[str, str]]:
    names = names_of(document)
    for citation in document.cites():
        if key := number_key(citation.number):
            for name in names:
                yield by_names("citation-unresolved", (name, citation.quote), None, None, key), CHECKS["citation-unresolved"]
    for setting in index.settings_of[document.id] if document.is_draft else ():
        about = wording.about(index, setting, year=setting.year)
        for name in names:
            yield by_names("draft-in-force", (name, setting.record.quote), None, setting.concept, about), _OF_DRAFT
