"""The place × value table: what each place sets for one concept or label on a day, its rank, and how far from floor and cap.

A row is one value in force at one place for one group and case; places that set nothing are the gaps, with what holds there from
above. Later circulars take the place of earlier ones for the same people and case; what was set for an earlier year goes on
and is said to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from extractor.consistency import wording
from extractor.consistency.circumstances import covers_circumstances
from extractor.consistency.comparable import amounts_of, bound_of, fit_of
from extractor.consistency.index import Index
from extractor.consistency.table.choice import Choice
from extractor.language.divisions import divisions_below
from extractor.language.places import place_by_code
from extractor.normalize.script import to_simplified
from extractor.policy import in_force as policy
from extractor.policy.conditions import lies_within
from extractor.policy.in_force import INFINITE, Setting
from extractor.policy.places import above
from extractor.printable import json_text
from extractor.records.models import Comparator, Level

State = Literal["holds", "carried", "draft"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Frozen):
    """What a level above asks for at least or at most: its value in the row's unit, how far the row's value is from it (negative:
    below), and where it stands."""

    value: str
    distance: str
    place: str
    circular: str


class ValueRow(_Frozen):
    """A value in force: decimal string and unit, `removed` where a limit was abolished; its name and conditions as printed; since
    and until when (ISO dates); where it stands; its rank among the places of its level for the same case (1 is the highest value)."""

    place: str
    code: str
    level: Level
    name: str
    value: str | None
    unit: str
    comparator: Comparator
    per: str | None
    removed: bool
    conditions: tuple[str, ...]
    since: str | None
    until: str | None
    state: State
    certain: bool
    circular: str
    document: str
    source: str
    span: tuple[int, int]
    quote: str
    rank: int | None = None
    ranked: int | None = None
    floor: Limit | None = None
    cap: Limit | None = None


class Gap(_Frozen):
    """A place that sets nothing, and what holds there from above, in words: value and circular of the nearest level that speaks."""

    place: str
    code: str
    level: Level
    from_above: tuple[str, ...]


class ValueTable(_Frozen):
    """What was asked for, the day, the values by level and code, and the places without one."""

    type: Literal["value_table"] = "value_table"
    name: str
    on: str
    asked: tuple[str, ...]
    rows: tuple[ValueRow, ...]
    gaps: tuple[Gap, ...]

    def to_json(self) -> str:
        return json_text(self.model_dump(mode="json"))


def value_table(
    index: Index,
    choice: Choice,
    on: date,
    conditions: Sequence[str] = (),
    within: str | None = None,
    *,
    drafts: bool = False,
) -> ValueTable:
    """The table of a concept or label on a day.

    Only values count whose name, group, tier, region or case hold all words of `conditions`. `within` (a code) leaves places
    in it, itself included, and asks the divisions right below it for their gaps; without it the places of the corpus are asked.
    """
    words = tuple(map(_plain, conditions))
    settings: dict[str, list[_InForce]] = {}
    for code in sorted({code for key, code in index.documents_by_value if key in choice.keys}):
        found = (_InForce(*one) for key in choice.keys for one in index.in_force(key, code, on))
        if kept := [one for one in found if _fits(one.setting, words) and (drafts or not one.setting.document.is_draft)]:
            settings[code] = kept
    inside = {code for code in settings if within is None or within in (code, *above(code))}
    rows = [_row(index, one, settings) for code in inside for one in settings[code]]
    rows.sort(key=lambda row: (_LEVELS.index(row.level), row.code, row.conditions, row.source, row.span))
    asked = _asked(index, within)
    gaps = tuple(_gap(index, code, settings) for code in sorted(asked - inside) if place_by_code(code))
    return ValueTable(name=choice.name, on=on.isoformat(), asked=tuple(conditions), rows=tuple(_ranked(rows)), gaps=gaps)


_LEVELS: tuple[Level, ...] = ("national", "province", "city", "county")


class _InForce(NamedTuple):
    """A value in force on the day: how it stands, and its last day."""

    setting: Setting
    state: policy.State
    end: date | None


def _fits(setting: Setting, words: Collection[str]) -> bool:
    """Whether a value says all words that were asked for."""
    said = _plain("".join((setting.record.label or "", *_conditions(setting))))
    return all(word in said for word in words)


def _conditions(setting: Setting) -> tuple[str, ...]:
    """For whom and which case a value is set, each once, in simplified characters without white space."""
    record = setting.record
    said = [record.population, record.tier, record.region, *(one.text for one in record.conditions)]
    if setting.part is not None:
        said.append(wording.part(setting))
    found: list[str] = []
    for text in (_plain(one) for one in said if one):
        if not any(text in other for other in found):
            found = [other for other in found if other not in text] + [text]
    return tuple(found)


def _row(index: Index, one: _InForce, settings: dict[str, list[_InForce]]) -> ValueRow:
    setting = one.setting
    record, document = setting.record, setting.document
    assert document.code is not None
    here = place_by_code(document.code)
    floor, cap = _limits(index, setting, settings)
    return ValueRow(
        place=here.name if here else document.record.place or "",
        code=document.code,
        level=here.level if here else document.record.level or "county",
        name=_plain(record.label or ""),
        value=None if setting.value == INFINITE else _number(setting.value),
        unit=record.unit,
        comparator=record.comparator,
        per=record.per,
        removed=setting.value == INFINITE,
        conditions=_conditions(setting),
        since=setting.claim.start.isoformat(),
        until=one.end.isoformat() if one.end else None,
        state="draft" if document.is_draft else "carried" if one.state == "carried" else "holds",
        certain=setting.is_certain,
        circular=wording.name(document),
        document=document.record.id,
        source=record.source,
        span=record.span,
        quote=record.quote,
        floor=floor,
        cap=cap,
    )


def _limits(
    index: Index, setting: Setting, settings: dict[str, list[_InForce]]
) -> tuple[Limit | None, Limit | None]:
    """The highest floor and the lowest cap that the levels above print for the same case."""
    floors: list[tuple[Decimal, Limit]] = []
    caps: list[tuple[Decimal, Limit]] = []
    for upper in above(setting.document.code or ""):
        for higher in (one.setting for one in settings.get(upper, ()) if not one.setting.document.is_draft):
            bound = bound_of(index, higher)
            if not higher.is_certain or bound is None or higher.value == INFINITE or setting.value == INFINITE:
                continue
            if fit_of(setting, higher) is None or not covers_circumstances(index, setting, higher) or not lies_within(setting, higher):
                continue
            if amounts := amounts_of(index, setting, higher):
                ours, theirs = amounts.lower[1], amounts.higher[1]
                limit = Limit(
                    value=_number(theirs), distance=_number(ours - theirs), place=wording.issuer(higher.document),
                    circular=wording.name(higher.document),
                )  # fmt: skip
                if bound in ("floor", "exact"):
                    floors.append((theirs, limit))
                if bound in ("ceiling", "exact"):
                    caps.append((theirs, limit))
    return (
        max(floors, key=lambda one: one[0])[1] if floors else None,
        min(caps, key=lambda one: one[0])[1] if caps else None,
    )


def _ranked(rows: Sequence[ValueRow]) -> Iterator[ValueRow]:
    """The rows with their ranks: among the places of a level, for the same case, in the same unit; equal values share one."""
    alike: defaultdict[object, list[Decimal]] = defaultdict(list)
    for row in rows:
        if row.value is not None and row.state != "draft":
            alike[_case(row)].append(Decimal(row.value))
    for row in rows:
        values = alike.get(_case(row), [])
        if row.value is None or row.state == "draft" or len(values) < 2:
            yield row
        else:
            rank = 1 + sum(other > Decimal(row.value) for other in values)
            yield row.model_copy(update={"rank": rank, "ranked": len(values)})


def _case(row: ValueRow) -> object:
    return row.level, row.unit, row.per, tuple(sorted(row.conditions))


def _asked(index: Index, within: str | None) -> set[str]:
    """The places whose gaps are told."""
    if within is not None:
        return {place.code for place in divisions_below(within) if place.code}
    return {one.code for one in index.documents if one.code and not one.is_draft}


def _gap(index: Index, code: str, settings: dict[str, list[_InForce]]) -> Gap:
    here = place_by_code(code)
    assert here is not None
    from_above = next((settings[upper] for upper in above(code) if upper in settings), [])
    told = (
        f"{wording.value(one)}{'（' + '，'.join(said) + '）' if (said := _conditions(one)) else ''}，{wording.name(one.document)}"
        for one in (held.setting for held in from_above if not held.setting.document.is_draft)
    )
    return Gap(place=here.name, code=code, level=here.level, from_above=tuple(dict.fromkeys(told)))


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _plain(text: str) -> str:
    return to_simplified("".join(text.split()))
