"""A watched folder: what is put there is handed in once, when it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.desk.watching import Watch


@pytest.fixture
def watch(tmp_path: Path) -> tuple[Watch, list[list[str]]]:
    (tmp_path / "in").mkdir()
    handed: list[list[str]] = []
    return Watch(tmp_path / "in", tmp_path / "memory", lambda files: handed.append([name for name, _ in files])), handed


def test_a_file_is_handed_in_when_it_has_stopped_growing(watch: tuple[Watch, list[list[str]]]) -> None:
    watching, handed = watch
    path = watching.folder / "a.txt"
    path.write_text("一", encoding="utf-8")
    assert watching.look() == 0
    path.write_text("一二", encoding="utf-8")
    assert watching.look() == 0
    assert watching.look() == 1
    assert watching.look() == 0
    assert handed == [["a.txt"]]


def test_what_was_handed_in_is_known_by_its_content_and_after_a_restart(watch: tuple[Watch, list[list[str]]], tmp_path: Path) -> None:
    watching, handed = watch
    (watching.folder / "a.txt").write_text("一", encoding="utf-8")
    watching.look(), watching.look()
    (watching.folder / "a.txt").rename(watching.folder / "b.txt")
    again = Watch(watching.folder, tmp_path / "memory", lambda files: handed.append([name for name, _ in files]))
    again.look(), again.look()
    assert handed == [["a.txt"]]


def test_hidden_empty_and_linked_files_are_left_alone(watch: tuple[Watch, list[list[str]]], tmp_path: Path) -> None:
    watching, handed = watch
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (watching.folder / ".a.partial").write_text("x", encoding="utf-8")
    (watching.folder / "~$a.docx").write_text("x", encoding="utf-8")
    (watching.folder / "empty.txt").touch()
    (watching.folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    watching.look(), watching.look()
    assert handed == []


def test_the_folder_is_never_changed(watch: tuple[Watch, list[list[str]]]) -> None:
    watching, _ = watch
    (watching.folder / "a.txt").write_text("一", encoding="utf-8")
    watching.look(), watching.look()
    assert [path.name for path in watching.folder.iterdir()] == ["a.txt"]
