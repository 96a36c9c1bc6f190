"""The concepts that a value can set (`vocabulary/concepts/*.yaml`, and the packs beside a corpus).

A concept is found by facets (a point in the space of scheme, benefit and attribute), or by what the value is called (`named`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from extractor.refusal import near
from extractor.vocabulary import FOLDER, VocabularyError, load_yaml, of_packs, own_packs

KINDS = frozenset({"money", "percent", "duration", "count"})
DIRECTIONS = frozenset({"floor", "ceiling", "exact", "free"})
FACETS = ("scheme", "benefit", "attribute")


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences in which the value between 【】 has the concept, and in which it has not; a title may stand before `\\n`."""

    matches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A policy value by its id, and what selects it (see vocabulary/concepts/medical_security.yaml).

    `pack` is the name of the file that defines it; `direction` is how a lower level may differ from a higher one: floor, ceiling,
    exact, free.
    """

    id: str
    label: str
    kind: str
    direction: str
    attribute: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    not_named: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    bare_cues: tuple[str, ...] = ()
    pack: str = ""
    about: str = ""
    per: str | None = None
    scheme: tuple[str, ...] = ()
    benefit: tuple[str, ...] = ()
    population: str | None = None
    unit: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    sentence_cues: tuple[str, ...] = ()
    not_cues: tuple[str, ...] = ()
    only_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    not_scheme: tuple[str, ...] = ()
    limit: str | None = None
    standing: bool = False
    change: bool = False
    scheme_within: str | None = None
    scheme_implied: bool = False
    needs_per: str | None = None
    not_per: tuple[str, ...] = ()
    examples: Examples = Examples()


@dataclass(frozen=True, slots=True)
class Pack:
    """A file of concepts: its name as it is reported, and its entries; `terms` are words that it adds to the facets."""

    name: str
    label: str
    concepts: Mapping[str, Any]
    schemes: tuple[str, ...]
    terms: Mapping[str, Mapping[str, tuple[str, ...]]]


class PackError(VocabularyError):
    """A pack that does not hold what it should: `where` (keys from the outside in), what is wrong, what to do."""

    def __init__(self, name: str, where: tuple[str, ...], problem: str, remedy: str) -> None:
        super().__init__(f"{name}: {': '.join((*where, problem))}; {remedy}")
        self.name, self.where, self.problem, self.remedy = name, where, problem, remedy


_RESERVED = frozenset({"label", "schemes", "terms"})
_TERMS = frozenset({"scheme", "benefit", "noun", "verb", "population"})
_TUPLES = frozenset({
    "attribute", "scheme", "benefit", "unit", "cues", "sentence_cues", "not_cues", "only_for", "not_for", "comparators", "not_scheme", "named", "not_named",
    "bare", "bare_cues", "not_per",
})  # fmt: skip
_WORDS = frozenset({"label", "about", "per", "population", "needs_per"})
_ID = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
MOST_GAPS = 2
"""How often … may stand in a name: each is a search of its own."""
_LONGEST_EXAMPLE = 400
_TRUTHS = frozenset({"standing", "change", "scheme_implied"})
_CHOICES = {"kind": KINDS, "direction": DIRECTIONS, "limit": frozenset({"upper", "lower"}), "scheme_within": frozenset({"sentence"})}
_KNOWN = frozenset(field.name for field in fields(Concept)) - {"id", "pack"}


@of_packs
def packs() -> tuple[Pack, ...]:
    """The packs of the package, then those of the corpus at work. Raises PackError naming the file and entry that is wrong."""
    import yaml

    found = [_pack(f"vocabulary/concepts/{path.name}", load_yaml(f"concepts/{path.name}")) for path in sorted((FOLDER / "concepts").glob("*.yaml"))]
    return (*found, *(_pack(own.name, yaml.safe_load(own.content)) for own in own_packs()))


def _pack(name: str, data: Any) -> Pack:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise PackError(name, (), "holds no concepts", "write them as `id: {label: …, kind: …, direction: …, named: […]}`")
    schemes, terms = data.get("schemes") or [], data.get("terms") or {}
    _words(name, ("schemes",), schemes)
    if not isinstance(terms, dict) or not terms.keys() <= _TERMS or not all(isinstance(part, dict) for part in terms.values()):
        raise PackError(name, ("terms",), f"may hold {', '.join(sorted(_TERMS))}", "write each as `key: [words]`")
    for part, entries in terms.items():
        for key, words in entries.items():
            _words(name, ("terms", part, str(key)), words)
    return Pack(name, str(data.get("label") or name), {key: entry for key, entry in data.items() if key not in _RESERVED},
                tuple(schemes), {part: {str(key): tuple(words) for key, words in entries.items()} for part, entries in terms.items()})


def _words(name: str, where: tuple[str, ...], words: Any) -> None:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise PackError(name, where, "is no list of words", "write [word, word]")


@of_packs
def load_concepts() -> dict[str, Concept]:
    """All concepts by id. Raises PackError naming the file and entry that is not as it should be."""
    concepts: dict[str, Concept] = {}
    for pack in packs():
        for identifier, entry in pack.concepts.items():
            if identifier in concepts:
                raise PackError(pack.name, (identifier,), f"is defined in {concepts[identifier].pack} already", "give it another id")
            concepts[identifier] = _concept(pack.name, identifier, entry)
    return concepts


def _concept(pack: str, identifier: str, entry: Any) -> Concept:
    where = (identifier,)
    if not _ID.fullmatch(identifier):
        raise PackError(pack, where, "is no id", "write small letters, digits and _ with a dot between, such as ferry.fare")
    if not isinstance(entry, dict):
        raise PackError(pack, where, "has no fields", "give label, kind, direction, and named (or attribute)")
    for unknown in sorted(map(str, entry.keys() - _KNOWN)):
        raise PackError(pack, (*where, unknown), "is no field of a concept", f"use {', '.join(near(unknown, _KNOWN) or sorted(_KNOWN))}")
    lacking = [part for part in ("label", "kind", "direction") if part not in entry]
    lacking += [] if {"attribute", "named"} & entry.keys() else ["named (or attribute)"]
    if lacking:
        raise PackError(pack, where, f"lacks {', '.join(lacking)}", "write it")
    for field, known in _CHOICES.items():
        if entry.get(field) is not None and entry[field] not in known:
            raise PackError(pack, (*where, field), f"is {entry[field]!r}", f"write one of {', '.join(sorted(known))}")
    for field in sorted(_WORDS & entry.keys()):
        if not isinstance(entry[field], str) or not entry[field]:
            raise PackError(pack, (*where, field), f"is {entry[field]!r}", "write it in words")
    for field in _TRUTHS & entry.keys():
        if not isinstance(entry[field], bool):
            raise PackError(pack, (*where, field), f"is {entry[field]!r}", "write true or false")
    values: dict[str, Any] = {
        key: _tuple(pack, (*where, key), value) if key in _TUPLES else value for key, value in entry.items() if key != "examples"}
    if not values.get("attribute") and not values.get("named"):
        raise PackError(pack, where, "has no name", "list under `named` what circulars call it")
    for field in ("named", "not_named", "bare"):
        for word in values.get(field, ()):
            if word.count("…") > MOST_GAPS:
                raise PackError(pack, (*where, field), f"“{word}” has more than {MOST_GAPS} gaps (…)", "write it as several words")
    if bool(values.get("bare")) != bool(values.get("bare_cues")):
        raise PackError(pack, (*where, "bare"), "needs bare_cues", "say which words of its sentence tell what a bare name is of")
    for facet in FACETS:
        strange = sorted(set(values.get(facet, ())) - keys_of(facet))
        if strange:
            raise PackError(pack, (*where, facet), f"{', '.join(strange)} is not known", "list its words under `terms`")
    return Concept(id=identifier, pack=pack, examples=_examples(pack, where, entry.get("examples")), **values)


def _examples(pack: str, where: tuple[str, ...], given: Any) -> Examples:
    if given is None:
        return Examples()
    if not isinstance(given, dict) or not given.keys() <= {"matches", "misses"}:
        raise PackError(pack, (*where, "examples"), "may hold matches and misses", "write `examples: {matches: […], misses: […]}`")
    for part, texts in given.items():
        _words(pack, (*where, "examples", part), texts)
        for text in texts:
            if len(text) > _LONGEST_EXAMPLE:
                raise PackError(pack, (*where, "examples", part), f"has a text of {len(text)} characters", f"give at most {_LONGEST_EXAMPLE}")
            if text.count("【") != 1 or text.count("】") != 1:
                raise PackError(pack, (*where, "examples", part), f"“{text}” does not mark one value", "put 【】 around it")
    return Examples(tuple(given.get("matches", ())), tuple(given.get("misses", ())))


def _tuple(pack: str, where: tuple[str, ...], value: Any) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    _words(pack, where, words)
    return tuple(words)


@of_packs
def keys_of(facet: str) -> frozenset[str]:
    """The keys of a facet: those of the shared file, and those whose words packs list."""
    parts = ("noun", "verb") if facet == "attribute" else (facet,)
    return frozenset({*load_yaml(f"facets/{facet}.yaml"), *(key for pack in packs() for part in parts for key in pack.terms.get(part, ()))})


def terms_in_packs(kind: str) -> Iterator[tuple[str, str]]:
    """Words that packs add to the facets of a kind (scheme, benefit, noun, verb, population), each with its key."""
    for pack in packs():
        for key, words in pack.terms.get(kind, {}).items():
            yield from ((word, key) for word in words)


@of_packs
def concepts_by_attribute() -> dict[tuple[str, str], tuple[Concept, ...]]:
    """Concepts by (attribute, kind), in the order of the vocabulary."""
    index: dict[tuple[str, str], list[Concept]] = {}
    for concept in load_concepts().values():
        for attribute in concept.attribute:
            index.setdefault((attribute, concept.kind), []).append(concept)
    return {key: tuple(value) for key, value in index.items()}


@of_packs
def schemes_of_pack(name: str) -> frozenset[str]:
    """The schemes of one pack: those of its concepts, and those that its `schemes` lists besides."""
    named = {scheme for concept in load_concepts().values() if concept.pack == name for scheme in concept.scheme}
    return frozenset(named.union(*(pack.schemes for pack in packs() if pack.name == name)))
