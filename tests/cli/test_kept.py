"""Commands that look at a corpus use what an earlier run kept of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import pipeline
from extractor.cli.inputs import Loaded, load_all
from extractor.consistency import Finding, check
from extractor.tracker import collect
from extractor.tracker.tasks import Task

UPGRADE = Path(__file__).parents[1] / "upgrade" / "version_554e23d" / "corpus"
CITY = "city.txt"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for path in UPGRADE.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def found(loaded: Loaded) -> tuple[list[Finding], tuple[Task, ...]]:
    made = check(loaded.extractions, store=loaded.store, context=loaded.context()), collect(loaded.extractions, loaded.store)
    loaded.keep()
    return made


def loaded(corpus: Path, tmp_path: Path, *more: Path) -> Loaded:
    return load_all([corpus, *more], 1, cache=tmp_path / "cache")


def test_nothing_is_read_again_and_the_result_is_the_same(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = found(load_all([corpus], 1, cache=tmp_path / "other"))
    first = found(loaded(corpus, tmp_path))
    read: list[str] = []
    monkeypatch.setattr(pipeline, "extract_file", lambda path, *_: read.append(path.name))
    assert fresh[0] and fresh[1] and fresh == first == found(loaded(corpus, tmp_path)) and not read


def test_what_is_found_is_kept_only_of_one_whole_corpus(corpus: Path, tmp_path: Path) -> None:
    first = found(loaded(corpus, tmp_path))
    draft = tmp_path / "draft.txt"
    draft.write_text((corpus / CITY).read_text(encoding="utf-8").replace("610", "600"), encoding="utf-8")
    with_draft = loaded(corpus, tmp_path, draft)
    assert not with_draft.is_whole and found(with_draft) != first
    assert loaded(corpus, tmp_path).is_whole and found(loaded(corpus, tmp_path)) == first


def test_changed_circular_is_found_anew(corpus: Path, tmp_path: Path) -> None:
    before, _ = found(loaded(corpus, tmp_path))
    city = corpus / CITY
    city.write_text(city.read_text(encoding="utf-8").replace("610元", "660元"), encoding="utf-8")
    after, _ = found(loaded(corpus, tmp_path))
    assert after == found(load_all([corpus], 1, cache=tmp_path / "other"))[0] != before
