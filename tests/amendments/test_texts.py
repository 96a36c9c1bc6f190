"""What changes make of a text: each kind of instruction, and what is not certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.amendments import marked
from tests.amendments.building import BODY, NUMBER, TITLE, changing, corpus, editions, issued, lines

RAISED = "第三条见习补贴标准为每人每月1800元，其中生活补助每人每月1400元。"
INLINE = "第六条意外伤害保险补贴：（一）保险费不超过300元的，据实补贴；（二）保险费超过200元的，按200元补贴。"
EVERYWHERE = "第五条见习单位应当于每月15日前向区人社部门申报上月补贴。区人社部门应当在10个工作日内完成审核。"


def after(folder: Path, *changes: str) -> list[str]:
    return lines(editions(corpus(folder, issued(), changing(*changes)))[-1])


def states(folder: Path, *changes: str, body: str = BODY) -> list[str]:
    return [one.state for one in editions(corpus(folder, issued(body), changing(*changes)))[-1].outcomes]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("一、将第三条中的“1500元”修改为“1800元”。", "第三条见习补贴标准为每人每月1800元，其中生活补助每人每月1200元。"),
        ("一、第三条中“1500元”、“1200元”分别调整为“1800元”、“1400元”。", RAISED),
        ("一、第三条中“1500元”修改为“1800元”，“1200元”修改为“1400元”。", RAISED),
        ("一、将第二条第三款第（二）项中的“5个”修改为“3个”。", "（二）见习岗位不少于3个；"),
        ("一、将第二条第二款修改为：“就业见习期限为3—6个月。”", "就业见习期限为3—6个月。"),
        ("一、第四条修改为：对留用率高的见习单位，补贴标准提高。", "第四条对留用率高的见习单位，补贴标准提高。"),
        ("一、第六条第（一）项中的“200元”修改为“300元”。", INLINE),
        ("一、将文中“劳动部门”统一修改为“人社部门”。", EVERYWHERE),
        ("一、删去第三条中的“，其中生活补助每人每月1200元”。", "第三条见习补贴标准为每人每月1500元。"),
        ("一、在第三条“1500元”后增加“（含保险）”。", "第三条见习补贴标准为每人每月1500元（含保险），其中生活补助每人每月1200元。"),
        ("一、第七条改为第十条，修改为：“第十条　本办法由市人社部门负责解释。”", "第十条本办法由市人社部门负责解释。"),
        ("一、第七条改为第十条。", "第十条本办法由德州市劳动部门负责解释。"),
        ("一、第三条修改为：“第三条　见习补贴按月发放。\n“具体标准另行公布。”", "具体标准另行公布。"),
    ],
)  # fmt: skip
def test_what_is_changed(tmp_path: Path, change: str, line: str) -> None:
    found = after(tmp_path, change)
    assert line in found
    untouched = [one for one in lines(editions(corpus(tmp_path, issued()))[0]) if one in found]
    assert len(untouched) >= len(BODY.split("\n")) - 8


def test_parts_are_struck_out_and_put_in_at_their_place(tmp_path: Path) -> None:
    found = after(
        tmp_path, "一、删去第四条。", "二、删去第二条第三款第（三）项。", "三、在第六条后增加一条：“第六条之一　补贴按季度拨付。”",
        "四、第二条增加一款，作为第四款：“见习单位不得收取费用。”",
    )  # fmt: skip
    assert not any(line.startswith(("第四条", "（三）")) for line in found)
    assert found[found.index("第六条之一补贴按季度拨付。") - 1].startswith("第六条意外")
    assert found[found.index("见习单位不得收取费用。") + 1] == "第二章补贴标准"


def test_several_parts_are_changed_by_one_instruction(tmp_path: Path) -> None:
    found = after(tmp_path, "一、将第五条、第七条中的“劳动部门”修改为“人社部门”。")
    assert sum("人社部门" in line for line in found) == 2 and not any("劳动部门" in line for line in found)


def test_sections_without_articles_are_named_as_articles(tmp_path: Path) -> None:
    body = "一、对象\n（一）失业青年。\n（二）毕业生。\n二、标准\n（一）见习补贴。\n1.每人每月1500元。\n2.按月发放。\n（二）保险补贴每人200元。\n"
    (edition,) = editions(corpus(tmp_path, issued(body), changing("一、将第二条第一款第一项中的“1500元”修改为“1700元”。", "二、删去第二条第二款。")))[1:]
    assert "1.每人每月1700元。" in edition.edition.text and "保险补贴" not in edition.edition.text


def test_later_changes_are_made_to_the_changed_text(tmp_path: Path) -> None:
    extractions = corpus(
        tmp_path, issued(), changing("一、将第三条中的“1500元”修改为“1800元”。"),
        changing("一、将第三条中的“1800元”修改为“2100元”。", number="德人社发〔2033〕2号", day="2033年2月1日", since="本决定自2033年3月1日起施行。"),
    )  # fmt: skip
    found = editions(extractions)
    assert [str(one.day) for one in found] == ["None", "2032-07-01", "2033-03-01"]
    assert ["1500元" in found[0].edition.text, "1800元，其中" in found[1].edition.text, "2100元" in found[2].edition.text] == [True] * 3


def test_a_repeal_of_articles_counts_from_its_own_day(tmp_path: Path) -> None:
    body = f"《{TITLE}》（{NUMBER}）第四条、第六条自2032年9月1日起废止。"
    (_, found) = editions(corpus(tmp_path, issued(), changing(body, lead="", since="", title="关于废止部分条款的通知")))
    assert str(found.day) == "2032-09-01"
    assert [line[:3] for line in lines(found) if line.startswith("第") and line[2] == "条"] == ["第一条", "第二条", "第三条", "第五条", "第七条", "第八条"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("一、将第十二条中的“1500元”修改为“1800元”。", "absent"),
        ("一、将第三条中的“1600元”修改为“1800元”。", "missing"),
        ("一、将第三条中的“500元”修改为“1800元”。", "missing"),  # not within 1500元
        ("一、将第六条第（二）项中的“200元”修改为“300元”。", "uncertain"),  # stands there twice
        ("一、将第二条第七款中的“3—12个月”修改为“3—6个月”。", "uncertain"),
        ("一、将附件第三条中的“1500元”修改为“1800元”。", "uncertain"),
        ("一、第三条修改为：“第五条　见习补贴按月发放。”", "uncertain"),
    ],
)
def test_what_is_not_certain_is_not_applied(tmp_path: Path, change: str, state: str) -> None:
    found = editions(corpus(tmp_path, issued(), changing(change)))
    assert [one.state for one in found[-1].outcomes] == [state]
    assert found[-1].edition.text == found[0].edition.text


def test_a_text_that_is_already_changed_is_left_alone(tmp_path: Path) -> None:
    newer = BODY.replace("1500元", "1800元").replace("劳动部门", "人社部门")
    changes = ("一、将第三条中的“1500元”修改为“1800元”。", "二、删去第四条。", "三、将第五条中的“劳动部门”修改为“人社部门”。")
    assert states(tmp_path, *changes, body=newer) == ["standing", "uncertain", "standing"]


def test_what_an_unread_change_may_have_brought_is_missed_by_nobody(tmp_path: Path) -> None:
    unread = changing("一、第三条关于“见习补贴标准”的有关规定，调整为“每人每月1800元”。")
    later = changing("一、将第三条中的“1800元”修改为“2100元”。", number="德人社发〔2033〕2号", day="2033年2月1日", since="")
    extractions = corpus(tmp_path, issued(), unread, later)
    assert [one.state for one in editions(extractions)[-1].outcomes] == ["uncertain"]
    assert [note.code for note in extractions[1].notes] == ["amendment_unread"]


def test_numbers_that_were_put_in_order_again_name_no_part(tmp_path: Path) -> None:
    first = changing("一、删去第四条。", "条文顺序作相应调整。")
    later = changing("一、删去第五条。", number="德人社发〔2033〕2号", day="2033年2月1日", since="")
    assert [one.state for one in editions(corpus(tmp_path, issued(), first, later))[-1].outcomes] == ["uncertain"]


def test_marks_name_each_change_and_its_place(tmp_path: Path) -> None:
    (_, found) = editions(corpus(tmp_path, issued(), changing("一、将第三条中的“1500元”修改为“1800元”。", "二、删去第七条。")))
    text = "".join(marked(found.edition))
    assert "每人每月〔删1：1500元〕〔改1：1800元〕，其中" in text and "〔删2：第七条 本办法由德州市劳动部门负责解释。〕\n第八条" in text
    assert "〔1〕德人社发〔2032〕9号 一：第三条中的“1500元”修改为“1800元”（2.txt 第" in text and "自2032-07-01起）" in text


def test_a_decision_that_renumbers_names_parts_as_they_were(tmp_path: Path) -> None:
    found = after(
        tmp_path, "一、增加一条，作为第四条：“第四条　补贴资金列入就业补助资金预算。”", "二、将第四条改为第五条，第一款修改为：“留用见习人员的，按月补贴。”",
        "三、将第五条改为第六条，其中的“劳动部门”修改为“人社部门”。", "四、第六条改为第七条，增加一款，作为第二款：“保险费凭票报销。”",
        "五、将第七条、第八条合并，作为第八条，修改为：“第八条　本办法由市人社局解释。”",
    )  # fmt: skip
    assert [line[:6] for line in found if line.startswith("第") and line[2] == "条"][3:] == [
        "第四条补贴资", "第五条留用见", "第六条见习单", "第七条意外伤", "第八条本办法"]  # fmt: skip
    assert found[found.index("保险费凭票报销。") - 1].startswith("第七条") and "第五条留用见习人员的，按月补贴。" in found
    assert sum("人社部门" in line for line in found) == 1 and not any("本办法自" in line for line in found)


def test_an_article_that_comes_without_its_number_gets_the_one_that_it_is_given(tmp_path: Path) -> None:
    found = after(tmp_path, "一、在第八条后增加一条，作为第九条：“补贴发放情况每年公示一次。”", "二、第六条增加一款，作为第二款：“保险费凭票报销。”")
    assert "第九条补贴发放情况每年公示一次。" in found and "保险费凭票报销。" in found
