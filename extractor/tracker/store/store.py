"""The tracker's store: tasks, their states, and who changed what when."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from extractor.policy.wording import day_text
from extractor.quantities.working_days import OFFICIAL, HolidayNotice, WorkingDays
from extractor.tracker.due import due_of
from extractor.tracker.entries import Tracked
from extractor.tracker.origin import Origin
from extractor.tracker.state import FIELD_NAMES, OWN, UNTOUCHED, State
from extractor.tracker.store.database import configured_url, connect, writing
from extractor.tracker.store.plan import Overruled, Plan, Stored, plan
from extractor.tracker.store.schema import change_table, synchronization_table, task_table
from extractor.tracker.tasks import Task

_STATE_COLUMNS = [task_table.c[name] for name in (*FIELD_NAMES, "version")]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: at `at` (UTC, ISO) `who` set `field` of a task from `before` to `after`.

    `version` is that of the state after the change; what a synchronization changes leaves it as it was.
    """

    task_id: str
    version: int
    at: str
    who: str
    field: str
    before: str | None
    after: str | None


class UnknownTask(LookupError):
    """No task, or more than one, with the identifier given; `candidates` are those that begin with it."""

    def __init__(self, given: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(f"{given}: {len(candidates)} tasks")
        self.given = given
        self.candidates = tuple(candidates)


class Conflict(Exception):
    """A change refused because another came first: `mine` was to be written over `base`, `theirs` stands."""

    def __init__(self, task: Task, base: int, mine: Mapping[str, str | None], theirs: State) -> None:
        super().__init__(f"{task.id}: version {base} was changed to {theirs.version} meanwhile")
        self.task = task
        self.base = base
        self.mine = dict(mine)
        self.theirs = theirs


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Open it with `Store.open(url)`; use it as a context manager, or call `close`.

    Every public method is one transaction: it is on the disk when the method returns, and not at all if the
    process ends before.
    """

    def __init__(self, url: str, now: Callable[[], datetime] = _utc_now) -> None:
        self._engine = connect(url)
        self._now = now

    @classmethod
    def open(cls, url: str | None = None) -> Store:
        """The store at `url`, or the configured one; made where there is none. Raises DatabaseError."""
        return cls(url or configured_url())

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def tracked(self) -> list[Tracked]:
        """All tasks, the withdrawn ones too, in the order of their identifiers."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(task_table).order_by(task_table.c.id)).all()
            calendar = _calendar(connection)
        identifiers = {row.record_id: row.id for row in rows}
        return [_tracked(row, identifiers, calendar) for row in rows]

    def preview(self, tasks: Sequence[Task], calendar: WorkingDays = OFFICIAL) -> list[Tracked]:
        """`tasks` with the states that a synchronization would give them, due by `calendar`; nothing is written."""
        with self._engine.connect() as connection:
            rows = {row.id: row for row in connection.execute(select(task_table))}
        found = plan(_stored(rows.values()), tasks)
        pairs = [*found.kept, *((one.before, one.after) for one in found.carried)]
        known = {after.id: before.id for before, after in pairs}
        return [
            Tracked(task.model_copy(update={"id": old}), _state(rows[old]), rows[old].since, rows[old].withdrawn, calendar)
            if (old := known.get(task.id))
            else Tracked(task, calendar=calendar)
            for task in tasks
        ]

    def find(self, given: str) -> Tracked:
        """The task whose identifier is `given` or alone begins with it. Raises UnknownTask."""
        begins = task_table.c.id.startswith(given, autoescape=True)
        with self._engine.connect() as connection:
            rows = connection.execute(select(task_table).where(begins).order_by(task_table.c.id)).all() if given else []
            fitting = [row for row in rows if row.id == given] or rows
            if len(fitting) != 1:
                raise UnknownTask(given, [row.id for row in fitting])
            served = _task(fitting[0]).serves
            wanted = task_table.c.record_id == (served.id if served else None)
            found = connection.execute(select(task_table.c.record_id, task_table.c.id).where(wanted)).all()
            calendar = _calendar(connection)
        return _tracked(fitting[0], {row.record_id: row.id for row in found}, calendar)

    def update(self, task_id: str, changes: Mapping[str, str | None], who: str, version: int | None = None) -> State:
        """Change fields of a task's state; returns the state after it.

        With `version`, only where the state is still of that version; else Conflict is raised and nothing is
        written. What already stands there is no change. Raises StateError and UnknownTask.
        """
        return self.update_many({task_id: (changes, version)}, who)[task_id]

    def update_many(
        self, changes: Mapping[str, tuple[Mapping[str, str | None], int | None]], who: str
    ) -> dict[str, State]:
        """`update` for several tasks, all or none: for each its changes and the version they rest on."""
        with writing(self._engine) as connection:
            return {
                task_id: self._update(connection, task_id, wanted, who, version)
                for task_id, (wanted, version) in changes.items()
            }

    def _update(
        self,
        connection: Connection,
        task_id: str,
        changes: Mapping[str, str | None],
        who: str,
        version: int | None,
    ) -> State:
        row = connection.execute(select(task_table).where(task_table.c.id == task_id).with_for_update()).one_or_none()
        if row is None:
            raise UnknownTask(task_id)
        state = _state(row)
        if version is not None and version != state.version:
            raise Conflict(_task(row), version, changes, state)
        wanted = state.difference(changes)
        if not wanted:
            return state
        after = state.changed(wanted)
        connection.execute(update(task_table).where(task_table.c.id == task_id).values(**wanted, version=after.version))
        moved = {name: (getattr(state, name), value) for name, value in wanted.items()}
        connection.execute(insert(change_table), self._changes(task_id, after.version, who, moved))
        return after

    def history(self, task_id: str | None = None) -> list[Change]:
        """Every change to a task, or to all, the oldest first."""
        wanted = select(change_table).order_by(change_table.c.id)
        if task_id is not None:
            wanted = wanted.where(change_table.c.task_id == task_id)
        with self._engine.connect() as connection:
            return [_change(row) for row in connection.execute(wanted)]

    def state_at(self, task_id: str, version: int) -> State:
        """The state that a task had in an earlier version. Raises UnknownTask."""
        with self._engine.connect() as connection:
            row = connection.execute(select(*_STATE_COLUMNS).where(task_table.c.id == task_id)).one_or_none()
            later = select(change_table).where(change_table.c.task_id == task_id, change_table.c.version > version)
            undone = connection.execute(later.order_by(change_table.c.id.desc())).all()
        if row is None:
            raise UnknownTask(task_id)
        values = {**_state(row).values(), **{c.field: c.before for c in undone if c.field in FIELD_NAMES}}
        return State(**values, version=version)

    def origin(self) -> Origin | None:
        """Where the last synchronization read the tasks, None before the first."""
        newest = select(synchronization_table).order_by(synchronization_table.c.id.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(newest).one_or_none()
        return Origin(tuple(row.paths), row.fingerprint) if row else None

    def sync(
        self, tasks: Sequence[Task], on: date, who: str, origin: Origin | None = None, calendar: WorkingDays = OFFICIAL
    ) -> Plan:
        """Take over the tasks of the corpus as of the day `on`, read from `origin` with the holiday notices that `calendar`
        holds; returns what became of each.

        States are never touched; tasks whose words are gone are marked withdrawn, never deleted. What changed is
        written to the history. A second synchronization of the same tasks changes nothing.
        """
        with writing(self._engine, alone=True) as connection:
            rows = {row.id: row for row in connection.execute(select(task_table).order_by(task_table.c.id))}
            done = plan(_stored(rows.values()), tasks)
            changes: list[dict[str, Any]] = []
            new = _with_free_identifiers(done.added, rows)
            if new:
                connection.execute(insert(task_table), [_new_row(task_id, task, on) for task_id, task in new])
            for task_id, task in new:
                changes += self._changes(task_id, 0, who, {"task": (None, task.action)})
            for before, after in [*done.kept, *((one.before, one.after) for one in done.carried)]:
                if before.task == after and not before.withdrawn:
                    continue
                values = {"record_id": after.id, "snapshot": _snapshot(after), "withdrawn": None}
                connection.execute(update(task_table).where(task_table.c.id == before.id).values(**values))
                moved = _moved(before, after)
                changes += self._changes(before.id, rows[before.id].version, who, moved)
                done.overruled += _overruled(rows[before.id], moved)
            for gone in done.withdrawn:
                day = on.isoformat()
                connection.execute(update(task_table).where(task_table.c.id == gone.id).values(withdrawn=day))
                changes += self._changes(gone.id, rows[gone.id].version, who, {"withdrawn": (None, day)})
            if changes:
                connection.execute(insert(change_table), changes)
            if origin is not None:
                line = {
                    "at": self._stamp(), "who": who, "paths": list(origin.paths), "fingerprint": origin.fingerprint,
                    "holidays": [notice.to_json() for notice in calendar.notices],
                }
                connection.execute(insert(synchronization_table).values(**line))
        done.added = [task.model_copy(update={"id": task_id}) for task_id, task in new]
        return done

    def _changes(
        self, task_id: str, version: int, who: str, moved: Mapping[str, tuple[str | None, str | None]]
    ) -> list[dict[str, Any]]:
        """The lines of the history for the fields `moved` from one value to another."""
        common = {"task_id": task_id, "version": version, "at": self._stamp(), "who": who}
        return [{**common, "field": name, "before": before, "after": after} for name, (before, after) in moved.items()]

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


def _with_free_identifiers(tasks: Iterable[Task], taken: Container[str]) -> list[tuple[str, Task]]:
    """New tasks with their identifiers: the record's, unless an edited task kept that one from earlier."""
    found = []
    for task in tasks:
        numbered = (f"{task.id}.{number}" for number in count(2))
        free = (name for name in chain([task.id], numbered) if name not in taken)
        found.append((next(free), task))
    return found


def _stored(rows: Iterable[Row[Any]]) -> list[Stored]:
    return [Stored(row.id, row.record_id, _task(row), row.withdrawn) for row in rows]


def _moved(before: Stored, after: Task) -> dict[str, tuple[str | None, str | None]]:
    """What a synchronization changes about a task that people should know of."""
    facts = {
        "action": (before.task.action, after.action),
        "due": (_due_text(before.task), _due_text(after)),
        "lead": ("、".join(before.task.lead), "、".join(after.lead)),
        "support": ("、".join(before.task.support), "、".join(after.support)),
        "withdrawn": (before.withdrawn, None),
    }
    return {name: pair for name, pair in facts.items() if pair[0] != pair[1]}


def _overruled(row: Row[Any], moved: Mapping[str, tuple[str | None, str | None]]) -> Iterator[Overruled]:
    for name, about in OWN.items():
        own, (before, after) = getattr(row, name), moved.get(name.removeprefix("own_"), ("", ""))
        if own is not None and before != after:
            yield Overruled(row.id, about, before or "未注明", after or "未注明", own)


def _due_text(task: Task) -> str:
    due = due_of(task.deadline, after=date.min)
    return due.rule or (day_text(due.day) if due.day else due.text)


def _new_row(task_id: str, task: Task, on: date) -> dict[str, Any]:
    return {
        "id": task_id,
        "record_id": task.id,
        "snapshot": _snapshot(task),
        "since": on.isoformat(),
        **UNTOUCHED.values(),
        "version": UNTOUCHED.version,
    }


def _snapshot(task: Task) -> dict[str, Any]:
    return task.model_dump(mode="json", by_alias=True)


def _task(row: Row[Any]) -> Task:
    """The task as it was last read, under the identifier of its record."""
    return Task.model_validate(row.snapshot)


def _calendar(connection: Connection) -> WorkingDays:
    """The working days with the holiday notices that the last synchronization read."""
    newest = select(synchronization_table.c.holidays).order_by(synchronization_table.c.id.desc()).limit(1)
    return WorkingDays(HolidayNotice.from_json(one) for one in connection.execute(newest).scalar() or ())


def _tracked(row: Row[Any], identifiers: Mapping[str, str], calendar: WorkingDays) -> Tracked:
    task = _task(row)
    update: dict[str, Any] = {"id": row.id}
    if task.serves and (served := identifiers.get(task.serves.id)):
        update["serves"] = task.serves.model_copy(update={"id": served})
    return Tracked(task.model_copy(update=update), _state(row), row.since, row.withdrawn, calendar)


def _state(row: Row[Any]) -> State:
    return State(**{column.name: getattr(row, column.name) for column in _STATE_COLUMNS})


def _change(row: Row[Any]) -> Change:
    return Change(row.task_id, row.version, row.at, row.who, row.field, row.before, row.after)
