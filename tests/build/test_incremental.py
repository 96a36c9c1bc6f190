"""A build that goes on from what an earlier one has kept gives the same bytes as one that starts from nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import kept
from extractor.build import build
from extractor.corpus import cache, load
from extractor.kept import shelves
from extractor.pipeline import extract_many

NATION = """医保发〔2022〕7号

国家医保局 财政部
关于做好2022年城乡居民基本医疗保障工作的通知

各省、自治区、直辖市医疗保障局：

一、筹资标准

2022年居民医保人均财政补助标准新增30元，达到每人每年不低于610元。居民医保个人缴费标准为每人每年350元。

二、组织实施

各地要在2022年9月底前完成参保登记，各市10月底前实现普通门诊费用跨省直接结算。

国家医保局
2022年2月1日
"""
PROVINCE = """粤医保发〔2022〕5号

广东省医疗保障局
关于做好2022年居民医保工作的通知

各地级以上市医疗保障局：

根据《关于做好2022年城乡居民基本医疗保障工作的通知》（医保发〔2022〕7号），通知如下：

一、筹资标准

2022年居民医保人均财政补助标准由每人每年580元提高到610元，个人缴费标准不低于每人每年350元。

二、待遇

职工医保住院起付标准三级医院为1000元，支付比例为80%，最高支付限额为20万元。各市要在2022年9月底前完成参保登记。

广东省医疗保障局
2022年3月1日
"""
CITY = """河医保发〔2022〕9号

河源市医疗保障局
关于做好2022年居民医保工作的通知

各县区医疗保障局：

根据《关于做好2022年居民医保工作的通知》（粤医保发〔2022〕5号），通知如下：

一、筹资标准

2022年居民医保个人缴费标准为每人每年320元，人均财政补助标准为每人每年610元。

二、待遇

5万元以下的部分支付60%，5万元（含）以上的部分支付55%。各县区要做好参保登记，11月底前实现普通门诊费用跨省直接结算。

河源市医疗保障局
2022年4月1日
"""
OTHER = CITY.replace("河医保发〔2022〕9号", "梅医保发〔2022〕3号").replace("河源", "梅州")
LATER = CITY.replace("〔2022〕9号", "〔2022〕30号").replace("320元", "360元").replace("4月1日", "8月1日")
FORWARDING = f"""惠医保发〔2022〕2号

惠州市医疗保障局
关于转发粤医保发〔2022〕5号文件的通知

各县区医疗保障局：

现将《关于做好2022年居民医保工作的通知》（粤医保发〔2022〕5号）转发给你们，请于2022年10月底前落实。

惠州市医疗保障局
2022年10月8日

{PROVINCE}"""
EXPLAINER = """《汕头市医疗保障局关于做好2022年居民医保工作的通知》政策解读

近日，汕头市医疗保障局印发了《关于做好2022年居民医保工作的通知》（汕医保发〔2022〕4号），现解读如下：

2022年居民医保个人缴费标准为每人每年360元。

