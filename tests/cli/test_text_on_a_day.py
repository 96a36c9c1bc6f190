"""`hongtou text NUMBER --on DATE --changes` and `hongtou corrections`, as real processes."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.amendments.building import NUMBER, changing, issued
from tests.corrections.test_offers import NOTICE


def hongtou(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "1.txt").write_text(issued(), encoding="utf-8")
    change = changing("一、将第三条中的“1500元”修改为“1800元”。", "二、将第十二条中的“区级”修改为“县级”。")
    (tmp_path / "2.txt").write_text(change, encoding="utf-8")
    return tmp_path


def test_the_text_as_it_stood(corpus: Path) -> None:
    before = hongtou("text", NUMBER, "--on", "2032-06-30", "--corpus", corpus)
    assert before.returncode == 0 and before.stdout == issued()
    after = hongtou("text", NUMBER, "--on", "2032-07-01", "--corpus", corpus)
    assert after.stdout == issued().replace("1500元", "1800元")
    assert "没有第十二条" in after.stderr
    marked = hongtou("text", NUMBER, "--changes", "--corpus", corpus).stdout
    assert "〔删1：1500元〕〔改1：1800元〕" in marked and "德人社发〔2032〕9号 一" in marked


def test_what_cannot_be_printed_is_said(corpus: Path) -> None:
    unknown = hongtou("text", "德人社发〔2031〕99号", "--corpus", corpus)
    assert unknown.returncode == 2 and "no circular of this number" in unknown.stderr
    early = hongtou("text", NUMBER, "--on", "2031-01-01", "--corpus", corpus)
    assert early.returncode == 2 and "2031-04-08" in early.stderr


def test_offers_are_commands(tmp_path: Path) -> None:
    for n in (1, 2, 3):
        (tmp_path / f"{n}.txt").write_text(NOTICE.format(n=n), encoding="utf-8")
    for n in (1, 2):
        done = hongtou(
            "correct", "change", f"{n}.txt", f"{n}0%", "--field", "label=先行自付比例", "--reason", "名称", "--by", "张三", "--corpus", tmp_path)
        assert done.returncode == 0, done.stderr
    offers = hongtou("corrections", tmp_path)
    assert offers.returncode == 1
    assert shlex.split(offers.stdout)[:8] == [
        "hongtou", "correct", "change", "3.txt", "30%", "--field", "label=先行自付比例", "--record"]  # fmt: skip
    refused = hongtou("correct", "change", "3.txt", "30%", "--field", "concept=不存在", "--reason", "名称", "--by", "张三", "--corpus", tmp_path)
    assert refused.returncode == 2 and "不存在" in refused.stderr
    assert len(list((tmp_path / "corrections").glob("*.yaml"))) == 2
