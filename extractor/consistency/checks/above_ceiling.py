"""A lower level's value is over the one that the level above allows at most.

The higher document prints an upper limit (不超过, 最高不超过, 以内), also one on what it allows (可…不超过), or states
a plain value of a concept that may only be bettered downwards (deductibles, time limits). Durations in different
units are compared in calendar days: a working day counts 1.4 days as a rule.

Fires: the province asks for 评估时间不超过三个月, the city's notice gives 评估时限为6个月.
Does not fire: the city gives 2个月, or 60个工作日 (which is within three months).
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import against_higher
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding


def find(context: Context, value: Value) -> Iterator[Finding]:
    return against_higher.findings(context, value, "above-ceiling", "error", "高于")
