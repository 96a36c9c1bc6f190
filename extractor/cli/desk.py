"""`hongtou desk`: the day's work with a corpus in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import say


def register(app: typer.Typer) -> None:
    @app.command()
    def desk(
        corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="The corpus.")] = Path("corpus"),
        port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on (0: a free one).")] = 0,
        watch: Annotated[Path | None, typer.Option(metavar="DIR", file_okay=False, exists=True,
                                                   help="A folder whose new files come into the in-tray; it is not changed.")] = None,
        opens: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    ) -> None:
        """Work with a corpus in the browser: read, confirm, correct, waive, follow tasks.

        Listens on this computer alone; the address that is printed carries a token. What is decided is written as files
        into the corpus, states of tasks into the tracker's store. Ends with Ctrl-C.

        Exit status: 0 ended, 2 could not run.

        \b
        Example:
          hongtou desk corpus
          hongtou desk corpus --watch scanned/
        """
        try:
            from extractor.desk.serve import serve
        except ImportError as error:
            from extractor.sources.model import SourceError

            raise SourceError("hongtou desk", f"{error.name} is not installed", "install the extra `desk`") from error
        serve(corpus, port=port, watched=watch, opens=opens, show=lambda address: say(f"红头工作台：{address}\n按 Ctrl-C 结束。"))
