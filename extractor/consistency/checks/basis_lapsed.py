"""A document rests on a circular, or on an article of one, that had ended or been repealed before.

Looked at are circulars of the corpus that are cited as basis or implemented, and the days on which they ended by their own
words or by those of their publisher's page, or were repealed by another; and articles that are cited with them and had been
struck out. The document's own date counts.

Fires: a notice of 2031年6月1日 is based on a circular 有效期至2030年12月31日; or on 第四条 of one, which another circular repealed in 2030.
Does not fire: the circular ended later; or it is only mentioned, or repealed by this very notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.normalize.characters import canonical
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.structure.instructions import part_at

_NEAR = 40
"""Characters behind a title in which a part of it is cited."""


def find(context: Context, document: Document) -> Iterator[Finding]:
    told: set[str] = set()
    for citation in document.cites():
        cited = context.target_of(citation)
        if cited is None or cited is document or cited.id in told or document.issued is None:
            continue
        if citation.relation not in ("basis", "implements"):
            continue
        ended = date.fromisoformat(cited.record.effective_to) if cited.record.effective_to else None
        called = citation.number or f"《{to_simplified(citation.title or '')}》"
        if cited.repealed and cited.repealed < document.issued:
            problem = f"而该文件已于{wording.day(cited.repealed)}废止"
        elif ended and ended < document.issued:
            problem = f"而该文件有效期至{wording.day(ended)}，已经届满"
        elif struck := _struck(context, document, cited, citation.span[1]):
            problem = f"而其{struck}"
        else:
            continue
        told.add(cited.id)
        yield finding(
            "basis-lapsed",
            "warning",
            side(document, citation, citation.number),
            side(cited, cited.record, cited.record.number),
            f"{wording.name(document)}成文于{wording.day(document.issued)}，以{called}为依据，{problem}。",
            about=called,
        )


def _struck(context: Context, document: Document, cited: Document, offset: int) -> str | None:
    """What became of the part that is cited behind a title, where it had been struck out."""
    place = part_at(canonical(document.extraction.text[offset : offset + _NEAR]))
    if not place or document.issued is None:
        return None
    found = context.texts.struck(cited, place, document.issued)
    return f"{''.join(place)}已由{found[1]}自{wording.day(found[0])}起删去或废止" if found else None
