"""One document states two different values for the same thing.

Both are for the same concept (or label), year, group, grade, bracket and region, under the same conditions, and are
called by similar names. They do not stand in one paragraph, nor close to each other in a section: there they are of two
cases. A limit and a value that keeps it are no conflict, nor a new value beside the old one. Three or more different values are
a schedule whose distinctions could not be read; they are left alone. A sentence that stands twice, far apart, with one amount or
share changed, says two things whatever it is called.

Fires: 一、2023年人均财政补助标准达到每人每年640元 and, in section three, 确保按人均财政补助标准每人每年610元拨付到位.
Does not fire: 由610元提高到640元; 不低于610元 in one clause and 640元 in another; 610元 for 2022 and 640元 for 2023.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.circumstances import same_circumstances
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.normalize.script import to_simplified
from extractor.policy.clauses import LABEL
from extractor.policy.conditions import are_same
from extractor.policy.documents import Document
from extractor.policy.in_force import INFINITE, Setting

_REACHED = re.compile("年?满|达到?|超过")
"""What opens a figure that must be reached, without a concept to say that it is what is set (满5年的，可以转让)."""
NEARBY = 4
"""Sentences within which two values are those of two cases of one rule."""
FAR = 8
"""Sentences from which one that is printed again is no other step of a list."""
LONG = 18
"""Characters of such a sentence, which says of what its figure is."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
LIKE_NAMES = 80
"""Likeness of two labels (0 to 100) from which they are taken to name the same thing."""


def find(context: Context, document: Document) -> Iterator[Finding]:
    same: defaultdict[tuple[object, ...], list[Setting]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for setting in context.settings_of[document.id]:
        if setting.key is not None:
            same[(setting.year, *setting.scope)].append(setting)
    for settings in same.values():
        values = {one.value for one in settings}
        if len(values) != 2:
            continue
        if not all(one.is_sure and (one.concept or not _REACHED.match(one.record.quote)) for one in settings):
            continue
        one = settings[0]
        other = next(setting for setting in settings if setting.value != one.value)
        if _excludes(one, other) and _is_same_thing(context, one, other):
            told.update((one.record.span, other.record.span))
            yield _finding(context, one, other)
    for one, other in _said_twice(context, document):
        if _excludes(one, other) and told.isdisjoint((one.record.span, other.record.span)):
            yield _finding(context, one, other)


def _said_twice(context: Context, document: Document) -> Iterator[tuple[Setting, Setting]]:
    """The amounts and shares by which two sentences differ that stand far apart and are the same in all else."""
    settings = {one.record.span[0]: one for one in context.settings_of[document.id] if one.record.kind != "duration"}
    alike: defaultdict[str, list[tuple[int, int, int, list[str]]]] = defaultdict(list)
    for number, (start, end, said) in enumerate(context.sentences_of(document)):
        label = LABEL.match(said)
        words = said[label.end() if label else 0 :].rstrip("。；")
        masked, count = _FIGURE.subn("#", words)
        if count and len(masked) >= LONG:
            alike[masked].append((number, start, end, _FIGURE.findall(words)))
    for (number, start, end, figures), *others in alike.values():
        for later, begin, finish, changed in others[:1] if len(others) == 1 else ():
            if later - number < FAR or sum(a != b for a, b in zip(figures, changed, strict=True)) != 1:
                continue
            ours, theirs = (
                [one for at, one in settings.items() if low <= at < high] for low, high in ((start, end), (begin, finish))
            )
            if len(ours) == len(theirs):
                yield from ((one, two) for one, two in zip(ours, theirs, strict=True) if one.value != two.value)


def _excludes(one: Setting, other: Setting) -> bool:
    """Whether two values cannot both hold."""
    if str(other.value) in (one.record.previous, one.record.delta):
        return False
    if str(one.value) in (other.record.previous, other.record.delta):
        return False
    bounds = {"ge": 1, "gt": 1, "le": -1, "lt": -1}
    direction, opposite = bounds.get(one.record.comparator, 0), bounds.get(other.record.comparator, 0)
    if direction and opposite and direction != opposite:
        return (one.value - other.value) * direction > 0
    if direction and not opposite:
        return (other.value - one.value) * direction < 0
    if opposite and not direction:
        return (one.value - other.value) * opposite < 0
    if INFINITE in (one.value, other.value):
        return True
    approximate = "approx" in (one.record.comparator, other.record.comparator)
    return not approximate or abs(one.value - other.value) > max(abs(one.value), abs(other.value)) / 20


def _is_same_thing(context: Context, one: Setting, other: Setting) -> bool:
    from rapidfuzz.fuzz import partial_ratio

    if _stand_together(context, one, other) or not same_circumstances(context, one, other) or not are_same(one, other):
        return False
    labels = [to_simplified("".join((setting.record.label or "").split())) for setting in (one, other)]
    return all(labels) and partial_ratio(*labels) >= LIKE_NAMES


def _stand_together(context: Context, one: Setting, other: Setting) -> bool:
    """Whether two values stand in one paragraph, or in sentences of one section close to each other: they are of two cases."""
    text = context.text_of(one.document)
    first, second = sorted(text.sentence_at(setting.record.span[0]) for setting in (one, other))
    if "\n" not in text.text[first[0] : second[1]].strip():
        return True
    return one.record.section == other.record.section and len(text.sentences(first[0], second[0])) <= NEARBY


def _finding(context: Context, one: Setting, other: Setting) -> Finding:
    subject = wording.what(context, one, year=one.year)
    gap = "" if INFINITE in (one.value, other.value) else f"，相差{wording.difference(one.value - other.value, one)}"
    return finding(
        "conflict",
        "error",
        side_of(other),
        side_of(one),
        f"{wording.name(one.document)}对{subject}前后表述不一：{_where(one)}为{wording.value(one)}，"
        f"{_where(other)}为{wording.value(other)}{gap}。",
        concept=one.concept,
        about=wording.about(context, one, year=one.year),
    )


def _where(setting: Setting) -> str:
    section = setting.record.section
    return f"“{'／'.join(section)}”部分" if section else "一处"
