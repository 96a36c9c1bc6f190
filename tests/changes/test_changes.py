"""What is said of a change: two small corpora, and the sentences between them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from extractor.changes import Changes, diff_trees
from extractor.changes.forms import FORMS
from extractor.changes.trees import tree
from extractor.records.extraction import Extraction
from extractor.rules import write_rules
from extractor.rules.model import RulesError
from tests.rules.builders import CAP, CITY, CONCEPTS, FIRST, RATIO, SUBSIDY, circular, money, percent, repeals


def notice(*records: dict[str, Any], number: str = "威〔2021〕1号", **head: Any) -> Extraction:
    return circular(number, CITY, "2021-01-01", *records, **head)


def changes(tmp_path: Path, old: Sequence[Extraction], new: Sequence[Extraction]) -> Changes:
    for name, corpus in (("old", old), ("new", new)):
        write_rules(corpus, tmp_path / name)
    return diff_trees(tmp_path / "old", tmp_path / "new", CONCEPTS)


SUBSIDY_IN_WORDS = "威海市“居民医保人均财政补助标准”（全体）"
ONE = notice(money(SUBSIDY, "580", quote="财政补助580元"))
SCALE = (percent(RATIO, "60", "0", "100000", quote="给予60%"), percent(RATIO, "65", "100000", quote="给予65%"))
NOTE = "人工更正：张三：误读"
NEXT_YEAR = circular("威〔2022〕2号", CITY, "2022-03-01", money(SUBSIDY, "610", quote="610元"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([ONE], [ONE], []),
        ([], [ONE], [("added", f"新增{SUBSIDY_IN_WORDS}：自2021年1月1日起580元")]),
        ([ONE], [], [("removed", f"{SUBSIDY_IN_WORDS}自2021年1月1日起为580元的规定不再有依据，已删除")]),
        ([ONE], [notice(money(SUBSIDY, "600", quote="财政补助600元"))],
         [("changed", f"{SUBSIDY_IN_WORDS}自2021年1月1日起由580元改为600元")]),
        ([ONE], [notice(money(SUBSIDY, "580", quote="财政补助580元", comparator="ge"))],
         [("changed", f"{SUBSIDY_IN_WORDS}自2021年1月1日起由580元改为不低于580元")]),
        ([ONE], [ONE, NEXT_YEAR], [("changed", f"{SUBSIDY_IN_WORDS}自2022年3月1日起由580元改为610元")]),
        ([ONE], [notice(money(SUBSIDY, "580", quote="财政补助580元"), effective_to="2021-12-31")],
         [("ended", f"{SUBSIDY_IN_WORDS}自2021年1月1日起的规定于2021年12月31日终止")]),
        ([ONE], [ONE, circular("威〔2023〕9号", CITY, "2023-05-01", repeals("威〔2021〕1号"))],
         [("ended", f"{SUBSIDY_IN_WORDS}自2021年1月1日起的规定于2023年4月30日终止（威〔2023〕9号）")]),
        ([ONE], [notice(money(SUBSIDY, "580", quote="财政补助580元"), number="威〔2021〕2号")],
         [("changed", f"{SUBSIDY_IN_WORDS}自2021年1月1日起的依据由“威〔2021〕1号”改为“威〔2021〕2号”")]),
        ([notice(*SCALE)], [notice(SCALE[0], percent(RATIO, "70", "100000", quote="给予70%"))],
         [("changed", "威海市“大病保险(分段)支付比例”（全体）自2021年1月1日起，10万元（含）以上部分由65%改为70%")]),
        ([notice(*SCALE)], [notice(percent(RATIO, "60", "0", "90000", quote="给予60%"),
                                   percent(RATIO, "65", "90000", quote="给予65%"))],
         [("changed", "威海市“大病保险(分段)支付比例”（全体）自2021年1月1日起由0元（含）以上、10万元（不含）以下：60%；10万元（含）以上：65%改为"
                      "0元（含）以上、9万元（不含）以下：60%；9万元（含）以上：65%")]),
        ([notice(*SCALE)], [notice(SCALE[0], percent(RATIO, "70", "100000", quote="给予65%", reasons=(NOTE,)))],
         [("changed", "威海市“大病保险(分段)支付比例”（全体）自2021年1月1日起，10万元（含）以上部分由65%改为70%（人工更正：张三：误读）")]),
        ([notice(*SCALE)], [notice(SCALE[0], percent(RATIO, "65", "100000", quote="给予65%", reasons=(NOTE,)))],
         [("changed", "威海市“大病保险(分段)支付比例”（全体）自2021年1月1日起的规定有变动（人工更正：张三：误读）")]),
        ([notice(money(CAP, "400000", population="困难人员"))], [notice(money(CAP, None, population="困难人员"))],
         [("changed", "威海市“大病保险年度最高支付限额”（困难人员）自2021年1月1日起由400,000元改为不设（已取消）")]),
    ],
)
def test_values_in_words(old: list[Extraction], new: list[Extraction], said: list[tuple[str, str]], tmp_path: Path) -> None:
    assert [(change.action, change.text) for change in changes(tmp_path, old, new)] == said


def test_a_change_has_both_quotes_and_its_file(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, [ONE], [notice(money(SUBSIDY, "600", quote="财政补助600元"))])
    assert change.old and change.new
    assert (change.old.quote, change.new.quote) == ("威〔2021〕1号财政补助580元。", "威〔2021〕1号财政补助600元。")
    assert (tmp_path / "new" / change.path).is_file()
    assert change.key.startswith("全国.山东省.威海市.resident_medical.financing.fiscal_subsidy.全体")


def test_a_draft_is_told_apart(tmp_path: Path) -> None:
    draft = notice(money(FIRST, "1"), number="草案", status="draft")
    assert [(change.subject, change.path.split("/")[0]) for change in changes(tmp_path, [ONE], [ONE, draft])] == [
        ("draft", "drafts")]


TASK = {"id": "t1", "action": "完成系统改造", "lead": ["市医保局"], "support": [], "modality": "must", "quote": "9月底前",
        "deadline": {"date": "2021-09-30", "quote": "9月底前"}, "place": "威海市", "number": "威〔2021〕1号",
        "standing": {"document": "d", "source": "a.txt", "span": [1, 5]}}
FINDING = {"id": "f1", "severity": "error", "message": "低于国家标准", "waived": None,
           "lower": {"document": "d", "source": "a.txt", "span": [1, 5], "quote": "560元"}}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("tasks", [], [TASK], ["新增：威海市任务“完成系统改造”"]),
        ("tasks", [TASK], [], ["删除：威海市任务“完成系统改造”"]),
        ("tasks", [TASK], [{**TASK, "deadline": {"date": "2021-12-31"}, "lead": ["市财政局", "市医保局"]}],
         ["威海市任务“完成系统改造”的完成时限由“2021-09-30”改为“2021-12-31”", "威海市任务“完成系统改造”的牵头单位由“市医保局”改为“市财政局、市医保局”"]),
        ("findings", [], [FINDING], ["新增：低于国家标准"]),
        ("findings", [FINDING], [], ["已消除：低于国家标准"]),
        ("findings", [FINDING], [{**FINDING, "waived": {"reason": "经批准"}}], ["核查发现“低于国家标准”已豁免"]),
    ],
)
def test_tasks_and_findings_in_words(
    name: str, old: list[dict[str, Any]], new: list[dict[str, Any]], said: list[str], tmp_path: Path
) -> None:
    assert changes(tmp_path, [ONE], [ONE]) == ()
    for side, lines in (("old", old), ("new", new)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (tmp_path / side / f"{name}.jsonl").write_text(text, encoding="utf-8")
    assert [change.text for change in diff_trees(tmp_path / "old", tmp_path / "new", CONCEPTS)] == said


def test_forms(tmp_path: Path) -> None:
    sly = notice(money(SUBSIDY, "600", quote="<b>600元</b> | `x`"))
    found = changes(tmp_path, [ONE], [sly, notice(money(CAP, "1"), number="威〔2021〕3号")])
    assert FORMS["text"](found).startswith("共 2 处变化：新增 1，变更 1\n")
    assert "<b>" not in FORMS["markdown"](found) and "\\<b\\>600元" in FORMS["markdown"](found)
    assert [item["action"] for item in json.loads(FORMS["json"](found))] == ["added", "changed"]
    suite = ElementTree.fromstring(FORMS["junit"](found))
    assert (suite.get("tests"), suite.get("failures"), len(suite.findall("testcase/failure"))) == ("2", "2", 2)
    (run,) = json.loads(FORMS["sarif"](found))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["value-added", "value-changed"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {"value-added", "value-changed"}
    assert run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == \
        "generated_rules/parameters/全国/山东省/威海市/resident_medical/financing/fiscal_subsidy.yaml"


def test_no_change_is_said_in_every_form() -> None:
    assert FORMS["text"](()) == "没有变化\n"
    assert "没有变化" in FORMS["markdown"](())
    assert json.loads(FORMS["json"](())) == []
    assert ElementTree.fromstring(FORMS["junit"](())).get("failures") == "0"
    assert json.loads(FORMS["sarif"](()))["runs"][0]["results"] == []


def test_a_git_revision_is_a_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    write_rules([ONE], tmp_path / "generated_rules")
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):
        subprocess.run(["git", *command], check=True)
    write_rules([ONE, NEXT_YEAR], tmp_path / "generated_rules")
    for generated in (Path("generated_rules"), tmp_path / "generated_rules"):
        with tree("HEAD", generated) as old, tree(".", Path("generated_rules")) as new:
            assert [change.action for change in diff_trees(old, new, CONCEPTS)] == ["changed"]
    for wrong in ("no-such-revision", "--output=x"):
        with pytest.raises(RulesError, match="既不是目录"), tree(wrong, Path("generated_rules")):
            pass
