"""The pages of files, kept from build to build: heads, findings, values in doubt, other values, tasks, citations, and the text over as
many pages as it takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from extractor.consistency import Finding
from extractor.corpus.missing import missing_fields
from extractor.kept import Piece, Store, digests
from extractor.records.extraction import Extraction
from extractor.report import wording
from extractor.report.marks import mark_up, parts_of
from extractor.report.names import CIRCULARS, Span, anchor, circular_page, circular_stem, text_page
from extractor.report.paging import Group, Inserts
from extractor.report.rows import Rows, ValueRow
from extractor.report.schedule import Schedule, groups
from extractor.report.site import Columns, Page, Site

_VALUE_COLUMNS = ("指标", "数值", "适用范围", "适用时间", "置信度", "原文与出处")
DUE_COLUMNS = ("期限", "任务", "牵头单位", "配合单位", "原文与出处")
_NOTE_COLUMNS = ("提示", "原文与出处")
_CITATION_COLUMNS = ("引用的文件", "关系", "原文与出处")
_WORDS = re.compile("“.*”")
"""The words of a circular in a reason: the same reason whatever they are."""


@dataclass(frozen=True, slots=True)
class Circular:
    """The pages of a file, and what the lists say of it: a row for each of its circulars, how many values it has and how many are
    doubtful, these also by reason, and the head fields that could not be read."""

    pages: tuple[Page, ...]
    rows: tuple[bytes, ...]
    values: int
    doubtful: int
    doubts: Mapping[str, int]
    lacking: tuple[str, ...]


class Circulars:
    """Makes the pages of files; `found_at` gives the address of a finding."""

    def __init__(self, site: Site, rows: Rows, findings: Mapping[str, Sequence[Finding]], found_at: Mapping[str, str], schedule: Schedule) -> None:
        self._site, self._rows, self._schedule = site, rows, schedule
        self._findings, self._found_at = findings, found_at

    def write(self, store: Store) -> dict[str, Circular]:
        """Write the pages of all files, and return what there is of each by its name."""
        shelf = store.shelf("files", _pack, _unpack)
        found = {}
        for one in self._rows.extractions:
            found[one.source] = circular = shelf.get(self._follows_from(one), partial(self._made, one))
            self._site.put(circular.pages)
        return found

    def _about(self, extraction: Extraction) -> Sequence[Finding]:
        return self._findings.get(extraction.source, ())

    def _follows_from(self, extraction: Extraction) -> Iterator[str | bytes]:
        yield from digests(extraction)
        yield from chain.from_iterable((one.to_json(), self._found_at[one.id]) for one in self._about(extraction))
        yield json.dumps([self._rows.target(one.target) for one in extraction.citations])
        yield json.dumps([self._rows.amending(one) for one in extraction.documents])
        for part in self._schedule.of_file.get(extraction.source, ()):
            yield part.html

    def _made(self, extraction: Extraction) -> Circular:
        rows, macros = self._rows, self._site.macros
        values = list(rows.values(extraction))
        doubtful = [row for row in values if row.is_doubtful]
        due = groups(self._schedule.of_file.get(extraction.source, ()))
        tasks = sum(group.count for group in due)
        page = circular_page(extraction.source)
        pages = self._site.held(partial(self._write, extraction, values, due))
        return Circular(
            pages=pages,
            rows=tuple(macros.circular_row(one, page, len(values), len(doubtful), tasks).encode() for one in extraction.documents),
            values=len(values),
            doubtful=len(doubtful),
            doubts=_counted(doubtful),
            lacking=tuple(dict.fromkeys(chain.from_iterable(map(missing_fields, extraction.documents)))),
        )

    def _write(self, extraction: Extraction, values: Sequence[ValueRow], due: Sequence[Group]) -> None:
        """The pages of one file."""
        source, rows, macros = extraction.source, self._rows, self._site.macros
        title = next(map(wording.heading_text, extraction.documents), source)
        inserts = Inserts()

        def section(name: str, heading: str, columns: Columns, of: Sequence[Group]) -> dict[str, object]:
            stem, page = f"{circular_stem(source)}-{name}", circular_page(source)
            return self._site.section(stem, page, f"{heading}：{title}", inserts, name, heading, columns, of, _SECTION)

        sections = [
            section("findings", "核查结果", (), _one(macros.finding_line(one, self._found_at[one.id]) for one in self._about(extraction))),
            section("doubtful", "待复核的数值", _VALUE_COLUMNS, _one(macros.value_row(row) for row in values if row.is_doubtful)),
            section("values", "数值", _VALUE_COLUMNS, _one(macros.value_row(row) for row in values if not row.is_doubtful)),
            section("tasks", "任务与时限", DUE_COLUMNS, due),
            section("notes", "提示", _NOTE_COLUMNS, _one(macros.note_row(*note) for note in rows.notes(extraction))),
            section("citations", "引用的文件", _CITATION_COLUMNS, _one(macros.citation_row(one) for one in rows.citations(extraction))),
        ]
        about = [macros.about(one, missing_fields(one), rows.amending(one), wording.words).encode() for one in extraction.documents]
        texts = list(self._texts(extraction))
        names = [text_page(source, number) for number in range(len(texts))]
        for number, text in enumerate(texts):
            shared = {
                "title": title,
                "source": source,
                "text": inserts.of((text,)),
                "texts": [(n, name, n == number + 1) for n, name in enumerate(names, 1)] if len(texts) > 1 else [],
            }
            if number == 0:
                sections = [one for one in sections if one["count"]]
                self._site.page(names[0], "circular.html.j2", inserts, _SECTION, about=inserts.of(about), sections=sections, **shared)
            else:
                self._site.page(names[number], "text.html.j2", inserts, _SECTION, back=names[0], **shared)

    def _texts(self, extraction: Extraction) -> Iterator[bytes]:
        pointed_at: set[Span] = {
            side.span
            for finding in self._about(extraction)
            for side in (finding.lower, finding.higher)
            if side and side.source == extraction.source
        }
        for part in parts_of(extraction.text):
            yield self._site.macros.text(mark_up(extraction, anchor, sorted(pointed_at), part)).encode()


_SECTION = f"{CIRCULARS}.html"
"""The list that the pages of files belong to."""


def _one(rows: Iterable[str]) -> list[Group]:
    html = [row.encode() for row in rows]
    return [Group("", "", len(html), html)]


def _counted(rows: Iterable[ValueRow]) -> dict[str, int]:
    """How many doubtful values there are for each reason, the most frequent first."""
    found: dict[str, int] = {}
    for row in rows:
        for reason in {_WORDS.sub("", reason) for reason in row.reasons or ("未归类",)}:
            found[reason] = found.get(reason, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _pack(one: Circular) -> Piece:
    head = ([page.name for page in one.pages], one.values, one.doubtful, one.doubts, one.lacking)
    return Piece(head, (*(page.html for page in one.pages), *one.rows))


def _unpack(piece: Piece) -> Circular:
    names, values, doubtful, doubts, lacking = piece.head
    pages = tuple(Page(name, html) for name, html in zip(names, piece.texts, strict=False))
    return Circular(pages, piece.texts[len(pages) :], values, doubtful, doubts, tuple(lacking))
