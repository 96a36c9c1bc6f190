"""How binding a clause is: must, should, may, target or principle, from its modal words."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.frames.patterns import pattern
from extractor.records.models import Modality

_PATTERNS: tuple[tuple[Modality, str], ...] = (
    ("principle", "in_principle"), ("should", "urging"), ("target", "aiming"), ("may", "permitting"))


def modality_of(text: str, clause_start: int, value_end: int, sentence_start: int) -> Modality:
    """The modality of a value's words `[clause_start, value_end)`; what stands earlier in the sentence governs too."""
    words = text[clause_start:value_end]
    for name, found in _PATTERNS:
        search = pattern(found).search
        if search(words) or (name != "target" and search(text, sentence_start, clause_start)):
            return name
    return "must"


def force_of(clauses: Iterable[str]) -> Modality:
    """How firmly a duty binds, by the first modal word of its clauses; 原则上 weakens 应, nothing else does."""
    for words in clauses:
        first = min(
            ((hit.start(), order, name) for order, (name, found) in enumerate((("must", "obliging"), *_PATTERNS))
             if (hit := pattern(found).search(words))), default=None)
        if first is None:
            continue
        if first[2] == "must" and pattern("in_principle").search(words):
            return "principle"
        enforced = pattern("aiming").match(words, first[0])  # 力争 binds, and sets a target
        return "target" if enforced else first[2]
    return "must"
