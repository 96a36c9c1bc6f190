"""Every quantity of a text: value, unit, comparator, basis."""

from __future__ import annotations

from decimal import Decimal

from extractor.quantities import basis, comparison, tables
from extractor.quantities.model import Comparator, Quantity, Vague
from extractor.quantities.numerals import plain
from extractor.quantities.scan import Found, scan


def find_quantities(text: str) -> list[Quantity]:
    """All quantities with a definite value, in text order. No quantity crosses a line break."""
    return read_quantities(text)[0]


def find_vague(text: str) -> list[Vague]:
    """Quantities without a definite value (一千多万元, 数百家), in text order."""
    return read_quantities(text)[1]


def read_quantities(text: str) -> tuple[list[Quantity], list[Vague]]:
    """Definite and vague quantities of one pass over the text."""
    found: list[Quantity] = []
    vague: list[Vague] = []
    touched: dict[int, str] = {}
    bare: set[int] = set()
    for raw in scan(text):
        if found and raw.start < found[-1].end:
            continue  # 2年（含2年）以上
        if raw.value is None:
            vague.append(Vague(raw.start, raw.end, raw.unit.kind, raw.code))
            continue
        _add(text, raw, found, touched, bare)
    comparison.share(text, found, touched)
    comparison.complement(found, _lines(text, found), bare)
    return sorted([*found, *tables.table_quantities(text)], key=lambda quantity: quantity.start), vague


def _add(text: str, raw: Found, found: list[Quantity], touched: dict[int, str], bare: set[int]) -> None:
    assert raw.value is not None
    after_basis, per = basis.slash_basis(text, raw.end)
    before = comparison.read_before(text, raw.start, raw.unit)
    after = comparison.read_after(text, after_basis, raw.unit)
    start = before.start if before is not None else raw.start
    if per is None and raw.unit.kind != "percent":
        per = basis.printed_basis(text, start)

    def quantity(value: Decimal, comparator: Comparator) -> Quantity:
        return Quantity(
            start, after.end, raw.number_start, raw.end, raw.unit.kind, plain(value), raw.code, comparator,
            after.inclusive, None, per,
        )  # fmt: skip

    if raw.lower is not None and raw.lower_end and before is not None:
        lower = quantity(raw.lower, "gt" if before.comparator == "gt" else "ge")
        lower.end = lower.number_end = raw.lower_end
        upper = quantity(raw.value, comparison.with_inclusion("le", after.inclusive))
        upper.start = upper.number_start = raw.upper_start
        found += [lower, upper]
        return
    if raw.lower is not None:
        lower, upper = quantity(raw.lower, "ge"), quantity(raw.value, "le")
        lower.range_role, upper.range_role = "lower", "upper"
        lower.inclusive = None
        upper.comparator = comparison.with_inclusion("le", after.inclusive)
        found += [lower, upper]
        return
    index = len(found)
    comparator: Comparator = "eq"
    if after.comparator is not None:
        comparator = comparison.with_inclusion(after.comparator, after.inclusive)
        touched[index] = "after"
        if after.inclusive is None and comparator in ("ge", "lt"):
            bare.add(index)
    elif before is not None:
        comparator = comparison.with_inclusion(before.comparator, after.inclusive)
    if before is not None:
        touched[index] = "before"
        if after.comparator == "approx" or after.comparator is None:
            comparator = comparison.with_inclusion(before.comparator, after.inclusive)
    elif after.comparator is None:
        comparator = _from_context(text, raw, found, after.inclusive)
    found.append(quantity(raw.value, comparator))


def _from_context(text: str, raw: Found, found: list[Quantity], inclusive: bool | None) -> Comparator:
    """The comparator of a value that no word touches: the upper end after 至, or a word that governs it."""
    previous = found[-1] if found else None
    if inclusive is not None or (
        previous is not None
        and previous.kind == raw.unit.kind
        and previous.comparator in ("gt", "ge")
        and text[previous.end : raw.start] in ("至", "到", "—", "–", "-", "~", "～")
    ):
        return comparison.with_inclusion("le", inclusive)
    return comparison.governing(text, raw.start, raw.unit) or "eq"


def _lines(text: str, found: list[Quantity]) -> list[int]:
    """The number of the line on which each quantity stands."""
    numbers: list[int] = []
    line = position = 0
    for quantity in found:
        line += text.count("\n", position, quantity.start)
        position = max(position, quantity.start)
        numbers.append(line)
    return numbers
