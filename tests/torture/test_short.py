"""A short form of `run.py`, whose figures stand in SECURITY.md."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture.kills import KILLS
from tests.torture.mutations import DAMAGES, attack, by_format, sound
from tests.torture.surroundings import several, two_builds


def test_damaged_files_neither_crash_nor_hang_nor_misquote() -> None:
    formats = len(by_format(sound()))
    *_, (counts, faults) = attack(formats * len(DAMAGES) * 4, seed=7)
    assert faults == []
    assert {kind for kind, _ in counts} == {f"{kind} {format}" for kind in DAMAGES for format in by_format(sound())}
    assert sum(times for (_, what), times in counts.items() if what == "read") > formats


@pytest.mark.parametrize("name", KILLS)
def test_killed_at_random_moments_nothing_is_lost(name: str, tmp_path: Path) -> None:
    assert KILLS[name](tmp_path, 2, random.Random(7)) == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    assert two_builds(tmp_path, 1) == []


def test_surroundings_are_all_different() -> None:
    assert len(set(several(22))) == 22
