"""The transposition board: who took a higher circular over, who is silent on what, who has nothing yet."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from extractor.consistency import check
from extractor.consistency.board import Board, boards
from extractor.consistency.board.forms import COLUMNS, page, plain, table
from extractor.consistency.context import Context
from extractor.kept import Store
from extractor.language.concepts import load_concepts
from extractor.language.divisions import divisions_below
from extractor.records.extraction import Extraction
from tests.consistency.builders import SUBSIDY, circular, cites, due, value

NUMBER, TITLE = "湘医保发〔2031〕20号", "关于做好2031年城乡居民基本医疗保障工作的通知"
ACTION = "开通普通门诊费用跨省直接结算业务"
OTHER_ACTION = "完成定点医疗机构信息系统改造任务"


def province(**head: Any) -> Extraction:
    return circular(
        NUMBER, "湖南省", "2031-06-20", "各市州要在", due("9月底前", "2031-09-30", ACTION), f"{ACTION}。各市州要在",
        due("10月底前", "2031-10-31", OTHER_ACTION), f"{OTHER_ACTION}。补助标准不低于",
        value("640元", SUBSIDY, "640", year=2031, comparator="ge"), "。", title=TITLE, recipients=("各市、州医疗保障局",), **head,
    )  # fmt: skip


def city(place: str, number: str, *pieces: Any, relation: str = "basis", date: str = "2031-07-28") -> Extraction:
    return circular(number, place, date, "根据", cites("甲", NUMBER, relation), "要求，通知如下。", *pieces)


@pytest.fixture(scope="module")
def corpus() -> list[Extraction]:
    done = ["要在", due("9月底前", "2031-09-30", ACTION), f"全市{ACTION}。"]
    return [
        province(),
        city("株洲市", "株医保发〔2031〕15号", *done, f"全市{OTHER_ACTION}要在", due("10月底前", "2031-10-31", OTHER_ACTION), "完成。"),
        city("湘潭市", "潭医保发〔2031〕3号", *done, "补助标准为", value("600元", SUBSIDY, "600", year=2031), "。", date="2031-08-20"),
        city("岳阳市", "岳医保发〔2031〕4号", "请遵照执行。", relation="forwards"),
        city("醴陵市", "醴医保发〔2031〕1号", *done, date="2031-12-01"),
    ]


@pytest.fixture(scope="module")
def board(corpus: list[Extraction]) -> Board:
    context = Context(corpus, load_concepts(), Store())
    (found,) = boards(context, check(corpus, context=context), of=[NUMBER])
    return found


def test_every_place_right_below_has_a_row_and_who_took_it_over_further_below(board: Board) -> None:
    right_below = {place.name for place in divisions_below("430000")}
    assert {row.place for row in board.rows} == right_below | {"醴陵市"}
    assert board.counts == {"places": 15, "taken": 4, "nothing": 11, "silent": 1, "differing": 1}
    assert board.days == (38, 164)


def test_what_each_place_made_of_it(board: Board) -> None:
    rows = {row.place: row for row in board.rows}
    assert [(one.days, one.how) for one in rows["株洲市"].taken] == [(38, "cites")]
    assert rows["株洲市"].silent == () and rows["株洲市"].differing == ()
    assert [board.asks[number - 1].action for number in rows["湘潭市"].silent] == [OTHER_ACTION]
    assert [one.check for one in rows["湘潭市"].differing] == ["below-floor"]
    assert [one.how for one in rows["岳阳市"].taken] == ["forwards"] and rows["岳阳市"].silent == ()
    assert rows["长沙市"].has_nothing


def test_waived_finding_is_no_difference(corpus: list[Extraction]) -> None:
    context = Context(corpus, load_concepts(), Store())
    waiver = {"check": "below-floor", "place": "湘潭市", "reason": "分步到位", "by": "王敏"}
    (found,) = boards(context, check(corpus, [waiver], context=context), of=[NUMBER])
    assert found.counts["differing"] == 0


def test_only_circulars_that_ask_or_were_taken_over(corpus: list[Extraction]) -> None:
    context = Context([*corpus, circular("湘医保函〔2031〕1号", "湖南省", "2031-01-02", "无事。")], load_concepts(), Store())
    assert [one.document for one in boards(context, ())] == [NUMBER, "株医保发〔2031〕15号", "潭医保发〔2031〕3号"]


def test_forms(board: Board) -> None:
    text = plain([board])
    assert "15个地区：已有文件4个（最快38天，最慢164天），尚无文件11个；有未作规定1个，有不一致1个。" in text
    assert "株洲市（株医保发〔2031〕15号）  2031-07-28，38天后" in text and "未作规定：2. " in text
    nothing = plain([board], only_nothing=True)
    assert "株洲市" not in nothing and "长沙市" in nothing
    lines = table([board]).splitlines()
    assert lines[0] == "\ufeff" + ",".join(COLUMNS) and len(lines) == 16
    assert len(table([board], only_nothing=True).splitlines()) == 12
    assert json.loads(board.to_json())["counts"]["nothing"] == 11
    assert plain([]) == "没有需要下级落实的文件。\n"


def test_page_reads_without_scripts_and_filters_with_them(board: Board) -> None:
    evil = board.model_copy(update={"title": "<script>alert(1)</script>"})
    made = page([evil])
    assert "<script>alert" not in made and not re.search(r"""(?:src|href)=["'](?!#)""", made)
    assert made.count("<tr data-status=") == 15 and 'id="filters" hidden' in made
    only = page([board], only_nothing=True)
    assert only.count('data-status="nothing">') == 11 and only.count('" hidden><th') == 4
