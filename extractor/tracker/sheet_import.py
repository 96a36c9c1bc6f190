"""A workbook that was filled in, brought back: what changed against the version it was written from, and conflicts."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extractor.sources.model import SourceError
from extractor.tracker.entries import Tracked, completion
from extractor.tracker.likeness import squashed
from extractor.tracker.sheet import ACTION, EVIDENCE, HEADINGS, ID, NOTE, OWNER, STATUS, VERSION
from extractor.tracker.state import DONE, FIELD_NAMES, NOT_APPLICABLE, OVERDUE, State, StateError
from extractor.tracker.store import Store

_FIELDS = {STATUS: "status", NOTE: "note", OWNER: "owner", EVIDENCE: "evidence"}
_UNPACKED_LIMIT = 200 * 1024 * 1024
_HEADING_ROWS = 20
_ADVICE = "use a workbook that `hongtou tasks export --to xlsx` wrote"


@dataclass(frozen=True, slots=True)
class Row:
    """One filled-in row: its number in the sheet, and the text under each heading."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Report:
    """What a sheet changes: for each task its changes and the version over which they are to be written.

    `changes`, `problems` and `remarks` are sentences in Chinese; a row with a problem is not taken over.
    """

    dry_run: bool
    updates: dict[str, tuple[dict[str, str | None], int]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report, a line a change, problem or remark, and the counts."""
        verb = "将更新" if self.dry_run else "已更新"
        end = f"{verb} {len(self.updates)} 项任务，未导入 {len(self.problems)} 行。"
        return [*self.changes, *self.problems, *self.remarks, end]


def take_over(path: Path, store: Store, who: str, *, dry_run: bool = False) -> Report:
    """Compare the workbook at `path` with `store` and, unless `dry_run`, write what changed, in one transaction.

    Raises SourceError where the file is not such a workbook, and Conflict where the store changed while this ran
    (nothing is written then).
    """
    rows = read_rows(path)
    report = compare(rows, store, dry_run=dry_run)
    if not dry_run:
        store.update_many(report.updates, who)
    return report


def read_rows(path: Path) -> list[Row]:
    """The rows of the workbook under its headings, empty ones left out. Raises SourceError."""
    from openpyxl import load_workbook

    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > _UNPACKED_LIMIT:
            raise SourceError(name, f"unpacks to {unpacked // 2**20} MiB, more than is sensible", _ADVICE)
        workbook = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError as error:
        raise SourceError(name, "no such file", "check its name") from error
    except SourceError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part provokes
        raise SourceError(name, f"is not a readable workbook ({type(error).__name__})", _ADVICE) from error
    try:
        sheet = workbook.worksheets[0]
        lines = list(enumerate(sheet.iter_rows(values_only=True), start=1))
    finally:
        workbook.close()
    for number, values in lines[:_HEADING_ROWS]:
        headings = [_cell(value) for value in values]
        if ID in headings and VERSION in headings and STATUS in headings:
            return _rows(headings, lines[number:])
    raise SourceError(name, f"has no row with the headings {STATUS}, {ID} and {VERSION}", _ADVICE)


def _rows(headings: Sequence[str], lines: Sequence[tuple[int, tuple[Any, ...]]]) -> list[Row]:
    rows = []
    for number, values in lines:
        cells = {heading: _cell(value) for heading, value in zip(headings, values, strict=False) if heading in HEADINGS}
        if any(cells.values()):
            rows.append(Row(number, cells))
    return rows


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def compare(rows: Sequence[Row], store: Store, *, dry_run: bool = False) -> Report:
    """What `rows` change in `store`, each against the version of the task that it was written from."""
    report = Report(dry_run)
    tracked = {one.task.id: one for one in store.tracked()}
    seen: dict[str, dict[str, str]] = {}
    for row in rows:
        label = f"第 {row.number} 行"
        task_id = row.cells.get(ID, "")
        one = tracked.get(task_id)
        if one is None:
            what = f"编号 {task_id} 不在库中" if task_id else "没有编号，不是库中的任务"
            report.problems.append(f"{label}：{what}，未导入：{row.cells.get(ACTION, '')}")
        elif task_id in seen:
            if seen[task_id] != row.cells:
                report.problems.append(f"{label}：编号 {task_id} 前面已有一行，内容不同，未导入")
        else:
            seen[task_id] = row.cells
            _compare_row(label, row, one, store, report)
    return report


def _compare_row(label: str, row: Row, one: Tracked, store: Store, report: Report) -> None:
    version = row.cells.get(VERSION, "")
    if not version.isdecimal() or int(version) > one.state.version:
        report.problems.append(f"{label}：版本“{version}”不是由本库导出的，未导入")
        return
    base = store.state_at(one.task.id, int(version))
    try:
        wanted = _wanted(row, one, base)
        one.state.changed(wanted)
    except StateError as error:
        report.problems.append(f"{label}：{error}，未导入")
        return
    clashes = [
        f"{FIELD_NAMES[name]}：表中“{value}”，库中已是“{getattr(one.state, name)}”"
        for name, value in wanted.items()
        if getattr(one.state, name) not in (value, getattr(base, name))
    ]
    if clashes:
        report.problems.append(f"{label}：导出后库中已有改动，未导入：{'；'.join(clashes)}")
        return
    if squashed(row.cells.get(ACTION, "")) != squashed(one.task.action):
        report.remarks.append(f"{label}：重点任务一栏与库中不同，以文件为准，该栏未导入")
    changes = one.state.difference(wanted)
    if changes:
        report.updates[one.task.id] = (changes, one.state.version)
        moved = "；".join(
            f"{FIELD_NAMES[name]}：{getattr(one.state, name) or '（空）'} → {value or '（空）'}"
            for name, value in changes.items()
        )
        report.changes.append(f"{label} {one.task.id}：{moved}")


def _wanted(row: Row, one: Tracked, base: State) -> dict[str, str | None]:
    """The fields that the row changes against `base`, the state it was written from."""
    wanted: dict[str, str | None] = {}
    for heading, name in _FIELDS.items():
        value = row.cells.get(heading)
        if value is not None and value != getattr(base, name).strip():
            wanted[name] = value
    status = wanted.get("status")
    if status == OVERDUE and base.status not in (DONE, NOT_APPLICABLE):
        del wanted["status"]  # written so because of the date, not by a person
    elif status == DONE and one.task.kind == "recurring":
        del wanted["status"]
        # The date that was next at the version of the sheet; the day of import has no say in it.
        wanted |= completion(Tracked(one.task, base, one.since), date.max)
        if wanted["done_through"] is not None and wanted["done_through"] <= (one.state.done_through or ""):
            wanted = {name: value for name, value in wanted.items() if name not in ("status", "done_through")}
    return wanted
