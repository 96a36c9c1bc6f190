"""Kept files: believed only where they are ours, never written or removed through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.kept import Place
from extractor.sources.model import SourceError

NAME = "0123456789abcdef"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "corpus").mkdir()
    return Place(tmp_path / "cache", tmp_path / "corpus")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    folder = tmp_path / "victim"
    folder.mkdir()
    for name in (NAME, "a", "thesis.txt"):
        (folder / name).write_text("precious")
    return folder


def untouched(victim: Path) -> bool:
    return {path.name: path.read_text() for path in victim.iterdir()} == dict.fromkeys((NAME, "a", "thesis.txt"), "precious")


def test_what_is_written_is_read_again(place: Place) -> None:
    place.write("heads", NAME, (b"one ", b"two"))
    assert place.read("heads", NAME) == b"one two"
    assert place.names("heads") == {NAME}
    place.forget("heads", NAME)
    assert place.read("heads", NAME) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"one two", b"\0" * 32 + b"one two"])
def test_file_without_our_seal_counts_as_absent(place: Place, damage: bytes) -> None:
    place.write("heads", NAME, (b"one two",))
    (place.folder / "heads" / NAME).write_bytes(damage)
    assert place.read("heads", NAME) is None


def test_file_under_another_name_or_shelf_counts_as_absent(place: Place) -> None:
    place.write("heads", NAME, (b"one two",))
    data = (place.folder / "heads" / NAME).read_bytes()
    (place.folder / "heads" / "fedcba").write_bytes(data)
    (place.folder / "other").mkdir()
    (place.folder / "other" / NAME).write_bytes(data)
    assert place.read("heads", "fedcba") is None
    assert place.read("other", NAME) is None


def test_file_sealed_with_another_key_counts_as_absent(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "elsewhere", tmp_path / "corpus")
    other.write("heads", NAME, (b"forged",))
    (place.folder / "heads").mkdir()
    (place.folder / "heads" / NAME).write_bytes((other.folder / "heads" / NAME).read_bytes())
    assert place.read("heads", NAME) is None


def test_key_is_for_this_user_alone_and_stays(place: Place, tmp_path: Path) -> None:
    key = tmp_path / "cache" / "key"
    content = key.read_bytes()
    assert len(content) == 32
    assert key.stat().st_mode & 0o777 == 0o600
    Place(tmp_path / "cache", tmp_path / "corpus")
    assert key.read_bytes() == content


def test_shelf_that_is_a_link_is_refused_and_nothing_behind_it_is_touched(place: Place, victim: Path) -> None:
    (place.folder / "heads").symlink_to(victim)
    for action in (
        lambda: place.read("heads", NAME),
        lambda: place.write("heads", NAME, (b"new",)),
        lambda: place.names("heads"),
        lambda: place.forget("heads", NAME),
    ):
        with pytest.raises(SourceError, match="is a link"):
            action()
    assert untouched(victim)


def test_folder_of_a_corpus_that_is_a_link_is_refused(place: Place, victim: Path, tmp_path: Path) -> None:
    place.folder.rmdir()
    place.folder.symlink_to(victim)
    with pytest.raises(SourceError, match="is a link"):
        Place(tmp_path / "cache", tmp_path / "corpus")
    assert untouched(victim)


def test_file_that_is_a_link_is_not_read_and_is_replaced_itself(place: Place, victim: Path) -> None:
    (place.folder / "heads").mkdir()
    (place.folder / "heads" / NAME).symlink_to(victim / "thesis.txt")
    assert place.read("heads", NAME) is None
    place.write("heads", NAME, (b"new",))
    assert place.read("heads", NAME) == b"new"
    assert untouched(victim)


def test_only_names_of_our_own_form_are_removed(place: Place) -> None:
    place.write("heads", NAME, (b"one",))
    (place.folder / "heads" / "thesis.txt").write_text("precious")
    assert place.names("heads") == {NAME}
    place.forget("heads", "thesis.txt")
    assert (place.folder / "heads" / "thesis.txt").read_text() == "precious"


def test_what_killed_writers_left_goes_what_running_ones_write_stays(place: Place) -> None:
    place.write("heads", NAME, (b"one",))
    gone, running = (place.folder / "heads" / f"{NAME}.{process}" for process in (4_194_305, os.getpid()))
    for path in (gone, running):
        path.write_bytes(b"half")
    place.forget_left("heads")
    assert (gone.exists(), running.exists()) == (False, True)


def test_cache_folder_of_another_user_is_refused(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(SourceError, match="belongs to another user"):
        Place(tmp_path / "cache", tmp_path / "corpus")
