"""Cleaning loses no place: every cleaned character points at the source characters that it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.normalize import normalize
from extractor.normalize.characters import canonical
from extractor.normalize.script import to_simplified
from extractor.sources.model import SourceText
from extractor.spans import Alignment

CORPUS = Path(__file__).parents[2] / "corpus"
PIECES = st.sampled_from(
    ["一、", "（一）", "第三条 ", "每人每年", "320", "\n\n", "元", "，", "。", "：", "\r\n", "　　", " ", "\t", "資訊", "每人平均", "醫療",
     "（", "）", "《", "》", "〔2021〕", "12", "号", "— 3 —", "序号", "\n", "1", "2", "１２％", "\u200b", "２０２１ 年", "支援", "\ufeff"]
)


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
@example("序号\n病种\n1\n糖尿病\n2\n高血压")
@settings(max_examples=300, deadline=None)
def test_every_character_has_its_place(text: str) -> None:
    clean = normalize(SourceText("t.txt", text))
    assert len(clean.alignment) == len(clean.text)
    starts, ends = list(clean.alignment.starts), list(clean.alignment.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts) and ends == sorted(ends)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_length_is_kept_character_by_character(text: str) -> None:
    assert len(canonical(text)) == len(text)
    assert len(to_simplified(text)) == len(text)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_only_padding_is_lost(path: Path) -> None:
    """Nothing but white space, page numbers and joined line breaks is dropped from a real circular."""
    text = path.read_bytes().decode("utf-8-sig")
    clean = normalize(SourceText(path.name, text))
    covered = set()
    for start, end in zip(clean.alignment.starts, clean.alignment.ends, strict=True):
        covered.update(range(start, end))
    lost = "".join(char for index, char in enumerate(text) if index not in covered)
    assert lost.strip() == ""


def test_a_span_maps_to_its_words() -> None:
    text = "个人缴费同步新增40元，达到每人每年320\n\n元。"
    clean = normalize(SourceText("t.txt", text))
    start = clean.text.index("320元")
    assert clean.quote(start, start + 4) == "320\n\n元"
    assert clean.printed(start, start + 4) == "320元"


def test_what_is_printed_has_characters_for_radicals_and_a_quote_the_source_s_own() -> None:
    clean = normalize(SourceText("a.txt", "由市\u2ea0政局、县⽔务局\n负责。"))
    assert clean.printed(1, 10) == "市民政局、县水务局"
    assert clean.quote(1, 5) == "市\u2ea0政局"


def test_alignment_refuses_empty_and_outside_stretches() -> None:
    alignment = Alignment([0, 1], [1, 2])
    for start, end in ((0, 0), (1, 3), (-1, 1)):
        with pytest.raises(IndexError):
            alignment.to_source(start, end)
    with pytest.raises(ValueError, match="as many"):
        Alignment([0], [])
