"""What the pages of the site are called, and where on them a place of a text is found.

A link follows from the name of the file and the offset alone, so that nothing need be opened to lead there, and so that it stays what it
was whatever other files there are. A long text goes on over several pages, each of `PART` characters and the line that it ends in.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from hashlib import sha256
from typing import NamedTuple

FRONT, FOLDER = "index.html", "report"
STYLE, SEARCH = "style.css", "search.html"
FINDINGS, TASKS, WANTED, DOUBTS, CIRCULARS, PLACES, UNREAD = (
    "findings", "tasks", "wanted", "doubts", "circulars", "places", "unread",
)  # fmt: skip
PART = 30_000
"""Characters of a text on one page."""

Span = tuple[int, int]


class Link(NamedTuple):
    """An entry of the navigation: its label, its address, and whether it is the page that shows it."""

    label: str
    href: str
    is_here: bool


_SECTIONS = (("首页", f"../{FRONT}"), ("核查结果", f"{FINDINGS}.html"), ("任务与时限", f"{TASKS}.html"), ("地区", f"{PLACES}.html"),
             ("文件", f"{CIRCULARS}.html"), ("待复核", f"{DOUBTS}.html"), ("待补文件", f"{WANTED}.html"))  # fmt: skip


def navigation(here: str = "", before: str = "") -> list[Link]:
    """The links from a page of the site to its sections; `before` is the way from the page to the folder of the others."""
    return [Link(label, before + href, href == here) for label, href in _SECTIONS]


def numbered(stem: str, number: int) -> str:
    """The page of a list: findings.html, findings-2.html."""
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


@cache
def file_id(source: str) -> str:
    """The id of a file, on a page that shows several and in the names of its own pages."""
    return f"f{sha256(source.encode(errors='surrogatepass')).hexdigest()[:10]}"


def circular_stem(source: str) -> str:
    """What the names of a file's pages begin with."""
    return f"c-{file_id(source)[1:]}"


def circular_page(source: str) -> str:
    """The page of a file."""
    return f"{circular_stem(source)}.html"


def text_page(source: str, number: int) -> str:
    """The page with a part of a file's text, counted from 0; the first stands on the page of the file."""
    return circular_page(source) if number == 0 else numbered(f"{circular_stem(source)}-text", number + 1)


def place_page(code: str) -> str:
    """The page of a place by its code, "" for what is not known."""
    return f"p-{re.sub('[^0-9A-Za-z]', '_', code) or 'unknown'}.html"


def anchor(span: Span) -> str:
    """The id of a place on the page that shows the text."""
    return f"t{span[0]}-{span[1]}"


def place_href(source: str, span: Span) -> str:
    """The link to a place in the text of a file of the corpus; to its page where the place has no extent."""
    page = text_page(source, span[0] // PART)
    return f"{page}#{anchor(span)}" if span[0] < span[1] else page


def on_page(source: str, span: Span) -> str:
    """The link to a place on a page that shows several files whole; to the file where the place has no extent."""
    return f"#{file_id(source)}-{span[0]}-{span[1]}" if span[0] < span[1] else f"#{file_id(source)}"


class Places:
    """Links to places in the texts of the corpus's files."""

    def __init__(self, sources: Collection[str]) -> None:
        self._sources = frozenset(sources)

    def href(self, source: str, span: Span) -> str:
        """The link to a place; "" where the file is not in the corpus."""
        return place_href(source, span) if source in self._sources else ""

    def page(self, source: str) -> str:
        """The page of a file; "" where it is not in the corpus."""
        return circular_page(source) if source in self._sources else ""
