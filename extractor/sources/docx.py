"""Word files: the text as it prints, by a walk over the package's XML (ECMA-376 part 1).

Text boxes and WordArt, automatic numbering, content controls, notes and merged cells are read; tracked changes as if
accepted; the header of the first page where it is of that page alone. What is hidden, other headers and footers, comments and
pictures are not, and the reader says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.sources.docx_numbering import Numbering, attribute, whole
from extractor.sources.flow import Flow, FlowCell, source_text, unread_margins
from extractor.sources.model import SourceError, SourceText
from extractor.sources.package import Package
from extractor.sources.pictures import Pictures

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[\r\n\t]")
OBJECT = "\ufffc"
"""Stands for an object that could not be taken over."""
_UNREAD = frozenset({"del", "moveFrom", "rPr", "pPr", "tblPr", "tblGrid", "sectPr", "sdtPr", "sdtEndPr", "rt", "instrText",
                    "delText", "delInstrText", "trPr", "tcPr"})  # fmt: skip
"""Elements whose words are not printed: properties, deleted words, field codes, readings above characters."""
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_SYMBOLS = {"00fe": "☑", "00a8": "□", "006f": "□", "0071": "□", "00fc": "✓", "00fb": "✗", "00fd": "☒", "0052": "☑", "00a3": "□",
            "0054": "☒", "0050": "✓", "006c": "●", "006e": "■"}  # fmt: skip
"""Signs of Wingdings and Wingdings 2, by their codes, as circulars and their forms use them."""
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    hidden: bool | None
    number: str | None
    level: int | None


@dataclass(slots=True)
class Walk:
    """The document under way: its flow, and how often what is met that a reader should know of."""

    name: str
    numbering: Numbering
    styles: dict[str, _Style]
    default_style: str | None
    notes: dict[str, dict[str, _Element]]
    seen: Counter[str] = field(default_factory=Counter)
    pictures: Pictures = field(default_factory=Pictures)
    note: int = 0

    def into(self, flow: Flow, node: _Element, hidden: bool = False) -> None:
        """Write the words of what stands in `node` into `flow`."""
        for child in node:
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name in _UNREAD:
                self.seen[name] += name in ("del", "moveFrom")
                continue
            self.seen[name] += 1
            handle = _HANDLERS.get(name)
            if handle:
                handle(self, flow, child, hidden)
            else:
                self.into(flow, child, hidden)

    def paragraph(self, flow: Flow, node: _Element, hidden: bool) -> None:
        properties = child_of(node, "pPr")
        style = _value(properties, "pStyle") or self.default_style
        mark = child_of(properties, "rPr")
        joined = child_of(mark, "del") is not None or child_of(mark, "moveFrom") is not None
        self.pictures.line()
        self.into(flow, node, hidden or self._hidden(style) or False)
        number = self._number(properties, style)
        if joined:
            return  # its end is deleted: the next paragraph goes on
        if number:
            flow.label(self.numbering.label(*number))
        flow.end_line()

    def run(self, flow: Flow, node: _Element, hidden: bool) -> None:
        properties = child_of(node, "rPr")
        own = _on(child_of(properties, "vanish"))
        if own is None:
            own = self._hidden(_value(properties, "rStyle"))
        hidden = hidden if own is None else own
        self.seen["hidden"] += hidden and any(local(child) == "t" for child in node if isinstance(child.tag, str))
        self.into(flow, node, hidden)

    def text(self, flow: Flow, node: _Element, hidden: bool) -> None:
        words = _SPACE.sub(" ", node.text or "")
        self.seen["OLEObject"] += words.count(OBJECT)
        if not hidden:
            self.pictures.words(words)
            flow.write(words.replace(OBJECT, ""), node)

    def picture(self, flow: Flow, node: _Element, hidden: bool) -> None:
        if not any(local(parent) == "object" for parent in node.iterancestors()):  # how an embedded object looks
            self.pictures.picture()

    def sign(self, flow: Flow, node: _Element, hidden: bool) -> None:
        if not hidden:
            flow.write(_BREAKS[local(node)])

    def symbol(self, flow: Flow, node: _Element, hidden: bool) -> None:
        code = (attribute(node, "char") or "").lower()
        known = _SYMBOLS.get(f"00{code[2:]}" if code.startswith("f0") else code) if "ingdings" in (attribute(node, "font") or "") else None
        self.seen["unknown symbol"] += known is None
        if known and not hidden:
            flow.write(known)

    def box(self, flow: Flow, node: _Element, hidden: bool) -> None:
        held = Flow()
        self.into(held, node, hidden)
        flow.beside(held)

    def word_art(self, flow: Flow, node: _Element, hidden: bool) -> None:
        held = Flow()
        held.write(_SPACE.sub(" ", attribute(node, "string") or "") if not hidden else "")
        flow.beside(held)

    def alternative(self, flow: Flow, node: _Element, hidden: bool) -> None:
        """One thing drawn in several ways: the first in which anything is printed."""
        drawn = [child for child in node if isinstance(child.tag, str)]
        chosen = next((one for one in drawn if any(local(inner) in ("t", "textpath", "blip") for inner in one.iter("{*}*"))), None)
        if chosen is not None:
            self.into(flow, chosen, hidden)

    def note_of(self, flow: Flow, node: _Element, hidden: bool) -> None:
        found = self.notes.get(_NOTES[local(node)], {}).get(attribute(node, "id") or "")
        if found is None or hidden:
            return
        self.note += 1
        held = Flow()
        held.write(f"注{self.note}：")
        self.into(held, found)
        flow.behind(held)

    def table(self, flow: Flow, node: _Element, hidden: bool) -> None:
        rows: list[list[FlowCell]] = []
        above: dict[int, tuple[int, FlowCell]] = {}
        for row in _inside(node, "tr", ("sdt", "sdtContent", "customXml", "ins")):
            properties = child_of(row, "trPr")
            if child_of(properties, "del") is not None:
                self.seen["del"] += 1
                continue
            head = _on(child_of(properties, "tblHeader")) or False
            column = whole(_value(properties, "gridBefore")) or 0
            cells = [FlowCell(Flow(), column)] if column > 0 else []
            for cell in _inside(row, "tc", ("sdt", "sdtContent", "customXml", "ins")):
                column += self._cell(cells, cell, (len(rows), column), above, head, hidden)
            rows.append(cells)
        flow.table(rows)

    def _cell(self, cells: list[FlowCell], node: _Element, place: tuple[int, int], above: dict[int, tuple[int, FlowCell]],
              head: bool, hidden: bool) -> int:  # fmt: skip
        """Read a cell into its row's; returns how many columns it covers."""
        row, column = place
        properties = child_of(node, "tcPr")
        columns = max(1, whole(_value(properties, "gridSpan")) or 1)
        across, down = child_of(properties, "hMerge"), child_of(properties, "vMerge")
        if across is not None and attribute(across, "val") != "restart" and cells:
            cells[-1].columns += columns
            return columns
        last, owner = above.get(column, (-2, None))
        if down is not None and attribute(down, "val") != "restart" and owner and last == row - 1:
            owner.rows += 1
            above[column] = row, owner
            return columns
        made = FlowCell(Flow(), columns, 1, head)
        self.into(made.flow, node, hidden)
        made.flow.end_line()
        cells.append(made)
        if down is not None:
            above[column] = row, made
        return columns

    def _number(self, properties: _Element | None, style: str | None) -> tuple[str, int] | None:
        """List and level of a paragraph, by itself or by its style."""
        own = child_of(properties, "numPr")
        number, level = _value(own, "numId"), whole(_value(own, "ilvl"))
        named = style
        for _ in self.styles:  # styles based on each other in a ring end here
            known = self.styles.get(named or "")
            if known is None or number is not None:
                break
            number = known.number
            level = known.level if level is None else level
            if number is not None and level is None:
                level = self.numbering.level_of_style(number, named or "")
            named = known.based_on
        return None if number in (None, "0") else (number, level or 0)

    def _hidden(self, style: str | None) -> bool | None:
        for _ in self.styles:
            known = self.styles.get(style or "")
            if known is None or known.hidden is not None:
                return known.hidden if known else None
            style = known.based_on
        return None


