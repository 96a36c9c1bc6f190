"""What the models of several pages share: paging, links into a circular, a record beside its words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from extractor.desk.actions import version_of
from extractor.desk.holdings import Holdings
from extractor.records.models import (
    AmendmentRecord,
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    Line,
    NoteRecord,
    ParameterRecord,
    TaskRecord,
)
from extractor.report import wording

PER_PAGE = 50
_MODELS: dict[str, type[Line]] = {
    "parameter": ParameterRecord, "deadline": DeadlineRecord, "assignment": AssignmentRecord, "task": TaskRecord,
    "citation": CitationRecord, "amendment": AmendmentRecord, "note": NoteRecord,
}  # fmt: skip
_REACH = 40


class Model(BaseModel):
    """Base of what pages show and take."""

    model_config = ConfigDict(extra="forbid")


class Paged(Model):
    """What a person asks of a list: words to look for, and which page."""

    q: str = Field(default="", max_length=200)
    page: int = Field(default=1, ge=1, le=100_000)


class Pages(Model):
    """Where in a list one is."""

    page: int
    pages: int
    total: int


class Words(Model):
    """A record's words with its sentence around them."""

    before: str
    words: str
    after: str
    section: str
    page: int | None = None


class ConditionShown(Model):
    """A condition of a value, and where it stands."""

    text: str
    start: int
    end: int


class Shown(Model):
    """One record as a person reads it. `version` goes back with a decision: it tells which reading was decided on."""

    address: str
    version: str
    type: str
    source: str
    span: tuple[int, int]
    title: str
    text: str
    details: list[str] = []
    conditions: list[ConditionShown] = []
    doubts: list[str] = []
    confidence: str = ""
    confidence_text: str = ""
    confirmed_by: str | None = None
    quote: Words
    fields: dict[str, Any] = {}

    @property
    def href(self) -> str:
        """The page of the record's circular, at its words."""
        return f"{file_href(self.source)}?record={self.address}#r-{self.address}"


def file_href(source: str) -> str:
    """The page of a circular."""
    return f"/files/{quote(source, safe='')}"


def pages_of(total: int, page: int, size: int = PER_PAGE) -> Pages:
    """Where page `page` stands among those of a list of `total`."""
    return Pages(page=page, pages=max(1, -(-total // size)), total=total)


def limit(page: int, size: int = PER_PAGE) -> tuple[int, int]:
    """LIMIT and OFFSET of a page."""
    return size, (page - 1) * size


def shown(row: sqlite3.Row, text: str) -> Shown:
    """A row of the table of records, with the text of its file."""
    record = _MODELS[row["type"]].model_validate_json(row["line"])
    title, said, details = _told(record)
    parameter = record if isinstance(record, ParameterRecord) else None
    return Shown(
        address=row["address"], version=version_of(row["line"]), type=row["type"], source=row["source"], span=record.span, title=title,
        text=said, details=details, conditions=_conditions(parameter), doubts=list(parameter.reasons) if parameter else [], confidence=row["confidence"],
        confidence_text=wording.words("confidences")[row["confidence"]] if row["confidence"] else "",
        confirmed_by=record.confirmed_by, quote=_words(record, text), fields=json.loads(row["line"]),
    )  # fmt: skip


def record_now(holdings: Holdings, address: str) -> Shown | None:
    """The record at an address, None where there is none any more."""
    with holdings.index.reading() as connection:
        row = connection.execute("SELECT * FROM record WHERE address = ?", (address,)).fetchone()
        return shown(row, texts_of(connection, [row["source"]])[row["source"]]) if row else None


def _conditions(parameter: ParameterRecord | None) -> list[ConditionShown]:
    said = parameter.conditions if parameter else ()
    return [ConditionShown(text=wording.squeezed(one.text), start=one.span[0], end=one.span[1]) for one in said]


def _told(record: Line) -> tuple[str, str, list[str]]:
    """What a record is about, what it says, and what else bears on it."""
    if isinstance(record, ParameterRecord):
        said = [wording.change_text(record), wording.period_text(record), ]
        said += [wording.bracket_text(record.bracket)] if record.bracket else []
        named = [f"概念：{wording.concept_text(record)}"] if record.concept and record.label else []
        title = wording.squeezed(record.label or wording.concept_text(record))
        return title, wording.value_text(record), [*named, *map(wording.squeezed, filter(None, said))]
    if isinstance(record, DeadlineRecord):
        return wording.squeezed(record.action) or "期限", wording.due_text(record), []
    if isinstance(record, AssignmentRecord):
        return "责任分工", "、".join(record.lead), [f"配合：{'、'.join(record.support)}"] if record.support else []
    if isinstance(record, TaskRecord):
        who = [f"牵头：{'、'.join(record.lead)}"] if record.lead else []
        who += [f"配合：{'、'.join(record.support)}"] if record.support else []
        return wording.squeezed(record.action), wording.due_text(record.deadline), who
    if isinstance(record, CitationRecord):
        relation = wording.words("relations").get(record.relation, record.relation)
        return relation, " ".join(filter(None, (f"《{record.title}》" if record.title else "", record.number))), []
    if isinstance(record, AmendmentRecord):
        return "修改其他文件", "".join(record.place) or "全文", [one for one in (record.title, record.number) if one]
    return "提示", record.message if isinstance(record, NoteRecord) else "", []


def _words(record: Line, text: str) -> Words:
    start, end = record.span
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return Words(before=wording.squeezed(before.rpartition("。")[2]), words=wording.squeezed(record.quote),
                 after=wording.squeezed(after.partition("。")[0]), section="".join(record.section), page=record.page)


def texts_of(connection: sqlite3.Connection, sources: Sequence[str]) -> dict[str, str]:
    """The texts of some files."""
    found = {}
    for source in dict.fromkeys(sources):
        row = connection.execute("SELECT text FROM file WHERE source = ?", (source,)).fetchone()
        if row is not None:
            found[source] = row["text"]
    return found
