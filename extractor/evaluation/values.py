"""The layer of policy values: is each one recorded, with a concept or without, and does its record say what it means?

A check that accuses somebody rests on a value's meaning and on the confidence of its record. So a record is also judged
as a whole, by the confidence that it states: is it right in all that a check rests on?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.evaluation.gold import Item
from extractor.evaluation.matching import Attribute, Key, Layer, amount, bracket, stated, written
from extractor.evaluation.newer import newer_concepts
from extractor.evaluation.phrases import same_conditions, same_name

CONFIDENCES = ("high", "medium", "low")


def said_conditions(item: Item) -> list[str]:
    """All that a record (or the gold, as bare words) says of whom, where and in which case its value applies, each once."""
    listed = (one if isinstance(one, str) else one["text"] for one in item.get("conditions") or ())
    fields = (item.get(name) for name in ("population", "tier", "region"))
    return list(dict.fromkeys(text for text in (*listed, *fields) if text))


def right_if(confidence: str) -> str:
    """The name of the attribute that judges the records of a confidence as a whole."""
    return f"right if {confidence}"


WHOLES = frozenset(map(right_if, CONFIDENCES))


def _value(item: Item) -> Key:
    return (amount(item.get("value")), "removed" if item.get("removed") else None)


def _named(wanted: Item, found: Item) -> bool | None:
    label = wanted.get("label")
    return same_name(label, found.get("label"), wanted.get("conditions") or ()) if label else None


def _applies(wanted: Item, found: Item) -> bool | None:
    conditions = wanted.get("conditions")
    return None if conditions is None else same_conditions(conditions, said_conditions(found))


def _bracketed(wanted: Item, found: Item) -> bool | None:
    here, there = (bracket(item.get("bracket")) for item in (wanted, found))
    return here == there if here or there else None


_WHAT = Attribute("what", _named, lambda item: item.get("label"))
_MEANING = (
    Attribute("applies_to", _applies, said_conditions),
    stated("comparator"),
    written("per"),
    Attribute("bracket", _bracketed, lambda item: bracket(item.get("bracket"))),
    written("effective_from"),
    written("effective_to"),
    written("previous", amount),
    written("delta", amount),
)


def is_right(wanted: Item, found: Item) -> bool:
    """Whether a record is right in all that a check rests on.

    That is the concept (none where the gold has none; any where the gold leaves it open), the name where no concept
    stands for it, and the whole meaning. What the gold does not ask cannot be wrong.
    """
    concept = wanted.get("concept") or None
    said = found.get("concept")
    if not wanted.get("concept_open") and said != concept and (concept or said not in newer_concepts()):
        return False
    asked = _MEANING if concept else (_WHAT, *_MEANING)
    return all(attribute.judge(wanted, found) is not False for attribute in asked)


def _as_a_whole(confidence: str) -> Callable[[Item, Item], bool | None]:
    """Judges a record of this confidence where the gold lists the conditions: without them no meaning is whole."""

    def judge(wanted: Item, found: Item) -> bool | None:
        judged = wanted.get("conditions") is not None and found.get("confidence") == confidence
        return is_right(wanted, found) if judged else None

    return judge


def _wholes() -> Iterator[Attribute]:
    for confidence in CONFIDENCES:
        yield Attribute(right_if(confidence), _as_a_whole(confidence), lambda item: item.get("concept") or item.get("label"))


VALUES = Layer("values", "parameter", _value, (_WHAT, *_MEANING, *_wholes()))
