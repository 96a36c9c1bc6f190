"""The words that the check knows: every entry means something."""

from __future__ import annotations

import re

import pytest

from extractor.consistency.groups import read_group, relation
from extractor.consistency.values import read_tier
from extractor.language.concepts import load_concepts
from extractor.vocabulary import load_yaml

CONCEPTS = load_concepts()


def test_concepts_exist() -> None:
    sums = load_yaml("consistency/sums.yaml")
    named = {
        *load_yaml("consistency/broad_concepts.yaml"),
        *load_yaml("consistency/own_groups.yaml"),
        *(rule["total"] for rule in sums),
        *(part for rule in sums for part in rule["parts"]),
    }
    assert named <= CONCEPTS.keys()
    last_words = {name.rpartition(".")[2] for name in CONCEPTS}
    assert set(load_yaml("consistency/benefits.yaml")) <= last_words


def test_circumstances_name_each_word_once() -> None:
    kinds = dict(load_yaml("consistency/circumstances.yaml"))
    assert set(kinds.pop("_apart")) <= kinds.keys()
    words = [word for lines in kinds.values() for line in lines for word in line]
    assert len(words) == len(set(words))


def test_regions_divide_the_provinces() -> None:
    codes = [code for region in load_yaml("consistency/regions.yaml").values() for code in region]
    assert len(codes) == len(set(codes)) == 31


def test_words_of_requirements_are_patterns_and_levels() -> None:
    words = load_yaml("consistency/requirements.yaml")
    assert set(words["addressees"]) == {"national", "province", "city", "county", "everybody"}
    assert all(re.compile(pattern) for pattern in words["dates"])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, None, "same"),
        ("特困人员", None, "part"),
        (None, "特困人员", "whole"),
        ("参保居民", None, "same"),
        ("特困人员、低保对象", "低保对象和特困供养人员", "same"),
        ("對特困人員、低保對象", "特困人员、低保对象", "same"),
        ("特困人员、低保对象", "特困人员、低保对象、返贫致贫人口", "part"),
        ("困难人员", "特困人员、低保对象", "whole"),
        ("特困人员、低保对象等困难群体", "困难群众", "same"),
        ("特困人员、低保对象等", "特困人员、低保对象、孤儿", "same"),
        ("学生儿童", "学生、儿童", "same"),
        ("大学生", "学生儿童", "part"),
        ("在职职工", "退休人员", "other"),
        ("“两病”患者", "高血压、糖尿病患者", "same"),
        ("第二次住院的", "首次住院的", "other"),
    ],
)
def test_groups(one: str | None, other: str | None, expected: str) -> None:
    assert relation(read_group(one), read_group(other)) == expected


@pytest.mark.parametrize(
    ("printed", "grades"),
    [
        (None, set()),
        ("三级", {"3"}),
        ("一级及以下", {"0", "1"}),
        ("二级及以上", {"2", "3"}),
        ("基层", {"0"}),
        ("二級、三級", {"2", "3"}),
        ("一级、二级、三级", set()),
        ("一级及以下、二级、三级", set()),
        ("首套", {"首套"}),
        ("三级甲等", {"三级甲等"}),
    ],
)
def test_grades(printed: str | None, grades: set[str]) -> None:
    assert read_tier(printed) == grades
