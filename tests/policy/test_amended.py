"""Amendments, repeals and lapsed pages as the rules and the tracker hold them: one answer to what is in force on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from extractor.consistency import check
from extractor.corpus import load
from extractor.records.extraction import Extraction
from extractor.rules.in_force import Asked, value_for
from extractor.tracker import collect
from tests.rules.building import rules_of

CAP = "medical_assistance.annual_cap"
HEAD = """滨州市医疗保障局文件
{number}

滨州市医疗保障局{title}

各县（区）医疗保障局：
{body}

滨州市医疗保障局
{day}
"""
FIRST = HEAD.format(
    number="滨医保发〔2031〕14号", title="关于印发《滨州市医疗救助办法》的通知", day="2031年2月11日",
    body="一、救助对象医疗救助年度最高支付限额为30000元。\n二、各县（区）医疗保障局应当于2033年6月底前完成信息核对。\n三、本通知自2031年3月1日起施行。",
)  # fmt: skip
CHANGE = HEAD.format(
    number="滨医保发〔2032〕6号", title="关于修改《滨州市医疗救助办法》的通知", day="2032年4月9日",
    body="对《滨州市医疗救助办法》（滨医保发〔2031〕14号）作如下修改：\n（一）将第一条中的“30000元”修改为“50000元”。\n（二）删去第二条。\n本通知自2032年5月1日起施行。",
)  # fmt: skip
REPEAL = HEAD.format(
    number="滨医保发〔2033〕9号", title="关于废止有关文件的通知", day="2033年5月20日",
    body="《滨州市医疗救助办法》（滨医保发〔2031〕14号）自2033年7月1日起废止。",
)  # fmt: skip


def corpus(folder: Path, *texts: str) -> tuple[Extraction, ...]:
    for index, text in enumerate(texts):
        (folder / f"{index}.txt").write_text(text, encoding="utf-8")
    return load(folder, jobs=1).extractions


def caps(extractions: tuple[Extraction, ...], day: date) -> list[Decimal | None]:
    return [one.entry.value for one in value_for(rules_of(extractions).in_force, CAP, Asked("371600", day, ("救助对象",)))]


def test_the_changed_value_is_in_force_from_the_day_of_the_change(tmp_path: Path) -> None:
    found = corpus(tmp_path, FIRST, CHANGE)
    assert caps(found, date(2032, 4, 30)) == [Decimal(30000)]
    assert caps(found, date(2032, 5, 1)) == [Decimal(50000)]


def test_changed_words_are_repealed_with_what_they_change_from_the_day_that_is_said(tmp_path: Path) -> None:
    found = corpus(tmp_path, FIRST, CHANGE, REPEAL)
    assert caps(found, date(2033, 6, 30)) == [Decimal(50000)]
    assert caps(found, date(2033, 7, 1)) == []


def test_a_rule_says_what_it_changes(tmp_path: Path) -> None:
    (one,) = value_for(rules_of(corpus(tmp_path, FIRST, CHANGE)).in_force, CAP, Asked("371600", date(2032, 6, 1), ("救助对象",)))
    (source,) = one.entry.references
    assert (source.document, source.quote) == ("滨医保发〔2032〕6号", "50000元")
    assert source.amends is not None and (source.amends.document, source.amends.place) == ("滨医保发〔2031〕14号", ("第一条",))


def test_nobody_owes_what_was_struck_out(tmp_path: Path) -> None:
    assert [task.deadline.date for task in collect(corpus(tmp_path, FIRST)) if task.deadline] == ["2033-06-30"]
    assert [task for task in collect(corpus(tmp_path, FIRST, CHANGE)) if task.deadline] == []


def test_a_page_that_says_when_its_circular_lapsed(tmp_path: Path) -> None:
    lapsed = f"文件状态：失效\n失效日期：2032-12-31\n\n{FIRST}"
    based = HEAD.format(
        number="滨医保发〔2033〕3号", title="关于做好医疗救助工作的通知", day="2033年2月1日",
        body="根据《滨州市医疗救助办法》（滨医保发〔2031〕14号），做好救助工作。",
    )  # fmt: skip
    found = corpus(tmp_path, lapsed, based)
    assert (caps(found, date(2032, 12, 31)), caps(found, date(2033, 1, 1))) == ([Decimal(30000)], [])
    assert [one.check for one in check(found)] == ["basis-lapsed"]
