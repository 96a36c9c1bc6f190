"""Rules as OpenFisca parameter files: one file a concept, one folder a place, filled in by Jinja2 templates.

The YAML files are plain ASCII (Chinese is escaped), for OpenFisca opens them in whatever encoding the locale names.
Drafts stand in a tree of their own, `drafts/`, beside `parameters/`; `tests/` holds boundary cases for OpenFisca's test
runner, `decisions/` the same rules as decision tables; `left_out.yaml` lists the values that became no rule, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.records.extraction import Extraction
from extractor.rules import tree
from extractor.rules.calc.boundary_tests import boundary_tests
from extractor.rules.calc.decisions import decision_tables
from extractor.rules.groups import members
from extractor.rules.in_force import rules_of, sort_key
from extractor.rules.model import Concept, LeftOut, RulesError, RuleSet, Series
from extractor.rules.names import level, place_key
from extractor.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

PARAMETERS, DRAFTS, LEFT_OUT = "parameters", "drafts", "left_out.yaml"
TESTS, DECISIONS = "tests", "decisions"
_PIECE = 48
_CONTINUED = "\\\n" + " " * 22


def write_rules(extractions: Iterable[Extraction], folder: Path) -> list[Path]:
    """Write the rules of a corpus under `folder` and return the files, sorted; the same corpus gives the same bytes."""
    from extractor.language.concepts import load_concepts

    return write_rule_set(rules_of(extractions), load_concepts(), folder)


def write_rule_set(rules: RuleSet, concepts: Mapping[str, Concept], folder: Path) -> list[Path]:
    """Write `rules` under `folder`; raises RulesError for a concept that is not in the vocabulary."""
    files = dict(_tree_files(rules.in_force, concepts, PARAMETERS, "现行规定"))
    if rules.drafts:
        files |= dict(_tree_files(rules.drafts, concepts, DRAFTS, "征求意见稿"))
    if rules.left_out:
        files[LEFT_OUT] = _fill("left_out.yaml.j2", left_out=[_left_out(item) for item in rules.left_out])
    for code, benefit, cases in boundary_tests(rules, concepts):
        files[f"{TESTS}/{place_key(code)}/{benefit}.yaml"] = _fill("tests.yaml.j2", cases=cases)
    for code, benefit, table in decision_tables(rules, concepts):
        files[f"{DECISIONS}/{place_key(code)}/{benefit}.json"] = table
    written, made = [], set[Path]()
    for name, text in sorted(files.items()):
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _tree_files(
    series: Iterable[Series], concepts: Mapping[str, Concept], root: str, title: str
) -> Iterator[tuple[str, str]]:
    ordered = sorted(series, key=lambda one: sort_key(one.key))
    yield f"{root}/index.yaml", _fill("index.yaml.j2", description=title, metadata={})
    for code, group in groupby(ordered, key=lambda one: one.key.place_code):
        of_place = list(group)
        metadata = {"place": of_place[0].place, "place_code": code, "level": level(code)}
        path = f"{root}/{place_key(code)}/index.yaml"
        yield path, _fill("index.yaml.j2", description=of_place[0].place, metadata=metadata)
        for concept_id, of_concept in groupby(of_place, key=lambda one: one.key.concept):
            if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", concept_id) or concept_id not in concepts:
                raise RulesError(f"概念“{concept_id}”不在词表中，请先把它补进 extractor/vocabulary/concepts/")
            values = list(of_concept)
            path = "/".join((root, *tree.concept_path(values[0].key))) + ".yaml"
            yield path, concept_file(concept_id, values, concepts[concept_id])


def concept_file(concept_id: str, series: list[Series], concept: Concept) -> str:
    """The parameter file of one concept at one place."""
    return _fill(
        "concept.yaml.j2",
        concept_id=concept_id,
        label=concept.label,
        place=series[0].place,
        place_code=series[0].key.place_code,
        groups=_nested(series, concept),
    )


def _nested(series: list[Series], concept: Concept) -> list[dict[str, Any]]:
    """Group, tier and region nodes, each with its key, its printed name and its children; leaves last."""
    root: dict[str, Any] = {"children": {}}
    for one in series:
        group, tier, region, leaf = tree.node_path(one.key)
        node = root
        for key, name in zip((group, tier, region), (one.key.population, one.key.tier, one.key.region), strict=True):
            node = node["children"].setdefault(key, {"key": key, "name": name, "children": {}})
            node["members"] = sorted(members(name)) if name and len(members(name)) > 1 else []
        node["children"][leaf] = _leaf(leaf, one, concept)
    return list(root["children"].values())


def _leaf(name: str, one: Series, concept: Concept) -> dict[str, Any]:
    scaled = one.key.scaled
    return {
        "key": name,
        "series": one,
        "unit": tree.unit_of(one.key),
        "value_key": "rate" if one.key.unit in ("percent", "percentage_point") else "amount",
        "values": () if scaled else tree.value_changes(one.entries, one.key.unit, concept.direction),
        "brackets": tree.scale_changes(one.entries, one.key.unit) if scaled else (),
    }


def _left_out(item: LeftOut) -> dict[str, Any]:
    return {"concept": item.concept, "reason": item.reason, "reference": item.reference}


def _fill(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    env = environment("rules")
    env.filters["yaml"] = quoted
    return env


@lru_cache(maxsize=10_000)
def quoted(text: object) -> str:
    """A text as a double-quoted YAML scalar in ASCII, folded so that lines stay under 80 columns."""
    pieces, line = [], ""
    for escaped in map(_escaped, str(text)):
        if len(line) + len(escaped) > _PIECE:
            pieces.append(line)
            # White space at the start of a continued line would be lost.
            line, escaped = "", "\\x20" if escaped == " " else escaped
        line += escaped
    return f'"{_CONTINUED.join((*pieces, line))}"'


@cache
def _escaped(character: str) -> str:
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    if 32 <= code < 127:
        return character
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
