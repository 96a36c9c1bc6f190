"""`hongtou compare`, as a real process: sides by file, by number and by file name of the corpus."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

OLD = "株洲市医疗保障局\n\n株医保发〔2031〕15号\n\n关于调整门诊待遇的通知\n\n各县（市、区）医疗保障局：\n\n一、年度限额为每人每年300元。\n\n2031年3月1日\n"
NEW = OLD.replace("15号", "28号").replace("300元", "350元")


def compare(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", "compare", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    return folder


def test_sides_by_file_number_and_name(corpus: Path) -> None:
    for old, new in ((corpus / "old.txt", "株医保发[2031]28号"), ("old.txt", "new.txt")):
        done = compare(old, new, "--corpus", corpus)
        assert done.returncode == 1 and "〔-300-〕〔+350+〕元" in done.stdout
    assert compare(corpus / "old.txt", corpus / "old.txt").returncode == 0


def test_what_is_not_there_is_said(corpus: Path) -> None:
    done = compare("株医保发〔2031〕99号", "old.txt", "--corpus", corpus)
    assert done.returncode == 2 and "no circular of this number or file name" in done.stderr
    assert compare("nothing.txt", "old.txt", "--corpus", corpus / "nowhere").returncode == 2


@pytest.mark.parametrize("form", ["text", "html", "markdown", "jsonl"])
def test_forms(form: str, corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / f"redline.{form}"
    assert compare("old.txt", "new.txt", "--corpus", corpus, "--to", form, "-o", target).returncode == 1
    assert "350" in target.read_text(encoding="utf-8")
