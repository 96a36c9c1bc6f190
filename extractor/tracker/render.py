"""Entries in each form that can be asked for with `--to`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

from extractor.printable import printable
from extractor.tracker.entries import Entry

Form = Literal["json", "csv", "markdown", "ics", "xlsx", "html"]
FORMS: tuple[Form, ...] = get_args(Form)


def render(entries: Sequence[Entry], form: Form, on: date, name: str = "重点任务") -> bytes:
    """`entries` as the bytes of a file; `name` is the calendar's, the sheet's and the page's heading."""
    if form == "ics":
        from extractor.tracker.calendars import to_ics

        return to_ics(entries, name)
    if form == "xlsx":
        from extractor.tracker.sheet import to_xlsx

        return to_xlsx(entries, on, name)
    if form == "html":
        from extractor.tracker.page import to_html

        return printable(to_html(entries, on, name)).encode()
    from extractor.tracker.listing import to_csv, to_json, to_markdown

    if form == "json":
        return to_json(entries).encode()
    return (to_csv(entries) if form == "csv" else printable(to_markdown(entries, on))).encode()
