"""Citations resolved among the circulars of a corpus: which document of it a citation means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractor.records.extraction import Extraction
from extractor.records.models import CitationRecord, DocumentRecord, Line

_BRACKETS = str.maketrans(
    {
        "[": "〔",
        "]": "〕",
        "【": "〔",
        "】": "〕",
        "［": "〔",
        "］": "〕",
        "(": "〔",
        ")": "〕",
        "（": "〔",
        "）": "〕",
    }
)
_NOT_WORDS = re.compile(r"[\W_]+")


def resolve(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The same extractions with `target` of each citation and `forwards` of each document filled in.

    A citation with a number means the document of that number; one without means the one document of that
    title (none where several bear it). A document that cites with the relation `forwards` forwards its target.
    """
    found = tuple(extractions)
    documents = [document for extraction in found for document in extraction.documents]
    numbers = {_number(document.number): document.id for document in documents if document.number}
    titles: dict[str, str | None] = {}
    for document in documents:
        if document.title:
            key = _title(document.title)
            titles[key] = document.id if titles.get(key, document.id) == document.id else None
    return tuple(_resolved(extraction, numbers, titles) for extraction in found)


def _resolved(extraction: Extraction, numbers: dict[str, str], titles: dict[str, str | None]) -> Extraction:
    records: list[Line] = []
    forwarded: dict[str, list[str]] = {}
    for record in extraction.records:
        if isinstance(record, CitationRecord):
            target = numbers.get(_number(record.number)) if record.number else titles.get(_title(record.title or ""))
            if target is not None:
                record = record.model_copy(update={"target": target})
                if record.relation == "forwards" and target != record.document:
                    forwarded.setdefault(record.document, []).append(target)
        records.append(record)
    return replace(extraction, records=tuple(_forwarding(record, forwarded) for record in records))


def _forwarding(record: Line, forwarded: dict[str, list[str]]) -> Line:
    if isinstance(record, DocumentRecord) and (targets := forwarded.get(record.id)):
        return record.model_copy(update={"forwards": tuple(dict.fromkeys((*record.forwards, *targets)))})
    return record


def _number(number: str) -> str:
    return "".join(number.split()).translate(_BRACKETS)


def _title(title: str) -> str:
    return _NOT_WORDS.sub("", title)
