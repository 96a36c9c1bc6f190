"""Rules as OpenFisca parameter files: one file a concept, one folder a place, filled in by Jinja2 templates.

The YAML files are plain ASCII (Chinese is escaped), for OpenFisca opens them in whatever encoding the locale names.
Drafts stand in a tree of their own, `drafts/`, beside `parameters/`; `tests/` holds boundary cases for OpenFisca's test
runner, `decisions/` the same rules as decision tables; `left_out.yaml` lists the values that became no rule, and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.kept import Piece, Store, as_head, from_head
from extractor.policy.groups import members
from extractor.policy.places import chain, level
from extractor.records.extraction import Extraction
from extractor.rules import tree
from extractor.rules.calc.benefits import benefit_concepts
from extractor.rules.calc.boundary_tests import boundary_tests
from extractor.rules.calc.decisions import decision_table
from extractor.rules.calc.situations import situations_at
from extractor.rules.in_force import sort_key
from extractor.rules.model import Concept, Key, RulesError, RuleSet, Series
from extractor.rules.names import place_key
from extractor.rules.ruling import PartKey, Ruling
from extractor.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

PARAMETERS, DRAFTS, LEFT_OUT = "parameters", "drafts", "left_out.yaml"
TESTS, DECISIONS = "tests", "decisions"
_NOWHERE = ""
"""The place of what became no rule anywhere."""
_PIECE = 48
_CONTINUED = "\\\n" + " " * 22


class Rendered(NamedTuple):
    """What is written of one concept at one place: its file in each tree, and its values that became no rule."""

    place: str
    trees: Mapping[str, str]
    left_out: Sequence[tuple[Sequence[Any], str]]


_NOTHING = Rendered("", {}, ())


def write_rules(extractions: Iterable[Extraction], folder: Path, store: Store | None = None) -> list[Path]:
    """Write the rules of a corpus under `folder` and return the files, sorted; the same corpus gives the same bytes.

    What has not changed since it was kept in `store` is not made again.
    """
    from extractor.language.concepts import load_concepts

    concepts, store = load_concepts(), store or Store()
    ruling = Ruling(extractions, store)
    shelf = store.shelf("rules", _pack, _unpack)
    rendered = {
        key: shelf.get(ruling.follows_from(key), partial(_rendered, ruling, key, concepts)) for key in ruling.parts
    }
    return _write(rendered, folder, _Benefits(rendered, ruling.rules, concepts), store)


def _rendered(ruling: Ruling, key: PartKey, concepts: Mapping[str, Concept]) -> Rendered:
    return _render(key, ruling.rules(key), concepts)


def _render(key: PartKey, rules: RuleSet, concepts: Mapping[str, Concept]) -> Rendered:
    _, concept = key
    trees = {}
    for root, series in ((PARAMETERS, rules.in_force), (DRAFTS, rules.drafts)):
        if series:
            if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", concept) or concept not in concepts:
                raise RulesError(f"概念“{concept}”不在词表中，请先把它补进 extractor/vocabulary/concepts/")
            ordered = sorted(series, key=lambda one: sort_key(one.key))
            trees[root] = concept_file(concept, ordered, concepts[concept])
    left_out = [
        ((item.reference.source, *item.reference.span, item.reason), _fill("left_out.yaml.j2", item=item))
        for item in rules.left_out
    ]
    place = next((one.place for one in (*rules.in_force, *rules.drafts)), "")
    return Rendered(place, trees, left_out)


def _pack(rendered: Rendered) -> Piece:
    heads = [rendered.place, list(rendered.trees), [key for key, _ in rendered.left_out]]
    return Piece(heads, tuple(text.encode() for text in (*rendered.trees.values(), *(text for _, text in rendered.left_out))))


def _unpack(piece: Piece) -> Rendered:
    place, roots, keys = piece.head
    texts = [text.decode() for text in piece.texts]
    trees = dict(zip(roots, texts, strict=False))
    return Rendered(place, trees, list(zip(keys, texts[len(roots) :], strict=True)))


def _write(rendered: Mapping[PartKey, Rendered], folder: Path, benefits: _Benefits, store: Store) -> list[Path]:
    files = dict(_tree_files(rendered, PARAMETERS, "现行规定"))
    if any(DRAFTS in one.trees for one in rendered.values()):
        files |= _tree_files(rendered, DRAFTS, "征求意见稿")
    left_out = sorted((item for one in rendered.values() for item in one.left_out), key=lambda item: tuple(item[0]))
    if left_out:
        files[LEFT_OUT] = "".join(("---\n", *(text for _, text in left_out)))
    shelf = store.shelf("benefits", as_head, from_head)
    for code in dict.fromkeys(place for place, _ in rendered):
        files |= shelf.get(benefits.follow_from(code), partial(benefits.files, code))
    written, made = [], set[Path]()
    for name, text in sorted(files.items()):
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _tree_files(rendered: Mapping[PartKey, Rendered], root: str, title: str) -> Iterator[tuple[str, str]]:
    yield f"{root}/index.yaml", _fill("index.yaml.j2", description=title, metadata={})
    known: set[str] = set()
    for (code, concept), one in rendered.items():
        if root not in one.trees:
            continue
        if code not in known:
            known.add(code)
            metadata = {"place": one.place, "place_code": code, "level": level(code)}
            path = f"{root}/{place_key(code)}/index.yaml"
            yield path, _fill("index.yaml.j2", description=one.place, metadata=metadata)
        yield "/".join((root, *tree.concept_path(Key(code, concept)))) + ".yaml", one.trees[root]


class _Benefits:
    """The tests and decision tables of each place: they follow from its rules in force and from those above it."""

    def __init__(
        self,
        rendered: Mapping[PartKey, Rendered],
        rules: Callable[[PartKey], RuleSet],
        concepts: Mapping[str, Concept],
    ) -> None:
        self._rendered, self._rules, self._concepts = rendered, rules, concepts

    def _parts(self, code: str) -> Iterator[PartKey]:
        for place in chain(code):
            for concept in benefit_concepts():
                if PARAMETERS in self._rendered.get((place, concept), _NOTHING).trees:
                    yield place, concept

    def follow_from(self, code: str) -> Iterator[str]:
        yield code
        for key in self._parts(code):
            yield from (*key, self._rendered[key].trees[PARAMETERS])

    def files(self, code: str) -> dict[str, str]:
        """The files of a place: their paths and what is in them."""
        parts = list(self._parts(code))
        if not any(place == code for place, _ in parts):
            return {}
        series = (one for key in parts for one in self._rules(key).in_force)
        rules = RuleSet(tuple(sorted(series, key=lambda one: sort_key(one.key))))
        found = {}
        for benefit, situations in situations_at(code, rules, self._concepts):
            path = f"{place_key(code)}/{benefit.id}"
            cases = boundary_tests(benefit, situations)
            found[f"{TESTS}/{path}.yaml"] = _fill("tests.yaml.j2", cases=cases)
            found[f"{DECISIONS}/{path}.json"] = decision_table(benefit, situations)
        return found


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
