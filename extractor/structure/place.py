"""The place that a circular rules: its issuers', else the one that its title and text call their own."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from extractor.language.places import (
    CORPS,
    NATION,
    Level,
    Place,
    as_of,
    is_within,
    place_of_agency,
    places_in,
    short_names_in,
)
from extractor.spans import Span
from extractor.structure.lines import Line
from extractor.structure.model import Circular
from extractor.structure.patterns import is_agency, pattern

_READ = 20_000  # characters of a circular
_NEAR = 200  # its opening
# What a mention is worth: at the head of the title, elsewhere in title or head, as the place that acts or is acted for, in
# the text, in a title that is cited, one of several in a row.
_TITLED, _HEADED, _OWN, _SAID, _CITED, _LISTED = 6.0, 3.0, 3.0, 1.0, 0.2, 0.1
_INSIDE = 0.5  # what a mention of one of its divisions adds for the division above
_CLEAR_SEATS = 3
_LEVEL: dict[str, Level] = {"省": "province", "市": "city", "州": "city", "盟": "city", "县": "county", "旗": "county", "区": "county"}


@dataclass(slots=True)
class Evidence:
    """What speaks for which place: points by place, and how often the text calls its own place 市, 县 and so on."""

    points: dict[Place, float] = field(default_factory=dict)
    first: dict[Place, int] = field(default_factory=dict)
    around: dict[Place, float] = field(default_factory=dict)  # of places named by a functional area in them (甲州高新区)
    cited: set[Place] = field(default_factory=set)  # in the titles that it cites
    titled: Place | None = None  # at the head of its title
    national: bool = False  # by its title, or by who made it
    own: Counter[str] = field(default_factory=Counter)
    seats: Counter[str] = field(default_factory=Counter)

    def unit(self) -> str | None:
        """What the text calls its own place: 我市, 本县; else the bodies that it charges (市财政局); None where it does not say."""
        said = Counter({unit: n for unit, n in self.own.items() if n > 1 or self.seats[unit]})
        if self.titled is not None and said[self.titled.name[-1]]:
            return self.titled.name[-1]
        return _most(said or Counter({unit: n for unit, n in self.seats.items() if n >= _CLEAR_SEATS}))

    def passing_unit(self) -> str | None:
        """What it calls its own place in passing, once (全省首个): good for a choice among places, not for a level."""
        return _most(self.own)


def _most(said: Counter[str]) -> str | None:
    return min(said, key=lambda unit: (-said[unit], unit)) if said else None


def set_place(text: str, circular: Circular, issuers: Sequence[Span], signed: Sequence[Span], head: Sequence[Line]) -> None:
    """Level, place and code; null what the text does not print. `head` are the lines above the running text."""
    names = [text[span.start : span.end] for span in (*issuers, *signed)]
    makers = names or [hit["name"] for hit in pattern("interpreter").finditer(text, circular.start, circular.end)]
    if not makers and circular.status == "explainer":
        opening = next((p.start for p in circular.paragraphs if p.role == "body"), circular.start)
        told = pattern("acting_body").finditer(text, opening, min(circular.end, opening + _NEAR))
        makers = [hit["name"] for hit in told if is_agency(hit["name"])]
    place = next((place for name in makers if (place := place_of_agency(name)) is not None), None)
    circular.level = place.level if place else None
    if place is None:
        unit = next((unit for name in names if (unit := _relative_unit(name))), None)
        evidence = _evidence(text, circular, head)
        unit = unit or evidence.unit()
        place = _choose(text, circular, evidence, unit, named=bool(names))
        circular.level = place.level if place else _level_of(unit, text, circular)
        if place is None and unit == "区" and (area := pattern("own_area").search(text, circular.start, circular.end)):
            circular.place = area["name"]
    if place:
        then = as_of(place, date.fromisoformat(circular.date) if circular.date else None)
        circular.level = circular.level if then == place else then.level
        circular.place, circular.place_code = then.name, then.code


def _level_of(unit: str | None, text: str, circular: Circular) -> Level | None:
    """The level of 我市, 我县; 我区 may be an autonomous region's where the text speaks of one."""
    if unit == "区" and text.find("自治区", circular.start, circular.end) >= 0:
        return None
    return _LEVEL.get(unit or "")


def _relative_unit(name: str) -> str | None:
    """市 of 市财政局, 区 of 自治区政府办公厅."""
    hit = pattern("relative_body").match(name)
    return hit["unit"] if hit else None


