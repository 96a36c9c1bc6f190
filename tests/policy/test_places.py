"""The code of a place, those above it, and what a person means."""

from __future__ import annotations

import pytest

from extractor.policy.places import PlaceError, above, chain, code_of, find_place, level, lies_in, name_of, same_region
from tests.rules.builders import circular


def test_places_by_name_code_or_gazetteer() -> None:
    known = {"371000": "威海市", "x_1": "某兵团"}
    assert find_place("威海市", known) == find_place("371000", known) == ("371000", "威海市")
    assert find_place("濟南市", known) == ("370100", "济南市")
    assert find_place("全国", known)[0] == "000000"
    for wrong in ("火星", ""):
        with pytest.raises(PlaceError, match="不认识的地区"):
            find_place(wrong, known)
    with pytest.raises(PlaceError, match="不止一个"):
        find_place("城关区", {"1": "城关区", "2": "城关区"})


def test_places_above() -> None:
    assert chain("371002") == ("371002", "371000", "370000", "000000")
    assert above("419001") == ("410000", "000000")
    assert above("000000") == ()
    assert level("371002") == "county" and level("000000") == "national"


def test_a_functional_area_stands_below_the_division_that_it_lies_in() -> None:
    (area,) = circular(None, ("雄安新区", None), "2031-01-01", title="通知").documents  # type: ignore[arg-type]
    code = code_of(area)
    assert code is not None and above(code) == ("130000", "000000") and level(code) == "city"
    assert find_place("雄安新区", {}) == (code, "雄安新区")
    assert not chain(code)[0].isdigit() and chain(code)[0] == code


def test_regions() -> None:
    assert same_region("西部地区", "西部") and same_region("深圳市、珠海市", "珠海") and not same_region("西部地区", "东部")
    assert lies_in("510100", "西部地区") and not lies_in("371000", "西部地区") and lies_in("371002", "威海市、烟台市")


def test_a_division_that_is_no_more_is_the_one_that_it_became() -> None:
    (old,) = circular("章〔2012〕1号", ("章丘市", "370181"), "2012-01-01").documents
    assert code_of(old) == "370114" and name_of(old) == "章丘区"
    assert find_place("章丘市", {}) == ("370114", "章丘区")
    (merged,) = circular("崇〔2008〕1号", ("崇文区", "110103"), "2008-01-01").documents
    assert code_of(merged) == "110103" and above("110103") == ("110000", "000000") and name_of(merged) == "崇文区"
