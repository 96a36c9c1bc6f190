"""The phrase that names a value, as printed: the words up to its attribute."""

from __future__ import annotations

import re

from extractor.spans import Span

_LONGEST = 24
_CUT = re.compile(
    r"[，。；：、（）“”《》\t\n]|\d+年(?:度|底|末)?前?|\d+月底?前|\d+[元%家个次]|以上|以下|以内|其中|对(?!象)|由|将|的部分(?=支付|报销|补偿|救助)|按照?|为|其(?!他|余|它)"
    r"|给予|实行|设置|确定|达到|落实|实现|确保|提高|同步|进一步|的(?=起付|支付|最高|年度|个人|财政|筹资)"
)


def noun_phrase(text: str, attribute: Span, clause: Span) -> Span:
    """The attribute's words with what qualifies them in its clause; those of a heading or header cell alone."""
    low = max(min(clause.start, attribute.start), attribute.start - _LONGEST)
    cut = low
    for hit in _CUT.finditer(text, low, attribute.start):
        cut = hit.end()
    if text[cut] == "的":
        cut += 1
    return Span(cut, attribute.end)
