"""What the checks of sentences that were taken over share: their findings and their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.aligned.differences import Difference, Kind, by_clauses
from extractor.consistency.aligned.units import Clause
from extractor.consistency.context import Context
from extractor.consistency.model import SEVERITIES, Finding, Side
from extractor.consistency.reporting import finding, paragraph_around, side_at
from extractor.policy.documents import Document


def findings(context: Context, document: Document, kind: Kind) -> Iterator[Finding]:
    """A finding for every two clauses with differences of a kind; shown with their sentences."""
    of_kind = [one for one in context.differences(document) if one.kind == kind]
    for group in by_clauses(of_kind):
        first = group[0].one
        pair = first.reading.pair
        values = group[0].values or (None, None)
        severity = max((one.severity for one in group), key=SEVERITIES.index)
        yield finding(
            kind,
            severity,
            _side(document, pair.lower, values[0]),
            _side(first.link.higher, pair.higher, values[1]),
            _message(document, group),
            about="；".join(f"{one.ours}/{one.theirs}" for one in group),
            evidence="sentences",
            likeness=min(one.one.likeness for one in group),
        )


def _side(document: Document, clause: Clause, value: str | None) -> Side:
    sentence = clause.sentence
    if sentence.amended is None:
        return side_at(document, *paragraph_around(document.extraction.text, sentence.start, sentence.end, clause.offsets[0]), value)
    found = sentence.amended.printed(sentence.start, sentence.end)
    return Side(document=found.document, source=found.source, span=found.span, quote=found.quote, value=value)


def _message(document: Document, group: list[Difference]) -> str:
    link = group[0].one.link
    likeness = min(one.one.likeness for one in group)
    assumed = "，未见引用上级文件，按文句相同推定" if link.is_assumed else ""
    changed = group[0].one.reading.pair.higher.sentence.amended
    if changed is not None:
        assumed += f"，上级文件经{'、'.join(changed.document.record.amended_by)}修改"
    told = "；".join(_told(one) for one in group)
    return (
        f"{wording.name(document)}沿用{wording.name(link.higher)}的文句（相似度{likeness}分{assumed}）"
        f"但有改动：{told}。"
    )


def _told(one: Difference) -> str:
    pair = one.one.reading.pair
    if not one.ours:
        return f"上级“{pair.higher.words}”中的“{one.theirs}”未写，{one.how}"
    if not one.theirs:
        return f"“{pair.lower.words}”中的“{one.ours}”为上级所无，{one.how}"
    return f"上级“{pair.higher.words}”，本文“{pair.lower.words}”，“{one.theirs}”改为“{one.ours}”，{one.how}"
