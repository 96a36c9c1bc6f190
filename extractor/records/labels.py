"""The phrase that names a value, as printed: the words up to its attribute, or the noun beside an unnamed one."""

from __future__ import annotations

import re

from extractor.quantities.model import Quantity
from extractor.spans import Span

_LONGEST = 24
_CUT = re.compile(r"[，。；：、（）“”《》\t\n]|\d+年(?:度)?|(?:\d+[元%家个次]|以上|以下|以内)|(?:其中|对(?!象)|由|将|按照?|为|其|给予|实行|设置|确定|达到|落实|提高|同步|进一步|的(?=起付|支付|最高|年度|个人|财政|筹资))")
_TRAILING = re.compile(r"(?:标准)?(?:由|从|为|是|按照?|达到?|达|至|到|在|控制|稳定|原则上|不得?|最高|最低|最长|至少|应|须|要|将|一般|每人|每年|每月|每次|每|调整|提高|降低|新增|增加|分别|统一|约|近|超过|低于|少于|高于|于|有|给予|予以|发放|支付|(?<!性)(?:奖励|补贴|补助|资助))+$")
_NOUN_AFTER = re.compile(r"的?(?:一次性)?(?P<noun>[\u4e00-\u9fff]{2,14}?)(?=[，。；：、（）\n\t]|$)")
_NAMED_AFTER = re.compile(r"奖|补|资助|支持|费|贷款|资金|保费|租金|津贴|待遇|税|罚款|押金")


def noun_phrase(text: str, attribute: Span, clause: Span) -> Span:
    """The attribute's words with what qualifies them in its clause; those of a heading or header cell alone."""
    low = max(min(clause.start, attribute.start), attribute.start - _LONGEST)
    cut = low
    for hit in _CUT.finditer(text, low, attribute.start):
        cut = hit.end()
    if text[cut] == "的":
        cut += 1
    return Span(cut, attribute.end)


def label_of_value(text: str, quantity: Quantity, clause: Span) -> Span | None:
    """What a value without a known attribute is of: the noun behind it (50万元|奖励), else the words before it."""
    after = _NOUN_AFTER.match(text, quantity.end, clause.end)
    if after and _NAMED_AFTER.search(after["noun"]):
        return Span(*after.span("noun"))
    low = max(clause.start, quantity.start - _LONGEST)
    before = text[low : quantity.start]
    trailing = _TRAILING.search(before)
    stop = low + (trailing.start() if trailing else len(before))
    start = low
    for hit in _CUT.finditer(text, low, stop):
        start = hit.end()
    if stop - start >= 2:
        return Span(start, stop)
    if after:
        return Span(*after.span("noun"))
    return Span(clause.start, quantity.start) if quantity.start - clause.start >= 2 else None
