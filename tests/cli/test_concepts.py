"""`hongtou concepts`: what is known, explained, and drafted."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.corpus.packs import use_packs_of
from extractor.language.concepts import load_concepts
from extractor.vocabulary import use_packs

RUN, app = CliRunner(), create_app()


def test_all_concepts_are_listed() -> None:
    result = RUN.invoke(app, ["concepts"])
    assert result.exit_code == 0 and all(one.id in result.output for one in load_concepts().values())


@pytest.mark.parametrize("arguments", [["concepts", "陪产假"], ["concepts", "list", "陪产假"]])
def test_few_concepts_are_explained(arguments: list[str]) -> None:
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 0 and "childbirth.paternity_leave" in result.output and "男方享受陪产假【15天】" in result.output


def test_a_word_that_no_concept_has() -> None:
    result = RUN.invoke(app, ["concepts", "缆车"])
    assert result.exit_code == 1 and "没有含“缆车”的概念" in result.output


def test_a_draft_is_a_pack_that_reads_what_it_was_drafted_from(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一、缆车票价标准为每人每次8元。\n\n二、缆车票价标准为儿童4元。\n", encoding="utf-8")
    (tmp_path / "vocabulary").mkdir()
    result = RUN.invoke(app, ["concepts", "suggest", str(tmp_path), "-o", str(tmp_path / "vocabulary" / "own.yaml")])
    assert result.exit_code == 0, result.output
    drafted = yaml.safe_load((tmp_path / "vocabulary" / "own.yaml").read_text(encoding="utf-8"))
    assert [entry["label"] for entry in drafted.values()] == ["缆车票价标准"]
    try:
        use_packs_of(tmp_path)
        assert "draft.concept_1" in load_concepts()
        listed = RUN.invoke(app, ["concepts", "缆车", "--corpus", str(tmp_path)])
        assert "draft.concept_1" in listed.output
    finally:
        use_packs(())


def test_a_draft_loads_whatever_it_was_drafted_from(tmp_path: Path) -> None:
    lines = ["购房补贴标准为“四档”…分别发给各单位的补贴为每人100元。", "旅客满意率达到95%以上的，可以评优。", "【附】缆车票价标准为每人每次8元。"]
    (tmp_path / "a.txt").write_text("\n\n".join(lines * 2) + "\n", encoding="utf-8")
    (tmp_path / "vocabulary").mkdir()
    for name in ("own.yaml", "more.yaml"):  # a draft left in place is no hindrance to the next
        result = RUN.invoke(app, ["concepts", "suggest", str(tmp_path), "--at-least", "1"])
        assert result.exit_code == 0, result.output
        (tmp_path / "vocabulary" / name).write_text(result.stdout, encoding="utf-8")
        try:
            use_packs_of(tmp_path)
        finally:
            use_packs(())


def test_a_draft_says_which_concepts_have_the_name_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("对开发企业，给予购房补贴3万元。\n\n对房企，给予购房补贴5万元。\n", encoding="utf-8")
    result = RUN.invoke(app, ["concepts", "suggest", str(tmp_path), "--at-least", "1"])
    assert "housing.purchase_subsidy（购房补贴）" in result.stdout, result.stdout
