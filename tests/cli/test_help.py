"""What every command must say of itself, and the reference pages that follow from it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = generator()


@pytest.mark.parametrize("words", list(GENERATOR.commands()), ids=" ".join)
def test_help_has_an_example_that_names_the_command(words: tuple[str, ...]) -> None:
    text = GENERATOR.help_of(words)
    assert "Example:" in text
    example = text.partition("Example:")[2]
    assert f"hongtou {' '.join(words)}" in example


@pytest.mark.parametrize("name", list(GENERATOR.PAGES))
def test_reference_page_is_what_the_code_gives(name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8")
    assert written == GENERATOR.PAGES[name](), "run: python docs/generate.py"


def test_start_imports_nothing_heavy() -> None:
    heavy = {"spacy", "jieba", "pdfplumber", "openpyxl", "sqlalchemy", "jinja2", "pydantic", "lxml", "numpy", "opencc"}
    code = "import sys; from extractor.cli import create_app; create_app(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert heavy.isdisjoint(loaded)


def test_version() -> None:
    from extractor import __version__

    done = subprocess.run([sys.executable, "-m", "extractor", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"hongtou {__version__}\n")


def test_no_command_shows_the_help() -> None:
    done = subprocess.run([sys.executable, "-m", "extractor"], capture_output=True, text=True)
    assert "Commands:" in done.stdout + done.stderr
    assert done.returncode == 2


def test_readmes_are_twins() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    blocks = re.compile(r"```.*?```", re.DOTALL)
    assert [block.partition("#")[0] for block in blocks.findall(english)] == [
        block.partition("#")[0] for block in blocks.findall(chinese)
    ]
    for mark in ("\n## ", "\n- ", "\n| ", "\n1. "):
        assert english.count(mark) == chinese.count(mark), mark
