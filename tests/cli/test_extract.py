"""`hongtou extract` and `hongtou text`, as real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

NOTICE = """河医保发〔2022〕1号

关于居民医保的通知

各县区医疗保障局：

根据《医保条例》，个人缴费为每人每年350元。

河源市医疗保障局
2022年9月1日
""".replace("\n", "\r\n")


def hongtou(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=os.environ | environment)


def lines(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "circular.txt"
    path.write_bytes(NOTICE.encode())
    return path


def test_one_json_object_a_line_with_places_in_the_text(notice: Path) -> None:
    done = hongtou("extract", notice)
    assert (done.returncode, done.stderr) == (0, b"")
    records = lines(done.stdout)
    assert records[0]["type"] == "document" and records[0]["schema"] == 2
    assert records[0]["id"] == "河医保发〔2022〕1号"
    assert {record["source"] for record in records} == {"circular.txt"}
    assert all(NOTICE[slice(*record["span"])] == record["quote"] for record in records)
    assert all(next(iter(record)) == "type" for record in records)


def test_corpus_yaml_is_not_applied(notice: Path) -> None:
    (notice.parent / "corpus.yaml").write_text("files: {circular.txt: {title: 别的, reason: 试}}", encoding="utf-8")
    document = lines(hongtou("extract", notice.parent).stdout)[0]
    assert (document["title"], document["supplied"]) == ("关于居民医保的通知", [])


def test_standard_input(notice: Path) -> None:
    done = hongtou("extract", "-", stdin=NOTICE.encode())
    assert done.returncode == 0
    from_file = lines(hongtou("extract", notice).stdout)
    assert lines(done.stdout) == [record | {"source": "stdin"} for record in from_file]


def test_bad_files_are_named_on_standard_error_and_the_others_go_on(notice: Path) -> None:
    (notice.parent / "empty.txt").write_bytes(b"")
    done = hongtou("extract", notice.parent / "gone.pdf", notice.parent / "empty.txt", notice)
    assert done.returncode == 1
    assert lines(done.stdout)[0]["source"] == "circular.txt"
    complaints = done.stderr.decode().splitlines()
    assert [complaint.split(":")[1].strip() for complaint in complaints] == ["gone.pdf", "empty.txt"]


def test_nothing_readable(tmp_path: Path) -> None:
    done = hongtou("extract", tmp_path, tmp_path / "gone.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 2


def test_output_file_is_written_whole_or_not_at_all(notice: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "records.jsonl"
    target.parent.mkdir()
    assert hongtou("extract", notice, "-o", target).stdout == b""
    assert target.read_bytes() == hongtou("extract", notice).stdout
    assert [path.name for path in target.parent.iterdir()] == ["records.jsonl"]


def test_output_into_a_folder_that_is_not_there(notice: Path, tmp_path: Path) -> None:
    done = hongtou("extract", notice, "-o", tmp_path / "nowhere" / "records.jsonl")
    assert done.returncode == 2
    assert "nowhere" in done.stderr.decode() and "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bytes_do_not_depend_on_processes_locale_or_hash_seed(tmp_path: Path, jobs: str) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(NOTICE.replace("1号", f"{number}号"), encoding="utf-8")
    once = hongtou("extract", tmp_path, "--jobs", jobs, PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Shanghai")
    again = hongtou("extract", tmp_path, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="America/New_York")
    assert once.stdout == again.stdout
    assert once.returncode == 0


def test_table(notice: Path) -> None:
    text = hongtou("extract", notice, "--to", "table").stdout.decode()
    assert "河医保发〔2022〕1号" in text and "医保条例" in text
    assert "\x1b" not in text


def test_reader_that_leaves_early_is_no_error(notice: Path) -> None:
    command = f"{sys.executable} -m extractor extract {' '.join([str(notice)])} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True)
    assert b"Traceback" not in done.stderr


def test_text_is_what_spans_count_in(notice: Path) -> None:
    assert hongtou("text", notice).stdout == NOTICE.encode()
    assert hongtou("text", "-", stdin=NOTICE.encode()).stdout == NOTICE.encode()


def test_text_in_another_encoding_comes_out_as_utf8(notice: Path) -> None:
    notice.write_bytes(NOTICE.encode("gb18030"))
    assert hongtou("text", notice, LC_ALL="C").stdout == NOTICE.encode()


def test_text_of_what_cannot_be_read(tmp_path: Path) -> None:
    done = hongtou("text", tmp_path / "gone.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"hongtou: gone.txt: ")


def test_every_line_is_as_the_schema_says() -> None:
    root = Path(__file__).resolve().parents[2]
    schema = json.loads((root / "docs" / "export.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    records = lines(hongtou("extract", root / "corpus", root / "tests" / "evaluation" / "authored").stdout)
    assert {record["type"] for record in records} >= {"document", "mention", "parameter", "deadline", "task", "citation"}
    assert [error.message for record in records for error in validator.iter_errors(record)] == []
    stray = records[0] | {"number": 5}
    assert not validator.is_valid(stray)
