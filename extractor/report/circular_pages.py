"""The pages of files: heads, findings, values in doubt, other values, tasks, citations, and the text over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.consistency import Finding
from extractor.records.extraction import Extraction
from extractor.report import wording
from extractor.report.circulars import ABOUT, CITATIONS, DOUBTFUL, NOTES, VALUES, CircularParts
from extractor.report.names import circular_page, circular_stem, text_page
from extractor.report.paging import Group, Inserts, Part
from extractor.report.schedule import groups
from extractor.report.site import Columns, Site

VALUE_COLUMNS = ("指标", "数值", "适用范围", "适用时间", "置信度", "原文与出处")
DUE_COLUMNS = ("期限", "任务", "牵头单位", "配合单位", "原文与出处")
_NOTE_COLUMNS = ("提示", "原文与出处")
_CITATION_COLUMNS = ("引用的文件", "关系", "原文与出处")


class CircularPages:
    """Writes the pages of files; `found_at` gives the address of a finding."""

    def __init__(self, site: Site, found_at: Mapping[str, str]) -> None:
        self._site, self._found_at = site, found_at

    def write(self, extraction: Extraction, parts: CircularParts, due: Sequence[Part], findings: Sequence[Finding]) -> None:
        """The pages of one file."""
        source = extraction.source
        title = next(map(wording.heading_text, extraction.documents), source)
        inserts = Inserts()
        reports = [self._site.macros.finding_line(one, self._found_at[one.id]).encode() for one in findings]

        def section(name: str, heading: str, columns: Columns, of: list[Group]) -> dict[str, object]:
            stem, page = f"{circular_stem(source)}-{name}", circular_page(source)
            return self._site.section(stem, page, f"{heading}：{title}", inserts, name, heading, columns, of, "circulars.html")

        sections = [
            section("findings", "核查结果", (), [Group("findings", "", len(reports), reports)]),
            section("doubtful", "待复核的数值", VALUE_COLUMNS, [_group(parts.sections[DOUBTFUL])]),
            section("values", "数值", VALUE_COLUMNS, [_group(parts.sections[VALUES])]),
            section("tasks", "任务与时限", DUE_COLUMNS, groups(due)),
            section("notes", "提示", _NOTE_COLUMNS, [_group(parts.sections[NOTES])]),
            section("citations", "引用的文件", _CITATION_COLUMNS, [_group(parts.sections[CITATIONS])]),
        ]
        about = parts.sections[ABOUT]
        texts = [(text_page(source, number), number) for number in range(len(parts.text))]
        for number, text in enumerate(parts.text):
            shared = {
                "title": title,
                "source": source,
                "text": inserts.of((text,)),
                "texts": [(n + 1, page, n == number) for page, n in texts] if len(texts) > 1 else [],
            }
            if number == 0:
                self._site.page(
                    circular_page(source), "circular.html.j2", inserts, "circulars.html",
                    about=inserts.of((about.html,)), sections=[one for one in sections if one["count"]], **shared,
                )  # fmt: skip
            else:
                self._site.page(
                    text_page(source, number), "text.html.j2", inserts, "circulars.html", back=circular_page(source), **shared
                )


def _group(part: Part) -> Group:
    return Group("", "", part.size, [part.html] if part.html else [])