汕头市医疗保障局
2022年5月1日
"""
EXPLAINED = CITY.replace("河医保发〔2022〕9号", "汕医保发〔2022〕4号").replace("河源", "汕头").replace("320元", "360元")
CORRECTION = """action: change
source: city.txt
record: parameter
selector: {exact: 320元}
fields: {value: "340"}
author: 张三
date: 2022-05-01
reason: 以印发件为准
"""
WAIVER = "[{check: below-floor, place: 河源市, reason: 试点, by: 李四}]\n"


def write(name: str, text: str) -> Callable[[Path], None]:
    def edit(corpus: Path) -> None:
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text(text, encoding="utf-8")

    return edit


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(corpus: Path) -> None:
        text = (corpus / name).read_text(encoding="utf-8")
        assert old in text
        (corpus / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def remove(name: str) -> Callable[[Path], None]:
    return lambda corpus: (corpus / name).unlink()


EDITS: list[tuple[str, Callable[[Path], None]]] = [
    ("nothing", lambda _: None),
    ("an amount of a city", change("city.txt", "320元", "330元")),
    ("an amount of a city that moves what follows", change("city.txt", "330元", "1320元")),
    ("a sentence at the end", change("other.txt", "2022年4月1日\n", "2022年4月1日\n请于2022年12月31日前完成清算。\n")),
    ("an amount of the nation", change("nation.txt", "610元", "640元")),
    ("a date of the nation", change("nation.txt", "9月底前", "8月底前")),
    ("the date of a circular", change("province.txt", "2022年3月1日", "2022年3月15日")),
    ("a circular comes", write("later.txt", LATER)),
    ("it is renamed", lambda corpus: (corpus / "later.txt").rename(corpus / "a.txt") and None),
    ("its number changes", change("a.txt", "〔2022〕30号", "〔2022〕31号")),
    ("the number that others cite changes", change("province.txt", "〔2022〕5号", "〔2022〕50号")),
    ("and comes back", change("province.txt", "〔2022〕50号", "〔2022〕5号")),
    ("a notice with the circular that it forwards", write("forwarding.txt", FORWARDING)),
    ("the circular goes, its copy stays", remove("province.txt")),
    ("and comes back changed", write("province.txt", PROVINCE.replace("1000元", "900元"))),
    ("a press piece", write("piece.txt", EXPLAINER)),
    ("its circular", write("explained.txt", EXPLAINED)),
    ("the circular is a draft", change("explained.txt", "工作的通知\n", "工作的通知（征求意见稿）\n")),
    ("a correction", write("corrections/one.yaml", CORRECTION.replace("320元", "1320元"))),
    ("another correction", write("corrections/one.yaml", CORRECTION.replace("320元", "1320元").replace("340", "345"))),
    ("none", remove("corrections/one.yaml")),
    ("a waiver", write("waivers.yaml", WAIVER)),
    ("of another place", write("waivers.yaml", WAIVER.replace("河源", "梅州"))),
    ("a head field", write("corpus.yaml", "files: {other.txt: {date: 2022-06-01, reason: 印错}}\n")),
    ("another place", write("corpus.yaml", "files: {other.txt: {place: 清远市, reason: 印错}}\n")),
    ("a repeal", change("a.txt", "通知如下：", "《关于做好2022年居民医保工作的通知》（河医保发〔2022〕9号）同时废止。通知如下：")),
    ("a file that cannot be read", write("empty.txt", "")),
    ("a circular goes", remove("a.txt")),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in (("nation", NATION), ("province", PROVINCE), ("city", CITY), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def kept_folder(corpus: Path) -> Path:
    return kept.Place(kept.cache_folder(), corpus).folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(corpus: Path) -> dict[str, bytes]:
    """The output of a build that keeps, and goes on from what is kept."""
    out = corpus.parent / "out"
    build(load(corpus, keep=True, jobs=1), out)
    return contents(out)


def built_anew(corpus: Path) -> dict[str, bytes]:
    """The output of a build that knows of no other."""
    out = corpus.parent / "anew"
    build(load(corpus, jobs=1), out)
    return contents(out)


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_after_every_edit_the_output_is_that_of_a_build_from_nothing(corpus: Path) -> None:
    before: dict[str, bytes] = {}
    for what, edit in EDITS:
        edit(corpus)
        now = built(corpus)
        assert_same(now, built_anew(corpus))
        assert what == "nothing" or now != before, what
        before = now
        assert len(list((kept_folder(corpus) / cache.SHELF).iterdir())) <= len(list(corpus.glob("*.txt")))
    assert {"findings.jsonl", "tasks.jsonl"} <= before.keys()


def test_what_was_undone_gives_the_first_output_again(corpus: Path) -> None:
    first = built(corpus)
    change("nation.txt", "610元", "640元")(corpus)
    assert built(corpus) != first
    change("nation.txt", "640元", "610元")(corpus)
    assert_same(built(corpus), first)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often something was made because it was not kept, by shelf; the files that were read, as `read NAME`."""
    counts: Counter[str] = Counter()
    keep = kept.Shelf.keep

    def watched(self: kept.Shelf[Any], key: str, value: Any) -> None:
        if self.keeps:
            counts[self.name] += 1
        keep(self, key, value)

    def read(paths: list[Path], **options: Any) -> Any:
        counts.update(f"read {path.name}" for path in paths)
        return extract_many(paths, **options)

    monkeypatch.setattr(kept.Shelf, "keep", watched)
    monkeypatch.setattr(cache, "extract_many", read)
    yield counts


