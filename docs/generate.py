"""Writes what in the documentation follows from the code.

These are docs/cli.md, docs/export.schema.json, docs/grammar.md, docs/records.md, and what the commands in the console
blocks of the READMEs and of docs/tracker.md print. Run `python docs/generate.py` after a change to any of them; a test
fails until then.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from typer.main import get_command
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.quantities import grammar_doc as quantities_doc
from extractor.records import grammar_doc as records_doc
from extractor.records.models import LEFT_OUT, SCHEMA_VERSION, Record

ROOT = Path(__file__).resolve().parents[1]
_INTRODUCTION = """# The commands

Written by `docs/generate.py` from the help of each command; every command prints the same with `--help`.

Paths may be files, folders or, where the help says so, `-` for standard input. Results go to standard output,
complaints and warnings to standard error, each naming its file and what to do. Progress bars appear only where the
output is a terminal.

Exit statuses: 0 done; 1 something was found or failed, as the command says below; 2 could not run.
"""
_CONSOLE = re.compile(r"```console\n\$ ([^\n]*)\n.*?```", re.DOTALL)
_NEW_CIRCULAR = re.compile(r"```text\n(.*?)```", re.DOTALL)


def cli_page() -> str:
    """All commands with their help, in the order of the help."""
    pieces = [_INTRODUCTION]
    for words in ((), *commands()):
        pieces.append(f"\n## {' '.join(('hongtou', *words))}\n\n```text\n{help_of(words)}\n```\n")
    return "".join(pieces)


def commands() -> Iterator[tuple[str, ...]]:
    """The words of each command and group of commands (`("tasks", "list")`), groups before their members."""

    def walk(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for name, command in getattr(group, "commands", {}).items():
            if not command.hidden:
                yield (*words, name)
                yield from walk(command, (*words, name))

    yield from walk(get_command(create_app()), ())


def help_of(words: tuple[str, ...]) -> str:
    """The help of a command, 80 columns wide."""
    result = CliRunner().invoke(create_app(), [*words, "--help"], prog_name="hongtou", env={"COLUMNS": "80"})
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def export_schema() -> str:
    """The JSON Schema of one line of `hongtou extract --to jsonl`."""
    schema = TypeAdapter(Record).json_schema(by_alias=True)
    for title, model in schema["$defs"].items():
        # The export leaves out what a line has only where there is something to say, and a condition's bounds, where it has none.
        absent = set(model["properties"]) - {"text", "span", "kind"} if title == "Condition" else LEFT_OUT
        model["required"] = [name for name in model["properties"] if name not in absent]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of hongtou's export, schema {SCHEMA_VERSION}",
        **schema,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def readme(name: str) -> str:
    """A README with what its commands print now."""
    text = (ROOT / name).read_text(encoding="utf-8")
    new_circular = _NEW_CIRCULAR.search(text)
    outputs = iter(_outputs(tuple(_CONSOLE.findall(text)), new_circular[1] if new_circular else ""))
    return _CONSOLE.sub(lambda block: f"```console\n$ {block[1]}\n{next(outputs)}```", text)


@cache
def _outputs(commands: tuple[str, ...], new_circular: str) -> tuple[str, ...]:
    """What commands print, run one after the other in a copy of the corpus beside a file `new.txt`."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "corpus", Path(folder) / "corpus")
        (Path(folder) / "new.txt").write_text(new_circular, encoding="utf-8")
        return tuple(_printed(command, folder) for command in commands)


def _printed(command: str, folder: str) -> str:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.stderr:
        raise RuntimeError(f"{command}: {done.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


PAGES: dict[str, Callable[[], str]] = {
    "docs/cli.md": cli_page,
    "docs/export.schema.json": export_schema,
    "docs/grammar.md": quantities_doc.render,
    "docs/records.md": records_doc.render,
    "README.md": lambda: readme("README.md"),
    "README.zh-CN.md": lambda: readme("README.zh-CN.md"),
    "docs/tracker.md": lambda: readme("docs/tracker.md"),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        (ROOT / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
