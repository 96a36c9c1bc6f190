"""The words that the check knows: every entry means something."""

from __future__ import annotations

import re

from extractor.language.concepts import load_concepts
from extractor.vocabulary import load_yaml

CONCEPTS = load_concepts()


def test_concepts_exist() -> None:
    sums = load_yaml("consistency/sums.yaml")
    named = {
        *load_yaml("consistency/broad_concepts.yaml"),
        *load_yaml("policy/own_groups.yaml"),
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
    codes = [code for region in load_yaml("policy/regions.yaml").values() for code in region]
    assert len(codes) == len(set(codes)) == 31


def test_words_of_requirements_are_patterns_and_levels() -> None:
    words = load_yaml("consistency/requirements.yaml")
    assert set(words["addressees"]) == {"national", "province", "city", "county", "everybody"}
    assert all(re.compile(pattern) for pattern in words["dates"])
