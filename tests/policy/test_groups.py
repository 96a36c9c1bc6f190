"""Groups of people: what a printed group names, who belongs to it, and how two stand to each other."""

from __future__ import annotations

import pytest

from extractor.policy.groups import every_name, is_everybody, members, names_all, read_group, relation, same_group


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, None, "same"),
        ("特困人员", None, "part"),
        (None, "特困人员", "whole"),
        ("参保居民", None, "same"),
        ("特困人员、低保对象", "低保对象和特困供养人员", "same"),
        ("對特困人員、低保對象", "特困人员、低保对象", "same"),
        ("特困人员、低保对象", "特困人员、低保对象、返贫致贫人口", "part"),
        ("困难人员", "特困人员、低保对象", "whole"),
        ("特困人员、低保对象等困难群体", "困难群众", "same"),
        ("特困人员、低保对象等", "特困人员、低保对象、孤儿", "same"),
        ("学生儿童", "学生、儿童", "same"),
        ("大学生", "学生儿童", "part"),
        ("在职职工", "退休人员", "other"),
        ("“两病”患者", "高血压、糖尿病患者", "same"),
        ("第二次住院的", "首次住院的", "other"),
    ],
)
def test_relations(one: str | None, other: str | None, expected: str) -> None:
    assert relation(read_group(one), read_group(other)) == expected


@pytest.mark.parametrize(
    ("group", "named"),
    [
        ("特困人员、低保对象", {"特困人员", "低保对象"}),
        ("低保对象或者特困人员", {"特困人员", "低保对象"}),
        ("建档立卡贫困人口、重点救助对象等困难人员", {"建档立卡贫困人口", "重点救助对象", "困难人员"}),
        ("农村低收入人口和脱贫人口", {"农村低收入人口", "脱贫人口"}),
        ("首次住院的", {"首次住院"}),
        ("第三次及以后住院的", {"第三次及以后住院"}),
    ],
)
def test_members_of_a_group(group: str, named: set[str]) -> None:
    assert members(group) == named
    assert names_all(group, next(iter(named))) and names_all(group, group)
    assert not names_all(next(iter(named)) if len(named) > 1 else "别的", group)


@pytest.mark.parametrize(
    ("printed", "asked", "meant"),
    [
        ("低保对象", "最低生活保障对象", True),           # another name
        ("困难人员", "特困人员", True),                   # belongs to it
        ("特困人员", "困难人员", False),
        ("特困人员、低保对象", "低保户", True),
        ("特困人员", "特困人员、低保对象", False),        # only a part is meant
        ("参保居民", "退休人员", True),                   # everybody
    ],
)
def test_who_is_meant(printed: str, asked: str, meant: bool) -> None:
    assert same_group(printed, asked) is meant


def test_names_of_a_group_include_those_of_its_parts() -> None:
    assert {"困难群众", "低保户", "特困人员"} <= every_name("困难人员")
    assert is_everybody("参保人员") and not is_everybody("特困人员")
