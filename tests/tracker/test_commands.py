"""`hongtou tasks`, from a circular to a table, a state, a sheet and back."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from extractor.cli import create_app
from extractor.tracker.sheet import HEADING_ROW
from extractor.tracker.sheet_columns import HEADINGS

CIRCULAR = """甲市医疗保障局文件

甲医保发〔2021〕7号

关于做好医保服务工作的通知

各县（市、区）医疗保障局：

一、推进联网结算

2021年9月底前实现普通门诊费用跨省联网结算。（牵头单位：市医保局；配合单位：市财政局）

2021年10月3日前完成系统改造。（牵头单位：市大数据局）

二、按时报送

市医保局应当自收到申请之日起10个工作日内办结。

三、加强领导

要高度重视，加强组织领导。

甲市医疗保障局

2021年8月18日
"""
SETTLEMENT, SYSTEM, CLOSING = "实现普通门诊费用跨省联网结算", "完成系统改造", "收到申请后，市医保局办结"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a corpus, without a tracker."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HONGTOU_DATABASE", raising=False)
    monkeypatch.setenv("HONGTOU_USER", "王芳")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "c.txt").write_text(CIRCULAR, encoding="utf-8")
    return tmp_path


def hongtou(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(create_app(), ["tasks", *arguments])
    assert result.exit_code == status, result.output
    return result


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def listed(*arguments: str) -> list[dict]:
    return json.loads(hongtou("list", *arguments, "--on", "2021-09-01", "--to", "json").stdout)


def identifier(action: str) -> str:
    return next(task["id"] for task in listed("--all") if task["action"] == action)


def test_alone_it_lists_the_corpus_and_makes_no_store(folder):
    result = hongtou("--on", "2021-09-01")
    order = [result.stdout.index(word) for word in (SETTLEMENT, SYSTEM, CLOSING)]
    assert order == sorted(order)
    assert "加强组织领导" not in result.stdout and "另有 1 项未定时限的要求未列出，加 --all 全部列出。" in result.stderr
    assert names_in(folder) == ["corpus"]


def test_the_same_list_by_its_name_with_a_path_and_with_options(folder):
    plain = hongtou("list", "--on", "2021-09-01").stdout
    assert hongtou("corpus", "--on", "2021-09-01").stdout == plain
    assert hongtou("corpus/c.txt", "--on", "2021-09-01").stdout == plain


@pytest.mark.parametrize(
    ("options", "actions"),
    [
        (["--agency", "财政"], [SETTLEMENT]),
        (["--within", "30d"], [SETTLEMENT]),
        (["--within", "5w"], [SETTLEMENT, SYSTEM]),
        (["--status", "已完成"], []),
        (["--overdue"], []),
        ([], [SETTLEMENT, SYSTEM, CLOSING]),
    ],
)
def test_filters(options, actions):
    assert [task["action"] for task in listed(*options)] == actions


def test_overdue_tasks_fail_only_where_that_is_asked_for():
    hongtou("--on", "2021-10-01")
    hongtou("--on", "2021-10-01", "--fail-overdue", status=1)
    hongtou("due", "--on", "2021-10-01", "--fail-overdue", status=1)
    hongtou("--on", "2021-09-30", "--fail-overdue")


def test_a_digest_of_what_is_due():
    digest = hongtou("due", "--within", "14d", "--on", "2021-09-20", "--to", "markdown").stdout
    assert "# 重点任务提醒（2021年9月20日）" in digest
    assert "- **2021年10月3日（休息日，9月30日前办）** 完成系统改造" in digest


def test_a_task_from_start_to_done_with_its_history():
    hongtou("sync", "--on", "2021-09-01")
    task_id = identifier(SETTLEMENT)
    hongtou("start", task_id[:6])
    hongtou("assign", task_id, "李强", "--by", "赵敏")
    hongtou("note", task_id, "系统联调中")
    hongtou("done", task_id, "--evidence", "https://example.gov.cn/1")
    shown = hongtou("show", task_id, "--on", "2021-10-20").stdout
    for line in ("状态：已完成", "责任人：李强", "备注：系统联调中", "佐证材料：https://example.gov.cn/1", "版本：4"):
        assert line in shown.splitlines()
    assert "原文：2021年9月底前实现普通门诊费用跨省联网结算" in shown
    history = hongtou("history", task_id).stdout.splitlines()
    assert len(history) == 6
    assert "赵敏" in history[2] and "责任人：（空） → 李强" in history[2]
    assert "状态：进行中 → 已完成" in history[4]


def test_a_change_over_an_older_version_is_refused_with_both_shown():
    hongtou("sync")
    task_id = identifier(SETTLEMENT)
    hongtou("note", task_id, "甲的备注", "--if-version", "0")
    refused = hongtou("note", task_id, "乙的备注", "--if-version", "0", status=1)
    assert "乙的备注" in refused.stderr and "甲的备注" in refused.stderr
    assert [task["state"]["note"] for task in listed() if task["id"] == task_id] == ["甲的备注"]


def test_the_day_of_an_event_gives_the_due_date_in_working_days():
    hongtou("sync")
    hongtou("event", identifier(CLOSING), "2021-09-24")
    assert [task["due"] for task in listed() if task["action"] == CLOSING] == ["2021-10-13"]


def test_state_survives_an_edit_and_a_withdrawal(folder):
    hongtou("sync", "--on", "2021-09-01")
    task_id = identifier(SETTLEMENT)
    hongtou("start", task_id)
    path = folder / "corpus" / "c.txt"
    path.write_text(CIRCULAR.replace("实现普通门诊", "全面实现普通门诊"), encoding="utf-8")
    assert f"沿用  {task_id}" in hongtou("sync").stdout
    path.write_text(CIRCULAR.replace("2021年9月底前实现普通门诊费用跨省联网结算。", ""), encoding="utf-8")
    assert f"撤回  {task_id}" in hongtou("sync", "--on", "2021-09-05").stdout
    assert task_id not in {task["id"] for task in listed()}
    (gone,) = [task for task in listed("--all") if task["id"] == task_id]
    assert (gone["withdrawn"], gone["status"]) == ("2021-09-05", "进行中")


def test_a_corpus_that_changed_since_the_last_synchronization_is_said(folder):
    hongtou("sync")
    assert hongtou("list").stderr.count("changed") == 0
    (folder / "corpus" / "d.txt").write_text(CIRCULAR.replace("7号", "8号"), encoding="utf-8")
    assert "corpus: changed since the tracker read it" in hongtou("list").stderr
    hongtou("sync")
    assert hongtou("list").stderr.count("changed") == 0


def test_a_file_that_cannot_be_read_withdraws_nothing(folder):
    hongtou("sync")
    (folder / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "corpus" / "c.txt").unlink()
    (folder / "corpus" / "d.txt").write_text(CIRCULAR.replace("7号", "8号"), encoding="utf-8")
    hongtou("sync", status=1)
    assert all(task["withdrawn"] is None for task in listed("--all"))


def test_a_workbook_goes_out_and_comes_back(folder):
    hongtou("sync")
    hongtou("export", "--on", "2021-09-01", "-o", "台账.xlsx")
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    status = HEADINGS.index("状态") + 1
    book.active.cell(HEADING_ROW + 1, status).value = "进行中"
    book.save(folder / "台账.xlsx")
    assert "将更新 1 项" in hongtou("import", "台账.xlsx", "--dry-run").stdout
    assert {task["state"]["version"] for task in listed()} == {0}
    assert "已更新 1 项" in hongtou("import", "台账.xlsx").stdout
    assert [task["status"] for task in listed()] == ["进行中", "未开始", "未开始"]
    book.active.cell(HEADING_ROW + 1, status).value = "办好了"
    book.save(folder / "台账.xlsx")
    hongtou("import", "台账.xlsx", status=1)


def test_the_store_is_where_the_variable_says(folder, database, monkeypatch):
    monkeypatch.setenv("HONGTOU_DATABASE", database)
    hongtou("sync", "--on", "2021-09-01")
    hongtou("done", identifier(SETTLEMENT))
    assert [task["status"] for task in listed()] == ["已完成", "未开始", "未开始"]
    assert (folder / "tracker.sqlite").exists() == database.startswith("sqlite")


def test_a_calendar_for_every_agency(folder):
    hongtou("export", "--to", "ics", "--each", "agency", "-o", "calendars", "--on", "2021-09-01")
    found = {path.stem: path.read_bytes() for path in (folder / "calendars").iterdir()}
    assert {name: len(Calendar.from_ical(content).walk("VEVENT")) for name, content in found.items()} == {
        "市医保局": 1,
        "市大数据局": 1,
    }


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "ics", "xlsx", "html"])
def test_every_form_goes_to_a_file_and_gives_the_same_bytes_again(folder, form):
    for name in ("one", "two"):
        hongtou("--on", "2021-09-01", "--to", form, "-o", name)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes() != b""
    assert names_in(folder) == ["corpus", "one", "two"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "zzz"],
        ["start", ""],
        ["nowhere/"],
        ["--on", "9月1日"],
        ["--within", "soon"],
        ["--status", "办好了"],
        ["import", "missing.xlsx"],
        ["export", "--each", "place"],
    ],
)
def test_what_cannot_be_done_is_said_with_status_2(arguments):
    result = hongtou(*arguments, status=2)
    assert result.stderr and "Traceback" not in result.stderr
    assert not Path("tracker.sqlite").exists()


def test_a_database_that_cannot_be_opened_is_said_without_its_password(monkeypatch):
    monkeypatch.setenv("HONGTOU_DATABASE", "postgresql://user:secret@127.0.0.1:1/none")
    result = hongtou("list", status=2)
    assert "HONGTOU_DATABASE" in result.stderr and "secret" not in result.stderr


def test_what_a_person_sets_stays_and_is_shown_beside_what_the_circular_says():
    hongtou("sync", "--on", "2021-09-01")
    task_id = identifier(SETTLEMENT)
    hongtou("set", task_id, "--due", "2021-11-20", "--lead", "市数据局，市医保局", "--by", "李强")
    hongtou("sync", "--on", "2021-09-02")
    shown = hongtou("show", task_id, "--on", "2021-09-02").stdout
    assert "完成时限经人工调整（文件为：2021年9月30日）" in shown and "牵头单位：市数据局、市医保局" in shown
    assert "人工调整" in hongtou("list", "--on", "2021-09-02").stdout
    assert "李强" in hongtou("history", task_id).stdout
    (task,) = (one for one in listed("--agency", "市数据局"))
    assert (task["due"], task["changed"]["完成时限"]) == ("2021-11-20", "2021年9月30日")
    hongtou("set", task_id, "--as-issued")
    assert "人工调整" not in hongtou("list", "--on", "2021-09-02").stdout


def test_setting_needs_something_to_set():
    hongtou("sync")
    hongtou("set", identifier(SETTLEMENT), status=2)
    hongtou("set", identifier(SETTLEMENT), "--due", "明天", status=2)


def test_a_sheet_with_a_cell_that_cannot_be_taken_ends_with_1(folder):
    hongtou("sync", "--on", "2021-09-01")
    hongtou("export", "-o", "t.xlsx", "--on", "2021-09-01")
    book = openpyxl.load_workbook("t.xlsx")
    book.active.cell(HEADING_ROW + 1, HEADINGS.index("原文") + 1).value = "改写"
    book.save("t.xlsx")
    result = hongtou("import", "t.xlsx", status=1)
    assert "“原文”" in result.stdout and "另有 1 处改动不能导入" in result.stdout
