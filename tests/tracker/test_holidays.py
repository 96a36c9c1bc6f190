"""Holiday notices of the corpus: read, and counted by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from extractor.records.extraction import Extraction
from extractor.tracker import collect
from extractor.tracker.entries import entry_of
from extractor.tracker.holidays import holiday_notices, read_notice
from extractor.tracker.origin import Origin
from extractor.tracker.store import Store
from extractor.vocabulary.patterns import Pattern, load_patterns
from tests.tracker.building import deadline, document, extraction, record

TEXT = """
一、元旦：2030年12月31日（周二）至2031年1月1日放假调休，共2天。2030年12月28日（周六）上班。
二、春节：1月22日（农历除夕、周三）至28日（农历正月初六、周二）放假调休，共7天。1月18日（周六）、2月8日（周六）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日至4日放假调休，共4天。4月27日（周日）上班。
五、端午节：6月24日（周二）放假1天。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。
9月28日（周日）、10月11日（周六）照常工作。
节假日期间，各单位要妥善安排好值班，1月20日前报值班表。
""".strip()


@pytest.mark.parametrize("one", load_patterns("holidays", ("patterns",)).values(), ids=lambda one: one.name)
def test_examples(one: Pattern) -> None:
    for example in one.matches:
        text, start, end = "".join(example.split("【")).replace("】", ""), example.index("【"), example.index("】") - 1
        assert (start, end) in [hit.span() for hit in one.expression.finditer(text)], example
    for example in one.misses:
        assert one.expression.search(example) is None, example


def days(first: str, last: str | None = None) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return {start + timedelta(days=number) for number in range((end - start).days + 1)}


def test_a_notice_is_read_to_the_day():
    notice = read_notice("".join(TEXT.split()), 2031)
    assert notice is not None
    assert notice.off == set().union(
        days("2030-12-31", "2031-01-01"), days("2031-01-22", "2031-01-28"), days("2031-04-05"),
        days("2031-05-01", "2031-05-04"), days("2031-06-24"), days("2031-10-01", "2031-10-08"))
    assert notice.worked == set().union(
        *map(days, ("2030-12-28", "2031-01-18", "2031-02-08", "2031-04-27", "2031-09-28", "2031-10-11")))


def notice(text: str = TEXT, title: str = "关于2031年部分节假日安排的通知", source: str = "h.txt", id: str = "国办发明电〔2030〕9号") -> Extraction:
    head = document(id, source, title=title, level="national", place="全国", place_code="000000")
    return Extraction(source=source, text=text, records=(head,))


def test_a_notice_that_leaves_a_festival_out_is_named_and_not_taken():
    found = holiday_notices([notice(TEXT.replace("三、清明节：4月5日放假，与周末连休。", "").replace("五、端午节：6月24日（周二）放假1天。", ""))])
    assert (found.notices, found.unread) == ((), ("国办发明电〔2030〕9号",))


@pytest.mark.parametrize("title", ["关于2031年元旦放假安排的通知", "关于做好2031年节假日值班的通知", None])
def test_other_circulars_are_no_notices(title):
    assert holiday_notices([notice(title=title)]).notices == ()


def test_the_nations_own_comes_before_one_that_passes_it_on():
    other = notice(source="a.txt", id="某办〔2030〕1号", text=TEXT.replace("6月24日", "6月24日、6月25日"))
    (head,) = other.documents
    other = Extraction(source="a.txt", text=other.text, records=(head.model_copy(update={"level": "city"}),))
    assert [one.source for one in holiday_notices([other, notice()]).notices] == ["国办发明电〔2030〕9号"]


DUE = record("p1", "报送值班情况", deadline("2031-01-27", counted={"from": "2031-01-23", "workdays": 1}))


def test_tasks_are_due_by_the_notice_of_the_corpus():
    circular = extraction(document(), DUE)
    (alone,), (beside,) = collect([circular]), collect([circular, notice()])
    assert alone.deadline is not None and alone.deadline.date == "2031-01-27"  # without a notice: the days off by law and weekends
    assert beside.deadline is not None and beside.deadline.date == "2031-01-29"


def test_the_store_keeps_the_notice_that_a_synchronization_read(tmp_path):
    circular = extraction(document(), DUE, record("p2", "印发方案", "2031-09-27"))
    corpus = [circular, notice()]
    calendar = holiday_notices(corpus).calendar
    with Store.open(f"sqlite:///{tmp_path / 't.sqlite'}") as store:
        store.sync(collect(corpus), date(2031, 1, 1), "甲", Origin((), ""), calendar)
        first, second = (entry_of(one, date(2031, 1, 1)) for one in store.tracked())
        assert (first.due.day, first.remark, second.due.working_day) == (date(2031, 1, 29), "", date(2031, 9, 26))
        assert entry_of(store.find("p1"), date(2031, 1, 1)).due == first.due
        store.sync(collect([circular]), date(2031, 1, 2), "甲", Origin((), ""))
        assert "2031年节假日安排尚未发布或未收录" in entry_of(store.find("p1"), date(2031, 1, 2)).remark
