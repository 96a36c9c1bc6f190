"""Writes the reference pages that follow from the code: docs/cli.md and docs/export.schema.json.

Run `python docs/generate.py` after a change to the commands or to the exported models; a test fails until then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from typer.main import get_command
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.records.models import SCHEMA_VERSION, Record

FOLDER = Path(__file__).resolve().parent
_INTRODUCTION = """# The commands

Written by `docs/generate.py` from the help of each command; every command prints the same with `--help`.

Paths may be files, folders or, where the help says so, `-` for standard input. Results go to standard output,
complaints and warnings to standard error, each naming its file and what to do. Progress bars appear only where the
output is a terminal.

Exit statuses: 0 done; 1 something was found or failed, as the command says below; 2 could not run.
"""


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
    for model in schema["$defs"].values():
        # The export leaves out no field except `page`, where the source has no pages.
        model["required"] = [name for name in model["properties"] if name != "page"]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A line of hongtou's export, schema {SCHEMA_VERSION}",
        **schema,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


PAGES = {"cli.md": cli_page, "export.schema.json": export_schema}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8", newline="\n")
