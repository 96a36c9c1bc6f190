"""Which files of a folder are circulars."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from extractor.sources import SourceError, find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus as people keep it, made in no particular order."""
    files = [
        "b.txt", "a.txt", "2021/c.pdf", "2021/a.html", "2021/deep/z.docx", "corpus.yaml", "README.md", "README",
        "gold/a.json", "gold/note.txt", ".hidden.txt", ".git/config", "~$c.docx", "2021/page.html",
        "2021/page_files/style.css", "2021/page_files/logo.png", "Thumbs.db", "2021/c.pdf.part",
    ]  # fmt: skip
    random.Random(3).shuffle(files)
    for name in files:
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "corpus"


def names(paths: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def test_a_folder_is_walked_in_order_without_what_is_no_circular(folder: Path) -> None:
    found = find_files([folder], leave_out={"gold"})
    assert names(found, folder) == [
        "2021/a.html",
        "2021/c.pdf",
        "2021/deep/z.docx",
        "2021/page.html",
        "a.txt",
        "b.txt",
    ]


def test_files_given_by_name_are_taken_as_they_are(folder: Path) -> None:
    given = [folder / "README.md", folder / "gone.txt"]
    assert find_files(given) == given


def test_each_file_is_listed_once_at_its_first_place(folder: Path) -> None:
    found = find_files([folder / "b.txt", folder, folder / "2021" / ".." / "a.txt"], leave_out={"gold"})
    assert names(found, folder)[0] == "b.txt"
    assert len(found) == 6


def test_a_folder_without_circulars_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "corpus.yaml").write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError) as raised:
        find_files([tmp_path])
    assert raised.value.kind == "folder"
    assert str(tmp_path) in str(raised.value)


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "linked").symlink_to(outside)
    (folder / "circle").symlink_to(folder)
    (folder / "again.txt").symlink_to(folder / "b.txt")
    found = names(find_files([folder], leave_out={"gold"}), folder)
    assert "link.txt" not in found
    assert not any(name.startswith(("linked", "circle")) for name in found)
    assert ("again.txt" in found) != ("b.txt" in found)


def test_a_subfolder_that_may_not_be_listed_is_reported_by_reading_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: str | os.PathLike[str]) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert folder / "2021" / "deep" in find_files([folder])
