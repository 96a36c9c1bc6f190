"""What a person may call a place."""

from __future__ import annotations

import pytest

from extractor.language.place_names import near_places, places_called, places_with, whole_name, years_of


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("鲁", "山东省"), ("山东", "山东省"), ("山東省", "山东省"), ("37", "山东省"), ("宁", "宁夏回族自治区"),
        ("聊城", "山东省聊城市"), ("山东聊城", "山东省聊城市"), ("3715", "山东省聊城市"), ("穗", "广东省广州市"), ("长沙", "湖南省长沙市"),
        ("东昌府区", "山东省聊城市东昌府区"), ("聊城东昌府", "山东省聊城市东昌府区"), ("371502", "山东省聊城市东昌府区"),
        ("南京鼓楼", "江苏省南京市鼓楼区"), ("章丘市", "山东省济南市章丘市"), ("章丘", "山东省济南市章丘区"), ("恩施", "湖北省恩施土家族苗族自治州"),
        ("雄安", "河北省雄安新区"), ("全国", "全国"), ("内蒙古", "内蒙古自治区"),
    ],
)  # fmt: skip
def test_names_short_names_chains_and_codes(asked: str, meant: str) -> None:
    assert [whole_name(one) for one in places_called(asked)] == [meant]


def test_several_bear_a_name() -> None:
    assert {one.code for one in places_called("鼓楼区")} >= {"320106", "350102"}


@pytest.mark.parametrize(("asked", "like"), [("聊成", "山东省聊城市"), ("济男市", "山东省济南市"), ("东昌付区", "山东省聊城市东昌府区")])
def test_what_is_no_place_has_near_ones(asked: str, like: str) -> None:
    assert places_called(asked) == () and like in near_places(asked)
    assert places_called("") == places_called("999999") == ()


def test_places_of_the_past() -> None:
    (old,) = [one for one in places_with("章丘") if years_of(one)]
    assert (old.name, years_of(old)) == ("章丘市", (1995, 2016))
    assert all(years_of(one) is None for one in places_with("东昌府"))
