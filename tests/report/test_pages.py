"""The pages as a reader gets them: complete without scripts, everything escaped, every link leading somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from extractor.consistency.model import Finding, Side, Waived
from extractor.corpus import Corpus
from extractor.kept import Store
from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    MentionRecord,
    NoteRecord,
    ParameterRecord,
    TaskRecord,
)
from extractor.report import render_extractions, render_report
from extractor.report.marks import file_id
from extractor.sources.model import SourceError
from extractor.tracker import collect_chunks
from tests.report.building import Builder

EVIL = '<script>alert("甲")</script>&amp;'
TEXT = f"""某市医疗保障局文件
关于提高居民医保补助标准的通知 {EVIL}
各县人民政府：
一、补助标准。居民医保财政补助标准由550元提高到每人每年580元，在职职工住院支付比例达到
90%左右。
二、组织实施。各县要在2021年9月底前落实到位（责任单位：市医保局、市财政局）。依据《关于居民医保的意见》（某府发〔2020〕1号）办理，若干名专员负责。"""
SUBSIDY = "resident_medical.financing.fiscal_subsidy"


def city(source: str = "b.txt") -> Extraction:
    builder = Builder(TEXT, source).head(
        number="某医保发〔2021〕5号", title=f"关于提高居民医保补助标准的通知{EVIL}", issuers=("某市医疗保障局",),
        level="city", place="某市", place_code="990100", supplied=("title",),
    )  # fmt: skip
    due = {"date": "2021-09-30", "precision": "month", "action": "各县落实到位", "year_from": "document"}
    builder.record(MentionRecord, "550元", kind="money", value="550", unit="CNY", section=("一",))
    builder.record(
        ParameterRecord, "580元", kind="money", value="580", unit="CNY", concept=SUBSIDY, label="财政补助标准",
        per="person/year", previous="550", year=2021, section=("一",), page=2,
    )  # fmt: skip
    builder.record(
        ParameterRecord, "90%左右", kind="percent", value="90", unit="percent", comparator="approx",
        label="住院支付比例", population=f"在职职工{EVIL}", confidence="low", reasons=("没有合适的概念",), section=("一",),
    )  # fmt: skip
    deadline = builder.at(DeadlineRecord, "2021年9月底前", **due)
    builder.record(DeadlineRecord, "2021年9月底前", **due)
    builder.record(
        TaskRecord, "各县要在2021年9月底前落实到位", id="t1", action="各县落实到位", deadline=deadline, section=("二",),
        lead=("市医保局",), support=("市财政局",),
    )  # fmt: skip
    builder.record(AssignmentRecord, "责任单位：市医保局、市财政局", lead=("市医保局",), support=("市财政局",))
    builder.record(
        CitationRecord,
        "《关于居民医保的意见》（某府发〔2020〕1号）",
        title="关于居民医保的意见",
        number="某府发〔2020〕1号",
    )
    builder.record(NoteRecord, "若干名", code="vague", message=f"数量不明确{EVIL}")
    return builder.done()


def nation() -> Extraction:
    text = "国家医疗保障局通知\n财政补助标准不低于610元，印发后30天内落实。"
    builder = Builder(text, "a.txt").head(number="医保发〔2021〕1号", title="通知", level="national", place="全国")
    builder.record(
        ParameterRecord,
        "不低于610元",
        kind="money",
        value="610",
        unit="CNY",
        comparator="ge",
        concept=SUBSIDY,
        year=2021,
    )
    builder.record(
        DeadlineRecord, "印发后30天内", duration={"value": "30", "unit": "day"}, **{"from": "印发后"}, action="落实"
    )
    return builder.done()


def finding(**fields: object) -> Finding:
    one, other = city().parameters[0], nation().parameters[0]
    lower = Side(document=one.document, source="b.txt", span=one.span, quote=one.quote, value="580")
    higher = Side(document=other.document, source="a.txt", span=other.span, quote=other.quote, value="610")
    defaults = {"check": "below-floor", "severity": "error", "id": "x1", "lower": lower, "higher": higher}
    return Finding.model_validate({**defaults, "message": f"某市低于国家标准30元{EVIL}", **fields})


@pytest.fixture(scope="module")
def report() -> str:
    extractions = (nation(), city())
    failures = (SourceError(f"c{EVIL}.pdf", "is a scan", "use OCR", "scan"), SourceError("d.x", "odd", "ask", "other"))
    findings = [
        finding(id="x2", severity="note", check="superseded", message="后文已作调整"),
        finding(id="x3", waived=Waived(reason="试点期间", by="张三", until="2022-12-31"), message="已经豁免的问题"),
        finding(),
    ]
    corpus = Corpus(Path("corpus"), extractions, failures)
    return b"".join(render_report(corpus, collect_chunks(extractions, Store()), findings)).decode()


@pytest.fixture(scope="module")
def page() -> str:
    return render_extractions([nation(), city()])


@pytest.fixture(params=["report", "page"])
def either(request: pytest.FixtureRequest) -> str:
    text: str = request.getfixturevalue(request.param)
    return text


def rows(report: str, section: str) -> list[list[str]]:
    """The table rows of a section, a text for each cell."""
    cells = html.fromstring(report).xpath(f"//section[@id='{section}']//tbody/tr")
    return [["".join("".join(cell.itertext()).split()) for cell in row] for row in cells]


def test_nothing_of_a_text_becomes_markup(either: str) -> None:
    tree = html.fromstring(either)
    assert len(tree.xpath("//script")) == 1
    assert "<script>alert" not in either
    assert '<script>alert("甲")</script>&amp;' in "".join(tree.xpath("//body")[0].itertext())


def test_nothing_is_loaded_from_elsewhere(either: str) -> None:
    tree = html.fromstring(either)
    assert tree.xpath("//link | //img | //iframe | //*[@src]") == []
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    assert "url(" not in either
    assert "default-src 'none'" in either


def test_every_link_leads_to_a_place_and_every_place_has_one_id(either: str) -> None:
    tree = html.fromstring(either)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)


def test_every_text_is_shown_whole(either: str) -> None:
    texts = ["".join(text.itertext()) for text in html.fromstring(either).find_class("text")]
    assert texts == [nation().text, city().text]


def test_marks_stand_at_the_words(page: str) -> None:
    tree = html.fromstring(page)
    for record in city().records[1:]:
        mark = tree.get_element_by_id(f"{file_id('b.txt')}-{record.span[0]}-{record.span[1]}")
        assert "".join(mark.itertext()) == record.quote
        assert mark.get("class") == record.model_dump()["type"]
    inner = tree.get_element_by_id("{}-{}-{}".format(file_id("b.txt"), *city().deadlines[0].span))
    assert inner.getparent().get("class") == "task"


def test_the_side_list_names_every_record(page: str) -> None:
    lists = [" ".join("".join(one.itertext()).split()) for one in html.fromstring(page).xpath("//aside")]
    for words in (
        "居民医保人均财政补助标准：每人每年580元",
        "住院支付比例：90%左右",
        "置信度低",
        "550元",
        "2021年9月底前：各县落实到位",
        "市医保局",
        "配合：市财政局",
        "《关于居民医保的意见》（某府发〔2020〕1号）",
        "数量不明确",
    ):
        assert words in lists[1]
    assert "印发后30天内：落实" in lists[0]


def test_values_stand_by_place_and_concept_with_all_they_have(report: str) -> None:
    headings = html.fromstring(report).xpath("//section[@id='values']//h3/text()")
    assert headings == ["全国", "某市"]
    national, subsidy, ratio = rows(report, "values")
    assert national[1] == "不低于610元"
    assert subsidy[:5] == ["居民医保人均财政补助标准", "每人每年580元原550元", "", "2021年", "高"]
    assert "某医保发〔2021〕5号一第2页" in subsidy[5]
    assert ratio[0] == "住院支付比例未归类"
    assert ratio[2].startswith("在职职工")
    assert "在职职工住院支付比例达到90%左右。" in ratio[5]


def test_the_review_list_says_what_a_person_must_do(report: str) -> None:
    section = html.fromstring(report).get_element_by_id("review")
    text = "".join("".join(section.itertext()).split())
    assert ".pdf：扫描件没有文字层" in text
    assert "d.x：odd（ask）" in text
    assert "某医保发〔2021〕5号：未读出成文日期" in text
    assert "医保发〔2021〕1号：未读出发文机关、成文日期" in text
    doubtful, note = rows(report, "review")
    assert doubtful[4] == "低没有合适的概念"
    assert note[0].startswith("数量不明确")
    assert "若干名" in note[1]


def test_findings_stand_errors_first_with_notes_and_waived_ones_apart(report: str) -> None:
    section = html.fromstring(report).get_element_by_id("findings")
    (article,) = section.xpath(".//article")
    assert "某市低于国家标准30元" in "".join(article.itertext())
    assert "".join("".join(words.itertext()) for words in article.find_class("words")) == "580元不低于610元"
    note, waived = rows(report, "findings")
    assert note[1] == "后文已作调整"
    assert "豁免理由：试点期间（张三，至2022年12月31日）" in waived[1]
    counts = "".join(html.fromstring(report).find_class("counts")[0].itertext())
    assert "1 / 0 / 1" in counts


def test_tasks_and_deadlines_stand_by_date(report: str) -> None:
    section = html.fromstring(report).get_element_by_id("schedule")
    assert section.xpath(".//h3/text()") == ["2021年9月", "自有关事项发生之日起计算"]
    task, deadline = rows(report, "schedule")
    assert task[:4] == ["2021年9月底前年份据文件推定", "各县落实到位", "市医保局", "市财政局"]
    assert task[4].startswith("各县要在2021年9月底前落实到位")
    assert deadline[:2] == ["印发后30天内", "落实"]


def test_heads_show_what_was_read_what_is_missing_and_what_was_supplied(report: str) -> None:
    text = "".join("".join(html.fromstring(report).get_element_by_id("documents").itertext()).split())
    assert "地区某市（990100，市级）成文日期未读出" in text
    assert "人工补充" in text


def test_the_same_records_give_the_same_bytes() -> None:
    assert render_extractions([nation(), city()]) == render_extractions([nation(), city()])


def test_an_empty_corpus_and_a_file_without_records_have_a_page() -> None:
    assert "没有读出政策参数" in b"".join(render_report(Corpus(Path("corpus"), ()), (), ())).decode()
    assert "没有读出内容" in render_extractions([Extraction("a.txt", "空文", ())])
