"""Files that people write by hand: every mistake and every attack is one line with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.handwritten import MAX_BYTES, MAX_DEPTH, read_handwritten
from extractor.sources import SourceError

NOTICE = "河医保发〔2022〕3号\n\n关于个人缴费的通知\n\n个人缴费为每人每年350元。\n\n2022年9月1日\n"

# The text of a file, the line that the error names, and what it says.
MISTAKES = [
    ("a: 1\nb: [1, 2\n", 3, "not readable as YAML"),
    ("a: 1\n\tb: 2\n", 2, "not readable as YAML"),
    ("a: 1\nday: 2021-02-30\n", 2, "day is out of range|day .* must be in range"),
    ("a: 1\nb:\n  day: 2021-13-01\n", 3, "month must be in 1..12|month"),
    ('a: 1\nb: "\\ud800"\n', 2, "half a character|not readable"),
    ("a: 1\nb: 2\na: 3\n", 3, "a is given twice"),
    ("a: &x [1]\nb: *x\n", 2, "aliases"),
    ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 1, "deep"),
    ("[" * 200_000, 1, "deep"),
    ("{a: " * 100_000, 1, "deep"),
    ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "python/object"),
    ("a: 1\nb: \x07\n", 2, "not readable as YAML"),
    ("a: 1\n? [1, 2]\n: 3\n", 2, "unhashable|unacceptable"),
    ("a: 1\nb: 0x" + "f" * 200_000 + "\n", None, None),
]


@pytest.mark.parametrize(("text", "line", "problem"), MISTAKES, ids=range(len(MISTAKES)))
def test_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, problem: str | None) -> None:
    path = tmp_path / "corpus.yaml"
    path.write_text(text, "utf-8")
    if problem is None:
        read_handwritten(path)
        return
    with pytest.raises(SourceError, match=problem) as caught:
        read_handwritten(path)
    assert caught.value.name == f"{path}:{line}"


def test_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.yaml"
    path.write_bytes("a: 1\nb: 关于\n".encode("gbk"))
    with pytest.raises(SourceError, match="not UTF-8") as caught:
        read_handwritten(path)
    assert caught.value.name == f"{path}:2"


def test_mark_of_windows_editors_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "corpus.yaml"
    path.write_bytes("a: 通知\r\n".encode("utf-8-sig"))
    assert read_handwritten(path).data == {"a": "通知"}


def test_pipe_and_huge_file_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(SourceError, match="not a regular file"):
        read_handwritten(tmp_path / "pipe.yaml")
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceError, match="larger than 8 MB"):
        read_handwritten(tmp_path / "huge.yaml")


def test_parts_have_lines(tmp_path: Path) -> None:
    path = tmp_path / "corpus.yaml"
    path.write_text("files:\n  a.txt:\n    number: 1\n    reason: x\n- 2\n".replace("- 2\n", ""), "utf-8")
    written = read_handwritten(path)
    assert written.where(("files", "a.txt", "number")) == f"{path}:3"
    assert written.where(("files", "a.txt", "missing")) == f"{path}:2"
    assert written.where(()) == f"{path}:1"


HOSTILE = ["day: 2021-02-30\n", "[" * 100_000, '"\\ud800": 1\n', "- *x\n", "\x00", "files: 7\n", "- 7\n", "7\n", "a: [\n"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["corpus.yaml", "waivers.yaml", "corrections/one.yaml"])
def test_no_command_ends_in_a_traceback(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "1.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "corrections").mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    result = CliRunner().invoke(create_app(), ["check", str(tmp_path)])
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.count("\n") == 1 and f"{name}:" in result.stderr


@pytest.mark.parametrize("name", ["corpus.yaml", "waivers.yaml", "corrections/one.yaml"])
def test_pipe_in_the_place_of_a_file_is_no_trap(tmp_path: Path, name: str) -> None:
    (tmp_path / "1.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "corrections").mkdir()
    os.mkfifo(tmp_path / name)
    result = CliRunner().invoke(create_app(), ["check", str(tmp_path)])
    assert result.exit_code == 2 and "is not a regular file" in result.stderr
