"""A lower level's value differs from the higher level's where the concept leaves no room.

Concepts such as contribution rates, which are the same all over a province, must be equal; where the higher
document prints 不低于 or 不超过, that limit decides instead.

Fires: the province sets 职工医保单位缴费率为7%, the city 8% for the same year.
Does not fire: the city sets 7%; or the province says 单位缴费率不低于6% and the city sets 8%.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import against_higher
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding


def find(context: Context, value: Value) -> Iterator[Finding]:
    return against_higher.findings(context, value, "not-equal", "error", "不同于")
