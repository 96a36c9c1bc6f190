"""How long and how large the work on one file may get.

Readers limit the work itself first (bytes, pages, operators, attributes), so that a file fares alike on every machine. What
is here comes last, for what no such limit foresees: seconds of processor time, and in a worker process memory.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from types import FrameType
from typing import NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SECONDS = 300
"""Of processor time for one file; the slowest circular known takes a fiftieth of it."""
MEGABYTE = 1 << 20
BYTES = 64 * MEGABYTE
"""Of a file. The longest circulars with their scanned annexes stay under it."""
PAGES = 1000
"""Of a file that has pages."""
MEMORY = 6 << 30
"""Bytes of address space of a worker process."""
_AGAIN = 1.0
"""Seconds after which the time limit is raised again, where a library has swallowed it."""
_GRACE = 5
_under_way: int | None = None
"""The seconds of the file that this process reads."""


class Limits(NamedTuple):
    """How much one file may take: seconds of processor time, bytes, and pages where it has any."""

    seconds: int = SECONDS
    bytes: int = BYTES
    pages: int = PAGES


DEFAULT = Limits()
_CURRENT: ContextVar[Limits] = ContextVar("limits", default=DEFAULT)


def current() -> Limits:
    """The limits of the file that is being read."""
    return _CURRENT.get()


@contextmanager
def applied(limits: Limits) -> Iterator[None]:
    """Read with other limits of bytes and pages in the block; `processor_time` limits its time."""
    token = _CURRENT.set(limits)
    try:
        yield
    finally:
        _CURRENT.reset(token)


class OutOfTime(BaseException):
    """A file took more than its seconds. No Exception: a library's `except Exception` must not swallow it."""


@contextmanager
def processor_time(seconds: int) -> Iterator[None]:
    """Raise OutOfTime in the block once it has used `seconds` of processor time.

    In the main thread of a POSIX process; elsewhere there is no limit. Code of a C library is interrupted where it comes back
    to Python; one that never does ends a worker process through `limit_worker`.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    try:
        before = signal.signal(signal.SIGPROF, _out_of_time)
    except ValueError:  # not the main thread
        yield
        return
    global _under_way
    try:
        _under_way = seconds
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    finally:
        _under_way = None
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def renew() -> None:
    """Count the time of the file under way anew: where it has several pages of long work each, as scans have.

    Does nothing outside `processor_time`; the reader must limit how often it asks.
    """
    if not hasattr(signal, "setitimer") or _under_way is None:
        return
    with suppress(ValueError):  # not the main thread
        signal.setitimer(signal.ITIMER_PROF, _under_way, _AGAIN)
        if resource is not None and resource.getrlimit(resource.RLIMIT_CPU)[0] != resource.RLIM_INFINITY:
            _limit_time(_under_way)


def limit_worker(seconds: int) -> None:
    """End this process where the next file uses more than `seconds` of processor time in one stretch, or too much memory.

    Only for worker processes: the limits are never lifted again, the time is counted anew by the next call.
    """
    if resource is None:
        return
    _limit_time(seconds)
    _lower(resource.RLIMIT_AS, MEMORY)


def _limit_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + _GRACE)


def _lower(kind: int, value: int) -> None:
    """Set the soft limit of a resource, as far as the hard one allows."""
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _out_of_time(signal: int, frame: FrameType | None) -> None:
    raise OutOfTime
