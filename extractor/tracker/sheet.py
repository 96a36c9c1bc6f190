"""Entries as the workbook that offices keep (任务分工台账), made to be filled in and brought back (`sheet_import`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from extractor.policy.wording import day_text
from extractor.printable import printable
from extractor.tracker.entries import Entry
from extractor.tracker.page import SOON_DAYS
from extractor.tracker.sheet_columns import (
    DUE,
    HEADINGS,
    HIDDEN,
    NUMBER,
    OWN_FIELDS,
    OWNER,
    PLACE,
    REMARK,
    STATE_FIELDS,
    STATUS,
    VERSION,
    texts_of,
)
from extractor.tracker.state import DONE, IN_PROGRESS, NOT_STARTED, OVERDUE, SETTABLE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 3

_WIDTHS = (5, 34, 9, 15, 15, 15, 19, 8, 17, 8, 12, 24, 90, 4, 4, 4)
_SIZE, _LINE_POINTS = 10, 13.5
_MOST_POINTS = 409.0  # what Excel allows
_PRINTED = HEADINGS.index(REMARK) + 1
"""Up to here columns are printed: 原文, which a paper has no room for, stands behind them."""
_FIRST_YEAR = 1900
"""Before it a workbook knows no dates."""
_CHANGED = "1F4E9E"


def to_xlsx(entries: Sequence[Entry], on: date, name: str) -> bytes:
    """The workbook as of the day `on`, headed `name`; the same entries give the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "任务台账"
    _head(sheet, on, name)
    for offset, entry in enumerate(entries, start=1):
        _line(sheet, HEADING_ROW + offset, offset, entry)
    last = HEADING_ROW + max(len(entries), 1)
    _arrange(sheet, last)
    _colour(sheet, last, on)
    _check_entries(sheet, last)
    return _same_bytes(workbook)


