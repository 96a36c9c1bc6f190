from __future__ import annotations

import pytest

from extractor.quantities import bounds_of, find_brackets, find_quantities, joined_bounds


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("不超过4年", (None, False, "4", True)),
        ("未满16周岁", (None, False, "16", False)),
        ("4年以下", (None, False, "4", True)),
        ("4年以下（不含）", (None, False, "4", False)),
        ("2万元以上", ("20000", True, None, False)),
        ("超过2万元", ("20000", False, None, False)),
        ("3—6个月", ("3", True, "6", True)),
        ("（0，3〕万元", ("0", False, "30000", True)),
        ("60元与90元之间", ("60", True, "90", True)),
        ("6个月", ("6", True, "6", True)),
        ("约6个月", (None, False, None, False)),
    ],
)
def test_bounds_of(text: str, bounds: tuple[str | None, bool, str | None, bool]) -> None:
    for quantity in find_quantities(text):  # either end of a range knows both
        assert bounds_of(quantity) == bounds


def test_range_in_a_table_is_known_as_one() -> None:
    lower, upper = find_quantities("级别\t津贴（元）\n一档\t300—500")
    assert bounds_of(lower) == bounds_of(upper) == ("300", True, "500", True)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("1万元以上5万元以下", ("10000", True, "50000", True)),
        ("超过6个月但不超过12个月", ("6", False, "12", True)),
        ("1万元以上的罚款，5万元以下", None),
        ("5万元以下1万元以上", None),
    ],
)
def test_joined_bounds(text: str, bounds: tuple[str, bool, str, bool] | None) -> None:
    first, second = find_quantities(text)
    assert joined_bounds(text, first, second) == bounds


def test_a_range_leaves_its_bound_to_a_neighbour_that_prints_it() -> None:
    text = "0—5万元的部分支付60%，5万元（含）至8万元的部分支付70%"
    first, second = find_brackets(text, find_quantities(text))
    assert (first.upper, first.upper_inclusive) == ("50000", False)
    assert (second.lower, second.lower_inclusive) == ("50000", True)
