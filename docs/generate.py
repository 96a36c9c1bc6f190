"""Writes what in the documentation follows from the code.

These are docs/cli.md, docs/export.schema.json, docs/grammar.md, docs/records.md, and what the commands in the console
blocks of the READMEs, of docs/tracker.md, docs/first-hour.md and docs/zh/tour.md print. Run `python docs/generate.py` after a change to any of them; a test
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
from collections.abc import Callable, Iterable, Iterator
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
_STEP = re.compile(
    r"```console\n\$ (?P<command>[^\n]*)\n.*?```|```(?:text|yaml)\n# saved as (?P<file>[^\n]+)\n(?P<content>.*?)```", re.DOTALL
)
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
    """A page with what its commands print now, run beside a copy of the corpus and a file `new.txt`, which is the page's first text."""
    text = (ROOT / name).read_text(encoding="utf-8")
    new_circular = _NEW_CIRCULAR.search(text)
    files = (("new.txt", new_circular[1]),) if new_circular else ()
    return _filled(text, _outputs((*files, *_CONSOLE.findall(text)), "corpus"))


def walk(name: str) -> str:
    """A page with what its commands print now, run in a folder with nothing but the sample's circulars as `received/`.

    A text or YAML block whose first line is `# saved as FILE` stands for a file that is saved (without that line) at that moment.
    """
    text = (ROOT / name).read_text(encoding="utf-8")
    steps = ((found["file"], found["content"]) if found["file"] else found["command"] for found in _STEP.finditer(text))
    return _filled(text, _outputs(tuple(steps), "received"))


def _filled(text: str, printed: Iterable[str]) -> str:
    outputs = iter(printed)
    return _CONSOLE.sub(lambda block: f"```console\n$ {block[1]}\n{next(outputs)}```", text)


@cache
def _outputs(steps: tuple[str | tuple[str, str], ...], corpus: str) -> tuple[str, ...]:
    """What commands print, run one after the other beside a copy of the sample's circulars; pairs are files to be saved."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "corpus", Path(folder) / corpus, ignore=None if corpus == "corpus" else _others)
        printed = []
        for step in steps:
            if isinstance(step, tuple):
                (Path(folder) / step[0]).write_text(step[1], encoding="utf-8")
            else:
                printed.append(_printed(step, folder))
        return tuple(printed)


def _others(folder: str, names: list[str]) -> list[str]:
    """What of the sample corpus is no circular."""
    return [name for name in names if not name.endswith(".txt")]


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
    "docs/first-hour.md": lambda: walk("docs/first-hour.md"),
    "docs/zh/tour.md": lambda: walk("docs/zh/tour.md"),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        (ROOT / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
