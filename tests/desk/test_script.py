"""The desk's script is what its source gives: built anew with the pinned tools, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import extractor.desk
from extractor.templating import template_folder

SOURCE = Path(extractor.desk.__file__).parent / "script"
BUILT = template_folder() / "desk" / "desk.js"
NPM = shutil.which("npm")


@pytest.mark.skipif(NPM is None and not os.environ.get("CI"), reason="npm is not installed: whether desk.js is what desk.ts gives was not checked")
def test_the_script_is_what_its_source_gives(tmp_path: Path) -> None:
    assert NPM, "npm is not installed; on Debian: apt-get install npm"
    source, built = tmp_path / "extractor" / "desk" / "script", tmp_path / "templates" / "desk"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("node_modules"))
    built.mkdir(parents=True)
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "check"], ["run", "build"]):
        done = subprocess.run([NPM, *command], cwd=source, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (built / "desk.js").read_bytes() == BUILT.read_bytes(), "run make desk-script and commit what it writes"


def test_the_script_evaluates_nothing_and_names_no_other_place() -> None:
    source = (SOURCE / "desk.ts").read_text(encoding="utf-8")
    assert "allowEval = false" in source
    assert "selfRequestsOnly = true" in source
    assert "://" not in source
