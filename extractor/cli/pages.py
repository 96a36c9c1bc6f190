"""How a page that a command writes links into the pages that `hongtou build` wrote."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import quote

import typer

GENERATED = Path("generated_rules")

Pages = Annotated[
    Path, typer.Option("--pages", metavar="DIR", help="The folder that hongtou build wrote: HTML links to its pages where there are some.")
]


class Links(NamedTuple):
    """The navigation of a page; the pages that were built, and the way there."""

    nav: Sequence[tuple[str, str, bool]]
    pages: Path
    way: str

    def href(self, source: str, span: tuple[int, int]) -> str:
        """The address of a place in a file; "" where there is no page of it."""
        from extractor.report.names import circular_page, place_href

        return self.way + place_href(source, span) if self.nav and (self.pages / circular_page(source)).is_file() else ""


def links(folder: Path, output: Path | None) -> Links:
    """The links from a page (in the working folder where it goes to standard output) to the pages in `folder`; none where nothing was
    built there."""
    from extractor.report.names import FOLDER, FRONT, navigation

    if not (folder / FRONT).is_file():
        return Links((), folder, "")
    start = output.parent if output is not None else Path()
    way = f"{quote(Path(os.path.relpath(folder / FOLDER, start)).as_posix())}/"
    return Links(navigation(before=way), folder / FOLDER, way)
