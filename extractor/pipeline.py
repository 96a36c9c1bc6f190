"""The whole way from a file to its records, in one screen; batches run over `concurrent.futures`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from extractor.collector import collector_paused
from extractor.limits import DEFAULT, Limits, OutOfTime, applied, limit_worker, processor_time
from extractor.normalize import normalize
from extractor.records.extract import extract
from extractor.records.extraction import Extraction
from extractor.sources import may_hang, read_bytes, read_source
from extractor.sources.annexes import Annexes, with_annexes
from extractor.sources.detection import HEAD, is_risky
from extractor.sources.model import SourceError, SourceText
from extractor.structure import structure
from extractor.vocabulary import OwnPack, VocabularyError, own_packs, use_packs

Supplied = Mapping[str, Any]
T = TypeVar("T")
_POOL_FROM = 32
"""Fewer files are done sooner in one process than worker processes take to start."""


def extract_source(source: SourceText, supplied: Supplied | None = None) -> Extraction:
    """The records of one source text; `supplied` are head fields given by hand for its first circular."""
    with collector_paused():
        clean = normalize(source)
        circulars = structure(clean, supplied)
        return extract(clean, circulars)


def extract_file(path: Path, supplied: Supplied | None = None, annexes: Sequence[Path] = ()) -> Extraction:
    """The records of one file and of the files that are its annexes. Raises SourceError where one cannot be read."""
    source = read_source(path)
    return extract_source(with_annexes(source, [read_source(annex) for annex in annexes]) if annexes else source, supplied)


def extract_bytes(name: str, data: bytes, supplied: Supplied | None = None) -> Extraction:
    """The records of a file's content, such as standard input. Raises SourceError where it cannot be read."""
    return extract_source(read_bytes(name, data), supplied)


def read_within_limits(read: Callable[[str, bytes], T], name: str, data: bytes, limits: Limits = DEFAULT) -> T:
    """`read(name, data)` of a file's content, such as standard input, within the limits of `extract_many`.

    `read` is `extract_bytes` or `sources.read_bytes`. Raises SourceError where it fails or exceeds the limits.
    """
    attempt = _alone if is_risky(data[:HEAD]) else _guarded
    return _result(attempt(_Task(name, partial(read, name, data), limits, own_packs())))


def within_limits(work: Callable[[Path], T], path: Path, limits: Limits = DEFAULT) -> T:
    """`work(path)` within the limits of `extract_many`; raises SourceError where it fails or exceeds them."""
    attempt = _alone if may_hang(path) else _guarded
    return _result(attempt(_Task(path.name, partial(work, path), limits, own_packs())))


def _result(found: T | SourceError) -> T:
    if isinstance(found, SourceError):
        raise found
    return found


def extract_many(
    paths: Iterable[Path],
    executor: Executor | None = None,
    *,
    supplied: Mapping[str, Supplied] | None = None,
    annexes: Annexes | None = None,
    jobs: int | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Extraction | SourceError]:
    """Extract many files; yields, in the order of `paths`, what each gives or why it could not be read.

    `executor` runs the work (such as Dask's `Client.get_executor()`); without one, a pool of `jobs` processes
    does (default: one a core), or this process alone where there are few files and none of a format whose library may
    hang. `supplied` holds hand-given head fields by file name, `annexes` the files that are read with a path, `limits` say
    how much a file may take. A bad file, or one that kills its worker, costs only itself.
    """
    files = tuple(paths)
    tasks = [
        _Task(path.name, partial(extract_file, path, (supplied or {}).get(path.name), (annexes or {}).get(path, ())), limits, own_packs())
        for path in files
    ]
    workers = jobs or os.cpu_count() or 1
    if executor is not None:
        futures = [executor.submit(_guarded, task) for task in tasks]
        yield from (future.result() for future in futures)
    elif workers > 1 and (jobs is not None or len(tasks) >= _POOL_FROM):
        yield from _pooled(tasks, workers)
    elif any(map(may_hang, chain(files, *(annexes or {}).values()))):
        yield from _pooled(tasks, 1)
    else:
        yield from map(_guarded, tasks)


class _Task(NamedTuple, Generic[T]):
    """Work on one file within its limits, with the packs of its corpus."""

    name: str
    work: Callable[[], T]
    limits: Limits
    packs: tuple[OwnPack, ...]


def _pooled(tasks: Sequence[_Task[T]], workers: int) -> Iterator[T | SourceError]:
    """The files in worker processes, which are started anew when one dies."""
    position = 0
    while position < len(tasks):
        pool = ProcessPoolExecutor(workers)
        try:
            futures = [pool.submit(_in_worker, task) for task in tasks[position:]]
            for future in futures:
                yield future.result()
                position += 1
            return
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
        result = _alone(tasks[position])
        yield result
        position += 1


def _alone(task: _Task[T]) -> T | SourceError:
    """One file in a process of its own, where only it can do harm."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(_in_worker, task).result()
        except BrokenProcessPool:
            problem = f"took more than {task.limits.seconds} seconds of processor time or too much memory, or broke its reader"
            return SourceError(task.name, problem, "is it damaged or huge? Save it anew, or as text", "too_large")


def _in_worker(task: _Task[T]) -> T | SourceError:
    limit_worker(task.limits.seconds)
    return _guarded(task)


def _guarded(task: _Task[T]) -> T | SourceError:
    """What the work gives, or why it gives nothing; only a fault that spoils every file is raised."""
    use_packs(task.packs)
    try:
        with applied(task.limits), processor_time(task.limits.seconds):
            return task.work()
    except SourceError as error:
        return error
    except VocabularyError:  # spoils every file
        raise
    except OutOfTime:
        problem = f"took more than {task.limits.seconds} seconds of processor time"
        return SourceError(task.name, problem, "split it, save it anew as text, or raise --file-seconds", "too_large")
    except (MemoryError, RecursionError) as error:
        problem = f"is too large or too deep to read ({type(error).__name__})"
        return SourceError(task.name, problem, "split it, or save it anew as text", "too_large")
    except Exception as error:  # a fault of ours must not cost the other files
        problem = f"extraction failed ({type(error).__name__}: {error})"
        return SourceError(task.name, problem, "please report this with the file")