def test_nothing_is_made_where_nothing_has_changed(corpus: Path, made: Counter[str]) -> None:
    built(corpus)
    assert made["read nation.txt"] == 1 and made["files"] == 4
    made.clear()
    built(corpus)
    assert made == {}


def test_of_a_changed_circular_only_what_follows_from_it_is_made(corpus: Path, made: Counter[str]) -> None:
    built(corpus)
    whole = made.copy()
    made.clear()
    change("city.txt", "320元", "330元")(corpus)
    built(corpus)
    assert {name for name in made if name.startswith("read")} == {"read city.txt"}
    assert made["files"] == 2  # the city's pages, and those of the province, whose finding says another figure
    one_a_file = ("heads", "printed", "deadlines", "ruled", "findings-document", "values")
    assert {name: made[name] for name in one_a_file} == dict.fromkeys(one_a_file, 1)
    assert made["rules"] == 2 < whole["rules"]  # both values of the sentence
    assert made["tasks"] == 0 < whole["tasks"]
    assert 0 < made["findings-value"] < whole["findings-value"]


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\n\xff\n\xff\n\xff", None])
@pytest.mark.parametrize("pattern", ["heads/*", "extractions/*", "files/*", "[i-z]*/*", "*/*"])
def test_what_is_damaged_or_gone_is_made_again(corpus: Path, pattern: str, damage: bytes | None) -> None:
    first = built(corpus)
    for path in kept_folder(corpus).glob(pattern):
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(damage)
    assert_same(built(corpus), first)
    assert_same(built(corpus), first)


def test_a_file_cut_short_or_of_other_words_is_made_again(corpus: Path) -> None:
    first = built(corpus)
    for path in kept_folder(corpus).glob("*/*"):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if len(path.name) % 2 else data.replace("元".encode(), "角".encode()))
    assert_same(built(corpus), first)


def test_what_is_deleted_while_a_build_runs_is_made_again(corpus: Path) -> None:
    first = built(corpus)
    change("nation.txt", "610元", "640元")(corpus)
    loaded = load(corpus, keep=True, jobs=1)
    shutil.rmtree(kept_folder(corpus))
    build(loaded, corpus.parent / "out")
    assert_same(contents(corpus.parent / "out"), built_anew(corpus))
    change("nation.txt", "640元", "610元")(corpus)
    assert_same(built(corpus), first)


def test_what_nothing_uses_any_more_is_removed(corpus: Path) -> None:
    built(corpus)
    before = {name: len(data) for name, data in contents(kept_folder(corpus)).items()}
    write("later.txt", LATER)(corpus)
    built(corpus)
    remove("later.txt")(corpus)
    built(corpus)
    assert {name: len(data) for name, data in contents(kept_folder(corpus)).items()} == before


def test_other_code_finds_nothing_that_was_kept(
    corpus: Path, made: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(corpus)
    whole = made.copy()
    made.clear()
    monkeypatch.setattr(shelves, "_stamp", lambda: b"other\n")
    assert_same(built(corpus), first)
    assert {name: made[name] for name in ("files", "rules", "tasks")} == {
        name: whole[name] for name in ("files", "rules", "tasks")
    }


def test_builds_at_once_do_not_disturb_each_other(corpus: Path) -> None:
    command = [sys.executable, "-m", "extractor", "build", str(corpus), "--out"]
    for number in ("320元", "330元"):
        change("city.txt", "320元", number)(corpus)
        builds = [subprocess.Popen([*command, str(corpus.parent / f"out{place}")], stdout=subprocess.DEVNULL) for place in range(3)]
        assert [one.wait(60) for one in builds] == [0] * 3
        expected = built_anew(corpus)
        for place in range(3):
            assert_same(contents(corpus.parent / f"out{place}"), expected)
        assert_same(built(corpus), expected)
