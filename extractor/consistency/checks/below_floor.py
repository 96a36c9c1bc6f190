"""A lower level's value is under the one that the level above asks for at least.

The higher document prints a lower limit (不低于, 至少, 以上), or states a plain value of a concept that may only be
bettered upwards (subsidies, payment ratios, caps). Compared are the same year, group, grade, bracket and region; a
printed limit also holds for each part of what it is set for. The nearest higher level that speaks counts, and those
above it where they ask more. A limit that the higher level abolished may not come back.

Fires: the province asks for 人均财政补助标准达到每人每年不低于580元, the city sets 每人每年550元 for the same year.
Does not fire: the city sets 640元; or 550元 for the year before; or 550元 for another group.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import against_higher
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding


def find(context: Context, value: Value) -> Iterator[Finding]:
    return against_higher.findings(context, value, "below-floor", "error", "低于")
