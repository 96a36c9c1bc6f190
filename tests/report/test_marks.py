"""Marks of records in a text: nested, sharing a place, crossing; the text itself unchanged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord, Line, MentionRecord, NoteRecord, ParameterRecord, TaskRecord
from extractor.report.marks import Close, Open, Text, mark_up, parts_of
from extractor.report.names import PART, Places, anchor, place_href, text_page
from tests.report.building import Builder

TEXT = "各市要在2021年9月底前将补助标准提高到580元。"


def printed(extraction: Extraction) -> str:
    """The marked text in a short form: [kinds ... ]."""
    pieces = []
    for token in mark_up(extraction, anchor):
        if isinstance(token, Open):
            pieces.append(f"[{'+'.join(token.kinds)}{'' if token.id else '…'}:")
        else:
            pieces.append(token.text if isinstance(token, Text) else "]")
    return "".join(pieces)


def test_a_longer_mark_holds_the_shorter_ones() -> None:
    builder = Builder(TEXT)
    builder.record(MentionRecord, "580元", kind="money", value="580", unit="CNY")
    builder.record(DeadlineRecord, "2021年9月底前", date="2021-09-30")
    builder.record(TaskRecord, TEXT[:-1], id="t", action="提高")
    assert printed(builder.done()) == "[task:各市要在[deadline:2021年9月底前]将补助标准提高到[mention:580元]]。"


def test_records_at_one_place_share_a_mark() -> None:
    builder = Builder(TEXT)
    builder.record(MentionRecord, "580元", kind="money", value="580", unit="CNY")
    builder.record(ParameterRecord, "580元", kind="money", value="580", unit="CNY")
    assert printed(builder.done()) == "各市要在2021年9月底前将补助标准提高到[parameter+mention:580元]。"


def test_a_mark_that_crosses_another_goes_on_after_it_without_its_id() -> None:
    builder = Builder("甲乙丙丁戊")
    builder.record(NoteRecord, "甲乙丙", code="c", message="m")
    builder.record(DeadlineRecord, "乙丙丁", date="2021-01-01")
    assert printed(builder.done()) == "[note:甲[deadline:乙丙]][deadline…:丁]戊"


def spans(length: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    bound = st.integers(0, length)
    return st.lists(st.tuples(bound, bound).map(lambda pair: (min(pair), max(pair))), max_size=8)


@given(spans(12))
def test_marks_always_nest_and_leave_the_text_as_it_is(places: list[tuple[int, int]]) -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑"
    records: list[Line] = [
        DeadlineRecord(source="a.txt", document="a", span=span, quote=text[slice(*span)]) for span in places
    ]
    extraction = Extraction("a.txt", text, tuple(records))
    tokens = list(mark_up(extraction, anchor))
    depth = 0
    for token in tokens:
        depth += isinstance(token, Open) - isinstance(token, Close)
        assert depth >= 0
    assert depth == 0
    assert "".join(token.text for token in tokens if isinstance(token, Text)) == text
    ids = [token.id for token in tokens if isinstance(token, Open) and token.id]
    assert len(ids) == len(set(ids)) == len({span for span in places if span[0] < span[1]})


def test_what_a_finding_points_at_is_marked_too() -> None:
    extraction = Builder(TEXT).record(MentionRecord, "580元", kind="money", value="580", unit="CNY").done()
    tokens = list(mark_up(extraction, anchor, [(0, 3)]))
    assert next(token for token in tokens if isinstance(token, Open)) == Open(("finding",), "t0-3")


def long_text() -> str:
    return "".join(f"第{number}行，每人每年{number}元。\n" for number in range(2 * PART // 12))


def test_a_long_text_goes_on_over_pages_that_begin_and_end_with_a_line() -> None:
    text = long_text()
    parts = parts_of(text)
    assert len(parts) > 1 and parts[0][0] == 0 and parts[-1][1] == len(text)
    for (start, end), number in zip(parts, range(len(parts)), strict=True):
        assert start <= number * PART < end and (end == len(text) or text[end - 1] == "\n")
        assert start == 0 or text[start - 1] == "\n"
    assert parts_of("") == [(0, 0)]
    assert all(end - start <= PART + 4000 for start, end in parts_of("字" * 3 * PART))


def test_every_place_is_marked_on_the_page_that_its_link_names() -> None:
    text = long_text()
    spans = [(found, found + 4) for found in range(0, len(text) - 4, 997)]
    records: list[Line] = [DeadlineRecord(source="a.txt", document="a", span=span, quote=text[slice(*span)]) for span in spans]
    extraction = Extraction("a.txt", text, tuple(records))
    ids = {
        f"{text_page('a.txt', number)}#{token.id}"
        for number, part in enumerate(parts_of(text))
        for token in mark_up(extraction, anchor, (), part)
        if isinstance(token, Open)
    }
    assert {place_href("a.txt", span) for span in spans} <= ids


def test_links_lead_to_files_of_the_corpus_alone() -> None:
    places = Places(["a.txt"])
    assert places.href("a.txt", (3, 5)).endswith("#t3-5")
    assert "#" not in places.href("a.txt", (3, 3))
    assert (places.href("b.txt", (3, 5)), places.page("b.txt")) == ("", "")
