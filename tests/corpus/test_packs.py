"""Packs of concepts beside a corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.corpus import load
from extractor.sources.model import SourceError
from extractor.vocabulary import use_packs

PACK = """\
label: 渡口
ferry.fare:
  label: 轮渡票价
  kind: money
  direction: free
  named: [轮渡票价]
  examples: {matches: [轮渡票价标准为【3元】。], misses: [缆车票价标准为【3元】。]}
"""


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    use_packs(())


def corpus(folder: Path, pack: str | None, files: int = 1) -> Path:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.txt").write_text("轮渡票价标准为每人每次3元。\n", encoding="utf-8")
    if pack is not None:
        (folder / "vocabulary").mkdir()
        (folder / "vocabulary" / "ferry.yaml").write_text(pack, encoding="utf-8")
    return folder


def concepts(folder: Path, **options: object) -> set[str | None]:
    return {one.concept for extraction in load(folder, **options).extractions for one in extraction.parameters}  # type: ignore[arg-type]


def test_a_pack_of_a_corpus_is_read_with_it_and_with_no_other(tmp_path: Path) -> None:
    own, other = corpus(tmp_path / "own", PACK), corpus(tmp_path / "other", None)
    assert concepts(own) == {"ferry.fare"} and concepts(other) == {None} and concepts(own) == {"ferry.fare"}


def test_workers_know_the_packs(tmp_path: Path) -> None:
    assert concepts(corpus(tmp_path / "own", PACK, files=3), jobs=2) == {"ferry.fare"}


def test_a_draft_is_read_with_the_packs_of_the_corpus_it_is_checked_against(tmp_path: Path) -> None:
    head = "{who}人民政府办公室\n\n{number}\n\n关于轮渡票价的通知\n\n{basis}，轮渡票价标准{value}。\n\n{who}人民政府办公室\n{day}\n"
    own = corpus(tmp_path / "own", PACK.replace("direction: free", "direction: exact\n  attribute: fare") + (
        "terms: {noun: {fare: [轮渡票价标准]}}\n"), files=0)
    city = head.format(who="威海市", number="威政办发〔2031〕3号", basis="自2031年3月1日起", value="为每人每次3元", day="2031年2月20日")
    county = head.format(who="荣成市", number="荣政办发〔2031〕5号", basis="自2031年5月1日起", value="为每人每次4元", day="2031年4月20日")
    (own / "city.txt").write_text(city, encoding="utf-8")
    (tmp_path / "draft.txt").write_text(county, encoding="utf-8")
    result = CliRunner().invoke(create_app(), ["check", str(tmp_path / "draft.txt"), "--against", str(own), "--to", "jsonl"])
    assert '"concept":"ferry.fare"' in result.stdout.replace(" ", ""), result.output


def test_what_is_kept_follows_the_packs(tmp_path: Path) -> None:
    own, cache = corpus(tmp_path / "own", None), tmp_path / "cache"
    assert concepts(own, keep=True, cache=cache) == {None}
    (own / "vocabulary").mkdir()
    (own / "vocabulary" / "ferry.yaml").write_text(PACK, encoding="utf-8")
    assert concepts(own, keep=True, cache=cache) == {"ferry.fare"}


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("kind: money", "kind: sum", 4, "ferry.fare: kind: is 'sum'; write one of"),
        ("label: 渡口", "terms: {noun: 一}", 1, "terms: may hold"),
        ("misses: [缆车票价", "misses: [轮渡票价", 7, "“轮渡票价标准为【3元】。” is read as ferry.fare; correct the words"),
        ("matches: [轮渡票价", "matches: [缆车票价", 7, "“缆车票价标准为【3元】。” is read as no concept; correct the words"),
        ("named: [轮渡票价]", "named: [轮渡票价", 7, "not readable as YAML"),
        ("ferry.fare:", "minimum_wage.monthly:", 2, "is defined in vocabulary/concepts/social_security.yaml already; give it another id"),
    ],
)
def test_a_broken_pack_is_named_with_its_line_and_blames_no_circular(old: str, new: str, line: int, told: str, tmp_path: Path) -> None:
    own = corpus(tmp_path / "own", PACK.replace(old, new))
    with pytest.raises(SourceError) as error:
        load(own)
    assert str(error.value).startswith(f"{own / 'vocabulary' / 'ferry.yaml'}:{line}: ") and told in str(error.value)
