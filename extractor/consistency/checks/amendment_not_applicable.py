"""A circular changes words or a part of another that the other does not have.

The changed circular is in the corpus, as it was when it was changed, and its parts are numbered without a gap (for a part that
is not there) or the part is certain (for words that are not in it). What is only not certain (two parts that may be meant,
numbers that were put in order again, a text that was revised before) is a note of the circular's records, no finding.

Fires: 将第九条中的“区级”修改为“县级”, and the circular ends with 第七条; or its 第九条 does not say 区级.
Does not fire: the text in the corpus has the new words already; or the circular is not in the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.amendments import NOT_APPLIED
from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    changes = {one.span: one for one in document.extraction.amendments if one.document == document.record.id}
    for note in document.extraction.notes:
        if note.code != NOT_APPLIED or note.document != document.record.id:
            continue
        change = changes[note.span]
        cited = (one for one in document.cites() if (one.title, one.number) == (change.title, change.number))
        target = next((found for one in cited if (found := context.target_of(one))), None)
        yield finding(
            "amendment-not-applicable",
            "error",
            side(document, note, "".join(change.place) or None),
            side(target, target.record, target.record.number) if target else None,
            f"{wording.name(document)}修改其他文件，但{note.message}，请核对。",
            about="".join(change.place),
        )
