"""Bare numbers in table cells, and the units that are printed away from them.

A unit stands in the head of the column (年度支付限额（元）), in the first cell of the row of a transposed table, in a row or
line above the table (单位：万元), or, outside tables, in the label before the number (债券期限（年）：5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.grids import Shape, shape_of
from extractor.normalize.tables import text_tables
from extractor.quantities.basis import slash_basis
from extractor.quantities.model import Quantity
from extractor.quantities.numerals import parse_number, plain
from extractor.quantities.vocabulary import Unit, units
from extractor.sources.model import Cell, Table
from extractor.spans import Span

_HEAD_UNIT = re.compile(r"[（(](?:单位[：:])?([^（）()\n\t]{1,12})[）)]\Z|单位[：:]([^（）()\n\t，。]{1,12})\Z|[/／]((?:百|千|万|亿){0,2}元)\Z")
_CAPTION = re.compile(r"单位[：:]([^（）()\n\t。：]{1,16})[）)]?[：:。]?\Z")
_ONE_UNIT = re.compile(r"[^、，；和 ]+")
_NUM = r"[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?"
_CELL = re.compile(rf"({_NUM})(?:[—–\-~～至]{{1,2}}({_NUM}))?")
_REMARK = r"(?:（[^（）0-9]{1,10}）)?"
_SEVERAL = re.compile(rf"{_NUM}{_REMARK}(?:[/、，；]{_NUM}{_REMARK}){{0,3}}")
_LABEL = re.compile(rf"[\u4e00-\u9fff]{{2,20}}（(?P<unit>[^（）\n\t]{{1,8}})）[：:](?P<number>{_NUM})(?=[。；，、\t\n]|\Z)")
_UNCOUNTED = re.compile(
    r"序号|编号|编码|代码|年份|年度\Z|邮编|电话|备注|户数|人数|数量|个数|次数|年限|期限|月份|月数|天数|级别|档次\Z"
)
_RATIO = re.compile(r"(?:比例|比率|占比|利率|费率|税率|率|折扣|百分比)\Z")
_CAPTION_LINES = 2


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A unit printed away from its numbers: where, what, how many of it one is (万元), and what the value is for each of."""

    span: Span
    unit: Unit
    scale: Decimal
    per: str | None


def table_quantities(text: str) -> list[Quantity]:
    """Bare numbers in table cells or behind labels whose unit is printed elsewhere, in text order."""
    found = list(_labelled(text)) if "）：" in text else []
    if "\t" in text:
        for table in text_tables(text):
            found += _in_table(text, table)
    return sorted(found, key=lambda quantity: quantity.start)


def unit_of(text: str, shape: Shape, captions: Sequence[Span], row: int, column: int) -> HeadUnit | None:
    """The unit of the bare numbers at a place of a table; `captions` are the lines above it, the nearest last."""
    heads = [shape.rows[row][named] for named in reversed(shape.named)] + list(reversed(shape.above(row, column)))
    names = [text[slice(*cell.span)] for cell in heads if cell is not None]
    for cell in (*heads, *(shape.rows[row][axis] for axis in shape.axes if axis not in shape.named)):
        if cell is not None and (unit := _bracketed(text, cell.span)):
            return unit
    if any(_UNCOUNTED.search(name) or "（" in name for name in names):
        return None
    rates = any(_RATIO.search(name) for name in names)
    above = [cell.span for line in shape.title for cell in shape.rows[line] if cell is not None]
    for line in (*reversed(above), *reversed(captions)):
        known = list(_captioned(text, line))
        if known:
            fitting = [unit for unit in known if (unit.unit.kind == "percent") == rates]
            return fitting[0] if fitting else None
    return None


def lines_above(text: str, start: int) -> list[Span]:
    """The lines right above the line of `start` that are no table rows, at most two, the nearest last."""
    lines: list[Span] = []
    end = text.rfind("\n", 0, start)
    while end > 0 and len(lines) < _CAPTION_LINES:
        begin = text.rfind("\n", 0, end) + 1
        if text.find("\t", begin, end) >= 0:
            break
        lines.insert(0, Span(begin, end))
        end = begin - 1
    return lines


def is_unit_line(text: str, line: Span) -> bool:
    """Whether a line says nothing but the unit of the table below it (（单位：万元）)."""
    hit = _CAPTION.search(text[slice(*line)])
    return hit is not None and hit.start() <= 1


def _in_table(text: str, table: Table) -> Iterator[Quantity]:
    shape = shape_of(text, table)
    captions = lines_above(text, table.cells[0].span.start)
    done: set[Cell] = set()
    for row in shape.body():
        for column in range(shape.width):
            cell = shape.rows[row][column]
            if cell is None or cell.row != row or cell in done or column in shape.ordinals:
                continue
            done.add(cell)
            words = text[slice(*cell.span)]
            if len(words) < 40 and (_CELL.fullmatch(words) or _SEVERAL.fullmatch(words)) and (
                    unit := unit_of(text, shape, captions, row, column)):
                yield from _values(words, cell.span.start, unit)


def _labelled(text: str) -> Iterator[Quantity]:
    for hit in _LABEL.finditer(text):
        unit = _unit(text, Span(*hit.span("unit")))
        if unit is not None:
            yield from _values(hit["number"], hit.start("number"), unit)


def _values(words: str, start: int, head: HeadUnit) -> Iterator[Quantity]:
    """The values of a cell: one, the two ends of a range, or several (200/100)."""
    unit = head.unit
    is_range = _SEVERAL.fullmatch(words) is None
    for index, hit in enumerate(re.finditer(_NUM, words)):
        value = parse_number(hit[0].replace("，", ","))
        if value is None:
            continue
        amount = plain(value * head.scale * unit.factor)
        if is_range:
            begin, end = start, start + len(words)
            comparator, role = (("ge", "lower"), ("le", "upper"))[index]
            yield Quantity(begin, end, begin, end, unit.kind, amount, unit.unit, comparator, None, role, head.per)  # type: ignore[arg-type]
        else:
            begin, end = start + hit.start(), start + hit.end()
            yield Quantity(begin, end, begin, end, unit.kind, amount, unit.unit, per=head.per)


def _bracketed(text: str, head: Span) -> HeadUnit | None:
    """The unit at the end of a heading cell: 起付标准（元）."""
    hit = _HEAD_UNIT.search(text[slice(*head)])
    if hit is None:
        return None
    group = hit.lastindex or 1
    return _unit(text, Span(head.start + hit.start(group), head.start + hit.end(group)))


def _captioned(text: str, line: Span) -> Iterable[HeadUnit]:
    """The units of a line above a table: 单位：元、%."""
    begin = max(line.start, line.end - 24)
    hit = _CAPTION.search(text[begin : line.end])
    if hit is not None:
        for part in _ONE_UNIT.finditer(text, begin + hit.start(1), begin + hit.end(1)):
            unit = _unit(text, Span(*part.span()))
            if unit is not None:
                yield unit


def _unit(text: str, span: Span) -> HeadUnit | None:
    """`万元`, `元/月`, `%`: unit, scale and basis; None when the words are not a unit and nothing else."""
    words = text[slice(*span)]
    length = len(words) - len(words.lstrip("百千万亿"))
    unit = units().at(words, length)
    if unit is None and length:
        length = 0
        unit = units().at(words, 0)
    if unit is None:
        return None
    end, per = slash_basis(words, length + len(unit.word))
    if end != len(words):
        return None
    scale = Decimal(1)
    for sign in words[:length]:
        scale *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[sign]
    return HeadUnit(span, unit, scale, per)
