"""Annexes in files of their own belong to their circular."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus import gather, load
from extractor.sources import Cell, SourceText, Stretch, Table, find_files
from extractor.sources.annexes import annexes_of, with_annexes
from extractor.spans import Span
from tests.sources import office
from tests.sources.office import docx, paragraph, table
from tests.sources.test_archives import packed

NOTICE = "梅医保发〔2031〕6号\n关于调整居民医保住院待遇的通知\n各县医保局：\n住院待遇按附件执行。\n附件：住院报销比例表\n梅州市医疗保障局\n2031年5月6日\n"
ANNEX = docx(paragraph("住院报销比例表") + table([["医院等级", "住院报销比例"], ["一级", "85%"], ["二级", "75%"]]))


def grouped(names: list[str], given: dict[str, str] | None = None) -> dict[str, list[str]]:
    found = annexes_of(map(Path, names), given)
    return {circular.as_posix(): [annex.as_posix() for annex in group] for circular, group in found.items()}


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["a/通知.docx", "a/附件2.docx", "a/附件10：表.docx", "a/附件1.xls"], {"a/通知.docx": ["a/附件1.xls", "a/附件2.docx", "a/附件10：表.docx"]}),
        (["a/附件.docx", "b/通知.docx"], {}),
        (["通知一.docx", "通知二.docx", "附件.docx"], {}),
        (["通知.docx", "办法.docx", "通知-附件1.docx", "办法（附件：表）.docx"], {"通知.docx": ["通知-附件1.docx"], "办法.docx": ["办法（附件：表）.docx"]}),
        (["通知.docx", "通知附件说明.docx"], {}),
        (["通知.docx", "附件管理办法.docx"], {}),
        (["a.zip/附件 1.docx", "a.zip/通知.docx", "附件.docx"], {"a.zip/通知.docx": ["a.zip/附件 1.docx"]}),
    ],
)
def test_annexes_are_known_by_their_names(names: list[str], wanted: dict[str, list[str]]) -> None:
    assert grouped(names) == wanted


def test_a_person_says_what_the_names_do_not() -> None:
    names = ["通知一.docx", "通知二.docx", "附件.docx", "标准表.docx"]
    assert grouped(names, {"附件.docx": "通知二.docx", "标准表.docx": "通知一.docx"}) == {"通知二.docx": ["附件.docx"], "通知一.docx": ["标准表.docx"]}
    assert grouped(["通知.docx", "附件.docx"], {"附件.docx": "别处.docx"}) == {}


def test_a_saved_page_has_the_files_that_it_links_to(tmp_path: Path) -> None:
    links = '<a href="./P0203105.docx">附件1</a><a href="https://www.example.org/%E6%A0%87%E5%87%86.xls?x=1&amp;y">附件2</a><a href="other.html">x</a>'
    for name, text in (("page.html", f"<html><p>通知</p>{links}</html>"), ("other.html", '<a href=both.docx>x</a><a href="page.html">y</a>')):
        (tmp_path / name).write_text(text + "<a href='both.docx'>附件</a>", "gb18030")
    names = ["page.html", "other.html", "P0203105.docx", "标准.xls", "both.docx"]
    found = annexes_of([tmp_path / name for name in names])
    assert found == {tmp_path / "page.html": (tmp_path / "P0203105.docx", tmp_path / "标准.xls")}
    (tmp_path / "a.zip").write_bytes(packed({name: (tmp_path / name).read_bytes() for name in names[:1]} | {"P0203105.docx": ANNEX}))
    assert annexes_of(find_files([tmp_path / "a.zip"])) == {tmp_path / "a.zip" / "page.html": (tmp_path / "a.zip" / "P0203105.docx",)}


def test_one_text_with_the_tables_and_pages_of_both() -> None:
    circular = SourceText("通知.pdf", "通知", "pdf", stretches=(Stretch(0, 2, 1),))
    cells = (Cell(Span(0, 2), 0, 0), Cell(Span(3, 6), 0, 1))
    annex = SourceText("附件2：表.pdf", "一级\t80%\n", "pdf", stretches=(Stretch(0, 6, 1),), warnings=("缺页",), tables=(Table(cells),))
    joined = with_annexes(circular, [annex])
    assert joined.text == "通知\n附件2\n一级\t80%\n"
    assert [joined.text[slice(*cell.span)] for cell in joined.tables[0].cells] == ["一级", "80%"]
    assert joined.page_at(joined.text.index("80%")) == 2
    assert joined.warnings == ("附件“附件2：表.pdf”接在正文之后读取", "附件“附件2：表.pdf”：缺页")
    own_label = SourceText("附件2：表.txt", "附件2\n一级\t80%\n")
    assert with_annexes(circular, [own_label]).text == "通知\n附件2\n一级\t80%\n"


def test_what_was_recognized_of_an_annex_stays_known_as_such() -> None:
    annex = SourceText("附件.png", "一级80%\n二级\n70%\n", "image", stretches=(Stretch(0, 5, 1, None, 0.9),), joints=((9, 6),))
    joined = with_annexes(SourceText("通知.docx", "通知\n", "docx"), [annex])
    at = joined.text.index("80%")
    assert (joined.is_recognized_at(at, at + 3), joined.is_recognized_at(0, 2)) == (True, False)
    assert joined.page_at(at) is None and joined.page_at(0) is None
    ((start, above),) = joined.joints
    assert (joined.text[start:], joined.text[above : above + 2]) == ("70%\n", "二级")


def test_the_values_of_an_annex_are_those_of_the_circular(tmp_path: Path) -> None:
    (tmp_path / "报送.zip").write_bytes(packed({"通知.txt": NOTICE, "附件：住院报销比例表.docx": ANNEX}))
    (one,), failures = gather([tmp_path])
    assert failures == ()
    assert (one.source, len(one.documents)) == ("通知.txt", 1)
    assert [(parameter.value, parameter.document, parameter.section) for parameter in one.parameters] == [
        ("85", "梅医保发〔2031〕6号", ("附件",)), ("75", "梅医保发〔2031〕6号", ("附件",))]  # fmt: skip


def test_an_annex_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "附件1.docx").write_bytes(ANNEX)
    (tmp_path / "附件2.docx").write_bytes(ANNEX[:-40])
    (tmp_path / "附件3.xlsx").write_bytes(office.packed({"xl/workbook.xml": "<a/>"}))
    (one,), failures = gather([tmp_path])
    assert {parameter.value for parameter in one.parameters} == {"85", "75"}
    assert [failure.name for failure in failures] == ["附件2.docx", "附件3.xlsx"]


def test_what_is_kept_follows_the_annex(tmp_path: Path) -> None:
    corpus, cache = tmp_path / "corpus", tmp_path / "cache"
    corpus.mkdir()
    (corpus / "通知.txt").write_text(NOTICE, "utf-8")
    (corpus / "另一.txt").write_text(NOTICE.replace("6号", "7号"), "utf-8")
    (corpus / "表.docx").write_bytes(ANNEX)
    (corpus / "corpus.yaml").write_text("files:\n  表.docx:\n    annex_of: 通知.txt\n    reason: 随文下发\n", "utf-8")

    def values() -> list[str | None]:
        found = load(corpus, keep=True, cache=cache)
        assert found.failures == ()
        return [parameter.value for one in found.extractions for parameter in one.parameters]

    assert values() == values() == ["85", "75"]
    (corpus / "表.docx").write_bytes(docx(paragraph("住院报销比例表") + table([["医院等级", "住院报销比例"], ["一级", "90%"], ["二级", "75%"]])))
    assert values() == ["90", "75"]
