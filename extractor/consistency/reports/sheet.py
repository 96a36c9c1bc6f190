"""Findings as an Excel workbook: one sheet with all of them, one with the matrix of places and concepts, one with the wanted
circulars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from extractor.consistency.reports import wanted as missing
from extractor.consistency.reports.matrix import STATUSES, Matrix
from extractor.consistency.reports.rows import Row
from extractor.consistency.reports.stable import without_clock
from extractor.consistency.wanted import Wanted
from extractor.printable import printable

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell

_COLUMNS = (
    ("级别", 7), ("检查项", 14), ("地区", 9), ("文件", 20), ("本级原文", 18), ("对照文件", 20), ("对照原文", 18), ("说明", 60),
    ("指标", 20), ("位置", 18), ("豁免", 16), ("编号", 14),
)  # fmt: skip
_WANTED_WIDTHS = (22, 44, 10, 12, 60, 24)
_POINTS_A_LINE = 14.5
_FILLS = {
    "error": "F8CBAD", "warning": "FFE699", "note": "DDEBF7", "waived": "E7E6E6", "ok": "C6E0B4", "conditions": "E4DFEC",
    "doubtful": "FCE4D6", "alone": "F2F2F2",
}  # fmt: skip


def sheet(rows: Sequence[Row], matrix: Matrix, wanted: Sequence[Wanted] = ()) -> bytes:
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
        listing.row_dimensions[line].height = _POINTS_A_LINE * _lines(listing[line], [width for _, width in _COLUMNS])
        status = "waived" if row.finding.waived else row.finding.severity
        listing.cell(line, 1).fill = PatternFill("solid", fgColor=_FILLS[status])
    listing.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{max(len(rows), 1) + 1}"
    listing.freeze_panes = "A2"

    grid = book.create_sheet("地区与指标")
    _write(grid.cell(1, 1), "地区")
    for column, (_, label) in enumerate(matrix.concepts, 2):
        _write(grid.cell(1, column), label)
        grid.column_dimensions[get_column_letter(column)].width = 14
    for line, (place, cells) in enumerate(matrix.rows, 2):
        _write(grid.cell(line, 1), place)
        for column, cell in enumerate(cells, 2):
            _write(grid.cell(line, column), (STATUSES[cell.status] if cell.status else "") + (str(cell.count) if cell.count else ""))
            if cell.status:
                grid.cell(line, column).fill = PatternFill("solid", fgColor=_FILLS[cell.status])
    grid.freeze_panes = "B2"
    lacking = book.create_sheet("待补文件")
    for column, (name, width) in enumerate(zip(missing.COLUMNS, _WANTED_WIDTHS, strict=True), 1):
        _write(lacking.cell(1, column), name)
        lacking.column_dimensions[get_column_letter(column)].width = width
    for line, one in enumerate(wanted, 2):
        for column, content in enumerate(missing.cells(one), 1):
            cell = lacking.cell(line, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(content, str):
                _write(cell, content)
            else:
                cell.value = content
        lacking.row_dimensions[line].height = _POINTS_A_LINE * _lines(lacking[line], _WANTED_WIDTHS)
    lacking.freeze_panes = "A2"
    for page in (listing, grid, lacking):
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_title_rows = "1:1"
        for heading in page[1]:
            heading.font = Font(bold=True)
            heading.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = BytesIO()
    book.save(buffer)
    return without_clock(buffer.getvalue())


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


def _lines(cells: Iterable[Cell | MergedCell], widths: Iterable[int]) -> int:
    """The lines that a row needs in columns of these widths."""
    return max(1, *(-(-_width(str(cell.value or "")) // (width - 2)) for cell, width in zip(cells, widths, strict=True)))


def _width(text: str) -> int:
    """The width of a text in digits; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _write(cell: Cell | MergedCell, text: str) -> None:
    cell.value = printable(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
