"""The workbook that offices fill in, and its way back."""

from __future__ import annotations

import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from extractor.records.models import Recurrence
from extractor.sources import libreoffice
from extractor.sources.model import SourceError
from extractor.tracker.entries import Tracked, Wanted, select
from extractor.tracker.sheet import HEADING_ROW, to_xlsx
from extractor.tracker.sheet_columns import HEADINGS
from extractor.tracker.sheet_import import take_over
from extractor.tracker.state import DONE, IN_PROGRESS, State
from extractor.tracker.store import Store
from tests.tracker.building import deadline, task

ON = date(2021, 9, 15)
FIRST = HEADING_ROW + 1
COLUMN = {heading: index for index, heading in enumerate(HEADINGS, start=1)}
TASKS = [
    task("t1", "报送总结", "2021-09-30", lead=("市医保局",), support=("市财政局", "市税务局")),
    task("t2", "完成清算", "2021-08-31"),
    task("t3", "按月报送", deadline(recurs=Recurrence(every="month", day=20, offset=1))),
]


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 't.sqlite'}") as opened:
        opened.sync(TASKS, ON, "sync")
        yield opened


class Sheet:
    """A workbook as exported, to be filled in by task and heading."""

    def __init__(self, store: Store, path: Path, on: date = ON) -> None:
        self.path = path
        path.write_bytes(to_xlsx(select(store.tracked(), on, Wanted()), on, "重点任务"))
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.active

    def row(self, task_id: str) -> int:
        return next(r for r in range(FIRST, self.sheet.max_row + 1) if self.cell(r, "编号").value == task_id)

    def cell(self, row: int, heading: str):
        return self.sheet.cell(row, COLUMN[heading])

    def fill(self, task_id: str, **values: str) -> Sheet:
        for heading, value in values.items():
            self.cell(self.row(task_id), heading).value = value
        return self

    def saved(self) -> Path:
        self.book.save(self.path)
        return self.path


@pytest.fixture
def sheet(store, tmp_path):
    return Sheet(store, tmp_path / "台账.xlsx")


def states(store: Store) -> dict[str, State]:
    return {one.task.id: one.state for one in store.tracked()}


def test_the_columns_are_those_that_offices_use(sheet):
    headings = [cell.value for cell in sheet.sheet[HEADING_ROW]]
    assert headings == [
        *("序号", "重点任务", "地区", "牵头单位", "配合单位", "完成时限", "依据", "状态", "备注", "责任人", "佐证材料", "说明", "原文"),
        *("编号", "版本", "导出值"),
    ]
    row = sheet.row("t1")
    assert [sheet.cell(row, heading).value for heading in ("重点任务", "牵头单位", "配合单位", "依据", "状态")] == [
        "报送总结",
        "市医保局",
        "市财政局、市税务局",
        "省发〔2021〕42号 七",
        "未开始",
    ]
    assert sheet.cell(row, "完成时限").value == datetime(2021, 9, 30)
    assert [sheet.cell(sheet.row(t), "序号").value for t in ("t2", "t3", "t1")] == [1, 2, 3]


def test_head_frozen_filters_drop_down_and_hidden_columns(sheet):
    sheet = sheet.sheet
    assert sheet.freeze_panes == f"C{FIRST}"
    assert sheet.auto_filter.ref.startswith(f"A{HEADING_ROW}:")
    statuses, _ = sheet.data_validations.dataValidation
    assert statuses.formula1 == '"未开始,进行中,已完成,不适用"'
    assert f"H{FIRST}" in statuses.sqref
    assert [sheet.column_dimensions[c].hidden for c in "MNOP"] == [False, True, True, True]


def test_it_prints_on_a4_across_with_its_head_on_every_page(sheet):
    sheet = sheet.sheet
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEADING_ROW}:${HEADING_ROW}"
    assert sheet.print_area.endswith(f"$L${sheet.max_row}")


