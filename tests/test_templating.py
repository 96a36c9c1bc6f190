"""Scripts in pages: only the page's own one may run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.templating import environment

ROOT = Path(__file__).resolve().parents[1]
PAGES = [("check", "report.js"), ("check", "board.js"), ("check", "values.js"), ("redline", "page.js")]


@pytest.mark.parametrize(("folder", "name"), PAGES)
def test_the_policy_of_a_page_allows_its_own_script_and_no_other(folder: str, name: str) -> None:
    page = environment(folder).from_string(f"{{% extends 'frame.html.j2' %}}{{% set own_script = '{name}' %}}").render()
    [allowed] = re.findall(r"script-src '([^']+)'", page)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert allowed == "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
    assert "document" in script


def test_a_page_without_a_script_runs_none() -> None:
    page = environment("rules").from_string("{% extends 'frame.html.j2' %}").render()
    assert "script-src 'none'" in page and "<script" not in page


def test_templates_are_found_where_a_package_lies_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """As `pip install --target DIR` puts it: the package in DIR, its data in DIR/share."""
    home = tmp_path / "target"
    shutil.copytree(ROOT / "extractor", home / "extractor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", home / "share" / "hongtou" / "templates")
    code = "from extractor.templating import template_folder; print(template_folder())"
    run = subprocess.run([sys.executable, "-P", "-c", code], env={**os.environ, "PYTHONPATH": str(home)}, cwd=tmp_path,
                         capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(home / "share" / "hongtou" / "templates")
