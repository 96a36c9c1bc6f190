"""The code of a place, those above it, and what a person means."""

from __future__ import annotations

import pytest

from extractor.policy.places import (
    PlaceError,
    above,
    chain,
    code_of,
    find_place,
    found_places,
    is_of,
    level,
    lies_in,
    name_of,
    same_region,
)
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


def test_a_place_by_any_of_its_names_or_an_error_with_what_there_is() -> None:
    for asked in ("聊城", "山东聊城", "371500", "3715"):
        assert find_place(asked) == ("371500", "聊城市")
    assert find_place("鼓楼区", {"320106": "鼓楼区", "320100": "南京市"}) == ("320106", "鼓楼区")
    with pytest.raises(PlaceError, match=r"江苏省南京市鼓楼区（320106）.*福建省福州市鼓楼区（350102）"):
        find_place("鼓楼区")
    with pytest.raises(PlaceError, match=r"相近的有：.*山东省聊城市"):
        find_place("聊成市")


def test_what_is_of_a_place_or_in_it() -> None:
    (county,) = circular("甲〔2031〕1号", ("东昌府区", "371502"), "2031-01-01").documents
    assert [is_of(county, code) for code in ("371502", "371500", "370000", "000000", "370100")] == [True, True, True, False, False]


def test_places_found_for_a_person() -> None:
    assert found_places("东昌府") == [("371502", "山东省聊城市东昌府区", "县级", "")]
    assert [row[3] for row in found_places("章丘市")] == ["已撤销或改名（1995—2016年在用），今为章丘区（370114）"]
    with pytest.raises(PlaceError):
        found_places("无此地")
