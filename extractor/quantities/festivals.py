"""Festivals: how they are called, on which day they fall, and which days off the law gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from extractor.vocabulary import VocabularyError, load_yaml

_FIRST_YEAR, _LAST_YEAR = 1901, 2099  # what the tables of the lunar calendar hold


@dataclass(frozen=True, slots=True)
class _Festival:
    """When a festival is: a day of the solar or lunar calendar, or a solar term; `days_off` count from its day."""

    name: str
    solar: tuple[int, int] | None
    lunar: tuple[int, int] | None
    term: str | None
    days_off: tuple[int, ...]


@cache
def _festivals() -> tuple[dict[str, _Festival], dict[str, str]]:
    """The festivals by name, and the name of each for every word that calls it."""
    festivals: dict[str, _Festival] = {}
    called: dict[str, str] = {}
    for name, data in load_yaml("quantities/festivals.yaml").items():
        festivals[name] = _festival(name, data, f"quantities/festivals.yaml: {name}")
        called |= dict.fromkeys(data["names"], name)
    return festivals, called


def festival_names() -> Mapping[str, str]:
    """For every word that calls a festival its name."""
    return _festivals()[1]


def _festival(name: str, data: Any, place: str) -> _Festival:
    try:
        if not all(isinstance(word, str) and word for word in data["names"]):
            raise ValueError
        solar, lunar = (tuple(map(int, data[key])) if key in data else None for key in ("solar", "lunar"))
        found = _Festival(name, solar, lunar, data.get("term"), tuple(map(int, data["days_off"])))  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError) as error:
        raise VocabularyError(f"{place}: needs names, days_off, and one of solar, lunar, term") from error
    if (solar is not None) + (lunar is not None) + (found.term is not None) != 1:
        raise VocabularyError(f"{place}: needs one of solar, lunar, term")
    return found


def solar_day(name: str) -> tuple[int, int] | None:
    """Month and day of a festival that is on the same day of every year; None of another."""
    return _festivals()[0][name].solar


@cache
def festival_day(name: str, year: int) -> date | None:
    """The day of the festival `name` in `year`; None for years that the tables of the lunar calendar do not hold."""
    festival = _festivals()[0][name]
    if festival.solar is not None:
        return date(year, *festival.solar)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    from borax.calendars.lunardate import LunarDate, TermUtils

    if festival.term is not None:
        term: date = TermUtils.nth_term_day(year, TermUtils.name2index(festival.term))
        return term
    assert festival.lunar is not None
    lunar: date = LunarDate(year, *festival.lunar).to_solar_date()
    return lunar


def holidays_by_law(year: int) -> frozenset[date]:
    """The days of the festivals in `year` on which the law gives a day off, each once."""
    days = (festival_day(festival.name, year) for festival in _festivals()[0].values() if festival.days_off)
    return frozenset(day for day in days if day is not None)


@cache
def days_off_by_law(year: int) -> frozenset[date]:
    """The days off that the law gives in `year`, as far as the tables of the lunar calendar reach."""
    found = set()
    for festival in _festivals()[0].values():
        day = festival_day(festival.name, year)
        found |= {day + timedelta(days=number) for number in festival.days_off} if day is not None else set()
    return frozenset(found)