def _evidence(text: str, circular: Circular, head: Sequence[Line]) -> Evidence:
    evidence = Evidence()
    low, high = circular.start, min(circular.end, circular.start + _READ)
    for hit in pattern("own_unit").finditer(text, low, high):
        if hit["unit"]:
            titled = circular.title_span is not None and circular.title_span.start <= hit.start() < circular.title_span.end
            evidence.own[hit["unit"]] += 1 if hit[0][0] == "全" and not titled else 3
        else:
            evidence.seats[hit["seat"]] += 1
    cited = [Span(*hit.span()) for hit in pattern("cited_title").finditer(text, low, high)]
    head_end = head[-1].end if head else low
    title = circular.title_span
    evidence.national = (title is not None and place_of_agency(text[title.start : title.end]) == NATION) or any(
        pattern("national_head").search(line.text) for line in head if pattern("enacting_line").match(line.text))
    if circular.status == "explainer" and pattern("national_news").search(text, low, min(high, low + _NEAR)):
        evidence.national = True
    evidence.national = evidence.national or (
        title is not None and not evidence.own and pattern("national_scope").search(text, low, circular.end) is not None)
    mentions = places_in(text[low:high])
    for index, (start, end, place) in enumerate(mentions):
        if place == CORPS or (index + 1 < len(mentions) and mentions[index + 1][0] == end and is_within(mentions[index + 1][2], place)):
            continue  # 甲省 of 甲省乙市 names where that lies
        points = _worth(text, circular, Span(low + start, low + end), cited, head_end)
        evidence.first.setdefault(place, low + start)
        if points == _CITED:
            evidence.cited.add(place)
        if points == _TITLED and evidence.titled is None:
            evidence.titled = place
        evidence.points[place] = evidence.points.get(place, 0) + points
        if pattern("functional_area").match(text[low + end : low + end + 8]):
            evidence.around[place] = evidence.around.get(place, 0) + points
    return evidence


def _worth(text: str, circular: Circular, at: Span, cited: Sequence[Span], head_end: int) -> float:
    """What one mention of a place says for its being the circular's own."""
    title = circular.title_span
    if title and title.start <= at.start < title.end:
        return _TITLED if at.start - title.start < _TITLED else _HEADED
    if at.start < head_end:
        return _HEADED
    index = bisect_right(cited, at.start, key=lambda span: span.start) - 1
    if index >= 0 and at.start < cited[index].end:
        return _CITED
    before, behind = text[max(circular.start, at.start - 4) : at.start], text[at.end : at.end + 12]
    if pattern("acts").match(behind) or (pattern("at_place").search(before) and pattern("area_follows").match(behind)):
        return _OWN
    if before.endswith("、") or behind.startswith("、") or pattern("met_at").match(behind):
        return _LISTED
    return _SAID


def _choose(text: str, circular: Circular, evidence: Evidence, unit: str | None, *, named: bool) -> Place | None:
    """The place with most points among those that the text's own unit can mean; None where none leads.

    `named`: bodies are named, though without their place; then only what the text calls its own unit counts, or a title.
    """
    if any(pattern("all_provinces").match(name) for name in circular.recipients):
        return NATION
    if unit is None:
        passing = None if named else evidence.passing_unit()
        said = _of_unit(text, circular, evidence, passing) if passing else None
        if evidence.national and max(evidence.points.values(), default=0) < _HEADED:
            return NATION
        if said and said.level != "province":
            return said
        least = _OWN if named else 2 * _SAID
        points = {place: n for place, n in evidence.points.items() if n >= (least if place.code else _OWN) or (
            not named and n >= _SAID and place.code and evidence.first[place] < circular.start + _NEAR)}
        return _leading(points, evidence) or (None if named else _only_city(evidence)) or said
    return _of_unit(text, circular, evidence, unit)


def _of_unit(text: str, circular: Circular, evidence: Evidence, unit: str) -> Place | None:
    """The place with most points among those that 我市, 全县 can mean."""
    points = {place: n for place, n in evidence.points.items() if place.name.endswith(unit)}
    for place in points:
        points[place] += _INSIDE * sum(n for inner, n in evidence.points.items() if inner != place and is_within(inner, place))
    found = _leading(points, evidence)
    if found is None:
        short = _short(text, circular, evidence, unit)
        points = {place: n + _LISTED * short.get(place, 0) for place, n in points.items()} or short
        found = _leading(points, evidence)
    return found or (_leading(evidence.around, evidence) if unit == "区" else None)


def _leading(points: dict[Place, float], evidence: Evidence) -> Place | None:
    """The one place with most points; of several the one that holds the others."""
    best = max(points.values(), default=0)
    top = [place for place, n in points.items() if n == best]
    if len(top) > 1 and best < _OWN:
        top = [place for place in top if all(is_within(other, place) for other in top)]
    return min(top, key=lambda place: evidence.first.get(place, 0)) if top else None


def _only_city(evidence: Evidence) -> Place | None:
    """The one city or county in the titles of whose rules the text keeps."""
    cities = [place for place in evidence.points if place.level in ("city", "county") and place.code]
    return cities[0] if len(cities) == 1 and cities[0] in evidence.cited else None


def _short(text: str, circular: Circular, evidence: Evidence, unit: str) -> dict[Place, float]:
    """Short names of the own unit: by what follows them (甲州户籍), or by divisions of theirs that the text names."""
    low, high = circular.start, min(circular.end, circular.start + _READ)
    points: dict[Place, float] = {}
    holding: dict[Place, bool] = {}
    for _, end, place in short_names_in(text[low:high]):
        if not place.name.endswith(unit):
            continue
        if place not in holding:
            holding[place] = any(inner != place and is_within(inner, place) for inner in evidence.points)
        if holding[place] or pattern("area_follows").match(text[low + end : low + end + 8]):
            points[place] = points.get(place, 0) + 1
    return points
