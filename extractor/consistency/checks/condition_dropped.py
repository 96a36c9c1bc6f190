"""A sentence that was taken over from above applies under fewer conditions.

In aligned clauses (see value-differs) a word that makes the group smaller was left out.

Fires: the region raises the cap for 多子女家庭购买首套自住住房, the city for 多子女家庭购买自住住房.
Does not fire: the city names the group in other words (第一套).
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    return from_sentences.findings(context, document, "condition-dropped")
