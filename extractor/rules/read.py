"""Rules read back from the parameter files that `write` wrote; needs no OpenFisca."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from extractor.rules.in_force import sort_key
from extractor.rules.model import Bracket, Entry, Key, LeftOut, Reference, RulesError, RuleSet, Series
from extractor.rules.names import place_key
from extractor.rules.tree import ANY_TIER, ANYWHERE, EVERYONE, printed_number
from extractor.rules.write import DRAFTS, LEFT_OUT, PARAMETERS

NO_RULES = "{folder} 中没有规则文件（parameters/），请先运行 hongtou build"
_HEAD = frozenset({"description", "metadata"})
# Every scalar stays a string, so that numbers are exact and dates are as written.
_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


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
    paths = sorted((folder / PARAMETERS).glob("place_*/index.yaml"))
    return dict(_understood(path, lambda data: (data["metadata"]["place_code"], data["metadata"]["place"])) for path in paths)


def _read_tree(folder: Path, places: Iterable[str] | None) -> tuple[Series, ...]:
    found: list[Series] = []
    folders = folder.glob("place_*") if places is None else [folder / place_key(code) for code in places]
    for path in (path for place in folders for path in place.rglob("*.yaml")):
        if path.name == "index.yaml":
            continue
        found += _understood(path, _all_series)
    return tuple(sorted(found, key=lambda series: sort_key(series.key)))


def _understood(path: Path, read: Callable[[Any], Any]) -> Any:
    """What `read` makes of a file; raises RulesError naming the file where it cannot make anything of it."""
    try:
        return read(_load(path))
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise RulesError(f"{path} 不是 hongtou build 写出的规则文件（{error!r}），请重新生成") from error


def _load(path: Path) -> Any:
    if not path.is_file():
        return None
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RulesError(f"{path} 无法读取：{' '.join(str(error).split())}") from error


def _all_series(data: Mapping[str, Any]) -> list[Series]:
    found = list(_read_file(data))
    if not found:
        raise ValueError("no values")
    return found


def _read_file(data: Mapping[str, Any]) -> Iterator[Series]:
    about = data["metadata"]
    for group_key, group in _children(data):
        for tier_key, tier in _children(group):
            for region_key, region in _children(tier):
                for leaf_key, leaf in _children(region):
                    facts = leaf["metadata"]
                    key = Key(
                        place_code=about["place_code"],
                        concept=about["concept"],
                        population=None if group_key == EVERYONE else group["description"],
                        tier=None if tier_key == ANY_TIER else tier["description"],
                        region=None if region_key == ANYWHERE else region["description"],
                        variant=facts.get("variant"),
                        scaled=leaf_key.startswith("scale"),
                        unit=facts["printed_unit"],
                    )
                    valid_on = facts.get("last_value_still_valid_on")
                    yield Series(
                        key,
                        about["place"],
                        tuple(_entry(start, leaf, key) for start in sorted(facts["stretches"])),
                        date.fromisoformat(valid_on) if valid_on else None,
                    )


def _children(node: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, child) for key, child in node.items() if key not in _HEAD]


def _entry(start: str, leaf: Mapping[str, Any], key: Key) -> Entry:
    facts = leaf["metadata"]["stretches"][start]
    references = tuple(_reference(source) for source in leaf["metadata"]["reference"][start])
    removed = facts.get("removed") == "true"
    return Entry(
        start=date.fromisoformat(start),
        end=date.fromisoformat(facts["end"]) if "end" in facts else None,
        start_from=facts["start_from"],
        ended_by=facts.get("ended_by"),
        value=None if removed or key.scaled else printed_number(leaf["values"][start], key.unit),
        removed=removed,
        brackets=tuple(_brackets(start, leaf, key, references)) if key.scaled else (),
        comparator=facts["comparator"],
        modality=facts["modality"],
        per=facts.get("per"),
        year=int(facts["year"]) if "year" in facts else None,
        references=references,
    )


def _brackets(
    start: str, leaf: Mapping[str, Any], key: Key, references: tuple[Reference, ...]
) -> Iterator[Bracket]:
    """The printed brackets: bounds from the metadata, each value from the scale's step at the lower bound."""
    steps: dict[Decimal, str] = {}
    for step in leaf["brackets"]:
        threshold = step["threshold"].get(start, "null")
        if threshold != "null":
            steps[Decimal(threshold)] = step["rate" if "rate" in step else "amount"][start]
    for bounds, source in zip(leaf["metadata"]["stretches"][start]["bounds"], references, strict=True):
        lower = _bound(bounds["lower"])
        yield Bracket(
            lower=lower,
            lower_inclusive=bounds["lower_inclusive"] == "true",
            upper=_bound(bounds["upper"]),
            upper_inclusive=bounds["upper_inclusive"] == "true",
            value=printed_number(steps[lower or Decimal(0)], key.unit),
            reference=source,
        )


def _bound(text: str) -> Decimal | None:
    return None if text == "null" else Decimal(text)


def _reference(data: Mapping[str, Any]) -> Reference:
    return Reference(
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
        doubts=tuple(data.get("doubts", ())),
    )


def _left_out(data: Mapping[str, Any]) -> LeftOut:
    return LeftOut(_reference(data["reference"]), data["concept"], data["reason"])