def test_it_is_coloured_as_of_the_day_that_it_bears_whenever_it_is_opened(sheet):
    assert sheet.sheet["A2"].value.startswith("截至2021年9月15日；颜色按该日")
    formulas = [rule.formula[0] for rules in sheet.sheet.conditional_formatting for rule in rules.rules]
    assert any("DATE(2021,9,15)" in one for one in formulas) and any("DATE(2021,10,15)" in one for one in formulas)
    with zipfile.ZipFile(sheet.path) as archive:
        assert not any(b"TODAY" in archive.read(name) or b"NOW(" in archive.read(name) for name in archive.namelist())


def test_a_date_on_a_day_off_stays_a_date_and_says_so_beside_it(tmp_path):
    chosen = select([Tracked(task("t1", due="2021-10-03"))], ON, Wanted())
    path = tmp_path / "t.xlsx"
    path.write_bytes(to_xlsx(chosen, ON, "重点任务"))
    sheet = openpyxl.load_workbook(path).active
    cell = sheet.cell(FIRST, COLUMN["完成时限"])
    assert (cell.value, cell.number_format) == (datetime(2021, 10, 3), 'yyyy"年"m"月"d"日"')
    assert sheet.cell(FIRST, COLUMN["说明"]).value == "时限为休息日，此前最后一个工作日为2021年9月30日"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(tmp_path, text):
    chosen = select([Tracked(task("t1", text, "2021-09-30"), State(note=text))], ON, Wanted())
    path = tmp_path / "t.xlsx"
    path.write_bytes(to_xlsx(chosen, ON, "重点任务"))
    sheet = openpyxl.load_workbook(path).active
    for heading in ("重点任务", "备注"):
        cell = sheet.cell(FIRST, COLUMN[heading])
        assert (cell.value, cell.data_type) == (text, "s")


def test_the_same_entries_give_the_same_bytes(store):
    chosen = select(store.tracked(), ON, Wanted())
    content = to_xlsx(chosen, ON, "重点任务")
    assert content == to_xlsx(chosen, ON, "重点任务")
    assert str(datetime.now().year).encode() not in content[:200]


def test_a_sheet_that_nobody_touched_changes_nothing(store, sheet):
    before = (store.tracked(), store.history())
    report = take_over(sheet.saved(), store, "甲")
    assert (report.updates, report.is_whole, report.remarks) == ({}, True, [])
    assert (store.tracked(), store.history()) == before


def test_what_was_filled_in_comes_back_and_nothing_else_is_touched(store, sheet):
    sheet.fill("t1", 状态="进行中", 备注="已起草", 责任人="王芳", 佐证材料="https://example.gov.cn/1")
    report = take_over(sheet.saved(), store, "李强")
    assert states(store) == {
        "t1": State(IN_PROGRESS, "王芳", "已起草", "https://example.gov.cn/1", version=1),
        "t2": State(),
        "t3": State(),
    }
    assert {change.who for change in store.history("t1")[1:]} == {"李强"}
    assert report.problems == []


def test_a_dry_run_shows_the_changes_and_writes_nothing(store, sheet):
    before = (store.tracked(), store.history())
    report = take_over(sheet.fill("t2", 状态="已完成", 备注="已结清").saved(), store, "甲", dry_run=True)
    assert report.changes == [f"第 {FIRST} 行 t2：状态：未开始 → 已完成；备注：（空） → 已结清"]
    assert "将更新 1 项" in report.lines()[-1]
    assert (store.tracked(), store.history()) == before


def test_an_overdue_status_that_the_date_gave_is_no_change(store, sheet):
    assert sheet.cell(sheet.row("t2"), "状态").value == "已逾期"
    take_over(sheet.fill("t2", 备注="补办中").saved(), store, "甲")
    assert states(store)["t2"] == State(note="补办中", version=1)


