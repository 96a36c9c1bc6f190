"""docs/checks.md says what the code says."""

from __future__ import annotations

import pytest

from extractor.consistency.checks import CHECKS, LABELS
from extractor.consistency.reference import PAGE, renewed


def test_page_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "run python -m extractor.consistency.reference"


@pytest.mark.parametrize("name", CHECKS)
def test_check_says_when_it_fires_and_when_not(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = page.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
    assert "\n- Fires: " in section and "\n- Does not fire: " in section
    assert LABELS[name]
