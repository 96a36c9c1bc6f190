"""The tracker's store as the desk uses it: all tasks at hand, read again only when somebody has changed one."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from extractor.desk.actions import Refused
from extractor.quantities.working_days import WorkingDays
from extractor.tracker.entries import Entry, Tracked, entry_of
from extractor.tracker.origin import Origin
from extractor.tracker.sheet_import import take_over
from extractor.tracker.state import StateError
from extractor.tracker.store import Conflict, Store, UnknownTask
from extractor.tracker.store.store import Change
from extractor.tracker.tasks import Task


class TaskBook:
    """Tasks and their states. Every change is in the store, and in its history, before it is answered."""

    def __init__(self, url: str | None = None) -> None:
        self._store = Store.open(url)
        self._lock = threading.Lock()
        self._at: tuple[date, list[Entry]] | None = None

    def __enter__(self) -> TaskBook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    def forget(self) -> None:
        """Read the store again when next asked: another program may have changed it."""
        with self._lock:
            self._at = None

    def entries(self, on: date) -> list[Entry]:
        """All tasks as they stand on a day, by due date, those without one last."""
        with self._lock:
            if self._at is None or self._at[0] != on:
                found = [entry_of(one, on) for one in self._store.tracked()]
                self._at = on, sorted(found, key=lambda one: (one.due.day or date.max, one.task.order))
            return self._at[1]

    def find(self, id_: str) -> Tracked:
        """One task with its state. Raises LookupError where there is none."""
        try:
            return self._store.find(id_)
        except UnknownTask as error:
            raise LookupError(id_) from error

    def history(self, id_: str) -> list[Change]:
        """Every change to a task, the oldest first."""
        return self._store.history(id_)

    def changes(self, since: str, until: str) -> list[Change]:
        """Every change to any task between two moments (ISO, UTC), the oldest first."""
        return [one for one in self._store.history() if since <= one.at < until]

    def update(self, id_: str, changes: Mapping[str, str | None], who: str, version: int) -> Tracked:
        """Change a task as it was seen. Raises Refused where another change came first, or one makes no sense."""
        try:
            self._store.update(id_, changes, who, version)
        except Conflict as conflict:
            now = conflict.theirs
            raise Refused(f"他人刚改过这项任务（现为“{now.status}”{'，备注：' + now.note if now.note else ''}），请看后再改", changed=True) from conflict
        except (StateError, UnknownTask) as error:
            raise Refused(str(error)) from error
        self.forget()
        return self._store.find(id_)

    def import_sheet(self, data: bytes, who: str) -> list[str]:
        """Take over what was filled in in a workbook; returns the report, line by line.

        Raises SourceError where the file is no such workbook, Refused where somebody changed a task meanwhile.
        """
        with tempfile.TemporaryDirectory(prefix="hongtou-") as folder:
            path = Path(folder) / "tasks.xlsx"
            path.write_bytes(data)
            try:
                report = take_over(path, self._store, who)
            except Conflict as conflict:
                raise Refused(f"导入期间他人改过“{conflict.task.action}”，没有写入任何内容，请重新导入", changed=True) from conflict
        self.forget()
        return report.lines()

    def take_over(self, tasks: Sequence[Task], on: date, who: str, origin: Origin, calendar: WorkingDays) -> None:
        """Take the tasks of the corpus over; states stay as they are."""
        self._store.sync(tasks, on, who, origin, calendar)
        self.forget()
