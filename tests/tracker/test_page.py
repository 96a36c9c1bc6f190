"""The page: what it shows, and that nothing of a circular runs in it."""

from __future__ import annotations

from datetime import date

from lxml import html

from extractor.records.models import DurationValue
from extractor.tracker.entries import Tracked, Wanted, select
from extractor.tracker.page import to_html
from extractor.tracker.state import DONE, IN_PROGRESS, State
from tests.tracker.building import deadline, task

ON = date(2021, 9, 15)


def page(*tracked: Tracked):
    return html.fromstring(to_html(select(tracked, ON, Wanted(everything=True)), ON, "重点任务"))


def texts(tree, path):
    return ["".join(node.text_content().split()) for node in tree.xpath(path)]


def test_overdue_tasks_stand_on_top_and_every_task_stands_in_its_month_with_its_quote():
    late = task("a", "完成清算", deadline("2021-08-31", quote="8月底前"), lead=("市医保局",))
    late = late.model_copy(update={"quote": "8月底前\n完成清算。"})
    tree = page(
        Tracked(late), Tracked(task("b", "报送总结", "2021-12-31")), Tracked(task("c", "印发办法", "2021-12-01"))
    )
    assert [node.get("href") for node in tree.xpath("//section[@class='overdue']//a")] == ["#a"]
    months = {
        "".join(section.xpath("./h3/text()")).strip(): section.xpath("./article/@id")
        for section in tree.xpath("//section[@class='month']")
    }
    assert months == {"2021年8月": ["a"], "2021年12月": ["c", "b"]}
    assert texts(tree, "//article[@id='a']//blockquote")[0].startswith("8月底前完成清算。省发〔2021〕42号七")
    assert texts(tree, "//article[@id='a']//mark") == ["8月底前"]
    assert "逾期15天" in texts(tree, "//article[@id='a']")[0]


def test_figures_and_load_by_agency():
    tree = page(
        Tracked(task("a", due="2021-08-31", lead_full=("甲局",), lead=("甲局",), support=("乙局",))),
        Tracked(task("b", due="2021-10-01", lead=("甲局",)), State(IN_PROGRESS)),
        Tracked(task("c", due="2021-08-01", lead=("甲局",)), State(DONE)),
        Tracked(task("d", due="2021-12-01", lead=("乙局",))),
    )
    assert texts(tree, "//ul[@class='counts']/li/b") == ["4", "1", "1", "1", "1"]
    rows = [
        ["".join(cell.text_content().split()) for cell in row.xpath("th|td[not(@class='bar')]")]
        for row in tree.xpath("//section[not(@class)]//tbody/tr")
    ]
    assert rows == [["甲局", "1", "1", "1", ""], ["乙局", "", "1", "", "1"]]


def test_tasks_without_a_date_stand_at_the_end_by_what_binds_them():
    tree = page(
        Tracked(task("a", due=deadline(duration=DurationValue(value="30", unit="day"), event="收到通知之日"))),
        Tracked(task("b", lead=("甲局",))),
        Tracked(task("c")),
    )
    sections = {
        "".join(section.xpath("./h2/text()")).strip(): section.xpath("./article/@id")
        for section in tree.xpath("//section[@class='undated']")
    }
    assert sections == {
        "自事件发生之日起计算的任务": ["a"],
        "明确了责任单位、未注明时限的任务": ["b"],
        "其他要求": ["c"],
    }
    assert "自收到通知之日起30天内" in texts(tree, "//article[@id='a']")[0]


def test_nothing_of_a_circular_or_a_note_runs_or_is_loaded():
    bad = '<script>alert(1)</script><img src="http://x/" onerror="x">"\'&'
    tracked = Tracked(
        task("a", bad, "2021-08-31", lead=(bad,), place=bad, number=bad, forwarded_by=(bad,)),
        State(note=bad, owner=bad, evidence=bad),
    )
    tree = page(tracked)
    assert tree.xpath("//script | //img | //link | //iframe | //@onerror") == []
    assert [href for href in tree.xpath("//@href | //@src") if not href.startswith("#")] == []
    assert texts(tree, "//article//h4")[0] == "".join(bad.split())
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


def test_an_empty_tracker_is_a_page_that_says_so():
    assert "没有注明日期的任务。" in page().text_content()
