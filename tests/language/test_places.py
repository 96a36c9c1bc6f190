"""Places by GB/T 2260: names in a text, the place of an agency, what lies in what."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.language.past_places import written
from extractor.language.places import (
    CORPS,
    NATION,
    Place,
    as_of,
    at_level,
    functional_area,
    is_within,
    parent,
    place_by_code,
    place_of_agency,
    places_in,
    short_names_in,
)
from extractor.vocabulary import FOLDER


def place(code: str) -> Place:
    found = place_by_code(code)
    assert found is not None, code
    return found


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        ("000000", "全国", "national"),
        ("370000", "山东省", "province"),
        ("110000", "北京市", "province"),
        ("370100", "济南市", "city"),
        ("522600", "黔东南苗族侗族自治州", "city"),
        ("152500", "锡林郭勒盟", "city"),
        ("341525", "霍山县", "county"),
        ("110105", "朝阳区", "county"),
        ("330383", "龙港市", "county"),  # newer than the package's last revision
        ("220184", "公主岭市", "county"),  # got a new code
    ],
)
def test_code_has_name_and_level(code: str, name: str, level: str) -> None:
    assert (place(code).name, place(code).level) == (name, level)


def test_unknown_and_superseded_codes() -> None:
    assert place_by_code("999999") is None
    assert place_by_code("220381") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山东省医疗保障局转发通知", ["370000"]),
        ("四川省成都市武侯区人民政府", ["510000", "510100", "510107"]),
        ("济南市市中区医保局", ["370100", "370103"]),
        ("内蒙古自治区锡林郭勒盟", ["150000", "152500"]),
        ("黔东南州和凉山彝族自治州", ["522600", "513400"]),
        ("景宁县", ["331127"]),
        ("巴中市巴州区、巴州", ["511900", "511902", "652800"]),
        ("三明市沙县区", ["350400", "350405"]),
        ("武汉海关、聊城银保监分局", ["420100", "371500"]),
        ("香港特别行政区", ["810000"]),
        ("攀枝花市东区医保局", ["510400", "510402"]),
        ("推进老城区、城区和郊区改造", []),  # common words
        ("鼓楼区民政局", []),  # five districts of this name
        ("国际合作市场", []),  # no 合作市
        ("全市各区县", []),
        ("", []),
    ],
)
def test_places_in_text(text: str, expected: list[str]) -> None:
    found = places_in(text)
    assert [entry.code for _, _, entry in found] == expected
    assert all(0 <= start < end <= len(text) for start, end, _ in found)


def test_production_corps_is_a_province_without_code() -> None:
    text = "各省、自治区、直辖市及新疆生产建设兵团医疗保障局"
    assert places_in(text) == [(11, 19, CORPS)]
    assert parent(CORPS) == NATION


def test_context_resolves_a_name_that_several_divisions_bear() -> None:
    assert [entry.code for _, _, entry in places_in("鼓楼区民政局", place("320100"))] == ["320106"]
    assert [entry.code for _, _, entry in places_in("鼓楼区民政局", place("350102"))] == ["350102"]
    assert places_in("鼓楼区民政局", place("440100")) == []


AGENCIES = [
    ("济南市医疗保障局", "370100"),
    ("国家税务总局济南市税务局", "370100"),
    ("中共聊城市委", "371500"),
    ("中共北京市委", "110000"),
    ("国务院办公厅", "000000"),
    ("财政部", "000000"),
    ("国家医保局", "000000"),
    ("人力资源社会保障部办公厅", "000000"),
    ("广州市医疗保险服务中心", "440100"),
    ("温州市住房公积金管理中心", "330300"),
    ("四川省成都市武侯区医疗保障局", "510107"),
    ("北京市朝阳区医疗保障局", "110105"),
    ("朝阳市医疗保障局", "211300"),
    ("朝阳区医疗保障局", None),
    ("中国人民银行济南分行", "370100"),
    ("中国银行保险监督管理委员会聊城监管分局", "371500"),
    ("国家统计局深圳调查队", "440300"),
    ("国家金融监督管理总局广东监管局", "440000"),
    ("济南高新技术产业开发区管理委员会", "370100"),
    ("浦东新区民政局", "310115"),
    ("仙桃市医疗保障局", "429004"),
    ("香港特别行政区政府劳工及福利局", "810000"),
    ("卫生福利部中央健康保险署", "710000"),
    ("台北市政府", "710000"),
    ("市医保局", None),
    ("医保部门", None),
]


@pytest.mark.parametrize(("name", "code"), AGENCIES)
def test_place_of_agency(name: str, code: str | None) -> None:
    found = place_of_agency(name)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("市财政局", "371500", "371500"),
        ("省医保局", "371500", "370000"),
        ("省医保局", "530000", "530000"),
        ("自治区医保局", "450100", "450000"),
        ("市医保局", "110000", "110000"),
        ("市医保局", "110105", "110000"),
        ("市医保局", "341525", "341500"),
        ("市医保局", "330383", "330383"),  # a county-level city
        ("县民政局", "341525", "341525"),
        ("区民政局", "110105", "110105"),
        ("区民政局", "341525", None),
        ("县民政局", "371500", None),
        ("州医保局", "522600", "522600"),
        ("市医保局", "370000", None),  # which one?
        ("各区人民政府", "420100", None),
        ("市中区医保局", "370100", "370103"),
    ],
)
def test_relative_names_follow_the_document(name: str, context: str, code: str | None) -> None:
    found = place_of_agency(name, place(context))
    assert (found.code if found else None) == code


def test_ministries_of_a_region() -> None:
    assert place_of_agency("财政部", region=place("710000")) == place("710000")


def test_hierarchy() -> None:
    assert parent(place("370103")) == place("370100")
    assert parent(place("110105")) == place("110000")  # a municipality has no prefectures
    assert parent(place("429004")) == place("420000")  # directly under the province
    assert parent(NATION) is None
    assert is_within(place("370103"), place("370000"))
    assert is_within(place("370103"), place("370103"))
    assert not is_within(place("370103"), place("371500"))
    assert at_level(place("370103"), "province") == place("370000")
    assert at_level(place("370000"), "city") is None


def test_functional_areas_have_a_level_and_what_they_lie_in_but_no_code() -> None:
    (start, end, place) = places_in("河北雄安新区管理委员会")[0]
    assert (start, end, place.name, place.code, place.level) == (0, 6, "雄安新区", None, "city")
    above = parent(place)
    assert above is not None and above.name == "河北省"
    assert [found.name for _, _, found in places_in("四川天府新区、兰州新区")] == ["天府新区", "兰州新区"]


def test_short_names_that_one_division_alone_bears() -> None:
    assert {place.name for _, _, place in short_names_in("人行唐河支行、太原户籍")} >= {"唐河县", "太原市"}
    assert [place.name for _, _, place in short_names_in("和平建设")] == []


@pytest.mark.parametrize(("text", "code", "level"), [
    ("章丘市人民政府", "370181", "county"), ("即墨市财政局", "370282", "county"), ("襄樊市教育局", "420600", "city"),
    ("宣武区民政局", "110104", "county")])
def test_places_that_are_no_more(text: str, code: str, level: str) -> None:
    place = place_of_agency(text)
    assert place is not None and (place.code, place.level) == (code, level)


def test_a_division_that_is_no_more_lies_in_those_of_today() -> None:
    jinan, xiangyang = place_by_code("370100"), place_by_code("420600")
    assert jinan and xiangyang
    assert is_within(places_in("章丘市")[0][2], jinan) and is_within(places_in("襄樊市")[0][2], xiangyang)
    assert places_in("召开县级会议，扩大厂区") == []
    assert [place.name for _, _, place in places_in("重庆市开县")] == ["重庆市", "开县"]


@pytest.mark.parametrize(("name", "day", "code"), [
    ("日喀则市", "2010-05-01", "542301"), ("日喀则市", "2020-05-01", "540200"), ("铜仁市", "2009-01-01", "522201"),
    ("铜仁市", "2019-01-01", "520600"), ("济南市", "2010-05-01", "370100")])
def test_a_name_means_the_division_that_bore_it_then(name: str, day: str, code: str) -> None:
    (_, _, place), = places_in(name)
    assert as_of(place, date.fromisoformat(day)).code == code and as_of(place, None) == place


@pytest.mark.parametrize(("name", "level", "within"), [
    ("两江新区", "county", "重庆市"), ("雄安新区", "city", "河北省"), ("南昌市高新区", "county", "南昌市"),
    ("洛阳高新区", "county", "洛阳市"), ("云南滇中新区", "city", "云南省")])
def test_functional_areas_lie_in_a_division(name: str, level: str, within: str) -> None:
    area = functional_area(name)
    assert area is not None and area.code is None and area.level == level
    above = parent(area)
    assert above is not None and above.name == within


@pytest.mark.parametrize("name", ["高新区", "火星开发区", "南昌市"])
def test_what_is_no_functional_area(name: str) -> None:
    assert functional_area(name) is None


def test_the_past_is_as_the_package_gives_it() -> None:
    assert (FOLDER / "past_places.yaml").read_text(encoding="utf-8") == written()
