"""The findings about the five circulars of the sample corpus: what is really there, and nothing that is fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.consistency import Finding, check
from extractor.corpus import load

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return check(load(CORPUS).extractions)


def of(findings: list[Finding], name: str) -> list[Finding]:
    return [finding for finding in findings if finding.check == name]


def test_notice_passes_on_a_date_that_is_over(findings: list[Finding]) -> None:
    (found,) = of(findings, "deadline-passed-on-issue")
    assert (found.lower.document, found.lower.quote, found.lower.value) == ("济医保发〔2021〕7号", "8月底前", "2021-08-31")
    assert found.higher is not None and found.higher.document == "鲁医保发〔2021〕42号"


def test_province_drops_a_national_date(findings: list[Finding]) -> None:
    (found,) = of(findings, "deadline-missing")
    assert found.lower.document == "鲁医保发〔2021〕42号" and "增补品种" in found.lower.quote
    assert found.higher is not None and found.higher.value == "2021-06-30"


def test_nothing_else(findings: list[Finding]) -> None:
    expected = {"deadline-passed-on-issue", "deadline-missing"}
    assert {found.check for found in findings} == expected
    assert all(found.severity != "error" for found in findings)
