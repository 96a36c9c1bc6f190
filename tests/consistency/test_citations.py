"""Citations held against the corpus, requirements handed down, and documents that stand for one another."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.consistency import Finding, check
from extractor.records.extraction import Extraction
from tests.consistency.builders import SUBSIDY, Said, circular, cites, due, value

NUMBER, TITLE = "湘医保发〔2023〕20号", "关于做好2023年城乡居民基本医疗保障工作的通知"
ACTION = "开通普通门诊费用跨省直接结算业务"


def province(*pieces: str | Said, **head: Any) -> Extraction:
    words = pieces or ("压实责任。",)
    return circular(NUMBER, "湖南省", "2023-06-20", *words, **({"title": TITLE, "recipients": ("各市、州医疗保障局",)} | head))


def city(*pieces: str | Said, number: str = "株医保发〔2023〕15号", date: str = "2023-07-28", **head: Any) -> Extraction:
    return circular(number, "株洲市", date, *pieces, **head)


def citing(number: str | None, title: str | None, before: str = "根据", **more: Any) -> list[Finding]:
    citation = cites("甲", number, title=title, **more)
    return check([province(), city(before, citation, "要求。")], checks=["citation-mismatch"])


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        (NUMBER, TITLE, []),
        ("湘医保发[2023]20号", f"湖南省医疗保障局 湖南省财政厅{TITLE}", []),
        ("湘醫保發〔2023〕20號", None, []),
        ("湘医保发〔2023〕22号", TITLE, ["citation-mismatch"]),
        ("湘医保发〔2022〕20号", TITLE, ["citation-mismatch"]),
        (NUMBER, "关于加强医疗保障基金监督管理的通知", ["citation-mismatch"]),
        (NUMBER, TITLE.replace("2023", "2022"), ["citation-mismatch"]),
        ("湘医保发〔2023〕88号", "关于加强医疗保障基金监督管理的通知", []),
        ("医保发〔2023〕20号", TITLE, []),
        ("国务院令第735号", "医疗保障基金使用监督管理条例", []),
        (None, "医疗保障基金使用监督管理条例", []),
    ],
)
def test_number_and_title(number: str | None, title: str | None, expected: list[str]) -> None:
    assert [one.check for one in citing(number, title)] == expected


def test_stated_date() -> None:
    (found,) = citing(NUMBER, TITLE, before="根据2023年6月2日印发的")
    assert found.check == "citation-mismatch" and "2023年6月20日" in found.message
    assert citing(NUMBER, TITLE, before="根据2023年6月20日印发的") == []


def test_cited_before_it_was_issued() -> None:
    early = city("根据", cites("甲", NUMBER), "。", date="2023-05-01")
    assert [one.check for one in check([province(), early], checks=["citation-mismatch"])] == ["citation-mismatch"]


def test_repealed_circular_is_no_basis_any_more() -> None:
    repealing = circular("湘医保发〔2023〕30号", "湖南省", "2023-07-01", cites("甲", NUMBER, "repeals"), "废止。")
    late, early = (city("根据", cites("乙", NUMBER), "。", date=date) for date in ("2023-07-28", "2023-06-28"))
    (found,) = check([province(), repealing, late], checks=["basis-lapsed"])
    assert "废止" in found.message and found.lower.document == "株医保发〔2023〕15号"
    assert check([province(), repealing, early], checks=["basis-lapsed"]) == []


def handed_down(clause: str | Said, *, asked: str = "各市州要在", relation: str = "basis", **head: Any) -> list[str]:
    higher = province(asked, due("9月底前", "2023-09-30", ACTION), f"{ACTION}。", **head)
    words = [clause] if isinstance(clause, str) else ["要在", clause, f"全市{ACTION}"]
    lower = city("根据", cites("甲", NUMBER, relation), "要求，通知如下。", *words, "。")
    names = ["deadline-later", "deadline-missing", "not-transposed"]
    return [one.check for one in check([higher, lower], checks=names)]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (due("12月底前", "2023-12-31", ACTION), ["deadline-later"]),
        (due("8月底前", "2023-08-31", ACTION), []),
        (due("9月底前", "2023-09-30", ACTION), []),
        (f"全市{ACTION}", ["deadline-missing"]),
        (f"按省规定时限{ACTION}", []),
        ("做好政策宣传", ["not-transposed"]),
    ],
)
def test_requirement_handed_down(clause: str | Said, expected: list[str]) -> None:
    assert handed_down(clause) == expected


@pytest.mark.parametrize("asked", ["省级医保部门要在", "各试点市要在", "有条件的市可在"])
def test_requirement_of_others_is_not_asked(asked: str) -> None:
    assert handed_down("做好政策宣传", asked=asked) == []


def test_forwarding_hands_everything_down() -> None:
    assert handed_down("请遵照执行", relation="forwards") == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于做好全市2023年城乡居民基本医疗保障工作的通知", ["deadline-later"]),
        ("关于做好2022年城乡居民基本医疗保障工作的通知", []),
        ("关于加强医疗保障基金监督管理的通知", []),
    ],
)
def test_same_title_is_as_good_as_a_citation(title: str, expected: list[str]) -> None:
    higher = province("各市州要在", due("9月底前", "2023-09-30", ACTION), f"{ACTION}。")
    lower = city("要在", due("12月底前", "2023-12-31", ACTION), f"全市{ACTION}。", title=title)
    assert [one.check for one in check([higher, lower])] == expected


def test_score_and_threshold_are_in_the_finding() -> None:
    higher = province("各市州要在", due("9月底前", "2023-09-30", ACTION), f"{ACTION}。")
    lower = city("根据", cites("甲", NUMBER), f"。全市{ACTION}。")
    (found,) = check([higher, lower], checks=["deadline-missing"])
    assert "100分" in found.message and "阈值75分" in found.message


def test_press_piece_stands_for_its_circular_only_where_that_is_missing() -> None:
    higher = province(value("640元", SUBSIDY, "640", year=2023), "。")
    piece = city(value("610元", SUBSIDY, "610", year=2023), "。", status="explainer", source="piece.txt")
    itself = city(value("650元", SUBSIDY, "650", year=2023), "。")
    assert [one.lower.source for one in check([higher, piece], checks=["below-floor"])] == ["piece.txt"]
    assert check([higher, piece, itself], checks=["below-floor"]) == []


def test_ids_survive_edits_elsewhere() -> None:
    higher = province(value("640元", SUBSIDY, "640", year=2023), "。")
    first, second = (city(words, value("610元", SUBSIDY, "610", year=2023), "。") for words in ("", "新增一段。"))
    (one,), (other,) = (check([higher, lower], checks=["below-floor"]) for lower in (first, second))
    assert one.id == other.id and one.lower.span != other.lower.span
