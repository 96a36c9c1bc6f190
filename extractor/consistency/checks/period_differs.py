"""What was taken over from above starts later or ends earlier.

Compared are the first and last days in clauses that are aligned (see value-differs). 自印发之日起 is the day of issue. What a
circular says of its own effect and term is its own.

Fires: the city refunds 自2031年10月1日至2033年12月31日, the county 自2032年10月1日至2033年12月31日.
Does not fire: the county starts earlier, or ends later; or 本通知自2032年10月1日起施行.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    return from_sentences.findings(context, document, "period-differs")
