"""The lines of the export: their order, their places, their documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.pipeline import extract_source
from extractor.records.models import NoteRecord, to_line
from extractor.sources.model import SourceText
from tests.records.reading import read

AUTHORED = sorted((Path(__file__).parents[1] / "evaluation" / "authored").glob("*.txt"))
SMALL = "甲市医疗保障局关于做好2024年居民医保工作的通知\n甲医保发〔2024〕3号\n\n各县区医疗保障局：\n\n居民医保财政补助标准达到每人每年不低于670\n\n元。\n"


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: path.stem)
def test_every_line_points_at_its_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    extraction = extract_source(SourceText(path.name, text))
    assert extraction.text == text
    for record in extraction.records:
        start, end = record.span
        assert text[start:end] == record.quote
        assert record.source == path.name


@pytest.mark.parametrize("path", AUTHORED, ids=lambda path: path.stem)
def test_lines_are_in_the_order_of_the_text(path: Path) -> None:
    extraction = extract_source(SourceText(path.name, path.read_text(encoding="utf-8")))
    for document in extraction.documents:
        spans = [record.span for record in extraction.records if record.document == document.id][1:]
        assert spans == sorted(spans)


def test_a_value_over_broken_lines() -> None:
    [parameter] = read(SMALL).parameters
    assert parameter.quote == "不低于670\n\n元"
    assert (parameter.value, parameter.per, parameter.year) == ("670", "person/year", 2024)


def test_every_parameter_is_a_mention_too() -> None:
    extraction = read("居民医保住院支付比例由70%提高到75%，起付标准500元。")
    mentions = {(mention.span, mention.value) for mention in extraction.mentions}
    assert {(parameter.span, parameter.value) for parameter in extraction.parameters} < mentions
    assert len(mentions) == 3


def test_heads_and_signatures_hold_no_mentions() -> None:
    text = SMALL + "\n甲市医疗保障局\n2024年3月1日\n"
    assert [mention.value for mention in read(text).mentions] == ["670"]


def test_the_document_is_named_by_its_number_or_title() -> None:
    assert read(SMALL).documents[0].id == "甲医保发〔2024〕3号"
    without = read(SMALL.replace("甲医保发〔2024〕3号\n", "")).documents[0]
    assert without.id == without.title
    assert read("支付比例为70%。").documents[0].id == "t.txt#1"


@pytest.mark.parametrize("text", ["", "\n\n", "。", "一、", "《", "（（（", "70%", "\t\t\n\t", "1" * 5000])
def test_texts_that_are_no_circular(text: str) -> None:
    extraction = read(text)
    assert [document.type for document in extraction.documents] == ["document"] * len(extraction.documents)
    assert all(text[slice(*record.span)] == record.quote for record in extraction.records)


def test_notes_tell_what_was_not_read() -> None:
    notes = [record for record in read("累计发放补贴一千多万元。").records if isinstance(record, NoteRecord)]
    assert [note.code for note in notes] == ["vague_quantity"]
    assert "一千多万元" in notes[0].message


def test_warnings_of_the_source_are_told_once() -> None:
    source = SourceText("t.txt", f"{SMALL}\n{SMALL.replace('3号', '4号')}", warnings=("第2页没有文字",))
    notes = [record for record in extract_source(source).records if isinstance(record, NoteRecord)]
    assert [note.message for note in notes] == ["第2页没有文字"]


def test_a_line_as_json() -> None:
    line = to_line(read("居民医保住院支付比例为70%。").parameters[0])
    assert next(iter(line)) == "type" and "page" not in line
    assert line["section"] == [] and line["span"] == [11, 14]


def test_traditional_script_is_quoted_as_printed() -> None:
    text = "居民醫保住院起付標準為500元，對特困人員取消起付標準。"
    extraction = read(text)
    first, removed = extraction.parameters
    assert (first.concept, first.label) == ("resident_medical.inpatient.deductible", "居民醫保住院起付標準")
    assert (removed.removed, removed.population) == (True, "特困人員")
    assert all(text[slice(*record.span)] == record.quote for record in extraction.records)
