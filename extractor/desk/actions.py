"""What people decide at the desk, written into the corpus first: confirmations, corrections, waivers; and into the tracker: states."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from extractor.consistency import Finding, WaiverError
from extractor.consistency.waive import append, chosen, waiver_of
from extractor.consistency.waivers import places_in
from extractor.corpus.waivers import NAME as WAIVERS
from extractor.corpus.waivers import read_waivers
from extractor.corrections import Correction, apply_confirmations, apply_corrections, as_read
from extractor.corrections.selector import selector_at
from extractor.corrections.write import path_of, store
from extractor.desk.fields import changed_fields, new_fields
from extractor.desk.holdings import Holdings
from extractor.records.extraction import Extraction
from extractor.records.models import Line
from extractor.sources.model import SourceError
from extractor.spans import Span

Writes = Callable[[str], None]
"""Called with the file that a decision is about to be written to, for the journal."""


class Refused(Exception):
    """A decision that cannot be carried out; the message, in Chinese, says why. `changed` where somebody else was first."""

    def __init__(self, message: str, *, changed: bool = False) -> None:
        super().__init__(message)
        self.changed = changed


def confirm(holdings: Holdings, address: str, seen: str, who: str, day: date, reason: str, writes: Writes) -> str:
    """Confirm a record as it was seen; returns the file's name. Raises Refused where it reads otherwise meanwhile."""
    with holdings.changing():
        source, record = _record(holdings, address, seen)
        one = _correction("confirm", record, holdings.extraction(source), as_read(record), who, day, reason)
        return _carry_out(holdings, source, one, writes)


def correct(holdings: Holdings, address: str, seen: str, fields: Mapping[str, Any], who: str, day: date, reason: str,
            writes: Writes) -> str:
    """Change fields of a record as it was seen."""
    with holdings.changing():
        source, record = _record(holdings, address, seen)
        try:
            wanted = changed_fields(record, fields)
        except ValueError as error:
            raise Refused(str(error)) from error
        if not wanted:
            raise Refused("没有改动任何一项")
        one = _correction("change", record, holdings.extraction(source), wanted, who, day, reason)
        return _carry_out(holdings, source, one, writes)


def drop(holdings: Holdings, address: str, seen: str, who: str, day: date, reason: str, writes: Writes) -> str:
    """Say that a record is none."""
    with holdings.changing():
        source, record = _record(holdings, address, seen)
        one = _correction("drop", record, holdings.extraction(source), {}, who, day, reason)
        return _carry_out(holdings, source, one, writes)


def add(
    holdings: Holdings, source: str, kind: str, span: Sequence[int], fields: Mapping[str, Any], who: str, day: date, reason: str,
    writes: Writes,
) -> str:
    """Add a record at words that a person has selected."""
    with holdings.changing():
        try:
            extraction = holdings.extraction(source)
        except LookupError:
            raise Refused(f"没有文件“{source}”") from None
        if not 0 <= span[0] < span[1] <= len(extraction.text):
            raise Refused("请先在原文中选取文字")
        try:
            wanted = new_fields(kind, fields)
        except ValueError as error:
            raise Refused(str(error)) from error
        selector = selector_at(extraction.text, Span(*span))
        one = Correction.model_validate({
            "action": "set", "source": source, "record": kind, "selector": selector, "fields": wanted, "author": who,
            "date": day, "reason": reason,
        })
        return _carry_out(holdings, source, one, writes)


def waive(holdings: Holdings, id_: str, reason: str, until: date | None, who: str, writes: Writes) -> None:
    """Accept a finding, with a reason."""
    with holdings.changing():
        with holdings.index.reading() as connection:
            row = connection.execute("SELECT line FROM finding WHERE id = ?", (id_,)).fetchone()
        if row is None:
            raise Refused("没有这一条核查结果，可能已因文件变动而消失", changed=True)
        finding = Finding.model_validate(json.loads(row["line"]))
        if finding.waived:
            raise Refused(f"{finding.waived.by}已豁免这一条：{finding.waived.reason}", changed=True)
        if not reason.strip():
            raise Refused("请写明理由")
        path = holdings.corpus / WAIVERS
        writes(f"{WAIVERS}#{id_}")
        try:
            waiver = waiver_of(chosen([finding], id_), places_in([holdings.extraction(finding.lower.source)]), reason=reason, by=who, until=until)
            append(path, waiver, finding.message, read_waivers(path))
        except WaiverError as error:
            raise Refused(str(error)) from error
        waived = {"reason": waiver.reason, "by": waiver.by, "until": until.isoformat() if until else None}
        with holdings.index.writing() as connection:
            line = json.dumps({**json.loads(row["line"]), "waived": waived}, ensure_ascii=False)
            connection.execute("UPDATE finding SET waived = 1, line = ? WHERE id = ?", (line, id_))


def version_of(line: str) -> str:
    """What tells two readings of a record apart: a page carries it, so that nobody decides on what was changed meanwhile."""
    from hashlib import sha256

    return sha256(line.encode(errors="surrogatepass")).hexdigest()[:12]


def _record(holdings: Holdings, address: str, seen: str) -> tuple[str, Line]:
    """The record at an address and its file. Raises Refused where it is gone, or not as it was seen."""
    with holdings.index.reading() as connection:
        row = connection.execute("SELECT source, position, line FROM record WHERE address = ?", (address,)).fetchone()
    if row is None:
        raise Refused("这条记录已不存在：可能已被他人剔除，或文件已更换", changed=True)
    if version_of(row["line"]) != seen:
        raise Refused("这条记录刚被他人改动过，请看现在的内容后再决定", changed=True)
    return row["source"], holdings.extraction(row["source"]).records[row["position"]]


def _correction(
    action: str, record: Line, extraction: Extraction, fields: Mapping[str, Any], who: str, day: date, reason: str
) -> Correction:
    """A correction of this one record: what else stands on the same words is told apart by what tells it apart."""
    if not reason.strip():
        raise Refused("请写明理由")
    data = record.model_dump(mode="json", by_alias=True)
    where = {}
    rivals = [one for one in extraction.records if type(one) is type(record) and one.span == record.span and one is not record]
    for name in ("value", "concept", "comparator", "label", "id", "title", "number", "bracket"):
        if rivals and name in data and any(getattr(one, name, None) != getattr(record, name) for one in rivals):
            where[name] = data[name]
    return Correction.model_validate({
        "action": action, "source": record.source, "record": data["type"], "selector": selector_at(extraction.text, Span(*record.span)),
        "where": where, "fields": dict(fields), "author": who, "date": day, "reason": reason,
    })


def _carry_out(holdings: Holdings, source: str, one: Correction, writes: Writes) -> str:
    def change(extraction: Extraction) -> Extraction:
        if one.action == "confirm":
            return apply_confirmations([extraction], [one])[0][0]
        return apply_corrections([extraction], [one])[0]

    writes(path_of(one, holdings.corpus).relative_to(holdings.corpus).as_posix())
    try:
        path = store(one, holdings.extraction(source), holdings.corpus)
    except SourceError as error:
        raise Refused(error.problem) from error
    holdings.show(source, change)
    return path.name


def is_written(holdings: Holdings, file: str) -> bool:
    """Whether what a journal's line says was to be written stands in the corpus."""
    name, _, id_ = file.partition("#")
    path = holdings.corpus / name
    return path.is_file() and (not id_ or f'"{id_}"' in path.read_text(encoding="utf-8"))
