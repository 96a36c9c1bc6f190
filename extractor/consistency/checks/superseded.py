"""A later circular of the same place sets the same thing anew for the same time; the later value is used.

Two yearly values must be for the same year; two standing rules must be in force at the same time. A later circular
that repeats the value changes nothing and is not reported.

Fires: the city sets 640元 for 2021 in March, and 660元 for 2021 in August.
Does not fire: 640元 for 2021 in March and 660元 for 2022 in August; or 640元 again in August.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.circumstances import same_circumstances
from extractor.consistency.context import Context, Value
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.policy.conditions import are_same
from extractor.policy.in_force import Setting


def find(context: Context, value: Value) -> Iterator[Finding]:
    same: defaultdict[tuple[object, ...], list[Setting]] = defaultdict(list)
    for setting in context.settings_at(*value):
        if setting.is_sure and not setting.document.is_draft:
            same[(setting.year, *setting.scope)].append(setting)
    for versions in same.values():
        for number, earlier in enumerate(versions):
            latest = next((one for one in reversed(versions[number + 1 :]) if are_same(earlier, one)), None)
            if latest is not None and _is_superseded(context, earlier, latest):
                yield _finding(context, earlier, latest)


def _is_superseded(context: Context, earlier: Setting, latest: Setting) -> bool:
    if earlier.document is latest.document or earlier.value == latest.value:
        return False
    if earlier.document.order[0] >= latest.document.order[0]:
        return False
    if earlier.year is None and earlier.end and latest.start and earlier.end < latest.start:
        return False
    return same_circumstances(context, earlier, latest)


def _finding(context: Context, earlier: Setting, latest: Setting) -> Finding:
    subject = wording.what(context, earlier, year=earlier.year)
    return finding(
        "superseded",
        "note",
        side_of(earlier),
        side_of(latest),
        f"{wording.name(earlier.document)}规定{subject}为{wording.value(earlier)}，"
        f"{wording.name(latest.document)}后又规定为{wording.value(latest)}，以后者为准。",
        concept=earlier.concept,
        about=wording.about(context, earlier, year=earlier.year),
    )
