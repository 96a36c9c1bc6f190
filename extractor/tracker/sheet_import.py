"""A workbook that was filled in, brought back: what changed against the version it was written from, and conflicts.

Every cell that differs from what was written is taken over or reported, never dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from extractor.tracker.due import next_occurrence
from extractor.tracker.entries import Tracked, completion, entry_of
from extractor.tracker.sheet_columns import (
    ACTION,
    DUE,
    EXPORTED,
    FIXED,
    ID,
    LEAD,
    OWN_FIELDS,
    QUOTE,
    REMARK,
    STATE_FIELDS,
    STATUS,
    VERSION,
    exported_values,
    mark,
    names,
    plain,
    texts_of,
)
from extractor.tracker.sheet_rows import Cell, Row, day_of, read_rows
from extractor.tracker.state import DONE, FIELD_NAMES, NOT_APPLICABLE, OVERDUE, State, StateError
from extractor.tracker.store import Store

_MORE = 60
"""Characters of a cell that a report repeats."""
_INSTEAD = "要调整办理要求，请改完成时限、牵头单位、配合单位或写入备注；文件读得不对，用 hongtou correct 更正"


@dataclass(slots=True)
class Report:
    """What a sheet changes: for each task its changes and the version over which they are to be written.

    `changes`, `problems`, `ignored` and `remarks` are sentences in Chinese: a row with a problem is not taken over, nor is what
    `ignored` names, a cell or a part of the sheet that an import cannot change.
    """

    dry_run: bool
    updates: dict[str, tuple[dict[str, str | None], int]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all that was changed in the sheet is taken over."""
        return not self.problems and not self.ignored

    def lines(self) -> list[str]:
        """The report, a line a change, problem or remark, and the counts."""
        verb = "将更新" if self.dry_run else "已更新"
        cells = f"，另有 {len(self.ignored)} 处改动不能导入" if self.ignored else ""
        end = f"{verb} {len(self.updates)} 项任务，未导入 {len(self.problems)} 行{cells}。"
        return [*self.changes, *self.problems, *self.ignored, *self.remarks, end]


def take_over(path: Path, store: Store, who: str, *, dry_run: bool = False) -> Report:
    """Compare the workbook at `path` with `store` and, unless `dry_run`, write what changed, in one transaction.

    Raises SourceError where the file is not such a workbook, and Conflict where the store changed while this ran
    (nothing is written then).
    """
    read = read_rows(path)
    report = compare(read.rows, store, dry_run=dry_run)
    report.ignored.extend(read.others)
    if not dry_run:
        store.update_many(report.updates, who)
    return report


def compare(rows: Sequence[Row], store: Store, *, dry_run: bool = False) -> Report:
    """What `rows` change in `store`, each against the version of the task that it was written from."""
    report = Report(dry_run)
    tracked = {one.task.id: one for one in store.tracked()}
    seen: dict[str, dict[str, str]] = {}
    for row in rows:
        label, task_id = f"第 {row.number} 行", row.text(ID)
        one = tracked.get(task_id)
        said = {heading: cell.text for heading, cell in row.cells.items()}
        if one is None:
            what = f"编号 {task_id} 不在库中" if task_id else "没有编号，不是库中的任务"
            advice = "任务由文件产生，请把文件加入语料后运行 hongtou tasks sync"
            report.problems.append(f"{label}：{what}，未导入：{_shown(row.text(ACTION))}；{advice}")
        elif task_id in seen:
            if seen[task_id] != said:
                report.problems.append(f"{label}：编号 {task_id} 前面已有一行，内容不同，未导入；请只留一行")
        else:
            seen[task_id] = said
            _compare_row(label, row, one, store, report)
    return report


def _compare_row(label: str, row: Row, one: Tracked, store: Store, report: Report) -> None:
    version = row.text(VERSION)
    if not version.isdecimal() or int(version) > one.state.version:
        report.problems.append(f"{label}：版本“{version}”不是由本库导出的，未导入；请重新导出后再填")
        return
    base = store.state_at(one.task.id, int(version))
    exported = exported_values(row.text(EXPORTED))
    try:
        wanted = _said(row, one, base, exported) | _own(row, one, base, exported)
        one.state.changed(wanted)
    except StateError as error:
        report.problems.append(f"{label}：{error}，未导入")
        return
    clashes = [
        f"{FIELD_NAMES[name]}：表中“{value or '（空）'}”，库中已是“{getattr(one.state, name) or '（空）'}”"
        for name, value in wanted.items()
        if getattr(one.state, name) not in (value, getattr(base, name))
    ]
    if clashes:
        report.problems.append(f"{label}：导出后库中已有改动，未导入：{'；'.join(clashes)}；请重新导出后再填")
        return
    report.ignored += _fixed(label, row, one, exported)
    changes = one.state.difference(wanted)
    if changes:
        report.updates[one.task.id] = (changes, one.state.version)
        moved = "；".join(_moved(one, name, value) for name, value in changes.items())
        report.changes.append(f"{label} {one.task.id}：{moved}")
        report.remarks += _outdated(label, one, changes, exported)


def _moved(one: Tracked, name: str, value: str | None) -> str:
    """One change in words; what a person sets in place of the circular's words is named with these."""
    heading = next((heading for heading, own in OWN_FIELDS.items() if own == name), None)
    before = getattr(one.state, name)
    if heading is None:
        return f"{FIELD_NAMES[name]}：{before or '（空）'} → {value or '（空）'}"
    issued = _as_issued(one, heading) or "未注明"
    return f"{heading}：{before or issued} → {value or f'{issued}（恢复为文件所定）'}"


