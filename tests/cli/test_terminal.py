"""What is for a terminal and what is not."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def circulars(tmp_path: Path) -> Path:
    for number in range(3):
        text = f"河医保发〔2022〕{number}号\n\n关于居民医保的通知\n\n2022年9月1日\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def on_terminal(command: list[str], *, stdout_too: bool, status: int = 0) -> str:
    """What a command writes to a terminal (standard error, and standard output too)."""
    controller, terminal = pty.openpty()
    stdout = terminal if stdout_too else subprocess.DEVNULL
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(command, stdin=terminal, stdout=stdout, stderr=terminal, env=environment)
    os.close(terminal)
    written = b""
    while True:
        try:
            piece = os.read(controller, 4096)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(controller)
    assert process.wait() == status
    return written.decode()


def test_bar_on_a_terminal_only(circulars: Path) -> None:
    command = [sys.executable, "-m", "extractor", "extract", str(circulars), "-o", str(circulars / "out.jsonl")]
    assert "reading" in on_terminal(command, stdout_too=True)
    assert on_terminal(command, stdout_too=False) == ""


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_bytes_are_not_for_a_terminal(circulars: Path, output: list[str]) -> None:
    command = [sys.executable, "-m", "extractor", "extract", str(circulars), "--to", "spacy", *output]
    assert "a DocBin is not for the terminal; give it a place with -o" in on_terminal(command, stdout_too=True, status=2)
