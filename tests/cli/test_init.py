"""`hongtou init`, and the first steps in what it started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from extractor.corpus import load
from extractor.corpus.settings import load_settings
from tests.cli.test_add import CITY


def hongtou(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, stdin=subprocess.DEVNULL)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_started_corpus_takes_a_circular_and_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert hongtou("init", folder, cwd=tmp_path).returncode == 0
    assert files(folder) == {
        ".gitignore", ".github/workflows/rules.yml", "corpus/README.md", "corpus/corpus.yaml", "corpus/waivers.yaml",
        "corpus/corrections/README.md", "corpus/vocabulary/README.md",
    }  # fmt: skip
    assert load(folder / "corpus", may_be_empty=True).extractions == ()
    (folder / "city.txt").write_text(CITY, encoding="utf-8")
    assert hongtou("add", "city.txt", "--yes", cwd=folder).returncode == 0
    assert hongtou("build", cwd=folder).returncode == 0
    assert (folder / "generated_rules" / "records.jsonl").is_file()
    assert hongtou("build", "--check", cwd=folder).returncode == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "corpus.yaml").write_text("files: {}\n# mine\n", encoding="utf-8")
    (tmp_path / ".gitignore").symlink_to(tmp_path / "gone")
    done = hongtou("init", "--ci", "gitlab", cwd=tmp_path)
    assert done.returncode == 0 and "kept as it is: corpus/corpus.yaml" in done.stdout
    assert (tmp_path / "corpus" / "corpus.yaml").read_text(encoding="utf-8").endswith("# mine\n")
    assert not (tmp_path / "gone").exists()
    assert yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8"))["rules"]["script"]


def test_what_the_comments_of_corpus_yaml_show_is_right(tmp_path: Path) -> None:
    hongtou("init", "--ci", "none", cwd=tmp_path)
    path = tmp_path / "corpus" / "corpus.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# ") for line in lines[lines.index("# files:"):] if line.startswith("# ")]
    path.write_text("\n".join(shown) + "\n", encoding="utf-8")
    assert {*load_settings(path.parent).files} == {"某通知.pdf", "附表.xlsx"}


def test_a_folder_without_a_corpus_says_how_to_start_one(tmp_path: Path) -> None:
    for command in (("build",), ("add", "x.txt")):
        done = hongtou(*command, cwd=tmp_path)
        assert done.returncode == 2 and "hongtou init" in done.stderr
    hongtou("init", cwd=tmp_path)
    assert "hongtou add" in hongtou("build", cwd=tmp_path).stderr
