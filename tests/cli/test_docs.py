"""Pages written by hand: their links lead somewhere, the commands that they name exist, twins say the same."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from extractor.cli import create_app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "corpus").rglob("*.md"), *(ROOT / "templates").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_SPAN = re.compile(r"`(hongtou [^`\n]+)`")
_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_LINE = re.compile(r"^(?:\$ | *- run: | *- | *)(hongtou [a-z-][^\n]*)$", re.MULTILINE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_files(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    missing = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_and_their_options_exist(page: Path) -> None:
    text, wrong = page.read_text(encoding="utf-8"), []
    for command in (*_SPAN.findall(_BLOCK.sub("", text)), *(line for block in _BLOCK.findall(text) for line in _LINE.findall(block))):
        line = re.split(r" (?:\||>|2>|#)|[;&]", command)[0]
        wrong += [f"{line}: {problem}" for problem in problems(line)]
    assert wrong == []


def problems(line: str) -> list[str]:
    """What of a command line hongtou does not have."""
    try:
        words = shlex.split(line)[1:]
    except ValueError:  # a line that is cut in a table
        words = line.split()[1:]
    here: Any = get_command(create_app())
    while words and hasattr(here, "commands") and words[0] in here.commands:
        here = here.commands[words.pop(0)]
    if getattr(here, "commands", None) and "list" in here.commands:  # a group that lists by default
        here = here.commands["list"]
    elif hasattr(here, "commands") and words and re.fullmatch(r"[a-z]+", words[0]):
        return [f"no command {words[0]}"]
    known = {option for parameter in here.params for option in parameter.opts} | {"--help", "--version"}
    return [f"no option {word}" for word in words if re.fullmatch(r"--[a-z-]+", word.partition("=")[0]) and word.partition("=")[0] not in known]


def test_a_command_that_is_none_is_noticed() -> None:
    assert problems("hongtou biuld") == ["no command biuld"]
    assert problems("hongtou build --chekc") == ["no option --chekc"]
    assert problems("hongtou tasks --within 30d") == []


def test_the_walk_is_the_same_in_both_languages() -> None:
    english, chinese = ((ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("first-hour.md", "zh/tour.md"))
    assert _BLOCK.findall(english) == _BLOCK.findall(chinese)
    assert english.count("\n## ") == chinese.count("\n## ")
