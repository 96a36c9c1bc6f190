"""The first page: what to look at first, the worst first, every list cut short with a link to all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.consistency import Finding
from extractor.consistency.reports.wanted import called
from extractor.consistency.wanted import Wanted
from extractor.corpus import Corpus
from extractor.policy.excerpts import beginning
from extractor.report import names
from extractor.report.atlas import Atlas
from extractor.report.findings import Findings
from extractor.report.lists import Doubt
from extractor.report.paging import Group, Inserts
from extractor.report.site import Site

_FINDINGS, _OF_A_CHECK = 24, 4
_SHORT, _MONTHS = 10, 18
_PLACES = 800
"""More places than these are named by province alone."""
_MESSAGE = 260
"""Characters of a message."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of one check that the first page shows, and where the rest of them are."""

    group: Group
    href: str
    shown: Sequence[tuple[Finding, str, str]]


@dataclass(frozen=True, slots=True)
class Lists:
    """What the first page is made of beside the corpus."""

    findings: Findings
    groups: Sequence[Group]
    found_at: Mapping[str, str]
    months: Sequence[tuple[Group, str]]
    wanted: Sequence[Wanted]
    doubts: Sequence[Doubt]
    lacking: int
    atlas: Atlas
    counts: Mapping[str, int]


def write(site: Site, corpus: Corpus, lists: Lists) -> None:
    """Write the first page."""
    every = [one for place in lists.atlas.ordered() for one in place.circulars]
    newest = sorted(every, key=lambda one: (one[0].date or "", one[0].id, one[1]), reverse=True)
    days = sorted(one[0].date for one in every if one[0].date)
    outermost = lists.atlas.outermost
    site.page(
        names.FRONT,
        "front.html.j2",
        Inserts(),
        title="政策文件库",
        counts=lists.counts,
        failures=corpus.failures[:_SHORT],
        failed=len(corpus.failures),
        lacking=lists.lacking,
        checked=_checked(lists),
        rest=_rest(lists),
        months=_months(lists.months, days[-1] if days else ""),
        wanted=[(one, called(one)) for one in lists.wanted[:_SHORT]],
        all_wanted=len(lists.wanted),
        doubts=lists.doubts[:_SHORT],
        all_doubts=len(lists.doubts),
        tree=outermost,
        is_short=len(lists.atlas.places) > _PLACES,
        is_deep=any(one.within for place in outermost for one in place.within),
        newest=newest[:_SHORT],
        span=(date.fromisoformat(days[0]).year, date.fromisoformat(days[-1]).year) if days else None,
        page=names.place_page,
        circular_page=names.circular_page,
    )


def _checked(lists: Lists) -> list[Checked]:
    """Errors and warnings, some of each check."""
    found: list[Checked] = []
    left = _FINDINGS
    start = 0
    for group in lists.groups:
        its = lists.findings.ordered[start : start + group.count]
        start += group.count
        if group.kind not in ("error", "warning"):
            continue
        shown = its[: min(_OF_A_CHECK, left)]
        left -= len(shown)
        rows = [(one, lists.found_at[one.id], beginning(one.message, _MESSAGE)) for one in shown]
        found.append(Checked(group, _at(lists, its), rows))
    return found


def _rest(lists: Lists) -> list[tuple[Group, str]]:
    """Notes and what is waived, by check."""
    found, start = [], 0
    for group in lists.groups:
        its = lists.findings.ordered[start : start + group.count]
        start += group.count
        if group.kind not in ("error", "warning"):
            found.append((group, _at(lists, its)))
    return found


def _at(lists: Lists, its: Sequence[Finding]) -> str:
    return lists.found_at[its[0].id].partition("#")[0]


def _months(months: Sequence[tuple[Group, str]], newest: str) -> dict[str, Any]:
    """What is due by month: those from the month of the newest circular on, then the others; how many are left out."""
    dated = [one for one in months if one[0].anchor.startswith("m")]
    coming = [one for one in dated if one[0].anchor[1:] >= newest[:7]][:_MONTHS]
    return {"coming": coming, "other": [one for one in months if not one[0].anchor.startswith("m")],
            "past": sum(one[0].count for one in dated if one[0].anchor[1:] < newest[:7])}  # fmt: skip
