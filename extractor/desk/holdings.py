"""What the desk holds: a corpus's folder, its index, and the one place where both are changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extractor.desk.incoming import accept_lot, read_lot
from extractor.desk.index import FILE, Index
from extractor.desk.journal import FILE as JOURNAL
from extractor.desk.journal import Journal
from extractor.kept import Place, cache_folder

if TYPE_CHECKING:
    from extractor.records.extraction import Extraction

FOLDER = "desk"
T = TypeVar("T")


def index_of(corpus: Path, cache: Path | None = None) -> Index:
    """The index of a corpus in the cache folder; it may not be there yet."""
    return Index(Place(cache_folder(cache), corpus).folder / FOLDER / FILE)


def journal_of(corpus: Path, cache: Path | None = None) -> Journal:
    """The journal of a corpus, beside its index."""
    return Journal(index_of(corpus, cache).path.with_name(JOURNAL))


def renew_index(corpus: Path, cache: Path | None = None, tracker: str | None = None) -> str:
    """Read a corpus as a build does and bring its index up to it; returns the name of the state that it has then.

    Its tasks are taken over into the store at the URL `tracker`, unless a file could not be read: its tasks would look withdrawn.

    Raises SourceError where the corpus cannot be read, or a waiver is none.
    """
    from extractor.build.findings import context_of, findings_of
    from extractor.consistency.wanted import wanted
    from extractor.corpus import load
    from extractor.desk.differences import differences, picture
    from extractor.desk.fill import renew
    from extractor.desk.tasks import TaskBook
    from extractor.tracker import collect
    from extractor.tracker.holidays import holiday_notices
    from extractor.tracker.origin import Origin

    stamp = state_of(corpus)
    loaded = load(corpus, may_be_empty=True, keep=True, cache=cache)
    context = context_of(loaded)
    findings = findings_of(loaded, context)
    index = index_of(corpus, cache)
    if not index.is_there:
        index.make()
    is_first = index.about("renewed") is None
    with index.writing() as connection:
        before = picture(connection)
        renew(connection, loaded, findings, wanted(context), stamp)
        found = [] if is_first else list(differences(before, picture(connection)))
    if found:
        journal_of(corpus, cache).note(datetime.now(UTC).isoformat(timespec="seconds"), found)
    if tracker and not loaded.failures:
        with TaskBook(tracker) as book:
            calendar = holiday_notices(loaded.extractions).calendar
            book.take_over(collect(loaded.extractions, loaded.store), date.today(), "hongtou", Origin.of([corpus]), calendar)
    loaded.store.save()
    return stamp


def draw_page(corpus: Path, source: str, page: int) -> bytes:
    """A page of a PDF of a corpus as PNG. Raises LookupError where there is no such file or page, SourceError where it cannot be drawn."""
    from extractor.corpus.loader import circular_paths
    from extractor.sources import content
    from extractor.sources.page_images import page_image

    path = next((one for one in circular_paths(corpus, may_be_empty=True) if one.name == source), None)
    if path is None:
        raise LookupError(source)
    return page_image(source, content(path), page)


def state_of(corpus: Path) -> str:
    """The name of the state of a corpus's files: it changes whenever one comes, goes or is written."""
    from extractor.kept import digest

    paths = sorted(path for path in corpus.rglob("*") if path.is_file() and not path.name.startswith("."))
    return digest(f"{path.relative_to(corpus)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in paths)


def _process() -> Executor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


class Holdings:
    """A corpus that people work on together. Changes are made one after the other; readers never wait for them."""

    def __init__(
        self, corpus: Path, cache: Path | None = None, *, tracker: str | None = None, executor: Executor | None = None,
        renewed: Callable[[], None] = lambda: None,
    ) -> None:
        self.corpus, self.cache = corpus, cache
        self._tracker, self._tell = tracker, renewed
        self.index = index_of(corpus, cache)
        self.incoming = self.index.path.parent / "incoming"
        # Two locks: a renewal ends in the worker's thread, which must never wait for a person who waits for the worker.
        self._change = threading.RLock()
        self._lock = threading.RLock()
        # A process of its own: reading a corpus must not slow down who looks at pages.
        self._own = executor is None
        self._worker = executor or _process()
        self._renewal: Future[str] | None = None
        self._again = False
        self._failure: str | None = None

    def _submit(self, work: Callable[..., T], *given: object) -> Future[T]:
        """Work in the worker; a process that died with what it was given is replaced."""
        try:
            return self._worker.submit(work, *given)
        except BrokenExecutor:
            if not self._own:
                raise
            self._worker = _process()
            return self._worker.submit(work, *given)

    def close(self) -> None:
        """Let go of the worker; what it has begun is finished or left as it was."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    @property
    def is_renewing(self) -> bool:
        """Whether findings and what is in force are being worked out anew."""
        return self._renewal is not None and not self._renewal.done()

    @property
    def failure(self) -> str | None:
        """Why the corpus could not be read the last time, None where it could."""
        return self._failure

    @property
    def is_current(self) -> bool:
        """Whether the index shows the files as they are."""
        return self.index.is_there and self.index.about("renewed") == state_of(self.corpus)

    def renew(self) -> Future[str]:
        """Begin to bring the index up to the files; one renewal at a time, and one more for what was changed meanwhile."""
        with self._lock:
            if self._renewal is not None and not self._renewal.done():
                self._again = True
                return self._renewal
            self._renewal = self._submit(renew_index, self.corpus, self.cache, self._tracker)
            self._renewal.add_done_callback(self._renewed)
            return self._renewal

    def _renewed(self, done: Future[str]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        self._failure = None if error is None else str(error)
        self._tell()
        with self._lock:
            again, self._again = self._again, False
        if again:
            with suppress(RuntimeError):  # the desk is closing
                self.renew()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """The time in which one person alone changes the corpus; afterwards the index follows."""
        with self._change:
            yield
        self.renew()

    def page_image(self, source: str, page: int) -> bytes:
        """A page of a PDF of the corpus as PNG, drawn in the worker. Raises LookupError where there is no such file or page."""
        return self._submit(draw_page, self.corpus, source, page).result()

    def read_lot(self, id_: str) -> Future[None]:
        """Begin to work out what a lot of the in-tray would change."""
        return self._submit(read_lot, self.corpus, self.incoming, id_, self.index, self.cache)

    def accept_lot(self, id_: str) -> list[str]:
        """Bring a lot into the corpus; the names of the files that were written. For use while `changing`."""
        return self._submit(accept_lot, self.corpus, self.incoming, id_, self.cache).result()

    def extraction(self, source: str) -> Extraction:
        """A file of the index with its records. Raises LookupError where there is none."""
        from extractor.records.extraction import Extraction, parsed

        with self.index.reading() as connection:
            row = connection.execute("SELECT text, lines FROM file WHERE source = ?", (source,)).fetchone()
        if row is None:
            raise LookupError(source)
        return Extraction(source, row["text"], parsed(row["lines"].splitlines(keepends=True)))

    def show(self, source: str, change: Callable[[Extraction], Extraction]) -> None:
        """Let a change of one file be seen at once; the renewal that follows makes everything else of it."""
        from extractor.desk.fill import put_file

        changed = change(self.extraction(source))
        with self.index.writing() as connection:
            count = connection.execute("SELECT finding_count FROM file WHERE source = ?", (source,)).fetchone()
            put_file(connection, changed)
            connection.execute("UPDATE file SET finding_count = ? WHERE source = ?", (count[0] if count else 0, source))

