"""Figures whose unit stands in their label: 债券总额（亿元）：10.00, 期限（年）：5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.quantities.basis import slash_basis
from extractor.quantities.model import Quantity
from extractor.quantities.numerals import parse_number, plain
from extractor.quantities.vocabulary import units

_LABELLED = re.compile(
    r"（(?:单位[：:])?(?P<scale>[百千万亿]*)(?P<unit>[^（）：:，。\n\t0-9]{1,8})）[：:](?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"
    r"(?=[，。；、\n\t]|\Z)"
)
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def labelled_quantities(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The bare numbers behind a label that says their unit, where none of `found` stands already."""
    if "）：" not in text and "）:" not in text:
        return
    taken = {quantity.number_start for quantity in found}
    for match in _LABELLED.finditer(text):
        unit = units().at(match["unit"], 0)
        value = parse_number(match["number"])
        if unit is None or value is None or match.start("number") in taken:
            continue
        end, per = slash_basis(match["unit"], len(unit.word))
        if end != len(match["unit"]):
            continue
        scale = Decimal(1)
        for sign in match["scale"]:
            scale *= _SCALES[sign]
        start, stop = match.span("number")
        yield Quantity(
            start, stop, start, stop, unit.kind, plain(value * scale * unit.factor), unit.unit, per=per)
