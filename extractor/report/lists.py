"""The lists of the site: findings, what is due, circulars to procure, in doubt or unread, all circulars, and the places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.consistency.reports.wanted import called
from extractor.consistency.wanted import Wanted
from extractor.records.extraction import Extraction
from extractor.report import names, wording
from extractor.report.atlas import Atlas, Place
from extractor.report.circulars import DUE_COLUMNS, Circular
from extractor.report.findings import Findings
from extractor.report.in_force import InForce
from extractor.report.paging import Group, Inserts, Shown
from extractor.report.rows import Rows
from extractor.report.schedule import Schedule, groups
from extractor.report.site import Site
from extractor.sources.model import SourceError

_RULE_COLUMNS = ("事项", "数值", "适用对象", "适用条件", "起止日期", "依据与原文")
_CIRCULAR_COLUMNS = ("文件", "成文日期", "数值", "待复核", "任务")
_CITING = 40
"""How many of those that cite a circular are named."""


class Doubt(NamedTuple):
    """A file with doubtful values: how many, and why."""

    name: str
    page: str
    values: int
    reasons: Sequence[tuple[str, int]]


def findings(site: Site, found: Findings) -> dict[str, str]:
    """The pages of the findings; the address of each by its id."""
    parts = site.listed(
        names.FINDINGS, found.groups(), "核查结果",
        lead="下级规定与上级规定、文件前后不一致之处。加底色的文字为核查所指之处，加下划线的文字为两份文件不同之处。",
        empty="未发现不一致之处。",
    )  # fmt: skip
    pages = [names.numbered(names.FINDINGS, number) for number, part in enumerate(parts, 1) for one in part for _ in one.rows]
    return {one.id: f"{page}#{one.id}" for one, page in zip(found.ordered, pages, strict=True)}


def due(site: Site, schedule: Schedule) -> list[tuple[Group, str]]:
    """The pages of what is due; its months and the like with their addresses."""
    parts = site.listed(
        names.TASKS, groups(schedule.all), "任务与时限", DUE_COLUMNS,
        lead="文件要求办理的事项，按完成期限排列。进展、责任人和提醒见 hongtou tasks。", empty="没有读出任务或时限。",
    )  # fmt: skip
    return addressed(names.TASKS, parts)


def addressed(stem: str, parts: Iterable[Iterable[Shown]]) -> list[tuple[Group, str]]:
    """The groups of a list with the addresses where they begin."""
    return [
        (one.group, f"{names.numbered(stem, number)}#{one.group.anchor}")
        for number, part in enumerate(parts, 1)
        for one in part
        if not one.goes_on
    ]


def wanted(site: Site, lacking: Sequence[Wanted], places: names.Places) -> None:
    """The pages of the circulars to procure."""
    rows = [site.macros.wanted_row(one, called(one), places, _CITING).encode() for one in lacking]
    site.listed(
        names.WANTED, _one(rows), "待补文件", ("文件", "引用份数", "其中作为依据", "引用它的文件"),
        lead="被入库文件引用、但文件库中没有的文件，按引用份数排列。", empty="没有待补的文件。", has_contents=False,
    )  # fmt: skip


def doubts(site: Site, rows: Rows, made: Mapping[str, Circular]) -> list[Doubt]:
    """The page of the files with doubtful values, those with most first."""
    found = [
        Doubt(file_name(one), names.circular_page(one.source), of.doubtful, list(of.doubts.items()))
        for one in rows.extractions
        if (of := made[one.source]).doubtful
    ]
    found.sort(key=lambda one: (-one.values, one.page))
    site.listed(
        names.DOUBTS, _one([site.macros.doubt_row(one).encode() for one in found]), "待复核的文件", ("文件", "待复核", "原因"),
        lead="读出时把握不足、或没有合适概念可归入的数值，按文件汇总；逐项内容见各文件页。", empty="没有待复核的数值。", has_contents=False,
    )  # fmt: skip
    return found


def unread(site: Site, failures: Sequence[SourceError], lacking: Sequence[tuple[str, str, Sequence[str]]]) -> None:
    """The page of files that could not be read, and of circulars whose heads lack something."""
    failed = [site.macros.failure_row(one).encode() for one in failures]
    short = [site.macros.lacking_row(*one).encode() for one in lacking]
    of = [Group("failures", "未能读取的文件", len(failed), failed), Group("lacking", "要素不全的文件", len(short), short)]
    site.listed(
        names.UNREAD, of, "未读出的内容", ("文件", "情况"), lead="要素不全的，可在 corpus.yaml 中补充。", empty="没有未读出的内容。"
    )


def circulars(site: Site, atlas: Atlas, made: Mapping[str, Circular]) -> None:
    """The pages of all circulars, by place."""
    found = []
    for place in atlas.ordered():
        rows = _rows(place, made)
        found.append(Group(names.place_page(place.code).removesuffix(".html"), place.name, len(rows), rows))
    site.listed(
        names.CIRCULARS, found, "文件", _CIRCULAR_COLUMNS, lead="按地区排列，新的在前。", empty="文件库中没有文件。", has_contents=False
    )


def _rows(place: Place, made: Mapping[str, Circular]) -> list[bytes]:
    return [made[source].rows[number] for _, source, number in place.circulars]


def places(site: Site, atlas: Atlas, in_force: InForce, schedule: Schedule, made: Mapping[str, Circular]) -> None:
    """The page of all places, and a page each."""
    every = atlas.ordered()
    site.page(f"{names.PLACES}.html", "places.html.j2", Inserts(), title="地区", tree=atlas.outermost, page=names.place_page)
    for place in every:
        _place(site, place, in_force, schedule, _rows(place, made))


def _place(site: Site, place: Place, in_force: InForce, schedule: Schedule, files: list[bytes]) -> None:
    stem = names.place_page(place.code).removesuffix(".html")
    inserts = Inserts()
    sections = []
    for name, heading, columns, of in (
        ("rules", "规定", _RULE_COLUMNS, in_force.groups(place.code)),
        ("tasks", "任务与时限", DUE_COLUMNS, groups(schedule.of_place.get(place.code, ()))),
        ("circulars", "文件", _CIRCULAR_COLUMNS, _one(files)),
    ):
        section = site.section(f"{stem}-{name}", f"{stem}.html", f"{place.name}：{heading}", inserts, name, heading, columns, of, f"{names.PLACES}.html")
        sections.append(section)
    site.page(f"{stem}.html", "place.html.j2", inserts, f"{names.PLACES}.html", place=place, title=place.name, sections=sections, page=names.place_page)


def _one(rows: list[bytes]) -> list[Group]:
    return [Group("all", "", len(rows), rows)]


def file_name(extraction: Extraction) -> str:
    """A file as it is called in lists: the title of its first circular, or what else that is called by; else its name."""
    return next(map(wording.heading_text, extraction.documents), extraction.source)
