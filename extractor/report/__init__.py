"""Report: what was found in circulars, as Chinese HTML pages: a site for a corpus, a single page for some files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.consistency import SEVERITIES, Finding
from extractor.consistency.reports.wanted import called
from extractor.consistency.wanted import Wanted
from extractor.corpus import Corpus
from extractor.corpus.missing import missing_fields
from extractor.printable import printable
from extractor.records.extraction import Extraction
from extractor.report import front, lists, names, wording
from extractor.report.atlas import Atlas
from extractor.report.circulars import Circulars
from extractor.report.contents import contents
from extractor.report.findings import Findings
from extractor.report.in_force import InForce
from extractor.report.marks import mark_up
from extractor.report.names import FOLDER, FRONT
from extractor.report.rows import Rows
from extractor.report.schedule import Schedule
from extractor.report.search import Entry, index_files
from extractor.report.site import Site, pages
from extractor.templating import template_folder
from extractor.tracker.chunks import Chunk

__all__ = ["FOLDER", "FRONT", "render_extractions", "write_site"]


def write_site(
    corpus: Corpus, tasks: Sequence[Chunk], findings: Sequence[Finding], wanted: Sequence[Wanted], folder: Path
) -> None:
    """Write the site of a corpus into `folder`, which holds its rules: `index.html`, and `report/` with all other pages.

    `wanted` are the circulars that others cite and the corpus lacks. The same corpus gives the same bytes.
    """
    site = Site(folder)
    rows = Rows(corpus.extractions)
    found = Findings(rows, site.macros, findings, corpus.store)
    schedule = Schedule(rows, site.macros, tasks, corpus.store)
    in_force = InForce(folder, rows, site.macros, corpus.store)
    atlas = Atlas(corpus.extractions)
    found_at = lists.findings(site, found)
    months = lists.due(site, schedule)
    made = Circulars(site, rows, found.of_file(), found_at, schedule).write(corpus.store)
    lists.wanted(site, wanted, rows.places)
    doubts = lists.doubts(site, rows, made)
    lacking = [
        (lists.file_name(one), names.circular_page(one.source), made[one.source].lacking)
        for one in rows.extractions
        if made[one.source].lacking
    ]
    lists.unread(site, corpus.failures, lacking)
    lists.circulars(site, atlas, made)
    lists.places(site, atlas, in_force, schedule, made)
    _search(site, _entries(atlas, in_force, found, found_at, wanted))
    open_ones = [one for one in findings if one.waived is None]
    front.write(
        site,
        corpus,
        front.Lists(
            findings=found,
            groups=found.groups(),
            found_at=found_at,
            months=months,
            wanted=wanted,
            doubts=doubts,
            lacking=len(lacking),
            atlas=atlas,
            counts={
                "documents": sum(len(one.documents) for one in corpus.extractions),
                "values": sum(one.values for one in made.values()),
                "doubtful": sum(one.doubtful for one in made.values()),
                "tasks": sum(map(len, tasks)),
                **{name: sum(one.severity == name for one in open_ones) for name in SEVERITIES},
            },
        ),
    )


def _search(site: Site, entries: Iterator[Entry]) -> None:
    scripts = []
    for name, text in index_files(entries):
        site.asset(name, text)
        scripts.append(name)
    site.asset("search.js", (template_folder() / "report" / "search.js").read_text("utf-8"))
    site.search(scripts)


def _entries(
    atlas: Atlas, in_force: InForce, found: Findings, found_at: dict[str, str], wanted: Sequence[Wanted]
) -> Iterator[Entry]:
    """What can be searched for, in the order in which it is found: places, circulars, findings, what is set where, circulars to procure."""
    every = atlas.ordered()
    for place in every:
        yield "地区", place.name, f"文件{place.total}份", names.place_page(place.code)
    for place in every:
        for one, source, _ in place.circulars:
            name = " ".join(filter(None, (one.number, one.title))) or wording.heading_text(one)
            particulars = filter(None, (place.name, wording.day_text(one.date) if one.date else "", source))
            yield "文件", name, "，".join(particulars), names.circular_page(source)
    for finding in found.ordered:
        yield "核查", finding.message, found.called(finding), found_at[finding.id]
    for place in every:
        for setting in in_force.settings(place.code):
            yield "指标", f"{place.name}{setting.label}", f"{setting.current[1]}项", names.place_page(place.code)
    for lacking in wanted:
        yield "待补", called(lacking), f"{lacking.count}份文件引用", f"{names.WANTED}.html"


def render_extractions(extractions: Sequence[Extraction]) -> str:
    """The page of some circulars: each text with its records marked at their words, and lists that lead to them."""
    text = pages().get_template("extractions.html.j2").render(
        extractions=extractions,
        documents=[document for extraction in extractions for document in extraction.documents],
        file_id=names.file_id,
        words=wording.words,
        contents=contents,
        mark_up=lambda one: mark_up(one, lambda span: names.on_page(one.source, span)[1:]),
        missing=missing_fields,
    )
    return printable(text)
