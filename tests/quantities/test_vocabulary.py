from __future__ import annotations

import pytest

from extractor.quantities import vocabulary
from extractor.quantities.vocabulary import either, units, words_of
from extractor.vocabulary import VocabularyError


def test_every_unit_has_one_meaning_and_what_stops_it_belongs_to_a_known_word() -> None:
    for name in ("units", "measure_words"):
        for word in vocabulary.read_words(name)["not_before"]:
            assert word in units().by_word, f"{name}.yaml: not_before: {word} is no unit"


def test_longest_unit_wins() -> None:
    unit = units().at("个工作日内", 0)
    assert unit is not None and (unit.word, unit.unit) == ("个工作日", "workday")


def test_a_unit_that_begins_another_word_is_none() -> None:
    assert units().at("年级", 0) is None
    assert units().at("元旦", 0) is None


def test_either_prefers_the_longer_word() -> None:
    assert either(["以上", "及以上", "以"]) == "及以上|以上|以"


@pytest.mark.parametrize("data", [None, "元", ["元", 5], ["元", ""], {"元": 1}])
def test_a_word_list_that_is_none_is_refused_with_its_place(data: object) -> None:
    with pytest.raises(VocabularyError, match=r"units\.yaml: money"):
        words_of(data, "units.yaml: money")


def test_a_file_that_is_no_mapping_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "load_yaml", lambda name: ["元"])
    with pytest.raises(VocabularyError, match=r"units\.yaml"):
        vocabulary.read_words("units")
