"""Scripts in pages: only the page's own one may run."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from extractor.templating import environment

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
