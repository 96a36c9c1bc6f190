"""What is in force: examples first (circulars, a question, the answer), then the rules between them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractor.records.extraction import Extraction
from extractor.rules.in_force import Asked, sheet_of, value_for
from extractor.rules.model import Entry
from extractor.rules.statements import CONTRADICTORY, ENDED, PLACELESS, RELAYED, REVERSED, UNDATED
from tests.rules.builders import (
    CAP,
    CITY,
    FIRST,
    GROUP,
    NATION,
    PROVINCE,
    RATIO,
    SUBSIDY,
    circular,
    critical_illness,
    money,
    percent,
    repeals,
)
from tests.rules.building import rules_of

YEARLY = circular("威〔2021〕1号", CITY, "2021-06-01", money(SUBSIDY, "640", year=2021))
NEXT = circular("威〔2022〕1号", CITY, "2022-06-01", money(SUBSIDY, "670", year=2022))
FIVE_YEARS = circular("威〔2020〕9号", CITY, "2020-02-01", money(SUBSIDY, "600"),
                      effective_from="2020-03-01", effective_to="2025-02-28")
OF_PROVINCE = circular("鲁〔2021〕2号", PROVINCE, "2021-05-01", money(SUBSIDY, "580", year=2021, comparator="ge"))
OF_NATION = circular("国〔2020〕3号", NATION, "2020-05-01", money(SUBSIDY, "550", year=2020))
REPEAL = circular("威〔2023〕5号", CITY, "2023-01-10", repeals("威〔2021〕1号"), effective_from="2023-02-01")
EXPLAINER = circular("鲁〔2021〕2号", PROVINCE, None, money(SUBSIDY, "999", year=2021), status="explainer")
OTHER_EXPLAINER = circular("威〔2022〕8号", CITY, None, money(SUBSIDY, "690", year=2022), status="explainer")


@pytest.mark.parametrize(
    ("corpus", "place", "day", "value"),
    [
        ([YEARLY, OF_PROVINCE, OF_NATION], "371000", "2021-07-01", "640"),   # own value
        ([OF_PROVINCE, OF_NATION], "371000", "2021-07-01", "580"),           # else the province's
        ([OF_NATION], "371000", "2021-07-01", "550"),                        # else the nation's
        ([YEARLY, OF_NATION], "371000", "2020-12-31", "550"),                # own value not yet in force
        ([YEARLY], "370100", "2021-07-01", None),                            # another city's counts for nobody else
        ([YEARLY], "371002", "2021-07-01", "640"),                           # a district under its city
        ([YEARLY, NEXT], "371000", "2021-12-31", "640"),                     # later beats earlier, from its day on
        ([YEARLY, NEXT], "371000", "2022-01-01", "670"),
        ([NEXT, YEARLY], "371000", "2024-01-01", "670"),                     # in whatever order they come
        ([FIVE_YEARS], "371000", "2020-02-29", None),                        # 自…起施行
        ([FIVE_YEARS], "371000", "2025-02-28", "600"),                       # 有效期: the last day counts
        ([FIVE_YEARS], "371000", "2025-03-01", None),
        ([FIVE_YEARS, OF_NATION], "371000", "2025-03-01", "550"),            # what expired gives way to the nation's
        ([YEARLY, REPEAL], "371000", "2023-01-31", "640"),                   # 同时废止, on the day it takes effect
        ([YEARLY, REPEAL], "371000", "2023-02-01", None),
        ([OF_PROVINCE, EXPLAINER], "370000", "2021-07-01", "580"),           # an explainer yields to its circular
        ([OTHER_EXPLAINER], "371000", "2022-01-01", "690"),                  # but counts where there is none
        ([OTHER_EXPLAINER, NEXT], "371000", "2022-01-01", "670"),            # and yields to a circular of the day
    ],
)
def test_which_value_counts(corpus: list[Extraction], place: str, day: str, value: str | None) -> None:
    found = value_for(rules_of(corpus).in_force, SUBSIDY, Asked(place, date.fromisoformat(day)))
    assert (found[0].entry.value if found else None) == (None if value is None else Decimal(value))


def stretches(*corpus: Extraction, concept: str = SUBSIDY) -> list[Entry]:
    return [entry for series in rules_of(corpus).in_force if series.key.concept == concept for entry in series.entries]


def test_a_stretch_says_what_began_and_ended_it() -> None:
    first, second = stretches(YEARLY, NEXT)
    assert (first.start_from, first.end, first.ended_by) == ("year", date(2021, 12, 31), "威〔2022〕1号")
    assert (second.end, second.ended_by) == (None, None)
    (expired,) = stretches(FIVE_YEARS)
    assert (expired.start_from, expired.ended_by) == ("stated", "stated")


def test_a_draft_repeals_nothing_and_enters_nothing() -> None:
    draft = circular(None, CITY, "2022-01-01", repeals("威〔2021〕1号"), money(SUBSIDY, "1"), title="草案", status="draft")
    rules = rules_of([YEARLY, draft])
    assert [entry.end for entry in rules.in_force[0].entries] == [None]
    assert [series.entries[0].value for series in rules.drafts] == [Decimal(1)]


def test_a_year_starts_when_its_circular_takes_effect_in_it() -> None:
    (entry,) = stretches(circular("威〔2022〕1号", CITY, "2022-06-01", money(SUBSIDY, "1", year=2022),
                                  effective_from="2022-07-01"))
    assert entry.start == date(2022, 7, 1)


def test_what_a_person_asks_for() -> None:
    rules = rules_of([critical_illness()]).in_force
    day = date(2019, 10, 1)
    for group, cap in [(None, Decimal(400000)), ("困难人员", None), ("重点救助对象", None), ("退休人员", Decimal(400000)),
                       (GROUP, None)]:
        best = value_for(rules, CAP, Asked("371000", day, (group,) if group else ()))[0].entry
        assert best.value == cap and best.removed == (cap is None)


@pytest.mark.parametrize(
    ("tier", "value"), [("一级", "90"), ("基层", "90"), ("二级", "80"), ("三级", "70"), ("三级医院", "70"), (None, "60")]
)
def test_a_tier_beats_all_tiers(tier: str | None, value: str) -> None:
    rules = rules_of([circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "60"),
                               percent(RATIO, "90", tier="一级及以下"), percent(RATIO, "80", tier="二级"),
                               percent(RATIO, "70", tier="三级"))])
    best = value_for(rules.in_force, RATIO, Asked("371000", date(2022, 3, 1), tier=tier))[0]
    assert best.entry.value == Decimal(value)


@pytest.mark.parametrize(("place", "region", "value"), [
    ("440100", None, "2680"), ("440300", None, "2700"), ("440600", None, None), ("440600", "一类", "2000")])
def test_a_region_is_a_place_by_its_name_or_asked_for(place: str, region: str | None, value: str | None) -> None:
    rules = rules_of([circular("粤〔2026〕1号", ("广东省", "440000"), "2026-01-01", money(SUBSIDY, "2680", region="广州"),
                               money(SUBSIDY, "2700", region="深圳市、珠海市"), money(SUBSIDY, "2000", region="一类地区"))])
    found = value_for(rules.in_force, SUBSIDY, Asked(place, date(2026, 2, 1), region=region))
    assert (found[0].entry.value if found else None) == (value and Decimal(value))


CLAUSE = "我市以往政策与本通知规定不\n一致的，按本通知规定执行。"


@pytest.mark.parametrize(("text", "ends"), [(CLAUSE, date(2021, 12, 31)), ("按以往政策执行。", None)])
def test_older_rules_that_differ_give_way(text: str, ends: date | None) -> None:
    old = circular("威〔2019〕1号", CITY, "2019-01-01", percent(RATIO, "55", tier="二级及以下"),
                   percent(RATIO, "77", population="困难人员"))
    new = circular("威〔2022〕1号", CITY, "2022-01-01", percent(RATIO, "60", tier="二级"), text=text)
    by_value = {entry.value: entry.end for entry in stretches(old, new, concept=RATIO)}
    assert by_value == {Decimal(55): ends, Decimal(77): None, Decimal(60): None}


def test_a_wider_group_replaces_the_narrower() -> None:
    old = circular("威〔2019〕1号", CITY, "2019-01-01", money(FIRST, "5000", population="低保对象"))
    new = circular("威〔2020〕1号", CITY, "2020-01-01", money(FIRST, "4000", population="特困人员、低保对象"))
    ends = {entry.value: entry.end for entry in stretches(old, new, concept=FIRST)}
    assert ends == {Decimal(5000): date(2019, 12, 31), Decimal(4000): None}


def test_the_tier_asked_for_goes_before_one_that_takes_it_in() -> None:
    rules = rules_of([circular("威〔2022〕1号", CITY, "2022-03-01", percent(RATIO, "70", tier="三级"),
                               percent(RATIO, "60", tier="市外三级"), percent(RATIO, "65", tier="二级、三级"))])
    for tier, value in (("三级", 70), ("市外三级", 60), ("三级医院", 70), ("二级", 65)):
        best = value_for(rules.in_force, RATIO, Asked("371000", date(2022, 3, 1), tier=tier))[0]
        assert best.entry.value == Decimal(value), tier


def test_a_tier_in_other_words_is_replaced() -> None:
    old = circular("威〔2019〕1号", CITY, "2019-01-01", percent(RATIO, "55", tier="三级定点医疗机构"))
    new = circular("威〔2020〕1号", CITY, "2020-01-01", percent(RATIO, "60", tier="三级"), percent(RATIO, "65", tier="三级甲等"))
    ends = {entry.value: entry.end for entry in stretches(old, new, concept=RATIO)}
    assert ends == {Decimal(55): date(2019, 12, 31), Decimal(60): None, Decimal(65): None}


def test_a_target_replaces_no_rule() -> None:
    target = circular("威〔2022〕9号", CITY, "2022-06-01", money(SUBSIDY, "900", year=2025, modality="target"))
    found = value_for(rules_of([YEARLY, target]).in_force, SUBSIDY, Asked("371000", date(2025, 6, 1)))
    assert found[0].entry.value == Decimal(640)


def test_values_side_by_side_are_told_apart_by_label_else_by_their_order() -> None:
    labelled = circular("威〔2022〕1号", CITY, "2022-03-01", money(SUBSIDY, "1", label="市级补助"),
                        money(SUBSIDY, "2", label="县级补助"))
    assert {"".join(series.key.conditions) for series in rules_of([labelled]).in_force} == {"市级补助", "县级补助"}
    alike = circular("威〔2022〕1号", CITY, "2022-03-01", money(SUBSIDY, "1"), money(SUBSIDY, "2"), money(SUBSIDY, "1"))
    rules = rules_of([alike])
    assert {"".join(series.key.conditions): series.entries[0].value for series in rules.in_force} == {
        "并列第1项": Decimal(1), "并列第2项": Decimal(2)}
    assert rules.left_out == ()


def test_brackets_that_overlap_are_scales_side_by_side() -> None:
    rules = rules_of([circular("威〔2020〕7号", CITY, "2020-01-01", percent(RATIO, "50", "0", "100"),
                               percent(RATIO, "60", "100"), percent(RATIO, "70", "0", "80"), percent(RATIO, "80", "80"))])
    assert {"".join(series.key.conditions): [bracket.value for bracket in series.entries[0].brackets] for series in rules.in_force} == {
        "并列第1项": [Decimal(50), Decimal(60)], "并列第2项": [Decimal(70), Decimal(80)]}


def test_nothing_is_lost_silently() -> None:
    reversed_bounds = circular("威〔2020〕7号", CITY, "2020-01-01", percent(RATIO, "60", "200", "50"))
    left_out = rules_of([
        circular("无地〔2020〕1号", None, "2020-01-01", money(SUBSIDY, "1")),
        circular("无日〔2020〕1号", CITY, None, money(SUBSIDY, "1")),
        circular("威〔2020〕8号", CITY, "2020-01-01", money(SUBSIDY, "1"), status="ended"),
        OF_PROVINCE, EXPLAINER, reversed_bounds,
    ]).left_out
    assert sorted(item.reason for item in left_out) == sorted([ENDED, PLACELESS, UNDATED, RELAYED, REVERSED])


def test_one_circular_in_two_files_counts_once() -> None:
    (entry,) = stretches(YEARLY, YEARLY)
    assert entry.value == Decimal(640)
    other = circular("威〔2021〕1号", CITY, "2021-06-01", money(SUBSIDY, "650", year=2021))
    assert [item.reason for item in rules_of([YEARLY, other]).left_out] == [CONTRADICTORY]


def test_the_sheet_takes_each_value_from_the_nearest_place() -> None:
    rules = rules_of([YEARLY, OF_PROVINCE, OF_NATION, critical_illness(),
                      circular("鲁〔2019〕4号", PROVINCE, "2019-01-01", money(CAP, "300000", region="西部地区"))])
    rows = sheet_of(rules.in_force, "371000", date(2021, 7, 1))
    assert [(row.series.key.concept, row.series.place) for row in rows if row.series.key.concept in (SUBSIDY, CAP)] == [
        (CAP, "威海市"), (CAP, "山东省"), (CAP, "威海市"), (SUBSIDY, "威海市")]
