"""The shape of a place's parameter tree: which file and node a value stands under, its numbers in OpenFisca's terms.

A concept's file branches by the conditions of its values, in one order: group, grade, region, then the further ones. A value without
any stands under `全体`, also where it holds for all of a group of which a part has a value of its own. No level is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from extractor.policy.branches import Branch
from extractor.policy.wording import CURRENCIES, unit_text
from extractor.rules.model import Bracket, Entry, Key
from extractor.rules.names import own_words, place_path, unlike

_INFINITE = Decimal("Infinity")
Levels = tuple[Branch, ...]


def concept_path(key: Key, place: str) -> tuple[str, ...]:
    """The path of a concept's file under the tree, without its suffix; `place` is the name of the key's place."""
    return (*place_path(key.place_code, place), *key.concept.split("."))


def levels_of(keys: Iterable[Key]) -> dict[Key, Levels]:
    """For the keys of one file the conditions that lead to each, as nobody else's do."""
    found = {key: _conditions(key) for key in keys}
    alike: dict[Levels, list[Key]] = {}
    for key, levels in found.items():
        alike.setdefault(levels, []).append(key)
    for levels, several in alike.items():
        if len(several) > 1:
            found |= {key: (*levels, _in_unit(key)) for key in several}
    inner = {levels[:depth] for levels in found.values() for depth in range(len(levels))} | {()}
    everybody = Branch("all", own_words()["all"])
    return {key: (*levels, everybody) if levels in inner else levels for key, levels in found.items()}


def _conditions(key: Key) -> Levels:
    fields = (("population", key.population), ("tier", key.tier), ("region", key.region))
    return (*(Branch(kind, words) for kind, words in fields if words), *key.branches)


def _in_unit(key: Key) -> Branch:
    return Branch("unit", own_words()["scaled"] + unit_text(key.unit) if key.scaled else unit_text(key.unit))


def names_under(levels: Iterable[Levels]) -> dict[Levels, str]:
    """The keys of all nodes of a file, by the conditions that lead to them."""
    children: dict[Levels, set[Branch]] = {}
    for path in levels:
        for depth, branch in enumerate(path):
            children.setdefault(path[:depth], set()).add(branch)
    return {
        (*parent, branch): name for parent, branches in children.items() for branch, name in unlike(branches).items()
    }


def node_paths(keys: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
    """For the keys of one file the nodes that lead to each value."""
    levels = levels_of(keys)
    names = names_under(levels.values())
    return {key: tuple(names[path[: depth + 1]] for depth in range(len(path))) for key, path in levels.items()}


def unit_of(unit: str) -> str:
    """A unit in OpenFisca's terms: `currency-CNY`, `/1` for per cent (a share of one), else as it is printed."""
    if unit in CURRENCIES:
        return f"currency-{unit}"
    return "/1" if unit == "percent" else unit


def printed_unit(unit: str) -> str:
    """The unit that `unit_of` wrote."""
    return "percent" if unit == "/1" else unit.removeprefix("currency-")


def number(amount: Decimal, unit: str) -> str:
    """A number as the tree writes it: shares for per cent, `.inf` for no limit, no exponent."""
    if amount.is_infinite():
        return ".inf"
    if unit == "percent":
        amount = amount.scaleb(-2)
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed_number(text: str, unit: str) -> Decimal:
    """The number that `number` wrote, in the printed unit again."""
    if text == ".inf":
        return _INFINITE
    amount = Decimal(text)
    return Decimal(format(amount.scaleb(2), "f")) if unit == "percent" else amount


def removed_value(direction: str) -> Decimal:
    """What an abolished limit amounts to: nothing to pay first (`ceiling`: 起付标准), else no upper limit."""
    return Decimal(0) if direction == "ceiling" else _INFINITE


@dataclass(frozen=True, slots=True)
class Step:
    """From `threshold` on a scale has `value`; `bracket` is what it is printed as, None where brackets leave out a part."""

    threshold: Decimal
    value: Decimal
    bracket: Bracket | None = None


def steps_of(brackets: Iterable[Bracket]) -> list[Step]:
    """The steps of a scale: what the brackets leave out, and what is above the last bound, gets 0."""
    steps: list[Step] = []
    end: Decimal | None = None
    for bracket in brackets:
        lower = bracket.lower or Decimal(0)
        if end is not None and lower > end:
            steps.append(Step(end, Decimal(0)))
        steps.append(Step(lower, bracket.value, bracket))
        end = bracket.upper
    if end is not None:
        steps.append(Step(end, Decimal(0)))
    return steps


def days_of(entries: Sequence[Entry]) -> dict[date, Entry | None]:
    """The days on which a value changes, and what it is from then on; None where one ends and nothing follows."""
    days: dict[date, Entry | None] = {}
    for entry in entries:
        days[entry.start] = entry
        if entry.end is not None and entry.end < date.max:
            days[entry.end + timedelta(days=1)] = None
    days |= {entry.start: entry for entry in entries}
    return dict(sorted(days.items()))


def value_on(entry: Entry, direction: str) -> Decimal:
    """The number of an entry without brackets."""
    return removed_value(direction) if entry.value is None else entry.value


def first_by_unit(keys: Iterable[Key]) -> str:
    """The unit of most values of a file, of equals the first."""
    counted: dict[str, int] = {}
    for key in keys:
        counted[key.unit] = counted.get(key.unit, 0) + 1
    return max(counted, key=lambda unit: counted[unit])


def kinds_by_name(names: Mapping[Levels, str]) -> dict[str, set[str]]:
    """Of which kinds the nodes of each key are."""
    found: dict[str, set[str]] = {}
    for levels, name in names.items():
        found.setdefault(name, set()).add(levels[-1].kind)
    return found
