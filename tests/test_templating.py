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
PAGES = [("report", "frame.html.j2"), ("check", "report.html.j2")]


@pytest.mark.parametrize(("folder", "template"), PAGES)
def test_the_policy_of_a_page_allows_its_own_script_and_no_other(folder: str, template: str) -> None:
    env = environment(folder)
    assert env.loader is not None
    source = env.loader.get_source(env, template)[0]
    lines = [line for line in source.splitlines(keepends=True) if "script" in line]
    page = env.from_string("".join(lines)).render()
    [allowed] = re.findall(r"script-src '([^']+)'", page)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert allowed == "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
    assert "document" in script


def test_templates_are_found_where_a_package_lies_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """As `pip install --target DIR` puts it: the package in DIR, its data in DIR/share."""
    home = tmp_path / "target"
    shutil.copytree(ROOT / "extractor", home / "extractor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", home / "share" / "hongtou" / "templates")
    code = "from extractor.templating import template_folder; print(template_folder())"
    run = subprocess.run([sys.executable, "-P", "-c", code], env={**os.environ, "PYTHONPATH": str(home)}, cwd=tmp_path,
                         capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(home / "share" / "hongtou" / "templates")
