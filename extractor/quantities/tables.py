"""Units that stand in a table's head: 年度支付限额（元） above cells with bare numbers, or 单位：万元 above the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.quantities.basis import slash_basis
from extractor.quantities.model import Quantity
from extractor.quantities.numerals import parse_number, plain
from extractor.quantities.vocabulary import Unit, units

_HEAD_UNIT = re.compile(r"[（(](?:单位[：:])?([^（）()\n\t]{1,12})[）)]\Z|单位[：:]([^（）()\n\t，。]{1,12})\Z")
_CAPTION = re.compile(r"单位[：:]([^（）()\n\t，。：]{1,12})[）)]?[：:。]?\Z")
_CELL = re.compile(
    r"([0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?)(?:[—–\-~～至]{1,2}([0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?))?"
)
_UNCOUNTED = re.compile(
    r"序号|编号|编码|代码|年份|年度\Z|邮编|电话|备注|户数|人数|数量|个数|次数|比例|比率|占比|年限|期限|月份|月数|天数|级别|档次\Z|[（(]"
)


@dataclass(frozen=True, slots=True)
class _Head:
    unit: Unit
    scale: Decimal
    per: str | None


def table_quantities(text: str) -> list[Quantity]:
    """Bare numbers in table cells whose column head (or the table's caption) says their unit, in text order."""
    if "\t" not in text:
        return []
    found: list[Quantity] = []
    heads: list[_Head | None] = []
    caption: _Head | None = None
    in_table = False
    position = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if sum(map(bool, cells)) < 2:
            label = _CAPTION.search(line.rstrip("\t")[-24:])
            if label is not None:
                caption = _head_unit(label[1])
            elif in_table:
                caption = None
            heads, in_table = [], False
        else:
            row_heads = _read_heads(cells, caption)
            if row_heads is not None and (not in_table or any(head is not caption for head in row_heads if head)):
                heads, in_table = row_heads, True
            elif len(cells) == len(heads):
                found.extend(_row(cells, heads, position))
            in_table = True
        position += len(line) + 1
    return found


def _read_heads(cells: list[str], caption: _Head | None) -> list[_Head | None] | None:
    """The unit of each column if the row is a heading row, else None: no cell of a heading row is a number."""
    if any(_CELL.fullmatch(cell) for cell in cells):
        return None
    heads: list[_Head | None] = []
    for cell in cells:
        label = _HEAD_UNIT.search(cell)
        head = _head_unit(label[1] or label[2]) if label is not None else None
        if head is None and caption is not None and not _UNCOUNTED.search(cell):
            head = caption
        heads.append(head)
    return heads if any(heads) else None


def _head_unit(words: str) -> _Head | None:
    """`万元`, `元/月`, `%`: unit, scale and basis; None when the words are not a unit and nothing else."""
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
    return _Head(unit, scale, per)


def _row(cells: list[str], heads: list[_Head | None], position: int) -> Iterator[Quantity]:
    for cell, head in zip(cells, heads, strict=True):
        match = _CELL.fullmatch(cell) if head is not None and len(cell) < 40 else None
        if match is not None and head is not None:
            values = [parse_number(number.replace("，", ",")) for number in match.groups() if number]
            amounts = [plain(value * head.scale * head.unit.factor) for value in values if value is not None]
            end = position + len(cell)
            unit = head.unit
            if len(amounts) == 1:
                yield Quantity(position, end, position, end, unit.kind, amounts[0], unit.unit, per=head.per)
            elif len(amounts) == 2:
                yield Quantity(
                    position, end, position, end, unit.kind, amounts[0], unit.unit, "ge", None, "lower", head.per
                )
                yield Quantity(
                    position, end, position, end, unit.kind, amounts[1], unit.unit, "le", None, "upper", head.per
                )
        position += len(cell) + 1
