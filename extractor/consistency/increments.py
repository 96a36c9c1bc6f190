"""Old value, change and new value as one sentence states them (由60万元上浮20%至72万元), where they do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractor.consistency.index import Index
from extractor.consistency.sums import by_sentence, expression
from extractor.policy.clauses import Text
from extractor.policy.documents import Document
from extractor.records.models import MentionRecord

_CLAUSE = re.compile("[，。；：、]")
_ROUNDED = Decimal("0.01")
"""Share of a value by which a result may be rounded."""


class Increment(NamedTuple):
    """An old value, a change on it and the new value; `sign` is that of the change."""

    old: MentionRecord
    change: MentionRecord
    new: MentionRecord
    sign: int

    @property
    def results(self) -> tuple[Decimal, ...]:
        """What the new value may be, the likeliest first; a change in per cent of a percentage may be one in points."""
        before, by = (Decimal(one.value or 0) for one in (self.old, self.change))
        added, risen = before + self.sign * by, before * (1 + self.sign * by / 100)
        if self.change.unit != "percent":
            return (added,)
        return (added, risen) if self.old.unit == "percent" else (risen,)

    @property
    def is_right(self) -> bool:
        after = Decimal(self.new.value or 0)
        rounding = 0 if self.change.unit == self.new.unit else _ROUNDED * abs(after)
        return any(abs(after - one) <= rounding for one in self.results)


def wrong_increments(index: Index, document: Document) -> Iterator[Increment]:
    """The changes of a document whose new value is not what comes out."""
    text = index.text_of(document)
    for (start, end), inside in by_sentence(text, document):
        seen: set[tuple[int, int]] = set()
        for one in _Sentence(text, start, end, inside).increments():
            if one.new.span not in seen and not one.is_right:
                yield one
            seen.add(one.new.span)


class _Sentence:
    """One sentence with its quantities and the words between them."""

    def __init__(self, text: Text, start: int, end: int, inside: Sequence[MentionRecord]) -> None:
        self._inside = inside
        ends = [start, *(one.span[1] for one in inside)]
        starts = [*(one.span[0] for one in inside), end]
        self._gaps = [text.plain(a, max(a, b)) for a, b in zip(ends, starts, strict=True)]

    def increments(self) -> Iterator[Increment]:
        """Every old value, change and new value that belong together, in text order."""
        for at in range(len(self._inside) - 2):
            yield from self._in_a_row(at)
        pairs = [at for at in range(len(self._inside) - 1) if self._is_pair(at)]
        for at, change in enumerate(self._inside):
            if by := self._opens_change(at):
                yield from self._led_by(change, by, [pair for pair in pairs if pair > at], at)
        for pair in pairs:
            yield from self._told_behind(pair)

    def _in_a_row(self, at: int) -> Iterator[Increment]:
        """由A上浮B至C; 在A的基础上提高B，达到C."""
        old, change, new = self._inside[at : at + 3]
        by = expression("by_between").match(self._gaps[at + 1])
        if by and expression("base_before").search(self._gaps[at]) and expression("result").match(self._gaps[at + 2]):
            yield from _fitting(old, change, new, _sign(by))

    def _is_pair(self, at: int) -> bool:
        """Whether a quantity is an old value, and the next one the new value in its place."""
        old, new = self._inside[at], self._inside[at + 1]
        return (
            (old.kind, old.unit) == (new.kind, new.unit)
            and expression("old_before").search(self._gaps[at]) is not None
            and expression("to_new").match(self._gaps[at + 1]) is not None
        )

    def _opens_change(self, at: int) -> re.Match[str] | None:
        """What says that a quantity is a change, told before the values that follow from it."""
        return expression("by_before").search(self._gaps[at]) if self._inside[at].comparator == "eq" else None

    def _led_by(self, change: MentionRecord, by: re.Match[str], pairs: Sequence[int], at: int) -> Iterator[Increment]:
        """上浮20%，即：单方由50万元提高至60万元，双方由60万元提高至72万元: the values right behind, one after the other."""
        led = expression("that_is").match(self._gaps[at + 1]) if pairs and pairs[0] == at + 1 else None
        if led is None or (not led["so"] and led["what"] and self._has_subject(at, by)):
            return
        together = [pairs[0]]
        for one, other in pairwise(pairs):
            if other != one + 2:
                break
            together.append(other)
        found = [
            one
            for pair in (together if led["so"] else together[:1])
            for one in _fitting(self._inside[pair], change, self._inside[pair + 1], _sign(by))
        ]
        is_clear = change.unit != "percent" or any(one.is_right for one in found)
        for pair, increment in zip(together, found, strict=False):
            if is_clear or not expression("neutral").search(self._gaps[pair + 1]):
                yield increment

    def _has_subject(self, at: int, by: re.Match[str]) -> bool:
        """Whether the clause of a change says of what it is; without, it is of what the next clause names."""
        parts = _CLAUSE.split(by.string[: by.start()])
        return bool(parts[-1]) or (len(parts) == 1 and at > 0)

    def _told_behind(self, pair: int) -> Iterator[Increment]:
        """由A提高到B，增加C."""
        if pair + 2 >= len(self._inside):
            return
        old, new, change = self._inside[pair : pair + 3]
        by = expression("by_behind").match(self._gaps[pair + 2])
        if by and (not self._gaps[pair + 3] or self._gaps[pair + 3][0] in "，。；）"):
            yield from _fitting(old, change, new, _sign(by))


def _sign(by: re.Match[str]) -> int:
    return 1 if by["up"] else -1


def _fitting(old: MentionRecord, change: MentionRecord, new: MentionRecord, sign: int) -> Iterator[Increment]:
    """The increment, where the units of the three go together."""
    is_money_by_share = change.unit == "percent"
    is_in_points = change.unit == "percentage_point" and old.unit == "percent"
    if old.unit == new.unit and (change.unit == old.unit or is_money_by_share or is_in_points) and new.comparator in ("eq", "ge"):
        yield Increment(old, change, new, sign)
