"""What a value is for each of, where its sentence or paragraph says it and its own clause does not say all."""

from __future__ import annotations

import re

from extractor.quantities.model import Quantity
from extractor.records.passages import Passage

_A_YEAR = re.compile(r"年度内|年度[^，。；]{0,8}限额|每年|一年内|全年")
# 对就业困难人员…，每月补贴500元: a month of each person of the group; 每月提取额度 is a name.
_PERIODIC = re.compile(r"每个?[月年]度?[^，。；：\d额度标准限]{0,6}(?:[\d.]+万?元(?:[、和]|(?:提高|上调|调整|增加|下调|降低)[到至为]))*$")
_GIVES = re.compile(r"发放|给予|补贴|补助|津贴|奖励")
_GROUPS = re.compile(
    r"(?P<family>(?:职工|已婚|双职工|多子女|[二三多]孩|困难|低保|缴存人?)(?:及以上)?家庭)|(?:人员|高级工|职工|者|毕业生|学生|老年人|老人|残疾人|人才|教师|技师|孤儿|儿童|教练|专家|学员|医师)(?!医保|医疗|基本|养老|家庭|月|平均|工资|住房|公寓|之家)")
_BY_HOUSEHOLD = re.compile(r"以(?:一个)?家庭为单位(?:，)?[^，。；]{0,8}(?:领取|发放|享受|补助|补贴|给予)")


# 按月支付津贴，标准为…: each share of the list is of a month; 补贴标准为…月平均工资的50% is, too.
_PAID_BY = re.compile(r"[按每](?P<period>[月季日年])度?(?:支付|发给|计发|发放|支给|加收|领取|享受)")
_MONTHLY_BASE = re.compile(r"(?:费|津贴|补贴|补助|金)[^。；：]{0,60}标准[^。；：，]{0,16}月(?:人均|平均)?(?:工资|收入)的(?:\d+(?:\.\d+)?%(?:、|和|或者?)?)*$")
_ONCE = "一次性"
_PERIODS = {"月": "month", "季": "quarter", "日": "day", "年": "year"}


def basis_of(text: str, quantity: Quantity, passage: Passage) -> str | None:
    """What the value is for each of; 每人 with 一个年度内 earlier in the sentence is a person's year."""
    if quantity.kind == "percent":
        return quantity.per or _paid_by(text, quantity, passage)
    if quantity.kind != "money":
        return quantity.per
    sentence = passage.sentence(quantity.start)
    if quantity.per in ("month", "year") and _PERIODIC.search(text, sentence.start, quantity.start) and (
            text.find("家庭为单位", sentence.start, quantity.start) < 0):
        given = _GIVES.search(text, sentence.start, passage.clause(quantity.start).end)
        who = max(_GROUPS.finditer(text, passage.start if given else sentence.start, quantity.start), key=lambda hit: hit.end(), default=None)
        if who is not None and not who["family"]:
            return f"person/{quantity.per}"
    if quantity.per == "person" or (quantity.per is None and text.startswith("每人", quantity.start - 2)):
        return "person/year" if _A_YEAR.search(text, sentence.start, quantity.start) else "person"
    before = passage.sentence(max(sentence.start - 1, passage.start))
    if quantity.per is None and _BY_HOUSEHOLD.search(text, before.start, quantity.start):
        return "household"
    return quantity.per


def _paid_by(text: str, quantity: Quantity, passage: Passage) -> str | None:
    """The period for which a share is paid: 按月计发, or that of the wage which the standard is a share of."""
    sentence, clause = passage.sentence(quantity.start), passage.clause(quantity.start)
    if text.find(_ONCE, sentence.start, clause.end) >= 0:
        return None
    hits = list(_PAID_BY.finditer(text, sentence.start, clause.end))
    if hits:
        return _PERIODS[hits[-1]["period"]]
    return "month" if _MONTHLY_BASE.search(text, sentence.start, quantity.start) else None
