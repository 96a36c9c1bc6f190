"""A figure or date in a sentence that was taken over from above is another.

The clauses of a circular are aligned with those of the circulars above that it carries out (it cites them, or shares
sentences with one of a place above; the finding says which). A figure on the wrong side of a printed bound (不低于, 不超过)
is an error where the higher circular is cited, else a warning; a merely different one is a warning; nothing is said where
only a better value is allowed and given. Where the clause above is not binding (鼓励, 可参照, 可再) it is a note. Figures of a
place's own (its targets, its spending) are not compared, nor sentences of other years. Where a cited circular lets a standard
rise by some per cent, a value that rose by more (由A调整到B) is told too.

Fires: the city gives 不低于200元/平方米, the county in the same sentence 100元/平方米.
Does not fire: the county gives 260元/平方米; or 100元 in another sentence; or another circular above has the county's figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.consistency import wording
from extractor.consistency.aligned.rises import Rise
from extractor.consistency.checks import from_sentences
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_at, side_of
from extractor.policy.documents import Document
from extractor.policy.wording import number_text, quantity_text


def find(context: Context, document: Document) -> Iterator[Finding]:
    yield from from_sentences.findings(context, document, "value-differs")
    yield from (_of_rise(context, rise) for rise in context.rises(document))


def _of_rise(context: Context, rise: Rise) -> Finding:
    setting, higher = rise.setting, rise.link.higher
    subject, unit = wording.what(context, setting), setting.record.unit
    return finding(
        "value-differs",
        "warning",
        side_of(setting),
        side_at(higher, rise.clause.sentence.start, rise.clause.sentence.end, str(rise.most)),
        f"{wording.name(setting.document)}将{subject}由{quantity_text(Decimal(setting.record.previous or 0), unit)}调整为"
        f"{quantity_text(setting.value, unit)}，上调{number_text(rise.by)}%，超过{wording.name(higher)}“{rise.clause.words}”"
        f"所允许的{number_text(rise.most)}%，请核对。",
        concept=setting.concept,
        about=subject,
        evidence="values",
    )
