"""What a person supplies about one circular is one change, however many values, tasks and findings rest on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor import build as building
from extractor.changes import Change
from extractor.corpus import load

CIRCULARS = Path(__file__).parents[1] / "upgrade" / "version_554e23d" / "corpus"
NUMBER = "files:\n  unnumbered.txt: {number: 潭医保发〔2031〕7号, reason: 发文登记簿, by: 王敏}\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for path in CIRCULARS.glob("*.txt"):
        shutil.copy(path, folder)
    more = "".join(f"{n}、各县（市、区）医疗保障局要在2031年{n + 1}月底前报送第{n}批资料。\n\n" for n in range(3, 12))
    text = (folder / "unnumbered.txt").read_text(encoding="utf-8")
    head, _, signed = text.rpartition("湘潭市医疗保障局\n")
    (folder / "unnumbered.txt").write_text(f"{head}{more}湘潭市医疗保障局\n{signed}", encoding="utf-8")
    building.build(load(folder), tmp_path / "generated")
    return folder


def changes(corpus: Path) -> tuple[Change, ...]:
    return building.drift(load(corpus), corpus.parent / "generated")[1].changes


def test_number_that_is_supplied(corpus: Path) -> None:
    assert changes(corpus) == ()
    (corpus / "corpus.yaml").write_text(NUMBER, encoding="utf-8")
    (only,) = changes(corpus)
    assert (only.subject, only.action) == ("head", "changed")
    assert "文号由“无”改为“潭医保发〔2031〕7号”" in only.text
    assert "核查发现5项、任务10项、参数1项只随之改称" in only.text


def test_what_else_changes_is_still_said(corpus: Path) -> None:
    (corpus / "corpus.yaml").write_text(NUMBER, encoding="utf-8")
    text = (corpus / "unnumbered.txt").read_text(encoding="utf-8")
    (corpus / "unnumbered.txt").write_text(text.replace("每人每年600元", "每人每年590元"), encoding="utf-8")
    said = {one.subject: one.text for one in changes(corpus)}
    assert said.keys() == {"head", "value", "finding"}
    assert "由600元改为590元" in said["value"]
