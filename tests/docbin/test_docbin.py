"""Records through a DocBin and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from extractor.docbin import GROUPS, to_docbin
from extractor.pipeline import extract_bytes
from extractor.records.extraction import Extraction
from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    Condition,
    DeadlineRecord,
    DocumentRecord,
    MentionRecord,
    ParameterRecord,
)

ROOT = Path(__file__).resolve().parents[2]
TEXT = """河源市文件

河医保发〔2022〕1号

关于居民医保的通知

各县区医疗保障局：

根据《医保条例》，居民医保个人缴费为每人每年350

元，9月底前完成（责任部门：市医保局、市财政
局）。在3—6个月内办结。

河源市医疗保障局
2022年9月1日

附件

关于转发医保通知的通知

居民医保普通门诊支付比例为60%。
"""


def read(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab))


def marked(doc: Doc, group: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[group]]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_bytes("circular.txt", TEXT.encode())


@pytest.fixture(scope="module")
def docs(extraction: Extraction) -> list[Doc]:
    return read(to_docbin([extraction]))


def test_texts_are_stretches_of_the_source_that_follow_each_other(docs: list[Doc]) -> None:
    for doc in docs:
        assert TEXT.startswith(doc.text, doc.user_data["start"])
    assert "".join(doc.text for doc in docs) == TEXT[docs[0].user_data["start"] :]


def test_user_data_says_where_it_comes_from(docs: list[Doc], extraction: Extraction) -> None:
    assert [(doc.user_data["source"], doc.user_data["document"], doc.user_data["place"]) for doc in docs] == [
        ("circular.txt", document.id, document.place) for document in extraction.documents
    ]


KINDS = {
    "records": ParameterRecord,
    "mentions": MentionRecord,
    "dates": DeadlineRecord,
    "citations": CitationRecord,
}


@pytest.mark.parametrize("group", KINDS)
def test_every_record_has_its_exact_span(docs: list[Doc], extraction: Extraction, group: str) -> None:
    spans = [
        (doc.user_data["start"] + span.start_char, doc.user_data["start"] + span.end_char, span.text)
        for doc in docs
        for span in doc.spans[group]
    ]
    records = {(*record.span, record.quote) for record in extraction.of(KINDS[group])}
    assert spans == sorted(records)
    assert records


def test_labels(docs: list[Doc]) -> None:
    assert ("350\n\n元", "resident_medical.financing.individual_contribution") in marked(docs[0], "records")
    assert ("9月底前", "date") in marked(docs[0], "dates")
    assert ("《医保条例》", "basis") in marked(docs[0], "citations")
    assert marked(docs[0], "agencies") == [("市医保局", "lead"), ("市财政\n局", "lead")]


def test_a_word_is_cut_where_a_record_begins_or_ends_inside_it() -> None:
    records = [
        DocumentRecord(source="a", document="a", span=(0, 7), quote="关于住院的通知", id="a"),
        MentionRecord(source="a", document="a", span=(3, 6), quote="院的通", kind="count", value="1", unit="个"),
    ]
    (doc,) = read(to_docbin([Extraction("a", "关于住院的通知", records)]))
    assert marked(doc, "mentions") == [("院的通", "count")]
    assert doc.text == "关于住院的通知"


def _parameter(**fields: object) -> ParameterRecord:
    common = {"source": "a", "document": "a", "span": (4, 8), "quote": "500元", "kind": "money", "value": "500", "unit": "CNY"}
    return ParameterRecord.model_validate(common | fields)


def test_conditions_are_marked_by_their_kinds_once_for_all_values_that_have_them() -> None:
    text = "三孩家庭500元或600元"
    group = Condition(text="三孩家庭", span=(0, 4), kind="population")
    records = [
        DocumentRecord(source="a", document="a", span=(0, 4), quote="三孩家庭", id="a"),
        _parameter(conditions=(group,)),
        _parameter(conditions=(group,), span=(9, 13), quote="600元", value="600"),
    ]
    (doc,) = read(to_docbin([Extraction("a", text, records)]))
    assert marked(doc, "conditions") == [("三孩家庭", "population")]
    assert marked(doc, "records") == [("500元", "money"), ("600元", "money")]


def test_every_group_is_there_also_where_nothing_was_found() -> None:
    head = DocumentRecord(source="a", document="a", span=(0, 0), quote="", id="a")
    for text in ("", "通知"):
        (doc,) = read(to_docbin([Extraction("a", text, [head])]))
        assert (doc.text, {name: len(group) for name, group in doc.spans.items()}) == (text, dict.fromkeys(GROUPS, 0))
    assert read(to_docbin([])) == []


def test_a_name_is_marked_once_and_never_inside_a_longer_one() -> None:
    quote = "市财政局牵头，区财政局、财政局配合"
    assignment = AssignmentRecord(
        source="a", document="a", span=(0, len(quote)), quote=quote, lead=("市财政局",), support=("区财政局", "财政局")
    )
    head = DocumentRecord(source="a", document="a", span=(0, 1), quote="市", id="a")
    (doc,) = read(to_docbin([Extraction("a", quote, [head, assignment])]))
    assert marked(doc, "agencies") == [("市财政局", "lead"), ("区财政局", "support"), ("财政局", "support")]


def _blocks(names: Iterable[str]) -> list[str]:
    return [re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)[-1] for name in names]


def test_the_example_of_the_readmes_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extraction: Extraction
) -> None:
    english, chinese = _blocks(["README.md", "README.zh-CN.md"])
    assert english == chinese
    monkeypatch.chdir(tmp_path)
    Path("corpus.spacy").write_bytes(to_docbin([extraction]))
    exec(compile(english, "README.md", "exec"), {})
    page = Path("corpus.html").read_text("utf-8")
    assert "resident_medical.financing.individual_contribution" in page
