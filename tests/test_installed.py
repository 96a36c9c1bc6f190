"""hongtou as it is installed elsewhere: from a wheel, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TEXTS = {".md", ".py", ".yml", ".yaml", ".j2"}


def run(*words: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run([sys.executable, *map(str, words)], cwd=cwd, capture_output=True, text=True, env=os.environ | environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_holds_all_that_a_first_build_needs(tmp_path: Path) -> None:
    source, wheels, target, project = (tmp_path / name for name in ("source", "wheels", "target", "project"))
    source.mkdir()
    for name in ("extractor", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    run("-c", f"from setuptools import build_meta; build_meta.build_wheel({str(wheels)!r})", cwd=source)
    (wheel,) = wheels.iterdir()
    run("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", target, wheel, cwd=tmp_path)
    hongtou = ("-P", "-m", "extractor")
    run(*hongtou, "init", project, cwd=tmp_path, PYTHONPATH=str(target))
    shutil.copy(ROOT / "corpus" / "003_e43034668a803878.txt", project / "corpus")
    assert "报告：" in run(*hongtou, "build", cwd=project, PYTHONPATH=str(target))
    where = run("-P", "-c", "import extractor; print(extractor.__file__)", cwd=project, PYTHONPATH=str(target))
    assert where.startswith(str(target))


def test_no_page_installs_hongtou_from_an_index_of_packages() -> None:
    """It is on none: from a checkout, from an address, or from a folder of wheels with --no-index."""
    by_name = re.compile(r"pip install (?!.*--no-index)(?:.* )?[\"']?hongtou(?:\[[\w,]+\])?[\"'`]?(?=\s|$)(?! @)", re.MULTILINE)
    pages = [path for folder in ("docs", "templates", "extractor") for path in (ROOT / folder).rglob("*") if path.suffix in _TEXTS]
    pages += ROOT.glob("*.md")
    named = [f"{path.relative_to(ROOT)}: {found[0]}" for path in pages for found in by_name.finditer(path.read_text(encoding="utf-8"))]
    assert named == []
    assert by_name.search("pip install 'hongtou[openfisca]'") and by_name.search("run pip install hongtou\n")