_HANDLERS: dict[str, Callable[[Walk, Flow, _Element, bool], None]] = {
    "p": Walk.paragraph,
    "r": Walk.run,
    "t": Walk.text,
    "tbl": Walk.table,
    "sym": Walk.symbol,
    "txbxContent": Walk.box,
    "textpath": Walk.word_art,
    "AlternateContent": Walk.alternative,
    "blip": Walk.picture,
    "imagedata": Walk.picture,
    **dict.fromkeys(_BREAKS, Walk.sign),
    **dict.fromkeys(_NOTES, Walk.note_of),
}


def read_docx(name: str, data: bytes) -> SourceText:
    """The text of a Word file: a paragraph a line with the number that Word prints before it, a table row a line with tabs.

    Raises SourceError for damaged or encrypted files, those without text, and those over the limits of `Package`.
    """
    flow, warnings = walk(name, Package(name, data))
    return source_text(name, "docx", flow, warnings)


def walk(name: str, package: Package) -> tuple[Flow, list[str]]:
    """The words of a Word file with the `w:t` that each comes from, and what to tell the person who brought it."""
    main = main_part(package)
    root = package.xml(main)
    body = next((child for child in root if isinstance(child.tag, str) and local(child) == "body"), None)
    if body is None:
        raise SourceError(name, "is damaged: it has no body", "open it and save it anew", "broken")
    return walk_body(name, body, lambda kind: _related(package, main, kind))


