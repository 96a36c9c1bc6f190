"""Rows to pages of a bounded size: a page takes groups of rows until it is full, a group may go on over several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, NamedTuple

from markupsafe import Markup

from extractor.printable import printable

ROOM = 200_000
"""Bytes of rows on a page; one that alone takes more stands by itself."""
_LEAST = 700
"""Bytes that a row counts for at least: short ones take time to lay out too."""
_ROW = b"</tr>\n"


class Part(NamedTuple):
    """Some rows that belong together wherever they go: what they are sorted by, how many they are, their HTML."""

    key: tuple[Any, ...]
    size: int
    html: bytes


@dataclass(slots=True)
class Group:
    """Rows under one heading, `anchor` its id; `note` stands beside it, `kind` is for the template."""

    anchor: str
    heading: str
    count: int
    rows: list[bytes] = field(default_factory=list)
    note: str = ""
    kind: str = ""


@dataclass(slots=True)
class Shown:
    """What a page shows of a group; `goes_on` where it began on the page before."""

    group: Group
    goes_on: bool
    rows: list[bytes] = field(default_factory=list)


def paged(groups: Iterable[Group], room: int = ROOM) -> list[list[Shown]]:
    """The groups by page, one page at least; groups without rows are left out."""
    pages: list[list[Shown]] = [[]]
    left = room
    for group in groups:
        shown: Shown | None = None
        for row in _cut(group.rows, room):
            size = max(len(row), _LEAST * row.count(_ROW))
            if size > left and left < room:
                pages.append([])
                left = room
                if shown is not None:
                    shown = Shown(group, goes_on=True)
                    pages[-1].append(shown)
            if shown is None:
                shown = Shown(group, goes_on=False)
                pages[-1].append(shown)
            shown.rows.append(row)
            left -= size
    return pages


def _cut(rows: Iterable[bytes], room: int) -> Iterator[bytes]:
    """Rows, those that were joined and take much room apart again."""
    for row in rows:
        if len(row) < room // 8:
            yield row
        else:
            yield from (one + _ROW for one in row.removesuffix(_ROW).split(_ROW)) if row.endswith(_ROW) else (row,)


class Inserts:
    """The HTML of parts on its way into a page: a template is given marks, `fill` puts the HTML in their place.

    No circular can know the marks, which are other ones for every page.
    """

    def __init__(self) -> None:
        self._html: list[Sequence[bytes]] = []
        self._mark = token_hex(16)

    def of(self, html: Sequence[bytes]) -> Markup:
        """A mark for pieces of HTML, one after the other; nothing where there is none."""
        if not html:
            return Markup("")
        self._html.append(html)
        return Markup(f"{self._mark}{len(self._html) - 1};")

    def fill(self, page: str) -> Iterator[bytes]:
        """A rendered page (UTF-8) with the HTML at its marks."""
        first, *others = page.split(self._mark)
        yield printable(first).encode()
        for other in others:
            number, _, text = other.partition(";")
            yield from self._html[int(number)]
            yield printable(text).encode()
