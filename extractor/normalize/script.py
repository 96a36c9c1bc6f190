"""Traditional script to simplified, character for character, and the mainland's own terms.

OpenCC's `tw2s` keeps every length; `tw2sp` does more harm than good on official prose (执行→运行, 新增→添加), so the
terms are a small list of our own, `vocabulary/normalize/mainland_terms.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.vocabulary import VocabularyError, load_yaml

if TYPE_CHECKING:
    from opencc import OpenCC

# Frequent characters that simplified text does not use.
_TRADITIONAL = re.compile("[為這個們來說國會發與對關於實現見還進過時間應該後經濟從開問題機構標準療險員費總額醫戶縣區廳財務"
                         "級給補貼條辦規資產業單參繳達據結籌門診務內強責職團體網優雙導質設電話聯護術藥購價項類]")
_SAMPLE = 20_000
_TERMS = "normalize/mainland_terms.yaml"


class Replacement(NamedTuple):
    """The stretch `[start, end)` of a text is to be read as `text`."""

    start: int
    end: int
    text: str


def script_of(text: str) -> Literal["hans", "hant"]:
    """`hant` where at least one character in 50 is one that only traditional script uses."""
    sample = text[:_SAMPLE]
    hits = len(_TRADITIONAL.findall(sample))
    return "hant" if (hits >= 3 and hits * 50 >= len(sample)) or (hits >= 2 and hits * 12 >= len(sample)) else "hans"


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("tw2s")


class _Characters(dict[int, str]):
    """A `str.translate` table that asks OpenCC for each character once."""

    def __missing__(self, code: int) -> str:
        plain = _converter().convert(chr(code)) if code > 0x2E7F else chr(code)
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_CHARACTERS = _Characters()


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """OpenCC's phrases that its characters alone would convert otherwise (乾 in 乾隆 stays)."""
    folder = resources.files("opencc") / "dictionary"
    meanings: dict[str, str] = {}
    for name in ("TWVariantsRevPhrases.txt", "TSPhrases.txt"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            phrase = line.split("\t")[0]
            plain = _converter().convert(phrase)
            if len(plain) == len(phrase) and plain != phrase.translate(_CHARACTERS):
                meanings[phrase] = plain
    longest_first = sorted(meanings, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, longest_first))), meanings


def to_simplified(text: str) -> str:
    """Simplified characters as OpenCC's `tw2s` gives them, of the same length.

    OpenCC's pure-Python matching costs several microseconds a character; its dictionaries are used directly.
    """
    pattern, meanings = _phrases()
    out = []
    position = 0
    for hit in pattern.finditer(text):
        out += [text[position : hit.start()].translate(_CHARACTERS), meanings[hit[0]]]
        position = hit.end()
    out.append(text[position:].translate(_CHARACTERS))
    return "".join(out)


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    meanings: dict[str, str] = {}
    patterns = []
    for entry in load_yaml(_TERMS):
        if not isinstance(entry, dict) or not {"from", "to"} <= entry.keys():
            raise VocabularyError(f"vocabulary/{_TERMS}: an entry needs `from` and `to`: {entry}")
        before = "".join(f"(?<!{re.escape(word)})" for word in entry.get("unless_after", ()))
        behind = "|".join(map(re.escape, entry.get("unless_before", ())))
        patterns.append(before + re.escape(entry["from"]) + (f"(?!{behind})" if behind else ""))
        meanings[entry["from"]] = entry["to"]
    return re.compile("|".join(patterns)), meanings


def mainland_terms(text: str) -> list[Replacement]:
    """Where a simplified text prints a term that the mainland words differently (资讯 → 信息)."""
    pattern, meanings = _terms()
    return [Replacement(hit.start(), hit.end(), meanings[hit[0]]) for hit in pattern.finditer(text)]
