"""What holds for every file of the project."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(path for folder in ("extractor", "tests", "docs", "benchmarks") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_template_is_installed_with_the_package() -> None:
    """All files of templates/, but for the sources (src/) that others of them are made from."""
    installed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["data-files"]
    files = {path for path in (ROOT / "templates").rglob("*") if path.is_file() and path.parent.name != "src"}
    found = {folder: {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()} for folder, patterns in installed.items()}
    assert set().union(*found.values()) == files
    assert all(f"share/hongtou/{path.parent.relative_to(ROOT).as_posix()}" == folder for folder, paths in found.items() for path in paths)
