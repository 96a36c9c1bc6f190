"""Values that no concept fits: listed with their name, and shown in a section of their own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.build import build
from extractor.cli import create_app
from extractor.corpus import load
from extractor.rules.read import read_rules
from extractor.rules.unnamed import unnamed_rows
from extractor.vocabulary import use_packs

CITY = """威海市人民政府办公室

威政办发〔2031〕3号

关于发放安居礼金的通知

各区市人民政府：

自2031年3月1日起至2032年12月31日，首次来威海就业的毕业生，每人发放安居礼金3000元。

威海市人民政府办公室
2031年2月20日
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("unnamed")
    (place / "corpus").mkdir()
    (place / "corpus" / "a.txt").write_text(CITY, encoding="utf-8")
    build(load(place / "corpus"), place / "rules")
    return place / "rules"


def test_what_no_concept_fits_is_listed_with_its_name_conditions_and_days(folder: Path) -> None:
    (one,) = read_rules(folder).left_out
    assert one.unnamed and (one.concept, one.reason, one.unnamed.label, one.unnamed.value, one.unnamed.per) == (
        "", "没有合适的概念", "安居礼金", "3,000元", "每人")
    assert (one.unnamed.place, one.unnamed.start, one.unnamed.end) == ("威海市", date(2031, 3, 1), date(2032, 12, 31))
    assert any("毕业生" in words for words in one.unnamed.conditions)


@pytest.mark.parametrize(
    ("code", "day", "wanted", "count"),
    [
        ("371000", date(2031, 6, 1), (), 1),
        ("371002", date(2031, 6, 1), (), 1),
        ("370100", date(2031, 6, 1), (), 0),
        ("371000", date(2031, 2, 1), (), 0),
        ("371000", date(2033, 1, 1), (), 0),
        ("371000", date(2031, 6, 1), ("礼金",), 1),
        ("371000", date(2031, 6, 1), ("补贴",), 0),
    ],
)
def test_it_counts_at_its_place_and_below_in_its_days(folder: Path, code: str, day: date, wanted: tuple[str, ...], count: int) -> None:
    assert len(unnamed_rows(read_rules(folder).left_out, code, day, drafts=False, wanted=wanted)) == count


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
def test_every_form_shows_it(folder: Path, form: str) -> None:
    arguments = ["rules", "show", "--place", "威海市", "--on", "2031-06-01", "--rules", str(folder), "--to", form]
    result = CliRunner().invoke(create_app(), arguments)
    assert result.exit_code == 0, result.output
    if form == "json":
        (row,) = json.loads(result.stdout)
        assert (row["concept"], row["label"], row["text"], row["since"], row["until"]) == (None, "安居礼金", "3,000元", "2031-03-01", "2032-12-31")
    else:
        assert "安居礼金" in result.stdout and "3,000元" in result.stdout


def test_a_concept_of_the_corpus_keeps_its_name_where_the_corpus_is_not_at_hand(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "vocabulary").mkdir(parents=True)
    (tmp_path / "corpus" / "a.txt").write_text(CITY, encoding="utf-8")
    pack = "label: 人才\nown.gift: {label: 人才安居礼金, kind: money, direction: free, named: [安居礼金]}\n"
    (tmp_path / "corpus" / "vocabulary" / "own.yaml").write_text(pack, encoding="utf-8")
    build(load(tmp_path / "corpus"), tmp_path / "rules")
    use_packs(())
    arguments = ["rules", "show", "--place", "威海市", "--on", "2031-06-01", "--rules", str(tmp_path / "rules"), "--to", "json"]
    (row,) = json.loads(CliRunner().invoke(create_app(), arguments).stdout)
    assert (row["concept"], row["label"], row["value"]) == ("own.gift", "人才安居礼金", "3000")