def test_a_value_changed_on_both_sides_is_a_conflict_that_shows_both(store, sheet):
    store.update("t1", {"note": "库中的备注"}, "乙")
    report = take_over(
        sheet.fill("t1", 备注="表中的备注", 责任人="王芳").fill("t2", 状态="已完成").saved(), store, "甲"
    )
    (problem,) = report.problems
    assert "表中的备注" in problem and "库中的备注" in problem
    assert states(store)["t1"] == State(note="库中的备注", version=1)
    assert states(store)["t2"].status == DONE


def test_changes_to_different_fields_are_brought_together(store, sheet):
    store.update("t1", {"note": "库中的备注"}, "乙")
    report = take_over(sheet.fill("t1", 责任人="王芳").saved(), store, "甲")
    assert report.problems == []
    assert states(store)["t1"] == State(owner="王芳", note="库中的备注", version=2)


def test_importing_twice_is_importing_once(store, sheet):
    path = sheet.fill("t1", 状态="已完成").fill("t3", 状态="已完成").saved()
    take_over(path, store, "甲")
    after = (store.tracked(), store.history())
    assert states(store)["t3"].done_through == "2021-09-20"
    assert take_over(path, store, "甲").updates == {}
    assert (store.tracked(), store.history()) == after


def test_unknown_rows_and_wrong_values_are_reported_and_the_rest_goes_on(store, sheet):
    last = sheet.sheet.max_row
    sheet.cell(last + 1, "重点任务").value = "自己加的一行"
    sheet.cell(last + 2, "编号").value = "没有的编号"
    sheet.fill("t1", 状态="办好了").fill("t2", 备注="好")
    sheet.cell(sheet.row("t3"), "版本").value = 99
    report = take_over(sheet.saved(), store, "甲")
    assert len(report.problems) == 4
    for words in ("没有编号", "没有的编号", "办好了", "99"):
        assert any(words in problem for problem in report.problems)
    assert {task_id for task_id, state in states(store).items() if state.version} == {"t2"}


def test_a_row_that_was_copied_and_changed_is_reported(store, sheet):
    row, last = sheet.row("t1"), sheet.sheet.max_row
    for heading in HEADINGS:
        sheet.cell(last + 1, heading).value = sheet.cell(row, heading).value
    sheet.cell(last + 1, "备注").value = "另一个备注"
    report = take_over(sheet.saved(), store, "甲")
    assert len(report.problems) == 1 and report.updates == {}


def test_rows_may_be_sorted_and_left_out(store, sheet):
    sheet.fill("t1", 备注="第一")
    rows = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(min_row=FIRST)]
    sheet.sheet.delete_rows(FIRST, len(rows))
    for values in [values for values in rows if "t2" not in values][::-1]:
        sheet.sheet.append(values)
    take_over(sheet.saved(), store, "甲")
    assert {task_id: state.note for task_id, state in states(store).items()} == {"t1": "第一", "t2": "", "t3": ""}


@pytest.mark.parametrize(
    "said", ["2021-12-1", "2021/12/1", "2021.12.1", "2021年12月1日", "２０２１年12月1日", "20211201", "2021年12月1日（周三）", date(2021, 12, 1), 44531]
)
def test_a_day_is_read_however_it_was_written(store, sheet, said):
    report = take_over(sheet.fill("t1", 完成时限=said).saved(), store, "甲")
    assert states(store)["t1"] == State(own_due="2021-12-01", version=1)
    assert report.changes == [f"第 {sheet.row('t1')} 行 t1：完成时限：2021-09-30 → 2021-12-01"]


@pytest.mark.parametrize("said", ["12月初", "12月1日", "2021-2-30", "尽快", "2021年12月", "第12期"])
def test_what_is_no_day_is_reported_with_its_cell_and_what_to_write(store, sheet, said):
    report = take_over(sheet.fill("t1", 完成时限=said).saved(), store, "甲")
    (problem,) = report.problems
    assert f"F{sheet.row('t1')}" in problem and said in problem and "2026-3-1" in problem
    assert states(store)["t1"] == State()


