"""Clauses that were taken over are found whatever changed in them, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.consistency import Finding, check
from extractor.corpus import load

_CIRCULAR = """{who}人民政府办公室

{number}

关于促进住房消费的{kind}

各有关单位：

{opening}

{body}

{who}人民政府办公室
{date}
"""
_ASKED = (
    "一、发放安居礼金。符合条件的购房人在主城区购买新建商品住房的，按不低于200元/平方米给予一次性礼金，每户最高不超过3万元。\n\n"
    "二、优化预售条件。新建商品房投入开发建设资金达到工程建设总投资25%以上的，可以申请预售许可，主体施工形象进度需达到地面正负零。\n\n"
    "三、分期缴纳配套费。房地产开发企业书面承诺的，可申请先按照50%缴纳城市基础设施配套费，余下部分在办理预售许可前缴清。"
)


def found(folder: Path, body: str, *, cites: bool = True, date: str = "2031年8月30日") -> list[Finding]:
    """What a county's circular with a body gives beside that of its city, by its sentences."""
    write(folder, _ASKED, body, cites=cites, date=date)
    return [one for one in check(load(folder, jobs=1).extractions) if one.evidence == "sentences"]


def write(folder: Path, asked: str, body: str, *, cites: bool = True, date: str = "2031年8月30日") -> None:
    """A city's circular that asks, and a county's with a body."""
    opening = "根据《关于促进住房消费的若干措施》（宜府办发〔2031〕6号），通知如下。" if cites else "现将有关事项通知如下。"
    city = _CIRCULAR.format(
        who="宜宾市", number="宜府办发〔2031〕6号", kind="若干措施", opening="现通知如下。", body=asked, date="2031年7月28日"
    )
    county = _CIRCULAR.format(who="屏山县", number="屏府办发〔2031〕9号", kind="实施意见", opening=opening, body=body, date=date)
    (folder / "city.txt").write_text(city, encoding="utf-8")
    (folder / "county.txt").write_text(county, encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "severity", "told"),
    [
        ("200元", "100元", "error", "低于下限，相差100元"),
        ("3万元", "5万元", "error", "高于上限，相差2万元"),
        ("50%", "40%", "warning", "相差10个百分点"),
    ],
)
def test_changed_figure_is_found(old: str, new: str, severity: str, told: str, tmp_path: Path) -> None:
    (one,) = found(tmp_path, _ASKED.replace(old, new))
    assert (one.check, one.severity) == ("value-differs", severity) and told in one.message
    assert new in one.lower.quote and one.higher is not None and old in one.higher.quote


@pytest.mark.parametrize(
    ("old", "new"),
    [("200元", "260元"), ("3万元", "2万元"), ("主城区", "县城区"), ("符合条件的购房人", "符合规定条件的购房人")],
)
def test_better_value_or_own_place_is_none(old: str, new: str, tmp_path: Path) -> None:
    assert found(tmp_path, _ASKED.replace(old, new)) == []


def test_what_is_not_cited_is_assumed_and_only_warned_of(tmp_path: Path) -> None:
    (one,) = found(tmp_path, _ASKED.replace("200元", "100元"), cites=False)
    assert one.severity == "warning" and "推定" in one.message


@pytest.mark.parametrize("date", ["2031年7月1日", "2036年7月1日"])
def test_nothing_is_assumed_of_circulars_before_or_long_after(date: str, tmp_path: Path) -> None:
    assert found(tmp_path, _ASKED.replace("200元", "100元"), cites=False, date=date) == []


def test_order_and_numbering_may_change(tmp_path: Path) -> None:
    parts = _ASKED.replace("50%", "40%").split("\n\n")
    turned = "\n\n".join([parts[2].replace("三、", "一、"), parts[0].replace("一、", "二、")])
    (one,) = found(tmp_path, turned)
    assert "40%" in one.lower.quote


def test_figure_of_another_case_is_none(tmp_path: Path) -> None:
    other = _ASKED.replace("购买新建商品住房的，按不低于200元", "购买二手房的，按不低于100元")
    assert all("100元" not in (one.lower.value or "") for one in found(tmp_path, other))


@pytest.mark.parametrize(("cites", "kinds"), [(True, {"above-ceiling"}), (False, {"value-differs"})])
def test_a_limit_on_what_places_set_for_themselves_binds_those_that_carry_it_out(cites: bool, kinds: set[str], tmp_path: Path) -> None:
    body = _ASKED.replace("给予一次性礼金，每户最高不超过3万元", "给予一次性礼金。住房公积金贷款最高额度不超过50万元")
    write(tmp_path, body, body.replace("50万元", "60万元"), cites=cites)
    assert {one.check for one in check(load(tmp_path, jobs=1).extractions)} == kinds
