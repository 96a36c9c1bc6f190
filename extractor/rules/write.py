"""Rules as OpenFisca parameter files: one file a concept, one folder a place, filled in by Jinja2 templates.

The folder of a place stands in that of the place above it (全国/山东省/威海市), so that the tree shows who stands above whom;
`parameters/index.yaml` has the folder of each code, `parameters/README.md` the same for people, `index.yaml` in a place's folder
the heads of its circulars. Drafts stand in a tree of their own, `drafts/`, beside `parameters/`; `tests/` holds boundary cases for OpenFisca's test
runner, `decisions/` the same rules as decision tables; `left_out.yaml` lists the values that became no rule, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.kept import Piece, Store, as_head, from_head
from extractor.policy.places import chain, level, place_name
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord
from extractor.rules.calc.benefits import benefit_concepts
from extractor.rules.calc.boundary_tests import boundary_tests
from extractor.rules.calc.decisions import decision_table
from extractor.rules.calc.situations import situations_at
from extractor.rules.concept_file import amended_words, concept_file
from extractor.rules.in_force import sort_key
from extractor.rules.model import Concept, LeftOut, RulesError, RuleSet
from extractor.rules.names import place_path
from extractor.rules.ruling import PartKey, Ruling
from extractor.rules.yaml_text import Raw, flat, width, written
from extractor.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

PARAMETERS, DRAFTS, LEFT_OUT = "parameters", "drafts", "left_out.yaml"
TESTS, DECISIONS = "tests", "decisions"
_NOWHERE = ""
"""The place of what became no rule anywhere."""
README = "README.md"
_WIDTH = 140
"""Columns of a line with a number, what it is of and its words."""


class Rendered(NamedTuple):
    """What is written of one concept at one place: its file and its circulars in each tree, its values that became no rule."""

    place: str
    trees: Mapping[str, str]
    circulars: Mapping[str, Sequence[str]]
    left_out: Sequence[tuple[Sequence[Any], str]]


_NOTHING = Rendered("", {}, {}, ())


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
    return _write(_Folder(rendered, ruling, concepts), folder, store)


def _rendered(ruling: Ruling, key: PartKey, concepts: Mapping[str, Concept]) -> Rendered:
    place, concept = key
    rules, trees, circulars = ruling.rules(key), {}, {}
    for root, series in ((PARAMETERS, rules.in_force), (DRAFTS, rules.drafts)):
        if series:
            if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", concept) or concept not in concepts:
                raise RulesError(f"概念“{concept}”不在词表中，请先把它补进 extractor/vocabulary/concepts/")
            file = concept_file(concept, series, concepts[concept], ruling.files(place))
            trees[root], circulars[root] = _fill("concept.yaml.j2", file=file), file.documents
    left_out = [
        ((item.reference.source, *item.reference.span, item.reason), _left_out(item)) for item in rules.left_out
    ]
    name = next((one.place for one in (*rules.in_force, *rules.drafts)), "")
    return Rendered(name, trees, circulars, left_out)


def _left_out(item: LeftOut) -> str:
    source = asdict(item.reference)
    source |= {name: Raw(str(source[name])) for name in ("page",) if source[name] is not None}
    source["span"] = [Raw(str(place)) for place in item.reference.span]
    if item.reference.amends:
        source["amends"] = amended_words(item.reference.amends)
    said = asdict(item.unnamed) if item.unnamed else {}
    said |= {name: Raw(said[name].isoformat()) for name in ("start", "end") if said.get(name)}
    given = {name: value for name, value in (said | source).items() if value not in (None, (), "")}
    return _fill("left_out.yaml.j2", concept=item.concept, reason=item.reason, source=given)


def _pack(rendered: Rendered) -> Piece:
    heads = [
        rendered.place,
        list(rendered.trees),
        [list(one) for one in rendered.circulars.values()],
        [key for key, _ in rendered.left_out],
    ]
    return Piece(
        heads, tuple(text.encode() for text in (*rendered.trees.values(), *(text for _, text in rendered.left_out)))
    )


def _unpack(piece: Piece) -> Rendered:
    place, roots, circulars, keys = piece.head
    texts = [text.decode() for text in piece.texts]
    trees = dict(zip(roots, texts, strict=False))
    return Rendered(
        place, trees, dict(zip(roots, circulars, strict=True)), list(zip(keys, texts[len(roots) :], strict=True))
    )


def _write(content: _Folder, folder: Path, store: Store) -> list[Path]:
    written, made = [], set[Path]()
    for name, text in sorted(content.files(store)):
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


class _Folder:
    """All files of a folder of rules: their paths and what is in them."""

    def __init__(self, rendered: Mapping[PartKey, Rendered], ruling: Ruling, concepts: Mapping[str, Concept]) -> None:
        self._rendered, self._ruling, self._concepts = rendered, ruling, concepts
        self._benefits = _Benefits(rendered, ruling, concepts)

    def files(self, store: Store) -> Iterator[tuple[str, str]]:
        yield from self._tree(PARAMETERS, "现行规定")
        if any(DRAFTS in one.trees for one in self._rendered.values()):
            yield from self._tree(DRAFTS, "征求意见稿")
        left_out = sorted(
            (item for one in self._rendered.values() for item in one.left_out), key=lambda item: tuple(item[0])
        )
        if left_out:
            yield LEFT_OUT, "".join(("---\n", *(text for _, text in left_out)))
        shelf = store.shelf("benefits", as_head, from_head)
        for code, name in self._places(None).items():
            path = "/".join(place_path(code, name))
            files = shelf.get(self._benefits.follow_from(code), partial(self._benefits.files, code))
            yield from ((file.replace("*", path), text) for file, text in files.items())

    def _places(self, root: str | None) -> dict[str, str]:
        """The places of a tree (None: of any), the nation first, then as their codes stand: names by code."""
        found = {
            code: one.place
            for (code, _), one in self._rendered.items()
            if (one.trees if root is None else root in one.trees)
        }
        return dict(sorted(found.items()))

    def _tree(self, root: str, title: str) -> Iterator[tuple[str, str]]:
        places = self._places(root)
        paths = {code: place_path(code, name) for code, name in places.items()}
        listed = {code: {"place": name, "path": "/".join(paths[code])} for code, name in places.items()}
        yield f"{root}/index.yaml", _fill("index.yaml.j2", description=title, metadata={"places": listed})
        yield f"{root}/{README}", self._readme(root, title, places)
        used: dict[str, set[str]] = {}
        for (code, _), one in self._rendered.items():
            used.setdefault(code, set()).update(one.circulars.get(root, ()))
        for code in dict.fromkeys(above for place in places for above in (*reversed(chain(place)[1:]), place)):
            name = places.get(code, place_name(code))
            path = "/".join(paths.get(code) or place_path(code, name))
            yield f"{root}/{path}/index.yaml", self._index(code, name, used.get(code, ()))
        for (code, concept), one in self._rendered.items():
            if root in one.trees:
                yield "/".join((root, *paths[code], *concept.split("."))) + ".yaml", one.trees[root]

    def _index(self, code: str, name: str, used: Iterable[str]) -> str:
        metadata: dict[str, Any] = {"place": name, "place_code": code, "level": level(code)}
        if used:
            heads = self._ruling.heads(code)
            if newest := self._ruling.newest(code):
                metadata["newest_circular"] = Raw(newest.isoformat())
            metadata["circulars"] = {id_: _head(heads[id_]) for id_ in sorted(used)}
        return _fill("index.yaml.j2", description=name, metadata=metadata)

    def _readme(self, root: str, title: str, places: Mapping[str, str]) -> str:
        """Where the rules of each place are, for people: a list that nests as the folders do."""
        concepts: dict[str, list[str]] = {}
        for (code, concept), one in self._rendered.items():
            if root in one.trees:
                concepts.setdefault(code, []).append(concept)
        rows = []
        for code in sorted({one for place in places for one in chain(place)}, key=lambda one: chain(one)[::-1]):
            name = places.get(code, place_name(code))
            path = place_path(code, name)
            files = [
                ("/".join((*path, *concept.split("."))) + ".yaml", self._concepts[concept].label) for concept in concepts.get(code, ())
            ]
            rows.append({"depth": len(path) - 1, "name": name, "code": code, "path": "/".join(path), "files": files})
        return _fill("readme.md.j2", title=title, rows=rows)


def _head(record: DocumentRecord) -> dict[str, Any]:
    """What the index says of a circular; its id is its number unless it is said to have another or none."""
    head: dict[str, Any] = {}
    if record.number != record.id:
        head["number"] = record.number or Raw("null")
    if record.title and record.title != record.id:
        head["title"] = record.title
    elif record.title is None:
        head["title"] = Raw("null")
    if record.status != "in_force":
        head["status"] = record.status
    return head | {"file": record.source}


class _Benefits:
    """The tests and decision tables of each place: they follow from its rules in force and from those above it."""

    def __init__(
        self,
        rendered: Mapping[PartKey, Rendered],
        ruling: Ruling,
        concepts: Mapping[str, Concept],
    ) -> None:
        self._rendered, self._ruling, self._concepts = rendered, ruling, concepts

    def _parts(self, code: str) -> Iterator[PartKey]:
        for place in chain(code):
            for concept in benefit_concepts():
                if PARAMETERS in self._rendered.get((place, concept), _NOTHING).trees:
                    yield place, concept

    def follow_from(self, code: str) -> Iterator[str]:
        yield code
        for key in self._parts(code):
            part, heads = self._rendered[key], self._ruling.heads(key[0])
            yield from (*key, part.trees[PARAMETERS], *(str(heads[id_].number) for id_ in part.circulars[PARAMETERS]))

    def files(self, code: str) -> dict[str, str]:
        """The files of a place: their paths, `*` for that of its folder, and what is in them."""
        parts = list(self._parts(code))
        if not any(place == code for place, _ in parts):
            return {}
        series = (one for key in parts for one in self._ruling.rules(key).in_force)
        rules = RuleSet(tuple(sorted(series, key=lambda one: sort_key(one.key))))
        found = {}
        for benefit, situations in situations_at(code, rules, self._concepts):
            cases = boundary_tests(benefit, situations)
            found[f"{TESTS}/*/{benefit.id}.yaml"] = _fill("tests.yaml.j2", cases=cases)
            found[f"{DECISIONS}/*/{benefit.id}.json"] = decision_table(benefit, situations)
        return found


def _fill(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    env = environment("rules")
    env.filters |= {"written": written, "flat": flat, "dated": _dated, "columns": width}
    return env


def _dated(values: Sequence[tuple[date, Any]], column: int, indent: int) -> str:
    """The numbers of one bracket by their days behind a colon in `column`: a single one on the same line, several each on a line of
    its own, so that a further one changes no line."""
    said = {Raw(day.isoformat()): value for day, value in values}
    values = [value for value in said.values() if value != "null"]
    return written(said, column, indent, _WIDTH) if len(values) == 1 else _each(said, indent)


def _each(said: Mapping[Raw, Any], indent: int) -> str:
    start = f"\n{' ' * indent}"
    return "".join(f"{start}{day}:{written(value, indent + 11, indent + 2, _WIDTH)}" for day, value in said.items())
