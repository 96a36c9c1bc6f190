"""OpenDocument texts: the text as it prints, by a walk over the package's XML (OASIS OpenDocument 1.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.sources.docx_numbering import attribute, whole
from extractor.sources.flow import Flow, FlowCell, source_text, unread_margins
from extractor.sources.model import SourceError, SourceText
from extractor.sources.numbering import LEVELS, Level, NumberedList
from extractor.sources.package import Package
from extractor.sources.pictures import Pictures

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\r\n]+")
_UNREAD = frozenset(
    "tracked-changes annotation annotation-end note-citation ruby-text title desc sequence-decls variable-decls "  # noqa: SIM905
    "user-field-decls dde-connection-decls forms scripts covered-table-cell table-column table-columns hidden-text "
    "change change-start".split()
)
"""Elements whose words are not printed where they stand."""
_MOST_SPACES, _MOST_REPEATED = 200, 100
_NUMBER_FORMATS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "甲": "ideographTraditional", "子": "ideographZodiac", "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen", "１": "decimalFullWidth", "": "none"}  # fmt: skip
"""Word's name of a number format by the sign with which ODF's `style:num-format` begins."""
_PLACE = re.compile(r"%(\d)%")


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None
    hidden: bool
    list: str | None


@dataclass(slots=True)
class _Walk:
    """The document under way: its styles, and the lists by style and by name."""

    styles: dict[tuple[str, str], _Style]
    levels: dict[str, list[Level]]
    by_style: dict[str, NumberedList] = field(default_factory=dict)
    by_id: dict[str | None, NumberedList] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    pictures: Pictures = field(default_factory=Pictures)
    note: int = 0

    def into(self, flow: Flow, node: _Element) -> None:
        """Write the words of what stands in `node` into `flow`."""
        for child in node:
            self.one(flow, child)

    def one(self, flow: Flow, node: _Element) -> None:
        """Write the words of `node` itself."""
        name = _local(node)
        self.seen[name] += 1
        if name == "tracked-changes":
            self.seen.update(_local(change) for region in node for change in region)
        if name not in _UNREAD:
            _HANDLERS.get(name, _Walk.into)(self, flow, node)

    def words(self, flow: Flow, node: _Element) -> None:
        """What stands in a paragraph or a stretch of it, its own words among its elements'."""
        family = "text" if _local(node) == "span" else "paragraph"
        if self._is_hidden(family, attribute(node, "style-name")):
            self.seen["hidden"] += 1
            return
        if _local(node) in ("p", "h"):
            self.pictures.line()
        self.pictures.words(node.text)
        flow.write(_SPACE.sub(" ", node.text or ""))
        for child in node:
            name = _local(child)
            self.seen[name] += 1
            if name in ("s", "tab", "line-break"):
                times = min(whole(attribute(child, "c")) or 1, _MOST_SPACES) if name == "s" else 1
                flow.write({"s": " ", "tab": "\t", "line-break": "\n"}[name] * times)
            elif name in ("frame", "note", "custom-shape", "g") or name.endswith("shape"):
                _HANDLERS["box" if name != "note" else name](self, flow, child)
            elif name not in _UNREAD:
                self.words(flow, child)
            self.pictures.words(child.tail)
            flow.write(_SPACE.sub(" ", child.tail or ""))

    def paragraph(self, flow: Flow, node: _Element) -> None:
        if _local(node) == "h" and not self._in_list(node) and attribute(node, "is-list-header") != "true":
            level = (whole(attribute(node, "outline-level")) or 1) - 1
            flow.write(self._label("", self._list("", goes_on=True), level, None))
        self.words(flow, node)
        flow.end_line()

    def box(self, flow: Flow, node: _Element) -> None:
        held = Flow()
        self.into(held, node)
        flow.beside(held)

    def picture(self, flow: Flow, node: _Element) -> None:
        """An image; another one before it in its frame, or an object, is the same drawn otherwise."""
        if not any(_local(other) in ("image", "object", "object-ole") for other in node.itersiblings(preceding=True)):
            self.pictures.picture()

    def note_of(self, flow: Flow, node: _Element) -> None:
        self.note += 1
        held = Flow()
        held.write(f"注{self.note}：")
        self.into(held, node)
        flow.behind(held)

    def section(self, flow: Flow, node: _Element) -> None:
        if attribute(node, "display") == "none":
            self.seen["hidden"] += 1
        else:
            self.into(flow, node)

    def list(self, flow: Flow, node: _Element, style: str = "", level: int = 0, above: NumberedList | None = None) -> None:
        style = attribute(node, "style-name") or style
        numbered = above
        if numbered is None:
            goes_on = attribute(node, "continue-numbering") == "true"
            numbered = self.by_id.get(attribute(node, "continue-list")) or self._list(style, goes_on)
            self.by_id[attribute(node, "id")] = self.by_style[style] = numbered
            self.by_id.pop(None, None)
        for item in node:
            labelled = _local(item) == "list-item"
            start = whole(attribute(item, "start-value"))
            for child in item:
                name = _local(child)
                if name == "list":
                    self.list(flow, child, style, level + 1, numbered)
                elif name in ("p", "h"):
                    if labelled and not (name == "h" and attribute(child, "is-list-header") == "true"):
                        own = style or self._of_paragraph(attribute(child, "style-name"))
                        flow.write(self._label(own or "", numbered, level, start))
                    labelled = False
                    self.words(flow, child)
                    flow.end_line()
                else:
                    self.one(flow, child)

    def table(self, flow: Flow, node: _Element) -> None:
        rows: list[list[FlowCell]] = []
        for row in node.iter("{*}table-row"):
            if next(row.iterancestors("{*}table"), None) is not node:
                continue  # of a table within a cell
            head = any(_local(parent) == "table-header-rows" for parent in row.iterancestors())
            for _ in range(min(whole(attribute(row, "number-rows-repeated")) or 1, _MOST_REPEATED)):
                rows.append(list(self._cells(row, head)))
        flow.table(rows)

    def _cells(self, row: _Element, head: bool) -> Iterator[FlowCell]:
        for cell in row:
            if _local(cell) != "table-cell":
                continue
            columns, spanned = (max(1, whole(attribute(cell, f"number-{what}-spanned")) or 1) for what in ("columns", "rows"))
            for _ in range(min(whole(attribute(cell, "number-columns-repeated")) or 1, _MOST_REPEATED)):
                made = FlowCell(Flow(), columns, spanned, head)
                self.into(made.flow, cell)
                yield made

    def _list(self, style: str, goes_on: bool) -> NumberedList:
        """The last list of a style, where it goes on, or a new one."""
        if not goes_on or style not in self.by_style:
            self.by_style[style] = NumberedList(self.levels.get(style, [Level(format="bullet")] * LEVELS))
        return self.by_style[style]

    def _label(self, style: str, numbered: NumberedList, level: int, start: int | None) -> str:
        if not 0 <= level < LEVELS:
            return ""
        return numbered.next(level, dict(enumerate(self.levels.get(style, ()))), start)

    def _of_paragraph(self, style: str | None) -> str | None:
        for _ in self.styles:
            known = self.styles.get(("paragraph", style or ""))
            if known is None or known.list:
                return known.list if known else None
            style = known.parent
        return None

    def _is_hidden(self, family: str, style: str | None) -> bool:
        for _ in self.styles:
            known = self.styles.get((family, style or ""))
            if known is None or known.hidden:
                return known is not None
            style = known.parent
        return False

    def _in_list(self, node: _Element) -> bool:
        return any(_local(parent) == "list" for parent in node.iterancestors())


