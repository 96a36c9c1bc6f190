"""What could not be compared is listed beside the findings, with the reason, and accuses nobody."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.consistency import NotCompared, check, not_compared
from extractor.consistency.apart import MOST
from extractor.corpus import load

_HEAD = "{who}医疗保障局\n\n{number}\n\n关于居民医保待遇的通知\n\n各有关单位：\n\n{opening}\n\n{body}\n\n{who}医疗保障局\n2031年{month}月1日\n"
_ABOVE = "一、职工住院费用。参保职工在三级医疗机构住院的，职工医保统筹基金支付比例为85%。"
_BELOW = "一、职工住院费用。参保职工在一级医疗机构住院的，职工医保统筹基金支付比例为90%。"


def corpus(folder: Path, above: str, below: str) -> Path:
    opening = "根据《关于居民医保待遇的通知》（湘医保发〔2031〕6号），通知如下。"
    for name, who, number, said, body, month in (
        ("province.txt", "湖南省", "湘医保发〔2031〕6号", "现通知如下。", above, 3),
        ("city.txt", "株洲市", "株医保发〔2031〕9号", opening, below, 4),
    ):
        (folder / name).write_text(_HEAD.format(who=who, number=number, opening=said, body=body, month=month), encoding="utf-8")
    return folder


def listed(folder: Path, above: str, below: str) -> list[NotCompared]:
    extractions = load(corpus(folder, above, below), jobs=1).extractions
    assert [one for one in check(extractions) if one.severity != "note"] == []
    return not_compared(extractions)


def test_other_conditions_are_listed_with_both(tmp_path: Path) -> None:
    (one,) = listed(tmp_path, _ABOVE, _BELOW)
    assert one.reason == "条件不同：参保职工，一级 / 参保职工，三级" or one.reason.startswith("条件不同：")
    assert "一级" in one.reason and "三级" in one.reason and one.more == 0
    assert "90%" in one.lower.quote and "85%" in one.higher.quote and "无法直接比较" in one.message


def test_the_same_value_or_another_thing_is_not_listed(tmp_path: Path) -> None:
    assert listed(tmp_path, _ABOVE, _ABOVE) == []
    assert listed(tmp_path, _ABOVE, "一、加强经办服务。做好参保登记。") == []


def test_of_two_circulars_at_most_twenty_are_listed(tmp_path: Path) -> None:
    groups = [f"{name}{kind}" for name in "甲乙丙丁戊己庚辛壬癸子丑" for kind in ("类药品", "类耗材")]
    below = "\n\n".join(f"{n}.{name}费用，职工医保统筹基金支付比例为{50 + n}%。" for n, name in enumerate(groups, 1))
    found = listed(tmp_path, _ABOVE, f"一、支付比例。\n\n{below}")
    assert len(found) <= MOST
    assert len(found) + sum(one.more for one in found) >= len(found)


def test_the_command_lists_it_behind_the_findings(tmp_path: Path) -> None:
    folder = str(corpus(tmp_path, _ABOVE, _BELOW))
    run = CliRunner().invoke(create_app(), ["check", folder, "--to", "jsonl"])
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.exit_code == 0 and lines[-1]["type"] == "not-compared" and lines[-1]["reason"].startswith("条件不同")
    assert "无法直接比较的规定（1项，不计入检查结果）" in CliRunner().invoke(create_app(), ["check", folder]).stdout
    assert '<section aria-label="无法直接比较的规定' in CliRunner().invoke(create_app(), ["check", folder, "--to", "html"]).stdout
    assert "## 无法直接比较的规定" in CliRunner().invoke(create_app(), ["check", folder, "--to", "markdown"]).stdout
