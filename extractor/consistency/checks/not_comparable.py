"""A lower level's value could not be held against the higher level's, because their units do not go together.

Amounts for different periods are converted where that is exact (每月 to 每年); months, days and working days are
compared as calendar days where the result does not depend on the calendar. Everything else is said, not guessed.

Fires: the province limits 结算时限 to 30天, the city gives 22个工作日, which may be more or less than 30 days.
Does not fire: the city gives 20个工作日 (28 days as a rule), or 1个月.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.checks.against_higher import about
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of


def find(context: Context, value: Value) -> Iterator[Finding]:
    for one in context.comparisons(value):
        if one.verdict == "not-comparable":
            yield finding(
                "not-comparable",
                "note",
                side_of(one.lower),
                side_of(one.higher),
                f"{wording.name(one.lower.document)}规定{about(context, one)}为{wording.value(one.lower)}，"
                f"{wording.name(one.higher.document)}的要求为{wording.value(one.higher)}，"
                "两者计量单位不同、无法准确换算，请人工核对是否符合要求。",
                concept=one.lower.concept,
                about=about(context, one),
            )
