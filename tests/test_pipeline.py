"""Batches: order, bad files, dying workers, other executors."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from extractor import pipeline
from extractor.pipeline import extract_bytes, extract_file, extract_many
from extractor.records.extraction import Extraction
from extractor.sources.model import SourceError, SourceText
from extractor.vocabulary import VocabularyError

NOTICE = """河源市医疗保障局文件

河医保发〔2022〕{number}号

关于做好居民医保工作的通知

各县区医疗保障局：

2022年居民医保个人缴费标准为每人每年350元。

河源市医疗保障局
2022年9月1日
"""


def notices(folder: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text(NOTICE.format(number=number + 1), encoding="utf-8")
        paths.append(path)
    return paths


def numbers(results: list[Extraction | SourceError]) -> list[str | None]:
    return [result.documents[0].number if isinstance(result, Extraction) else None for result in results]


def expected(count: int) -> list[str | None]:
    return [f"河医保发〔2022〕{number + 1}号" for number in range(count)]


def test_spans_count_in_the_text_of_the_file(tmp_path: Path) -> None:
    path = notices(tmp_path, 1)[0]
    extraction = extract_file(path)
    assert extraction.text == path.read_text(encoding="utf-8")
    assert extraction.records
    assert all(extraction.text[slice(*record.span)] == record.quote for record in extraction.records)
    assert extract_bytes(path.name, path.read_bytes()) == extraction


def test_supplied_fields_take_the_place_of_what_was_read(tmp_path: Path) -> None:
    path = notices(tmp_path, 1)[0]
    document = extract_file(path, {"number": "河医保发〔2022〕99号", "title": "关于另一件事的通知"}).documents[0]
    assert (document.id, document.title) == ("河医保发〔2022〕99号", "关于另一件事的通知")
    assert document.supplied == ("number", "title")
    assert document.date == "2022-09-01"


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_keep_the_order_of_the_files(tmp_path: Path, jobs: int) -> None:
    paths = notices(tmp_path, 7)[::-1]
    assert numbers(list(extract_many(paths, jobs=jobs))) == expected(7)[::-1]


def test_any_executor_gives_the_same(tmp_path: Path) -> None:
    paths = notices(tmp_path, 5)
    with ThreadPoolExecutor(2) as executor:
        assert list(extract_many(paths, executor)) == list(extract_many(paths, jobs=1))


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_files_cost_only_themselves(tmp_path: Path, jobs: int) -> None:
    paths = notices(tmp_path, 4)
    paths[1].write_bytes(b"")
    paths[2].unlink()
    results = list(extract_many(paths, jobs=jobs))
    assert numbers(results) == [expected(4)[0], None, None, expected(4)[3]]
    empty, gone = results[1:3]
    assert isinstance(empty, SourceError) and isinstance(gone, SourceError)
    assert (empty.name, gone.name) == ("001.txt", "002.txt")
    assert all(error.problem and error.advice for error in (empty, gone))


def breaking(action: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file with number 3 meet `action` while it is normalized, also in forked workers."""
    normalize = pipeline.normalize

    def normalize_or_break(source: SourceText) -> Any:
        return action() if "〔2022〕3号" in source.text else normalize(source)

    monkeypatch.setattr(pipeline, "normalize", normalize_or_break)


@pytest.mark.parametrize("jobs", [1, 2])
def test_fault_of_ours_is_reported_with_the_file(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(lambda: 1 // 0, monkeypatch)
    results = list(extract_many(notices(tmp_path, 5), jobs=jobs))
    failure = results[2]
    assert isinstance(failure, SourceError)
    assert failure.name == "002.txt" and "ZeroDivisionError" in failure.problem
    assert numbers(results) == [number if index != 2 else None for index, number in enumerate(expected(5))]


@pytest.mark.parametrize("jobs", [2, 4])
def test_dying_worker_costs_only_its_file(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    breaking(lambda: os.kill(os.getpid(), signal.SIGKILL), monkeypatch)
    results = list(extract_many(notices(tmp_path, 9), jobs=jobs))
    failure = results[2]
    assert isinstance(failure, SourceError) and failure.name == "002.txt"
    assert numbers(results) == [number if index != 2 else None for index, number in enumerate(expected(9))]


@pytest.mark.parametrize("jobs", [1, 2])
def test_broken_vocabulary_stops_the_batch(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise VocabularyError("vocabulary/units.yaml: 元 has no value")

    breaking(fail, monkeypatch)
    with pytest.raises(VocabularyError, match=r"units\.yaml"):
        list(extract_many(notices(tmp_path, 5), jobs=jobs))


def test_supplied_fields_reach_files_by_name(tmp_path: Path) -> None:
    results = list(extract_many(notices(tmp_path, 2), supplied={"001.txt": {"number": "医保发〔2022〕5号"}}, jobs=2))
    assert numbers(results) == ["河医保发〔2022〕1号", "医保发〔2022〕5号"]
