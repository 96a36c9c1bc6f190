"""What all commands share at the terminal: complaints, progress, output to a file or standard output."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from extractor.printable import printable
from extractor.writing import in_one_move

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.sources.model import SourceError

STANDARD = Path("-")
"""As a path: standard input or output."""

Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write (default: standard output).")
]
Jobs = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Worker processes (default: one a core; none for a few files).")
]


def say(message: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a line to standard output, or to standard error; nothing in it steers the terminal."""
    typer.echo(printable(message), err=err, nl=nl)


def stop(message: str) -> NoReturn:
    """Say on standard error why the command could not run, and leave with exit status 2."""
    say(f"hongtou: {message}", err=True)
    raise typer.Exit(2)


def user(by: str | None) -> str:
    """Who makes a change: the name given, else the user of this computer."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        stop("this computer does not say who you are; give your name with --by or in HONGTOU_USER")


def console(**options: Any) -> Console:
    """A rich console whose texts are printable, whatever circulars they come from; only rich itself steers the terminal."""
    from rich.console import Console
    from rich.segment import Segment

    class Printing(Console):
        def render(self, renderable: Any, options: Any = None) -> Iterator[Segment]:
            for segment in super().render(renderable, options):
                yield segment if segment.control else Segment(printable(segment.text), segment.style)

    return Printing(**options)


def complain(error: SourceError) -> None:
    """Say on standard error which file cannot be used, why, and what to do."""
    say(f"hongtou: {error.name}: {error.problem}; {error.advice}", err=True)


def warn(name: str, message: str) -> None:
    """Say on standard error what the person who brought a file should know."""
    say(f"hongtou: {name}: {message}", err=True)


def report_pages() -> None:
    """Say on standard error, where that is a terminal, which page of a scan is being read: each takes seconds."""
    if not sys.stderr.isatty():
        return
    import logging

    class Saying(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(f"hongtou: {record.getMessage()}", err=True)

    pages = logging.getLogger("extractor.sources.scan")
    pages.setLevel(logging.INFO)
    pages.addHandler(Saying())


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar as a function of (done, all), or None where the output is not a terminal."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield None
        return
    from rich.progress import Progress

    # Drawn only when told to: a drawing thread must not be there when worker processes are forked.
    with Progress(console=console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield advance


def write(pieces: Iterable[str | bytes], target: Path | None) -> None:
    """Write text, made printable, as UTF-8 and bytes as they are: to standard output, or to a file in one move.

    The file appears under its name only when it is complete.
    """
    data = (printable(piece).encode() if isinstance(piece, str) else piece for piece in pieces)
    if target is None or target == STANDARD:
        stream = typer.get_binary_stream("stdout")
        for piece in data:
            stream.write(piece)
        stream.flush()
        return
    with in_one_move(target) as path, path.open("wb") as stream:
        stream.writelines(data)
