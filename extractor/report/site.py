"""The folder of the site: pages written one by one, all in one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from extractor.printable import printable
from extractor.report import wording
from extractor.report.names import FOLDER, FRONT, SEARCH, STYLE, navigation, numbered
from extractor.report.paging import ROOM, Group, Inserts, Shown, paged
from extractor.templating import SHARED, environment, template_folder

Columns = Sequence[str]
_SECTION = 100_000
"""Bytes of rows of a section of a page, the rest of which goes on on pages of its own."""


class Page(NamedTuple):
    """A page: its name in the folder, and what is in it."""

    name: str
    html: bytes


class Site:
    """Pages on their way into a folder, which holds nothing of the site yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._env = pages()
        self._held: list[Page] | None = None
        self.macros = Macros(self._env)
        self._folder.mkdir()
        self.asset(STYLE, (template_folder() / SHARED / STYLE).read_text("utf-8"))

    def asset(self, name: str, text: str) -> None:
        """A file beside the pages."""
        (self._folder / name).write_text(text, encoding="utf-8", newline="\n")

    def page(self, name: str, template: str, inserts: Inserts, section: str = "", **values: Any) -> None:
        """A page of the folder `report`, or the front page; `section` is the list that it belongs to."""
        is_front = name == FRONT
        here = f"../{FRONT}" if is_front else name
        text = self._env.get_template(template).render(
            nav=navigation(f"../{FRONT}" if is_front else section or name),
            here=here if is_front else "",
            base=f"{FOLDER}/" if is_front else "",
            styled_by=STYLE,
            words=wording.words,
            **values,
        )
        self.put((Page(here, b"".join(inserts.fill(text))),))

    def put(self, pages: Iterable[Page]) -> None:
        """Write pages; while pages are held, keep them there."""
        for page in pages:
            if self._held is None:
                (self._folder / page.name).write_bytes(page.html)
            else:
                self._held.append(page)

    def held(self, make: Callable[[], None]) -> tuple[Page, ...]:
        """The pages that `make` would write."""
        self._held = []
        try:
            make()
            return tuple(self._held)
        finally:
            self._held = None

    def search(self, scripts: Sequence[str]) -> None:
        """The page of the search, over an index in some scripts."""
        self.page(SEARCH, "search.html.j2", Inserts(), title="检索", scripts=[*scripts, "search.js"])

    def listed(
        self,
        stem: str,
        groups: Iterable[Group],
        title: str,
        columns: Columns = (),
        *,
        section: str = "",
        has_contents: bool = True,
        room: int = ROOM,
        first_page: str = "",
        **values: Any,
    ) -> list[list[Shown]]:
        """A list over as many pages as it takes, and what stands on each; without `columns` its rows are no table.

        What would be its first page is left out where that stands on another (`first_page`).
        """
        parts = paged(groups, room)
        links = {
            shown.group.anchor: f"{numbered(stem, number)}#{shown.group.anchor}"
            for number, part in enumerate(parts, 1)
            for shown in part
            if not shown.goes_on
        }
        for number, part in list(enumerate(parts, 1))[1 if first_page else 0 :]:
            inserts = Inserts()
            self.page(
                numbered(stem, number),
                "list.html.j2",
                inserts,
                section=section or f"{stem}.html",
                title=title,
                columns=columns,
                shown=[(one, inserts.of(one.rows)) for one in part],
                contents=[(group, links[group.anchor]) for group in groups_of(parts)] if has_contents and number == 1 else [],
                pager=pager(stem, number, len(parts), first_page),
                number=number,
                **values,
            )
        return parts


    def section(
        self, stem: str, page: str, title: str, inserts: Inserts, name: str, heading: str, columns: Columns, of: Sequence[Group], section: str
    ) -> dict[str, Any]:
        """A section of a page: as much of a list as has room there; the rest of it gets pages of its own."""
        parts = paged(of, _SECTION)
        if len(parts) > 1:
            self.listed(stem, of, title, columns, section=section, has_contents=False, room=_SECTION, first_page=f"{page}#{name}")
        return {
            "name": name,
            "heading": heading,
            "count": sum(group.count for group in of),
            "columns": columns,
            "shown": [(one, inserts.of(one.rows)) for one in parts[0]],
            "more": [(number, numbered(stem, number)) for number in range(2, len(parts) + 1)],
        }


def groups_of(parts: Iterable[Iterable[Shown]]) -> list[Group]:
    """The groups that some pages show, each once."""
    return [shown.group for part in parts for shown in part if not shown.goes_on]


def pager(stem: str, number: int, of: int, first_page: str = "") -> list[tuple[int, str, bool]]:
    """The links between the pages of a list: number, address, whether it is this one; none where there is but one page."""
    if of == 1:
        return []
    pages = [first_page or numbered(stem, 1), *(numbered(stem, other) for other in range(2, of + 1))]
    return [(other, page, other == number) for other, page in enumerate(pages, 1)]


def pages() -> Environment:
    """The environment of all pages that show records."""
    env = environment("report")
    env.globals |= {"statuses": wording.words("statuses"), "fields": wording.words("fields")}
    env.filters |= {
        "day": wording.day_text,
        "cite": wording.document_text,
        "headed": wording.heading_text,
        "failure": wording.failure_text,
        "squeezed": wording.squeezed,
    }
    return env


class Macros:
    """The macros of `parts.html.j2`; nothing that they give steers how a page is shown, whatever a circular holds."""

    def __init__(self, env: Environment) -> None:
        self._module: Any = env.get_template("parts.html.j2").module

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        macro = getattr(self._module, name)
        return lambda *given: Markup(printable(macro(*given)))


