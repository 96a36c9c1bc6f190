"""Reading the due dates of a text that was issued on a day."""

from __future__ import annotations

from datetime import date
from functools import partial

from extractor.frames.view import View
from extractor.quantities import find_quantities, find_times
from extractor.records.deadlines import Deadline, find_deadlines
from extractor.records.rows import Rows
from extractor.spans import Span
from extractor.structure.tables import Grids
from tests.records.reading import as_is, lines_of

ISSUED = date(2024, 2, 20)


def read(text: str, issued: date | None = ISSUED, base_year: int | None = 2024) -> list[Deadline]:
    quantities = find_quantities(text)
    times = find_times(text, quantities)
    clean = as_is(text)
    lines = lines_of(clean)
    rows = Rows(text, lines, Grids(clean))
    return [
        deadline for line in lines for deadline in find_deadlines(
            View(text, quantities), Span(line.start, line.end), times, base_year, issued, row=partial(rows.of, line))
    ]
