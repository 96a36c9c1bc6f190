"""A lower level's value is far from the higher level's approximate one.

A value with 左右 or 约 is missed by more than 2 percentage points, or by more than 5 % of an amount of money, in
either direction. Averages are not held against the values of single grades or brackets.

Fires: the province asks for 政策范围内基金支付比例稳定在70%左右, the city for 65%.
Does not fire: the city asks for 72%左右, or sets 65% for hospitals of grade three only.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency.checks import against_higher
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding


def find(context: Context, value: Value) -> Iterator[Finding]:
    return against_higher.findings(context, value, "off-target", "warning", "偏离")
