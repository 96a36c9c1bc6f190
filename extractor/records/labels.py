"""The phrase that names a value, as printed: the words up to its attribute, or the noun beside an unnamed one."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from extractor.language.words import ClauseWords
from extractor.quantities.model import Quantity
from extractor.spans import Span
from extractor.vocabulary import load_yaml

_LONGEST = 24
_CUT = re.compile(
    r"[，。；：、（）“”《》\t\n]|\d+年(?:度|底|末)?前?|\d+月底?前|\d+[元%家个次]|以上|以下|以内|其中|对(?!象)|由|将|的部分(?=支付|报销|补偿|救助)|按照?|为|其(?!他|余|它)"
    r"|给予|实行|设置|确定|达到|落实|实现|确保|提高|同步|进一步|的(?=起付|支付|最高|年度|个人|财政|筹资)"
)
_NOUN_AFTER = re.compile(r"的?(?:一次性)?(?P<noun>[\u4e00-\u9fff]{2,14}?)(?=[，。；：、（）\n\t]|$)")
_WORD = re.compile(r"[\w·-]")
_FARTHEST = 48


def noun_phrase(text: str, attribute: Span, clause: Span) -> Span:
    """The attribute's words with what qualifies them in its clause; those of a heading or header cell alone."""
    low = max(min(clause.start, attribute.start), attribute.start - _LONGEST)
    cut = low
    for hit in _CUT.finditer(text, low, attribute.start):
        cut = hit.end()
    if text[cut] == "的":
        cut += 1
    return Span(cut, attribute.end)


def label_of_value(text: str, quantity: Quantity, clause: Span, words: ClauseWords) -> Span | None:
    """What a value without a known attribute is of: the noun behind it (50万元|奖励), else the words before it."""
    lists = _lists()
    after = _NOUN_AFTER.match(text, quantity.end, clause.end)
    if after and any(word in after["noun"] for word in lists["named_after"]):
        return Span(*after.span("noun"))
    low = max(clause.start, quantity.start - _FARTHEST)
    found = words.of(text[low : quantity.start])
    tokens = list(zip(accumulate(map(len, found), initial=low), found, strict=False))
    while tokens and _is_trailing([word for _, word in tokens[-2:]], lists):
        tokens.pop()
    if tokens:
        end = tokens[-1][0] + len(tokens[-1][1])
        first = len(tokens) - 1
        while first and end - tokens[first - 1][0] <= _LONGEST and not _ends_phrase(tokens[first - 1][1], lists):
            first -= 1
        if end - tokens[first][0] >= 2:
            return Span(tokens[first][0], end)
    if after:
        return Span(*after.span("noun"))
    return Span(clause.start, quantity.start) if quantity.start - clause.start >= 2 else None


def _is_trailing(words: list[str], lists: dict[str, frozenset[str]]) -> bool:
    """Whether the last of (at most two) words is no part of the phrase."""
    if words[-1] in lists["awards"]:
        return len(words) == 1 or _ends_phrase(words[0], lists) or words[0] in lists["trailing"]
    return words[-1] in lists["trailing"] or not _WORD.match(words[-1])


def _ends_phrase(word: str, lists: dict[str, frozenset[str]]) -> bool:
    return word in lists["cut"] or not _WORD.match(word)


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_yaml("language/labels.yaml").items()}
