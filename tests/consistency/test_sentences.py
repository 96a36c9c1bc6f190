"""Pairs of sentences, one of the province and one of the city, each in a circular of its own, and what they give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from opencc import OpenCC

from extractor.consistency import check
from extractor.corpus import load

_HEAD = """{place}医疗保障局
{place}财政{office}

{number}

{title}

各{below}医疗保障局、财政局：

{opening}

一、{words}

{place}医疗保障局
{place}财政{office}
{date}

（此件主动公开）
"""
_PROVINCE = {
    "place": "湖南省", "office": "厅", "number": "湘医保发〔2023〕20号", "below": "市、州", "date": "2023年6月20日",
    "title": "关于做好2023年城乡居民基本医疗保障工作的通知",
    "opening": "为做好2023年城乡居民基本医疗保障工作，现就有关事项通知如下：",
}  # fmt: skip
_CITY = {
    "place": "株洲市", "office": "局", "number": "株医保发〔2023〕15号", "below": "县（市、区）",
    "title": "关于做好2023年全市城乡居民基本医疗保障工作的通知",
    "opening": "根据《湖南省医疗保障局 湖南省财政厅关于做好2023年城乡居民基本医疗保障工作的通知》（湘医保发〔2023〕20号）要求，"
    "结合我市实际，现就有关事项通知如下：",
}  # fmt: skip

PAIRS = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", ["hans", "hant"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["city"][:20])
def test_pair(pair: dict[str, Any], script: str, tmp_path: Path) -> None:
    date = pair.get("date", "2023年7月28日")
    assert _checks(pair["province"], pair["city"], date, script, tmp_path) == pair["findings"]


def _checks(province: str, city: str, date: str, script: str, folder: Path) -> list[str]:
    lower = _HEAD.format(words=city, date=date, **_CITY)
    if script == "hant":
        lower = OpenCC("s2t").convert(lower)
    (folder / "province.txt").write_text(_HEAD.format(words=province, **_PROVINCE), encoding="utf-8")
    (folder / "city.txt").write_text(lower, encoding="utf-8")
    return [finding.check for finding in check(load(folder, jobs=1).extractions)]
