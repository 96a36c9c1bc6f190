"""The forms in which findings are given to people and tools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from extractor.consistency.model import Concepts, Finding, NotCompared
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
    version: str,
    base: str = "",
) -> bytes:
    """The findings about `extractions` in one form, UTF-8 where it is text.

    `apart` are the values that could not be compared: they stand behind the findings (not in SARIF and workbooks).
    `base` is the folder of the source files as SARIF should name it. The same input gives the same bytes.
    """
    from extractor.consistency.reports import matrix, page, rows, sarif, sheet, text

    if form == "jsonl":
        lines = [*(one.to_json() for one in findings), *(one.to_json() for one in apart)]
        return "".join(f"{line}\n" for line in lines).encode()
    if form == "sarif":
        return sarif.sarif(findings, extractions, version, base).encode()
    listed = rows.rows(findings, extractions)
    if form == "text":
        return text.plain(listed, apart).encode()
    if form == "markdown":
        return text.markdown(listed, apart).encode()
    grid = matrix.matrix(findings, extractions, concepts)
    return sheet.sheet(listed, grid) if form == "xlsx" else page.page(listed, grid, apart).encode()
