"""A sheet in each form that can be asked for: JSON, CSV, a workbook, a page to print."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from extractor.policy.wording import day_text
from extractor.printable import json_text, printable, text_cell
from extractor.rules.sheet import COLUMNS, Row
from extractor.rules.unnamed import UnnamedRow
from extractor.templating import environment

if TYPE_CHECKING:
    from openpyxl import Workbook

Href = Callable[[str, tuple[int, int]], str]
"""The address of a place in a file; "" where there is no page of it."""

_WIDTHS = (26, 22, 12, 9, 10, 26, 12, 12, 26, 16, 12, 12, 36, 10, 56, 26)
_LINE = 18
# A fixed stamp, so that the same sheet is the same file.
_STAMP = (1980, 1, 1, 0, 0, 0)


def heading(place: str, day: date, draft: bool = False) -> str:
    """The sheet's title: 威海市现行政策参数表（2019年10月1日）."""
    return f"{place}{'征求意见稿' if draft else '现行政策'}参数表（{day_text(day)}）"


def to_json(rows: Sequence[Row | UnnamedRow]) -> str:
    """A JSON array, one object a row."""
    return json_text([row.data() for row in rows], indent=2) + "\n"


def to_csv(rows: Sequence[Row | UnnamedRow]) -> str:
    """A CSV table with a byte order mark, as Excel wants it; no cell is a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(text_cell, row.cells()))
    return out.getvalue()


def to_html(
    rows: Sequence[Row], others: Sequence[UnnamedRow], title: str, *, nav: Sequence[tuple[str, str, bool]] = (), href: Href | None = None
) -> str:
    """A self-contained page, made for printing on A4 across; `others` are the values without a concept, `nav` and `href` lead to other
    pages."""
    href = href or (lambda source, span: "")
    return environment("rules").get_template("sheet.html.j2").render(title=title, rows=rows, others=others, nav=nav, href=href)


def to_xlsx(rows: Sequence[Row | UnnamedRow], title: str) -> bytes:
    """A workbook with one sheet: numbers as numbers, everything else as text, never a formula; the same rows give
    the same bytes."""
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "参数表"
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=14)
    for line, cells in enumerate([COLUMNS, *(row.cells() for row in rows)], start=2):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(line, column)
            assert isinstance(cell, Cell)
            cell.value, cell.data_type = printable(text), "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if line == 2:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
        row = rows[line - 3] if line > 2 else None
        if isinstance(row, Row) and (amount := row.value) is not None and row.chosen.entry.comparator == "eq":
            value = sheet.cell(line, COLUMNS.index("数值") + 1)
            value.value = float(amount)
            value.number_format = "#,##0.##"
        sheet.row_dimensions[line].height = _LINE * _lines_of(cells)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(COLUMNS))}{max(len(rows) + 2, 2)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.print_title_rows = "2:2"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _stable(book)


def _lines_of(cells: Sequence[str]) -> int:
    """The lines that a row needs, a Chinese character being two columns wide."""
    widths = (sum(2 if ord(character) > 255 else 1 for character in cell) for cell in cells)
    return max(1, *(ceil(width / column) for width, column in zip(widths, _WIDTHS, strict=True)))


def _stable(book: Workbook) -> bytes:
    """A workbook's bytes without the time of writing."""
    book.properties.created = datetime(*_STAMP)
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with ZipFile(raw) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _without_saving_time(content)
            new.writestr(ZipInfo(name, _STAMP), content, ZIP_DEFLATED)
    return out.getvalue()


def _without_saving_time(core: bytes) -> bytes:
    """openpyxl stamps the time of saving into the properties, whatever they say."""
    return re.sub(rb"(<dcterms:modified[^>]{0,400}>)[^<]{0,40}", rb"\g<1>1980-01-01T00:00:00Z", core)
