"""What is in force: each place's values through time, and which of them counts for a place, a day and a person.

When a value ends, and what takes its place, is `extractor.policy.in_force`. Across values the more special one counts: a group
before everybody, then a tier before all tiers, then a region before all; of equally special ones the nearest place's, then what
takes in fewer groups and grades, then the later, then a scale before a single value. A target counts only where nothing else
does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from extractor.policy.groups import is_everybody, same_group
from extractor.policy.in_force import STATED, endings, shown_until
from extractor.policy.places import chain, place_name, same_region
from extractor.policy.tiers import same_tier, tier_covers
from extractor.rules.model import Entry, Key, LeftOut, Series
from extractor.rules.scales import breadth
from extractor.rules.statements import ENDED_BEFORE, REPLACED, Statement


def series_of(
    found: Sequence[Statement],
    place: str,
    repealed: Mapping[str, tuple[date, str]],
    taking_over: Collection[str],
    newest: date | None,
    left_out: list[LeftOut],
) -> tuple[Series, ...]:
    """The values through time of one concept at one place, whose name is `place`, sorted by key.

    `repealed` gives the end of repealed documents; `taking_over` are those that put themselves in the place of older rules;
    `newest` is the date of the place's newest circular. What never comes into force is added to `left_out`.
    """
    entries: dict[Key, list[Entry]] = defaultdict(list)
    ordered = sorted(found, key=lambda item: item.claim.order)
    ends = endings([one.claim for one in ordered], repealed, taking_over)
    for statement, (end, by) in zip(ordered, ends, strict=True):
        entry = replace(statement.entry, end=end, ended_by=by)
        if end is None or end >= entry.start:
            entries[statement.key].append(entry)
        else:
            reason = ENDED_BEFORE if by == STATED else REPLACED
            left_out += [LeftOut(source, statement.key.concept, reason) for source in entry.references]
    return tuple(
        Series(key, place, tuple(stretch), shown_until(stretch[-1], newest))
        for key, stretch in sorted(entries.items(), key=lambda item: sort_key(item[0]))
    )


def sort_key(key: Key) -> tuple[str, ...]:
    """The order of values in every output: place, concept, then everybody before groups, all tiers before one."""
    parts = (key.concept, key.population, key.tier, key.region, "\n".join(key.conditions), key.unit)
    return (key.place_code, *(part or "" for part in parts), str(key.scaled))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value that counts, with the stretch of its series that the day lies in."""

    series: Series
    entry: Entry


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom and where a value is wanted for, in simplified characters: the groups that the person belongs to, the tier
    and the region (None: not known)."""

    place_code: str
    day: date
    groups: tuple[str, ...] = ()
    tier: str | None = None
    region: str | None = None

    @property
    def regions(self) -> list[str]:
        """The region asked for, and the names of the place and of those above it."""
        return [*([self.region] if self.region else []), *map(place_name, chain(self.place_code))]


def sheet_of(series: Iterable[Series], place_code: str, day: date) -> list[Chosen]:
    """All values in force at a place on a day: for each concept, group, tier and region the nearest place's."""
    order = chain(place_code)
    found: dict[Key, tuple[int, list[Chosen]]] = {}
    for one in series:
        entry = one.on(day)
        if entry is None or one.key.place_code not in order:
            continue
        rank = order.index(one.key.place_code)
        where = replace(one.key, place_code="", unit="", scaled=False)
        nearest, chosen = found.setdefault(where, (rank, []))
        if rank < nearest:
            found[where] = (rank, [Chosen(one, entry)])
        elif rank == nearest:
            chosen.append(Chosen(one, entry))
    rows = (one for _, chosen in found.values() for one in chosen)
    return sorted(rows, key=lambda one: sort_key(one.series.key)[1:])


def value_for(series: Iterable[Series], concept: str, asked: Asked) -> list[Chosen]:
    """The value of a concept that counts for somebody: the first of the list, best first; empty where there is none.

    Values for other groups, tiers and regions than those asked for are no candidates.
    """
    order = chain(asked.place_code)
    candidates = []
    for one in series:
        key = one.key
        if key.concept != concept or key.place_code not in order:
            continue
        entry = one.on(asked.day)
        if entry and _takes_in(key, asked):
            candidates.append(Chosen(one, entry))
    return sorted(candidates, key=lambda chosen: (rank(chosen, asked), sort_key(chosen.series.key)))


def rank(chosen: Chosen, asked: Asked) -> tuple[Any, ...]:
    """How well a value fits who is asked for, the best first; two of one rank are as good as each other."""
    key = chosen.series.key
    return (
        key.has("target") or key.has("rest"),
        -(4 * (not is_everybody(key.population)) + 2 * (key.tier is not None) + (key.region is not None)),
        chain(asked.place_code).index(key.place_code),
        len(key.branches),
        not same_tier(key.tier, asked.tier),
        breadth(key),
        -chosen.entry.start.toordinal(),
        not key.scaled,
    )


def _takes_in(key: Key, asked: Asked) -> bool:
    if not is_everybody(key.population) and not any(same_group(key.population or "", one) for one in asked.groups):
        return False
    if key.tier is not None and not (asked.tier and tier_covers(key.tier, asked.tier)):
        return False
    return key.region is None or any(same_region(key.region, name) for name in asked.regions)
