"""The page of some files: complete without scripts, everything escaped, every link leading somewhere."""

from __future__ import annotations

import pytest
from lxml import html

from extractor.records.extraction import Extraction
from extractor.report import render_extractions
from extractor.report.names import file_id
from tests.report.circulars import city, nation


@pytest.fixture(scope="module")
def page() -> str:
    return render_extractions([nation(), city()])


def test_nothing_of_a_text_becomes_markup(page: str) -> None:
    tree = html.fromstring(page)
    assert tree.xpath("//script") == [] and "<script>alert" not in page
    assert '<script>alert("甲")</script>&amp;' in "".join(tree.xpath("//body")[0].itertext())


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    tree = html.fromstring(page)
    assert tree.xpath("//link | //img | //iframe | //*[@src]") == []
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    assert "url(" not in page
    assert "default-src 'none'" in page and "script-src 'none'" in page


def test_every_link_leads_to_a_place_and_every_place_has_one_id(page: str) -> None:
    tree = html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)


def test_every_text_is_shown_whole(page: str) -> None:
    texts = ["".join(text.itertext()) for text in html.fromstring(page).find_class("text")]
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


def test_the_same_records_give_the_same_bytes() -> None:
    assert render_extractions([nation(), city()]) == render_extractions([nation(), city()])


def test_a_file_without_records_has_a_page() -> None:
    assert "没有读出内容" in render_extractions([Extraction("a.txt", "空文", ())])
