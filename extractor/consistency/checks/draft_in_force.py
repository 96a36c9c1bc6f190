"""A circular in force rests on a draft for comment (征求意见稿) only.

Looked at are circulars that cite a draft of the corpus as their basis, implement, forward or amend it. A draft whose final text
is in the corpus counts no more. What a draft says itself is held to what binds it, and is not told that it is a draft.

Fires: a county's notice is based on the city's 实施细则（征求意见稿）, and the final text is not in the corpus.
Does not fire: the final text of the same title is in the corpus; or the draft is only mentioned; or another draft cites it.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side
from extractor.policy.documents import Document
from extractor.policy.implements import CARRIES_OUT


def find(context: Context, document: Document) -> Iterator[Finding]:
    seen: set[str] = set()
    for citation in () if document.is_draft else document.cites():
        draft = context.target_of(citation)
        if draft is None or not draft.is_draft or draft.id in seen or citation.relation not in CARRIES_OUT:
            continue
        seen.add(draft.id)
        yield finding(
            "draft-in-force",
            "warning",
            side(document, citation),
            side(draft, draft.record),
            f"{wording.name(document)}以{wording.name(draft)}为依据，后者为征求意见稿，文件库中没有其正式文本，不宜作为依据。",
        )
