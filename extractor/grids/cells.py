"""What kind of thing a table's cell holds, by its form alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal["empty", "dash", "number", "percent", "money", "duration", "count", "date", "segment", "word"]

_NUM = r"\d[\d,]*(?:\.\d+)?"
_SOME = rf"(?:{_NUM}|[一二三四五六七八九十两半]{{1,3}})"
_TO = r"[—\-～~至到]{1,2}"
_UNIT = r"(?:[十百千万亿]{0,2}(?:元|人|名|户|家|个|岁|周岁|年|月|日|天|公里|吨|亩|平方米|㎡|分|次|级)?)"
_DASH = re.compile(r"[—\-/\\*]{1,6}|无|不限|不设(?:限|线)?|同上|〃|\.{3,6}|…{1,2}")
_REMARK = r"(?:（[^（）0-9]{1,10}）)?"
_NUMBER = re.compile(rf"[+\-]?{_NUM}{_REMARK}(?:(?:{_TO}|[/、，；]){_NUM}{_REMARK}){{0,3}}")
_DATE = re.compile(r"(?:\d{4}年|\d{1,2}月\d{0,2}日?(?:底|末|前|以前|起)|\d{4}[-./]\d{1,2})")
_DURATION = re.compile(rf"{_SOME}个?(?:工作日|自然日|小时|分钟|年|月|日|天|周)(?:/[^/]{{1,4}})?")
_PERCENT = re.compile(rf"{_NUM}[%‰]|百分之|个百分点|{_NUM}[成折](?!立)")
_MONEY = re.compile(rf"{_NUM}[十百千万亿]{{0,2}}(?:元|块|美元|港币|欧元)")
_SEGMENT = re.compile(
    rf"(?:超过|大于|小于|高于|低于|满|不满|不足|≥|≤|〉|〈|＞|＜)?{_SOME}{_UNIT}(?:（[^（）]{{1,8}}）)?(?:及)?(?:以上|以下|以内|以外|之间)(?:（[^（）]{{1,8}}）)?"
    rf"|.{{0,6}}{_SOME}{_UNIT}(?:（[^（）]{{1,8}}）)?及?(?:以上)?(?:{_TO}|，){_SOME}{_UNIT}(?:（[^（）]{{1,8}}）)?(?:以下|以内|之间)?(?:的?部分|段)?"
    rf"|(?:超过|大于|小于|满|不满|不足|≥|≤|〉|〈|＞|＜){_SOME}{_UNIT}(?:的?部分)?|{_SOME}{_UNIT}及?(?:以上|以下|以内)的?(?:部分|段|者)?"
    rf"|[（〔\[(]{_SOME}?{_UNIT}[，,]{_SOME}?{_UNIT}[）〕\])]{_UNIT}"
)
_COUNT = re.compile(rf"{_NUM}[十百千万亿]{{0,2}}[\u4e00-\u9fffA-Za-z]{{1,4}}(?:/[^/]{{1,4}}){{0,2}}")
_LONGEST = 36
"""Characters of a cell that is a value; a longer one is a sentence that may hold some."""

FIRM: frozenset[Kind] = frozenset({"number", "percent", "money", "duration", "count"})
"""The kinds that are values wherever they stand; a segment is one only in a column of values."""


@lru_cache(maxsize=8192)
def kind_of(cell: str) -> Kind:
    """The kind of a cell of the cleaned text (200 → number, 3万元以下 → segment, 一级 → word)."""
    text = "".join(cell.split())
    if not text:
        return "empty"
    if _DASH.fullmatch(text):
        return "dash"
    if len(text) > _LONGEST:
        return "word"
    if _NUMBER.fullmatch(text):
        return "number"
    if _PERCENT.search(text):
        return "percent"
    if _SEGMENT.fullmatch(text):
        return "segment"
    if _DATE.match(text):
        return "date"
    if _MONEY.search(text):
        return "money"
    if _DURATION.fullmatch(text):
        return "duration"
    return "count" if _COUNT.fullmatch(text) else "word"
