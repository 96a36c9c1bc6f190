"""`hongtou text`: the text that spans count in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import STANDARD, Output, warn, write


def register(app: typer.Typer) -> None:
    @app.command()
    def text(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="A circular, or - for standard input.")],
        output: Output = None,
    ) -> None:
        """Print the text of a file as it was read.

        The spans of all records count in exactly this text.

        Exit status: 0 printed, 2 the file cannot be read.

        \b
        Example:
          hongtou text notice.pdf > notice.txt
        """
        from extractor.pipeline import read_within_limits, within_limits
        from extractor.sources import read_bytes, read_source

        stdin = typer.get_binary_stream("stdin").read() if file == STANDARD else None
        source = within_limits(read_source, file) if stdin is None else read_within_limits(read_bytes, "stdin", stdin)
        for warning in source.warnings:
            warn(source.name, warning)
        write([source.text], output)
