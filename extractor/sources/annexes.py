"""Annexes that came in files of their own: which circular they belong to, and one text of both.

A file belongs to the circular that a person names, to the one whose name its own begins with (通知.docx, 通知-附件1.docx), or to the
saved page beside it that links to it. One whose name says that it is an annex (附件1：标准表.docx) belongs to the only circular of its
folder, archive or e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from extractor.sources import content
from extractor.sources.model import SourceError, SourceText, Table
from extractor.spans import Span

_LABEL = re.compile(r"附\s?[件表录](?:\s?[0-9０-９一二三四五六七八九十]{1,3}|(?=[\s:：.．、，_\-—()（）《]|\Z))")
_PAGES = (".html", ".htm", ".shtml")
_LINK = re.compile(rb"""href\s{0,9}=\s{0,9}["']?([^"'>\s]{1,2000})""", re.IGNORECASE)
_NAMED = re.compile(rf"[\s_\-—·.,，、（(]{{0,3}}{_LABEL.pattern}")
Annexes = Mapping[Path, tuple[Path, ...]]


def annexes_of(paths: Iterable[Path], given: Mapping[str, str] | None = None) -> dict[Path, tuple[Path, ...]]:
    """The annexes among `paths`, in the order of their names, by the path of their circular.

    `given` names circulars by the file names of their annexes.
    """
    folders: dict[Path, list[Path]] = {}
    by_name: dict[str, Path] = {}
    for path in paths:
        folders.setdefault(path.parent, []).append(path)
        by_name.setdefault(path.name, path)
    found: dict[Path, list[Path]] = {}
    for beside in folders.values():
        linking = _linking(beside)
        known = {path: one for path in beside if (one := _by_name(path, beside) or linking.get(path.name))}
        alone = [path for path in beside if path not in known and path.name not in (given or {}) and not _LABEL.match(path.stem)]
        for path in beside:
            told = (given or {}).get(path.name)
            circular = by_name.get(told) if told else known.get(path)
            if circular is None and told is None and len(alone) == 1 and _LABEL.match(path.stem):
                circular = alone[0]
            if circular is not None and circular != path:
                found.setdefault(circular, []).append(path)
    annexed = {path for group in found.values() for path in group}
    return {path: tuple(sorted(group, key=_order)) for path, group in found.items() if path not in annexed}


def belongs_by_name(annex: str, circular: str) -> bool:
    """Whether the name of an annex (without its ending) begins with that of its circular."""
    return annex.startswith(circular) and _NAMED.match(annex, len(circular)) is not None


def with_annexes(source: SourceText, annexes: Sequence[SourceText]) -> SourceText:
    """The circular's text with those of its annexes behind it, each under the label that it or its file's name bears.

    Pages of annexes are counted on where both have pages; what was recognized stays known as such also where the circular has none.
    """
    text, tables, warnings = source.text, list(source.tables), list(source.warnings)
    stretches, joints = list(source.stretches), list(source.joints)
    for annex in annexes:
        label = _LABEL.search(annex.name.rpartition(".")[0])
        head = "" if _LABEL.match(annex.text.lstrip()) else f"{label[0] if label else '附件'}\n"
        text += ("" if text.endswith("\n") else "\n") + head
        shift, last = len(text), max((one.page or 0 for one in stretches), default=0)
        text += annex.text
        tables += [Table(tuple(replace(cell, span=Span(cell.span.start + shift, cell.span.end + shift)) for cell in table.cells), table.drawn)
                   for table in annex.tables]  # fmt: skip
        stretches += [replace(one, start=one.start + shift, end=one.end + shift, page=last + one.page if last and one.page else None)
                      for one in annex.stretches if last or one.score is not None]  # fmt: skip
        joints += [(start + shift, above + shift) for start, above in annex.joints]
        warnings += [f"附件“{annex.name}”接在正文之后读取", *(f"附件“{annex.name}”：{warning}" for warning in annex.warnings)]
    return replace(source, text=text, tables=tuple(tables), stretches=tuple(stretches), joints=tuple(joints),
                   warnings=tuple(warnings))  # fmt: skip


def _linking(beside: Sequence[Path]) -> dict[str, Path]:
    """The pages among some files by the names of the other files (but texts) that they alone link to."""
    pages = [path for path in beside if path.suffix.lower() in _PAGES]
    names = {path.name for path in beside if path.suffix.lower() not in (*_PAGES, ".txt")}
    found: dict[str, list[Path]] = {}
    for page in pages if names else ():
        try:
            links = {_file_of(link) for link in _LINK.findall(content(page))}
        except SourceError:  # reading it says so
            continue
        for name in names & links:
            found.setdefault(name, []).append(page)
    return {name: linked[0] for name, linked in found.items() if len(linked) == 1}


def _file_of(link: bytes) -> str:
    """The name of the file to which a link of a page leads."""
    try:
        written = link.decode()
    except UnicodeDecodeError:
        written = link.decode("gb18030", "replace")
    return unquote(unescape(written).partition("?")[0].rpartition("/")[2])


def _by_name(path: Path, beside: Sequence[Path]) -> Path | None:
    """The circular with whose name that of an annex begins, the shortest."""
    if not _LABEL.search(path.stem, 1):
        return None
    circulars = [one for one in beside if one != path and belongs_by_name(path.stem, one.stem)]
    return min(circulars, key=lambda one: (len(one.stem), one.name), default=None)


def _order(path: Path) -> tuple[int, str]:
    number = re.search(r"\d{1,3}", path.stem[found.start() :] if (found := _LABEL.search(path.stem)) else "")
    return int(number[0]) if number else 0, path.name
