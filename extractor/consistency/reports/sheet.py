"""Findings as an Excel workbook: one sheet with all of them, one with the matrix of places and concepts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from extractor.consistency.reports.matrix import Matrix
from extractor.consistency.reports.rows import Row
from extractor.printable import printable

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

_COLUMNS = (
    ("级别", 7), ("检查项", 14), ("地区", 9), ("文件", 20), ("本级原文", 18), ("对照文件", 20), ("对照原文", 18), ("说明", 60),
    ("指标", 20), ("位置", 18), ("豁免", 16), ("编号", 14),
)  # fmt: skip
_POINTS_A_LINE = 14.5
_FILLS = {"error": "F8CBAD", "warning": "FFE699", "note": "DDEBF7", "waived": "E7E6E6", "ok": "C6E0B4"}
_STATUS = {"error": "错误", "warning": "警告", "note": "提示", "waived": "已豁免", "ok": "相符", "": ""}
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = b"1980-01-01T00:00:00Z"


def sheet(rows: Sequence[Row], matrix: Matrix) -> bytes:
    """The workbook; the same findings give the same bytes.

    Every text is stored as text: a value that begins with `=`, `+`, `-` or `@` is no formula.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    listing = book.active
    assert listing is not None
    listing.title = "检查结果"
    for column, (name, width) in enumerate(_COLUMNS, 1):
        _write(listing.cell(1, column), name)
        listing.column_dimensions[get_column_letter(column)].width = width
    labels = dict(matrix.concepts)
    for line, row in enumerate(rows, 2):
        for column, text in enumerate(_cells(row, labels), 1):
            _write(listing.cell(line, column), text)
            listing.cell(line, column).alignment = Alignment(wrap_text=True, vertical="top")
            listing.cell(line, column).border = Border(bottom=Side(style="thin", color="D9D9D9"))
        lines = max(-(-_width(str(cell.value or "")) // (width - 2)) for cell, (_, width) in zip(listing[line], _COLUMNS, strict=True))
        listing.row_dimensions[line].height = _POINTS_A_LINE * max(lines, 1)
        status = "waived" if row.finding.waived else row.finding.severity
        listing.cell(line, 1).fill = PatternFill("solid", fgColor=_FILLS[status])
    listing.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{max(len(rows), 1) + 1}"
    listing.freeze_panes = "A2"
    listing.page_setup.orientation = "landscape"
    listing.page_setup.fitToWidth, listing.page_setup.fitToHeight = 1, 0
    listing.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    listing.print_title_rows = "1:1"

    grid = book.create_sheet("地区与指标")
    _write(grid.cell(1, 1), "地区")
    for column, (_, label) in enumerate(matrix.concepts, 2):
        _write(grid.cell(1, column), label)
        grid.column_dimensions[get_column_letter(column)].width = 14
    for line, (place, cells) in enumerate(matrix.rows, 2):
        _write(grid.cell(line, 1), place)
        for column, cell in enumerate(cells, 2):
            _write(grid.cell(line, column), _STATUS[cell.status] + (str(cell.count) if cell.count else ""))
            if cell.status:
                grid.cell(line, column).fill = PatternFill("solid", fgColor=_FILLS[cell.status])
    grid.freeze_panes = "B2"
    for page in (listing, grid):
        for heading in page[1]:
            heading.font = Font(bold=True)
            heading.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _cells(row: Row, labels: Mapping[str, str]) -> tuple[str, ...]:
    finding, lower, higher = row.finding, row.lower, row.higher
    waived = finding.waived
    until = f"，至{waived.until}" if waived and waived.until else ""
    return (
        row.severity_label,
        row.label,
        lower.place,
        lower.name,
        "".join(finding.lower.quote.split()),
        higher.name if higher else "",
        "".join(finding.higher.quote.split()) if finding.higher else "",
        finding.message,
        labels.get(finding.concept or "", finding.concept or ""),
        f"{lower.side.source}:{lower.line}:{lower.column}",
        f"{waived.reason}（{waived.by}{until}）" if waived else "",
        finding.id,
    )


def _width(text: str) -> int:
    """The width of a text in digits; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _write(cell: Cell | MergedCell, text: str) -> None:
    cell.value = printable(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _without_clock(data: bytes) -> bytes:
    """The same archive without the time at which it was written."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _EPOCH, content)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
