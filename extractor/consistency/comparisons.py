"""Each value of a place against those of the levels above that bind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.consistency.circumstances import covers_circumstances
from extractor.consistency.comparable import Fit, Verdict, bound_of, fit_of, is_comparable, is_stricter, judge
from extractor.consistency.index import Index
from extractor.policy.conditions import lies_within, restrictions
from extractor.policy.in_force import Setting
from extractor.policy.places import above

STANDING = 5 * 366
"""Days for which a standing value of a circular that is not cited is taken to hold."""


class Comparison(NamedTuple):
    """A value of a lower level, the value above that it is held against, the year, and what came out."""

    lower: Setting
    higher: Setting
    year: int
    fit: Fit
    verdict: Verdict | None


class Binding:
    """What a place sets for a year that binds those below; read once for all of them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._found: dict[tuple[str, str, int], list[Setting]] = {}

    def of(self, key: str, code: str, year: int) -> list[Setting]:
        asked = key, code, year
        if asked not in self._found:
            effective = self._index.effective(key, code, year)
            self._found[asked] = [one for one in effective if is_comparable(one) and bound_of(self._index, one)]
        return self._found[asked]


def comparisons(index: Index, binding: Binding, key: str, code: str) -> list[Comparison]:
    """All comparable pairs of what a place sets, in the order of the lower documents.

    A value is held against the nearest higher level that speaks for the year, and against the levels above that
    one where they ask more. Time grows with the number of comparable pairs: candidates come from the index of
    settings by concept and place.
    """
    ancestors = [upper for upper in above(code) if index.settings_at(key, upper)]
    found: dict[tuple[int, int], Comparison] = {}
    for year in _years(index, key, code, ancestors) if ancestors else ():
        for lower in index.effective(key, code, year, drafts=True):
            for one in _against(index, binding, lower, ancestors, year):
                found.setdefault((id(one.lower), id(one.higher)), one)
    return sorted(found.values(), key=lambda one: (index.position(one.lower), index.position(one.higher)))


def _years(index: Index, key: str, code: str, ancestors: list[str]) -> list[int]:
    """The years in which something is set or begins, here or above, from the place's first value on."""
    here = [_begins(one) for one in index.settings_at(key, code)]
    known = [year for year in here if year is not None]
    if not known:
        return []
    only_yearly = all(one.year is not None for one in index.settings_at(key, code))
    years = set(known)
    if not only_yearly:
        for upper in ancestors:
            years.update(
                year for one in index.settings_at(key, upper) if (year := _begins(one)) is not None
            )
    return sorted(year for year in years if year >= min(known))


def _begins(setting: Setting) -> int | None:
    if setting.year is not None:
        return setting.year
    return setting.start.year if setting.start else setting.document.year


def _against(index: Index, binding: Binding, lower: Setting, ancestors: list[str], year: int) -> Iterator[Comparison]:
    nearest: list[Setting] = []
    for upper in ancestors:
        candidates = _closest(lower, binding.of(lower.key or "", upper, year))
        if not candidates:
            continue
        for higher, fit in candidates:
            if nearest and not any(is_stricter(index, higher, near) for near in nearest):
                continue
            yield Comparison(lower, higher, year, fit, _verdict(index, lower, higher))
        nearest += [higher for higher, _ in candidates]


def _closest(lower: Setting, binding: Sequence[Setting]) -> list[tuple[Setting, Fit]]:
    """Of binding values of a higher place those for the same people, else for the narrowest group around them."""
    found = [(higher, fit) for higher in binding if (fit := fit_of(lower, higher)) and lower.meets(higher)]
    if len(found) < 2:
        return found
    ranks = [_rank(higher, fit) for higher, fit in found]
    best = min(ranks)
    return [one for one, rank in zip(found, ranks, strict=True) if rank == best]


def _rank(higher: Setting, fit: Fit) -> tuple[int, ...]:
    size = len(higher.group.covers) if higher.group else 10_000
    group, tier, _, region = fit.distance
    return group, size, tier, region


def _verdict(index: Index, lower: Setting, higher: Setting) -> Verdict | None:
    if not is_comparable(lower):
        return None
    verdict = judge(index, lower, higher)
    if not verdict or not covers_circumstances(index, lower, higher) or not lies_within(lower, higher):
        return None
    return None if _has_own_rule(index, lower, higher) or _is_stale(index, lower, higher) else verdict


def _is_stale(index: Index, lower: Setting, higher: Setting) -> bool:
    """Whether a standing value above is so old that others, which the corpus lacks, may have taken its place.

    It counts however old it is where the lower circular carries out the one that set it.
    """
    if lower.year is not None or higher.year is not None or lower.start is None or higher.start is None:
        return False
    if (lower.start - higher.start).days <= STANDING:
        return False
    return all(document is not higher.document for document, _ in index.implements.carried_out(lower.document))


def _has_own_rule(index: Index, lower: Setting, higher: Setting) -> bool:
    """Whether the higher circular sets something of its own, read for certain or not, for the case that the lower value adds."""
    if not (added := restrictions(lower) - restrictions(higher)):
        return False
    record = higher.record
    return any(
        one.record.section == record.section and one.record.kind == record.kind and added & restrictions(one)
        for one in index.settings_of[higher.document.id]
        if one is not higher
    )
