"""A figure or date in a sentence that was taken over from above is another.

The clauses of a circular are aligned with those of the circulars above that it carries out (it cites them, or shares
sentences with one of a place above; the finding says which). A figure on the wrong side of a printed bound (不低于, 不超过)
is an error where the higher circular is cited, else a warning; a merely different one is a warning; nothing is said where
only a better value is allowed and given. Where the clause above is not binding (鼓励, 可参照, 可再) it is a note. Figures of a
place's own (its targets, its spending) are not compared, nor sentences of other years.

Fires: the city gives 不低于200元/平方米, the county in the same sentence 100元/平方米.
Does not fire: the county gives 260元/平方米; or 100元 in another sentence; or another circular above has the county's figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.policy.documents import Document


def find(context: Context, document: Document) -> Iterator[Finding]:
    return from_sentences.findings(context, document, "value-differs")
