"""`waivers.yaml` as it is read: texts as they are written, and mistakes with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.consistency import CHECKS, WaiverError
from extractor.consistency.waivers import read_waivers as validated
from extractor.corpus.waivers import read_waivers
from extractor.sources.model import SourceError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("id_", ["123456789012", "012345670123", "'123456789012'", "12e456789012", "1_2345678901"])
def test_id_of_digits_is_a_text(tmp_path: Path, id_: str) -> None:
    path = written(tmp_path, f"# accepted\n- finding: {id_}\n  reason: 函复\n  by: 王敏\n  until: 2031-12-31\n")
    (waiver,) = validated(read_waivers(path), CHECKS)
    assert waiver.finding == id_.strip("'") and str(waiver.until) == "2031-12-31"


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]\n", "null\n"])
def test_nothing_waived(tmp_path: Path, text: str) -> None:
    assert read_waivers(written(tmp_path, text)) == ()
    assert read_waivers(tmp_path / "nowhere.yaml") == ()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("finding: abc\nreason: x\n", 1, "not a list"),
        ("- finding: abc\n  reason: x\n  by: y\n  reason: z\n", 4, "reason is given twice"),
        ("- finding: abc\n  reason: [x]\n  by: y\n", 2, "reason is a list"),
        ("- finding: abc\n  reason: x: y\n", 2, "not readable as YAML"),
        ("- abc\n", 1, "without fields"),
    ],
)
def test_what_is_no_list_of_entries(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read_waivers(path)
    assert caught.value.name == f"{path}:{line}" and problem in caught.value.problem


FIRST = "- finding: abc\n  reason: x\n  by: y\n"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("- finding: abc\n  resaon: x\n  by: y\n", 4, "reason is missing (why the finding is accepted)"),
        ("- finding: abc\n  reason: x\n  by: y\n  untl: 2031-01-01\n", 7, "no field is called untl; did you mean until?"),
        ("- finding: abc\n  reason: x\n  by: y\n  until: 2031-13-01\n", 7, "“2031-13-01” is no day; write it as 2031-12-31"),
        ("- finding: abc\n  reason:\n  by: y\n", 5, "reason"),
        ("- check: below-flor\n  place: 株洲市\n  reason: x\n  by: y\n", 4, "did you mean below-floor?"),
        ("- check: below-floor\n  reason: x\n  by: y\n", 4, "give `finding`"),
        ("- finding: abc\n  reason: x\n  by: y\n  was: {check: below-floor, word: 1元}\n", 7, "was.words is missing"),
    ],
)
def test_what_is_no_waiver_is_explained_at_its_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = written(tmp_path, FIRST + text)
    with pytest.raises(WaiverError) as caught:
        validated(read_waivers(path), CHECKS)
    assert str(caught.value).startswith(f"{path}:{line}: ") and problem in str(caught.value)
