"""The place × value table: what is in force where, ranks, distances from floor and cap, gaps, and its forms."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from extractor.consistency.context import Context
from extractor.consistency.table import ValueTable, forms, value_table
from extractor.consistency.table.choice import UnknownValueError, choose
from extractor.kept import Store
from extractor.language.concepts import load_concepts
from extractor.language.divisions import divisions_below
from extractor.records.extraction import Extraction
from tests.consistency.builders import PAID, SUBSIDY, circular, value

DAY = date(2031, 10, 1)
NAME = "居民医保人均财政补助标准"
PER: dict[str, Any] = {"per": "person/year"}


def city(place: str, number: str, amount: str, issued: str = "2031-07-28", status: str = "in_force", **more: Any) -> Extraction:
    said = {"year": 2031, **PER, **more}
    return circular(number, place, issued, "补助标准为", value(f"{amount}元", SUBSIDY, amount, **said), "。", status=status)


@pytest.fixture(scope="module")
def corpus() -> list[Extraction]:
    floor = value("640元", SUBSIDY, "640", year=2031, comparator="ge", **PER)
    return [
        circular("湘医保发〔2031〕20号", "湖南省", "2031-06-20", "不低于", floor, "。"),
        city("株洲市", "株医保发〔2031〕15号", "650"),
        city("株洲市", "株医保发〔2030〕3号", "620", "2030-05-01", year=2030),
        city("湘潭市", "潭医保发〔2031〕3号", "610"),
        city("湘潭市", "潭医保发〔2031〕4号", "700", population="特困人员"),
        city("岳阳市", "岳医保发〔2030〕2号", "600", "2030-05-01", year=2030),
        city("衡阳市", "衡医保征〔2031〕1号", "680", status="draft"),
        circular("益医保发〔2031〕1号", "益阳市", "2031-03-01", "支付比例为", value("70%", PAID, "70", "percent"), "。"),
    ]  # fmt: skip


def index(corpus: list[Extraction]) -> Context:
    return Context(corpus, load_concepts(), Store())


@pytest.fixture(scope="module")
def table(corpus: list[Extraction]) -> ValueTable:
    made = index(corpus)
    return value_table(made, choose(made, NAME), DAY)


def test_what_is_in_force_and_since_when(table: ValueTable) -> None:
    said = [(row.place, row.value, row.since, row.state) for row in table.rows]
    assert said == [
        ("湖南省", "640", "2031-01-01", "holds"),
        ("株洲市", "650", "2031-01-01", "holds"),
        ("湘潭市", "610", "2031-01-01", "holds"),
        ("湘潭市", "700", "2031-01-01", "holds"),
        ("岳阳市", "600", "2030-01-01", "carried"),
    ]


def test_rank_is_among_places_of_a_level_for_one_case(table: ValueTable) -> None:
    assert [(row.place, row.rank, row.ranked) for row in table.rows] == [
        ("湖南省", None, None), ("株洲市", 1, 3), ("湘潭市", 2, 3), ("湘潭市", None, None), ("岳阳市", 3, 3)]  # fmt: skip


def test_distance_from_the_floor_above(table: ValueTable) -> None:
    found = {(row.place, row.value): row.floor and row.floor.distance for row in table.rows}
    assert found["株洲市", "650"] == "10" and found["湘潭市", "610"] == "-30" and found["湖南省", "640"] is None
    assert all(row.cap is None for row in table.rows)


def test_gaps_are_those_of_the_corpus_or_of_all_right_below(corpus: list[Extraction], table: ValueTable) -> None:
    (gap,) = table.gaps
    assert gap.place == "益阳市" and gap.from_above == ("每人每年不低于640元，湖南省（湘医保发〔2031〕20号）",)
    made = index(corpus)
    inside = value_table(made, choose(made, NAME), DAY, within="430000")
    assert {one.place for one in inside.gaps} == {one.name for one in divisions_below("430000")} - {"株洲市", "湘潭市", "岳阳市"}
    assert {row.place for row in value_table(made, choose(made, NAME), DAY, within="430200").rows} == {"株洲市"}


def test_conditions_drafts_and_another_day(corpus: list[Extraction]) -> None:
    made = index(corpus)
    choice = choose(made, SUBSIDY)
    assert [row.value for row in value_table(made, choice, DAY, ["特困"]).rows] == ["700"]
    assert "680" in [row.value for row in value_table(made, choice, DAY, drafts=True).rows]
    before = value_table(made, choice, date(2030, 6, 1))
    assert [(row.place, row.value, row.state) for row in before.rows] == [("株洲市", "620", "holds"), ("岳阳市", "600", "holds")]


def test_what_is_meant(corpus: list[Extraction]) -> None:
    made = index([*corpus, circular("长〔2031〕1号", "长沙市", "2031-01-01", value("500元", None, "500", label="一次性租房补贴标准"), "。")])
    assert choose(made, "财政补助").keys == (SUBSIDY,)
    assert choose(made, "租房补贴").keys == ("=一次性租房补贴标准",)
    both = index([*corpus, circular("长〔2031〕1号", "长沙市", "2031-01-01", value("9元", "critical_illness.financing", "9"), "。")])
    with pytest.raises(UnknownValueError, match="name one of them"):
        choose(both, "标准")
    with pytest.raises(UnknownValueError, match="there are"):
        choose(made, "火星补贴")


def test_workbook_has_numbers_and_days(table: ValueTable) -> None:
    book = load_workbook(io.BytesIO(forms.to_xlsx(table)))
    sheet = book["各地数值"]
    names = [cell.value for cell in sheet[2]]
    row = dict(zip(names, sheet[4], strict=True))
    assert (row["地区"].value, row["数值"].value, row["数值"].data_type) == ("株洲市", 650, "n")
    assert row["自"].value == datetime(2031, 1, 1) and row["自"].is_date
    assert row["高于下限"].value == 10 and row["排名"].value == 1
    assert [cell.value for cell in book["未规定的地区"]["A"]][2:] == ["益阳市"]
    assert forms.to_xlsx(table) == forms.to_xlsx(table)


def test_csv_has_plain_numbers_and_the_gaps(table: ValueTable) -> None:
    head, *lines = csv.reader(io.StringIO(forms.to_csv(table).removeprefix("\ufeff")))
    assert head == [name for name, _ in forms.COLUMNS]
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert (rows[2]["数值"], rows[2]["单位"], rows[2]["高于下限"], rows[2]["自"]) == ("610", "元（每人每年）", "-30", "2031-01-01")
    assert (rows[-1]["地区"], rows[-1]["状态"], rows[-1]["数值"]) == ("益阳市", "未规定", "")


def test_text_json_and_page(table: ValueTable) -> None:
    text = forms.plain(table)
    assert text.startswith("居民医保人均财政补助标准：2031年10月1日各地数值\n4个地区有规定，共5项；1个地区未规定。\n")
    assert "湘潭市  610元（每人每年）  2031-01-01起  现行  第2/3  下限640（-30）  湘潭市（潭医保发〔2031〕3号）" in text
    assert json.loads(table.to_json())["type"] == "value_table"
    evil = table.model_copy(update={"name": "<script>alert(1)</script>"})
    made = forms.page(evil)
    assert "<script>alert" not in made and not re.search(r"""(?:src|href)=["'](?!#)""", made)
    assert made.count('<tr class="') == 5 and '<td data-label="距下限" data-key="-30" class="short">-30' in made
