"""Disks that are full, may only be read or are no disks: one clear line, the old output whole, nothing left beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor import writing
from extractor.build import swap
from extractor.cli import create_app

FULL = Path("/dev/full")
NOTICE = "河医保发〔2022〕3号\n\n关于个人缴费的通知\n\n个人缴费为每人每年350元，2022年9月底前缴清。\n\n2022年9月1日\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "1.txt").write_text(NOTICE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hongtou(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(create_app(), arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "command", [("extract", "corpus"), ("check", "corpus"), ("tasks", "list", "corpus"), ("build", "corpus"), ("--version",)],
    ids=lambda command: command[0],
)  # fmt: skip
def test_full_output_is_one_line(folder: Path, command: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        run = subprocess.run([sys.executable, "-m", "extractor", *command], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 2
    assert run.stderr.decode() == f"hongtou: the output: {os.strerror(28)}; make room on the disk\n"


class Full:
    """A disk that takes a few files and no more."""

    def __init__(self, files: int) -> None:
        self.left = files

    def write_text(self, path: Path, text: str, **_: object) -> int:
        self.left -= 1
        if self.left < 0:
            path.touch()
            raise OSError(28, os.strerror(28))
        return path.write_bytes(text.encode())


def test_full_disk_leaves_the_old_folder_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hongtou("build", "corpus") == (0, "")
    before = {path: path.read_bytes() for path in (folder / "generated_rules").rglob("*") if path.is_file()}
    (folder / "corpus" / "1.txt").write_text(NOTICE.replace("350", "380"), "utf-8")
    full = Full(2)
    monkeypatch.setattr(Path, "write_text", lambda path, text, *_, **options: full.write_text(path, text))
    status, said = hongtou("build", "corpus")
    monkeypatch.undo()
    assert (status, said) == (2, f"hongtou: generated_rules: {os.strerror(28)}; make room on the disk\n")
    assert {path: path.read_bytes() for path in (folder / "generated_rules").rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in folder.iterdir()) == ["corpus", "generated_rules"]


def test_full_disk_leaves_the_old_file_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = folder / "out.jsonl"
    target.write_text("old")
    with pytest.raises(OSError, match=r"out\.jsonl"), writing.in_one_move(target) as path:
        path.write_text("half")
        raise OSError(28, os.strerror(28))
    assert target.read_text() == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["corpus", "out.jsonl"]


@pytest.mark.parametrize("leads_to", ["victim", "nowhere"])
def test_nothing_is_written_through_a_link(folder: Path, leads_to: str) -> None:
    (folder / "victim").mkdir()
    (folder / "victim" / "thesis.txt").write_text("precious")
    (folder / "out").symlink_to(folder / leads_to)
    status, said = hongtou("build", "corpus", "--out", "out")
    assert status == 2 and said.startswith("hongtou: out: ") and said.count("\n") == 1
    assert [path.name for path in (folder / "victim").iterdir()] == ["thesis.txt"]
    assert (folder / "out").is_symlink()
    assert not list(folder.glob(".out*"))


def test_link_to_an_output_of_ours_is_refused_too(folder: Path) -> None:
    assert hongtou("build", "corpus", "--out", "real")[0] == 0
    (folder / "out").symlink_to(folder / "real")
    assert hongtou("build", "corpus", "--out", "out")[1].startswith("hongtou: out: is a link")
    assert swap.recover(folder / "out") is None
