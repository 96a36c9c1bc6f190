"""The options by which a command limits how much one file may take, for all commands that read files."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from extractor.limits import BYTES, PAGES, SECONDS, Limits

_OPTIONS = [
    Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[int, typer.Option(min=1, metavar="N", help=text)])
    for name, default, text in (
        ("file_seconds", SECONDS, "Processor time that one file may take before it is given up."),
        ("max_pages", PAGES, "Pages that one file may have."),
        ("max_bytes", BYTES, "Bytes that one file may have."),
    )
]


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command --file-seconds, --max-pages and --max-bytes; what they say comes to its last parameter, `limits`."""

    @wraps(command)
    def run(*, file_seconds: int, max_pages: int, max_bytes: int, **given: Any) -> None:
        command(**given, limits=Limits(file_seconds, max_bytes, max_pages))

    own = [one for one in signature(command, eval_str=True).parameters.values() if one.name != "limits"]
    parameters = [*(one.replace(kind=Parameter.KEYWORD_ONLY) for one in own), *_OPTIONS]
    run.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run
