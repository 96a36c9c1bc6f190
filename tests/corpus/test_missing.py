"""What a head lacks depends on what the document is."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.corpus.missing import missing_fields
from extractor.records.models import DocumentRecord

FULL: dict[str, Any] = {
    "number": "甲发〔2021〕1号",
    "title": "关于甲的通知",
    "issuers": ("甲局",),
    "place": "甲市",
    "date": "2021-01-01",
}


@pytest.mark.parametrize(
    ("status", "without", "missing"),
    [
        ("in_force", (), ()),
        ("in_force", ("number", "date"), ("number", "date")),
        ("draft", ("number", "date"), ()),
        ("draft", ("title",), ("title",)),
        ("explainer", ("date", "place"), ("place",)),
        ("in_force", tuple(FULL), tuple(FULL)),
    ],
)
def test_missing(status: str, without: tuple[str, ...], missing: tuple[str, ...]) -> None:
    given = {name: value for name, value in FULL.items() if name not in without}
    document = DocumentRecord.model_validate(
        {"source": "a.txt", "document": "a", "id": "a", "span": (0, 0), "quote": "", "status": status, **given}
    )
    assert missing_fields(document) == missing