def _outdated(label: str, one: Tracked, changes: dict[str, str | None], exported: dict[str, str]) -> list[str]:
    """Where the circular itself says something else by now than when the sheet was written, for what is set in its place."""
    return [
        f"{label}：导出后文件的{heading}已由“{exported[heading]}”变为“{issued}”，仍按表中填写的导入"
        for heading, name in OWN_FIELDS.items()
        if changes.get(name) and (issued := _as_issued(one, heading)) != exported[heading] and getattr(one.state, name) is None
        and one.task.kind not in ("recurring", "event")
    ]


def _said(row: Row, one: Tracked, base: State, exported: dict[str, str]) -> dict[str, str | None]:
    """The fields of the state that the row changes against `base`, the state it was written from. Raises StateError."""
    wanted: dict[str, str | None] = {}
    for heading, name in STATE_FIELDS.items():
        cell = row.cells.get(heading)
        if cell is not None and cell.text != getattr(base, name).strip():
            wanted[name] = _readable(heading, cell)
    status = wanted.get("status")
    shown = exported.get(STATUS, OVERDUE if base.status not in (DONE, NOT_APPLICABLE) else base.status)
    if status is not None and status == shown:
        del wanted["status"]  # written so because of the date, not by a person
    elif status == DONE and one.task.kind == "recurring":
        del wanted["status"]
        # The date that was next at the version of the sheet; the day of import has no say in it.
        wanted |= completion(Tracked(one.task, base, one.since), date.max)
        if wanted["done_through"] is not None and wanted["done_through"] <= (one.state.done_through or ""):
            wanted = {name: value for name, value in wanted.items() if name not in ("status", "done_through")}
    return wanted


def _own(row: Row, one: Tracked, base: State, exported: dict[str, str]) -> dict[str, str | None]:
    """What the row sets in place of what the circular says, None for what it takes back. Raises StateError."""
    wanted: dict[str, str | None] = {}
    for heading, name in OWN_FIELDS.items():
        cell = row.cells.get(heading)
        if cell is None:
            continue
        value = (_due_said(cell) if heading == DUE else names(cell.text)) if not cell.problem else cell.text
        issued = _as_issued(one, heading)
        if value == exported.get(heading, getattr(base, name) or issued) or (heading not in exported and _comes_back(one, value)):
            continue
        if heading not in exported:
            raise StateError(f"“{heading}”（{cell.at}）与库中不同，而此表由旧版导出，看不出是否改过；请重新导出后再填")
        _readable(heading, cell)
        if not value and getattr(base, name) is None:
            raise StateError(f"“{heading}”（{cell.at}）被清空，而“{_shown(issued)}”为文件所定；请填写新的内容，或在备注中说明")
        wanted[name] = None if value in ("", issued) else value
        if heading == DUE and wanted[name] is not None:
            wanted[name] = _new_day(cell, one)
    return wanted


def _comes_back(one: Tracked, value: str) -> bool:
    """Whether a value is one of the days of a recurring task, whichever was next when an older sheet was written."""
    recurs, day = one.task.deadline.recurs if one.task.deadline is not None else None, day_of(value)
    return recurs is not None and day is not None and next_occurrence(recurs, day - timedelta(days=1)) == day


def _due_said(cell: Cell) -> str:
    day = day_of(cell.text)
    return day.isoformat() if day is not None else plain(cell.text)


def _new_day(cell: Cell, one: Tracked) -> str:
    """The day that a cell sets as due. Raises StateError."""
    if one.task.kind == "recurring":
        raise StateError(f"“{DUE}”（{cell.at}）：此项任务周期办理，不能改为“{_shown(cell.text)}”；本期办完请把状态改为{DONE}，其他情况写入备注")
    day = day_of(cell.text)
    if day is None:
        raise StateError(f"“{DUE}”（{cell.at}）：“{_shown(cell.text)}”不是日期，应写成 2026-3-1 的样子")
    return day.isoformat()


def _as_issued(one: Tracked, heading: str) -> str:
    """What the circular says, as the cells under a heading are compared."""
    if heading != DUE:
        return names("、".join(one.task.lead if heading == LEAD else one.task.support))
    issued = Tracked(one.task, State(), one.since, one.withdrawn, one.calendar)
    due = entry_of(issued, date.max).due
    return due.day.isoformat() if due.day and one.task.kind != "recurring" else plain(due.text)


def _fixed(label: str, row: Row, one: Tracked, exported: dict[str, str]) -> list[str]:
    """The cells that differ from what was written where a sheet cannot change anything."""
    now = texts_of(entry_of(one, date.max))
    found = []
    for heading in FIXED:
        cell = row.cells.get(heading)
        if cell is None or mark(cell.text) == exported.get(heading):
            continue
        if heading not in exported and (heading == REMARK or mark(cell.text) == mark(now[heading])):
            continue
        advice = "原文不能改动" if heading == QUOTE else "说明由程序写出，请写入备注" if heading == REMARK else _INSTEAD
        found.append(f"{label}：“{heading}”（{cell.at}）改为“{_shown(cell.text)}”，以文件为准，未导入；{advice}")
    return found


def _readable(heading: str, cell: Cell) -> str:
    """The text of a cell. Raises StateError where it holds a formula or an error."""
    if cell.problem:
        raise StateError(f"“{heading}”（{cell.at}）{cell.problem}")
    return cell.text


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MORE else f"{line[: _MORE - 1]}…"
