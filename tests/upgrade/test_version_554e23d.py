"""A corpus with waivers, corrections and task states as version 554e23d wrote them: all still apply, are carried over and said, or
are said to fit no more."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from extractor.consistency import Finding, check
from extractor.corpus import Corpus, load
from extractor.tracker import collect
from extractor.tracker.store.store import Store

HERE = Path(__file__).parent / "version_554e23d"
CARRIED_REASONS = {"省局已函复同意按原标准执行至年底", "市财政分两年补足"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "corpus", tmp_path / "corpus"))


def found_in(corpus: Corpus) -> list[Finding]:
    assert not corpus.failures
    return check(corpus.extractions, corpus.waivers)


def notes(findings: list[Finding], name: str) -> list[str]:
    return sorted(one.message for one in findings if one.check == name)


def test_waivers_apply_or_are_said(folder: Path) -> None:
    findings = found_in(load(folder))
    waived = {one.waived.reason: one for one in findings if one.waived}
    assert waived.keys() == {*CARRIED_REASONS, "统筹基金当期赤字"}
    assert {one.check for one in waived.values()} == {"below-floor"}
    assert not [one for one in findings if one.check == "below-floor" and one.waived is None]
    carried = notes(findings, "waiver-carried")
    assert len(carried) == 2 and all(f"现为{waived[reason].id}" in "".join(carried) for reason in CARRIED_REASONS)
    unused = notes(findings, "waiver-unused")
    assert len(unused) == 3
    assert sum("待补文件" in one for one in unused) == 2 and sum("征求意见稿自身数值不再提示" in one for one in unused) == 1


def test_waivers_survive_a_number_and_another_file_name(folder: Path) -> None:
    (folder / "province.txt").rename(folder / "湘医保发2031-20.txt")
    settings = "files:\n  unnumbered.txt: {number: 潭医保发〔2031〕7号, reason: 发文登记簿, by: 王敏}\n"
    (folder / "corpus.yaml").write_text(settings, encoding="utf-8")
    findings = found_in(load(folder))
    (kept,) = [one for one in findings if one.lower.document == "潭医保发〔2031〕7号" and one.check == "below-floor"]
    assert kept.waived is not None and kept.waived.reason == "市财政分两年补足"
    before = {one.id for one in found_in(load(HERE / "corpus")) if one.check == "below-floor"}
    assert before == {one.id for one in findings if one.check == "below-floor"}


@pytest.mark.parametrize("name", ["unnumbered.txt", "潭医保发2031-7.txt"])
def test_corrections_still_apply(folder: Path, name: str) -> None:
    text = (folder / "unnumbered.txt").read_text(encoding="utf-8")
    (folder / "unnumbered.txt").unlink()
    (folder / name).write_text(text if name == "unnumbered.txt" else f"潭医保发〔2031〕7号\n{text}", encoding="utf-8")
    corpus = load(folder)
    assert [one.problem.startswith("names unnumbered.txt") for one in corpus.notes] == [True] * (name != "unnumbered.txt")
    records = {one.source: one for one in corpus.extractions}
    (due,) = [one for one in records[name].deadlines if one.quote == "2031年10月底前"]
    assert due.date == "2031-10-15"
    (cap,) = [one for one in records["city.txt"].parameters if one.quote == "300元"]
    assert cap.population == "参保居民"


def test_task_states_are_kept(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tracker.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / "tracker.sql").read_text(encoding="utf-8"))
    settings = "files:\n  unnumbered.txt: {number: 潭医保发〔2031〕7号, reason: 发文登记簿, by: 王敏}\n"
    (folder / "corpus.yaml").write_text(settings, encoding="utf-8")
    with Store.open(f"sqlite:///{path}") as store:
        before = {one.task.id: one.state for one in store.tracked()}
        plan = store.sync(collect(load(folder).extractions), date(2031, 9, 2), "李强")
        after = {one.task.id: one.state for one in store.tracked()}
    assert not plan.withdrawn and not plan.added
    assert {(one.status, one.owner, one.note) for one in after.values()} == {
        ("进行中", "", "资金已下达两县"), ("已完成", "", ""), ("未开始", "赵敏", "")}  # fmt: skip
    assert all(after[one] == state for one, state in before.items())


def test_task_states_follow_a_task_in_other_words_and_what_is_gone_keeps_its_note(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tracker.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / "tracker.sql").read_text(encoding="utf-8"))
    city = folder / "city.txt"
    text = city.read_text(encoding="utf-8")
    assert "报送实施方案" in text
    city.write_text(text.replace("报送实施方案", "报送本地实施方案"), encoding="utf-8")
    (folder / "unnumbered.txt").unlink()
    shutil.rmtree(folder / "corrections")
    with Store.open(f"sqlite:///{path}") as store:
        before = {one.task.id: one.state for one in store.tracked()}
        plan = store.sync(collect(load(folder).extractions), date(2031, 9, 2), "李强")
        after = {one.task.id: one.state for one in store.tracked()}
    kept, carried = {one.id for one, _ in plan.kept}, {one.before.id for one in plan.carried}
    withdrawn = {one.id for one in plan.withdrawn}
    assert carried and withdrawn and kept | carried | withdrawn == before.keys()  # none is lost without a word
    assert all(after[one] == before[one] for one in kept | carried)
    assert [after[one].note for one in withdrawn] == [before[one].note for one in withdrawn]
