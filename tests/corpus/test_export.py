"""The lines that a build writes: always in the words of the text."""

from __future__ import annotations

from pathlib import Path

from extractor.corpus import cache, load
from extractor.corpus.export import checked_lines, quotes_its_source
from extractor.kept import Place, cache_folder

NOTICE = "河医保发〔2022〕3号\n\n关于个人缴费的通知\n\n个人缴费为每人每年350元，2022年9月底前缴清。\n\n2022年9月1日\n"


def corpus(folder: Path) -> Path:
    (folder / "1.txt").write_text(NOTICE, encoding="utf-8")
    return folder


def test_kept_records_in_other_words_than_the_text_are_made_anew(tmp_path: Path) -> None:
    expected = b"".join(checked_lines(load(corpus(tmp_path), keep=True).extractions))
    assert "350元".encode() in expected
    place = Place(cache_folder(), tmp_path)
    (name,) = place.names(cache.SHELF)
    kept = place.read(cache.SHELF, name)
    assert kept is not None
    place.write(cache.SHELF, name, (kept.replace("每人每年350元".encode(), "每人每年900元".encode(), 1),))
    assert b"".join(checked_lines(load(tmp_path, keep=True).extractions)) == expected


def test_words_are_compared_at_the_span_of_the_line() -> None:
    line = '{"type":"mention","source":"a\\"b.txt","span":[2,5],"quote":"3\\"元"}\n'.encode()
    assert quotes_its_source([line], '各:3"元。')
    assert not quotes_its_source([line], '各:4"元。')
    assert not quotes_its_source([b"{}\n"], "")
