"""Entries as plain tables: JSON, CSV, and a Markdown digest for a mail or a group chat."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from extractor.policy.wording import day_text
from extractor.printable import json_text, text_cell
from extractor.tracker.entries import Entry
from extractor.tracker.state import OVERDUE

COLUMNS = ("序号", "重点任务", "地区", "牵头单位", "配合单位", "完成时限", "依据", "状态", "备注")
"""The columns of the offices' table of tasks (任务分工表)."""


def row_of(index: int, entry: Entry) -> tuple[str, ...]:
    """One line of the offices' table, as text."""
    task = entry.task
    return (
        str(index),
        task.action,
        task.place or "",
        "、".join(task.lead),
        "、".join(task.support),
        entry.due.text,
        task.basis,
        status_text(entry),
        entry.state.note,
    )


def status_text(entry: Entry) -> str:
    """The status shown; a task whose words are gone from the corpus says so."""
    return f"{entry.status}（条文已撤回）" if entry.withdrawn else entry.status


def to_json(entries: Sequence[Entry]) -> str:
    """A JSON array, one object a task: the task, its state and its due date, keys in a stable order."""
    return json_text([_object(entry) for entry in entries], indent=2) + "\n"


def _object(entry: Entry) -> dict[str, Any]:
    task = entry.task.model_dump(mode="json", by_alias=True)
    due = entry.due
    return {
        "id": task.pop("id"),
        "kind": entry.task.kind,
        "due": due.day.isoformat() if due.day else None,
        "working_day": due.working_day.isoformat() if due.working_day else None,
        "calendar_covered": not due.assumed,
        "rule": due.rule,
        "remark": entry.remark,
        "changed": dict(entry.changed),
        "status": entry.status,
        "state": {**entry.state.values(), "version": entry.state.version},
        "withdrawn": entry.withdrawn,
        **task,
    }


def to_csv(entries: Sequence[Entry]) -> str:
    """A CSV table with a byte order mark, as Excel wants it, and the identifier in the last column."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "责任人", "佐证材料", "说明", "原文", "编号"))
    for index, entry in enumerate(entries, start=1):
        quote = " ".join(entry.task.quote.split())
        cells = (*row_of(index, entry), entry.state.owner, entry.state.evidence, entry.remark, quote, entry.task.id)
        writer.writerow(map(text_cell, cells))
    return out.getvalue()


def to_markdown(entries: Sequence[Entry], on: date) -> str:
    """A digest: what is overdue first, then what comes, a line a task with who and whence."""
    still = [entry for entry in entries if entry.is_open]
    late = [entry for entry in still if entry.status == OVERDUE]
    coming = [entry for entry in still if entry.status != OVERDUE]
    closed = [entry for entry in entries if not entry.is_open]
    parts = [f"# 重点任务提醒（{day_text(on)}）", f"共 {len(entries)} 项，其中已逾期 {len(late)} 项。"]
    for heading, group in (("已逾期", late), ("待完成", coming), ("已办结", closed)):
        if group:
            parts.append(f"## {heading}（{len(group)} 项）")
            parts.append("\n".join(map(_digest_line, group)))
    return "\n\n".join(parts) + "\n"


def _digest_line(entry: Entry) -> str:
    task = entry.task
    who = "、".join(task.lead) or "未明确"
    if task.support:
        who += f"（配合：{'、'.join(task.support)}）"
    facts = [f"牵头：{who}", f"依据：{task.basis}", f"状态：{status_text(entry)}{_distance(entry)}"]
    if entry.change:
        facts.append(entry.change)
    if entry.state.note:
        facts.append(f"备注：{entry.state.note}")
    return f"- **{_plain(entry.due.text)}** {_plain(task.action)}\n  {_plain('；'.join(facts))}"


def _distance(entry: Entry) -> str:
    left = entry.days_left
    if left is None or not entry.is_open:
        return ""
    if left < 0:
        return f"（逾期 {-left} 天）"
    return f"（还剩 {left} 天）" if left else "（今天到期）"


def _plain(text: str) -> str:
    """`text` on one line, with what Markdown would read as markup or as HTML made harmless."""
    line = " ".join(text.split())
    for mark in "\\`*_[]<>#|":
        line = line.replace(mark, "\\" + mark)
    return line
