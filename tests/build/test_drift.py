"""What differs between two output folders."""

from __future__ import annotations

from pathlib import Path

from extractor.build.drift import FileDrift, compare


def folder(path: Path, files: dict[str, str]) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_names_files(tmp_path: Path) -> None:
    current = folder(tmp_path / "current", {"same": "1\n", "old/gone.yaml": "2\n", "values.yaml": "a: 1\nb: 2\nc: 3\n"})
    fresh = folder(tmp_path / "fresh", {"same": "1\n", "new/come.yaml": "4\n", "values.yaml": "a: 1\nb: 5\nc: 3\n"})
    assert compare(current, fresh).files == (
        FileDrift("new/come.yaml", "missing"),
        FileDrift("old/gone.yaml", "superfluous"),
        FileDrift("values.yaml", "changed"),
    )


def test_line_ends_count(tmp_path: Path) -> None:
    current, fresh = folder(tmp_path / "current", {"a": "1\r\n"}), folder(tmp_path / "fresh", {"a": "1\n"})
    assert [file.state for file in compare(current, fresh).files] == ["changed"]


def test_folder_that_is_not_there_lacks_every_file(tmp_path: Path) -> None:
    fresh = folder(tmp_path / "fresh", {"a": "1\n", "b": "2\n"})
    assert compare(tmp_path / "nowhere", fresh).files == (FileDrift("a", "missing"), FileDrift("b", "missing"))


def test_equal_folders(tmp_path: Path) -> None:
    files = {"a": "1\n", "b/c": "2\n"}
    assert compare(folder(tmp_path / "one", files), folder(tmp_path / "other", files)).files == ()
