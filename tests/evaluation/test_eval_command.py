from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import create_app

TEXT = "关于做好有关工作的通知\n各区县医疗保障局：\n一、落实《甲市医疗保障办法》（甲政发〔2021〕1号）要求。\n"
CITATION = {
    "type": "citation",
    "quote": "甲市医疗保障办法",
    "number": "甲政发〔2021〕1号",
    "title": "甲市医疗保障办法",
    "relation": "implements",
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "gold"
    folder.mkdir()
    content = {"source": "a.txt", "documents": [], "items": [CITATION]}
    (folder / "a.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(create_app(), ["eval", *map(str, arguments)])


def citations(result: Result) -> dict[str, Any]:
    scores: dict[str, Any] = json.loads(result.stdout)["scores"]["citations"]
    return {name: scores[name] for name in ("f1", "tp", "fp", "fn")}


def test_texts_are_found_beside_the_gold(gold: Path) -> None:
    assert citations(run(gold, "--to", "json")) == {"f1": 1.0, "tp": 1, "fp": 0, "fn": 0}


def test_texts_may_be_elsewhere(gold: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "texts"
    elsewhere.mkdir()
    (tmp_path / "a.txt").rename(elsewhere / "a.txt")
    assert citations(run(gold, "--texts", elsewhere, "--to", "json"))["tp"] == 1


def test_errors_name_file_line_span_quote_and_what_was_found(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("1号", "2号"), encoding="utf-8")
    lines = run(gold, "--errors").stdout.splitlines()
    start = TEXT.index("甲市医疗保障办法")
    place = f"a.txt:3 [{start}, {start + 8})"
    assert f"{place}: missed: citations “甲市医疗保障办法”; gold: 甲政发〔2021〕1号; found: 甲政发〔2021〕2号" in lines


def test_errors_are_as_many_as_asked_for(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("1号", "2号"), encoding="utf-8")
    all_of_them = json.loads(run(gold, "--errors", "--to", "json").stdout)["errors"]
    one_a_layer = json.loads(run(gold, "--errors", "--most", "1", "--to", "json").stdout)["errors"]
    assert sum(error["layer"] == "citations" for error in all_of_them) == 2
    assert sum(error["layer"] == "citations" for error in one_a_layer) == 1


def test_a_change_is_judged_against_a_saved_baseline(gold: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "before.json"
    assert run(gold, "--save", baseline).exit_code == 0
    same = run(gold, "--against", baseline)
    assert same.exit_code == 0
    assert "0 gained, 0 lost; no layer is worse" in same.stdout

    (tmp_path / "a.txt").write_text(TEXT.replace("1号", "2号"), encoding="utf-8")
    worse = run(gold, "--against", baseline)
    assert worse.exit_code == 1
    assert "- missed: a.txt:3" in worse.stdout
    assert "worse: citations" in worse.stdout

    low = tmp_path / "low.json"
    run(gold, "--save", low)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    gained = run(gold, "--against", low)
    assert gained.exit_code == 0
    assert "+ found: a.txt:3" in gained.stdout


VALUE: dict[str, Any] = {
    "type": "quantity",
    "quote": "350元",
    "context": "个人缴费为每人每年350元",
    "kind": "money",
    "value": "350",
    "unit": "CNY",
    "parameter": {"concept": "resident_medical.financing.individual_contribution", "per": "person/year", "conditions": []},
}


def test_a_table_says_what_each_confidence_is_worth(gold: Path, tmp_path: Path) -> None:
    assert "confidence" not in run(gold).stdout
    (tmp_path / "a.txt").write_text("关于居民医保的通知\n\n居民医保个人缴费为每人每年350元。\n", encoding="utf-8")
    (gold / "a.json").write_text(json.dumps({"source": "a.txt", "documents": [], "items": [VALUE]}), encoding="utf-8")
    shown = run(gold).stdout.splitlines()
    assert any(line.split() == ["high", "1", "1.000", "1", "1.000"] for line in shown)
    assert any(line.split() == ["low", "0", "-", "0", "-"] for line in shown)
    rows = json.loads(run(gold, "--to", "json").stdout)["calibration"]
    assert {confidence: row["judged"] for confidence, row in rows.items()} == {"high": 1, "medium": 0, "low": 0}
    assert (rows["high"]["right_with_concept"], rows["high"]["share_with_concept"]) == (1, 1.0)


def test_a_value_that_is_wrong_is_listed_by_what_is_wrong_in_it(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于居民医保的通知\n\n居民医保个人缴费为每人每年350元。\n", encoding="utf-8")
    value = {**VALUE, "parameter": {**VALUE["parameter"], "per": None}}
    (gold / "a.json").write_text(json.dumps({"source": "a.txt", "documents": [], "items": [value]}), encoding="utf-8")
    listed = [line for line in run(gold, "--errors").stdout.splitlines() if ": wrong " in line]
    assert [line.partition(": wrong ")[2] for line in listed] == ["per: values “350元”; gold: -; found: person/year"]


@pytest.mark.parametrize("damage", ["no gold", "no text", "no baseline"])
def test_what_cannot_run_is_said(gold: Path, tmp_path: Path, damage: str) -> None:
    arguments: list[str | Path] = [gold]
    if damage == "no gold":
        (gold / "a.json").unlink()
    elif damage == "no text":
        (tmp_path / "a.txt").unlink()
    else:
        (tmp_path / "b.json").write_text("{}", encoding="utf-8")
        arguments += ["--against", tmp_path / "b.json"]
    result = run(*arguments)
    assert result.exit_code == 2
    assert str(tmp_path) in result.stderr or "a.txt" in result.stderr
