"""Redline: which sentences stand for each other, what is marked, and that both sides are whole."""

from __future__ import annotations

import json
import random
import re

import pytest

from extractor.redline import Redline, redline, side
from extractor.redline.forms import jsonl, markdown, page, plain
from extractor.redline.words import stretches
from extractor.sources import read_bytes

OLD = """株洲市医疗保障局

株医保发〔2031〕15号

关于调整居民门诊待遇的通知

各县（市、区）医疗保障局：

一、普通门诊年度最高支付限额为每人每年300元。不设起付线，支付比例为60%。

二、各县（市、区）要在8月底前完成系统改造。改造费用由各地承担。

三、加强定点医疗机构管理，规范诊疗行为。

四、原有规定与本通知不一致的，以本通知为准。

株洲市医疗保障局
2031年3月1日
"""
NEW = """株洲市医疗保障局

株医保发〔2031〕28号

关于调整居民门诊待遇的通知

各县（市、区）医疗保障局:

一、加强定点医疗机构管理，规范诊疗行为。

二、普通门诊年度最高支付限额为每人每年350元。不设起付线，支付比例为６０％。

三、各县（市、区）原则上要在9月底前完成系统改造。

四、慢性病患者凭处方可以一次开取十二周用药。

株洲市医疗保障局
2031年5月9日
"""


def compared(old: str, new: str) -> Redline:
    sides = (side(read_bytes(f"{name}.txt", text.encode())) for name, text in (("old", old), ("new", new)))
    return redline(*sides)


@pytest.fixture(scope="module")
def found() -> Redline:
    return compared(OLD, NEW)


def marked(found: Redline, kind: str) -> list[tuple[str, str]]:
    """What differs in the sentences of a kind: old and new words."""
    pairs = [(one.old, one.new) for item in found.items if item.kind == kind for one in item.stretches if one.differs]
    return [(old, new) for old, new in pairs]


def test_changes_are_marked_in_aligned_sentences(found: Redline) -> None:
    changes = marked(found, "changed")
    assert ("300", "350") in changes and ("", "原则上") in changes and ("8", "9") in changes
    assert not any("60" in old for old, _ in changes)  # of another width, the same


def test_what_is_new_what_fell_away_and_what_moved(found: Redline) -> None:
    assert [new for _, new in marked(found, "new")] == ["慢性病患者凭处方可以一次开取十二周用药。"]
    gone = [old for old, _ in marked(found, "gone")]
    assert "改造费用由各地承担。" in gone and "原有规定与本通知不一致的，以本通知为准。" in gone
    assert ["".join(one.new for one in item.stretches) for item in found.items if item.kind == "moved"] == [
        "加强定点医疗机构管理，规范诊疗行为。"]  # fmt: skip
    assert found.counts["new"] == 1 and found.counts["moved"] == 1


def test_same_text_has_no_changes() -> None:
    again = compared(OLD, OLD.replace("，", ",").replace("医疗保障", "醫療保障"))
    assert not again.has_changes and again.counts["same"] == len(again.old.units)


@pytest.mark.parametrize("seed", range(20))
def test_both_sides_stay_whole(seed: int) -> None:
    """Whatever was cut, swapped or changed, the stretches give back every sentence of both sides once."""
    chance = random.Random(seed)
    lines = OLD.splitlines()
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(lines))
        lines[at : at + 1] = chance.choice([[], [lines[at], "五、本通知自发布之日起施行。"], [lines[at].replace("元", "万元")], lines[:2]])
    made = compared(OLD, "\n".join(lines) or "空")
    news = sorted("".join(one.new for one in item.stretches) for item in made.items if item.kind != "gone")
    olds = sorted("".join(one.old for one in item.stretches) for item in made.items if item.kind != "new")
    assert news == sorted(unit.text for unit in made.new.units) and olds == sorted(unit.text for unit in made.old.units)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("由640元提高", "由6400元提高", [("640", "6400")]),
        ("应当办理", "可以办理", [("应当", "可以")]),
        ("甲、乙", "甲，乙", []),
        ("满6个月", "满12个月", [("6", "12")]),
        ("", "新增", [("", "新增")]),
    ],
)
def test_marks(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.old, one.new) for one in stretches(old, new) if one.differs] == expected


def test_long_text_of_sentences_that_are_all_alike() -> None:
    text = "".join(f"第{n}条 第{n}类人员的补助标准为每人每年{n * 7 % 997}元，由{n}号窗口办理。\n" for n in range(1, 1500))
    made = compared(text, text.replace("窗口", "柜台"))
    assert made.counts["changed"] > 1400


def test_forms(found: Redline) -> None:
    text = plain(found)
    assert "~ 二、普通门诊年度最高支付限额为每人每年〔-300-〕〔+350+〕元。" in text
    assert "> 一、加强定点医疗机构管理" in text and "+ 四、〔+慢性病" in text
    assert "[300]{.deletion author=\"hongtou\"}[350]{.insertion author=\"hongtou\"}元。" in markdown(found)
    head, *sentences = map(json.loads, jsonl(found))
    assert head["counts"]["new"] == 1 and len(sentences) == len(found.items)


def test_page_and_markdown_escape_everything() -> None:
    evil = compared(OLD, OLD.replace("300元", "<script>alert(1)</script>[x](http://y)元"))
    made = page(evil)
    assert "<script>alert" not in made and not re.search(r"""(?:src|href)=["'](?!#)""", made)
    assert 'id="filters" hidden' in made
    assert "<script>" not in markdown(evil).replace("\\<script\\>", "")
