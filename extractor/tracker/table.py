"""Entries as a table, and one entry in full, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.tracker.due import Due
from extractor.tracker.entries import Entry
from extractor.tracker.listing import status_text
from extractor.tracker.state import DONE, FIELD_NAMES, IN_PROGRESS, OVERDUE, OWN

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.tracker.store import Change, Plan

_DUE_WIDTH = 20
_STYLES = {OVERDUE: "bold red", IN_PROGRESS: "yellow", DONE: "green"}

_DOCUMENT_MARKS = {"draft": "（征求意见阶段，未施行）", "explainer": "（摘自解读材料）"}

_FIELDS = {
    **FIELD_NAMES,
    "task": "新增任务",
    "action": "重点任务",
    "due": "完成时限",
    "lead": "牵头单位",
    "support": "配合单位",
    "withdrawn": "条文撤回",
}


def table_of(entries: Sequence[Entry]) -> Table:
    """One line an entry: due date, task, lead, place, source, status, identifier."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("完成时限", max_width=_DUE_WIDTH, overflow="fold")
    table.add_column("重点任务", ratio=5, overflow="fold")
    table.add_column("牵头单位", ratio=2, overflow="fold")
    table.add_column("地区", no_wrap=True)
    table.add_column("依据", ratio=3, overflow="fold")
    table.add_column("状态", no_wrap=True)
    table.add_column("编号", no_wrap=True)
    for entry in entries:
        task = entry.task
        style = _STYLES.get(entry.status, "")
        changed = {name for name, _ in entry.changed}
        lead = _printable("、".join(task.lead)) or "—"
        table.add_row(
            Text(short_due(entry.due) + ("\n人工调整" if OWN["own_due"] in changed else ""), style if entry.status == OVERDUE else ""),
            Text(_printable(task.action)),
            Text(f"{lead}（人工调整）" if OWN["own_lead"] in changed else lead),
            Text(task.place or "—"),
            Text(_printable(task.basis)),
            Text(status_text(entry), style),
            Text(task.id),
        )
    return table


def short_due(due: Due) -> str:
    """The due date in ISO form, with the working day under it where it falls on a day off."""
    if due.day is None:
        return due.rule or "未注明时限"
    text = due.day.isoformat()
    if due.working_day:
        text += f"\n休息日，{due.working_day.isoformat()[5:]}前办"
    if due.counted:
        text += "\n按法定节日和周末推算"
    return f"{text}\n{due.rule}" if due.rule else text


def details(entry: Entry) -> list[tuple[str, str]]:
    """Everything about an entry as pairs of a Chinese name and a value; empty ones left out."""
    task, state = entry.task, entry.state
    place = f"{task.standing.source} 第 {task.standing.span[0]}—{task.standing.span[1]} 字"
    pairs = [
        ("编号", task.id),
        ("重点任务", task.action),
        ("完成时限", entry.due.text),
        ("说明", entry.remark),
        ("状态", status_text(entry)),
        *((name, str(getattr(state, key) or "")) for key, name in FIELD_NAMES.items() if key != "status"),
        ("版本", str(state.version)),
        ("地区", task.place or ""),
        ("牵头单位", _names(task.lead, task.lead_full)),
        ("配合单位", _names(task.support, task.support_full)),
        ("依据", task.basis),
        ("文件", (task.title or "") + _DOCUMENT_MARKS.get(task.document_status, "")),
        ("原文", task.quote),
        ("出处", place + (f"，第 {task.standing.page} 页" if task.standing.page else "")),
        ("转发", "、".join(task.forwarded_by)),
        ("同文", "、".join(copy.source for copy in task.copies)),
        ("落实", f"{task.serves.document}：{task.serves.action}" if task.serves else ""),
        ("指标", "、".join(task.concepts)),
    ]
    return [(name, _printable(value)) for name, value in pairs if value]


def _printable(text: str) -> str:
    """`text` on one line, without characters that would steer a terminal."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _names(short: Iterable[str], full: Iterable[str]) -> str:
    """`市医保局（济南市医疗保障局）`; the full name only where it says more."""
    names = list(short)
    fulls = list(full)
    if len(names) != len(fulls):
        return "、".join(names)
    return "、".join(a if a == b else f"{a}（{b}）" for a, b in zip(names, fulls, strict=True))


def change_line(change: Change) -> str:
    """One change of the history in one line: when, who, what, from, to."""
    name = _FIELDS.get(change.field, change.field)
    when = change.at.replace("T", " ").removesuffix("+00:00") + " UTC"
    before, after = (_printable(value or "（空）") for value in (change.before, change.after))
    return f"{when}  {_printable(change.who)}  {change.task_id}  {name}：{before} → {after}"


def plan_lines(plan: Plan) -> list[str]:
    """What a synchronization did: a line for every task that is new, carried over, gone or back, then the counts."""
    lines = [f"新增  {task.id}  {task.action}" for task in plan.added]
    for one in plan.carried:
        change = f"{one.before.task.action} → {one.after.action}"
        lines.append(f"沿用  {one.before.id}  {change}（相似度 {one.likeness}）")
    lines += [f"撤回  {one.id}  {one.task.action}（{one.task.basis}）" for one in plan.withdrawn]
    lines += [f"恢复  {one.id}  {one.task.action}" for one in plan.reinstated]
    lines += [
        f"注意  {one.id}  文件的{one.about}由 {one.before} 变为 {one.after}，仍按人工调整的 {one.own}" for one in plan.overruled]
    lines.append(
        f"未变 {len(plan.kept)} 项，新增 {len(plan.added)} 项，改动后沿用 {len(plan.carried)} 项，"
        f"撤回 {len(plan.withdrawn)} 项，恢复 {len(plan.reinstated)} 项。"
    )
    return lines
