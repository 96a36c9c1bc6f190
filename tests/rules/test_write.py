"""The parameter files: what OpenFisca reads out of them, what a linter says, and that they read back unchanged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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
from extractor.records.models import Amended
from extractor.rules import write_rules
from extractor.rules.model import Entry, RulesError, RuleSet, Series
from extractor.rules.names import node_name
from extractor.rules.read import read_place_names, read_rules
from extractor.rules.tree import number
from extractor.rules.yaml_text import WIDTH, width, written
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


def weihai(root: ParameterNode) -> ParameterNode:
    return root.全国.山东省.威海市


def test_openfisca_computes_with_the_scale(tmp_path: Path) -> None:
    place = weihai(write(tmp_path, critical_illness()))
    scale = place.critical_illness.payment_ratio.全体("2019-10-01")
    assert scale.calc(numpy.array([17999, 18000, 150000, 400000])).tolist() == pytest.approx(
        [0, 0, 81700, 49200 + 65000 + 70000 + 75000]
    )
    assert place.critical_illness.deductible.全体("2019-10-01") == 18000


def test_a_group_is_a_node_with_its_name_and_members(tmp_path: Path) -> None:
    group = weihai(write(tmp_path, critical_illness())).critical_illness.annual_cap.困难人员
    assert group.description == GROUP
    assert group.metadata["members"] == ["困难人员", "建档立卡贫困人口", "重点救助对象"]
    assert group("2019-10-01") == float("inf")


def test_an_abolished_deductible_is_nothing_to_pay_first(tmp_path: Path) -> None:
    place = weihai(write(tmp_path, circular("甲〔2020〕1号", CITY, "2020-05-01", money(FIRST, None))))
    assert place.critical_illness.deductible.全体("2020-05-01") == 0


def test_the_reference_holds_the_words(tmp_path: Path) -> None:
    extraction = critical_illness()
    place = weihai(write(tmp_path, extraction))
    file = place.critical_illness.deductible
    said = file.全体.values_list[0].metadata
    source = file.metadata["sources"][said["source"]]
    assert (source["circular"], source["text"]) == (["威医保发〔2019〕37号"], "威医保发〔2019〕37号critical_illness.deductible18000元。")
    assert extraction.text[slice(*said["span"])] == said["quote"]
    assert place.metadata["circulars"]["威医保发〔2019〕37号"]["title"] == "关于做好2019年居民基本医疗保险工作的通知"
    assert file.metadata["unit"] == "currency-CNY"


def test_shorter_scales_end_every_bracket(tmp_path: Path) -> None:
    later = circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "60", "10000", "50000"),
                     percent(RATIO, "70", "50000"), effective_to="2022-12-31")
    place = weihai(write(tmp_path, critical_illness(), later))
    scale = place.critical_illness.payment_ratio.全体
    assert scale("2022-02-28").thresholds == [18000, 100000, 200000, 300000]
    assert scale("2022-03-01").thresholds == [10000, 50000]
    assert scale("2023-01-01").thresholds == []


def test_gaps_and_what_lies_above_the_last_bound_pay_nothing(tmp_path: Path) -> None:
    place = weihai(write(tmp_path, circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "50", "0", "100"),
                                     percent(RATIO, "80", "200", "300"))))
    scale = place.critical_illness.payment_ratio.全体("2022-03-01")
    assert scale.calc(numpy.array([100, 200, 300, 1000])).tolist() == pytest.approx([50, 50, 130, 130])


def test_values_end_on_the_stated_day(tmp_path: Path) -> None:
    notice = circular("威〔2022〕1号", CITY, "2022-03-01", money(SUBSIDY, "610"), effective_to="2022-12-31")
    leaf = weihai(write(tmp_path, notice)).resident_medical.financing.fiscal_subsidy.全体
    assert leaf("2022-12-31") == 610
    for day in ("2022-02-28", "2023-01-01"):
        with pytest.raises(ParameterNotFoundError):
            _ = weihai(write(tmp_path, notice)(day)).resident_medical.financing.fiscal_subsidy.全体


def test_drafts_stand_apart(tmp_path: Path) -> None:
    draft = circular(None, CITY, "2021-01-01", money(CAP, "900000"), title="实施意见（征求意见稿）", status="draft")
    place = weihai(write(tmp_path, critical_illness(), draft))
    assert place.critical_illness.annual_cap.全体("2021-06-01") == 400000
    drafts = ParameterNode("", directory_path=str(tmp_path / "drafts"))
    assert weihai(drafts).critical_illness.annual_cap.全体("2021-06-01") == 900000


def test_files_are_clean_yaml_and_the_same_each_time(tmp_path: Path) -> None:
    corpus = [critical_illness(), circular("鲁〔2019〕1号", PROVINCE, "2019-01-01", money(SUBSIDY, "520"))]
    undated = circular("鲁〔2019〕2号", PROVINCE, None, money(SUBSIDY, "530"))
    first, second = tmp_path / "first", tmp_path / "second"
    write_rules([*corpus, undated], first)
    write_rules([undated, *reversed(corpus)], second)
    names = sorted(path.relative_to(first) for path in first.rglob("*.yaml"))
    assert len(names) == 10
    assert names == sorted(path.relative_to(second) for path in second.rglob("*.yaml"))
    for name in names:
        content = (first / name).read_bytes()
        assert content == (second / name).read_bytes()
        problems = list(linter.run(content.decode(), YamlLintConfig("{extends: default, rules: {line-length: {max: 140}}}")))
        assert problems == [], name


AMENDS = Amended(document="威〔2021〕5号", place=("第三条", "第二款"), words="640元")
STRUCK = Amended(document="威〔2021〕5号")


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
        circular("无日期〔2019〕1号", CITY, None, money(CAP, "1", amends=AMENDS)),
        circular("威〔2023〕9号", CITY, "2023-03-01", money(SUBSIDY, "660", amends=AMENDS), money(FIRST, "7000", amends=STRUCK)),
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


WEIHAI = "parameters/全国/山东省/威海市"


@pytest.mark.parametrize("damage", ["", "[]", "metadata: 1\n", "a: [", "全体: 1\nmetadata: {place_code: x}\n"])
@pytest.mark.parametrize("name", ["parameters/index.yaml", f"{WEIHAI}/critical_illness/deductible.yaml", f"{WEIHAI}/index.yaml"])
def test_a_damaged_file_is_named(damage: str, name: str, tmp_path: Path) -> None:
    write_rules([critical_illness()], tmp_path)
    (tmp_path / name).write_text(damage, encoding="utf-8")
    with pytest.raises(RulesError, match=name):
        read_place_names(tmp_path)
        read_rules(tmp_path)


TEXTS = ["", "每人每年不低于580元", ' "引号"\\ \t\n', "𠮷" * 70, "a " * 90, "对" * 10 + " x" * 60, "60%", "2019", "yes", "2019-01-01",
         "-a", "a: b", "a #b", "，" * 90, " " * 150, "\u202e反\x1b[31m", "x" * 300, "1e3", "~", "null", "A、B（C）"]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_survives_writing(text: str) -> None:
    for column in (4, 60):
        for value in (text, [text], {"a": text, "b": [text, text]}):
            said = f"key:{written(value, column, 4)}\n"
            assert yaml.safe_load(said) == {"key": value} and all(one.isprintable() or one == "\n" for one in said)
    if "x" * 30 not in text:
        assert max(map(width, f"key:{written(text, 4, 4)}".splitlines())) <= WIDTH


@pytest.mark.parametrize(("printed", "key"), [
    ("困难人员", "困难人员"), ("特困人员、低保对象等困难人员", "困难人员"), ("三级医疗机构", "三级医疗机构"), ("三級醫療機構", "三级医疗机构"),
    ("5年以下（含5年）", "_5年以下含5年"), ("10—20年", "_10_20年"), ("1.5倍", "_1点5倍"), ("２套", "_2套"), ("60%以上", "_60百分号以上"),
    ("（）", "_"), ("values", "_values"), ("None", "_None"), ("../..", "_"),
])
def test_a_key_is_the_printed_name_for_dotted_access(printed: str, key: str) -> None:
    assert node_name(printed) == key and key.isidentifier()


def test_percentages_are_exact(tmp_path: Path) -> None:
    write_rules([circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "0.5"))], tmp_path)
    (series,) = read_rules(tmp_path).in_force
    assert series.entries[0].value == Decimal("0.5")
    assert series.valid_on == date(2022, 3, 1)


def test_names_that_only_signs_part_stay_apart(tmp_path: Path) -> None:
    corpus = [circular("威〔2022〕1号", CITY, "2022-03-01", money(FIRST, "1", population="甲类（乙）人员", quote="一"),
                       money(FIRST, "2", population="甲类乙人员", quote="二"))]
    file = weihai(write(tmp_path, *corpus)).critical_illness.deductible
    assert [file.children[name]("2022-03-01") for name in ("甲类乙人员", "甲类乙人员_2")] == [2, 1]
    assert read_rules(tmp_path) == rules_of(corpus)


FOUR_TIERS = ("一级及以下", "二级", "三级", "市外三级")


def test_four_tiers_and_a_group_are_read_at_a_glance(tmp_path: Path) -> None:
    """No level is empty, each source stands once, and keys stand as one reads: everybody, groups, grades from the lowest."""
    values = [percent(RATIO, str(90 - 5 * number - less), tier=tier, population=group, quote=f"{90 - 5 * number - less}%", section=("二",))
              for group, less in ((None, 2), ("困难人员", 0)) for number, tier in enumerate(FOUR_TIERS)]
    corpus = [circular("威〔2022〕1号", CITY, "2022-03-01", *values)]
    write_rules(corpus, tmp_path)
    text = (tmp_path / WEIHAI / "critical_illness/payment_ratio.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 40
    keys = [line.strip(" :") for line in text.splitlines() if line.endswith(":") and line.strip() not in ("values:", "sources:", "metadata:")]
    assert keys == ["困难人员", *FOUR_TIERS, *FOUR_TIERS]


def test_a_raised_cap_is_two_lines_of_a_diff(tmp_path: Path) -> None:
    cap = money(CAP, "400000", quote="每人最高给予40万元")
    raised = money(CAP, "450000", quote="每人最高给予45万元")
    old, new = tmp_path / "old", tmp_path / "new"
    earlier = circular("威〔2022〕1号", CITY, "2022-03-01", cap)
    write_rules([earlier], old)
    write_rules([earlier, circular("威〔2023〕1号", CITY, "2023-03-01", raised)], new)
    name = f"{WEIHAI}/critical_illness/annual_cap.yaml"
    before, after = ((folder / name).read_text(encoding="utf-8").splitlines() for folder in (old, new))
    assert [line for line in before if line not in after] == []
    source, value = (line.strip() for line in after if line not in before)
    assert source.startswith("2: {circular: [威〔2023〕1号], text: ") and source.endswith("每人最高给予45万元。}")
    assert value.startswith("2023-03-01: {value: 450000, ")


def test_another_circular_leaves_the_files_of_other_concepts_alone(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write_rules([critical_illness()], old)
    write_rules([critical_illness(), circular("威〔2023〕1号", CITY, "2023-03-01", money(SUBSIDY, "640"))], new)
    for path in (old / WEIHAI / "critical_illness").iterdir():
        assert path.read_bytes() == (new / path.relative_to(old)).read_bytes()
    assert read_rules(new).in_force[0].valid_on == date(2019, 12, 31)


def test_the_tree_shows_who_stands_above_whom(tmp_path: Path) -> None:
    county = circular("荣〔2019〕1号", ("荣成市", "371082"), "2019-01-01", money(SUBSIDY, "600"))
    area = circular("威高新〔2019〕1号", ("威海市高新区", None), "2019-01-01", money(SUBSIDY, "610"), level="county")  # type: ignore[arg-type]
    root = write(tmp_path, county, area, circular("国〔2019〕1号", NATION, "2019-01-01", money(SUBSIDY, "520"), level="national"))
    nation = root.全国
    assert nation.resident_medical.financing.fiscal_subsidy.全体("2019-01-01") == 520
    assert nation.山东省.威海市.荣成市.resident_medical.financing.fiscal_subsidy.全体("2019-01-01") == 600
    assert nation.山东省.威海市.威海市高新区.resident_medical.financing.fiscal_subsidy.全体("2019-01-01") == 610
    codes = ["329900", "329991", "329992"]
    gone = [circular(f"宁〔2001〕{code}号", ("江宁县", code), "2001-01-01", money(SUBSIDY, "10")) for code in codes]
    for circulars in (gone, gone[1:]):
        folder = tmp_path / str(len(circulars))
        write_rules(circulars, folder)
        assert [one.key.place_code for one in read_rules(folder).in_force] == codes[-len(circulars) :]
    assert root.metadata["places"]["371082"] == {"place": "荣成市", "path": "全国/山东省/威海市/荣成市"}
    assert [one.key.place_code for one in read_rules(tmp_path, ["371082"]).in_force] == ["371082"]
    readme = (tmp_path / "parameters/README.md").read_text(encoding="utf-8")
    assert "      - [荣成市](全国/山东省/威海市/荣成市/)（371082）：[居民医保人均财政补助标准](全国/山东省/威海市/荣成市/resident" in readme


def test_the_sample_keeps_the_values_of_the_tree_before(sample_rules: Path) -> None:
    """`golden/sample_values.jsonl` was read out of the tree as it was written before its keys were names."""
    golden = Path(__file__).parent / "golden/sample_values.jsonl"
    assert list(values_of(read_rules(sample_rules))) == golden.read_text(encoding="utf-8").splitlines()


def values_of(rules: RuleSet) -> list[str]:
    """Every value with all that counts for it, one a line."""
    rows = [_row(tree, series, entry) for tree, found in (("in_force", rules.in_force), ("draft", rules.drafts))
            for series in found for entry in series.entries]
    return sorted(json.dumps(row, ensure_ascii=False) for row in rows)


def _row(tree: str, series: Series, entry: Entry) -> dict[str, object]:
    key, is_last = series.key, entry is series.entries[-1]
    return {
        "tree": tree, "place": key.place_code, "concept": key.concept, "population": key.population, "tier": key.tier,
        "region": key.region, "unit": key.unit, "per": entry.per, "start": str(entry.start), "end": entry.end and str(entry.end),
        "valid_on": str(series.valid_on) if is_last and series.valid_on else None, "comparator": entry.comparator,
        "modality": entry.modality, "removed": entry.removed, "value": _text(entry.value),
        "brackets": [[_text(one.lower), one.lower_inclusive, _text(one.upper), one.upper_inclusive, _text(one.value)]
                     for one in entry.brackets],
        "references": [[one.document, one.source, list(one.span), one.quote] for one in entry.references],
    }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else number(amount, "")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_openfisca_reads_the_tree_in_the_c_locale(locale: str, rules_folder: Path) -> None:
    """Python reads files as UTF-8 there (PEP 540), and folders too."""
    code = "from openfisca_core.parameters import ParameterNode; import sys;" \
           "print(ascii(ParameterNode('', directory_path=sys.argv[1]).全国.山东省.威海市.critical_illness.annual_cap.困难人员.description))"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    found = subprocess.run([sys.executable, "-c", code, str(rules_folder / "parameters")], capture_output=True, text=True,
                           env={**environment, "LC_ALL": locale}, check=True)
    assert found.stdout.strip() == ascii(GROUP)
