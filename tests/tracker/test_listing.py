"""Plain forms: JSON, CSV, the Markdown digest."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from extractor.tracker.entries import Tracked, Wanted, select
from extractor.tracker.listing import to_csv, to_json, to_markdown
from extractor.tracker.state import DONE, State
from tests.tracker.building import task

ON = date(2021, 9, 15)


def entries(*tracked: Tracked):
    return select(tracked, ON, Wanted(everything=True))


def test_json_holds_the_task_its_state_and_both_dates():
    (line,) = json.loads(to_json(entries(Tracked(task("t1", due="2021-10-03", lead=("市医保局",)), State(note="甲")))))
    assert (line["id"], line["due"], line["working_day"], line["kind"]) == ("t1", "2021-10-03", "2021-09-30", "dated")
    assert (line["status"], line["state"]["note"], line["lead"]) == ("未开始", "甲", ["市医保局"])
    assert line["standing"]["source"] == "a.txt"


def test_csv_has_the_offices_columns_and_no_formula():
    text = to_csv(entries(Tracked(task("t1", "=HYPERLINK(1)", "2021-09-30", lead=("甲", "乙")), State(note="@x"))))
    header, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert header[:9] == ["序号", "重点任务", "地区", "牵头单位", "配合单位", "完成时限", "依据", "状态", "备注"]
    assert row[:9] == ["1", "'=HYPERLINK(1)", "甲省", "甲、乙", "", "2021年9月30日", "省发〔2021〕42号 七", "未开始", "'@x"]


def test_the_digest_puts_what_is_overdue_first_and_what_is_done_last():
    text = to_markdown(
        entries(
            Tracked(task("a", "报送总结", "2021-09-30", lead=("市医保局",), support=("市财政局",))),
            Tracked(task("b", "完成清算", "2021-08-31")),
            Tracked(task("c", "印发办法", "2021-08-01"), State(DONE)),
        ),
        ON,
    )
    assert "共 3 项，其中已逾期 1 项。" in text
    order = [
        text.index(word)
        for word in ("## 已逾期（1 项）", "完成清算", "## 待完成（1 项）", "报送总结", "## 已办结（1 项）", "印发办法")
    ]
    assert order == sorted(order)
    assert "牵头：市医保局（配合：市财政局）" in text
    assert "（逾期 15 天）" in text and "（还剩 15 天）" in text


def test_markup_in_a_circular_is_text_in_the_digest():
    text = to_markdown(entries(Tracked(task("a", "<img src=x>\n# 标题 [链接](u) `码`", "2021-09-30"))), ON)
    assert "\\<img src=x\\> \\# 标题 \\[链接\\](u) \\`码\\`" in text
