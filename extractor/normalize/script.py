"""Traditional script to simplified, character for character, and the mainland's own terms.

OpenCC's `tw2s` keeps every length; `tw2sp` does more harm than good on official prose (执行→运行, 新增→添加), so the
terms are a small list of our own, `vocabulary/normalize/mainland_terms.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.vocabulary import VocabularyError, load_yaml

if TYPE_CHECKING:
    from opencc import OpenCC

# Frequent characters that simplified text does not use.
_TRADITIONAL = frozenset("為這個們來說國會發與對關於實現見還進過時間應該後經濟從開問題機構標準療險員費總額醫戶縣區廳財務"
                         "級給補貼條辦規資產業單參繳達據結籌門診務內強責職團體網優雙導質設電話聯護術藥購價項類")
_PIECE = 20_000
_TERMS = "normalize/mainland_terms.yaml"


class Replacement(NamedTuple):
    """The stretch `[start, end)` of a text is to be read as `text`."""

    start: int
    end: int
    text: str


def script_of(text: str) -> Literal["hans", "hant"]:
    """`hant` where at least one character in 50 is one that only traditional script uses."""
    sample = text[:_PIECE]
    hits = sum(map(sample.count, _TRADITIONAL))
    return "hant" if hits >= 3 and hits * 50 >= len(sample) else "hans"


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("tw2s")


def to_simplified(text: str) -> str:
    """Simplified characters, of the same length; a piece whose length would change is converted by character."""
    converter = _converter()
    out = []
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE]
        plain = converter.convert(piece)
        if len(plain) != len(piece):
            plain = "".join(c if len(s := converter.convert(c)) != 1 else s for c in piece)
        out.append(plain)
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
