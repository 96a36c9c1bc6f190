"""The desk on this computer: the index renewed, the server started, the address printed."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path

from extractor.corpus.packs import use_packs_of
from extractor.desk.actions import is_written
from extractor.desk.app import create_app
from extractor.desk.gate import TOKEN, new_token
from extractor.desk.holdings import Holdings, journal_of
from extractor.desk.pages.intake import MAX_FILES, Handed, hand_in
from extractor.desk.routes import Desk
from extractor.desk.tasks import TaskBook
from extractor.desk.watching import Watch
from extractor.sources.model import SourceError
from extractor.tracker.store import configured_url

HOST = "127.0.0.1"


def serve(corpus: Path, *, port: int = 0, cache: Path | None = None, watched: Path | None = None, show: Callable[[str], None],
          opens: bool = True) -> None:
    """Serve a corpus until the process is told to stop; `show` is called with the address once it answers; new files of the folder
    `watched` come into the in-tray.

    Port 0 takes a free one. Raises SourceError where the corpus cannot be read, or the port is taken.
    """
    import uvicorn

    use_packs_of(corpus)
    token = new_token()
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise SourceError(f"port {port}", f"cannot be listened on ({error.strerror})", "name another with --port, or leave it out") from error
    port = listening.getsockname()[1]
    hosts = frozenset({f"{HOST}:{port}", f"localhost:{port}"})
    address = f"http://{HOST}:{port}/?{TOKEN}={token}"
    tracker = configured_url()
    book = TaskBook(tracker)
    holdings = Holdings(corpus, cache, tracker=tracker, renewed=book.forget)
    journal = journal_of(corpus, cache)
    journal.settle(lambda file: is_written(holdings, file))
    try:
        if not holdings.is_current:
            holdings.renew().result()
        desk = Desk(holdings, book, journal, date.today, watched=str(watched or ""))
        app = create_app(desk, token=token, hosts=hosts)
        if watched is not None:
            Watch(watched, holdings.incoming, lambda files: _wait(desk, files)).start()
        show(address)
        if opens:
            webbrowser.open(address)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])
    finally:
        holdings.close()
        book.close()
        listening.close()


def _wait(desk: Desk, files: list[tuple[str, bytes]]) -> None:
    """Let files of the watched folder wait in the in-tray."""
    hand_in(desk.holdings, Handed(files=files[:MAX_FILES]), "", desk.now(), "watched")
    if files[MAX_FILES:]:
        _wait(desk, files[MAX_FILES:])
