"""Extractions kept from build to build: never wrong, never needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from extractor.corpus import cache, load
from extractor.kept import Place, cache_folder
from extractor.pipeline import extract_many
from tests.sources.office import packed

NOTICE = "河医保发〔2022〕{number}号\n\n关于第{number}件事的通知\n\n个人缴费为每人每年350元，2022年9月底前缴清。\n\n2022年9月1日\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in range(1, 4):
        (tmp_path / f"{number}.txt").write_text(NOTICE.format(number=number), encoding="utf-8")
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are really read."""
    names: list[str] = []

    def watched(paths: list[Path], **options: Any) -> Any:
        names.extend(path.name for path in paths)
        return extract_many(paths, **options)

    monkeypatch.setattr(cache, "extract_many", watched)
    yield names


def entries(corpus: Path) -> list[Path]:
    return sorted((Place(cache_folder(), corpus).folder / cache.SHELF).iterdir())


def test_second_time_nothing_is_read_and_everything_is_the_same(corpus: Path, read: list[str]) -> None:
    first = load(corpus, keep=True)
    assert read == ["1.txt", "2.txt", "3.txt"]
    again = load(corpus, keep=True)
    assert read == ["1.txt", "2.txt", "3.txt"]
    assert again == first == load(corpus)


def test_changed_file_alone_is_read_again(corpus: Path, read: list[str]) -> None:
    load(corpus, keep=True)
    read.clear()
    (corpus / "2.txt").write_text(NOTICE.format(number=2).replace("350", "380"), encoding="utf-8")
    loaded = load(corpus, keep=True)
    assert read == ["2.txt"]
    assert loaded == load(corpus)
    assert len(entries(corpus)) == 3


def test_members_of_archives_are_kept_as_files_are(corpus: Path, read: list[str]) -> None:
    sent = {f"批/{number}.txt": NOTICE.format(number=number) for number in (4, 5)}
    (corpus / "批.zip").write_bytes(packed(sent))
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail.add_attachment(NOTICE.format(number=6).encode(), maintype="text", subtype="plain", filename="6.txt")
    (corpus / "信.eml").write_bytes(mail.as_bytes())
    first = load(corpus, keep=True)
    assert read == ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"]
    read.clear()
    assert load(corpus, keep=True) == first == load(corpus)
    assert read == []
    (corpus / "批.zip").write_bytes(packed(sent | {"批/5.txt": NOTICE.format(number=5).replace("350", "380")}))
    changed = load(corpus, keep=True)
    assert read == ["4.txt", "5.txt"] and changed != first and changed == load(corpus)


def test_renamed_file_and_changed_settings_are_read_again(corpus: Path, read: list[str]) -> None:
    load(corpus, keep=True)
    read.clear()
    (corpus / "3.txt").rename(corpus / "4.txt")
    (corpus / "corpus.yaml").write_text("files: {1.txt: {number: 甲〔2022〕8号, reason: 印错}}", encoding="utf-8")
    loaded = load(corpus, keep=True)
    assert read == ["1.txt", "4.txt"]
    assert next(loaded.documents).number == "甲〔2022〕8号"


def test_other_code_or_vocabulary_reads_all_again(
    corpus: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(corpus, keep=True)
    monkeypatch.setattr(cache, "_fingerprint", lambda: "other")
    load(corpus, keep=True)
    assert len(read) == 6
    assert len(entries(corpus)) == 3


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"text": "x"}', b'{"text": "x", "records": [{"type": "?"}]}', b"\xff"]
)
def test_damaged_entry_counts_as_absent(corpus: Path, read: list[str], damage: bytes) -> None:
    expected = load(corpus, keep=True)
    read.clear()
    entries(corpus)[0].write_bytes(damage)
    assert load(corpus, keep=True) == expected
    assert len(read) == 1
    read.clear()
    load(corpus, keep=True)
    assert read == []


def test_what_cannot_be_read_is_tried_every_time(corpus: Path, read: list[str]) -> None:
    (corpus / "2.txt").write_bytes(b"")
    for _ in range(2):
        assert [failure.name for failure in load(corpus, keep=True).failures] == ["2.txt"]
    assert read == ["1.txt", "2.txt", "3.txt", "2.txt"]


def test_cache_that_cannot_be_written_is_no_error(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    in_its_place = tmp_path_factory.mktemp("cache") / "file"
    in_its_place.write_text("a file in its place")
    assert len(load(corpus, keep=True, cache=in_its_place / "below").extractions) == 3


def test_nothing_is_kept_unasked(corpus: Path) -> None:
    load(corpus)
    assert not Place(cache_folder(), corpus).names(cache.SHELF)


def test_nothing_is_ever_written_into_the_corpus(corpus: Path) -> None:
    before = sorted(corpus.rglob("*"))
    load(corpus, keep=True)
    assert sorted(corpus.rglob("*")) == before


def test_cache_is_where_it_is_told_to_be(corpus: Path, tmp_path_factory: pytest.TempPathFactory, read: list[str]) -> None:
    given = tmp_path_factory.mktemp("given")
    for _ in range(2):
        load(corpus, keep=True, cache=given)
    assert read == ["1.txt", "2.txt", "3.txt"]
    assert Place(given, corpus).names(cache.SHELF)
    assert not Place(cache_folder(), corpus).names(cache.SHELF)


def test_two_builds_at_once(corpus: Path) -> None:
    code = "import sys; from pathlib import Path; from extractor.corpus import load; load(Path(sys.argv[1]), keep=True)"
    builds = [subprocess.Popen([sys.executable, "-c", code, str(corpus)]) for _ in range(4)]
    assert [build.wait(60) for build in builds] == [0] * 4
    assert load(corpus, keep=True) == load(corpus)
    assert len(entries(corpus)) == 3


def test_fingerprint_covers_code_and_vocabulary_of_every_stage() -> None:
    package = Path(cache.__file__).resolve().parents[1]
    assert all((package / stage).is_dir() for stage in cache._STAGES)
    assert len(cache._fingerprint()) == 64
