"""Nothing in a circular, in its file's name or in what people write beside it steers whoever looks at the output."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.sources import SourceError, read_source

STEERING = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
UNDER_ATTACK = "\x1b]0;标题\x07\x9b2J\u202e"
NATION = """国医保发〔2022〕8号

国家医疗保障局关于做好居民医保工作的通知

各省医疗保障局：
居民医保人均财政补助标准新增30元，达到每人每年不低于610元。{0}2022年9月底前，医保部门{0}要完成信息系统改造。
{1}
2022年5月1日
"""
CITY = """河医保发〔2022〕3号

河源市医疗保障局关于做好居民医保工作的通知

各县区医疗保障局：
根据《关于做好居民医保工作的通知》（国医保发〔2022〕8号）{0}，做好居民医保工作。居民医保人均财政补助标准为每人每年580元{0}。
2022年8月底前，县医保局要完成{0}信息系统改造。本通知自{0}2022年6月1日起施行。
{1}
2022年5月20日
"""
REST = "各地要认真做好政策宣传解读，及时回应群众关切。\n" * 30
"""So much that a text with these characters in it is no binary file."""
NAME = "县\x1b[31m级.txt"
GBK = os.fsdecode("关于.txt".encode("gbk"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "nation.txt").write_text(NATION.format(UNDER_ATTACK, REST), "utf-8")
    (tmp_path / "corpus" / NAME).write_text(CITY.format(UNDER_ATTACK, REST), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def output(*arguments: str) -> bytes:
    result = CliRunner().invoke(create_app(), arguments)
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.stdout_bytes + result.stderr_bytes


COMMANDS = [
    *(("extract", "corpus", "--to", form) for form in ("jsonl", "table", "html")),
    *(("check", "corpus", "--to", form) for form in ("text", "jsonl", "sarif", "markdown", "html")),
    *(("rules", "show", "--place", "河源市", "--on", "2022-07-01", "--to", form) for form in ("table", "csv", "json", "html")),
    *(("tasks", "list", "corpus", "--on", "2022-06-01", "--to", form) for form in ("table", "csv", "json", "markdown", "ics", "html")),
    ("diff", "generated_rules", "old"),
    *(("diff", "generated_rules", "old", "--to", form) for form in ("markdown", "json", "junit", "sarif")),
    ("build", "corpus", "--check", "--out", "old"),
]  # fmt: skip


def test_no_command_prints_what_steers(folder: Path) -> None:
    assert not STEERING.search(output("build", "corpus"))
    (folder / "corpus" / NAME).write_text(CITY.format(UNDER_ATTACK, REST).replace("80元", "90元"), "utf-8")
    assert not STEERING.search(output("build", "corpus", "--out", "old"))
    (folder / "corpus" / NAME).write_text(CITY.format(UNDER_ATTACK, REST), "utf-8")
    steered = {}
    for command in COMMANDS:
        printed = output(*command)
        assert len(printed) > 20, command
        if found := STEERING.search(printed):
            steered[command] = printed[max(found.start() - 20, 0) : found.end() + 20]
    assert steered == {}


def test_no_workbook_dies_of_it(folder: Path) -> None:
    output("build", "corpus")
    output("rules", "show", "--place", "河源市", "--on", "2022-07-01", "--to", "xlsx", "-o", "rules.xlsx")
    output("check", "corpus", "--to", "xlsx", "-o", "check.xlsx")
    output("tasks", "list", "corpus", "--on", "2022-06-01", "--to", "xlsx", "-o", "tasks.xlsx")
    assert all((folder / f"{name}.xlsx").stat().st_size > 1000 for name in ("rules", "check", "tasks"))


@pytest.mark.parametrize(
    "command",
    [("extract", "corpus"), ("check", "corpus"), ("build", "corpus"), ("tasks", "list", "corpus"), ("tasks", "sync", "corpus"),
     ("add", f"corpus/{GBK}", "--corpus", "corpus")],
    ids=lambda command: " ".join(command[:2]).encode("ascii", "ignore").decode(),
)  # fmt: skip
def test_name_that_is_not_utf8_is_named_and_the_others_go_on(folder: Path, command: tuple[str, ...]) -> None:
    (folder / "corpus" / GBK).write_text(CITY.format("", REST), "utf-8")
    result = CliRunner().invoke(create_app(), command)
    assert result.exit_code == 1, result.output
    assert "\\xb9\\xd8\\xd3\\xda.txt: has a name that is not UTF-8; rename it" in result.stderr


def test_it_is_named_where_it_is_the_only_file(folder: Path) -> None:
    path = folder / "corpus" / GBK
    path.write_text(CITY.format("", REST), "utf-8")
    with pytest.raises(SourceError, match="not UTF-8"):
        read_source(path)
    result = CliRunner().invoke(create_app(), ["text", str(path)])
    assert result.exit_code == 2 and "not UTF-8" in result.stderr
