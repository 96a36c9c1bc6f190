"""What a renewal of the index has changed, in words: files, values, findings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from extractor.desk.fill import FOREVER
from extractor.policy.wording import day_text
from extractor.report import wording

FILES, VALUES, FINDINGS = "文件", "参数", "核查"


class Picture(NamedTuple):
    """What stands in an index, by what tells one thing from another."""

    files: Mapping[str, tuple[str, str, str]]
    values: Mapping[tuple[str, str], tuple[str, str, str, str, str]]
    findings: Mapping[str, tuple[str, str, str]]


def picture(connection: sqlite3.Connection) -> Picture:
    """What an index holds now, to be compared with what it holds later."""
    files = {row["source"]: (row["digest"], row["place"], row["number"] or row["title"] or row["source"])
             for row in connection.execute("SELECT source, digest, place, number, title FROM file")}
    values = {(row["series"], row["since"]): (row["place"], row["label"], row["whom"], row["value"], row["until"])
              for row in connection.execute("SELECT series, since, place, label, whom, value, until FROM stretch")}
    findings = {}
    for row in connection.execute("SELECT f.id, f.line, f.waived, x.place FROM finding f LEFT JOIN file x ON x.source = f.lower_source"):
        line = json.loads(row["line"])
        state = "已豁免" if row["waived"] else "未处理"
        findings[row["id"]] = (row["place"] or "", f"{wording.words('severities')[line['severity']]}：{line['message']}", state)
    return Picture(files, values, findings)


def differences(before: Picture, after: Picture) -> Iterator[tuple[str, str, str]]:
    """Kind, place and words of every difference, files first."""
    for source, (mark, place, name) in after.files.items():
        if source not in before.files:
            yield FILES, place, f"收入 {name}"
        elif before.files[source][0] != mark:
            yield FILES, place, f"{name} 的记录有变动"
    for source, (_, place, name) in before.files.items():
        if source not in after.files:
            yield FILES, place, f"移出 {name}"
    for key, (place, label, whom, value, until) in after.values.items():
        if key not in before.values:
            yield VALUES, place, f"{label}（{whom}）自{day_text(date.fromisoformat(key[1]))}起为{value}"
        elif (old := before.values[key])[3] != value:
            yield VALUES, place, f"{label}（{whom}）由{old[3]}改为{value}"
        elif old[4] != until:
            yield VALUES, place, f"{label}（{whom}）{value}{_end(until)}"
    for key, (place, label, whom, value, _) in before.values.items():
        if key not in after.values:
            yield VALUES, place, f"{label}（{whom}）{value}不再列入"
    for id_, (place, said, state) in after.findings.items():
        if id_ not in before.findings:
            yield FINDINGS, place, f"新增{said}"
        elif before.findings[id_][2] != state:
            yield FINDINGS, place, f"{state}：{said}"
    for id_, (place, said, _) in before.findings.items():
        if id_ not in after.findings:
            yield FINDINGS, place, f"已消除{said}"


def _end(until: str) -> str:
    return "不再有截止日期" if until == FOREVER else f"至{day_text(date.fromisoformat(until))}止"
