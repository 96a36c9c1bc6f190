"""Which document of the corpus a citation means."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.corpus.resolve import resolve
from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DocumentRecord, Line


def document(id_: str, **fields: Any) -> DocumentRecord:
    return DocumentRecord(source=f"{id_}.txt", document=id_, span=(0, 0), quote="", id=id_, **fields)


def citation(by: str, **fields: Any) -> CitationRecord:
    return CitationRecord(source=f"{by}.txt", document=by, span=(0, 0), quote="", **fields)


def of(*records: Line) -> Extraction:
    return Extraction(records[0].source, "", records)


NATION = document(
    "国医发〔2021〕1号", number="国医发〔2021〕1号", title="关于做好医保工作的通知", issuers=("国家医保局", "财政部")
)
PROVINCE = document(
    "粤医发〔2021〕7号", number="粤医发〔2021〕7号", title="关于做好医保工作的通知", issuers=("广东省医保局",)
)
HEADLESS = document("平台建设方案", title="平台建设方案")
TRADITIONAL = document("港發〔2021〕3號", number="港發〔2021〕3號", title="關於醫療標準的通知", script="hant")

CASES: list[tuple[dict[str, Any], str | None]] = [
    ({"number": "国医发〔2021〕1号"}, NATION.id),
    ({"number": "国医发[2021] 1号"}, NATION.id),
    ({"number": "国医发（2021）1号", "title": "别的题目"}, NATION.id),
    ({"number": "国医发〔2021〕11号"}, None),
    ({"number": "国医发〔2021〕2号", "title": "国家医保局财政部关于做好医保工作的通知"}, None),
    ({"title": "国家医保局 财政部关于做好医保工作的通知"}, NATION.id),
    ({"title": "关于做好医保工作的通知"}, None),
    ({"title": "平台建设方案"}, HEADLESS.id),
    ({"title": "平台建设方案", "number": "国办发〔2021〕5号"}, HEADLESS.id),
    ({"number": "港发〔2021〕3号"}, TRADITIONAL.id),
    ({"title": "关于医疗标准的通知"}, TRADITIONAL.id),
    ({"title": "没有的文件"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("fields", "target"), CASES)
def test_target(fields: dict[str, Any], target: str | None) -> None:
    city = document("深医发〔2021〕9号", number="深医发〔2021〕9号")
    extractions = [of(document_) for document_ in (NATION, PROVINCE, HEADLESS, TRADITIONAL)]
    resolved = resolve([*extractions, of(city, citation(city.id, **fields))])
    assert resolved[-1].citations[0].target == target


def test_forwarding_fills_forwards_once() -> None:
    city = document("深医发〔2021〕9号", forwards=("国医发〔2021〕1号",))
    cited = [citation(city.id, relation="forwards", number=number) for number in (NATION.number, PROVINCE.number)]
    resolved = resolve([of(NATION), of(PROVINCE), of(city, *cited)])
    assert resolved[-1].documents[0].forwards == (NATION.id, PROVINCE.id)


def test_other_relations_and_oneself_are_not_forwarded() -> None:
    city = document("深医发〔2021〕9号", number="深医发〔2021〕9号")
    cited = [
        citation(city.id, relation="basis", number=NATION.number),
        citation(city.id, relation="forwards", number=city.number),
    ]
    resolved = resolve([of(NATION), of(city, *cited)])
    assert resolved[-1].documents[0].forwards == ()


def test_traditional_citation_of_a_simplified_document() -> None:
    article = document("文章", script="hant")
    resolved = resolve([of(NATION), of(article, citation("文章", number="國醫發〔2021〕1號"))])
    assert resolved[-1].citations[0].target == NATION.id


@pytest.mark.parametrize(("number", "place", "found"), [
    ("洛房公委〔2031〕1号", ("三明市", "350400", "city"), False),      # the number of an office of another place
    ("明房公委〔2031〕1号", ("三明市", "350400", "city"), True),
    ("榕房公委〔2031〕1号", ("福州市", "350100", "city"), True),        # by its other name
    ("闽建办〔2031〕1号", ("三明市", "350400", "city"), False),
    ("闽建办〔2031〕1号", ("福建省", "350000", "province"), True),
    ("明建〔2031〕1号", ("沙县区", "350405", "county"), True),          # a county's may begin with its city
    ("闽建办〔2031〕1号", ("全国", "000000", "national"), False),
    ("建房〔2031〕1号", ("全国", "000000", "national"), True),
])
def test_a_title_is_no_circular_of_an_office_that_the_cited_number_is_not_of(
    number: str, place: tuple[str, str, str], found: bool
) -> None:
    name, code, level = place
    notice = document("关于调整额度的通知", title="关于调整额度的通知", place=name, place_code=code, level=level)
    citing = document("甲")
    (_, resolved) = resolve([of(notice), of(citing, citation(citing.id, number=number, title="关于调整额度的通知"))])
    assert (resolved.citations[0].target == notice.id) is found
