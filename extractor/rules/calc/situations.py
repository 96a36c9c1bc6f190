"""All situations that the rules tell apart: for each place and benefit the stretches of days, groups, tiers, regions.

Decision tables have a row for each, generated tests a few cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from extractor.policy.groups import is_everybody
from extractor.policy.places import chain
from extractor.rules.calc.benefits import Benefit, Chooser, Terms, benefits
from extractor.rules.in_force import Asked
from extractor.rules.model import Concept, Key, RulesError, RuleSet, Series


@dataclass(frozen=True, slots=True)
class Situation:
    """The terms of a benefit for groups, a tier and a region (none: no other) from `since` to `until` (None: open)."""

    place_code: str
    since: date
    until: date | None
    groups: tuple[str, ...]
    tier: str | None
    region: str | None
    terms: Terms


def situations_at(
    code: str, rules: RuleSet, concepts: Mapping[str, Concept]
) -> Iterator[tuple[Benefit, list[Situation]]]:
    """For each benefit of which a place sets a value, and all of whose terms are given: its situations there, later days
    first, the more special before the more general. `rules` are those of the place and of the places above it."""
    chooser = Chooser(rules.in_force, concepts, rules.places)
    by_place: dict[tuple[str, str], list[Series]] = {}
    for series in rules.in_force:
        by_place.setdefault((series.key.concept, series.key.place_code), []).append(series)
    for benefit in benefits().values():
        here = [one for concept in benefit.concepts for place in chain(code) for one in by_place.get((concept, place), ())]
        if any(one.key.place_code == code for one in here):
            found = list(_of_benefit(code, benefit, here, chooser))
            if found:
                yield benefit, found


def _of_benefit(code: str, benefit: Benefit, here: Sequence[Series], chooser: Chooser) -> Iterator[Situation]:
    days = sorted({day for one in here for day in _turns(one)}, reverse=True)
    until: date | None = None
    for since in days:
        then = [one.key for one in here if one.on(since)]
        tiers, regions = _choices(key.tier for key in then), _choices(key.region for key in then)
        for groups, tier, region in product(_memberships(then), tiers, regions):
            try:
                terms = chooser.terms(benefit, Asked(code, since, groups, tier, region))
            except RulesError:
                continue  # Not all terms are given for these; whoever asks is told so.
            if _all_matter(terms, groups, tier, region):
                yield Situation(code, since, until, groups, tier, region, terms)
        until = since - timedelta(days=1)


def _turns(series: Series) -> Iterator[date]:
    """The days on which a value changes."""
    for entry in series.entries:
        yield entry.start
        if entry.end:
            yield entry.end + timedelta(days=1)


def _memberships(keys: Sequence[Key]) -> list[tuple[str, ...]]:
    """To which groups somebody may belong at once: one of each concept's at most; more groups come first."""
    by_concept: dict[str, set[str | None]] = {}
    for key in keys:
        by_concept.setdefault(key.concept, {None}).add(None if is_everybody(key.population) else key.population)
    found = {tuple(sorted({group for group in groups if group})) for groups in product(*by_concept.values())}
    return sorted(found, key=lambda groups: (-len(groups), groups))


def _choices(names: Iterator[str | None]) -> list[str | None]:
    """The names in a fixed order, and none of them last."""
    return [*sorted({name for name in names if name}), None]


def _all_matter(terms: Terms, groups: tuple[str, ...], tier: str | None, region: str | None) -> bool:
    """Whether each of these decides a value; else a more general situation says the same."""
    keys = [chosen.series.key for chosen in (terms.deductible, terms.ratio, terms.cap) if chosen]
    return (
        {key.population for key in keys} >= set(groups)
        and (tier is None or any(key.tier == tier for key in keys))
        and (region is None or any(key.region == region for key in keys))
    )
