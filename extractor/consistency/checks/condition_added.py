"""A sentence that was taken over from above applies under more conditions.

In aligned clauses (see value-differs) a word that makes the group smaller was put in (首套, 全日制), or what was allowed is not.

Fires: the city supports 专科及以上学历人员, the county 全日制专科及以上学历人员.
Does not fire: a word that restricts nothing was put in (相关); or the clause is the county's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    return from_sentences.findings(context, document, "condition-added")
