"""From a folder to its corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus import gather, load
from extractor.sources.model import SourceError

NOTICE = "河医保发〔2022〕{number}号\n\n关于第{number}件事的通知\n\n各县区医疗保障局：\n\n个人缴费为每人每年350元。\n\n河源市医疗保障局\n2022年9月1日\n"


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(path.name + ".txt").write_text(text, encoding="utf-8")
    return folder


def test_extractions_are_sorted_by_file_name_wherever_files_stand(tmp_path: Path) -> None:
    put(tmp_path, b=NOTICE.format(number=2), z__a=NOTICE.format(number=1), c=NOTICE.format(number=3))
    put(tmp_path, gold__d="不是文件", corrections__e="也不是")
    corpus = load(tmp_path)
    assert [extraction.source for extraction in corpus.extractions] == ["a.txt", "b.txt", "c.txt"]
    assert corpus.failures == ()


def test_settings_are_applied_and_marked(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1))
    (tmp_path / "corpus.yaml").write_text(
        "files: {a.txt: {number: 河医保发〔2022〕8号, reason: 印错}}", encoding="utf-8"
    )
    document = next(load(tmp_path).documents)
    assert (document.id, document.supplied) == ("河医保发〔2022〕8号", ("number",))


def test_bad_files_and_strays_are_failures(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1), b="")
    (tmp_path / "corpus.yaml").write_text("files: {gone.txt: {number: 甲〔2022〕8号, reason: 印错}}", encoding="utf-8")
    corpus = load(tmp_path)
    assert [extraction.source for extraction in corpus.extractions] == ["a.txt"]
    assert [failure.name for failure in corpus.failures] == ["b.txt", f"{tmp_path / 'corpus.yaml'}:1"]
    assert "gone.txt" in corpus.failures[1].problem


def test_second_file_of_one_name_fails(tmp_path: Path) -> None:
    put(tmp_path, x__a=NOTICE.format(number=1), y__a=NOTICE.format(number=2))
    extractions, failures = gather([tmp_path / "y", tmp_path / "x"])
    assert [extraction.documents[0].number for extraction in extractions] == ["河医保发〔2022〕2号"]
    assert [failure.name for failure in failures] == [str(tmp_path / "x" / "a.txt")]


def test_folder_without_circulars(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no circulars"):
        load(tmp_path)


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: is not a folder"):
        load(tmp_path / "nowhere")


def test_progress_counts_files(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1), b=NOTICE.format(number=2))
    seen: list[tuple[int, int]] = []
    load(tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


CORRECTION = """
action: change
source: a.txt
record: citation
selector: {exact: 《医保条例》}
fields: {number: 河医保发〔2022〕2号}
author: 张三
date: 2022-09-05
reason: 原文漏印文号
"""


def test_corrections_are_applied_before_citations_are_resolved(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1).replace("个人", "根据《医保条例》，个人"), b=NOTICE.format(number=2))
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "one.yaml").write_text(CORRECTION, encoding="utf-8")
    citation = load(tmp_path).extractions[0].citations[0]
    assert (citation.number, citation.target) == ("河医保发〔2022〕2号", "河医保发〔2022〕2号")


def test_correction_that_no_longer_fits(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1))
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "one.yaml").write_text(CORRECTION, encoding="utf-8")
    with pytest.raises(SourceError, match=r"one\.yaml.*no longer fits"):
        load(tmp_path)


def test_corrections_of_an_unreadable_circular_do_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, a="", b=NOTICE.format(number=2))
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "one.yaml").write_text(CORRECTION, encoding="utf-8")
    corpus = load(tmp_path)
    assert len(corpus.extractions) == 1
    assert [failure.name for failure in corpus.failures] == ["a.txt"]


def test_waivers_are_handed_on_as_they_stand(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1))
    (tmp_path / "waivers.yaml").write_text(
        "- {check: below-floor, place: 河源市, reason: 省里同意, by: 张三}\n", encoding="utf-8"
    )
    assert load(tmp_path).waivers == ({"check": "below-floor", "place": "河源市", "reason": "省里同意", "by": "张三"},)


def test_waivers_of_another_form(tmp_path: Path) -> None:
    put(tmp_path, a=NOTICE.format(number=1))
    (tmp_path / "waivers.yaml").write_text("below-floor: ok\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"waivers\.yaml"):
        load(tmp_path)
