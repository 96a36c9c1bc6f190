"""The type of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Action = Literal["added", "changed", "ended", "removed"]
Subject = Literal["head", "value", "draft", "task", "finding"]

ACTIONS: dict[Action, str] = {"added": "新增", "changed": "变更", "ended": "终止", "removed": "删除"}
SUBJECTS: dict[Subject, str] = {"head": "文件要素", "value": "参数", "draft": "征求意见稿参数", "task": "任务", "finding": "核查发现"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that one side rests on: the circular as people call it, its file and span, and the quote."""

    document: str
    source: str
    span: tuple[int, int]
    quote: str

    def data(self) -> dict[str, Any]:
        return {"document": self.document, "source": self.source, "span": list(self.span), "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different, as a Chinese sentence, with the words on both sides.

    `path` is the file in the generated folder; `key` names the value, task or finding, or a circular's file.
    """

    action: Action
    subject: Subject
    key: str
    path: str
    text: str
    old: Quoted | None = None
    new: Quoted | None = None

    def data(self) -> dict[str, Any]:
        """The change as a JSON object."""
        return {
            "action": self.action,
            "subject": self.subject,
            "key": self.key,
            "path": self.path,
            "text": self.text,
            "old": self.old and self.old.data(),
            "new": self.new and self.new.data(),
        }


Changes = tuple[Change, ...]
