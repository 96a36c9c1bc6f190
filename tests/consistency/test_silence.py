"""On the board a place is silent on the clauses of a higher circular that nothing of its circulars answers, and on no others."""

from __future__ import annotations

import pytest

from extractor.consistency.board import boards
from extractor.consistency.board.forms import asked
from extractor.consistency.context import Context
from extractor.kept import Store
from extractor.language.concepts import load_concepts
from tests.consistency.builders import Said, circular, cites, value

NUMBER = "湘建房〔2031〕20号"
LOAN = ("一、提高贷款额度。三孩家庭购买首套住房的，公积金贷款最高额度上浮", value("20%", None, "20", "percent"), "。\n")
TRADE = ("二、支持以旧换新。出售旧房并在一年内购买新建商品住房的，按新房价款的", value("1%", None, "1", "percent"), "给予补贴。\n")
RENT = ("三、扩大租房提取。无自有住房的缴存职工租住商品住房，每年可提取", value("18000元", None, "18000"), "支付房租。\n")
FAIR = ("四、举办展销活动。每季度组织开发企业集中展示优质楼盘不少于", value("2场", None, "2", "场"), "，免收场地费用。\n")
OWN = ("五、规范资金监管。预售资金拨付比例超过", value("95%", None, "95", "percent"), "的，由省住房城乡建设部门审核批准。\n")


def silent_on(*pieces: str | Said, relation: str = "basis") -> list[str]:
    """What the board says that a city is silent on whose circular has some words."""
    higher = circular(NUMBER, "湖南省", "2031-06-20", *LOAN, *TRADE, *RENT, *FAIR, *OWN)
    lower = circular("潭建房〔2031〕3号", "湘潭市", "2031-07-28", "根据", cites("甲", NUMBER, relation), "要求，通知如下。\n", *pieces)
    (board,) = boards(Context([higher, lower], load_concepts(), Store()), (), of=[NUMBER])
    (row,) = (one for one in board.rows if one.place == "湘潭市")
    return [asked(board, number) for number in row.silent]


def test_clause_without_counterpart() -> None:
    assert silent_on(*LOAN, *TRADE, *RENT) == ["1. 每季度组织开发企业集中展示优质楼盘不少于2场，免收场地费用。"]


@pytest.mark.parametrize("pieces", [
    (*LOAN, *TRADE, *RENT, *FAIR),
    (*LOAN, *TRADE, *RENT, "四、各区每季度办一次优质楼盘集中展示，开发企业参加的免收场地费用。\n"),
], ids=["taken over", "said in other words"])  # fmt: skip
def test_clause_that_is_answered(pieces: tuple[str | Said, ...]) -> None:
    assert silent_on(*pieces) == []


def test_circular_for_one_section_only_is_silent_on_nothing() -> None:
    assert silent_on("一、我市公积金贷款按照国家有关规定办理。\n") == []


def test_circular_that_forwards_is_silent_on_nothing() -> None:
    assert silent_on(*LOAN, *TRADE, *RENT, relation="forwards") == []
