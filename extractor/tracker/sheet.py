"""Entries as the workbook that offices keep (任务分工台账), made to be filled in and brought back.

Beside the usual columns stand the person in charge and the evidence; two hidden columns hold the task's identifier and
the version of its state, by which `sheet_import` tells what was changed, and against what.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from extractor.policy.wording import day_text
from extractor.printable import printable
from extractor.tracker.entries import Entry
from extractor.tracker.listing import COLUMNS
from extractor.tracker.state import IN_PROGRESS, NOT_STARTED, OVERDUE, STATUSES

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

ID, VERSION = "编号", "版本"
STATUS, NOTE, OWNER, EVIDENCE, ACTION = "状态", "备注", "责任人", "佐证材料", "重点任务"
HEADINGS = (*COLUMNS, OWNER, EVIDENCE, ID, VERSION)
HEADING_ROW = 3

_WIDTHS = (6, 50, 20, 24, 34, 26, 10, 28, 10, 24, 4, 4)
_LINE_POINTS = 15.0
_MOST_POINTS = 409.0  # what Excel allows
_LAST_SHOWN = HEADINGS.index(EVIDENCE) + 1


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
    _arrange(sheet, HEADING_ROW + len(entries))
    return _same_bytes(workbook)


def _head(sheet: Worksheet, on: date, name: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    for row, text, font in (
        (1, f"{name}台账", Font(name="黑体", size=18)),
        (
            2,
            f"截至{day_text(on)}。状态、备注、责任人、佐证材料可以填写，再用 hongtou tasks import 导入；其余各栏以文件为准。",
            Font(name="宋体", size=10, color="666666"),
        ),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_LAST_SHOWN)
        cell = _text(sheet, row, 1, text)
        cell.font = font
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center")
    sheet.row_dimensions[1].height = 32
    sheet.row_dimensions[2].height = 18
    sheet.row_dimensions[HEADING_ROW].height = 24
    line = Side(style="thin", color="999999")
    for column, heading in enumerate(HEADINGS, start=1):
        cell = _text(sheet, HEADING_ROW, column, heading)
        cell.font = Font(name="黑体", size=11)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.border = Border(top=line, bottom=line, left=line, right=line)
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _line(sheet: Worksheet, row: int, index: int, entry: Entry) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    task, state = entry.task, entry.state
    texts = {
        ACTION: task.action,
        "牵头单位": "、".join(task.lead),
        "配合单位": "、".join(task.support),
        "依据": task.basis + ("（条文已撤回）" if entry.withdrawn else ""),
        STATUS: entry.status,
        NOTE: state.note,
        OWNER: state.owner,
        EVIDENCE: state.evidence,
        ID: task.id,
    }
    sheet.row_dimensions[row].height = _height(texts, entry)
    line = Side(style="thin", color="BFBFBF")
    for column, heading in enumerate(HEADINGS, start=1):
        if heading == "序号":
            cell = _number(sheet, row, column, index)
        elif heading == VERSION:
            cell = _number(sheet, row, column, state.version)
        elif heading == "完成时限":
            cell = _due(sheet, row, column, entry)
        else:
            cell = _text(sheet, row, column, texts[heading])
        centred = heading in ("序号", "完成时限", STATUS, OWNER)
        dated = isinstance(cell.value, date)  # a number does not wrap: it would show as ###
        cell.alignment = Alignment(
            horizontal="center" if centred else "left", vertical="center", wrap_text=not dated, shrink_to_fit=dated
        )
        cell.font = Font(name="宋体", size=11)
        cell.border = Border(top=line, bottom=line, left=line, right=line)


def _height(texts: dict[str, str], entry: Entry) -> float:
    """The height of a row in points: programs do not all find it for themselves when they open a workbook."""
    shown = {**texts, "完成时限": "" if entry.due.day else entry.due.text}
    widths = dict(zip(HEADINGS, _WIDTHS, strict=True))
    lines = max(
        sum(ceil((_columns(line) or 1) / (widths[heading] - 2)) for line in text.split("\n"))
        for heading, text in shown.items()
        if heading != ID
    )
    return min(max(lines, 1) * _LINE_POINTS + 6, _MOST_POINTS)


def _columns(text: str) -> int:
    """The width of `text` in half-width characters."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell that holds `text` as text, also where it begins like a formula."""
    cell = _number(sheet, row, column, None)
    cell.value = printable(text) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell


def _number(sheet: Worksheet, row: int, column: int, value: int | date | None) -> Cell:
    from openpyxl.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # not one that a merge swallowed
    cell.value = value
    return cell


def _due(sheet: Worksheet, row: int, column: int, entry: Entry) -> Cell:
    """A real date, so that it sorts and filters; what there is to say about it is part of its number format."""
    due = entry.due
    if due.day is None:
        return _text(sheet, row, column, due.text)
    extra = due.day_off
    if entry.task.kind == "recurring":
        extra += f"（{due.rule}）"
    cell = _number(sheet, row, column, due.day)
    cell.number_format = f'yyyy"年"m"月"d"日{extra}"'
    return cell


def _arrange(sheet: Worksheet, last: int) -> None:
    """Widths, frozen head, filters, the list of statuses, red for what is overdue, and how it is printed."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    letters = {heading: get_column_letter(index) for index, heading in enumerate(HEADINGS, start=1)}
    for letter, width in zip(letters.values(), _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions[letters[ID]].hidden = True
    sheet.column_dimensions[letters[VERSION]].hidden = True
    first = HEADING_ROW + 1
    sheet.freeze_panes = f"C{first}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{letters[VERSION]}{max(last, first)}"
    statuses = DataValidation(
        type="list",
        formula1=f'"{",".join(STATUSES)}"',
        allow_blank=False,
        showErrorMessage=True,
        errorTitle="状态",
        error="请从列表中选择",
    )
    statuses.add(f"{letters[STATUS]}{first}:{letters[STATUS]}{max(last, first)}")
    sheet.add_data_validation(statuses)
    status, due = f"${letters[STATUS]}{first}", f"${letters['完成时限']}{first}"
    late = (
        f'OR({status}="{OVERDUE}",AND(ISNUMBER({due}),{due}<TODAY(),'
        f'OR({status}="{NOT_STARTED}",{status}="{IN_PROGRESS}")))'
    )
    style = DifferentialStyle(font=Font(color="9C0006"), fill=PatternFill("solid", bgColor="FFC7CE"))
    red = Rule(type="expression", dxf=style, formula=[late])
    sheet.conditional_formatting.add(f"A{first}:{letters[EVIDENCE]}{max(last, first)}", red)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.7, footer=0.3)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_area = f"A1:{letters[EVIDENCE]}{max(last, first)}"
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


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
