"""Packs of concepts beside a corpus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import create_app
from extractor.cli.inputs import load_all
from extractor.corpus import load
from extractor.language.concepts import load_concepts
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


CABLE = PACK.replace("ferry.", "cable.").replace("轮渡", "索道").replace("缆车", "轮渡")


def two(tmp_path: Path, second: str) -> tuple[Path, Path]:
    """Two corpora with a pack each, and in each a circular on both fares."""
    folders = corpus(tmp_path / "one", PACK, files=0), corpus(tmp_path / "two", second, files=0)
    for name, folder in zip("ab", folders, strict=True):
        (folder / f"{name}.txt").write_text("轮渡票价标准为每人每次3元。\n索道票价标准为每人每次9元。\n", encoding="utf-8")
    return folders


def test_of_several_corpora_each_is_read_with_its_own_packs_and_all_are_known(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for _ in range(2):  # read, then kept
        loaded = load_all(two(tmp_path, CABLE) if not cache.exists() else (tmp_path / "one", tmp_path / "two"), 1, cache=cache)
        assert {one.source: [record.concept for record in one.parameters] for one in loaded.extractions} == {
            "a.txt": ["ferry.fare", None], "b.txt": [None, "cable.fare"]}
        assert {"ferry.fare", "cable.fare"} <= load_concepts().keys()


def test_what_is_kept_and_lost_is_read_again_with_the_packs_of_its_corpus(tmp_path: Path) -> None:
    one, other = two(tmp_path, CABLE)
    load(one, keep=True, cache=tmp_path / "cache")
    (kept,) = load(one, keep=True, cache=tmp_path / "cache").extractions
    load(other)
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.unlink()
    assert [record.concept for record in kept.parameters] == ["ferry.fare", None] and "cable.fare" in load_concepts()


def test_single_files_beside_several_corpora_are_read_with_the_packs_of_none(tmp_path: Path) -> None:
    folders = two(tmp_path, CABLE)
    (tmp_path / "c.txt").write_text("轮渡票价标准为每人每次3元。\n", encoding="utf-8")
    load(folders[0])
    loaded = load_all((*folders, tmp_path / "c.txt"), 1, cache=tmp_path / "cache")
    assert [[record.concept for record in one.parameters] for one in loaded.extractions if one.source == "c.txt"] == [[None]]


def test_the_same_pack_in_two_corpora_counts_once_and_one_id_in_two_senses_is_refused(tmp_path: Path) -> None:
    folders = two(tmp_path, PACK)
    assert len(load_all(folders, 1, cache=tmp_path / "cache").extractions) == 2
    (folders[1] / "vocabulary" / "ferry.yaml").write_text(PACK.replace("free", "exact"), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load_all(folders, 1, cache=tmp_path / "cache")
    assert f"{folders[1] / 'vocabulary' / 'ferry.yaml'}:2: ferry.fare: is defined in {folders[0].as_posix()}/vocabulary/ferry.yaml already" in str(error.value)


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
