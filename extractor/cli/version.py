"""`hongtou --version`."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor import __version__


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hongtou {__version__}")
        raise typer.Exit


def register(app: typer.Typer) -> None:
    @app.callback()
    def hongtou(
        version: Annotated[
            bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
        ] = False,
    ) -> None:
        pass
