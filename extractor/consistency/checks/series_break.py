"""A stated previous value differs from what an earlier circular set.

The old value of 由…提高到… is held against what the same place set for the year before (or what was in force then);
where the place has no earlier circular in the corpus, against the level above, within the room that one leaves.

Fires: 2023年由每人每年610元提高到640元, while the same city's circular for 2022 set 600元.
Does not fire: the circular for 2022 set 610元; or the only earlier circular is for 2020; or is another city's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from extractor.consistency import wording
from extractor.consistency.circumstances import same_circumstances
from extractor.consistency.comparable import bound_of
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.policy.conditions import are_same
from extractor.policy.in_force import INFINITE, Setting
from extractor.policy.places import above
from extractor.policy.wording import quantity_text

_YEAR = re.compile(r"(20\d\d)年")


def find(context: Context, value: Value) -> Iterator[Finding]:
    for setting in context.settings_at(*value):
        previous = _previous(setting)
        if previous is None or not setting.is_sure or setting.key is None or setting.document.code is None:
            continue
        earlier = _earlier(context, setting)
        if earlier is None or not _differs(context, setting, previous, earlier):
            continue
        if not same_circumstances(context, setting, earlier):
            continue
        unit = setting.record.unit
        subject = wording.what(context, setting, year=setting.year)
        yield finding(
            "series-break",
            "warning",
            side_of(setting),
            side_of(earlier),
            f"{wording.name(setting.document)}称{subject}的原标准为{quantity_text(previous, unit)}，"
            f"而{wording.name(earlier.document)}此前规定为{wording.value(earlier)}，"
            f"相差{wording.difference(previous - earlier.value, setting)}，前后不衔接。",
            concept=setting.concept,
            about=wording.about(context, setting, year=setting.year),
        )


def _previous(setting: Setting) -> Decimal | None:
    try:
        return Decimal(setting.record.previous) if setting.record.previous else None
    except InvalidOperation:
        return None


def _earlier(context: Context, setting: Setting) -> Setting | None:
    """What was set before, by the place itself or, where it has said nothing, by the nearest level above."""
    assert setting.key is not None and setting.document.code is not None
    year = _year_before(context, setting)
    if year is None:
        return None
    for code in (setting.document.code, *above(setting.document.code)):
        found = [
            one
            for one in context.effective(setting.key, code, year)
            if one.scope == setting.scope
            and (one.is_read if code == setting.document.code else one.is_certain)
            and are_same(one, setting)
            and _may_be_last(context, one, setting)
            and one.value != INFINITE
            and one.document is not setting.document
            and one.document.order < setting.document.order
        ]
        if found:
            return found[-1]
    return None


def _may_be_last(context: Context, earlier: Setting, setting: Setting) -> bool:
    """Whether no circular that the corpus lacks is likely to have set the value in between.

    Of two standing values nobody knows, unless the later circular names the earlier one.
    """
    if earlier.year is not None and setting.year is not None:
        return True
    return any(context.target_of(citation) is earlier.document for citation in setting.document.cites())


def _year_before(context: Context, setting: Setting) -> int | None:
    """The year that the text gives for the old value, else the year before the new one."""
    text = context.text_of(setting.document)
    sentence, _ = text.sentence_at(setting.record.span[0])
    words = text.plain(sentence, setting.record.span[0])
    before, _, _ = words.rpartition(setting.record.previous or "\0")
    named = [int(year) for year in _YEAR.findall(before)]
    new = setting.year or (setting.start.year if setting.start else setting.document.year)
    if named and new is not None and named[-1] < new:
        return named[-1]
    return new - 1 if new is not None else None


def _differs(context: Context, setting: Setting, previous: Decimal, earlier: Setting) -> bool:
    if earlier.document.code == setting.document.code:
        if earlier.record.comparator in ("ge", "gt"):
            return previous < earlier.value
        if earlier.record.comparator in ("le", "lt"):
            return previous > earlier.value
        return earlier.record.comparator != "approx" and previous != earlier.value
    if earlier.record.comparator != "eq":
        return False  # a limit from above is no value that the place has set
    bound = bound_of(context, earlier)
    if bound == "floor":
        return previous < earlier.value
    if bound == "ceiling":
        return previous > earlier.value
    return bound == "exact" and previous != earlier.value
