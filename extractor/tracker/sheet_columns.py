"""The columns of the workbook: what each holds, who may change it, and what it held when it was written.

`sheet` writes them and `sheet_import` reads them back. Every cell that a person may see is either filled in (`STATE_FIELDS`,
`OWN_FIELDS`) or follows from the corpus (`FIXED`); 序号 only numbers the rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from extractor.printable import printable
from extractor.tracker.entries import Entry
from extractor.tracker.listing import COLUMNS
from extractor.tracker.state import names_of

NUMBER, ACTION, PLACE, LEAD, SUPPORT, DUE, BASIS, STATUS, NOTE = COLUMNS
OWNER, EVIDENCE, REMARK, QUOTE = "责任人", "佐证材料", "说明", "原文"
ID, VERSION, EXPORTED = "编号", "版本", "导出值"

HEADINGS = (*COLUMNS, OWNER, EVIDENCE, REMARK, QUOTE, ID, VERSION, EXPORTED)
HIDDEN = (ID, VERSION, EXPORTED)
"""For the way back: the task's identifier, the version of its state, and what its other cells held."""

STATE_FIELDS = {STATUS: "status", NOTE: "note", OWNER: "owner", EVIDENCE: "evidence"}
"""Columns that hold what people say about a task, with the fields of its state."""

OWN_FIELDS = {DUE: "own_due", LEAD: "own_lead", SUPPORT: "own_support"}
"""Columns that hold what the circular says, unless a person sets something else, with the fields for that."""

FIXED = (ACTION, PLACE, BASIS, REMARK, QUOTE)
"""Columns that a sheet cannot change: a change is reported."""

LONGEST = 32767
"""Characters that a cell may hold."""


def texts_of(entry: Entry) -> dict[str, str]:
    """What an entry shows in its columns of text, the hidden ones too."""
    task, state = entry.task, entry.state
    texts = {
        ACTION: task.action,
        PLACE: task.place or "",
        LEAD: "、".join(task.lead),
        SUPPORT: "、".join(task.support),
        BASIS: task.basis + ("（条文已撤回）" if entry.withdrawn else ""),
        STATUS: entry.status,
        NOTE: state.note,
        OWNER: state.owner,
        EVIDENCE: state.evidence,
        REMARK: _remark(entry),
        QUOTE: " ".join(task.quote.split()),
        ID: task.id,
    }
    shown = {name: printable(text)[:LONGEST] for name, text in texts.items()}
    return shown | {EXPORTED: _exported(entry, shown)}


def _remark(entry: Entry) -> str:
    rule = entry.due.rule if entry.due.day is not None else None
    return "；".join(filter(None, (rule, entry.remark)))


def _exported(entry: Entry, shown: Mapping[str, str]) -> str:
    """What the columns hold that can also change by themselves, so that a change by a person can be told."""
    values = {
        STATUS: shown[STATUS],
        DUE: entry.due.day.isoformat() if entry.due.day else plain(entry.due.text),
        LEAD: names(shown[LEAD]),
        SUPPORT: names(shown[SUPPORT]),
        **{name: mark(shown[name]) for name in FIXED},
    }
    return json.dumps(values, ensure_ascii=False)


def exported_values(text: str) -> dict[str, str]:
    """What the columns held when the sheet was written; nothing where its cell is missing or damaged."""
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in data.items()} if isinstance(data, dict) else {}


def plain(text: str) -> str:
    """`text` without white space, as cells are compared."""
    return "".join(text.split())


def names(text: str) -> str:
    """A list of names as cells are compared."""
    return "、".join(names_of(text))


def mark(text: str) -> str:
    """A short mark of a text, by which a change of it can be told."""
    return sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
