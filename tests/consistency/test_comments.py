"""Findings as Word comments: at their words, and nothing else of the file changes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from extractor.consistency.model import Finding, Side, Waived
from extractor.consistency.reports.comments import annotated
from extractor.pipeline import extract_bytes
from extractor.records.extraction import Extraction
from extractor.sources import SourceError, read_bytes
from tests.sources import office
from tests.sources.conftest import OFFICE, REQUIRED
from tests.sources.converting import converted
from tests.sources.office import box, levels, numbered, numbering, paragraph, run, table

NAME = "draft.docx"
NUMBERING = numbering({0: levels(("chineseCounting", "%1、"))}, {1: (0, {})})
BODY = "".join([
    box(paragraph("梅医保发〔2031〕6号")),
    paragraph("关于调整缴费标准的通知"),
    numbered("个人缴费", 1, 0),
    paragraph(run("个人缴费标准为", "<w:b/>") + run("每人每年", "<w:i/>") + run("390元，") + f"<w:ins>{run('自2031年起执行。')}</w:ins>"),
    paragraph(run("参见") + '<w:r><w:t>注</w:t><w:tab/><w:t xml:space="preserve">释 与说明</w:t><w:footnoteReference w:id="1"/></w:r>'),
    table([["一级", "80%"], ["二级", "70%"]]),
])  # fmt: skip
DRAFT = office.docx(BODY, numbering=NUMBERING, footnotes=office.notes("footnote", ["大学生指在校生。"]))


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_bytes(NAME, DRAFT)


def finding(extraction: Extraction, quote: str, **more: object) -> Finding:
    start = extraction.text.index(quote)
    lower = Side(document="d", source=NAME, span=(start, start + len(quote)), quote=quote)
    return Finding.model_validate({"check": "below-floor", "severity": "error", "id": quote, "message": f"“{quote}”低于规定", "lower": lower} | more)


def marked(data: bytes) -> list[tuple[str, str]]:
    """Each comment's first line, and the words between its marks."""
    document = Document(BytesIO(data))
    found = []
    for comment in document.comments:
        words, inside = "", False
        for node in document.element.body.iter():
            name = str(node.tag).rpartition("}")[2]
            if name in ("commentRangeStart", "commentRangeEnd") and node.get(node.nsmap["w"].join("{}") + "id") == str(comment.comment_id):
                inside = name == "commentRangeStart"
            elif name == "t" and inside:
                words += node.text
        found.append((comment.text.split("\n")[0], words))
    return found


def without_comments(data: bytes) -> str:
    return read_bytes(NAME, data).text


@pytest.mark.parametrize(
    "quote",
    ["每人每年390元", "390", "年3", "缴费标准为每人", "元，自2031年起", "自2031年起执行。", "释 与", "释", "80%",
     "个人缴费标准为每人每年390元，自2031年起执行。"],
)  # fmt: skip
def test_a_comment_stands_at_its_words(extraction: Extraction, quote: str) -> None:
    made = annotated(NAME, DRAFT, [finding(extraction, quote)], [extraction])
    assert marked(made) == [(f"【错误】低于下限（below-floor {quote}）", quote)]
    assert without_comments(made) == extraction.text


def test_many_comments_on_the_same_words(extraction: Extraction) -> None:
    quotes = ["每人每年390元", "390元", "90", "每人每年", "0元，自", "39"]
    made = annotated(NAME, DRAFT, [finding(extraction, quote) for quote in quotes], [extraction])
    assert [words for _, words in marked(made)] == quotes
    assert without_comments(made) == extraction.text


def test_words_of_boxes_notes_and_numbers_are_commented_beside_them(extraction: Extraction) -> None:
    made = annotated(NAME, DRAFT, [finding(extraction, quote) for quote in ("6号", "大学生", "一、")], [extraction])
    at_box, at_note, at_number = (words for _, words in marked(made))
    assert (at_box, at_note, at_number) == ("梅医保发〔2031〕6号", "明", "知")
    body = Document(BytesIO(made)).element.body
    assert not [node for node in body.iter() if "comment" in str(node.tag) and any("txbxContent" in str(up.tag) for up in node.iterancestors())]


def test_what_a_comment_says(extraction: Extraction) -> None:
    higher = Extraction("省.txt", "居民医保个人缴费标准不低于每人每年400元。\n", ())
    side = Side(document="粤医保发〔2031〕2号", source="省.txt", span=(13, 21), quote="每人每年400元")
    one = finding(extraction, "390元", higher=side, waived=Waived(reason="省局\x1b同意", by="王敏"))
    (comment,) = Document(BytesIO(annotated(NAME, DRAFT, [one], [extraction, higher]))).comments
    assert (comment.author, comment.initials, comment.timestamp) == ("hongtou", "HT", None)
    assert [item.text for item in comment.paragraphs] == [
        "【错误】低于下限（below-floor 390元）", "“390元”低于规定", "对照：粤医保发〔2031〕2号（省.txt:1:14）　居民医保个人缴费标准不低于每人每年400元。",
        "已豁免：省局␛同意（王敏）"]  # fmt: skip


def test_the_other_parts_stay_byte_for_byte(extraction: Extraction) -> None:
    made = annotated(NAME, DRAFT, [finding(extraction, "390元")], [extraction])
    assert made == annotated(NAME, DRAFT, [finding(extraction, "390元")], [extraction])
    with zipfile.ZipFile(BytesIO(DRAFT)) as old, zipfile.ZipFile(BytesIO(made)) as new:
        changed = {name for name in new.namelist() if name not in old.namelist() or new.read(name) != old.read(name)}
        assert set(old.namelist()) <= set(new.namelist())
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_without_findings_the_file_stays_as_it_is(extraction: Extraction) -> None:
    assert annotated(NAME, DRAFT, [], [extraction]) == DRAFT


def test_only_word_files_get_comments() -> None:
    with pytest.raises(SourceError, match="is no"):
        annotated("draft.txt", "通知".encode(), [], [])


if OFFICE or REQUIRED:

    def test_libreoffice_sees_the_same_text(extraction: Extraction, tmp_path: Path) -> None:
        quotes = ("每人每年390元", "元，自2031年起", "释 与", "6号", "一、", "80%")
        made = annotated(NAME, DRAFT, [finding(extraction, quote) for quote in quotes], [extraction])
        shown = converted({"old": DRAFT, "new": made}, tmp_path, "txt:Text (encoded):UTF8")
        assert shown["old"] == shown["new"] != b""
