"""`implements` of corpus.yaml: circulars that one is said to carry out, by number or file, for whatever compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.consistency import check
from extractor.corpus import load
from extractor.tracker.collect import collect

NATION = """国家医疗保障局 财政部
关于做好2031年居民医保工作的通知
医保发〔2031〕3号

各省、自治区、直辖市医疗保障局：
2031年居民医保人均财政补助标准达到每人每年不低于670元。各省医疗保障局应当于2031年9月30日前完成清算。

国家医疗保障局
2031年3月1日
"""
PROVINCE = """山东省医疗保障局
关于居民医保筹资有关事项的通知
鲁医保发〔2031〕9号

各市医疗保障局：
各市医疗保障局应当于2031年12月31日前完成清算。

山东省医疗保障局
2031年5月1日
"""


def corpus(folder: Path, implements: str) -> Path:
    (folder / "nation.txt").write_text(NATION, encoding="utf-8")
    (folder / "province.txt").write_text(PROVINCE, encoding="utf-8")
    (folder / "corpus.yaml").write_text(
        f"files:\n  province.txt: {{implements: ['{implements}'], reason: 甲}}\n" if implements else "", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("implements", "told"), [("", set()), ("医保发[2031]3号", {"deadline-later"}), ("nation.txt", {"deadline-later"})])
def test_what_a_circular_is_said_to_carry_out_is_asked_of_it(tmp_path: Path, implements: str, told: set[str]) -> None:
    found = load(corpus(tmp_path, implements))
    assert found.failures == ()
    assert {one.check for one in check(found.extractions) if one.higher} == told
    document = found.extractions[1].documents[0]
    assert document.implements == (("医保发〔2031〕3号",) if implements else ())
    assert ("implements" in document.supplied) is bool(implements)
    served = {task.serves.document for task in collect(found.extractions) if task.serves}
    assert served == ({"医保发〔2031〕3号"} if implements else set())


@pytest.mark.parametrize(("implements", "said"), [("医保发〔2031〕4号", "neither the number nor the file"), ("province.txt", "itself")])
def test_what_is_not_there_is_told(tmp_path: Path, implements: str, said: str) -> None:
    (failure,) = load(corpus(tmp_path, implements)).failures
    assert said in str(failure) and implements in str(failure)
