"""The last limits: of time and memory, for what no limit of the work foresees."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor import limits, pipeline
from extractor.corpus import gather
from extractor.limits import Limits, OutOfTime, processor_time
from extractor.pipeline import extract_bytes, extract_many, read_within_limits, within_limits
from extractor.records.extraction import Extraction
from extractor.sources import SourceError, archives
from tests.sources.office import packed
from tests.sources.pdfs import Maker

NOTICE = "河医保发〔2022〕3号\n\n关于个人缴费的通知\n\n个人缴费为每人每年350元。\n\n2022年9月1日\n"


def spin(*_: object) -> None:
    """Work without end, as Python code."""
    while True:
        pass


def spin_through_everything(*_: object) -> None:
    """Work without end that swallows every exception it can name."""
    while True:
        try:
            spin()
        except Exception:
            continue


def spin_in_c(*_: object) -> None:
    """Work without end that never comes back to Python."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    spin()


def fill(*_: object) -> None:
    """Take more memory than there may be."""
    bytearray(limits.MEMORY * 2)


def test_time_is_up_whatever_is_swallowed() -> None:
    with pytest.raises(OutOfTime), processor_time(1):
        spin_through_everything()


def test_no_time_runs_after_the_block() -> None:
    with processor_time(1):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


@pytest.mark.parametrize("work", [spin, spin_through_everything])
def test_file_that_takes_too_long_is_given_up(tmp_path: Path, work: object) -> None:
    with pytest.raises(SourceError, match=r"slow\.txt: took more than 1 seconds of processor time"):
        within_limits(work, tmp_path / "slow.txt", limits=Limits(seconds=1))  # type: ignore[arg-type]


@pytest.mark.parametrize("work", [spin, spin_in_c, fill])
def test_in_a_worker_nothing_goes_on_for_ever(tmp_path: Path, work: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_GRACE", 1)
    monkeypatch.setattr(pipeline, "may_hang", lambda path: True)
    with pytest.raises(SourceError, match=r"took more than 1 seconds|too large or too deep"):
        within_limits(work, tmp_path / "notice.pdf", limits=Limits(seconds=1))  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_the_file_that_hangs_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    paths = [tmp_path / f"{name}.txt" for name in "abc"]
    for path in paths:
        path.write_text(NOTICE, "utf-8")
    read = pipeline.read_source
    monkeypatch.setattr(pipeline, "read_source", lambda path: spin() if path.name == "b.txt" else read(path))
    first, hung, last = extract_many(paths, jobs=jobs, limits=Limits(seconds=1))
    assert isinstance(first, Extraction) and isinstance(last, Extraction)
    assert isinstance(hung, SourceError) and hung.name == "b.txt"


def test_time_of_one_file_is_not_counted_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / f"{place}.txt" for place in range(6)]
    for path in paths:
        path.write_text(NOTICE, "utf-8")
    read = pipeline.read_source

    def slowly(path: Path) -> object:
        until = time.process_time() + 0.6
        while time.process_time() < until:
            pass
        return read(path)

    monkeypatch.setattr(limits, "_GRACE", 0)
    monkeypatch.setattr(pipeline, "read_source", slowly)
    assert all(isinstance(one, Extraction) for one in extract_many(paths, jobs=1, limits=Limits(seconds=2)))


def test_standard_input_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_bytes", spin)
    with pytest.raises(SourceError, match="1 seconds"):
        read_within_limits(extract_bytes, "stdin", b"x", Limits(seconds=1))


def test_pdf_on_standard_input_is_read_in_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_GRACE", 1)
    monkeypatch.setattr(pipeline, "read_bytes", spin_in_c)
    with pytest.raises(SourceError, match="1 seconds"):
        read_within_limits(extract_bytes, "stdin", b"%PDF-1.4", Limits(seconds=1))


def test_bytes_and_pages_are_limited_as_asked(tmp_path: Path) -> None:
    pages = Maker()
    for _ in range(3):
        pages.text("个人缴费为每人每年350元。").page()
    (tmp_path / "a.pdf").write_bytes(pages.bytes())
    (tmp_path / "b.txt").write_text(NOTICE, "utf-8")
    paths = [tmp_path / "a.pdf", tmp_path / "b.txt"]
    for jobs in (1, 2):
        many, short = extract_many(paths, jobs=jobs, limits=Limits(pages=2, bytes=50_000))
        assert isinstance(many, SourceError) and many.problem == "has more than 2 pages"
        assert isinstance(short, Extraction)
        _, long = extract_many(paths, jobs=jobs, limits=Limits(bytes=20))
        assert isinstance(long, SourceError) and long.problem == "is larger than 20 bytes"


def test_the_commands_take_the_limits(tmp_path: Path) -> None:
    pages = Maker()
    for _ in range(3):
        pages.text("个人缴费为每人每年350元。").page()
    (tmp_path / "a.pdf").write_bytes(pages.bytes())
    (tmp_path / "b.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "corpus").mkdir()
    limits = ("--max-pages", "2", "--max-bytes", "60000")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "extractor", *arguments], capture_output=True, text=True, cwd=tmp_path)

    done = run("extract", ".", *limits)
    assert (done.returncode, "more than 2 pages" in done.stderr, NOTICE.split()[0] in done.stdout) == (1, True, True)
    done = run("text", "a.pdf", *limits)
    assert (done.returncode, done.stderr) == (2, "hongtou: a.pdf: has more than 2 pages; split it, or raise --max-pages\n")
    assert run("text", "a.pdf", "--max-pages", "3").returncode == 0
    done = run("add", "a.pdf", "b.txt", "--yes", *limits)
    assert (done.returncode, "more than 2 pages" in done.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["b.txt"]
    long = run("text", "b.txt", "--max-bytes", "20")
    assert "is larger than 20 bytes" in long.stderr


def test_an_archive_that_takes_too_long_to_look_into_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> list[str]:
        while True:
            pass

    monkeypatch.setattr(archives, "circulars_in", endless)
    (tmp_path / "a.zip").write_bytes(packed({"b.txt": "b"}))
    (tmp_path / "b.txt").write_text(NOTICE, "utf-8")
    extractions, (failure,) = gather([tmp_path], limits=Limits(seconds=1))
    assert [one.source for one in extractions] == ["b.txt"]
    assert (failure.name, failure.kind) == ("a.zip", "too_large")