def test_leads_and_supports_are_taken_and_shown_as_changed_over_a_rebuild(store, sheet):
    sheet.fill("t1", 牵头单位="市数据局；市医保局", 配合单位="市财政局")
    take_over(sheet.saved(), store, "李强")
    edited = [task("t1", "报送总结", "2021-10-31", lead=("市卫健委",), support=("市财政局", "市税务局")), *TASKS[1:]]
    plan = store.sync(edited, ON, "sync")
    assert [(one.id, one.about, one.before, one.after, one.own) for one in plan.overruled] == [
        ("t1", "牵头单位", "市医保局", "市卫健委", "市数据局、市医保局")]
    entry = next(one for one in select(store.tracked(), ON, Wanted(agency="市数据局")))
    assert (entry.task.lead, entry.task.support) == (("市数据局", "市医保局"), ("市财政局",))
    assert dict(entry.changed) == {"牵头单位": "市卫健委", "配合单位": "市财政局、市税务局"}
    assert "牵头单位经人工调整（文件为：市卫健委）" in entry.remark
    assert {(one.field, one.who) for one in store.history("t1") if one.version} >= {("own_lead", "李强"), ("own_support", "李强")}
    again = Sheet(store, sheet.path)
    assert again.cell(again.row("t1"), "牵头单位").font.b and not again.cell(again.row("t2"), "牵头单位").font.b
    assert take_over(again.saved(), store, "甲").is_whole


def test_what_the_circular_says_or_an_emptied_cell_takes_a_change_back(store, sheet):
    take_over(sheet.fill("t1", 牵头单位="市数据局", 完成时限="2021-12-1", 配合单位="市财政局").saved(), store, "甲")
    again = Sheet(store, sheet.path).fill("t1", 牵头单位="市医保局", 完成时限=None, 配合单位=None)
    assert take_over(again.saved(), store, "甲").is_whole
    assert states(store)["t1"] == State(version=2)


def test_a_cell_of_the_circular_cannot_just_be_emptied(store, sheet):
    report = take_over(sheet.fill("t1", 配合单位=None).saved(), store, "甲")
    (problem,) = report.problems
    assert "配合单位" in problem and "市财政局、市税务局" in problem and states(store)["t1"] == State()


def test_a_task_that_comes_back_has_no_single_day(store, sheet):
    report = take_over(sheet.fill("t3", 完成时限="2021-12-1").saved(), store, "甲")
    (problem,) = report.problems
    assert "周期办理" in problem and states(store)["t3"] == State()


@pytest.mark.parametrize("heading", ["重点任务", "地区", "依据", "说明", "原文"])
def test_a_cell_that_a_sheet_cannot_change_is_named_and_the_rest_is_taken(store, sheet, heading):
    report = take_over(sheet.fill("t1", **{heading: "改成别的", "备注": "甲"}).saved(), store, "甲")
    (said,) = report.ignored
    row, letter = sheet.row("t1"), openpyxl.utils.get_column_letter(COLUMN[heading])
    assert f"第 {row} 行：“{heading}”（{letter}{row}）改为“改成别的”" in said and "未导入；" in said
    assert states(store)["t1"].note == "甲" and not report.is_whole


def test_what_stands_outside_of_the_columns_is_named(store, sheet):
    sheet.sheet.cell(HEADING_ROW, len(HEADINGS) + 1).value = "分管领导"
    sheet.sheet.cell(FIRST, len(HEADINGS) + 1).value = "张三"
    sheet.book.create_sheet("汇总")["A1"] = "共 3 项"
    report = take_over(sheet.saved(), store, "甲")
    assert len(report.ignored) == 2 and "分管领导" in report.ignored[0] and "汇总" in report.ignored[1]


@pytest.mark.parametrize("heading", ["备注", "牵头单位", "完成时限"])
def test_a_formula_is_not_taken_for_what_it_may_come_to(store, sheet, heading):
    report = take_over(sheet.fill("t1", **{heading: "=A1"}).saved(), store, "甲")
    (problem,) = report.problems
    assert "是公式" in problem and states(store)["t1"] == State()


