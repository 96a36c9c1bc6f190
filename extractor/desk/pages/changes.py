"""变化: what is different since a day, and what people decided: as a page, and as Markdown for a weekly report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from extractor.desk.differences import FILES, FINDINGS, VALUES
from extractor.desk.journal import Journal
from extractor.desk.pages.common import Model
from extractor.desk.tasks import TaskBook
from extractor.policy.wording import day_text
from extractor.tracker.state import FIELD_NAMES

ACTIONS = {
    "confirm": "确认", "correct": "更正", "drop": "剔除", "add": "补录", "waive": "豁免", "accept": "收入", "hand_in": "送收", "refuse": "不收",
    "change_task": "更新任务", "replacing": "改为替换", "renew": "重新读取",
}  # fmt: skip
WEEK = 7
SHOWN = 200
"""Lines of a section on the page."""
_MARKS = "\\`*_[]<>#|"


class ChangesAsked(Model):
    """Since which day, and to which (default: the last seven days)."""

    since: date | None = None
    until: date | None = None


class Line(Model):
    """One difference or decision, in words."""

    at: str
    place: str
    said: str


class Section(Model):
    """All differences of one kind."""

    name: str
    lines: list[Line]
    more: int = 0
    """How many lines follow that only the report has."""


class ChangesPage(Model):
    """What is different, by kind; `markdown` is the same as a report."""

    since: date
    until: date
    sections: list[Section]
    markdown: str


def changes_page(journal: Journal, book: TaskBook, asked: ChangesAsked, today: date) -> ChangesPage:
    """The differences of some days, both included."""
    until = asked.until or today
    since = min(asked.since or until - timedelta(days=WEEK), until)
    first, last = since.isoformat(), (until + timedelta(days=1)).isoformat()
    found = journal.changes(first, last)
    sections = [Section(name=kind, lines=[Line(at=one.at[:10], place=one.place, said=one.said) for one in found if one.kind == kind])
                for kind in (FILES, VALUES, FINDINGS)]
    sections.append(Section(name="任务", lines=_tasks(book, first, last)))
    decided = [one for one in journal.decisions(first, last) if one.state == "done"]
    sections.append(Section(name="决定", lines=[
        Line(at=one.at[:10], place="", said=f"{one.who}{ACTIONS.get(one.action, one.action)} {one.what}{f'：{one.said}' if one.said else ''}")
        for one in decided]))
    sections = [one for one in sections if one.lines]
    report = _markdown(since, until, sections)
    shown = [Section(name=one.name, lines=one.lines[:SHOWN], more=len(one.lines[SHOWN:])) for one in sections]
    return ChangesPage(since=since, until=until, sections=shown, markdown=report)


def _tasks(book: TaskBook, first: str, last: str) -> list[Line]:
    """What people, and new readings of circulars, have changed of tasks."""
    named = {one.task.id: one.task for one in book.entries(date.fromisoformat(first))}
    lines = []
    for one in book.changes(first, last):
        task = named.get(one.task_id)
        if task is None:
            continue
        if one.field == "task":
            said = f"新增任务：{one.after}"
        elif one.field == "withdrawn":
            said = f"条文已撤回：{task.action}" if one.after else f"条文恢复：{task.action}"
        else:
            said = f"{one.who}：{task.action} {FIELD_NAMES.get(one.field, one.field)}由{one.before or '（空）'}改为{one.after or '（空）'}"
        lines.append(Line(at=one.at[:10], place=task.place or "", said=said))
    return lines


def _markdown(since: date, until: date, sections: Sequence[Section]) -> str:
    """A report that Word takes over: headings, and lists by place."""
    parts = [f"# 政策变化周报（{day_text(since)}至{day_text(until)}）"]
    if not sections:
        parts.append("本期没有变化。")
    for section in sections:
        parts.append(f"## {section.name}（{len(section.lines)}项）")
        ordered = sorted(section.lines, key=lambda one: one.place)
        for place, lines in groupby(ordered, key=lambda one: one.place):
            if place:
                parts.append(f"### {_plain(place)}")
            parts.append("\n".join(f"- {_plain(one.said)}（{one.at}）" for one in lines))
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    line = " ".join(text.split())
    for mark in _MARKS:
        line = line.replace(mark, "\\" + mark)
    return line
