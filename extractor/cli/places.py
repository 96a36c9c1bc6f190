"""`hongtou places`: the code and whole name of a place."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.terminal import Output, write


def register(app: typer.Typer) -> None:
    @app.command()
    def places(
        asked: Annotated[str, typer.Argument(metavar="WORD", help="A name, a short name (聊城, 鲁, 山东聊城), a part of a name, or a code.")],
        output: Output = None,
    ) -> None:
        """Search a place, as --place takes it everywhere: its code, the places above it, and what a past one has become.

        Exit status: 0 found, 2 there is none (those that are like it are named).

        \b
        Example:
          hongtou places 东昌府
          hongtou places 章丘市
        """
        from rich.table import Table
        from rich.text import Text

        from extractor.cli.tables import render
        from extractor.policy.places import FOUND_HEADINGS, found_places

        table = Table(*FOUND_HEADINGS)
        for row in found_places(asked):
            table.add_row(*map(Text, row))
        write([render(table, to_terminal=output is None)], output)
