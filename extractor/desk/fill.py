"""What the index holds of a corpus: its files with their records, what is in force, findings, circulars to procure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from extractor.consistency import Finding
from extractor.consistency.wanted import Wanted
from extractor.corpus import Corpus
from extractor.desk.addresses import addresses
from extractor.desk.index import insert, note
from extractor.language.concepts import load_concepts
from extractor.policy.in_force import STATED
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord, Line, ParameterRecord, to_line
from extractor.report import wording
from extractor.rules.model import Entry, Key, Series
from extractor.rules.ruling import Ruling
from extractor.rules.wording import all_values_text, whom_text

SHOWN = ("parameter", "deadline", "assignment", "task", "citation", "amendment", "note")
"""The kinds of records that have an address; mentions are many, and say nothing by themselves."""
FOREVER = "9999-12-31"
"""The last day of what has no end."""


def renew(
    connection: sqlite3.Connection, corpus: Corpus, findings: Sequence[Finding], lacking: Sequence[Wanted], stamp: str
) -> None:
    """Bring an index up to what a corpus holds; files that have not changed are left as they are. `stamp` names this state."""
    known = {row["source"]: row["digest"] for row in connection.execute("SELECT source, digest FROM file")}
    for gone in known.keys() - {one.source for one in corpus.extractions}:
        _forget(connection, gone)
    for extraction in corpus.extractions:
        if known.get(extraction.source) != extraction.digest:
            put_file(connection, extraction)
    _renew_table(connection, "failure", ({"source": one.name, "problem": one.problem, "advice": one.advice, "kind": one.kind}
                                         for one in corpus.failures))
    _renew_table(connection, "stretch", _stretches(Ruling(corpus.extractions, corpus.store)))
    _renew_table(connection, "finding", (_finding(position, one) for position, one in enumerate(findings)))
    _renew_table(connection, "wanted", (
        {"number": one.number, "position": position, "cited": len(one.cited_by), "line": one.to_json()}
        for position, one in enumerate(lacking)
    ))
    connection.execute(
        "UPDATE file SET finding_count = (SELECT count(*) FROM finding WHERE lower_source = source AND NOT waived)"
    )
    note(connection, "corpus", str(corpus.folder.resolve()))
    note(connection, "notes", json.dumps([str(one) for one in corpus.notes], ensure_ascii=False))
    note(connection, "renewed", stamp)


def put_file(connection: sqlite3.Connection, extraction: Extraction) -> None:
    """Put one file and its records into the index, in the place of what was there of it."""
    _forget(connection, extraction.source)
    shown = [(position, one) for position, one in enumerate(extraction.records) if getattr(one, "type", "") in SHOWN]
    heads = {document.id: document for document in extraction.documents}
    first = extraction.documents[0] if extraction.documents else None
    parameters = extraction.parameters
    insert(connection, "file", [{
        "source": extraction.source, "digest": extraction.digest, "text": extraction.text, "lines": b"".join(extraction.lines),
        **_head(first), "value_count": len(parameters), "doubt_count": sum(one.confidence != "high" for one in parameters),
        "task_count": len(extraction.tasks),
    }])
    marks = addresses(extraction.text, extraction.source, (one for _, one in shown))
    insert(connection, "record", [_record(position, one, mark) for (position, one), mark in zip(shown, marks, strict=True)])
    titles = " ".join(filter(None, (part for one in heads.values() for part in (one.number, one.title))))
    insert(connection, "words", [{"kind": "file", "key": extraction.source, "title": titles or extraction.source, "text": extraction.text}])


def _forget(connection: sqlite3.Connection, source: str) -> None:
    connection.execute("DELETE FROM file WHERE source = ?", (source,))
    connection.execute("DELETE FROM record WHERE source = ?", (source,))
    connection.execute("DELETE FROM words WHERE kind = 'file' AND key = ?", (source,))


def _renew_table(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(f"DELETE FROM {table}")
    insert(connection, table, rows)


def _head(document: DocumentRecord | None) -> dict[str, str]:
    names = ("number", "title", "place", "place_code", "level", "date", "status")
    return {name: (getattr(document, name) or "") if document else "" for name in names}


def _record(position: int, record: Line, address: str) -> dict[str, Any]:
    parameter = record if isinstance(record, ParameterRecord) else None
    concept = (parameter.concept or "") if parameter else ""
    return {
        "address": address, "source": record.source, "position": position, "type": getattr(record, "type", ""),
        "document": record.document, "start": record.span[0], "end": record.span[1], "concept": concept,
        "name": wording.concept_text(parameter) if parameter else "", "field": concept.partition(".")[0],
        "confidence": parameter.confidence if parameter else "", "confirmed": record.confirmed_by or "",
        "conditions": "；".join(one.text for one in parameter.conditions) if parameter else "",
        "line": json.dumps(to_line(record), ensure_ascii=False),
    }  # fmt: skip


def _finding(position: int, finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id, "position": position, "check_name": finding.check, "severity": finding.severity,
        "waived": finding.waived is not None, "concept": finding.concept or "", "lower_source": finding.lower.source,
        "higher_source": finding.higher.source if finding.higher else "", "line": finding.to_json(),
    }


def _stretches(ruling: Ruling) -> Iterator[dict[str, Any]]:
    """Every value through time, stretch by stretch."""
    for key in ruling.parts:
        for series in ruling.rules(key).in_force if key[1] else ():
            mark = _series(series.key)
            for entry in series.entries:
                yield _stretch(series, entry, mark)


def _stretch(series: Series, entry: Entry, mark: str) -> dict[str, Any]:
    key, reference = series.key, entry.references[0]
    concept = load_concepts().get(key.concept)
    carried_from = date(entry.year + 1, 1, 1).isoformat() if entry.year is not None and entry.ended_by != STATED else ""
    return {
        "place_code": key.place_code, "place": series.place, "concept": key.concept, "label": concept.label if concept else key.concept,
        "whom": whom_text(key), "series": mark, "since": entry.start.isoformat(), "until": entry.end.isoformat() if entry.end else FOREVER,
        "carried_from": carried_from, "value": all_values_text(entry, key),
        "amount": float(entry.value) if entry.value is not None else None, "unit": key.unit, "per": entry.per or "",
        "source": reference.source, "start": reference.span[0], "end": reference.span[1], "document": reference.document,
        "sentence": reference.sentence,
    }  # fmt: skip


def _series(key: Key) -> str:
    """The address of a value through time."""
    parts = (key.place_code, key.concept, whom_text(key), key.unit, str(key.scaled), *(f"{one.kind} {one.text}" for one in key.branches))
    return sha256("\n".join(parts).encode()).hexdigest()[:12]
