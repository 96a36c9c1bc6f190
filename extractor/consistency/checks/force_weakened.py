"""A sentence that was taken over from above binds less.

In aligned clauses (see value-differs) a word of duty became one of permission or encouragement (应当 → 可以, 必须 → 鼓励),
what was forbidden is allowed (不得 → 可), what was to be done wholly is to be done by and by (全部 → 逐步), or 原则上 was put
in.

Fires: the province says 不得设置附加条件, the city 原则上不得设置附加条件.
Does not fire: both say 原则上; or the province only encourages.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    return from_sentences.findings(context, document, "force-weakened")
