"""The whole way from a file to its records, in one screen; batches run over `concurrent.futures`."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractor.normalize import normalize
from extractor.records.extract import extract
from extractor.records.extraction import Extraction
from extractor.sources import read_bytes, read_source
from extractor.sources.model import SourceError, SourceText
from extractor.structure import structure
from extractor.vocabulary import VocabularyError

Supplied = Mapping[str, Any]
_Work = tuple[Path, Supplied | None]
_POOL_FROM = 32
"""Fewer files are done sooner in one process than worker processes take to start."""


def extract_source(source: SourceText, supplied: Supplied | None = None) -> Extraction:
    """The records of one source text; `supplied` are head fields given by hand for its first circular."""
    with _collector_paused():
        clean = normalize(source)
        circulars = structure(clean, supplied)
        return extract(clean, circulars)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Records refer to nothing in circles; looking for such again and again costs a long text a fifth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def extract_file(path: Path, supplied: Supplied | None = None) -> Extraction:
    """The records of one file. Raises SourceError where it cannot be read."""
    return extract_source(read_source(path), supplied)


def extract_bytes(name: str, data: bytes, supplied: Supplied | None = None) -> Extraction:
    """The records of a file's content, such as standard input. Raises SourceError where it cannot be read."""
    return extract_source(read_bytes(name, data), supplied)


def extract_many(
    paths: Iterable[Path],
    executor: Executor | None = None,
    *,
    supplied: Mapping[str, Supplied] | None = None,
    jobs: int | None = None,
) -> Iterator[Extraction | SourceError]:
    """Extract many files; yields, in the order of `paths`, what each gives or why it could not be read.

    `executor` runs the work (such as Dask's `Client.get_executor()`); without one, a pool of `jobs` processes
    does (default: one a core), or this process alone where there are few files. `supplied` holds hand-given head
    fields by file name. A bad file, or one that kills its worker, costs only itself.
    """
    tasks = [(path, (supplied or {}).get(path.name)) for path in paths]
    workers = jobs or os.cpu_count() or 1
    if executor is not None:
        yield from _submitted(executor, tasks)
    elif workers == 1 or (jobs is None and len(tasks) < _POOL_FROM):
        yield from (_attempt(*task) for task in tasks)
    else:
        yield from _pooled(tasks, workers)


def _attempt(path: Path, supplied: Supplied | None) -> Extraction | SourceError:
    try:
        return extract_file(path, supplied)
    except SourceError as error:
        return error
    except VocabularyError:  # spoils every file
        raise
    except Exception as error:  # a fault of ours must not cost the other files
        problem = f"extraction failed ({type(error).__name__}: {error})"
        return SourceError(path.name, problem, "please report this with the file")


def _submitted(executor: Executor, tasks: Sequence[_Work]) -> Iterator[Extraction | SourceError]:
    futures = [executor.submit(_attempt, *task) for task in tasks]
    yield from (future.result() for future in futures)


def _pooled(tasks: Sequence[_Work], workers: int) -> Iterator[Extraction | SourceError]:
    """`_submitted` on a process pool, which is started anew when a worker dies."""
    position = 0
    while position < len(tasks):
        pool = ProcessPoolExecutor(workers)
        try:
            for result in _submitted(pool, tasks[position:]):
                yield result
                position += 1
            return
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
        yield _alone(*tasks[position])
        position += 1


def _alone(path: Path, supplied: Supplied | None) -> Extraction | SourceError:
    """One file in a process of its own, where only it can do harm."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(_attempt, path, supplied).result()
        except BrokenProcessPool:
            return SourceError(
                path.name, "its extraction ended abnormally", "try the file alone; is it damaged or huge?"
            )
