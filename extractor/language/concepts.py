"""The concepts that a value can set, each a point in the space of facets (`vocabulary/concepts/*.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from extractor.vocabulary import FOLDER, VocabularyError, load_yaml

KINDS = frozenset({"money", "percent", "duration", "count"})
DIRECTIONS = frozenset({"floor", "ceiling", "exact", "free"})


@dataclass(frozen=True, slots=True)
class Concept:
    """A policy value by its id, and the facets that select it (see vocabulary/concepts/medical_security.yaml).

    `pack` is the file that defines it; `direction` is how a lower level may differ from a higher one: floor, ceiling, exact, free.
    """

    id: str
    label: str
    kind: str
    direction: str
    attribute: tuple[str, ...]
    pack: str = ""
    per: str | None = None
    scheme: tuple[str, ...] = ()
    benefit: tuple[str, ...] = ()
    population: str | None = None
    unit: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    not_scheme: tuple[str, ...] = ()
    limit: str | None = None
    standing: bool = False
    change: bool = False
    scheme_within: str | None = None
    scheme_implied: bool = False
    needs_per: str | None = None
    not_per: str | None = None


_SCHEMES = "schemes"
_TUPLES = frozenset({"attribute", "scheme", "benefit", "unit", "cues", "comparators", "not_scheme"})
_KNOWN = frozenset(field.name for field in fields(Concept)) - {"id", "pack"}


@cache
def load_concepts() -> dict[str, Concept]:
    """All concepts by id. Raises VocabularyError naming the file and entry that is not as it should be."""
    concepts: dict[str, Concept] = {}
    for path in sorted((FOLDER / "concepts").glob("*.yaml")):
        name = f"concepts/{path.name}"
        for identifier, entry in load_yaml(name).items():
            if identifier == _SCHEMES:
                continue
            if identifier in concepts:
                raise VocabularyError(f"vocabulary/{name}: {identifier} is defined twice")
            concepts[identifier] = _concept(name, identifier, path.stem, entry)
    return concepts


def _concept(name: str, identifier: str, pack: str, entry: Any) -> Concept:
    where = f"vocabulary/{name}: {identifier}"
    if not isinstance(entry, dict) or not {"label", "kind", "direction", "attribute"} <= entry.keys():
        raise VocabularyError(f"{where}: needs label, kind, direction and attribute")
    unknown = entry.keys() - _KNOWN
    if unknown:
        raise VocabularyError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    if entry["kind"] not in KINDS or entry["direction"] not in DIRECTIONS:
        raise VocabularyError(f"{where}: kind must be one of {sorted(KINDS)}, direction one of {sorted(DIRECTIONS)}")
    for facet in ("scheme", "benefit", "attribute"):
        strange = set(_tuple(entry.get(facet, ()))) - load_yaml(f"facets/{facet}.yaml").keys()
        if strange:
            raise VocabularyError(f"{where}: {', '.join(sorted(map(str, strange)))} is not in facets/{facet}.yaml")
    values: dict[str, Any] = {key: _tuple(value) if key in _TUPLES else value for key, value in entry.items()}
    return Concept(id=identifier, pack=pack, **values)


def _tuple(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def concepts_by_attribute() -> dict[tuple[str, str], tuple[Concept, ...]]:
    """Concepts by (attribute, kind), in the order of the vocabulary."""
    index: dict[tuple[str, str], list[Concept]] = {}
    for concept in load_concepts().values():
        for attribute in concept.attribute:
            index.setdefault((attribute, concept.kind), []).append(concept)
    return {key: tuple(value) for key, value in index.items()}


@cache
def schemes_of_pack(pack: str) -> frozenset[str]:
    """The schemes of one vocabulary file: those of its concepts, and those that its `schemes` lists besides."""
    named = {scheme for concept in load_concepts().values() if concept.pack == pack for scheme in concept.scheme}
    return frozenset(named | set(load_yaml(f"concepts/{pack}.yaml").get(_SCHEMES, ())))
