"""Rules read back from the parameter files that `write` wrote; needs no OpenFisca."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from extractor.policy.branches import Branch
from extractor.policy.in_force import STATED, shown_until
from extractor.records.models import Amended
from extractor.rules.concept_file import usual_part, usual_start
from extractor.rules.in_force import sort_key
from extractor.rules.model import Bracket, Entry, Key, LeftOut, Reference, RulesError, RuleSet, Series, Unnamed
from extractor.rules.names import kind_words, own_words
from extractor.rules.tree import Step, printed_number, printed_unit
from extractor.rules.write import DRAFTS, LEFT_OUT, PARAMETERS

NO_RULES = "{folder} 中没有规则文件（parameters/），请先运行 hongtou build"
_HEAD = frozenset({"description", "metadata"})
_FIELDS = ("population", "tier", "region")
_PART = re.compile(r"([\[(])(\d*\.?\d*), (\d*\.?\d*)([\])])")
_DAY = timedelta(days=1)
_DAY_KEY = re.compile(r"\d{4}-\d\d-\d\d")
# Every scalar stays a string, so that numbers are exact and dates are as written.
Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_rules(folder: Path, places: Iterable[str] | None = None) -> RuleSet:
    """The rules under `folder`, of some places (codes) or of all; raises RulesError where there are none or a file
    has another form."""
    if not (folder / PARAMETERS).is_dir():
        raise RulesError(NO_RULES.format(folder=folder))
    return RuleSet(
        in_force=_read_tree(folder / PARAMETERS, places),
        drafts=_read_tree(folder / DRAFTS, places),
        left_out=_understood(folder / LEFT_OUT, lambda data: tuple(map(_left_out, data or ()))),
    )


def read_place_names(folder: Path) -> dict[str, str]:
    """The places that have rules in force: names by code. Raises RulesError where there are no rules."""
    if not (folder / PARAMETERS).is_dir():
        raise RulesError(NO_RULES.format(folder=folder))
    return {code: place["place"] for code, place in places_of(folder / PARAMETERS).items()}


def places_of(root: Path) -> dict[str, dict[str, str]]:
    """The places of a tree, by code: their names, and their folders under it."""
    found: dict[str, dict[str, str]] = _understood(root / "index.yaml", _listed)
    return found


def _listed(data: Any) -> dict[str, dict[str, str]]:
    places = data["metadata"]["places"]
    return {code: {"place": place["place"], "path": place["path"]} for code, place in places.items()}


def _read_tree(root: Path, places: Iterable[str] | None) -> tuple[Series, ...]:
    if not root.is_dir():
        return ()
    listed = places_of(root)
    folders = {root / above for place in listed.values() for above in (Path(place["path"]), *Path(place["path"]).parents)}
    found: list[Series] = []
    for code in listed if places is None else (code for code in places if code in listed):
        folder = root / listed[code]["path"]
        place = _understood(folder / "index.yaml", place_of)
        for path in files_of(folder, folders):
            found += _understood(path, partial(all_series, place=place))
    return tuple(sorted(found, key=lambda series: sort_key(series.key)))


def files_of(folder: Path, places: Collection[Path]) -> Iterator[Path]:
    """The files of the concepts of a place, not those in the folders of the `places` below it."""
    for path in folder.iterdir():
        if path.is_dir():
            if path not in places:
                yield from path.rglob("*.yaml")
        elif path.suffix == ".yaml" and path.name != "index.yaml":
            yield path


def _understood(path: Path, read: Callable[[Any], Any]) -> Any:
    """What `read` makes of a file; raises RulesError naming the file where it cannot make anything of it."""
    try:
        return read(_load(path))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, InvalidOperation) as error:
        raise RulesError(f"{path} 不是 hongtou build 写出的规则文件（{error!r}），请重新生成") from error


def _load(path: Path) -> Any:
    if not path.is_file():
        return None
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RulesError(f"{path} 无法读取：{' '.join(str(error).split())}") from error


class _Place(NamedTuple):
    """What the index of a place says: its code and name, the heads of its circulars, the day of the newest."""

    code: str
    name: str
    circulars: Mapping[str, Mapping[str, str]]
    newest: date | None


def place_of(data: Mapping[str, Any]) -> _Place:
    about = data["metadata"]
    newest = about.get("newest_circular")
    return _Place(
        about["place_code"], about["place"], about.get("circulars", {}), date.fromisoformat(newest) if newest else None
    )


def all_series(data: Mapping[str, Any], place: _Place) -> list[Series]:
    found = [replace(leaf.series(), label=data["description"]) for leaf in _leaves(data, place)]
    if not found:
        raise ValueError("no values")
    return found


def _leaves(data: Mapping[str, Any], place: _Place) -> Iterator[_Leaf]:
    about = data["metadata"]
    everybody, kinds = own_words()["all"], {words: kind for kind, words in kind_words().items()}
    branches = {name: kinds[words] for words, names in about.get("branches", {}).items() for name in names}

    def below(node: Mapping[str, Any], levels: tuple[Branch, ...]) -> Iterator[_Leaf]:
        for name, child in node.items():
            if name in _HEAD:
                continue
            facts = child.get("metadata", {})
            kind = kinds[facts["kind"]] if "kind" in facts else branches.get(name, "population")
            if name == everybody and name not in branches and "description" not in child:
                kind = "all"
            path = (*levels, Branch(kind, child.get("description", name)))
            if "values" in child or "brackets" in child or all(map(_DAY_KEY.fullmatch, child)):
                yield _Leaf(child, path, about, place)
            else:
                yield from below(child, path)

    yield from below(data, ())


class _Leaf:
    """One value through time, as its file has it."""

    def __init__(
        self, node: Mapping[str, Any], levels: tuple[Branch, ...], about: Mapping[str, Any], place: _Place
    ) -> None:
        self._node, self._about, self._place = node, about, place
        facts = node.get("metadata", {})
        fields = {branch.kind: branch.text for branch in levels if branch.kind in _FIELDS}
        self._key = Key(
            place_code=about["place_code"],
            concept=about["concept"],
            population=fields.get("population"),
            tier=fields.get("tier"),
            region=fields.get("region"),
            branches=tuple(branch for branch in levels if branch.kind not in (*_FIELDS, "all", "unit")),
            scaled="brackets" in node,
            unit=printed_unit(facts.get("unit", about["unit"])),
        )

    def series(self) -> Series:
        entries = tuple(self._entries())
        return Series(self._key, self._about["place"], entries, shown_until(entries[-1], self._place.newest))

    def _days(self) -> dict[str, Any]:
        """What stands at each day: of a scale the values of its first bracket."""
        if not self._key.scaled:
            return dict(self._node.get("values", self._node))
        first = self._node["brackets"][0]
        return dict(first.get("rate") or first["amount"])

    def _entries(self) -> Iterator[Entry]:
        days = self._days()
        order = sorted(days)
        for position, day in enumerate(order):
            said = _said(days[day])
            if said is None:
                continue
            following = order[position + 1] if position + 1 < len(order) else None
            end = date.fromisoformat(following) - _DAY if following else None
            yield self._entry(day, said, end, self._ended_by(days[following]) if following else None)

    def _ended_by(self, following: Any) -> str | None:
        if following == "null":
            return STATED
        facts = following["metadata"]
        by = facts.get("ended_by") or facts.get("previous_ended_by")
        if by:
            return None if by == "null" else str(by)
        return str(self._about["sources"][facts["source"]]["circular"][0])

    def _entry(self, day: str, said: Mapping[str, Any], end: date | None, ended_by: str | None) -> Entry:
        facts, start = said["metadata"], date.fromisoformat(day)
        year = int(facts["year"]) if "year" in facts else None
        removed = facts.get("removed") == "true"
        per = facts.get("per", self._about.get("per"))
        brackets = tuple(self._brackets(day)) if self._key.scaled else ()
        return Entry(
            start=start,
            end=end,
            start_from=facts.get("start_from", usual_start(start, year)),
            ended_by=ended_by,
            value=None if removed or brackets else printed_number(said["value"], self._key.unit),
            removed=removed,
            brackets=brackets,
            comparator=facts.get("comparator", "eq"),
            modality=facts.get("modality", "must"),
            per=None if per == "null" else per,
            year=year,
            references=tuple(one.reference for one in brackets) or (self._reference(facts),),
        )

    def _brackets(self, day: str) -> Iterator[Bracket]:
        """The printed brackets: a step without a source is what they leave out."""
        closes_above = self._node.get("metadata", {}).get("includes") == "upper"
        steps = []
        for step in self._node["brackets"]:
            if (threshold := step["threshold"].get(day, "null")) != "null":
                steps.append((Decimal(threshold), (step.get("rate") or step["amount"])[day]))
        for position, (threshold, said) in enumerate(steps):
            if isinstance(said, str):
                continue
            after = [Step(lower, Decimal(0)) for lower, _ in steps[position + 1 :]]
            part = _PART.fullmatch(said["metadata"].get("part") or usual_part(threshold, after, closes_above))
            if part is None:
                raise ValueError(said["metadata"]["part"])
            yield Bracket(
                lower=Decimal(part[2]) if part[2] else None,
                lower_inclusive=part[1] == "[",
                upper=Decimal(part[3]) if part[3] else None,
                upper_inclusive=part[4] == "]",
                value=printed_number(said["value"], self._key.unit),
                reference=self._reference(said["metadata"]),
            )

    def _reference(self, facts: Mapping[str, Any]) -> Reference:
        source = self._about["sources"][facts["source"]]
        id_, *section = source["circular"]
        circular = self._place.circulars[id_]
        return Reference(
            document=id_,
            number=_given(circular.get("number", id_)),
            title=_given(circular.get("title", id_)),
            status=circular.get("status", "in_force"),
            source=source.get("file", circular["file"]),
            section=tuple(section),
            span=(int(facts["span"][0]), int(facts["span"][1])),
            quote=facts["quote"],
            sentence=source["text"],
            page=int(source["page"]) if "page" in source else None,
            corrections=(*source.get("corrections", ()), *facts.get("corrections", ())),
            confirmed=(*source.get("confirmed", ()), *facts.get("confirmed", ())),
            doubts=(*source.get("doubts", ()), *facts.get("doubts", ())),
            amends=_amended(facts.get("amends")),
        )


def _said(value: Any) -> Mapping[str, Any] | None:
    """What stands at a day; None where a value ends."""
    if value == "null" or value["value"] == "null":
        return None
    found: Mapping[str, Any] = value
    return found


def _amended(said: Mapping[str, Any] | None) -> Amended | None:
    if said is None:
        return None
    document, *place = said["circular"]
    return Amended(document=document, place=tuple(place), words=said.get("words"))


def _given(text: str) -> str | None:
    return None if text == "null" else text


def _left_out(data: Mapping[str, Any]) -> LeftOut:
    source = Reference(
        document=data["document"],
        number=data.get("number"),
        title=data.get("title"),
        status=data["status"],
        source=data["source"],
        section=tuple(data.get("section", ())),
        span=(int(data["span"][0]), int(data["span"][1])),
        quote=data["quote"],
        sentence=data["sentence"],
        page=int(data["page"]) if "page" in data else None,
        corrections=tuple(data.get("corrections", ())),
        confirmed=tuple(data.get("confirmed", ())),
        doubts=tuple(data.get("doubts", ())),
        amends=_amended(data.get("amends")),
    )
    said = Unnamed(
        data["place_code"], data["place"], data.get("label", ""), data["value"], data.get("per", ""), tuple(data.get("conditions", ())),
        *(date.fromisoformat(str(data[name])) if name in data else None for name in ("start", "end")),
    ) if "place_code" in data else None
    return LeftOut(source, data.get("concept", ""), data["reason"], said)
