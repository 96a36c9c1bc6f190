"""今日: what to look at first."""

from __future__ import annotations

from datetime import date

from extractor.desk.holdings import Holdings
from extractor.desk.pages.common import Model, Shown, shown, texts_of
from extractor.desk.pages.files import FileRow, FilesAsked, files_page
from extractor.desk.pages.findings import FindingRow, FindingsAsked, findings_page
from extractor.desk.pages.tasks import TaskRow, due_soon
from extractor.desk.tasks import TaskBook

_SOME = 8


class Overview(Model):
    """Counts, the worst findings, the most doubtful values, what is due, the newest circulars."""

    day: date
    counts: dict[str, int]
    findings: list[FindingRow]
    doubtful: list[Shown]
    due: list[TaskRow]
    newest: list[FileRow]
    notes: list[str]


def overview(holdings: Holdings, book: TaskBook, today: date) -> Overview:
    """The first page."""
    found = findings_page(holdings, FindingsAsked())
    files = files_page(holdings, FilesAsked())
    due, late, soon = due_soon(book, today, _SOME)
    with holdings.index.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM record WHERE type = 'parameter' AND confidence = 'low' AND confirmed = '' ORDER BY source, position LIMIT ?", (_SOME,)
        ).fetchall()
        doubtful = [shown(row, text) for row, text in ((row, texts_of(connection, [row["source"]])[row["source"]]) for row in rows)]
        values, unsure, wanted = connection.execute(
            "SELECT (SELECT count(*) FROM record WHERE type = 'parameter'),"
            " (SELECT count(*) FROM record WHERE type = 'parameter' AND confidence = 'low' AND confirmed = ''), (SELECT count(*) FROM wanted)"
        ).fetchone()
    counts = {"circulars": files.pages.total, "values": values, "doubtful": unsure, "errors": found.counts.get("error", 0),
              "warnings": found.counts.get("warning", 0), "late": late, "soon": soon, "wanted": wanted, "failures": len(files.failures)}
    notes = [holdings.failure] if holdings.failure else []
    return Overview(day=today, counts=counts, findings=found.rows[:_SOME], doubtful=doubtful, due=due, newest=files.rows[:_SOME], notes=notes)
