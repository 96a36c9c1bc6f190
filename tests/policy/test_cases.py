"""Words of which only one can be said of a value."""

from __future__ import annotations

import pytest

from extractor.policy.cases import are_apart, case_words, cases_of, is_case


@pytest.mark.parametrize(("words", "said"), [
    ("首套住房", "首套"), ("第二套", "二套"), ("在职职工", "在职"), ("在职工医保中断缴费", None), ("缴存职工", None)])
def test_cases_are_named_in_the_usual_words(words: str, said: str | None) -> None:
    assert case_words(words) == said


def test_what_can_never_be_the_same_case() -> None:
    assert are_apart(cases_of("首套住房"), cases_of("二套")) and not are_apart(cases_of("首套、二套"), cases_of("二套"))
    assert is_case("二套住房") and not is_case("多子女家庭二套住房优惠")
