"""Two writers of one store, on SQLite and PostgreSQL: every confirmed note is there, each over the one before it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from extractor.tracker.store import Store
from tests.tracker.building import task

WRITER = Path(__file__).resolve().parents[1] / "tracker" / "writer.py"


def lost(url: str, each: int) -> list[str]:
    """Let two processes write `each` notes; returns what was lost."""
    with Store.open(url) as store:
        store.sync([task("t1")], date(2021, 9, 15), "sync")
        command = [sys.executable, str(WRITER), url, "t1"]
        both = [subprocess.Popen([*command, name, str(each)], stdout=subprocess.PIPE, text=True) for name in ("甲", "乙")]
        confirmed = [len(one.communicate()[0].splitlines()) for one in both]
        changes = [change for change in store.history("t1") if change.field == "note"]
    wrong = []
    if confirmed != [each, each] or len(changes) != 2 * each:
        wrong.append(f"{confirmed} confirmed, {len(changes)} stored")
    if [change.before for change in changes] != ["", *(change.after for change in changes[:-1])]:
        wrong.append("a note took the place of another one than that before it")
    return wrong
