"""A build of a small corpus: what it writes, and how it behaves when things are wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

PROVINCE = """粤医保发〔2022〕5号

广东省医疗保障局
关于做好2022年居民医保工作的通知

各地级以上市医疗保障局：

一、筹资标准

2022年居民医保个人缴费标准不低于每人每年350元。各市要在2022年9月底前完成参保登记。

广东省医疗保障局
2022年3月1日
"""
CITY = """河医保发〔2022〕9号

河源市医疗保障局
关于做好2022年居民医保工作的通知

各县区医疗保障局：

根据《关于做好2022年居民医保工作的通知》（粤医保发〔2022〕5号），通知如下：

一、筹资标准

2022年居民医保个人缴费标准为每人每年320元。

河源市医疗保障局
2022年4月1日
"""


def hongtou(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=os.environ | environment)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "province.txt").write_text(PROVINCE, encoding="utf-8")
    (corpus / "city.txt").write_text(CITY, encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_build_writes_everything_and_counts_it(project: Path) -> None:
    done = hongtou("build", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    files = contents(project / "generated_rules")
    assert {"README.md", "records.jsonl", "tasks.jsonl", "findings.jsonl", "index.html"} <= files.keys()
    assert any(name.startswith("parameters/") for name in files)
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == []
    counted = dict(line.strip("│ ").split("│") for line in done.stdout.splitlines() if "│" in line)
    counted = {label.strip(): value.strip() for label, value in counted.items()}
    assert counted["文件"] == "2"
    records = json_lines(project / "generated_rules" / "records.jsonl")
    for label, kind in (("数量", "mention"), ("时限", "deadline"), ("责任分工", "assignment")):
        assert counted[label] == str(sum(record["type"] == kind for record in records))
    assert counted["任务"] == str(len(json_lines(project / "generated_rules" / "tasks.jsonl")))
    assert counted["核查问题"] == str(len(json_lines(project / "generated_rules" / "findings.jsonl")))
    assert counted["写入"] == f"generated_rules/ 中 {len(files)} 个文件"


def test_the_citys_value_under_the_provinces_floor_is_found(project: Path) -> None:
    hongtou("build", cwd=project)
    findings = json_lines(project / "generated_rules" / "findings.jsonl")
    below = [finding for finding in findings if finding["check"] == "below-floor"]
    assert [(finding["lower"]["value"], finding["higher"]["value"]) for finding in below] == [("320", "350")]


def test_nothing_of_the_machine_is_in_the_output(project: Path) -> None:
    hongtou("build", cwd=project)
    assert not [name for name, data in contents(project / "generated_rules").items() if str(project).encode() in data]


def test_head_that_lacks_something_is_listed(project: Path) -> None:
    (project / "corpus" / "city.txt").write_text(CITY.replace("河医保发〔2022〕9号\n", ""), encoding="utf-8")
    assert "city.txt：缺少发文字号（可在 corpus.yaml 中补充）" in hongtou("build", cwd=project).stdout


def test_bad_circular_is_reported_and_the_rest_is_built(project: Path) -> None:
    (project / "corpus" / "empty.txt").write_bytes(b"")
    done = hongtou("build", cwd=project)
    assert done.returncode == 1
    assert done.stderr.startswith("hongtou: empty.txt: ")
    assert (project / "generated_rules" / "records.jsonl").read_bytes()


@pytest.mark.parametrize("corpus", ["nowhere", "empty"])
def test_no_corpus(project: Path, corpus: str) -> None:
    (project / "empty").mkdir()
    done = hongtou("build", corpus, cwd=project)
    assert done.returncode == 2
    assert corpus in done.stderr and "Traceback" not in done.stderr
    assert not (project / "generated_rules").exists()


def test_folder_of_somebody_else_is_not_replaced(project: Path) -> None:
    (project / "mine").mkdir()
    (project / "mine" / "thesis.txt").write_text("years of work")
    done = hongtou("build", "--out", "mine", cwd=project)
    assert done.returncode == 2
    assert contents(project / "mine") == {"thesis.txt": b"years of work"}


def test_check_of_what_was_just_built(project: Path) -> None:
    hongtou("build", cwd=project)
    before = contents(project / "generated_rules")
    assert hongtou("build", "--check", cwd=project).returncode == 0
    assert contents(project / "generated_rules") == before


def test_check_names_drifted_files_and_values(project: Path) -> None:
    hongtou("build", cwd=project)
    (project / "corpus" / "city.txt").write_text(CITY.replace("320元", "330元"), encoding="utf-8")
    (project / "generated_rules" / "stray.txt").write_text("?")
    before = contents(project / "generated_rules")
    done = hongtou("build", "--check", cwd=project)
    assert done.returncode == 1
    assert "generated_rules/records.jsonl：内容不同" in done.stdout
    assert "generated_rules/stray.txt：多余" in done.stdout
    assert "320" in done.stdout and "330" in done.stdout
    assert contents(project / "generated_rules") == before


def test_check_before_the_first_build(project: Path) -> None:
    done = hongtou("build", "--check", cwd=project)
    assert done.returncode == 1
    assert "generated_rules/records.jsonl：缺少" in done.stdout
    assert not (project / "generated_rules").exists()


def test_build_killed_at_odd_moments_leaves_old_or_new(project: Path) -> None:
    hongtou("build", cwd=project)
    old = contents(project / "generated_rules")
    (project / "corpus" / "city.txt").write_text(CITY.replace("320元", "330元"), encoding="utf-8")
    started = time.monotonic()
    hongtou("build", "--out", "new", cwd=project)
    whole = time.monotonic() - started
    new = contents(project / "new")
    for part in range(1, 9):
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", "build"],
            cwd=project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * (0.5 + part / 16))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert contents(project / "generated_rules") in (old, new)
    assert hongtou("build", cwd=project).returncode == 0
    assert contents(project / "generated_rules") == new
    assert sorted(path.name for path in project.iterdir()) == ["corpus", "generated_rules", "new"]
