"""Facets in a text: which scheme, benefit, attribute and group its words name (`vocabulary/facets/*.yaml`).

One automaton for each kind of facet, so that terms of different kinds may overlap (居民普通门诊 is a scheme and a
benefit); within one kind the longest term wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.language.concepts import terms_in_packs
from extractor.vocabulary import VocabularyError, load_yaml, of_packs

_AFTER_PAYMENT = re.compile(r"[^，。；\n]{0,24}(?:支付|报销|补偿|保障|救助|赔付|结算|给付)[^，。；\n]{0,3}后")
# 按基本养老金平均水平的2%: the base of a ratio is not what the sentence is about.
_BASE = re.compile(r"[^，。；、\n]{0,10}的\d+(?:\.\d+)?%")
# 从居民医保基金中划拨: where the money comes from.
_DEFINED = re.compile(r"(?:制度|待遇|基金)?（(?:以下|下同，?)?(?:统称|简称)[“”\"]?(?P<short>[^（）“”，。；]{2,10})[“”\"]?(?:，下同)?）")
_MOST_SHORTS = 12
_FUNDS = re.compile(r"(?:统筹)?基金(?:结余|累计结余)?(?:资金)?中?(?:按[^，。；]{0,24}?)?(?:划拨|划转|划出|列支|安排|筹集)")
_THROUGH = re.compile(r"(?:经|按规定享受|享受)[^，。；\n]*$")

Kind = Literal["scheme", "benefit", "noun", "verb", "population"]
KINDS: tuple[Kind, ...] = ("scheme", "benefit", "noun", "verb", "population")


class Facet(NamedTuple):
    """A term found in a text: its place and the facet keys that it can name (usually one)."""

    start: int
    end: int
    keys: tuple[str, ...]


class FacetHits:
    """The facets of one kind in a text, in text order; ranges are found by bisection."""

    __slots__ = ("_starts", "hits")

    def __init__(self, hits: list[Facet]) -> None:
        self.hits = hits
        self._starts = [hit.start for hit in hits]

    def within(self, start: int, end: int) -> list[Facet]:
        """The facets that lie in `[start, end)`."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [hit for hit in self.hits[low:high] if hit.end <= end]

    def backwards(self, start: int, end: int) -> Iterator[Facet]:
        """The facets that lie in `[start, end)`, the last one first."""
        for index in range(bisect_left(self._starts, end) - 1, -1, -1):
            hit = self.hits[index]
            if hit.start < start:
                return
            if hit.end <= end:
                yield hit


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets of a text. `nouns` name an attribute; `verbs` stand for one only right beside a value."""

    schemes: FacetHits
    benefits: FacetHits
    nouns: FacetHits
    verbs: FacetHits
    populations: FacetHits


def find_facets(text: str, start: int = 0, end: int | None = None) -> Facets:
    """The facets that the words of `text[start:end]` (simplified Chinese) name, at their places in `text`."""
    stop = len(text) if end is None else end
    stretch = text[start:stop]  # one for all kinds: the automata keep its UTF-8 with it
    found = {kind: _search(kind, stretch, start) for kind in KINDS}
    found["scheme"] = [hit for hit in found["scheme"] if not (
        _has_paid(text, hit) or _BASE.match(text, hit.end) or _FUNDS.match(text, hit.end))]
    found["scheme"] = sorted([*found["scheme"], *_abbreviated(text, found["scheme"], stop)])
    return Facets(*(FacetHits(hits) for hits in found.values()))


def _abbreviated(text: str, hits: list[Facet], end: int) -> list[Facet]:
    """Schemes by the short names that a text gives them itself: 城镇职工基本医疗保险（以下简称职工）."""
    shorts: dict[str, tuple[int, tuple[str, ...]]] = {}
    for hit in hits:
        defined = _DEFINED.match(text, hit.end, end)
        if defined and defined["short"] not in terms_of("scheme") and len(shorts) < _MOST_SHORTS:
            shorts.setdefault(defined["short"], (defined.end(), hit.keys))
    if not shorts:
        return []
    longest_first = sorted(shorts, key=lambda short: (-len(short), short))
    named = re.compile("|".join(map(re.escape, longest_first)))
    begins = [hit.start for hit in hits]
    found: list[Facet] = []
    for place in named.finditer(text, min(start for start, _ in shorts.values()), end):
        start, keys = shorts[place[0]]
        before = bisect_right(begins, place.start()) - 1
        inside = before >= 0 and place.end() <= hits[before].end
        if place.start() >= start and not inside:
            found.append(Facet(*place.span(), keys))
    return found


def _has_paid(text: str, hit: Facet) -> bool:
    """经基本医保、大病保险支付后: a scheme that pays first is not the one that the sentence is about."""
    return bool(_AFTER_PAYMENT.match(text, hit.end) and _THROUGH.search(text, max(0, hit.start - 40), hit.start))


def _search(kind: Kind, stretch: str, start: int) -> list[Facet]:
    automaton, keys = _automaton(kind)
    return [Facet(start + begin, start + stop, keys[term])
            for term, begin, stop in automaton.find_matches_as_indexes(stretch)]


@of_packs
def _automaton(kind: Kind) -> tuple[AhoCorasick, list[tuple[str, ...]]]:
    """An automaton of one kind's terms, and the keys of each term."""
    terms = terms_of(kind)
    return AhoCorasick(list(terms), matchkind=MatchKind.LeftmostLongest), list(terms.values())


@of_packs
def terms_of(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Terms of one kind with the keys that list them. Raises VocabularyError where an entry is not a word."""
    name = f"facets/{'attribute' if kind in ('noun', 'verb') else kind}.yaml"
    terms: dict[str, tuple[str, ...]] = {}
    for key, entry in load_yaml(name).items():
        words = entry.get(f"{kind}s", []) if isinstance(entry, dict) else entry
        for word in words:
            if not isinstance(word, str) or not word:
                raise VocabularyError(f"vocabulary/{name}: {key}: not a term: {word!r}")
            terms[word] = (*terms.get(word, ()), key)
    for word, key in terms_in_packs(kind):
        if key not in terms.get(word, ()):
            terms[word] = (*terms.get(word, ()), key)
    return terms