_HANDLERS: dict[str, Callable[[_Walk, Flow, _Element], None]] = {
    "p": _Walk.paragraph,
    "h": _Walk.paragraph,
    "list": _Walk.list,
    "table": _Walk.table,
    "section": _Walk.section,
    "note": _Walk.note_of,
    "box": _Walk.box,
    "image": _Walk.picture,
    "frame": _Walk.box,
    "custom-shape": _Walk.box,
}


def read_odt(name: str, data: bytes) -> SourceText:
    """The text of an OpenDocument text: a paragraph a line with the number before it, a table row a line with tabs.

    Raises SourceError for damaged or encrypted files, those without text, and those over the limits of `Package`.
    """
    package = Package(name, data)
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise SourceError(name, "is protected by a password", "remove the password and bring that", "password")
    content = package.xml("content.xml")
    roots = [package.xml("styles.xml"), content] if "styles.xml" in package else [content]
    body = content.find("{*}body/{*}text")
    if body is None:
        raise SourceError(name, "is damaged: it has no body", "open it and save it anew", "broken")
    state = _Walk(_styles(roots), _lists(roots))
    flow = Flow()
    repeated = [words for node in _margins(state, flow, body, roots) for words in _paragraphs(node)]
    state.into(flow, body)
    return source_text(name, "odt", flow, [*_warnings(state.seen), *unread_margins(repeated), *state.pictures.said()])


