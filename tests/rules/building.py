"""Rules of a corpus in one call, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.kept import Store
from extractor.records.extraction import Extraction
from extractor.rules.model import RuleSet
from extractor.rules.ruling import Ruling


def rules_of(extractions: Iterable[Extraction]) -> RuleSet:
    """The rules that the circulars of a corpus give, sorted by key; drafts apart."""
    ruling = Ruling(extractions, Store())
    found = [ruling.rules(key) for key in ruling.parts]
    left_out = (item for rules in found for item in rules.left_out)
    return RuleSet(
        in_force=tuple(series for rules in found for series in rules.in_force),
        drafts=tuple(series for rules in found for series in rules.drafts),
        left_out=tuple(sorted(left_out, key=lambda item: (item.reference.source, item.reference.span, item.reason))),
    )