def test_a_status_that_only_the_date_gives_cannot_be_set(store, sheet):
    report = take_over(sheet.fill("t1", 状态="已逾期").saved(), store, "甲")
    (problem,) = report.problems
    assert "由完成时限推得" in problem


def test_a_change_of_the_circular_meanwhile_is_said_where_the_sheet_sets_otherwise(store, sheet):
    sheet.fill("t1", 完成时限="2021-12-1")
    store.sync([task("t1", "报送总结", "2021-11-30", lead=("市医保局",), support=("市财政局", "市税务局")), *TASKS[1:]], ON, "sync")
    report = take_over(sheet.saved(), store, "甲")
    (remark,) = report.remarks
    assert "2021-09-30" in remark and "2021-11-30" in remark and states(store)["t1"].own_due == "2021-12-01"


def test_a_sheet_of_an_older_version_is_still_read(store, sheet):
    sheet.fill("t1", 备注="好", 牵头单位="市数据局").fill("t2", 备注="也好")
    for column in (COLUMN["导出值"], COLUMN["原文"], COLUMN["说明"], COLUMN["地区"]):
        sheet.sheet.delete_cols(column)
    report = take_over(sheet.saved(), store, "甲")
    (problem,) = report.problems
    assert "旧版" in problem and "牵头单位" in problem
    assert (states(store)["t1"], states(store)["t2"].note, report.ignored) == (State(), "也好", [])


def test_a_file_that_is_no_such_workbook_is_refused_with_advice(store, tmp_path):
    other = openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("不是工作簿", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "zip.xlsx", "w") as archive:
        archive.writestr("x", "y")
    for name in ("other.xlsx", "text.xlsx", "zip.xlsx", "missing.xlsx"):
        with pytest.raises(SourceError) as caught:
            take_over(tmp_path / name, store, "甲")
        assert caught.value.name == name and caught.value.advice


def test_a_zip_bomb_is_refused_before_it_is_unpacked(store, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(250):
            part.write(b"\0" * 2**20)
    with pytest.raises(SourceError, match="unpacks"):
        take_over(path, store, "甲")


if libreoffice.program() or os.environ.get("CI"):

    def saved_by_libreoffice(path: Path) -> Path:
        path.write_bytes(libreoffice.converted(path.read_bytes(), ".xlsx", "xlsx", "Calc MS Excel 2007 XML"))
        return path

    def test_what_libreoffice_saves_again_changes_nothing(store, sheet):
        assert take_over(sheet.fill("t1", 牵头单位="市数据局", 完成时限="2021-12-1").saved(), store, "甲").is_whole
        store.update("t2", {"note": "=1+1", "owner": "@某", "evidence": " -1"}, "甲")
        again = Sheet(store, sheet.path)
        report = take_over(saved_by_libreoffice(again.saved()), store, "甲")
        assert (report.updates, report.is_whole, report.remarks) == ({}, True, [])

    def test_every_column_comes_back_from_libreoffice(store, sheet):
        sheet.fill("t1", 牵头单位="市数据局、市医保局", 配合单位="市财政局", 完成时限="2021年12月1日", 状态="进行中", 备注="甲\n乙")
        sheet.fill("t1", 责任人="王芳", 佐证材料="https://example.gov.cn/1")
        sheet.fill("t2", 完成时限=date(2021, 12, 2), 原文="改写", 地区="乙市")
        report = take_over(saved_by_libreoffice(sheet.saved()), store, "甲")
        assert states(store)["t1"] == State(
            IN_PROGRESS, "王芳", "甲\n乙", "https://example.gov.cn/1", own_due="2021-12-01", own_lead="市数据局、市医保局",
            own_support="市财政局", version=1)
        assert states(store)["t2"] == State(own_due="2021-12-02", version=1)
        assert report.problems == [] and len(report.ignored) == 2
