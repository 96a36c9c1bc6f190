"""Which changes a circular is read to make: whose part, which part, which words; and what is no change of another text."""

from __future__ import annotations

import pytest

from extractor.pipeline import extract_bytes
from extractor.records.extraction import Extraction

HEAD = """济宁市民政局文件
济民发〔2032〕4号

济宁市民政局{title}

各县（市、区）民政局：
{body}

济宁市民政局
2032年3月2日
"""
FIRST, SECOND = "《济宁市临时救助办法》（济民发〔2030〕7号）", "《济宁市低保审核细则》（济民发〔2029〕3号）"


def read(body: str, title: str = "关于修改有关文件的决定") -> Extraction:
    return extract_bytes("a.txt", HEAD.format(title=title, body=body).encode())


def said(body: str, title: str = "关于修改有关文件的决定") -> list[tuple[str, str | None, str, str | None, str | None]]:
    return [(one.action, one.number, "".join(one.place), one.old, one.new) for one in read(body, title).amendments]


def test_headings_say_whose_parts_are_changed() -> None:
    body = (
        f"决定对{FIRST}和{SECOND}作如下修改：\n一、对《济宁市临时救助办法》作出修改\n（一）将第二条第一款中的“3日”修改为“5日”。\n"
        "二、对《济宁市低保审核细则》作出修改\n（一）删去第六条。\n将第七条中的“街道”修改为“镇街”。"
    )
    assert said(body) == [
        ("replace", "济民发〔2030〕7号", "第二条第一款", "3日", "5日"), ("delete", "济民发〔2029〕3号", "第六条", None, None),
        ("replace", "济民发〔2029〕3号", "第七条", "街道", "镇街"),
    ]  # fmt: skip


def test_the_title_right_before_the_part_comes_first() -> None:
    body = f"将{FIRST}第三条“3日”修改为“5日”，将{SECOND}第四条中的“街道”修改为“镇街”。"
    assert [(number, place) for _, number, place, _, _ in said(body)] == [("济民发〔2030〕7号", "第三条"), ("济民发〔2029〕3号", "第四条")]


def test_short_names_stand_for_their_texts() -> None:
    body = "现就《济宁市临时救助办法》（济民发〔2030〕7号）（以下简称《办法》）作如下修改：\n《办法》第三条中的“3日”修改为“5日”。"
    assert said(body) == [("replace", "济民发〔2030〕7号", "第三条", "3日", "5日")]


def test_a_lead_that_names_the_part_itself() -> None:
    assert said(f"修改{FIRST}第二条。将“3日”修改为“5日”。") == [("replace", "济民发〔2030〕7号", "第二条", "3日", "5日")]


def test_a_part_below_the_one_named_before() -> None:
    body = f"决定对{FIRST}作如下修改：\n一、第三条第一款修改为：“按月发放。”第三款中的“3日”修改为“5日”。"
    assert [place for _, _, place, _, _ in said(body)] == ["第三条第一款", "第三条第三款"]


def test_lists_and_ranges_of_parts() -> None:
    body = f"决定对{FIRST}作如下修改：\n一、将第七条第三款、第八条第二款和第十条中的“税务局”修改为“税务部门”。\n二、删去第十二条至第十四条。"
    assert [place for _, _, place, _, _ in said(body)] == ["第七条第三款", "第八条第二款", "第十条", "第十二条", "第十三条", "第十四条"]


@pytest.mark.parametrize(
    "body",
    [
        "申请材料由“身份证、户口簿”调整为“身份证”。",  # of no text that is named
        f"根据{FIRST}第三条，将救助标准由“500元”调整为“600元”。",  # a ground, not what is changed
        f"按照{FIRST}第三条规定的情形失效的，重新申请。",
        f"对符合{FIRST}第三条的，增加一次救助。",
        f"{FIRST}第三条所称“家庭成员”是指配偶。",
    ],
)
def test_what_changes_no_other_text(body: str) -> None:
    found = read(body, "关于做好临时救助工作的通知")
    assert not found.amendments and not any(note.code == "amendment_unread" for note in found.notes)


def test_what_looks_like_a_change_and_is_not_read_is_said() -> None:
    found = read(f"决定对{FIRST}作如下修改：\n一、第三条关于“救助标准”的有关规定，调整为“每人600元”。")
    assert not found.amendments and [note.code for note in found.notes] == ["amendment_unread"]


def test_quoted_words_hold_what_they_quote() -> None:
    body = f"决定对{FIRST}作如下修改：\n一、第三条修改为：“第三条　经办人员不得有下列行为：\n“（一）删去第五条；\n“（二）其他。”\n二、删去第九条。"
    assert [(action, place) for action, _, place, _, _ in said(body)] == [("rewrite", "第三条"), ("delete", "第九条")]


def test_spans_are_those_of_the_file() -> None:
    found = read(f"决定对{FIRST}作如下修改：\n一、将第三条中的“3日”修改为“5日”。")
    (one,) = found.amendments
    assert found.text[slice(*one.span)] == one.quote == "第三条中的“3日”修改为“5日”"
    assert one.new_span is not None and found.text[slice(*one.new_span)] == one.new == "5日"
    assert found.text[slice(*one.place_span)] == "第三条"
