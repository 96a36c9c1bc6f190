"""Findings as one self-contained page in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.consistency.model import SEVERITIES, NotCompared
from extractor.consistency.reports.matrix import Matrix, legend
from extractor.consistency.reports.rows import SEVERITY_LABELS, Row
from extractor.consistency.reports.text import apart_heading, summary, told
from extractor.consistency.reports.wanted import called
from extractor.consistency.reports.wanted import summary as missing
from extractor.consistency.wanted import Wanted
from extractor.templating import environment

TEMPLATE = "report.html.j2"


Href = Callable[[str, tuple[int, int]], str]
"""The address of a place in a file; "" where there is no page of it."""


def page(
    rows: Sequence[Row],
    matrix: Matrix,
    apart: Sequence[NotCompared] = (),
    wanted: Sequence[Wanted] = (),
    *,
    nav: Sequence[tuple[str, str, bool]] = (),
    href: Href | None = None,
) -> str:
    """The page: all findings as a list that reads without scripts, filters where there are some, the matrix, what could not
    be compared, and the wanted circulars; `nav` and `href` lead to other pages."""
    open_rows = [row for row in rows if row.finding.waived is None]
    counts = {one: sum(row.finding.severity == one for row in open_rows) for one in reversed(SEVERITIES)}
    return environment("check").get_template(TEMPLATE).render(
        rows=rows,
        nav=nav,
        href=href or (lambda source, span: ""),
        matrix=matrix,
        legend=list(legend(matrix)),
        wanted=[(one, called(one)) for one in wanted],
        wanted_summary=missing(wanted),
        apart=[told(one) for one in apart],
        apart_heading=apart_heading(apart),
        counts=counts,
        waived=len(rows) - len(open_rows),
        summary=summary([row.finding for row in rows]),
        severities={one: SEVERITY_LABELS[one] for one in reversed(SEVERITIES)},
        checks=dict(sorted({row.finding.check: row.label for row in rows}.items(), key=lambda pair: pair[1])),
        places=sorted({row.lower.place for row in rows if row.lower.place}),
    )
