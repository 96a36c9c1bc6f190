"""What is kept of amendments gives what a corpus read anew gives, whatever file has changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus import load
from tests.amendments.building import changing, issued

OTHER = changing("一、做好见习工作。", number="德人社发〔2032〕30号", title="关于做好见习工作的通知", lead="", since="")


def lines(folder: Path, cache: Path | None) -> list[tuple[bytes, ...]]:
    loaded = load(folder, keep=cache is not None, cache=cache, jobs=1)
    found = [one.lines for one in loaded.extractions]
    loaded.store.save()
    return found


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("2.txt", changing("一、将第三条中的“1500元”修改为“1900元”。")),
        ("2.txt", OTHER),
        ("1.txt", issued().replace("1200元", "1300元")),
        ("3.txt", OTHER.replace("做好", "抓好")),
        ("3.txt", None),
    ],
)
def test_a_changed_file(tmp_path: Path, file: str, text: str | None) -> None:
    folder, cache = tmp_path / "corpus", tmp_path / "cache"
    folder.mkdir()
    for name, words in (("1.txt", issued()), ("2.txt", changing("一、将第三条中的“1500元”修改为“1800元”。")), ("3.txt", OTHER)):
        (folder / name).write_text(words, encoding="utf-8")
    assert lines(folder, cache) == lines(folder, cache) == lines(folder, None)
    if text is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(text, encoding="utf-8")
    assert lines(folder, cache) == lines(folder, None)
