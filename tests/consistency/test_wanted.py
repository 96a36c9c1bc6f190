"""待补文件: which circulars the corpus lacks, who cites them, and in which order."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from extractor.consistency.context import Context
from extractor.consistency.reports.wanted import COLUMNS, plain, table
from extractor.consistency.selection import cited_from
from extractor.consistency.wanted import Citing, Wanted
from extractor.consistency.wanted import wanted as find
from extractor.kept import Store
from extractor.policy.places import PlaceError
from extractor.records.extraction import Extraction
from tests.consistency.builders import circular, cites

NUMBER, TITLE = "湘医保发〔2023〕20号", "关于做好2023年城乡居民基本医疗保障工作的通知"
OTHER, OTHER_TITLE = "湘医保办发〔2022〕9号", "关于规范门诊慢特病病种认定工作的通知"


def province() -> Extraction:
    return circular(NUMBER, "湖南省", "2023-06-20", "压实责任。", title=TITLE)


def city(place: str, number: str, *pieces: Any, **head: Any) -> Extraction:
    return circular(number, place, "2023-07-28", *pieces, **head)


def wanted(corpus: list[Extraction], by: Callable[[Citing], bool] | None = None) -> tuple[Wanted, ...]:
    return find(Context(corpus, {}, Store()), by)


@pytest.fixture
def corpus() -> list[Extraction]:
    return [
        province(),
        city("株洲市", "株医保发〔2023〕15号", "根据", cites("甲", OTHER, title=OTHER_TITLE), "和", cites("乙", "湘医保发〔2023〕88号", "mentions"), "。"),
        city("湘潭市", "潭医保发〔2023〕3号", "参照", cites("丙", "湘醫保辦發[2022]9号", "mentions", OTHER_TITLE), "和", cites("戊", OTHER), "。"),
        city("岳阳市", "岳医保发〔2023〕4号", "按照", cites("丁", None, "basis", OTHER_TITLE), "。"),
    ]  # fmt: skip


def test_most_wanted_first_each_circular_once(corpus: list[Extraction]) -> None:
    first, second = wanted(corpus)
    assert (first.number, first.title, first.count, first.carried_out) == (OTHER, OTHER_TITLE, 3, 2)
    assert [one.place for one in first.cited_by] == ["株洲市", "湘潭市", "岳阳市"]  # the last one by its title alone
    assert (second.number, second.count, second.carried_out) == ("湘医保发〔2023〕88号", 1, 0)
    texts = {one.source: one.text for one in corpus}
    assert all(texts[one.source][slice(*one.span)] == one.quote for one in (*first.cited_by, *second.cited_by))


@pytest.mark.parametrize(
    ("number", "title", "similar"),
    [
        (NUMBER, TITLE, None),
        ("湘医保发〔2023〕22号", TITLE, None),  # a citation-mismatch
        ("国务院令第735号", "医疗保障基金使用监督管理条例", None),
        (None, "医疗保障基金使用监督管理条例", None),
        ("湘医保发〔2023〕02号", None, (NUMBER,)),
        ("湘医保发〔2023〕87号", None, ()),
    ],
)
def test_what_is_wanted(number: str | None, title: str | None, similar: tuple[str, ...] | None) -> None:
    found = wanted([province(), city("株洲市", "株医保发〔2023〕15号", "根据", cites("甲", number, title=title), "。")])
    assert [one.similar for one in found] == ([] if similar is None else [similar])


def test_only_what_some_circulars_cite(corpus: list[Extraction]) -> None:
    assert [one.count for one in wanted(corpus, cited_from(corpus, place="湖南省"))] == [3, 1]
    (only,) = wanted(corpus, cited_from(corpus, place="湘潭市"))
    assert (only.number, only.count) == (OTHER, 1)
    assert wanted(corpus, cited_from(corpus, place="湘潭")) == (only,)
    assert wanted(corpus, cited_from(corpus, sources=["岳医保发〔2023〕4号.txt"]))[0].count == 1
    assert wanted(corpus, cited_from(corpus, since=date(2024, 1, 1))) == ()
    with pytest.raises(PlaceError, match="相近"):
        cited_from(corpus, place="火星市")


def test_forms(corpus: list[Extraction]) -> None:
    found = wanted(corpus)
    line = json.loads(found[0].to_json())
    assert (line["type"], line["count"], line["carried_out"], len(line["cited_by"])) == ("wanted", 3, 2, 3)
    assert f"3份引用，其中2份以其为依据  《{OTHER_TITLE}》（{OTHER}）" in plain(found)
    assert plain(found).endswith("待补文件2件，被引用4次。\n")
    evil = Wanted(number="=1+1", title="@x", cited_by=found[0].cited_by)
    head, row = table([evil]).splitlines()
    assert head == "\ufeff" + ",".join(COLUMNS) and row.startswith("'=1+1,'@x,3,2,")
