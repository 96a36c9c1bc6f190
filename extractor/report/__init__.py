"""Report: what was found in circulars, as self-contained Chinese HTML pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from extractor.consistency import SEVERITIES, Finding
from extractor.consistency.reports.wanted import called
from extractor.consistency.wanted import Wanted
from extractor.corpus import Corpus
from extractor.corpus.missing import missing_fields
from extractor.records.extraction import Extraction
from extractor.report import wording
from extractor.report.contents import contents
from extractor.report.marks import mark_up
from extractor.report.pieces import FindingParts, Inserts, Part, Schedule, file_parts
from extractor.report.rows import Rows
from extractor.templating import environment
from extractor.tracker.chunks import Chunk

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render_extractions", "render_report"]


def render_report(
    corpus: Corpus, tasks: Sequence[Chunk], findings: Sequence[Finding], wanted: Sequence[Wanted] = ()
) -> Iterator[bytes]:
    """The page of a corpus: what to look at first, findings, values by place, tasks by date, circulars and texts.

    `wanted` are the circulars that others cite and the corpus lacks.

    In pieces (UTF-8), for what is kept of each circular is passed on without being looked into.
    """
    inserts = Inserts()
    env = _environment()
    macros = env.get_template("parts.html.j2").module
    rows = Rows(corpus.extractions)
    files = file_parts(rows, macros, corpus.store)
    shown = FindingParts(rows, macros, corpus.store)
    ordered = sorted(findings, key=lambda one: (one.waived is not None, -SEVERITIES.index(one.severity)))
    open_ones = [one for one in ordered if one.waived is None]
    tables = {
        "提示": [one for one in open_ones if one.severity == "note"],
        "已豁免": [one for one in ordered if one.waived is not None],
    }
    doubtful = _sorted(part for file in files for part in file.doubtful)
    notes = [part for file in files for part in file.notes]
    page = env.get_template("report.html.j2").render(
        counts={
            "documents": sum(len(one.documents) for one in corpus.extractions),
            "mentions": sum(one.counts.get("mention", 0) for one in corpus.extractions),
            "tasks": sum(map(len, tasks)),
            "doubtful": sum(part.size for part in doubtful),
            "notes": sum(part.size for part in notes),
            **{name: sum(one.severity == name for one in open_ones) for name in SEVERITIES},
        },
        failures=corpus.failures,
        wanted=[(one, called(one)) for one in wanted],
        places_of=rows.places,
        incomplete=inserts.of(part for file in files for part in file.incomplete),
        doubtful=inserts.of(doubtful),
        notes=inserts.of(notes),
        findings=inserts.of(shown.parts((one for one in open_ones if one.severity != "note"), "finding")),
        finding_tables=[
            (name, len(of_table), inserts.of(shown.parts(of_table, "finding_row")))
            for name, of_table in tables.items()
        ],
        places=_by_place((part for file in files for part in file.values), inserts),
        schedule=Schedule(rows, macros, tasks, corpus.store).groups(inserts),
        articles=inserts.of(part for file in files for part in file.article),
        words=wording.words,
    )
    return inserts.fill(page)


def render_extractions(extractions: Sequence[Extraction]) -> str:
    """The page of some circulars: each text with its records marked at their words, and lists that lead to them."""
    places = Rows(extractions).places
    return _environment().get_template("extractions.html.j2").render(
        extractions=extractions,
        documents=[document for extraction in extractions for document in extraction.documents],
        places=places,
        words=wording.words,
        contents=lambda extraction: contents(extraction, places),
        mark_up=lambda extraction: mark_up(extraction, places),
        missing=missing_fields,
    )


def _by_place(parts: Iterable[Part], inserts: Inserts) -> list[tuple[str, str, int, list[Markup]]]:
    """Name, level, number of values and values by concept of each place: the nation first."""
    found = []
    for place, of_place in groupby(_sorted(parts), key=lambda part: part.key[0]):
        group = list(of_place)
        concepts = [inserts.of(of_concept) for _, of_concept in groupby(group, key=lambda part: part.key[1])]
        found.append((place[2], place[3], sum(part.size for part in group), concepts))
    return found


def _sorted(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.key)


def _environment() -> Environment:
    env = environment("report")
    env.filters |= {
        "day": wording.day_text,
        "cite": wording.document_text,
        "failure": wording.failure_text,
        "squeezed": wording.squeezed,
    }
    return env
