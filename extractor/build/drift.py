"""Where two output folders differ: which files, and what that means in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractor.changes import Change, diff_trees
from extractor.rules.model import RulesError

STATES = {"missing": "缺少", "superfluous": "多余", "changed": "内容不同"}
"""What is wrong with a file, in words."""


@dataclass(frozen=True, slots=True)
class FileDrift:
    """One file that is not what the corpus gives, and what is wrong with the one that stands there."""

    path: str
    state: Literal["missing", "superfluous", "changed"]


@dataclass(frozen=True, slots=True)
class Drift:
    """The files that differ, sorted by path, and the changed values, tasks and findings in words."""

    files: tuple[FileDrift, ...]
    changes: tuple[Change, ...]


def compare(current: Path, fresh: Path, besides: Collection[str] = ()) -> Drift:
    """What a build would change in `current`, given its output `fresh`; a missing folder is an empty one.

    `besides` are names in the folder that are not looked at.
    """
    here, there = ({path for path in _files(folder) if path.split("/")[0] not in besides} for folder in (current, fresh))
    files: list[FileDrift] = []
    for path in sorted(here | there):
        if path not in here:
            files.append(FileDrift(path, "missing"))
        elif path not in there:
            files.append(FileDrift(path, "superfluous"))
        elif (current / path).read_bytes() != (fresh / path).read_bytes():
            files.append(FileDrift(path, "changed"))
    return Drift(tuple(files), _changes(current, fresh) if files and here else ())


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _changes(current: Path, fresh: Path) -> tuple[Change, ...]:
    try:
        return diff_trees(current, fresh)
    except RulesError:
        # A file damaged by hand: it is named among the files, and there is nothing to compare its values with.
        return ()
