"""What people say about a task: its status, owner, progress note and evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from extractor.refusal import Refusal

NOT_STARTED, IN_PROGRESS, DONE, NOT_APPLICABLE = "未开始", "进行中", "已完成", "不适用"
OVERDUE = "已逾期"

SETTABLE = (NOT_STARTED, IN_PROGRESS, DONE, NOT_APPLICABLE)
"""The statuses that a person sets. `已逾期` follows from the due date and is shown in place of the first two."""

STATUSES = (NOT_STARTED, IN_PROGRESS, DONE, OVERDUE, NOT_APPLICABLE)
"""The statuses that are shown, in the order of the offices' tables."""

FIELD_NAMES = {
    "status": "状态",
    "owner": "责任人",
    "note": "备注",
    "evidence": "佐证材料",
    "event_day": "起算日",
    "done_through": "已完成至",
    "own_due": "完成时限（人工）",
    "own_lead": "牵头单位（人工）",
    "own_support": "配合单位（人工）",
}

OWN = {"own_due": "完成时限", "own_lead": "牵头单位", "own_support": "配合单位"}
"""What a person may set about the task itself, in place of what its circular says."""


@dataclass(frozen=True, slots=True)
class State:
    """The state of one task. `version` counts its changes, 0 being untouched.

    `event_day` is the day on which the event of a period happened; `done_through` the last date of a recurring
    task that is done. `own_due`, `own_lead` and `own_support` (names parted by 、) take the place of what the
    circular says; None is what it says. Days are ISO strings, as in the store and in the history.
    """

    status: str = NOT_STARTED
    owner: str = ""
    note: str = ""
    evidence: str = ""
    event_day: str | None = None
    done_through: str | None = None
    own_due: str | None = None
    own_lead: str | None = None
    own_support: str | None = None
    version: int = 0

    def changed(self, changes: Mapping[str, str | None]) -> State:
        """This state with `changes` to its fields and the next version; raises StateError where one is wrong."""
        for name, value in changes.items():
            _check(name, value)
        return replace(self, **changes, version=self.version + 1)  # type: ignore[arg-type]

    def difference(self, changes: Mapping[str, str | None]) -> dict[str, str | None]:
        """Those of `changes` that differ from what stands here."""
        return {name: value for name, value in changes.items() if getattr(self, name) != value}

    def values(self) -> dict[str, str | None]:
        """The fields that people change, without the version."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "version"}


UNTOUCHED = State()


class StateError(Refusal):
    """A change that makes no sense; the message, in Chinese, says which and what to do."""


def names_of(text: str) -> tuple[str, ...]:
    """The names of a cell or an option: parted by 、, a comma, a semicolon or a new line, each once."""
    return tuple(dict.fromkeys(name for part in re.split(r"[、，,；;\n]", text) if (name := "".join(part.split()))))


def _check(name: str, value: str | None) -> None:
    if name not in FIELD_NAMES:
        raise StateError(f"没有“{name}”这一项")
    if name == "status" and value not in SETTABLE:
        hint = "“已逾期”由完成时限推得，不能直接填写；" if value == OVERDUE else ""
        raise StateError(f"状态“{value}”不可用：{hint}可填 {'、'.join(SETTABLE)}")
    if name in ("event_day", "done_through", "own_due") and value is not None:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise StateError(f"{FIELD_NAMES[name]}“{value}”不是日期，应写成 2021-09-30 的样子") from None
