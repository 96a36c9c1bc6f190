"""Hospital grades: which are printed, and which takes in which."""

from __future__ import annotations

import pytest

from extractor.policy.tiers import grades, read_tier, tier_covers, tiers_covered_by


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (None, set()),
        ("三级", {3}),
        ("一级及以下", {0, 1}),
        ("二级及以上", {2, 3}),
        ("二级以上医疗机构", {2, 3}),
        ("一、二级", {1, 2}),
        ("一级和二级及以下", {0, 1, 2}),
        ("基层", {0}),
        ("二級、三級", {2, 3}),
        ("一级、二级、三级", set()),
        ("一、二、三级医疗机构", set()),
        ("一级及以下、二级、三级", set()),
        ("首套", {"首套"}),
        ("三级甲等", {"三级甲等"}),
        ("市外三级医院", {"市外三级"}),
    ],
)
def test_grades_of_a_tier(printed: str | None, read: set[int | str]) -> None:
    assert read_tier(printed) == read


@pytest.mark.parametrize(
    ("tier", "asked", "covered"),
    [
        ("一级及以下", "一级", True), ("一级及以下", "社区卫生服务中心", True), ("一级及以下", "二级", False),
        ("二级及以上", "三级", True), ("二级、三级", "三级医疗机构", True), ("三级", "三级甲等医院", True),
        ("三级", "二级", False), ("一、二级", "一级", True), ("一、二级", "三级", False),
        ("三级甲等", "三级", False), ("三级甲等", "三甲", True), ("市外三级", "三级", False), ("市外三级", "市外三级医院", True),
        ("三级", "市外三级", False), ("三级", "三级甲等", True), ("三级定点医疗机构", "三级", True),
        ("定点药店", "定点药店", True), ("定点药店", "三级", False),
    ],
)
def test_what_a_tier_takes_in(tier: str, asked: str, covered: bool) -> None:
    assert tier_covers(tier, asked) is covered


def test_names_that_a_tier_takes_in() -> None:
    assert {"一级", "二级", "一、二级"} <= tiers_covered_by("一、二级")
    assert grades("定点药店") == frozenset()
