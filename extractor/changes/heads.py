"""Heads of circulars that changed between two generated folders, and what only follows from that.

A number that is supplied renames its circular in every value, task and finding; that is one change, said once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.changes.model import SUBJECTS, Change, Quoted, Subject
from extractor.rules.model import RulesError

RECORDS = "records.jsonl"
_FIELDS = {
    "number": "文号", "title": "标题", "issuers": "发文机关", "place": "地区", "date": "成文日期", "status": "状态",
    "effective_from": "施行日期", "effective_to": "有效期",
}  # fmt: skip
_COUNTED = {"value": "项", "draft": "项", "task": "项", "finding": "项"}
_MARK = '"type":"document"'
_Head = Mapping[str, Any]


class Heads:
    """The heads that differ, and how many changes only follow from each (`follows`)."""

    def __init__(self, old: Path, new: Path) -> None:
        before, after = _read(old / RECORDS), _read(new / RECORDS)
        self._changed = {
            key: (before[key], after[key])
            for key in sorted(before.keys() & after.keys())
            if any(before[key].get(name) != after[key].get(name) for name in _FIELDS)
            and any(before[key].get(name) == after[key].get(name) for name in ("number", "title", "span"))
        }
        self._by_file: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for key in self._changed:
            self._by_file[key[0]].append(key)
        self._followed: dict[tuple[str, int], Counter[Subject]] = defaultdict(Counter)

    def follows(self, subject: Subject, *sources: str) -> bool:
        """Whether one of the files has a head that changed; then one change of the subject is counted as following from it."""
        for source in sources:
            if keys := self._by_file.get(source):
                self._followed[keys[0]][subject] += 1
                return True
        return False

    def changes(self) -> Iterator[Change]:
        """One change for each head that differs, with what follows from it."""
        for key, (was, now) in self._changed.items():
            told = "，".join(
                f"{label}由“{_text(was.get(name))}”改为“{_text(now.get(name))}”"
                for name, label in _FIELDS.items()
                if was.get(name) != now.get(name)
            )
            followed = "、".join(
                f"{SUBJECTS[subject]}{count}{_COUNTED[subject]}" for subject, count in sorted(self._followed[key].items())
            )
            suffix = f"（{followed}只随之改称，不另列）" if followed else ""
            yield Change("changed", "head", key[0], RECORDS, f"{_called(now)}的{told}{suffix}", _quoted(was), _quoted(now))


def _read(path: Path) -> dict[tuple[str, int], _Head]:
    """The document lines of a file of records by file and place in it; none where there is no such file."""
    if not path.is_file():
        return {}
    found: dict[tuple[str, int], _Head] = {}
    seen: Counter[str] = Counter()
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if _MARK in line[:40]:
                    head = json.loads(line)
                    seen[head["source"]] += 1
                    found[head["source"], seen[head["source"]]] = head
    except (ValueError, KeyError, TypeError) as error:
        raise RulesError(f"{path} 不是 hongtou build 写出的文件（{error}），请重新生成") from error
    return found


def _text(value: Any) -> str:
    return "、".join(map(str, value)) or "无" if isinstance(value, list) else str(value or "无")


def _called(head: _Head) -> str:
    title = f"《{head['title']}》" if head.get("title") else ""
    return f"{title}（{head['source']}）"


def _quoted(head: _Head) -> Quoted:
    start, end = head["span"]
    name = str(head.get("number") or head.get("title") or head["source"])
    return Quoted(name, str(head["source"]), (int(start), int(end)), "".join(str(head.get("quote") or "").split()))
