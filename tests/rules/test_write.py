"""The parameter files: what OpenFisca reads out of them, what a linter says, and that they read back unchanged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy
import pytest
import yaml
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.parameters import ParameterNode
from yamllint import linter
from yamllint.config import YamlLintConfig

from extractor.records.extraction import Extraction
from extractor.rules import write_rules
from extractor.rules.model import RulesError
from extractor.rules.names import slug
from extractor.rules.read import read_place_names, read_rules
from extractor.rules.write import quoted
from tests.rules.builders import (
    CAP,
    CITY,
    FIRST,
    GROUP,
    NATION,
    PROVINCE,
    RATIO,
    SUBSIDY,
    circular,
    critical_illness,
    money,
    percent,
)
from tests.rules.building import rules_of


def write(folder: Path, *extractions: Extraction) -> ParameterNode:
    write_rules(extractions, folder)
    return ParameterNode("", directory_path=str(folder / "parameters"))


def everyone(node: ParameterNode, leaf: str) -> object:
    return getattr(node.everyone.any_tier.anywhere, leaf)


def test_openfisca_computes_with_the_scale(tmp_path: Path) -> None:
    place = write(tmp_path, critical_illness()).place_371000
    scale = everyone(place.critical_illness.payment_ratio, "scale")("2019-10-01")
    assert scale.calc(numpy.array([17999, 18000, 150000, 400000])).tolist() == pytest.approx(
        [0, 0, 81700, 49200 + 65000 + 70000 + 75000]
    )
    assert everyone(place.critical_illness.deductible, "value")("2019-10-01") == 18000


def test_a_group_is_a_node_with_its_name_and_members(tmp_path: Path) -> None:
    group = write(tmp_path, critical_illness()).place_371000.critical_illness.annual_cap.children[slug("g", GROUP)]
    assert group.description == GROUP
    assert group.metadata["members"] == ["困难人员", "建档立卡贫困人口", "重点救助对象"]
    assert group.any_tier.anywhere.value("2019-10-01") == float("inf")


def test_an_abolished_deductible_is_nothing_to_pay_first(tmp_path: Path) -> None:
    place = write(tmp_path, circular("甲〔2020〕1号", CITY, "2020-05-01", money(FIRST, None))).place_371000
    assert everyone(place.critical_illness.deductible, "value")("2020-05-01") == 0


def test_the_reference_holds_the_words(tmp_path: Path) -> None:
    extraction = critical_illness()
    place = write(tmp_path, extraction).place_371000
    leaf = everyone(place.critical_illness.deductible, "value")
    (source,) = leaf.metadata["reference"]["2019-01-01"]
    assert source["number"] == "威医保发〔2019〕37号"
    assert source["title"] == "关于做好2019年居民基本医疗保险工作的通知"
    assert extraction.text[slice(*source["span"])] == source["quote"]
    assert leaf.metadata["unit"] == "currency-CNY"
    assert leaf.metadata["last_value_still_valid_on"] == "2019-12-31"


def test_shorter_scales_end_every_bracket(tmp_path: Path) -> None:
    later = circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "60", "10000", "50000"),
                     percent(RATIO, "70", "50000"), effective_to="2022-12-31")
    place = write(tmp_path, critical_illness(), later).place_371000
    scale = everyone(place.critical_illness.payment_ratio, "scale")
    assert scale("2022-02-28").thresholds == [18000, 100000, 200000, 300000]
    assert scale("2022-03-01").thresholds == [10000, 50000]
    assert scale("2023-01-01").thresholds == []


def test_gaps_and_what_lies_above_the_last_bound_pay_nothing(tmp_path: Path) -> None:
    place = write(tmp_path, circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "50", "0", "100"),
                                     percent(RATIO, "80", "200", "300"))).place_371000
    scale = everyone(place.critical_illness.payment_ratio, "scale")("2022-03-01")
    assert scale.calc(numpy.array([100, 200, 300, 1000])).tolist() == pytest.approx([50, 50, 130, 130])


def test_values_end_on_the_stated_day(tmp_path: Path) -> None:
    notice = circular("威〔2022〕1号", CITY, "2022-03-01", money(SUBSIDY, "610"), effective_to="2022-12-31")
    leaf = everyone(write(tmp_path, notice).place_371000.resident_medical.financing.fiscal_subsidy, "value")
    assert leaf("2022-12-31") == 610
    for day in ("2022-02-28", "2023-01-01"):
        with pytest.raises(ParameterNotFoundError):
            _ = write(tmp_path, notice)(day).place_371000.resident_medical.financing.fiscal_subsidy \
                .everyone.any_tier.anywhere.value


def test_drafts_stand_apart(tmp_path: Path) -> None:
    draft = circular(None, CITY, "2021-01-01", money(CAP, "900000"), title="实施意见（征求意见稿）", status="draft")
    place = write(tmp_path, critical_illness(), draft).place_371000
    assert everyone(place.critical_illness.annual_cap, "value")("2021-06-01") == 400000
    drafts = ParameterNode("", directory_path=str(tmp_path / "drafts"))
    assert everyone(drafts.place_371000.critical_illness.annual_cap, "value")("2021-06-01") == 900000


def test_files_are_ascii_clean_yaml_and_the_same_each_time(tmp_path: Path) -> None:
    corpus = [critical_illness(), circular("鲁〔2019〕1号", PROVINCE, "2019-01-01", money(SUBSIDY, "520"))]
    undated = circular("鲁〔2019〕2号", PROVINCE, None, money(SUBSIDY, "530"))
    first, second = tmp_path / "first", tmp_path / "second"
    write_rules([*corpus, undated], first)
    write_rules([undated, *reversed(corpus)], second)
    names = sorted(path.relative_to(first) for path in first.rglob("*.yaml"))
    assert len(names) == 9
    assert names == sorted(path.relative_to(second) for path in second.rglob("*.yaml"))
    for name in names:
        content = (first / name).read_bytes()
        assert content == (second / name).read_bytes()
        problems = list(linter.run(content.decode("ascii"), YamlLintConfig("extends: default")))
        assert problems == [], name


def test_rules_read_back_as_they_were(tmp_path: Path) -> None:
    outlets = {"kind": "count", "unit": "家", "concept": "remote_care.outlets", "value": "1", "comparator": "ge",
               "per": "county", "quote": "至少有1家"}
    corpus = [
        critical_illness(),
        circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "62.5", None, "50000"), percent(RATIO, "70", "50000"),
                 effective_to="2022-12-31"),
        circular("国〔2021〕1号", NATION, "2021-05-27", outlets,
                 percent("resident_medical.financing.central_subsidy_ratio", "80", region="西部地区", confidence="low",
                         reasons=("名称承自前一分句",))),
        circular(None, CITY, "2021-01-01", money(CAP, "900000"), title="征求意见稿", status="draft"),
        circular("无日期〔2019〕1号", CITY, None, money(CAP, "1")),
    ]
    write_rules(corpus, tmp_path)
    assert read_rules(tmp_path) == rules_of(corpus)


def test_a_concept_outside_the_vocabulary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="escape"):
        write_rules([circular("威〔2022〕1号", CITY, "2022-03-01", money("../escape", "1"))], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reading_a_folder_without_rules_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="hongtou build"):
        read_rules(tmp_path)


@pytest.mark.parametrize("damage", ["", "[]", "metadata: 1\n", "a: [", "everyone: 1\nmetadata: {place_code: x}\n"])
@pytest.mark.parametrize("name", ["parameters/place_371000/critical_illness/deductible.yaml", "parameters/place_371000/index.yaml"])
def test_a_damaged_file_is_named(damage: str, name: str, tmp_path: Path) -> None:
    write_rules([critical_illness()], tmp_path)
    (tmp_path / name).write_text(damage, encoding="utf-8")
    with pytest.raises(RulesError, match=name):
        read_place_names(tmp_path)
        read_rules(tmp_path)


@pytest.mark.parametrize("text", ["", "每人每年不低于580元", ' "引号"\\ \t\n', "𠮷" * 40, "a " * 90, "对" * 10 + " x" * 60])
def test_any_text_survives_quoting(text: str) -> None:
    written = f"---\nkey: {quoted(text)}\n"
    assert yaml.safe_load(written) == {"key": text}
    assert written.isascii() and max(map(len, written.splitlines())) <= 80


def test_percentages_are_exact(tmp_path: Path) -> None:
    write_rules([circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "0.5"))], tmp_path)
    (series,) = read_rules(tmp_path).in_force
    assert series.entries[0].value == Decimal("0.5")
    assert series.valid_on == date(2022, 3, 1)
