"""What counts as the same: comparable forms, and the pairing of gold items with exported records.

An exported record is right when it overlaps a gold item of its layer and says the same; what "the same" means is the
layer's `key`. Matched pairs are then compared field by field (`attributes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from extractor.evaluation.gold import Item

Key = tuple[Hashable, ...]
Same = Callable[[Any, Any], bool]
_PUNCTUATION = str.maketrans("()[]【】,:;<>《》", "（）〔〕〔〕，：；〈〉〈〉")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field that is compared where a record was found.

    It counts where the gold states it (`stated`), where the gold or the record does (`claimed`: a population that the
    gold does not know is wrong), or always.
    """

    name: str
    same: Same
    counts: Literal["stated", "claimed", "always"] = "stated"

    def judge(self, wanted: Item, found: Item) -> bool | None:
        """Whether `found` agrees with `wanted`; None where there is nothing to compare."""
        here, there = wanted.get(self.name), found.get(self.name)
        stated, claimed = here not in (None, [], ""), there not in (None, [], "")
        said = {"stated": stated, "claimed": stated or claimed, "always": True}
        return self.same(here, there) if said[self.counts] else None


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


def _by(form: Callable[[Any], object]) -> Same:
    return lambda wanted, found: form(wanted) == form(found)


def _part(wanted: object, found: object) -> bool:
    """One may say more than the other: 低保对象 and 城乡低保对象."""
    here, there = comparable(wanted), comparable(found)
    return bool(here and there) and (here in there or there in here)


_TEXT, _AMOUNT = _by(comparable), _by(amount)

MENTIONS = Layer("mentions", "mention", _quantity, (Attribute("comparator", _TEXT),))
PARAMETERS = Layer(
    "parameters",
    "parameter",
    _parameter,
    (
        Attribute("comparator", _TEXT),
        Attribute("per", _TEXT),
        Attribute("year", _by(str)),
        Attribute("population", _part, "claimed"),
        Attribute("previous", _AMOUNT),
        Attribute("delta", _AMOUNT),
        Attribute("removed", _by(bool)),
        Attribute("region", _part, "claimed"),
        Attribute("tier", _part, "claimed"),
    ),
)
DEADLINES = Layer("deadlines", "deadline", due, (Attribute("precision", _TEXT),))
ASSIGNMENTS = Layer("assignments", "assignment", _agencies, (Attribute("lead", _by(names), "always"),))
CITATIONS = Layer("citations", "citation", _cited, (Attribute("relation", _TEXT), Attribute("title", _TEXT)))


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
