"""A sentence that was taken over from above holds for a smaller place or object.

In aligned clauses (see value-differs) a smaller area stands for a larger one (本市 for 省内, 本县内 for 同一城市), or the object
was narrowed (新建商品住房 for 住房). What both circulars call their own place (我市, 我县) is the same.

Fires: the province allows 在省内购买车位, the city 在本市行政区域内购买车位.
Does not fire: the city says 在我市 where the province said 在我省.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    return from_sentences.findings(context, document, "scope-narrowed")
