"""The parameter sheet: its rows, and each form that it can be asked for in."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from openpyxl import load_workbook

from extractor.records.extraction import Extraction
from extractor.rules.sheet import COLUMNS, Row, rows_of
from extractor.rules.sheet_forms import to_csv, to_html, to_json, to_xlsx
from extractor.vocabulary import load_yaml
from tests.rules.builders import CAP, CITY, CONCEPTS, NATION, RATIO, SUBSIDY, circular, critical_illness, money
from tests.rules.building import rules_of

DAY = date(2021, 10, 1)


def sheet(*corpus: Extraction, wanted: tuple[str, ...] = ()) -> list[Row]:
    return rows_of(rules_of(corpus).in_force, CONCEPTS, "371000", DAY, wanted)


def test_rows_stand_in_the_order_of_the_vocabulary_a_bracket_each() -> None:
    rows = sheet(critical_illness(), circular("国〔2021〕1号", NATION, "2021-05-27", money(SUBSIDY, "580", comparator="ge",
                                                                                         per="person/year")))
    assert [row.key.concept for row in rows] == [RATIO] * 7 + [CAP] * 2 + ["critical_illness.deductible"] * 2 + [SUBSIDY]
    named = dict(zip(COLUMNS, rows[-1].cells(), strict=True))
    assert (named["事项"], named["数值"], named["单位"], named["计算口径"]) == ("居民医保人均财政补助标准", "不低于580", "元", "每人每年")
    assert (named["制定层级"], named["起始日期"], named["文件"]) == ("国家（全国）", "2021-05-27", "国〔2021〕1号")
    assert rows[0].cells()[1:4] == ("1.8万元（含）以上、10万元（不含）以下", "60", "%")
    assert "不设（已取消）" in rows[8].cells()


def test_a_reader_is_told_what_to_mind() -> None:
    year = circular("威〔2020〕1号", CITY, "2020-01-05", money(SUBSIDY, "550", year=2020, modality="principle",
                                                              reasons=("人工更正：张三 2026-11-20：误读",)), status="explainer")
    (row,) = sheet(year)
    assert row.note == "原则上；解读；最近一次可确认有效：2020年12月31日，请核对有无新规定；人工更正：张三 2026-11-20：误读"
    unsure = money(SUBSIDY, "550", confidence="medium", reasons=("名称承自前一分句", "年度取自文件标题"), effective_from="2020-01-01")
    assert sheet(circular("威〔2020〕1号", CITY, "2020-01-05", unsure))[0].note == "系统推断，请核对原文：名称承自前一分句、年度取自文件标题"
    alike = circular("威〔2020〕1号", CITY, "2020-01-05", money(SUBSIDY, "1", year=2021), money(SUBSIDY, "2", year=2021))
    assert {row.note for row in sheet(alike)} == {"同一文件对同一事项写有几个不同的数值，请核对各自的适用对象"}
    (standing,) = sheet(circular("威〔2020〕1号", CITY, "2020-01-05", money(SUBSIDY, "550")))
    assert standing.note == "文件未写明施行日期，按成文日期起算"


@pytest.mark.parametrize(("wanted", "count"), [((CAP,), 2), (("critical_illness",), 11), (("限额", "起付"), 4), (("没有",), 0)])
def test_concepts_are_chosen_by_id_branch_or_words(wanted: tuple[str, ...], count: int) -> None:
    assert len(sheet(critical_illness(), wanted=wanted)) == count


def test_json_has_exact_values_and_sources() -> None:
    extraction = critical_illness()
    data = json.loads(to_json(sheet(extraction)))
    assert data[1]["value"] == "65" and data[1]["bracket"] == {
        "lower": "100000", "lower_inclusive": True, "upper": "200000", "upper_inclusive": False}
    assert all(extraction.text[slice(*row["span"])] == row["quote"] for row in data)
    assert [row["removed"] for row in data if row["concept"] == CAP] == [False, True]


EVIL = '=HYPERLINK("http://x","<b>点我</b>")'


def evil() -> list[Row]:
    return sheet(circular("威〔2020〕1号", CITY, "2020-01-05", money(SUBSIDY, "550", population=EVIL, quote=EVIL), title=EVIL))


def test_no_form_runs_what_a_circular_says() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(evil()).removeprefix("\ufeff"))))
    assert [name for name, cell in zip(rows[0], rows[1], strict=True) if cell.startswith(("=", "+", "-", "@"))] == []
    book = load_workbook(io.BytesIO(to_xlsx(evil(), "表")))
    cells = [cell for line in book.worksheets[0].iter_rows(min_row=3) for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None] == [550]
    page = html.fromstring(to_html(evil(), [], EVIL))
    assert page.xpath("//b") == [] and page.xpath("//a/@href") == ["#main"]
    assert EVIL in page.text_content()


def test_a_page_stands_alone_and_holds_every_row() -> None:
    text = to_html(sheet(critical_illness()), [], "威海市现行政策参数表（2021年10月1日）")
    page = html.fromstring(text)
    assert len(page.xpath("//tbody/tr")) == 11
    assert page.xpath("//link | //script | //img | //@src") == [] and page.xpath("//@href") == ["#main"]
    assert "@page" in text and page.xpath("string(//h1)") == "威海市现行政策参数表（2021年10月1日）"


def test_a_page_leads_to_the_words_where_there_are_pages_of_the_circulars() -> None:
    rows = sheet(critical_illness())
    page = html.fromstring(to_html(rows, [], "表", nav=[("首页", "x.html", False)], href=lambda source, span: f"c.html#{source}-{span[0]}"))
    assert page.xpath("//nav//a/@href") == ["x.html"]
    assert page.xpath("//td/a/@href") == [f"c.html#{row.source.source}-{row.source.span[0]}" for row in rows]


def test_a_workbook_is_the_same_file_each_time() -> None:
    rows = sheet(critical_illness())
    book = to_xlsx(rows, "表")
    assert to_xlsx(rows, "表") == book
    core = ZipFile(BytesIO(book)).read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {"1980-01-01T00:00:00Z"}


def test_every_calculation_is_about_known_concepts() -> None:
    from extractor.language.concepts import load_concepts

    settings = load_yaml("calculations.yaml")
    named = {entry[part] for entry in settings["benefits"].values() for part in ("deductible", "ratio", "cap") if part in entry}
    assert (named | set(settings["financing"].values())) - load_concepts().keys() == set()


def test_no_concept_is_a_branch_of_another() -> None:
    """A concept is a file of the tree, its branches would be a folder of the same name."""
    from extractor.language.concepts import load_concepts

    found = load_concepts()
    assert [name for name in found if any(other.startswith(f"{name}.") for other in found)] == []


def test_templates_are_found(tmp_path: Path) -> None:
    (tmp_path / "sheet.html").write_text(to_html([], [], "空表"), encoding="utf-8")
    assert "共 0 项" in (tmp_path / "sheet.html").read_text(encoding="utf-8")
