"""Small builders of tasks, deadlines and extractions for the tests of the tracker."""

from __future__ import annotations

from typing import Any

from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DeadlineRecord, DocumentRecord, TaskRecord
from extractor.tracker.tasks import Standing, Task

PROVINCE, CITY = "省发〔2021〕42号", "市发〔2021〕7号"


def deadline(date: str | None = None, **fields: Any) -> DeadlineRecord:
    quote = fields.pop("quote", date or "期限")
    return DeadlineRecord(source="a.txt", document=PROVINCE, span=(0, len(quote)), quote=quote, date=date, **fields)


def record(id: str, action: str, due: DeadlineRecord | str | None = None, **fields: Any) -> TaskRecord:
    if isinstance(due, str):
        due = deadline(due)
    place = {"source": "a.txt", "document": PROVINCE, "span": (0, len(action))}
    return TaskRecord(id=id, action=action, quote=action, deadline=due, **{**place, **fields})


def document(id: str = PROVINCE, source: str = "a.txt", **fields: Any) -> DocumentRecord:
    head = {"number": id, "level": "province", "place": "甲省", "place_code": "370000", "date": "2021-08-18"}
    return DocumentRecord(source=source, document=id, span=(0, 1), quote="文", id=id, **{**head, **fields})


def city_document(id: str = CITY, source: str = "a.txt", **fields: Any) -> DocumentRecord:
    head = {"level": "city", "place": "乙市", "place_code": "370100", "date": "2021-09-06"}
    return document(id, source, **{**head, **fields})


def cites(target: str, document: str = CITY, source: str = "a.txt") -> CitationRecord:
    return CitationRecord(source=source, document=document, span=(0, 1), quote="文", number=target, target=target)


def extraction(*records: Any, source: str = "a.txt") -> Extraction:
    return Extraction(source=source, text="", records=records)


def task(id: str = "t1", action: str = "按月报送进展", due: DeadlineRecord | str | None = None, **fields: Any) -> Task:
    if isinstance(due, str):
        due = deadline(due)
    standing = fields.pop("standing", Standing(document=PROVINCE, source="a.txt", section=("七",), span=(0, 6)))
    head = {"number": PROVINCE, "level": "province", "place": "甲省", "place_code": "370000", "issued": "2021-08-18"}
    return Task(id=id, action=action, quote=action, standing=standing, deadline=due, **{**head, **fields})
