"""`hongtou board`, `table` and `wanted`, as real processes on the circulars of the upgrade test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "upgrade" / "version_554e23d" / "corpus"
NAME = "居民医保人均财政补助标准"


def hongtou(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_board() -> None:
    done = hongtou("board", CORPUS, "--of", "湘医保发〔2031〕20号", "--to", "jsonl")
    (board,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0 and board["counts"]["taken"] >= 1 and board["counts"]["nothing"] >= 10
    nothing = hongtou("board", CORPUS, "--nothing-yet").stdout
    assert "长沙市" in nothing and "株洲市（株医保发〔2031〕15号）  2031" not in nothing
    assert hongtou("board", CORPUS, "--of", "没有〔2031〕1号").returncode == 2


@pytest.mark.parametrize("form", ["html", "xlsx", "csv"])
def test_table(form: str, tmp_path: Path) -> None:
    target = tmp_path / f"table.{form}"
    done = hongtou("table", NAME, CORPUS, "--on", "2031-10-01", "--in", "湖南省", "--to", form, "-o", target)
    assert done.returncode == 0 and target.stat().st_size > 500


def test_table_that_cannot_be_made() -> None:
    assert hongtou("table", "火星补贴", CORPUS).returncode == 2
    done = hongtou("table", NAME, CORPUS, "--in", "火星省")
    assert done.returncode == 2 and "火星省" in done.stderr
    assert hongtou("table", NAME, CORPUS, "--on", "2020-01-01").returncode == 1


def test_wanted() -> None:
    done = hongtou("wanted", CORPUS, "--to", "jsonl")
    (one,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0 and (one["number"], one["count"]) == ("国医保办发〔2030〕9号", 1)
    assert hongtou("wanted", CORPUS, "--place", "火星市").returncode == 2
