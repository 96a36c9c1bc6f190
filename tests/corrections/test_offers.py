"""Corrections made twice are offered for the third; what is wrong with one is said at once, with near names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.corpus.loader import circular_paths, gather
from extractor.corrections import Correction, suggestions
from extractor.corrections.problems import problems
from extractor.corrections.selector import TextQuoteSelector

NOTICE = """滨州市医疗保障局文件
滨医保发〔203{n}〕14号

滨州市医疗保障局关于做好203{n}年度门诊慢特病保障工作的通知

各县（区）医疗保障局：
一、居民医保参保人员门诊慢特病目录外自付比例为{n}0%。
二、居民医保参保人员住院起付标准为{n}00元。

滨州市医疗保障局
203{n}年2月11日
"""
LABEL = {"label": "目录外先行自付比例"}


def made(source: str, words: str, fields: dict[str, Any], action: Any = "change") -> Correction:
    return Correction(
        action=action, source=source, record="parameter", selector=TextQuoteSelector(exact=words), fields=fields,
        author="张三", date=date(2034, 1, 1), reason="名称",
    )  # fmt: skip


def offered(folder: Path, *corrections: Correction) -> list[tuple[str, str, int]]:
    for n in (1, 2, 3, 4):
        (folder / f"{n}.txt").write_text(NOTICE.format(n=n), encoding="utf-8")
    extractions, _ = gather(circular_paths(folder))
    return [(one.record.source, one.record.quote, one.times) for one in suggestions(extractions, corrections)]


def test_what_was_done_twice_is_offered_for_the_others(tmp_path: Path) -> None:
    twice = (made("1.txt", "10%", LABEL), made("2.txt", "20%", LABEL))
    assert offered(tmp_path, *twice) == [("3.txt", "30%", 2), ("4.txt", "40%", 2)]
    assert offered(tmp_path, *twice, made("3.txt", "30%", LABEL)) == [("4.txt", "40%", 3)]


def test_drops_are_offered_as_well(tmp_path: Path) -> None:
    assert offered(tmp_path, made("1.txt", "10%", {}, "drop"), made("2.txt", "20%", {}, "drop"))[0] == ("3.txt", "30%", 2)


@pytest.mark.parametrize(
    "corrections",
    [
        (made("1.txt", "10%", LABEL),),
        (made("1.txt", "10%", LABEL), made("2.txt", "20%", {"label": "别的"})),
        (made("1.txt", "10%", LABEL), made("2.txt", "200元", LABEL)),
        (made("1.txt", "10%", {"value": "60"}), made("2.txt", "20%", {"value": "60"})),
    ],
)
def test_what_is_not_the_same_twice_is_not_offered(tmp_path: Path, corrections: tuple[Correction, ...]) -> None:
    assert offered(tmp_path, *corrections) == []


@pytest.mark.parametrize(
    ("action", "fields", "said"),
    [
        ("change", {"concept": "不存在"}, "there is no “不存在”"),
        ("change", {"concept": "medical_asistance.deductable"}, "medical_assistance.deductible (医疗救助起付标准)"),
        ("change", {"concept": "医疗救助起付标准"}, "medical_assistance.deductible (医疗救助起付标准)"),
        ("change", {"concpt": "x"}, "no field concpt; near it: concept"),
        ("change", {"modality": "perhaps"}, "none of must, should, may, target, principle"),
        ("change", {"value": "六十"}, "not a number"),
        ("change", {"bracket": {"lower": "NaN"}}, "lower: “NaN” is not a number"),
        ("change", {"effective_to": "年底"}, "not a date"),
        ("change", {"ended": None}, "cannot be corrected"),
        ("change", {"conditions": "低保对象"}, "conditions: "),
        ("change", {}, "needs fields: those that it changes"),
        ("set", {}, "needs fields: kind, value, unit"),
        ("set", {"kind": "money"}, "needs value, unit as well"),
        ("drop", {"value": "1"}, "has no fields"),
    ],
)
def test_what_is_wrong_is_said(action: str, fields: dict[str, Any], said: str) -> None:
    assert any(said in one for one in problems("parameter", action, fields)), problems("parameter", action, fields)


def test_what_is_right_is_no_problem() -> None:
    fields = {"concept": "medical_assistance.deductible", "value": "500", "year": 2031, "population": None, "confidence": "high"}
    assert problems("parameter", "change", fields) == []
    assert problems("assignment", "change", {"lead": ["市医保局"]}) == []
