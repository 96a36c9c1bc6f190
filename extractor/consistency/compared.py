"""What was compared at all: for each place and concept whether its values were held against those above, and if not why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Literal

from extractor.consistency.circumstances import covers_circumstances
from extractor.consistency.comparable import is_comparable
from extractor.consistency.comparisons import Comparison
from extractor.consistency.context import Context
from extractor.policy.conditions import lies_within
from extractor.policy.in_force import Setting
from extractor.policy.places import above

Outcome = Literal["ok", "conditions", "doubtful", "alone"]
"""Held against a value above and fine; set for another case; not read for certain, on one side; nothing above to compare with."""

Compared = Mapping[tuple[str, str], Mapping[Outcome, int]]
"""By place and concept (empty: labels without a concept, and whole circulars by their sentences) how often which outcome."""


def compared(context: Context) -> Compared:
    """The outcomes for every place of the corpus; places by code.

    A circular of which no sentence is held against one above counts as alone, one that takes over from above as compared.
    """
    found: defaultdict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    for key, code in context.documents_by_value:
        concept = "" if key.startswith("=") else key
        by_setting: defaultdict[int, list[Comparison]] = defaultdict(list)
        for one in context.comparisons((key, code)):
            by_setting[id(one.lower)].append(one)
        higher = [setting for upper in above(code) for setting in context.settings_at(key, upper)]
        for setting in context.settings_at(key, code):
            outcome = _of_setting(context, setting, by_setting.get(id(setting), []), higher)
            found[code, concept][outcome] += 1
    for document in context.documents:
        if document.code is not None:
            found[document.code, ""]["ok" if context.links(document) else "alone"] += 1
    return found


def _of_setting(context: Context, setting: Setting, against: list[Comparison], higher: list[Setting]) -> Outcome:
    if against:
        outcomes = {_of_comparison(context, one) for one in against}
        return next(one for one in ("ok", "conditions", "doubtful") if one in outcomes)
    if not higher:
        return "alone"
    if not is_comparable(setting) or not any(is_comparable(one) for one in higher):
        return "doubtful"
    return "conditions" if any(is_comparable(one) and one.meets(setting) for one in higher) else "alone"


def _of_comparison(context: Context, one: Comparison) -> Outcome:
    if one.verdict is not None:
        return "ok"  # compared; that it is not fine is a finding
    if not is_comparable(one.lower):
        return "doubtful"
    return "ok" if covers_circumstances(context, one.lower, one.higher) and lies_within(one.lower, one.higher) else "conditions"
