"""Which schemes, benefits, attributes and groups the words of a text name."""

from __future__ import annotations

import pytest

from extractor.language.facets import FacetHits, find_facets


def names(text: str, hits: FacetHits) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], key) for hit in hits.hits for key in hit.keys]


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("城乡居民基本医疗保险住院待遇", [("城乡居民基本医疗保险", "resident_medical")]),
        ("城乡居民大病保险", [("城乡居民大病保险", "critical_illness")]),  # the longest term wins
        ("职工医保和居民医保", [("职工医保", "employee_medical"), ("居民医保", "resident_medical")]),
        ("医疗救助年度救助限额", [("医疗救助", "medical_assistance"), ("年度救助限额", "medical_assistance")]),
        ("基本养老保险缴费", [("基本养老保险", "pension")]),
        ("残疾人两项补贴", []),
    ],
)
def test_schemes(text: str, schemes: list[tuple[str, str]]) -> None:
    assert names(text, find_facets(text).schemes) == schemes


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("经居民医保、大病保险支付后，由医疗救助解决", ["medical_assistance"]),
        ("经大病保险报销后个人负担部分", []),
        ("享受大病保险待遇支付后", []),
        ("大病保险支付后仍有困难的", ["critical_illness"]),  # nothing leads through it
        ("经办机构负责。大病保险支付标准", ["critical_illness"]),
    ],
)
def test_schemes_that_have_paid(text: str, schemes: list[str]) -> None:
    assert [key for _, key in names(text, find_facets(text).schemes)] == schemes


def test_terms_of_different_kinds_may_overlap() -> None:
    text = "居民普通门诊支付比例"
    found = find_facets(text)
    assert names(text, found.schemes) == [("居民普通门诊", "resident_medical")]
    assert names(text, found.benefits) == [("普通门诊", "outpatient")]
    assert names(text, found.nouns) == [("支付比例", "payment_ratio")]


def test_a_term_may_name_several_attributes() -> None:
    text = "中央财政补助"
    assert names(text, find_facets(text).nouns) == [(text, "unmodelled"), (text, "central_subsidy")]


def test_ranges() -> None:
    text = "起付标准、支付比例、封顶线"
    hits = find_facets(text).nouns
    assert [hit.start for hit in hits.within(0, 9)] == [0, 5]
    assert [hit.start for hit in hits.within(0, 8)] == [0]  # 支付比例 ends at 9
    assert [hit.start for hit in hits.within(1, len(text))] == [5, 10]
    assert [hit.start for hit in hits.backwards(0, len(text))] == [10, 5, 0]
    assert [hit.start for hit in hits.backwards(1, 12)] == [5]
    assert list(hits.backwards(6, 6)) == []
