"""hongtou rules, calc, diff, correct from the outside: output, files, exit statuses."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.rules import write_rules
from tests.rules.conftest import benefits_corpus


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(create_app(), [str(argument) for argument in arguments])


SHOW = ("rules", "show", "--place", "威海市", "--on", "2019-10-01", "--rules")
CALC = ("calc", "critical_illness", "--place", "威海市", "--on", "2019-10-01", "--rules")


def test_the_sheet_in_a_terminal(rules_folder: Path) -> None:
    result = run(*SHOW, rules_folder, "--concept", "critical_illness.annual_cap")
    assert result.exit_code == 0
    assert "威海市现行政策参数表（2019年10月1日）" in result.stdout and "400,000元" in result.stdout
    assert "不设（已取消）" in result.stdout


def test_the_sheet_as_files(rules_folder: Path, tmp_path: Path) -> None:
    for form in ("json", "csv", "html", "xlsx"):
        assert run(*SHOW, rules_folder, "--to", form, "-o", tmp_path / f"sheet.{form}").exit_code == 0
    rows = len(json.loads((tmp_path / "sheet.json").read_text(encoding="utf-8")))
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == rows
    assert load_workbook(tmp_path / "sheet.xlsx").worksheets[0].max_row == rows + 2
    assert (tmp_path / "sheet.html").read_text(encoding="utf-8").count("<tr>") == rows + 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"sheet.{form}" for form in ("csv", "html", "json", "xlsx")]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("rules", "show", "--place", "济南市", "--on", "2018-10-01"), 1, "有规定的地区：全国、威海市、山东省"),
        (("rules", "show", "--place", "火星"), 2, "火星"),
        (("rules", "show", "--place", "威海市", "--on", "昨天"), 2, "2021-09-30"),
        (("calc", "inpatient", "--place", "威海市", "--on", "2019-10-01", "--cost", "9000"), 2, "resident_medical.inpatient.deductible"),
        (("calc", "inpatient", "--place", "威海市", "--cost", "many"), 2, "many is not an amount"),
        (("calc", "inpatient", "--place", "威海市"), 2, "--cost"),
        (("calc", "inpatient", "--csv", "x.csv"), 2, "--out"),
    ],
)
def test_what_goes_wrong_is_said(arguments: tuple[str, ...], status: int, words: str, rules_folder: Path) -> None:
    result = run(*arguments, "--rules", rules_folder)
    assert (result.exit_code, words in result.output) == (status, True), result.output


def test_no_rules_says_what_to_do(tmp_path: Path) -> None:
    for command in (SHOW, (*CALC[:-1], "--cost", "1", "--rules"), ("rules", "test", "--rules")):
        result = run(*command, tmp_path)
        assert (result.exit_code, "hongtou build" in result.output) == (2, True)


def test_a_calculation_with_its_steps(rules_folder: Path) -> None:
    result = run(*CALC, rules_folder, "--cost", "150,000")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "威海市  2019年10月1日  大病保险补偿：81,700元"
    assert "50,000元 × 65% = 32,500元" in result.stdout
    data = json.loads(run(*CALC, rules_folder, "--cost", "150000", "--population", "困难人员", "--to", "json").stdout)
    assert (data["amount"], data["steps"][1]["amount"]) == ("99250.00", "61750.00")
    assert data["steps"][1]["source"]["number"] == "威医保发〔2019〕37号"


def test_a_table_of_calculations(rules_folder: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("费用,人群\n150000,\n150000,困难人员\n", encoding="utf-8")
    assert run(*CALC, rules_folder, "--csv", source, "--out", target).exit_code == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert [row["支付金额"] for row in csv.DictReader(stream)] == ["81700.00", "99250.00"]
    source.write_text("费用\n150000\n-1\n", encoding="utf-8")
    assert run(*CALC, rules_folder, "--csv", source, "--out", target).exit_code == 1


def test_financing_needs_no_cost(rules_folder: Path) -> None:
    result = run("calc", "financing", "--place", "威海市", "--on", "2019-10-01", "--region", "西部地区", "--rules", rules_folder)
    assert result.exit_code == 0 and "中央财政补助 520元 × 80% = 416元" in result.stdout


def test_generated_tests_run_from_the_command_line(rules_folder: Path) -> None:
    assert run("rules", "test", "--rules", rules_folder).exit_code == 0


def test_differences_set_the_exit_status(rules_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_rules(benefits_corpus()[:-1], other)
    same = run("diff", rules_folder, rules_folder)
    assert (same.exit_code, same.stdout) == (0, "没有变化\n")
    result = run("diff", rules_folder, other, "--to", "json", "-o", tmp_path / "changes.json")
    assert result.exit_code == 1
    (change,) = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
    assert change["text"] == "威海市“居民医保人均财政补助标准”（全体）自2019年1月2日起为570元的规定不再有依据，已删除"
    assert run("diff", rules_folder, tmp_path / "nothing").exit_code == 2


def test_a_correction_is_written_and_found(tmp_path: Path) -> None:
    text = ("威海市医疗保障局\n关于做好2021年居民基本医疗保险工作的通知\n威医保发〔2021〕9号\n各区市医疗保障局：\n"
            "2021年居民医保人均财政补助标准为每人每年600元。个人缴费标准为每人每年320元。\n威海市医疗保障局\n2021年8月2日\n")
    (tmp_path / "circular.txt").write_text(text, encoding="utf-8")
    result = run("correct", "change", "circular.txt", "每人每年320元", "--field", "value=310", "--reason", "印刷错误", "--by", "张三",
                 "--on", "2026-11-20", "--corpus", tmp_path)
    assert result.exit_code == 0, (result.output, result.exception)
    (path,) = (tmp_path / "corrections").glob("*.yaml")
    assert result.stdout.strip() == str(path) and "印刷错误" in path.read_text(encoding="utf-8")
    for arguments, words in (
        (("drop", "circular.txt", "每人每年", "--reason", "试"), "2 places"),
        (("drop", "circular.txt", "每人每年990元", "--reason", "试"), "not in it"),
        (("drop", "other.txt", "每人每年320元", "--reason", "试"), "no such circular"),
        (("change", "circular.txt", "每人每年320元", "--reason", "试"), "needs fields"),
    ):
        failed = run("correct", *arguments, "--corpus", tmp_path)
        assert failed.exit_code == 2 and words in failed.stderr, (arguments, failed.stderr)
    assert len(list((tmp_path / "corrections").iterdir())) == 1
    shutil.rmtree(tmp_path / "corrections")
