"""Citations: title, number, relation."""

from __future__ import annotations

import pytest

from extractor.normalize import normalize
from extractor.sources.model import SourceText
from extractor.structure import structure

HEAD = "某市医疗保障局\n某医保发〔2023〕1号\n关于做好有关工作的通知\n各区医疗保障局：\n"

CASES = [
    ("为做好工作，根据《社会保险法》和《某省办法》（某政发〔2020〕3号）要求，现通知如下：",
     [("社会保险法", None, "basis"), ("某省办法", "某政发〔2020〕3号", "basis")]),
    ("现将《关于做好工作的通知》（某医保发〔2022〕9号）转发给你们，请执行。", [("关于做好工作的通知", "某医保发〔2022〕9号", "forwards")]),
    ("《某市实施细则》已经市政府同意，现印发给你们。", [("某市实施细则", None, "mentions")]),
    ("为做好工作，现通知如下：\n严格执行《药品目录（2020年）》，落实《基金监管条例》要求。",
     [("药品目录（2020年）", None, "implements"), ("基金监管条例", None, "implements")]),
    ("为做好工作，现通知如下：\n《旧办法》（某医保发〔2018〕7号）同时废止。", [("旧办法", "某医保发〔2018〕7号", "repeals")]),
    ("为做好工作，现通知如下：\n将《办法》第三条修改为：按规定执行。", [("办法", None, "amends")]),
    ("为做好工作，现通知如下：\n按照《转发〈关于支持三孩的通知〉的通知》（某医保办发〔2021〕13号）要求办理。",
     [("转发〈关于支持三孩的通知〉的通知", "某医保办发〔2021〕13号", "implements")]),
    ("为做好工作，现通知如下：\n继续按照某医保发〔2021〕42号文件执行。", [(None, "某医保发〔2021〕42号", "implements")]),
    ("为做好工作，现通知如下：\n根据《最低工资规定》（原劳动保障部令第21号）办理。", [("最低工资规定", "原劳动保障部令第21号", "basis")]),
    # certificates, forms and the like are no policy documents
    ("为做好工作，现通知如下：\n凭《出生医学证明》《居住证》和《缓缴申请表》办理。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_citations(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    clean = normalize(SourceText("t.txt", HEAD + text))
    (circular,) = structure(clean)
    found = [
        (clean.printed(*c.title) if c.title else None, "".join(clean.printed(*piece) for piece in c.number) or None, c.relation)
        for c in circular.citations
    ]
    assert found == expected


def test_a_number_in_the_title_is_a_citation_and_the_own_number_is_none() -> None:
    clean = normalize(SourceText("t.txt", "某医保发〔2021〕7号\n关于转发某省医保发〔2021〕42号文件的通知\n各区：\n现通知如下，请执行。"))
    (circular,) = structure(clean)
    assert [clean.printed(*c.span) for c in circular.citations] == ["某省医保发〔2021〕42号"]
    assert circular.citations[0].relation == "forwards"


def test_an_unclosed_title_mark_is_passed_over() -> None:
    clean = normalize(SourceText("t.txt", HEAD + "为做好工作，现就《" + "一" * 300 + "有关事项通知如下。"))
    assert structure(clean)[0].citations == []
