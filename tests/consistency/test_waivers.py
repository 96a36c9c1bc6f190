"""Waivers: what they waive, and what is said about those that fit no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.consistency import Finding, WaiverError, check
from extractor.records.extraction import Extraction
from tests.consistency.builders import SUBSIDY, circular, value

ON = date(2023, 12, 1)
WHY = {"reason": "省局函复同意", "by": "王敏"}


@pytest.fixture
def corpus() -> list[Extraction]:
    return [
        circular("湘医保发〔2023〕20号", "湖南省", "2023-06-20", value("640元", SUBSIDY, "640", year=2023), "。"),
        circular("株医保发〔2023〕15号", "株洲市", "2023-07-28", value("610元", SUBSIDY, "610", year=2023), "。"),
    ]


def checked(corpus: list[Extraction], *waivers: dict[str, Any], on: date | None = ON) -> list[Finding]:
    return check(corpus, waivers, ["below-floor"], on=on)


def test_by_id(corpus: list[Extraction]) -> None:
    (found,) = checked(corpus)
    (waived,) = checked(corpus, {"finding": found.id, **WHY, "until": "2023-12-01"})
    assert waived.waived is not None and waived.waived.until == "2023-12-01"
    assert waived.id == found.id


@pytest.mark.parametrize(
    ("waiver", "fits"),
    [
        ({"check": "below-floor", "place": "株洲市"}, True),
        ({"check": "below-floor", "concept": SUBSIDY}, True),
        ({"check": "below-floor", "concept": SUBSIDY, "place": "湖南省"}, False),
        ({"check": "above-ceiling", "place": "株洲市"}, False),
    ],
)
def test_by_check_concept_and_place(corpus: list[Extraction], waiver: dict[str, Any], fits: bool) -> None:
    found = check(corpus, [{**waiver, **WHY}], ["below-floor", "above-ceiling"], on=ON)
    assert (found[0].waived is not None) == fits
    assert [one.check for one in found[1:]] == ([] if fits else ["waiver-unused"])


def test_expired(corpus: list[Extraction]) -> None:
    waiver = {"check": "below-floor", "place": "株洲市", **WHY, "until": "2023-11-30"}
    still, expired = checked(corpus, waiver)
    assert still.waived is None
    assert (expired.check, expired.severity) == ("waiver-expired", "note")
    assert "2023-11-30" in expired.message and "王敏" in expired.message
    (waived,) = checked(corpus, waiver, on=None)
    assert waived.waived is not None


def test_of_a_check_that_did_not_run_is_not_unused(corpus: list[Extraction]) -> None:
    waiver = {"check": "conflict", "place": "株洲市", **WHY}
    assert [one.check for one in checked(corpus, waiver)] == ["below-floor"]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"check": "below-floor", **WHY}, "entry 1"),
        ({"finding": "abc", "check": "below-floor", "place": "株洲市", **WHY}, "entry 1"),
        ({"check": "below-flor", "place": "株洲市", **WHY}, "no check is called 'below-flor'"),
        ({"finding": "abc", "by": "王敏"}, "reason"),
        ({"finding": "abc", **WHY, "until": "soon"}, "until"),
        ({"finding": "abc", **WHY, "note": "x"}, "note"),
    ],
)
def test_entry_that_is_none_is_refused(corpus: list[Extraction], entry: dict[str, Any], problem: str) -> None:
    with pytest.raises(WaiverError, match=problem):
        checked(corpus, entry)
