"""What a value is for each of, where its sentence or paragraph says it and its own clause does not say all."""

from __future__ import annotations

import re

from extractor.quantities.model import Quantity
from extractor.records.passages import Passage

_A_YEAR = re.compile(r"年度内|年度[^，。；]{0,8}限额|每年|一年内|全年")
# 对就业困难人员…，每月补贴500元: a month of each person of the group; 每月提取额度 is a name.
_MONTHLY = re.compile(r"每个?月[^，。；：\d额度标准限]{0,6}(?:[\d.]+万?元、)*$")
_PERSONS = re.compile(
    r"(?:人员|职工|者|毕业生|学生|老年人|老人|残疾人|人才|教师|技师|孤儿|儿童|教练|专家|学员|医师)(?!医保|医疗|基本|养老|家庭|月|平均|工资|住房|公寓|之家)")
_BY_HOUSEHOLD = re.compile(r"以(?:一个)?家庭为单位(?:，)?[^，。；]{0,8}(?:领取|发放|享受|补助|补贴|给予)")


def basis_of(text: str, quantity: Quantity, passage: Passage) -> str | None:
    """What the value is for each of; 每人 with 一个年度内 earlier in the sentence is a person's year."""
    if quantity.kind != "money":
        return quantity.per
    sentence = passage.sentence(quantity.start)
    if quantity.per == "month" and _MONTHLY.search(text, sentence.start, quantity.start) and (
            _PERSONS.search(text, sentence.start, quantity.start) and text.find("家庭为单位", sentence.start, quantity.start) < 0):
        return "person/month"
    if quantity.per == "person" or (quantity.per is None and text.startswith("每人", quantity.start - 2)):
        return "person/year" if _A_YEAR.search(text, sentence.start, quantity.start) else "person"
    before = passage.sentence(max(sentence.start - 1, passage.start))
    if quantity.per is None and _BY_HOUSEHOLD.search(text, before.start, quantity.start):
        return "household"
    return quantity.per