def _margins(state: _Walk, flow: Flow, body: _Element, roots: list[_Element]) -> Iterator[_Element]:
    """Write the header that the first page alone has into `flow`; yields the other headers and footers."""
    pages = {attribute(style, "name"): attribute(style, "master-page-name") for root in roots for style in root.iter("{*}style")}
    printed = (node for child in body if _local(child) not in _UNREAD for node in child.iter("{*}p", "{*}h", "{*}table"))
    opening = next((attribute(node, "style-name") for node in printed), None)
    first = pages.get(opening) or "Standard"
    for page in roots[0].iter("{*}master-page"):
        own, following = attribute(page, "name"), attribute(page, "next-style-name")
        for node in page:
            place = _local(node)
            if own == first and (place == "header-first" or (place == "header" and following not in (None, own))):
                state.into(flow, node)
            elif place.startswith(("header", "footer")):
                yield node


def _paragraphs(root: _Element) -> Iterator[str]:
    for node in root.iter("{*}p", "{*}h"):
        yield "".join(node.itertext())


def _warnings(seen: Counter[str]) -> Iterator[str]:
    if seen["insertion"] or seen["deletion"]:
        yield f"文件带有修订痕迹（插入{seen['insertion']}处，删除{seen['deletion']}处），已按接受全部修订读取，请对照原件核对"
    hidden = seen["hidden"] + seen["hidden-text"]
    if hidden:
        yield f"有{hidden}处隐藏文字未读取"
    if seen["annotation"]:
        yield f"有{seen['annotation']}条批注未读取"
    if seen["object"] + seen["object-ole"]:
        yield f"有{seen['object'] + seen['object-ole']}个嵌入对象（表格、图表等）未读取"


def _styles(roots: list[_Element]) -> dict[tuple[str, str], _Style]:
    found = {}
    for root in roots:
        for node in root.iter("{*}style"):
            properties = node.find("{*}text-properties")
            hidden = properties is not None and attribute(properties, "display") == "none"
            key = (attribute(node, "family") or "", attribute(node, "name") or "")
            found[key] = _Style(attribute(node, "parent-style-name"), hidden, attribute(node, "list-style-name"))
    return found


def _lists(roots: list[_Element]) -> dict[str, list[Level]]:
    """The levels of each list style by its name; those of headings under an empty one."""
    found = {}
    for root in roots:
        for node in root.iter("{*}list-style", "{*}outline-style"):
            levels = [Level(format="bullet")] * LEVELS
            for one in node:
                place = (whole(attribute(one, "level")) or 0) - 1
                if 0 <= place < LEVELS and _local(one) in ("list-level-style-number", "outline-level-style"):
                    levels[place] = _level(one, place)
            found[(attribute(node, "name") or "") if _local(node) == "list-style" else ""] = levels
    return found


def _level(node: _Element, place: int) -> Level:
    written = attribute(node, "num-format") or ""
    text = attribute(node, "num-list-format")
    if text is None:
        shown = min(whole(attribute(node, "display-levels")) or 1, place + 1)
        numbers = ".".join(f"%{index + 1}%" for index in range(place + 1 - shown, place + 1)) if written else ""
        text = f"{attribute(node, 'num-prefix') or ''}{numbers}{attribute(node, 'num-suffix') or ''}"
    start = whole(attribute(node, "start-value"))
    form = _NUMBER_FORMATS.get(written[:1], "decimal")
    return Level(1 if start is None else start, form, _PLACE.sub(r"%\1", text))


def _local(node: _Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
