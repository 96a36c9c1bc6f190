"""Planted cases: folders of short circulars, read from their files, with exactly the findings that they must give.

A folder whose name ends in `-clean…` is the twin of the case before it: it differs only in what is allowed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor.consistency import CHECKS, Finding, Side, check
from extractor.corpus import load
from extractor.normalize.script import to_simplified

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_case_gives_exactly_its_findings(folder: Path) -> None:
    corpus = load(folder, jobs=1)
    assert not corpus.failures
    left = check(corpus.extractions)
    texts = {extraction.source: extraction.text for extraction in corpus.extractions}
    for finding in left:
        for side in filter(None, (finding.lower, finding.higher)):
            assert texts[side.source][slice(*side.span)] == side.quote
    for expected in yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8")):
        found = [finding for finding in left if _fits(finding, expected)]
        assert found, f"missing: {expected}\nfound: {[one.message for one in left]}"
        left.remove(found[0])
    assert [(one.check, one.message) for one in left] == []


def test_every_check_has_two_planted_cases_and_a_clean_twin() -> None:
    names = [path.name for path in CASES]
    for check_name in set(CHECKS) - {"not-comparable"}:
        planted = [name for name in names if name.startswith(f"{check_name}-") and "clean" not in name]
        clean = [name for name in names if name.startswith(f"{check_name}-") and "clean" in name]
        assert len(planted) >= 2 and clean, check_name


def _fits(finding: Finding, expected: dict[str, Any]) -> bool:
    return (
        finding.check == expected["check"]
        and finding.severity == expected["severity"]
        and ("concept" not in expected or finding.concept == expected["concept"])
        and _is_side(finding.lower, expected["lower"])
        and ("higher" not in expected or (finding.higher is not None and _is_side(finding.higher, expected["higher"])))
        and all(part in _plain(finding.message) for part in expected.get("message", ()))
    )


def _is_side(side: Side, expected: dict[str, str]) -> bool:
    """Whether a side is of the expected document and has the expected words, whatever their script."""
    is_document = _plain(side.document) == _plain(expected["document"])
    return is_document and _plain(expected["quote"]) in _plain(side.quote)


def _plain(text: str) -> str:
    return to_simplified("".join(text.split()))
