"""A process that writes notes to one task, each over the version it read; says so once a note is confirmed.

Run as `python writer.py URL TASK NAME COUNT`: the notes are `NAME 0`, `NAME 1` …
"""

from __future__ import annotations

import sys

from extractor.tracker.store import Conflict, Store


def main(url: str, task_id: str, name: str, count: str) -> None:
    with Store.open(url) as store:
        for number in range(int(count)):
            while True:
                version = store.find(task_id).state.version
                try:
                    store.update(task_id, {"note": f"{name} {number}"}, name, version)
                    break
                except Conflict:
                    continue
            print(number, flush=True)


main(*sys.argv[1:])
