"""The forms in which findings are given to people and tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from extractor.consistency.compared import Compared
from extractor.consistency.model import Concepts, Finding, NotCompared
from extractor.consistency.wanted import Wanted
from extractor.printable import printable
from extractor.records.extraction import Extraction

Format = Literal["text", "jsonl", "sarif", "html", "xlsx", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    form: Format,
    findings: Sequence[Finding],
    extractions: Sequence[Extraction],
    concepts: Concepts,
    *,
    apart: Sequence[NotCompared] = (),
    wanted: Sequence[Wanted] = (),
    compared: Compared | None = None,
    version: str,
    base: str = "",
    nav: Sequence[tuple[str, str, bool]] = (),
    href: Callable[[str, tuple[int, int]], str] | None = None,
) -> bytes:
    """The findings about `extractions` in one form, UTF-8 where it is text.

    `apart` are the values that could not be compared: they stand behind the findings (not in SARIF and workbooks). `wanted` are
    the circulars that the corpus lacks, listed apart in every form but SARIF; `compared` says in the matrix of page and workbook
    what was compared at all. `base` is the folder of the source files as SARIF should name it; `nav` and `href` lead from
    the page to others. The same input gives the same bytes.
    """
    from extractor.consistency.reports import matrix, page, rows, sarif, sheet, text

    if form == "jsonl":
        lines = [*(one.to_json() for one in findings), *(one.to_json() for one in apart), *(one.to_json() for one in wanted)]
        return "".join(f"{line}\n" for line in lines).encode()
    if form == "sarif":
        return sarif.sarif(findings, extractions, version, base).encode()
    listed = rows.rows(findings, extractions)
    if form == "text":
        return printable(text.plain(listed, apart, wanted)).encode()
    if form == "markdown":
        return printable(text.markdown(listed, apart, wanted)).encode()
    grid = matrix.matrix(findings, extractions, concepts, compared or {})
    if form == "xlsx":
        return sheet.sheet(listed, grid, wanted)
    return printable(page.page(listed, grid, apart, wanted, nav=nav, href=href)).encode()
