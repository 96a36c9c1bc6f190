"""Sentences, segments and clauses around a place in a paragraph."""

from __future__ import annotations

import pytest

from extractor.records.passages import Passage, stretches

TEXT = "甲，乙（丙，丁；戊）己；庚：辛。壬！“癸。”子"


def at(word: str) -> tuple[str, str, str]:
    """The sentence, segment and clause of `word` in TEXT."""
    passage = Passage(TEXT, 0, len(TEXT))
    offset = TEXT.index(word)
    return tuple(TEXT[slice(*find(offset))] for find in (passage.sentence, passage.segment, passage.clause))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("word", "sentence", "segment", "clause"),
    [
        ("甲", "甲，乙（丙，丁；戊）己；庚：辛。", "甲，乙（丙，丁；戊）己；", "甲，"),
        ("丁", "甲，乙（丙，丁；戊）己；庚：辛。", "甲，乙（丙，丁；戊）己；", "乙（丙，丁；戊）己；"),  # brackets end nothing
        ("辛", "甲，乙（丙，丁；戊）己；庚：辛。", "庚：辛。", "辛。"),
        ("壬", "壬！", "壬！", "壬！"),
        ("癸", "“癸。”", "“癸。”", "“癸。”"),
        ("子", "子", "子", "子"),
    ],
)
def test_around(word: str, sentence: str, segment: str, clause: str) -> None:
    assert at(word) == (sentence, segment, clause)


def test_an_unclosed_bracket_encloses_nothing() -> None:
    text = "甲（乙，丙；丁"
    passage = Passage(text, 0, len(text))
    assert text[slice(*passage.clause(0))] == "甲（乙，"
    assert text[slice(*passage.segment(0))] == "甲（乙，丙；"


def test_a_bracket_of_a_whole_page_encloses_nothing() -> None:
    text = f"甲（{'乙' * 300}，丙）"
    assert Passage(text, 0, len(text)).clause(0).end == text.index("，") + 1


def test_cells_of_a_row_are_clauses() -> None:
    text = "三级\t800元\t60%"
    passage = Passage(text, 0, len(text))
    assert text[slice(*passage.clause(text.index("8")))] == "800元\t"


def test_a_passage_knows_nothing_outside() -> None:
    text = "甲，乙。丙，丁。戊"
    passage = Passage(text, 4, 8)
    assert text[slice(*passage.sentence(6))] == "丙，丁。"
    assert passage.clause_before(passage.clause(4)) is None
    before = passage.clause_before(passage.clause(6))
    assert before is not None and text[slice(*before)] == "丙，"


def test_a_paragraph_is_one_stretch() -> None:
    text = "支付比例为70%，" * 100
    assert list(stretches(text, 3, len(text))) == [(3, len(text))]


@pytest.mark.parametrize("mark", ["。", "；", "，", "、", "\t", "的"])
def test_stretches_of_an_endless_paragraph(mark: str) -> None:
    text = f"支付比例为70%{mark}" * 3000
    found = list(stretches(text, 0, len(text)))
    assert [start for start, _ in found] == [0, *(end for _, end in found[:-1])] and found[-1][1] == len(text)
    assert all(end - start <= 2000 for start, end in found)
    if mark != "的":
        assert all(text[end - 1] == mark for _, end in found)
