"""What counts as the same: comparable forms, and the pairing of gold items with exported records.

An exported record is right when it overlaps a gold item of its layer and says the same; what "the same" means is the
layer's `key`. Matched pairs are then compared field by field (`attributes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from extractor.evaluation.gold import Item

Key = tuple[Hashable, ...]
Form = Callable[[Any], object]
_PUNCTUATION = str.maketrans("()[]【】,:;<>《》", "（）〔〕〔〕，：；〈〉〈〉")


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that is compared where a record was found.

    `judge` takes the gold item and the record: whether they agree, None where the gold asks nothing. `says` is what
    either of them has there, for the reader.
    """

    name: str
    judge: Callable[[Item, Item], bool | None]
    says: Callable[[Item], object]


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of gold item: the type of its exported records, what must be equal, and what is compared then."""

    name: str
    record: str
    key: Callable[[Item], Key]
    attributes: tuple[Attribute, ...] = ()


def comparable(text: object) -> str:
    """A name or title without white space, its brackets and punctuation in one width and shape."""
    return "".join(str(text or "").split()).translate(_PUNCTUATION)


def names(values: Sequence[str] | None) -> tuple[str, ...]:
    """Names in comparable form, without order or repetition."""
    return tuple(sorted({comparable(value) for value in values or ()}))


def amount(value: object) -> Decimal | str | None:
    """A number by its value (`580.0` is `580`); what is not a number stays as it is printed."""
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def bracket(bounds: Item | None) -> Key | None:
    """A part of a base by its ends; whether an open end is included says nothing."""
    if not bounds:
        return None
    ends = ((amount(bounds.get(end)), bounds.get(f"{end}_inclusive")) for end in ("lower", "upper"))
    return tuple((value, None if value is None else bool(included)) for value, included in ends)


def due(deadline: Item) -> Key:
    """What a deadline says: a date, else a date that comes back, else a length of time."""
    if deadline.get("date"):
        return ("date", deadline["date"])
    if recurs := deadline.get("recurs"):
        return ("recurs", recurs.get("every"), recurs.get("offset"), recurs.get("month"), str(recurs.get("day")))
    duration = deadline.get("duration") or {}
    return ("duration", amount(duration.get("value")), duration.get("unit"))


def _quantity(item: Item) -> Key:
    # The measure word of a count is often left to taste (家, 个): its number decides.
    return (item["kind"], amount(item.get("value")), None if item["kind"] == "count" else item.get("unit"))


def _parameter(item: Item) -> Key:
    return (item["concept"], amount(item.get("value")), bracket(item.get("bracket")))


def _agencies(item: Item) -> Key:
    return names([*(item.get("lead") or ()), *(item.get("support") or ())])


def _cited(item: Item) -> Key:
    return (comparable(item.get("number")) or comparable(item.get("title")),)


def _field(name: str) -> Callable[[Item], object]:
    return lambda item: item.get(name)


def given(value: object) -> bool:
    """Whether a field says anything: null, empty words and empty lists do not, `false` does."""
    return value not in (None, [], "")


def stated(name: str, form: Form = comparable) -> Attribute:
    """A field that is compared where the gold states it."""

    def judge(wanted: Item, found: Item) -> bool | None:
        here = wanted.get(name)
        return form(here) == form(found.get(name)) if given(here) else None

    return Attribute(name, judge, _field(name))


def written(name: str, form: Form = str) -> Attribute:
    """A field that is compared where the gold writes it out: where it writes null, the record must say nothing."""

    def judge(wanted: Item, found: Item) -> bool | None:
        if name not in wanted:
            return None
        here, there = wanted[name], found.get(name)
        return form(here) == form(there) if given(here) and given(there) else given(here) == given(there)

    return Attribute(name, judge, _field(name))


def claimed(name: str) -> Attribute:
    """A name that is compared where the gold or the record has one; either may say more (低保对象, 城乡低保对象)."""

    def judge(wanted: Item, found: Item) -> bool | None:
        here, there = comparable(wanted.get(name)), comparable(found.get(name))
        return bool(here and there) and (here in there or there in here) if here or there else None

    return Attribute(name, judge, _field(name))


_LEAD = Attribute("lead", lambda wanted, found: names(wanted.get("lead")) == names(found.get("lead")), _field("lead"))

MENTIONS = Layer("mentions", "mention", _quantity, (stated("comparator"),))
PARAMETERS = Layer(
    "parameters",
    "parameter",
    _parameter,
    (
        stated("comparator"),
        stated("per"),
        stated("year", str),
        claimed("population"),
        stated("previous", amount),
        stated("delta", amount),
        stated("removed", bool),
        claimed("region"),
        claimed("tier"),
    ),
)
DEADLINES = Layer("deadlines", "deadline", due, (stated("precision"),))
ASSIGNMENTS = Layer("assignments", "assignment", _agencies, (_LEAD,))
CITATIONS = Layer("citations", "citation", _cited, (stated("relation"), stated("title")))


def overlap(one: Sequence[int], other: Sequence[int]) -> int:
    """How many characters two spans share; not positive where they share none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def pair(wanted: Sequence[Item], found: Sequence[Item], key: Callable[[Item], Key]) -> dict[int, int]:
    """Which `found` (by index) answers which `wanted`: equal keys and overlapping spans, the largest overlap first.

    Each is used once; among equal overlaps the later ones come first.
    """
    by_key: defaultdict[Key, list[int]] = defaultdict(list)
    for index, record in enumerate(found):
        by_key[key(record)].append(index)
    candidates = sorted(
        (
            (shared, here, there)
            for here, item in enumerate(wanted)
            for there in by_key.get(key(item), ())
            if (shared := overlap(item["span"], found[there]["span"])) > 0
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, here, there in candidates:
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs
