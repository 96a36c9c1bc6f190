"""The command line. It parses arguments and calls the stages; what they do is not decided here.

Each command, or group of commands, is a module of this package with `register(app: typer.Typer) -> None`,
named in `MODULES`. Such a module imports nothing heavy at its top (no pydantic, spaCy, pdfplumber, openpyxl,
SQLAlchemy, Jinja2): commands import what they call, so that `hongtou --help` answers at once.

Exit statuses: 0 done; 1 something was found or failed, as the command documents; 2 could not run.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from extractor.cli.terminal import complain, report_pages, say
from extractor.printable import shown_name
from extractor.refusal import Refusal
from extractor.sources.model import SourceError
from extractor.vocabulary import VocabularyError

MODULES = (
    "init", "extract", "text", "add", "build", "check", "waive", "wanted", "board", "table", "concepts", "places",
    "compare", "rules", "calc", "diff", "correct", "confirm", "desk", "tasks", "eval", "version",
)  # fmt: skip


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Commands(TyperGroup):
    """The commands; an input that stops one altogether becomes one clear line and exit status 2."""

    def invoke(self, ctx: Any) -> Any:
        report_pages()
        try:
            return super().invoke(ctx)
        except SourceError as error:
            complain(error)
        except OSError as error:
            _explain(error)
        except Refusal as error:
            say(f"hongtou: {error}", err=True)
        except VocabularyError as error:
            complain(SourceError("vocabulary", str(error), "correct the vocabulary file"))
        ctx.exit(2)


def _explain(error: OSError) -> None:
    """Complain of a file, or of standard output where none is named; raises what is no such error."""
    if isinstance(error, BrokenPipeError) or error.errno is None:
        raise error
    if error.filename is None:
        _give_up_output()
    advice = "make room on the disk" if error.errno in _FULL else "check the path and its rights"
    complain(SourceError(shown_name(error.filename or "the output"), str(error.strerror), advice))


def _give_up_output() -> None:
    """Let what standard output still holds go nowhere, or the interpreter would fail on it again when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def create_app() -> typer.Typer:
    """The command line with every module of `MODULES` registered, in that order."""
    app = typer.Typer(
        cls=Commands,
        help="Turn Chinese government circulars (红头文件) into structured, sourced, dated rules.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for name in MODULES:
        import_module(f"{__name__}.{name}").register(app)
    return app


def main() -> None:
    """Run `hongtou`."""
    try:
        create_app()(prog_name="hongtou")
    except OSError as error:  # of what is printed before a command begins
        _explain(error)
        sys.exit(2)
    except SystemExit as leaving:
        if sys.argv[1:2] != ["build"] or not isinstance(leaving.code, int | None):
            raise
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        # A build has written all that it writes. The system takes back the memory of a large corpus at once; to free it
        # object by object takes a tenth of a rebuild.
        os._exit(leaving.code or 0)