def _head(sheet: Worksheet, on: date, name: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    legend = (
        f"截至{day_text(on)}；颜色按该日：红为已逾期，黄为 {SOON_DAYS} 天内到期，绿为已完成。"
        "蓝色表头各栏可以填写，填好后用 hongtou tasks import 导入；灰色表头各栏以文件为准，改动不导入。蓝字为人工调整。"
    )
    for row, text, font in (
        (1, f"{name}台账", Font(name="黑体", size=18)),
        (2, legend, Font(name="宋体", size=9, color="404040")),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_PRINTED)
        cell = _text(sheet, row, 1, text)
        cell.font = font
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 32
    sheet.row_dimensions[2].height = 26
    sheet.row_dimensions[HEADING_ROW].height = 24
    line = Side(style="thin", color="999999")
    for column, heading in enumerate(HEADINGS, start=1):
        cell = _text(sheet, HEADING_ROW, column, heading)
        cell.font = Font(name="黑体", size=_SIZE)
        filled = heading in STATE_FIELDS or heading in OWN_FIELDS
        cell.fill = PatternFill("solid", fgColor="BDD7EE" if filled else "E7E6E6")
        cell.border = Border(top=line, bottom=line, left=line, right=line)
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _line(sheet: Worksheet, row: int, index: int, entry: Entry) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    texts = texts_of(entry)
    changed = {name for name, _ in entry.changed}
    sheet.row_dimensions[row].height = _height(texts, entry)
    line = Side(style="thin", color="BFBFBF")
    for column, heading in enumerate(HEADINGS, start=1):
        if heading == NUMBER:
            cell = _value(sheet, row, column, index)
        elif heading == VERSION:
            cell = _value(sheet, row, column, entry.state.version)
        elif heading == DUE:
            cell = _due(sheet, row, column, entry)
        else:
            cell = _text(sheet, row, column, texts[heading])
        centred = heading in (NUMBER, PLACE, DUE, STATUS, OWNER)
        dated = isinstance(cell.value, date)  # a number does not wrap: it would show as ###
        cell.alignment = Alignment(
            horizontal="center" if centred else "left", vertical="center", wrap_text=not dated, shrink_to_fit=dated
        )
        cell.font = Font(name="宋体", size=_SIZE, color=_CHANGED if heading in changed else None, bold=heading in changed)
        cell.border = Border(top=line, bottom=line, left=line, right=line)


def _height(texts: dict[str, str], entry: Entry) -> float:
    """The height of a row in points: programs do not all find it for themselves when they open a workbook."""
    shown = {**texts, DUE: "" if entry.due.day else entry.due.text}
    widths = dict(zip(HEADINGS, _WIDTHS, strict=True))
    lines = max(
        sum(ceil((_columns(line) or 1) / (widths[heading] - 1)) for line in text.split("\n"))
        for heading, text in shown.items()
        if heading not in HIDDEN
    )
    return min(max(lines, 1) * _LINE_POINTS + 6, _MOST_POINTS)


def _columns(text: str) -> int:
    """The width of `text` in half-width characters."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell that holds `text` as text, also where it begins like a formula."""
    cell = _value(sheet, row, column, None)
    cell.value = printable(text) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
    return cell


def _value(sheet: Worksheet, row: int, column: int, value: int | date | None) -> Cell:
    from openpyxl.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # not one that a merge swallowed
    cell.value = value
    return cell


def _due(sheet: Worksheet, row: int, column: int, entry: Entry) -> Cell:
    """A real date, so that it sorts and filters, where there is one; what there is to say about it stands under 说明."""
    day = entry.due.day
    if day is None or day.year < _FIRST_YEAR:
        return _text(sheet, row, column, entry.due.text)
    cell = _value(sheet, row, column, day)
    cell.number_format = 'yyyy"年"m"月"d"日"'
    return cell


def _letters() -> dict[str, str]:
    from openpyxl.utils import get_column_letter

    return {heading: get_column_letter(index) for index, heading in enumerate(HEADINGS, start=1)}


def _arrange(sheet: Worksheet, last: int) -> None:
    """Widths, frozen head, filters, and how the sheet is printed: A4 across, as wide as the paper, the head on every page."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    letters = _letters()
    for heading, width in zip(HEADINGS, _WIDTHS, strict=True):
        sheet.column_dimensions[letters[heading]].width = width
        sheet.column_dimensions[letters[heading]].hidden = heading in HIDDEN
    sheet.freeze_panes = f"C{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{letters[HIDDEN[-1]]}{last}"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, footer=0.3)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_area = f"A1:{letters[REMARK]}{last}"
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _colour(sheet: Worksheet, last: int, on: date) -> None:
    """Red, yellow and green as of the day `on` that the sheet bears, whenever it is opened."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    letters, first = _letters(), HEADING_ROW + 1
    status, due = f"${letters[STATUS]}{first}", f"${letters[DUE]}{first}"
    still = f'OR({status}="{NOT_STARTED}",{status}="{IN_PROGRESS}")'
    today, soon = (f"DATE({day.year},{day.month},{day.day})" for day in (on, on + timedelta(days=SOON_DAYS)))
    rules = (
        (f'OR({status}="{OVERDUE}",AND(ISNUMBER({due}),{due}<{today},{still}))', "9C0006", "FFC7CE"),
        (f"AND(ISNUMBER({due}),{due}>={today},{due}<={soon},{still})", "7F6000", "FFEB9C"),
        (f'{status}="{DONE}"', "006100", "C6EFCE"),
    )
    for formula, ink, ground in rules:
        style = DifferentialStyle(font=Font(color=ink), fill=PatternFill("solid", bgColor=ground))
        rule = Rule(type="expression", dxf=style, formula=[formula])
        for heading in (DUE, STATUS):
            sheet.conditional_formatting.add(f"{letters[heading]}{first}:{letters[heading]}{last}", rule)


def _check_entries(sheet: Worksheet, last: int) -> None:
    """The list of statuses that can be set, and how to write a date."""
    from openpyxl.worksheet.datavalidation import DataValidation

    letters, first = _letters(), HEADING_ROW + 1
    statuses = DataValidation(
        type="list",
        formula1=f'"{",".join(SETTABLE)}"',
        allow_blank=False,
        showErrorMessage=True,
        errorTitle=STATUS,
        error="请从列表中选择；已逾期由完成时限推得",
    )
    statuses.add(f"{letters[STATUS]}{first}:{letters[STATUS]}{last}")
    dates = DataValidation(showInputMessage=True, promptTitle=DUE, prompt="可改为日期，如 2026-3-1")
    dates.add(f"{letters[DUE]}{first}:{letters[DUE]}{last}")
    sheet.add_data_validation(statuses)
    sheet.add_data_validation(dates)


def _same_bytes(workbook: Workbook) -> bytes:
    """The workbook's file, without the clock that openpyxl writes into it."""
    epoch = datetime(1980, 1, 1)
    workbook.properties.creator = "hongtou"
    workbook.properties.created = epoch
    written = io.BytesIO()
    workbook.save(written)
    result = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                stamp = workbook.properties.modified.isoformat(timespec="seconds")
                data = data.replace(stamp.encode(), epoch.isoformat().encode())
            target.writestr(zipfile.ZipInfo(item.filename), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
