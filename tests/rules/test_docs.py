"""docs/rules.md shows what the sample corpus gives."""

from __future__ import annotations

import re
import shlex
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.corpus import load
from extractor.rules import write_rules

ROOT = Path(__file__).resolve().parents[2]
_BLOCKS = re.compile(r"^```(python|console)\n(.*?)^```\n```(?:text|yaml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    write_rules(load(ROOT / "corpus").extractions, folder / "generated_rules")
    return folder


@pytest.mark.parametrize("block", _BLOCKS.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8")))
def test_the_page_shows_real_output(block: tuple[str, str, str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    language, code, shown = block
    if inline := re.fullmatch(r'\$ python -c "(.*)"\n', code):
        language, code = "python", inline[1]
    if language == "python":
        out = StringIO()
        with redirect_stdout(out):
            exec(compile(code, "docs/rules.md", "exec"), {})
        said = out.getvalue()
    else:
        said = CliRunner().invoke(create_app(), shlex.split(code.removeprefix("$ hongtou "))).output
    assert said.replace("\r\n", "\n").removeprefix("\ufeff") == shown
