"""Where two output folders differ: files, and the lines in them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Drift:
    """One file that is not what the corpus gives.

    `state` says what is wrong with the file that stands there; `removed` are its lines that a build would drop,
    `added` the lines that a build would write.
    """

    path: str
    state: Literal["missing", "superfluous", "changed"]
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def compare(current: Path, fresh: Path) -> list[Drift]:
    """The files of `current` that differ from those of `fresh`, sorted by path; a missing folder is an empty one."""
    here, there = _files(current), _files(fresh)
    drifts = []
    for path in sorted(here | there):
        if path not in here:
            drifts.append(Drift(path, "missing"))
        elif path not in there:
            drifts.append(Drift(path, "superfluous"))
        elif (old := (current / path).read_bytes()) != (new := (fresh / path).read_bytes()):
            drifts.append(Drift(path, "changed", *_changed_lines(old, new)))
    return drifts


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _changed_lines(old: bytes, new: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    removed: list[str] = []
    added: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += before[a:b]
            added += after[c:d]
    return tuple(removed), tuple(added)
