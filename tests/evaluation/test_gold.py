from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.evaluation.gold import Squeezed, load
from extractor.sources.model import SourceError

TEXT = "一、标准不低于580\n\n元。二、标准　不低于 580元，三、标准不低于580元"

PLACES = [
    # quote, context, nth, nth_in_context, the words found in TEXT
    ("580元", "一、标准不低于580元", 1, 1, "580\n\n元"),
    ("不低于580元", "二、标准不低于580元", 1, 1, "不低于 580元"),
    ("580元", "标准不低于580元", 3, 1, "580元"),
    ("580元", TEXT, 1, 2, "580元"),
    ("标 准", "二、标准", 1, 1, "标准"),
]


@pytest.mark.parametrize(("quote", "context", "nth", "nth_in_context", "found"), PLACES)
def test_a_quote_is_found_in_its_context_whatever_the_white_space(
    quote: str, context: str, nth: int, nth_in_context: int, found: str
) -> None:
    span = Squeezed(TEXT).find(quote, context, nth, nth_in_context)
    assert span is not None
    assert TEXT[span.start : span.end] == found
    frame = Squeezed(TEXT).find(context, context, nth)
    assert frame is not None
    assert frame.start <= span.start < span.end <= frame.end


@pytest.mark.parametrize(
    ("quote", "context", "nth"),
    [("590元", "590元", 1), ("580元", "标准不低于580元", 4), ("三、", "一、标准", 1), (" ", " ", 1)],
)
def test_words_that_are_not_there_have_no_place(quote: str, context: str, nth: int) -> None:
    assert Squeezed(TEXT).find(quote, context, nth) is None


def _write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_files_and_folders_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        _write(tmp_path, f"{name}.json", {"source": f"{name}.txt", "documents": [], "items": []})
    other = _write(tmp_path, "c.gold", {"source": "c.txt", "documents": [], "items": []})
    assert [gold.source for gold in load([other, tmp_path])] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        {"source": "a.txt", "items": []},
        {"source": "a.txt", "documents": [{"id": "x"}], "items": []},
        {"source": "a.txt", "documents": [], "items": [{"type": "deadline"}]},
    ],
)
def test_a_file_that_is_no_gold_is_named(tmp_path: Path, content: object) -> None:
    path = _write(tmp_path, "a.json", content)
    with pytest.raises(SourceError, match=str(path)):
        load([path])


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no gold files"):
        load([tmp_path])


def test_an_item_that_is_not_in_the_text_is_named(tmp_path: Path) -> None:
    item = {"type": "deadline", "quote": "年底前", "context": "2021年年底前"}
    path = _write(tmp_path, "a.json", {"source": "a.txt", "documents": [], "items": [item]})
    with pytest.raises(SourceError, match=r"a\.json: “年底前” is not in a\.txt"):
        load([path])[0].located("2022年年底前完成")
