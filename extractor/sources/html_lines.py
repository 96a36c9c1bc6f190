"""From elements to lines: a paragraph a line, a table row a line with its cells separated by tabs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.sources.page_lines import DataTable, PageLine

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_SPACE = re.compile("[ \t\r\n\f\v\xa0]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad]")
_EDGE = " \u3000"


@dataclass(slots=True)
class _Flow:
    """Running text under way: finished lines and the pieces of the one that is being written."""

    lines: list[PageLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def write(self, text: str | None, keep_breaks: bool = False) -> None:
        if not text:
            return
        if keep_breaks:
            first, *others = text.splitlines() or [""]
            self.pieces.append(first)
            for other in others:
                self.close()
                self.pieces.append(other)
        else:
            self.pieces.append(text)

    def close(self) -> None:
        """End the line."""
        line = _SPACE.sub(" ", _INVISIBLE.sub("", "".join(self.pieces))).strip(_EDGE)
        self.pieces.clear()
        if line:
            self.lines.append(PageLine(line))


def lines_of(element: _Element) -> list[PageLine]:
    """The lines of an element: white space collapsed, empty ones left out.

    A cell over several columns or rows is printed once and leaves the further places empty; every row of a table has as
    many tabs, so that its columns stay aligned. A table that only arranges the page, or holds the whole text in one cell, gives its paragraphs.
    """
    from lxml import etree

    flows = [_Flow()]
    tables: list[DataTable | None] = []
    items: dict[_Element, int] = {}
    preformatted = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        flow, table = flows[-1], tables[-1] if tables else None
        tag = node.tag
        if event == "start":
            if tag in BLOCKS or tag == "br":
                flow.close()
            if tag == "table":
                tables.append(DataTable() if holds_data(node) else None)
            elif table and tag in {"td", "th"}:
                flows.append(_Flow())
            elif table and tag == "thead":
                table.heads += 1
            elif tag == "li":
                flow.write(_list_label(node, items))
            preformatted += tag == "pre"
            flows[-1].write(node.text, preformatted > 0)
            continue
        if tag in BLOCKS:
            flow.close()
        if tag == "table":
            finished = tables.pop()
            flow.lines += finished.lines() if finished else []
        elif table and tag in {"td", "th"}:
            flows.pop()
            words = " ".join(line.text for line in flow.lines).replace("\t", " ").strip()
            table.add(words, _span(node, "colspan"), _span(node, "rowspan"), tag == "th")
        elif table and tag == "tr":
            table.end_row()
        elif table and tag == "thead":
            table.heads -= 1
        if node is not element:
            preformatted -= tag == "pre"
            flows[-1].write(node.tail, preformatted > 0)
    flows[0].close()
    return flows[0].lines


def holds_data(table: _Element) -> bool:
    """Whether a table has columns of data, or only arranges the page."""
    rows = [_cells(row) for row in table.iter("tr")]
    total = _length(table)
    if not any(len([cell for cell in cells if _length(cell)]) > 1 for cells in rows):
        return False
    if sum(_length(inner) for inner in table.iterfind(".//table")) > 0.5 * total:
        return False
    largest = max((cell for cells in rows for cell in cells), key=_length)
    paragraphs = sum(1 for _ in largest.iter("p", "br", "div"))
    return not (_length(largest) > 0.8 * total and paragraphs > 5)


def _cells(row: _Element) -> list[_Element]:
    return [child for child in row if child.tag in {"td", "th"}]


def _length(element: _Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 6 else 1


def _list_label(item: _Element, items: dict[_Element, int]) -> str:
    """The number that a browser prints before an item of a numbered list; `items` counts them by list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    if parent not in items:
        start = (parent.get("start") or "").strip()
        items[parent] = int(start) if start.isdecimal() and len(start) < 6 else 1
    else:
        items[parent] += 1
    return f"{items[parent]}. "