def walk_body(name: str, body: _Element, related: Callable[[str], _Element | None]) -> tuple[Flow, list[str]]:
    """As `walk`, for a body that is already parsed; `related` gives the parts that belong to it by their id or the end of their type."""
    styles, default_style = _styles(related("styles"))
    notes = {
        kind: {attribute(one, "id") or "": one for one in root if attribute(one, "type") not in _SEPARATORS}
        for kind in _NOTES.values()
        if (root := related(kind)) is not None
    }
    state = Walk(name, Numbering(related("numbering")), styles, default_style, notes)
    flow = Flow()
    repeated = [words for root in _margins(state, flow, body, related) for words in _paragraphs(root)]
    state.into(flow, body)
    flow.end_line()
    return flow, [*_warnings(state.seen), *unread_margins(repeated), *state.pictures.said()]


def _margins(state: Walk, flow: Flow, body: _Element, related: Callable[[str], _Element | None]) -> Iterator[_Element]:
    """Write the header that the first page alone has into `flow`; yields the other headers and footers."""
    for number, section in enumerate(body.iter("{*}sectPr")):
        first_differs = _on(child_of(section, "titlePg")) or False
        for reference in section:
            place = local(reference) if isinstance(reference.tag, str) else ""
            root = related(attribute(reference, "id") or "") if place in ("headerReference", "footerReference") else None
            of_first = attribute(reference, "type") == "first"
            if root is None or (of_first and not first_differs):
                continue
            if of_first and number == 0 and place == "headerReference":
                state.into(flow, root)
                flow.end_line()
            else:
                yield root


def _paragraphs(root: _Element) -> Iterator[str]:
    for node in root.iter("{*}p"):
        yield "".join(words.text or "" for words in node.iter("{*}t"))


def main_part(package: Package) -> str:
    """The name of the part that holds the document, as the package's relations name it."""
    for relation in package.xml("_rels/.rels") if "_rels/.rels" in package else ():
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target in package:
            return target
    return "word/document.xml"


def _related(package: Package, main: str, kind: str) -> _Element | None:
    """A part that belongs to the main part, by the id of the relation or the end of its type; None where there is none."""
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    for relation in package.xml(relations) if relations in package else ():
        target = relation.get("Target") or ""
        part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        if (relation.get("Id") == kind or (relation.get("Type") or "").endswith(f"/{kind}")) and part in package:
            return package.xml(part)
    return None


def _warnings(seen: Counter[str]) -> Iterator[str]:
    removed, added = seen["del"] + seen["moveFrom"], seen["ins"] + seen["moveTo"]
    if removed or added:
        yield f"文件带有修订痕迹（插入{added}处，删除{removed}处），已按接受全部修订读取，请对照原件核对"
    if seen["hidden"]:
        yield f"有{seen['hidden']}处隐藏文字未读取"
    if seen["commentReference"]:
        yield f"有{seen['commentReference']}条批注未读取"
    if seen["OLEObject"] + seen["altChunk"] + seen["chart"]:
        yield f"有{seen['OLEObject'] + seen['altChunk'] + seen['chart']}个嵌入对象（表格、图表等）未读取"
    if seen["unknown symbol"]:
        yield f"有{seen['unknown symbol']}个特殊符号没有对应的文字编码，未读取"


def _styles(root: _Element | None) -> tuple[dict[str, _Style], str | None]:
    styles: dict[str, _Style] = {}
    default = None
    for node in root if root is not None else ():
        if not isinstance(node.tag, str) or local(node) != "style":
            continue
        name = attribute(node, "styleId") or ""
        numbered = child_of(child_of(node, "pPr"), "numPr")
        styles[name] = _Style(
            _value(node, "basedOn"), _on(child_of(child_of(node, "rPr"), "vanish")), _value(numbered, "numId"),
            whole(_value(numbered, "ilvl")))
        if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true"):
            default = name
    return styles, default


def local(node: _Element) -> str:
    """An element's name without its namespace: that of Word differs between the two forms of the standard."""
    return str(node.tag.rpartition("}")[2])


def child_of(node: _Element | None, name: str) -> _Element | None:
    """The first child of a name."""
    if node is None:
        return None
    return next((child for child in node if isinstance(child.tag, str) and local(child) == name), None)


def _value(node: _Element | None, name: str) -> str | None:
    child = child_of(node, name)
    return None if child is None else attribute(child, "val")


def _on(switch: _Element | None) -> bool | None:
    return None if switch is None else (attribute(switch, "val") or "true") not in ("0", "false", "off")


def _inside(node: _Element, name: str, through: tuple[str, ...]) -> Iterator[_Element]:
    """The children of a name, also those in content controls and the like."""
    for child in node:
        if isinstance(child.tag, str):
            if local(child) == name:
                yield child
            elif local(child) in through:
                yield from _inside(child, name, through)
