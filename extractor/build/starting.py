"""A corpus of one's own: the folder with what a person may write beside the circulars, each file explained by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.templating import template_folder
from extractor.writing import in_one_move

_FILES = {
    "corpus/README.md": "README.md",
    "corpus/corpus.yaml": "corpus.yaml",
    "corpus/waivers.yaml": "waivers.yaml",
    "corpus/corrections/README.md": "corrections.md",
    "corpus/vocabulary/README.md": "vocabulary.md",
    ".gitignore": "gitignore",
}
"""The files of a corpus by their place, and the templates that they are copies of."""
CI_FILES = {"github": {".github/workflows/rules.yml": "github.yml"}, "gitlab": {".gitlab-ci.yml": "gitlab.yml"}, "none": {}}
"""Likewise the file of a service for continuous integration, by its name."""


@dataclass(frozen=True, slots=True)
class Started:
    """The files that were written, and those that were there before and stayed as they are."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def start(folder: Path, ci: str) -> Started:
    """Write the files of an empty corpus into `folder`; what is there already stays as it is. Raises OSError."""
    written, kept = [], []
    for place, template in (_FILES | CI_FILES[ci]).items():
        target = folder / place
        if target.exists() or target.is_symlink():
            kept.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with in_one_move(target) as path:
            path.write_bytes((template_folder() / "corpus" / template).read_bytes())
        written.append(target)
    return Started(tuple(written), tuple(kept))
