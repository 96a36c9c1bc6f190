"""docs/ci.md shows what a correction of the sample corpus changes."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from extractor.changes import Changes, diff_trees
from extractor.changes.forms import FORMS
from extractor.corpus import load
from extractor.corrections import Correction
from extractor.corrections.selector import TextQuoteSelector
from extractor.corrections.write import anchor, store
from extractor.rules import write_rules

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    home = tmp_path_factory.mktemp("ci")
    shutil.copytree(ROOT / "corpus", home / "corpus")
    before = load(home / "corpus")
    write_rules(before.extractions, home / "old")
    notice = next(one for one in before.extractions if any(head.number == "鲁医保发〔2021〕42号" for head in one.documents))
    store(Correction(
        action="change", source=notice.source, record="parameter", fields={"value": "590"}, author="张三",
        selector=anchor(notice.text, notice.source, TextQuoteSelector(exact="不低于580元")), date=date(2026, 11, 20),
        reason="以印发件为准"), notice, home / "corpus")
    write_rules(load(home / "corpus").extractions, home / "new")
    return diff_trees(home / "old", home / "new")


@pytest.mark.parametrize(("language", "form"), [("text", "text"), ("markdown", "markdown"), ("xml", "junit")])
def test_the_page_shows_real_output(language: str, form: str, corrected: Changes) -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    shown = re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert shown == [FORMS[form](corrected)]
