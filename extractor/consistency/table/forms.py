"""The place × value table as text, CSV, workbook and one self-contained page in Chinese."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from extractor.consistency.reports.stable import without_clock
from extractor.consistency.table import Limit, ValueRow, ValueTable
from extractor.consistency.wording import unit_name
from extractor.printable import printable, text_cell
from extractor.templating import environment

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.cell import MergedCell

Cell = str | int | Decimal | date | None

COLUMNS = (
    ("地区", 14), ("代码", 9), ("级别", 7), ("名称", 24), ("限定", 8), ("数值", 10), ("单位", 14), ("适用条件", 36), ("自", 12), ("至", 12),
    ("状态", 12), ("排名", 7), ("同类地区数", 9), ("下限", 10), ("高于下限", 10), ("下限出处", 24), ("上限", 10), ("高于上限", 10),
    ("上限出处", 24), ("依据", 30), ("原文", 20), ("文件", 24),
)  # fmt: skip
"""The columns with their widths in a workbook."""

_LEVELS = {"national": "国家", "province": "省级", "city": "地市", "county": "区县"}
_STATES = {"holds": "现行", "carried": "沿用往年", "draft": "征求意见稿"}
_BEFORE = {"eq": "", "ge": "不低于", "gt": "高于", "le": "不超过", "lt": "低于", "approx": "左右"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_POINTS = 15


def heading(table: ValueTable) -> str:
    """居民医保人均财政补助标准（特困人员）：2031年10月1日各地数值."""
    asked = f"（{'、'.join(table.asked)}）" if table.asked else ""
    day = date.fromisoformat(table.on)
    return f"{table.name}{asked}：{day.year}年{day.month}月{day.day}日各地数值"


def summary(table: ValueTable) -> str:
    """5个地区有规定，共6项；9个地区未规定。"""
    places = len({row.code for row in table.rows})
    return f"{places}个地区有规定，共{len(table.rows)}项；{len(table.gaps)}个地区未规定。"


def cells(row: ValueRow) -> tuple[Cell, ...]:
    """A row by `COLUMNS`: numbers as numbers, days as days."""
    state = _STATES[row.state] + ("" if row.certain else "，存疑")
    return (
        row.place, row.code, _LEVELS[row.level], row.name, "不设限" if row.removed else _BEFORE[row.comparator],
        _number(row.value), _unit(row), "；".join(row.conditions), _day(row.since), _day(row.until), state, row.rank, row.ranked,
        *_limit_cells(row.floor), *_limit_cells(row.cap),
        row.circular, "".join(row.quote.split()), row.source,
    )  # fmt: skip


def _limit_cells(limit: Limit | None) -> tuple[Cell, Cell, Cell]:
    return (Decimal(limit.value), Decimal(limit.distance), limit.circular) if limit else (None, None, "")


def gap_cells(table: ValueTable) -> list[tuple[str, str, str, str]]:
    """A line for each place without a value: place, code, level, what holds from above."""
    return [(one.place, one.code, _LEVELS[one.level], "；".join(one.from_above)) for one in table.gaps]


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _unit(row: ValueRow) -> str:
    return unit_name(row.unit, row.per)


def plain(table: ValueTable) -> str:
    """The table as text: a line a value, the gaps in one line a level."""
    lines = [heading(table), summary(table), ""]
    for row in table.rows:
        rank = f"  第{row.rank}/{row.ranked}" if row.rank else ""
        limits = "".join(
            f"  {name}{limit.value}（{'+' if not limit.distance.startswith('-') else ''}{limit.distance}）"
            for name, limit in (("下限", row.floor), ("上限", row.cap))
            if limit
        )
        said = f"  {'；'.join(row.conditions)}" if row.conditions else ""
        value = "不设限" if row.removed else f"{_BEFORE[row.comparator]}{row.value}{_unit(row)}"
        until = f"至{row.until}" if row.until else ""
        lines.append(f"{row.place}  {value}{said}  {row.since or '日期不详'}起{until}  {cells(row)[10]}{rank}{limits}  {row.circular}")
    if table.gaps:
        lines += ["", f"未规定：{'、'.join(one.place for one in table.gaps)}"]
    return "\n".join(lines) + "\n"


def to_csv(table: ValueTable) -> str:
    """CSV with a byte order mark, as Excel wants it: values, then the places without one; no cell is a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in COLUMNS])
    for row in table.rows:
        writer.writerow([_csv(cell) for cell in cells(row)])
    for place, code, level, above in gap_cells(table):
        line: list[Cell] = [""] * len(COLUMNS)
        line[0], line[1], line[2], line[10], line[19] = place, code, level, "未规定", above
        writer.writerow([_csv(cell) for cell in line])
    return out.getvalue()


def _csv(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return text_cell(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def page(table: ValueTable, nav: Sequence[tuple[str, str, bool]] = ()) -> str:
    """The page: the values as a table that can be sorted where scripts run, and the gaps."""
    shown = [[_shown(cell) for cell in cells(row)] for row in table.rows]
    return environment("check").get_template("values.html.j2").render(
        heading=heading(table), summary=summary(table), columns=[name for name, _ in COLUMNS], rows=list(zip(table.rows, shown, strict=True)),
        gaps=gap_cells(table), nav=nav,
    )  # fmt: skip


def _shown(cell: Cell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell)


def to_xlsx(table: ValueTable) -> bytes:
    """A workbook: numbers as numbers, days as days, everything else as text; the same table gives the same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "各地数值"
    gaps = book.create_sheet("未规定的地区")
    for target, columns, lines in (
        (sheet, COLUMNS, [cells(row) for row in table.rows]),
        (gaps, (("地区", 16), ("代码", 9), ("级别", 7), ("上级规定", 80)), gap_cells(table)),
    ):
        _write(target.cell(1, 1), f"{heading(table)}　{summary(table)}")
        target.cell(1, 1).font = Font(bold=True, size=13)
        for column, (name, width) in enumerate(columns, 1):
            _write(target.cell(2, column), name)
            target.cell(2, column).font = Font(bold=True)
            target.cell(2, column).fill = PatternFill("solid", fgColor="DDDDDD")
            target.column_dimensions[get_column_letter(column)].width = width
        for line, line_cells in enumerate(lines, 3):
            for column, content in enumerate(line_cells, 1):
                _write(target.cell(line, column), content)
                target.cell(line, column).alignment = Alignment(vertical="top", wrap_text=True)
            target.row_dimensions[line].height = _POINTS * _lines_of(line_cells, [width for _, width in columns])
        target.freeze_panes = "B3"
        target.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{max(len(lines) + 2, 3)}"
        target.page_setup.orientation, target.page_setup.paperSize = "landscape", target.PAPERSIZE_A3
        target.page_setup.fitToHeight = 0
        target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        target.print_title_rows = "2:2"
    buffer = io.BytesIO()
    book.save(buffer)
    return without_clock(buffer.getvalue())


def _write(cell: SheetCell | MergedCell, content: Cell) -> None:
    if isinstance(content, str):
        cell.value = printable(content)
        cell.data_type = "s"
        cell.quotePrefix = content.startswith(_FORMULA)
    elif content is not None:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(content, Decimal):
            cell.number_format = "#,##0.####"


def _lines_of(line: Sequence[Cell], widths: Sequence[int]) -> int:
    """The lines that a row needs; a Chinese character is as wide as two digits."""
    sizes = (sum(2 if ord(character) > 0x2E7F else 1 for character in _shown(cell)) for cell in line)
    return max(1, *(-(-size // max(width - 1, 1)) for size, width in zip(sizes, widths, strict=True)))
