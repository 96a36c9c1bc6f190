"""`hongtou check`, as a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.sources.office import docx, paragraph

PROVINCE = """湖南省医疗保障局
湖南省财政厅

湘医保发〔2023〕20号

关于做好2023年城乡居民基本医疗保障工作的通知

各市、州医疗保障局、财政局：

2023年居民医保人均财政补助标准达到每人每年不低于640元。

湖南省医疗保障局
湖南省财政厅
2023年6月20日
"""
CITY = """株洲市医疗保障局
株洲市财政局

株医保发〔2023〕15号

关于做好2023年全市城乡居民基本医疗保障工作的通知

各县（市、区）医疗保障局、财政局：

2023年居民医保人均财政补助标准为每人每年610元。

株洲市医疗保障局
株洲市财政局
2023年7月28日
"""


def hongtou_check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def found(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "province.txt").write_text(PROVINCE, encoding="utf-8")
    return folder


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(CITY, encoding="utf-8")
    return path


def test_draft_against_a_corpus_that_stays_as_it_is(corpus: Path, draft: Path) -> None:
    other = CITY.replace("株洲市", "湘潭市").replace("株医保", "潭医保").replace("610元", "600元")
    (corpus / "other.txt").write_text(other, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in corpus.iterdir()}
    done = hongtou_check(draft, "--against", corpus, "--to", "jsonl")
    assert done.returncode == 1
    assert [(one["check"], one["lower"]["source"]) for one in found(done)] == [("below-floor", "draft.txt")]
    assert {path.name: path.read_bytes() for path in corpus.iterdir()} == before


def test_new_version_takes_the_place_of_the_one_in_the_corpus(corpus: Path, draft: Path) -> None:
    (corpus / "old.txt").write_text(CITY.replace("610元", "600元"), encoding="utf-8")
    done = hongtou_check(draft, "--against", corpus, "--to", "jsonl")
    assert [one["lower"]["quote"] for one in found(done)] == ["610元"]


def test_exit_status_follows_fail_on_and_waivers(corpus: Path, draft: Path) -> None:
    (corpus / "city.txt").write_text(CITY, encoding="utf-8")
    assert hongtou_check(corpus).returncode == 1
    waiver = "- {check: below-floor, place: 株洲市, reason: 省局同意, by: 王敏, until: 2023-12-31}\n"
    (corpus / "waivers.yaml").write_text(waiver, encoding="utf-8")
    assert hongtou_check(corpus, "--on", "2023-12-31").returncode == 0
    expired = hongtou_check(corpus, "--on", "2024-01-01", "--to", "jsonl")
    assert expired.returncode == 1
    assert [one["check"] for one in found(expired)] == ["below-floor", "waiver-expired"]
    assert hongtou_check(corpus, "--on", "2023-12-31", "--checks", "conflict", "--fail-on", "note").returncode == 0


def test_finding_is_waived_from_the_command_line(corpus: Path) -> None:
    (corpus / "city.txt").write_text(CITY, encoding="utf-8")
    (one,) = found(hongtou_check(corpus, "--to", "jsonl"))
    command = [sys.executable, "-m", "extractor", "waive", one["id"], "--corpus", str(corpus), "--by", "王敏", "--until", "2023-12-31"]
    done = subprocess.run([*command, "--reason", "省局同意"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0 and one["id"] in done.stdout
    assert hongtou_check(corpus, "--on", "2023-12-31").returncode == 0
    again = subprocess.run([*command, "--reason", "省局同意"], capture_output=True, text=True, encoding="utf-8")
    assert again.returncode == 2 and "waivers.yaml:2: " in again.stderr and "already" in again.stderr


def test_selection(corpus: Path) -> None:
    (corpus / "city.txt").write_text(CITY, encoding="utf-8")
    for arguments, count in (
        (["--place", "株洲市"], 1),
        (["--place", "湖南省"], 1),
        (["--since", "2023-08-01"], 0),
        (["--since", "2023-07-28"], 1),
        (["--checks", "conflict,above-ceiling"], 0),
    ):
        assert len(found(hongtou_check(corpus, "--to", "jsonl", *arguments))) == count, arguments


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--checks", "below-flor"], "no check is called below-flor"),
        (["--place", "火星市"], "不认识的地区“火星市”"),
    ],
)
def test_what_cannot_be_run_is_said(corpus: Path, arguments: list[str], problem: str) -> None:
    done = hongtou_check(corpus, *arguments)
    assert done.returncode == 2 and problem in done.stderr and not done.stdout


def test_bad_waiver_and_missing_corpus_could_not_run(corpus: Path, tmp_path: Path) -> None:
    (corpus / "waivers.yaml").write_text("- {check: below-floor, reason: x, by: y}\n", encoding="utf-8")
    done = hongtou_check(corpus)
    assert done.returncode == 2 and "waivers.yaml:1: give `finding`" in done.stderr
    assert hongtou_check(tmp_path / "nowhere").returncode == 2


def test_file_that_cannot_be_read_costs_only_itself(corpus: Path) -> None:
    (corpus / "broken.txt").write_bytes(b"")
    done = hongtou_check(corpus, "--to", "jsonl")
    assert done.returncode == 1 and "broken.txt" in done.stderr and found(done) == []


def test_what_is_cited_and_missing_is_listed_apart(corpus: Path, draft: Path) -> None:
    lacking = "根据《关于规范病种认定工作的通知》（湘医保办发〔2022〕9号）要求，"
    draft.write_text(CITY.replace("2023年居民", f"{lacking}2023年居民"), encoding="utf-8")
    lines = found(hongtou_check(draft, "--against", corpus, "--to", "jsonl"))
    assert [(one["type"], one.get("number")) for one in lines] == [("finding", None), ("wanted", "湘医保办发〔2022〕9号")]
    assert "待补文件1件，被引用1次。清单：hongtou wanted\n" in hongtou_check(draft, "--against", corpus).stdout
    assert "待补文件" not in hongtou_check(draft, "--against", corpus, "--checks", "conflict").stdout
    command = [sys.executable, "-m", "extractor", "wanted", str(draft), str(corpus), "--to", "csv"]
    listed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert listed.returncode == 0 and "湘医保办发〔2022〕9号,关于规范病种认定工作的通知,1,1," in listed.stdout


@pytest.mark.parametrize("form", ["text", "jsonl", "sarif", "html", "xlsx", "markdown"])
def test_report_appears_whole_under_its_name(form: str, corpus: Path, draft: Path, tmp_path: Path) -> None:
    target = tmp_path / f"findings.{form}"
    assert hongtou_check(corpus, draft, "--to", form, "-o", target).returncode == 1
    assert target.stat().st_size > 200
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".partial")]


def test_findings_are_comments_in_a_copy_of_the_draft(corpus: Path, tmp_path: Path) -> None:
    draft, out = tmp_path / "draft.docx", tmp_path / "commented.docx"
    draft.write_bytes(docx("".join(map(paragraph, CITY.splitlines()))))
    before = draft.read_bytes()
    done = hongtou_check(draft, "--against", corpus, "--annotate", out, "--to", "jsonl")
    (finding,) = found(done)
    (comment,) = Document(str(out)).comments
    assert comment.text.split("\n")[1] == finding["message"]
    assert draft.read_bytes() == before
    for arguments in ((draft, "--annotate", draft), (corpus, "--annotate", out), (corpus / "province.txt", "--annotate", out)):
        refused = hongtou_check(*arguments)
        assert (refused.returncode, "--annotate" in refused.stderr) == (2, True)
