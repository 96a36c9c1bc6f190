"""The same corpus gives the same bytes, wherever, whenever and by however many processes it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

# Time zone, locale, hash seed, worker processes.
SURROUNDINGS = [
    ("UTC", "C.UTF-8", "0", "1"),
    ("Asia/Shanghai", "C", "1", "2"),
    ("America/St_Johns", "POSIX", "4294967295", "3"),
]


def built(corpus: Path, out: Path, surroundings: tuple[str, str, str, str]) -> dict[str, bytes]:
    zone, locale, seed, jobs = surroundings
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "extractor", "build", str(corpus), "--out", str(out), "--jobs", jobs]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(CORPUS, tmp_path_factory.mktemp("reference") / "out", SURROUNDINGS[0])


@pytest.mark.parametrize("surroundings", SURROUNDINGS[1:], ids=" ".join)
def test_surroundings_do_not_show(
    reference: dict[str, bytes], tmp_path: Path, surroundings: tuple[str, str, str, str]
) -> None:
    # Files copied in the opposite order, with other times, into a folder of another name.
    other = tmp_path / "别处"
    for path in sorted((path for path in CORPUS.rglob("*") if path.is_file()), reverse=True):
        target = other / path.relative_to(CORPUS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    again = built(other, tmp_path / "出处", surroundings)
    assert sorted(again) == sorted(reference)
    assert [name for name in reference if reference[name] != again[name]] == []


def test_reference_is_not_empty(reference: dict[str, bytes]) -> None:
    assert len(reference) > 10
    assert b"\r" not in reference["records.jsonl"]
