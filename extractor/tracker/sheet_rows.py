"""The rows of a workbook that comes back: what stands in each cell, whatever program saved it last."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractor.quantities import find_times
from extractor.sources.model import SourceError
from extractor.tracker.sheet_columns import HEADINGS, ID, STATUS, VERSION

_UNPACKED_LIMIT = 200 * 1024 * 1024
_HEADING_ROWS = 20
_ADVICE = "use a workbook that `hongtou tasks export --to xlsx` wrote"
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_BEHIND = re.compile(r"(?:（[^（）]*）|前|止)*")
_SERIAL = range(20000, 80000)
"""Numbers that a program shows in place of a date whose format was lost: from 1954 to 2118."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place (C5), its text, and, in Chinese, why its content cannot be taken as it stands."""

    at: str
    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One filled-in row: its number in the sheet, and the cell under each heading."""

    number: int
    cells: dict[str, Cell]

    def text(self, heading: str) -> str:
        """The text under a heading; empty where there is no such column."""
        return self.cells[heading].text if heading in self.cells else ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows under the headings, empty ones left out; `others` says in Chinese where something stands outside of them."""

    rows: tuple[Row, ...]
    others: tuple[str, ...]


def read_rows(path: Path) -> Rows:
    """The rows of the workbook under its headings. Raises SourceError."""
    from openpyxl import load_workbook

    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > _UNPACKED_LIMIT:
            raise SourceError(name, f"unpacks to {unpacked // 2**20} MiB, more than is sensible", _ADVICE)
        workbook = load_workbook(path, read_only=True)
    except FileNotFoundError as error:
        raise SourceError(name, "no such file", "check its name") from error
    except SourceError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part provokes
        raise SourceError(name, f"is not a readable workbook ({type(error).__name__})", _ADVICE) from error
    try:
        tables = [(sheet.title, list(enumerate(sheet.iter_rows(), start=1))) for sheet in workbook.worksheets]
    except Exception as error:
        raise SourceError(name, f"is not a readable workbook ({type(error).__name__})", _ADVICE) from error
    finally:
        workbook.close()
    for index, (title, lines) in enumerate(tables):
        for number, values in lines[:_HEADING_ROWS]:
            headings = [_text(one.value) for one in values]
            if {ID, VERSION, STATUS} <= set(headings):
                others = [other for place, other in enumerate(tables) if place != index]
                rows, beside = _rows(headings, lines[number:])
                return Rows(rows, (*beside, *_other_sheets(title, others)))
    raise SourceError(name, f"has no row with the headings {STATUS}, {ID} and {VERSION}", _ADVICE)


def _rows(headings: Sequence[str], lines: Sequence[tuple[int, tuple[Any, ...]]]) -> tuple[tuple[Row, ...], list[str]]:
    from openpyxl.utils import get_column_letter

    rows, beside = [], dict[int, None]()
    for number, values in lines:
        cells = {}
        for index, value in enumerate(values):
            heading = headings[index] if index < len(headings) else ""
            cell = _cell(f"{get_column_letter(index + 1)}{number}", value)
            if heading in HEADINGS and heading not in cells:
                cells[heading] = cell
            elif cell.text:
                beside[index] = None
        if any(cell.text for cell in cells.values()):
            rows.append(Row(number, cells))
    named = ((get_column_letter(index + 1), headings[index] if index < len(headings) else "") for index in sorted(beside))
    return tuple(rows), [
        f"{letter} 列{f'“{heading}”' if heading else ''}不是台账的栏目，其中的内容未导入；请写入备注" for letter, heading in named]


def _other_sheets(title: str, others: Sequence[tuple[str, Sequence[tuple[int, tuple[Any, ...]]]]]) -> list[str]:
    filled = (name for name, lines in others if any(cell.value is not None for _, values in lines for cell in values))
    return [f"工作表“{name}”不是台账，其中的内容未导入；请填入工作表“{title}”" for name in filled]


def _cell(at: str, cell: Any) -> Cell:
    kind = getattr(cell, "data_type", "n")
    if kind == "f":
        return Cell(at, _text(cell.value), "是公式，请改为文字或日期（选择性粘贴为数值）")
    if kind == "e":
        return Cell(at, _text(cell.value), "是错误值，请改正")
    return Cell(at, _text(cell.value))


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def day_of(text: str) -> date | None:
    """The day that somebody wrote: 2026-3-1, 2026/3/1, 2026年3月1日, 20260301, or the number that a program made of a date.

    None where the text says no day, or no year to it.
    """
    from openpyxl.utils.datetime import from_excel

    written = "".join(unicodedata.normalize("NFKC", text).split()).replace("(", "（").replace(")", "）")
    if written.isdecimal() and int(written) in _SERIAL:
        return datetime.date(from_excel(int(written)))
    digits = _EIGHT_DIGITS.fullmatch(written)
    if digits is not None:
        written = "-".join(digits.groups())
    times = find_times(written)
    if len(times) != 1 or times[0].kind != "date" or times[0].period is None or times[0].start:
        return None
    period = times[0].period
    if period.precision != "day" or period.feast is not None or not _BEHIND.fullmatch(written, times[0].end):
        return None
    return period.last_day(None)
