"""The site of a corpus as a reader gets it: complete without scripts, everything escaped, every link leading somewhere, pages small."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from extractor.build import build
from extractor.consistency.model import Waived
from extractor.consistency.wanted import Citing, Wanted
from extractor.corpus import Corpus, load
from extractor.kept import Store
from extractor.report import FOLDER, FRONT, write_site
from extractor.report.names import PART, anchor, circular_page
from extractor.rules import write_rules
from extractor.sources.model import SourceError
from extractor.tracker import collect_chunks
from tests.report.circulars import EVIL, city, finding, nation
from tests.report.links import broken_links, pages_of

SAMPLE = Path(__file__).parents[2] / "corpus"
FIRST, ANY = 200_000, 1_000_000
"""The most bytes of the first page, and of any."""


def written(folder: Path, corpus: Corpus, findings: list, wanted: list) -> Path:
    folder.mkdir()
    write_rules(corpus.extractions, folder)
    write_site(corpus, collect_chunks(corpus.extractions, Store()), findings, wanted, folder)
    return folder


def corpus() -> Corpus:
    failures = (SourceError(f"c{EVIL}.pdf", "is a scan", "use OCR", "scan"), SourceError("d.x", "odd", "ask", "other"))
    return Corpus(Path("corpus"), (nation(), city()), failures)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    findings = [
        finding(id="x2", severity="note", check="superseded", message="后文已作调整"),
        finding(id="x3", waived=Waived(reason="试点期间", by="张三", until="2022-12-31"), message="已经豁免的问题"),
        finding(),
    ]
    (cited,) = city().citations
    citing = Citing(
        document="b", name=f"某市{EVIL}", source="b.txt", place="某市", date=None, relation="basis", span=cited.span, quote=cited.quote
    )
    wanted = [Wanted(number="某府发〔2020〕1号", title=f"关于居民医保的意见{EVIL}", cited_by=(citing,))]
    return written(tmp_path_factory.mktemp("site") / "out", corpus(), findings, wanted)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "out"
    build(load(SAMPLE, jobs=1), folder)
    return folder


def page(site: Path, name: str):
    return html.parse(str(site / (FRONT if name == FRONT else f"{FOLDER}/{name}"))).getroot()


def said(element) -> str:
    return "".join("".join(element.itertext()).split())


def rows(tree, section: str = "") -> list[list[str]]:
    """The table rows of a page or of a section of it, a text for each cell."""
    within = f"//section[@id='{section}']" if section else ""
    return [[said(cell) for cell in row] for row in tree.xpath(f"{within}//tbody/tr")]


def test_nothing_of_a_circular_becomes_markup_and_no_page_runs_a_script_but_the_search(site: Path) -> None:
    shown = 0
    for path in pages_of(site):
        text = path.read_text("utf-8")
        tree = html.fromstring(text)
        scripts = tree.xpath("//script")
        assert "<script>alert" not in text
        assert [script.get("src") for script in scripts] == (["search-1.js", "search.js"] if path.name == "search.html" else [])
        assert ("script-src 'none'" in text) == (path.name != "search.html") and "default-src 'none'" in text
        assert tree.xpath("//img | //iframe | //object | //@style | //@*[starts-with(name(), 'on')]") == []
        shown += '<script>alert("甲")' in "".join(tree.xpath("//body")[0].itertext())
    assert shown >= 5
    index = (site / FOLDER / "search-1.js").read_text("utf-8")
    assert "alert" in index and "<" not in index


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    style = (site / FOLDER / "style.css").read_text("utf-8")
    assert "url(" not in style and "@import" not in style
    for path in pages_of(site):
        links = html.parse(str(path)).getroot().xpath("//@href | //@src | //@action")
        assert [link for link in links if re.match(r"[a-z]+:|//|/", link)] == []


@pytest.mark.parametrize("which", ["site", "sample"])
def test_every_link_leads_to_a_place_and_every_place_has_one_id(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    assert broken_links(folder) == []
    for path in pages_of(folder):
        twice = [name for name, count in Counter(html.parse(str(path)).getroot().xpath("//@id")).items() if count > 1]
        assert (path.name, twice) == (path.name, [])


def test_no_row_stands_twice_on_a_page_and_no_value_on_two_pages(sample: Path) -> None:
    values: Counter[tuple[str, str]] = Counter()
    for path in pages_of(sample):
        tree = html.parse(str(path)).getroot()
        again = [row for row, count in Counter(html.tostring(row) for row in tree.xpath("//tbody/tr")).items() if count > 1]
        assert (path.name, again) == (path.name, [])
        values.update((path.name[:12], id_) for id_ in tree.xpath("//tr/@id"))
    assert values and set(values.values()) == {1}


def test_the_text_is_shown_whole_with_marks_at_the_words(site: Path) -> None:
    tree = page(site, circular_page("b.txt"))
    (text,) = tree.find_class("text")
    assert "".join(text.itertext()) == city().text
    for record in city().records[1:]:
        mark = tree.get_element_by_id(anchor(record.span))
        assert "".join(mark.itertext()) == record.quote
        assert mark.get("class") == record.model_dump()["type"]


def test_a_circulars_page_has_all_that_was_read_each_value_once(site: Path) -> None:
    tree = page(site, circular_page("b.txt"))
    text = said(tree)
    assert "地区某市（990100，市级）" in text and "成文日期未读出" in text and "人工补充" in text
    ((subsidy),) = rows(tree, "values")
    assert subsidy[:5] == ["居民医保人均财政补助标准", "每人每年580元原550元", "", "2021年", "高"]
    assert "某医保发〔2021〕5号一第2页" in subsidy[5]
    ((ratio),) = rows(tree, "doubtful")
    assert ratio[0] == "住院支付比例未归类" and ratio[4] == "低没有合适的概念"
    assert ratio[2].startswith("在职职工") and "在职职工住院支付比例达到90%左右。" in ratio[5]
    ((task),) = rows(tree, "tasks")
    assert task[:4] == ["2021年9月底前年份据文件推定", "各县落实到位", "市医保局", "市财政局"]
    assert [row[0] for row in rows(tree, "citations")] == ["《关于居民医保的意见》（某府发〔2020〕1号）未入库"]
    assert rows(tree, "notes")[0][0].startswith("数量不明确")
    lines = tree.xpath("//section[@id='findings']//a/@href")
    assert lines == ["findings.html#x1", "findings.html#x2", "findings.html#x3"]


def test_findings_stand_errors_first_with_their_sides_and_what_is_waived_last(site: Path) -> None:
    tree = page(site, "findings.html")
    assert [one.get("id") for one in tree.xpath("//article")] == ["x1", "x2", "x3"]
    assert [said(one) for one in tree.xpath("//main//h2")] == ["错误低于下限1项", "提示已被后文取代1项", "已豁免低于下限1项"]
    first = tree.get_element_by_id("x1")
    assert "".join(said(words) for words in first.find_class("words")) == "580元不低于610元"
    assert first.xpath(".//cite/a/@href")[0] == f"{circular_page('b.txt')}#{anchor(city().parameters[0].span)}"
    assert "豁免理由：试点期间（张三，至2022年12月31日）" in said(tree.get_element_by_id("x3"))


def test_the_first_page_counts_and_names_what_to_look_at(site: Path) -> None:
    tree = page(site, FRONT)
    counts = {said(one)[len(said(one.find(".//b"))) :]: said(one.find(".//b")) for one in tree.xpath("//ul[@class='counts']/li")}
    assert counts == {"错误": "1", "警告": "0", "提示": "1", "任务": "1", "数值": "3", "待复核": "1", "待补文件": "1"}
    text = said(tree)
    assert "某市低于国家标准30元" in text and ".pdf：扫描件没有文字层" in text and "d.x：odd（ask）" in text
    assert "2份文件要素不全" in text
    assert [said(row[0]) for row in page(site, "unread.html").xpath("//tbody/tr")][1] == "d.x"


def test_a_place_has_what_its_circulars_set_by_field(sample: Path) -> None:
    tree = page(sample, "p-370000.html")
    by_label = {row[0]: row for row in rows(tree, "rules")}
    assert by_label["居民医保个人缴费标准"][1] == "320元每人每年"
    assert said(tree.xpath("//section[@id='rules']/h3")[0]).startswith("医疗保障")
    assert rows(tree, "tasks") and rows(tree, "circulars")
    assert "威海市" in said(tree.xpath("//ul[@class='leaves']")[0])


def test_what_is_due_stands_by_month(site: Path) -> None:
    tree = page(site, "tasks.html")
    assert [said(one) for one in tree.xpath("//main//h2")] == ["2021年9月1项", "自有关事项发生之日起计算1项"]
    assert [row[:2] for row in rows(tree)] == [["2021年9月底前年份据文件推定", "各县落实到位"], ["自印发后30天内", "落实"]]


def test_an_empty_corpus_has_a_site(tmp_path: Path) -> None:
    folder = written(tmp_path / "out", Corpus(Path("corpus"), ()), [], [])
    assert broken_links(folder) == []
    assert "没有读出任务或时限" in said(page(folder, "tasks.html"))


def test_pages_stay_small_whatever_the_corpus(tmp_path: Path) -> None:
    """Three hundred circulars of as many numbers, each at odds with the nation's, one with a very long annex."""
    extractions = [nation()]
    findings = []
    for number in range(300):
        source = f"b{number:03}.txt"
        one = city(source)
        extractions.append(one)
        lower = finding().lower.model_copy(update={"source": source})
        findings.append(finding(id=f"f{number}", lower=lower, message="某市低于国家标准30元。" * 20))
    long = city("long.txt")
    annex = "\n".join(f"{line}．每人每年{line}元。" for line in range(4000))
    record = long.parameters[1]
    values = [record.model_copy(update={"population": f"第{number}类人员"}) for number in range(600)]
    extractions.append(type(long)("long.txt", f"{long.text}\n{annex}", (*long.records, *values)))
    folder = written(tmp_path / "out", Corpus(Path("corpus"), tuple(extractions)), findings, [])
    assert (folder / FRONT).stat().st_size <= FIRST
    assert [path.name for path in (folder / FOLDER).iterdir() if path.stat().st_size > ANY // 2] == []
    assert broken_links(folder) == []
    assert len(annex) > PART and len(list((folder / FOLDER).glob(f"{circular_page('long.txt')[:-5]}-doubtful-*"))) > 2
    listed = [one.get("id") for path in (folder / FOLDER).glob("findings*.html") for one in html.parse(str(path)).xpath("//article")]
    assert sorted(listed) == sorted(one.id for one in findings)
