"""The forms in which findings are given to people and tools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from extractor.consistency.model import Concepts, Finding
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
    version: str,
    base: str = "",
) -> bytes:
    """The findings about `extractions` in one form, UTF-8 where it is text.

    `base` is the folder of the source files as SARIF should name it. The same input gives the same bytes.
    """
    from extractor.consistency.reports import matrix, page, rows, sarif, sheet, text

    if form == "jsonl":
        return "".join(f"{finding.to_json()}\n" for finding in findings).encode()
    if form == "sarif":
        return sarif.sarif(findings, extractions, version, base).encode()
    listed = rows.rows(findings, extractions)
    if form == "text":
        return printable(text.plain(listed)).encode()
    if form == "markdown":
        return printable(text.markdown(listed)).encode()
    grid = matrix.matrix(findings, extractions, concepts)
    return sheet.sheet(listed, grid) if form == "xlsx" else printable(page.page(listed, grid)).encode()
