"""The rules and the check read groups, grades and dates alike: what one holds in force for somebody the other does too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractor.consistency import check
from extractor.records.extraction import Extraction
from extractor.records.models import Condition
from extractor.rules.in_force import Asked, value_for
from extractor.rules.sheet import rows_of
from extractor.rules.statements import UNDATED
from tests.rules.builders import CITY, CONCEPTS, FIRST, PROVINCE, RATIO, SUBSIDY, circular, money, percent, repeals
from tests.rules.building import rules_of

LEVELS = {CITY: "city", PROVINCE: "province"}


def said(number: str, place: tuple[str, str], day: str, *records: dict[str, object], **head: object) -> Extraction:
    return circular(number, place, day, *records, level=LEVELS[place], **head)


def accused(*corpus: Extraction) -> set[str]:
    return {one.check for one in check(corpus) if one.severity != "note"}


@pytest.mark.parametrize(("tier", "asked"), [("一、二级", "一级"), ("一、二级", "二级"), ("一级和二级", "一级")])
def test_a_grade_whose_last_word_stands_behind_its_list(tier: str, asked: str) -> None:
    city = said("威〔2031〕2号", CITY, "2031-02-01", percent(RATIO, "60", tier=tier))
    found = value_for(rules_of([city]).in_force, RATIO, Asked("371000", date(2031, 3, 1), tier=asked))
    assert [one.entry.value for one in found] == [Decimal(60)]
    province = said("鲁〔2031〕1号", PROVINCE, "2031-01-01", percent(RATIO, "70", comparator="ge", tier="一级、二级"))
    assert accused(province, city) == {"below-floor"}


@pytest.mark.parametrize("group", ["低保对象或者特困人员", "低保对象、特困人员", "特困人员以及低保对象"])
def test_a_group_whatever_joins_its_members(group: str) -> None:
    city = said("威〔2031〕2号", CITY, "2031-02-01", money(FIRST, "6000", population=group))
    found = value_for(rules_of([city]).in_force, FIRST, Asked("371000", date(2031, 3, 1), ("特困人员",)))
    assert [one.entry.value for one in found] == [Decimal(6000)]
    province = said("鲁〔2031〕1号", PROVINCE, "2031-01-01", money(FIRST, "5000", comparator="le", population="特困人员、低保对象"))
    assert accused(province, city) == {"above-ceiling"}


def test_a_value_for_a_year_is_carried_on_beyond_it() -> None:
    city = said("威〔2031〕2号", CITY, "2031-02-01", money(SUBSIDY, "550", year=2031))
    province = said("鲁〔2032〕1号", PROVINCE, "2032-01-01", money(SUBSIDY, "580", comparator="ge", year=2032))
    (row,) = rows_of(rules_of([city]).in_force, CONCEPTS, "371000", date(2032, 7, 1))
    assert row.value == Decimal(550) and row.outdated
    assert accused(city, province) == set()
    same_year = said("鲁〔2031〕1号", PROVINCE, "2031-01-01", money(SUBSIDY, "580", comparator="ge", year=2031))
    (row,) = rows_of(rules_of([city]).in_force, CONCEPTS, "371000", date(2031, 7, 1))
    assert not row.outdated and accused(city, same_year) == {"below-floor"}


def test_a_circular_is_repealed_when_the_one_that_repeals_it_takes_effect() -> None:
    city = said("威〔2031〕2号", CITY, "2031-02-01", money(SUBSIDY, "550"))
    province = said("鲁〔2033〕1号", PROVINCE, "2033-03-01", money(SUBSIDY, "580", comparator="ge"))
    repeal = said("威〔2032〕5号", CITY, "2032-11-01", repeals("威〔2031〕2号"), effective_from="2033-01-01")
    later = said("威〔2032〕5号", CITY, "2032-11-01", repeals("威〔2031〕2号"), effective_from="2034-01-01")
    on = Asked("371000", date(2033, 6, 1))
    assert value_for(rules_of([city, repeal]).in_force, SUBSIDY, on) == [] and accused(city, repeal, province) == set()
    assert value_for(rules_of([city, later]).in_force, SUBSIDY, on) and accused(city, later, province) == {"below-floor"}


def test_what_a_later_circular_sets_for_other_grades_leaves_the_rest_in_force() -> None:
    old = said("威〔2031〕2号", CITY, "2031-02-01", percent(RATIO, "60", tier="三级"), percent(RATIO, "85", tier="一级"))
    new = said("威〔2031〕8号", CITY, "2031-08-01", percent(RATIO, "90", tier="一级"))
    province = said("鲁〔2031〕1号", PROVINCE, "2031-01-01", percent(RATIO, "70", comparator="ge", tier="三级"))
    found = value_for(rules_of([old, new]).in_force, RATIO, Asked("371000", date(2031, 9, 1), tier="三级"))
    assert [one.entry.value for one in found] == [Decimal(60)] and accused(old, new, province) == {"below-floor"}


AREA = ("南昌市高新区", None)


def test_a_functional_area_is_held_against_those_above_it_and_has_rules() -> None:
    area = circular("洪高新〔2031〕2号", AREA, "2031-02-01", money(SUBSIDY, "550"), level="county")  # type: ignore[arg-type]
    province = circular("赣〔2031〕1号", ("江西省", "360000"), "2031-01-01", money(SUBSIDY, "580", comparator="ge"), level="province")
    assert accused(province, area) == {"below-floor"}
    rules = rules_of([province, area])
    (own,) = [one for one in rules.in_force if one.place == "南昌市高新区"]
    assert [one.entry.value for one in value_for(rules.in_force, SUBSIDY, Asked(own.key.place_code, date(2031, 3, 1)))] == [550, 580]


def test_what_a_county_set_before_it_became_a_district_is_its_own() -> None:
    old = circular("章〔2012〕1号", ("章丘市", "370181"), "2012-01-01", money(SUBSIDY, "240"), level="county")
    new = circular("章〔2031〕1号", ("章丘区", "370114"), "2031-01-01", money(SUBSIDY, "550"), level="county")
    (series,) = rules_of([old, new]).in_force
    assert series.place == "章丘区" and [entry.value for entry in series.entries] == [240, 550]
    province = circular("鲁〔2031〕1号", PROVINCE, "2031-01-01", money(SUBSIDY, "500", comparator="ge"), level="province")
    assert accused(old, new, province) == set() and accused(old, province) == {"below-floor"}


def test_what_is_set_for_another_case_stands_beside_it() -> None:
    old = said("威〔2031〕2号", CITY, "2031-02-01", money(FIRST, "900", label="首次起付标准", quote="首次九百"))
    new = said("威〔2031〕8号", CITY, "2031-08-01", money(FIRST, "300", label="再次起付标准", quote="再次三百"))
    series = rules_of([old, new]).in_force
    assert {"".join(one.key.conditions): [(entry.value, entry.end) for entry in one.entries] for one in series} == {
        "首次": [(Decimal(900), None)], "再次": [(Decimal(300), None)]}
    province = said("鲁〔2031〕1号", PROVINCE, "2031-01-01", money(FIRST, "800", label="首次起付标准", comparator="le", quote="首次八百"))
    assert accused(old, new, province) == {"above-ceiling"}


def test_circulars_without_any_day_do_not_end_each_other() -> None:
    undated = [circular(f"威规{number}", CITY, None, money(SUBSIDY, value), level="city") for number, value in (("甲", "550"), ("乙", "560"))]
    province = said("鲁〔2031〕1号", PROVINCE, "2031-01-01", money(SUBSIDY, "580", comparator="ge"))
    assert accused(*undated, province) == set()
    assert [one.reason for one in rules_of(undated).left_out] == [UNDATED, UNDATED]


def test_a_value_of_more_conditions_leaves_the_general_one_in_force() -> None:
    """One of the same conditions, however they are worded, takes its place."""
    home = {"conditions": (Condition(text="购买装配式商品住房的", span=(0, 1), kind="object"),)}
    reworded = {"conditions": (Condition(text="购买装配式商品住宅", span=(0, 1), kind="object"),)}
    old = said("威〔2031〕1号", CITY, "2031-01-01", money(SUBSIDY, "600"), money(SUBSIDY, "700", **home, quote="装配式700元"))
    new = said("威〔2032〕1号", CITY, "2032-01-01", money(SUBSIDY, "800", **reworded))
    found = {(one.key.conditions, entry.value): entry.end for one in rules_of([old, new]).in_force for entry in one.entries}
    assert found == {
        ((), Decimal(600)): None,
        (("购买装配式商品住房",), Decimal(700)): date(2031, 12, 31),
        (("购买装配式商品住宅",), Decimal(800)): None,
    }
