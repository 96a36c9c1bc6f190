"""Which elements of a page hold the document, and which are furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.sources.furniture import furniture
from extractor.sources.html_lines import holds_data

if TYPE_CHECKING:
    from lxml.etree import _Element

# Never text of a document.
_SILENT = frozenset(
    "script style noscript template iframe frame object embed applet svg math canvas video audio map head "  # noqa: SIM905
    "select option button input textarea datalist nav aside footer".split()
)
# May hold a whole document; anything else is at most a paragraph of it.
_HOLDERS = frozenset(
    "body div section article main form center table tbody tr td li ul dl dd fieldset".split()  # noqa: SIM905
)
_PARAGRAPHS = ("p", "div", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "li", "section", "table")
_PUNCTUATION = re.compile("[，。；]")
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
DOCUMENT_LINK = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|ofd|wps|et|txt)\b", re.IGNORECASE)

_NEARLY_ALL = 0.9
_ENOUGH = 0.3
"""Of the page's prose: a marked container with less is not the document's, furniture with more is."""
_MANY_LINKS = 3


class Page:
    """A parsed page; `prose` counts the characters of running text under each element, links left out."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        found = root.find(".//body")
        self.body: _Element = root if found is None else found

    @staticmethod
    def names(element: _Element) -> list[str]:
        """The words of an element's id and class, in lower case."""
        return f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()

    def prose(self) -> dict[_Element, int]:
        """Running text under each element: pieces with punctuation, and what stands in table cells."""
        linked: set[_Element] = set()
        counts: dict[_Element, int] = {}
        elements = list(self.body.iter())
        for element in elements:
            parent = element.getparent()
            inside = parent is not None and parent in linked
            if element.tag == "a" or inside:
                linked.add(element)
            counts[element] = 0 if element in linked else _weight(element.text, element.tag in {"td", "th"})
            if parent in counts and parent not in linked:
                counts[parent] += _weight(element.tail, parent.tag in {"td", "th"})
        for element in reversed(elements):
            parent = element.getparent()
            if parent in counts:
                counts[parent] += counts[element]
        return counts


def _weight(text: str | None, cell: bool) -> int:
    if not text:
        return 0
    text = text.strip()
    return len(text) if cell or _PUNCTUATION.search(text) else 0


def without_hidden(page: Page) -> None:
    """Drop what no reader sees. A marked container counts as seen: WeChat hides it until a script has run."""
    containers = [element for element, _ in _marked(page.body)]
    seen = [one for one in containers if not any(map(_is_hidden, one.iterancestors()))]
    sheltered = {element for one in seen or containers for element in (one, *one.iterancestors())}
    for element in list(page.body.iter()):
        if element.tag in _SILENT or (_is_hidden(element) and element not in sheltered):
            drop(element)


def _is_hidden(element: _Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def main_elements(page: Page) -> list[_Element]:
    """The elements that hold the document, in page order, their furniture dropped."""
    prose = page.prose()
    mains = _marked_mains(page, prose) or [_holder(page.body, prose)]
    for main in mains:
        for element in list(main.iter()):
            if element is not main and _is_furniture(element, prose, prose[main]):
                drop(element)
    return mains


def _marked(body: _Element) -> Iterator[tuple[_Element, str]]:
    """Elements that a content management system marks as the text, each with the word that does it."""
    containers = furniture().containers
    for element in body.iter():
        word = next((word for word in Page.names(element) if containers.fullmatch(word)), None)
        if word:
            yield element, word


def _marked_mains(page: Page, prose: dict[_Element, int]) -> list[_Element]:
    marked = {element: word for element, word in _marked(page.body) if prose.get(element)}
    if not marked:
        return []
    best = max(marked, key=lambda element: prose[element])  # the outermost of equals
    if prose[best] < _ENOUGH * prose[page.body]:
        return []
    return [
        element
        for element, word in marked.items()
        if word == marked[best] and not any(above in marked for above in element.iterancestors())
    ] or [best]


def _holder(body: _Element, prose: dict[_Element, int]) -> _Element:
    """The innermost element of several paragraphs with nearly all prose of the page."""
    holder = element = body
    enough = _NEARLY_ALL * prose[body]
    while enough:
        inner = next((child for child in element if child.tag in _HOLDERS and prose.get(child, 0) >= enough), None)
        if inner is None or (inner.tag == "table" and holds_data(inner)):
            break  # a table of data is a part of the document, however short its paragraphs are
        element = inner
        if sum(1 for _ in element.iter(*_PARAGRAPHS)) > 2:
            holder = element
    return holder


def _is_furniture(element: _Element, prose: dict[_Element, int], total: int) -> bool:
    if prose.get(element, 0) > _ENOUGH * total:
        return False
    names = furniture().furniture
    return any(names.fullmatch(word) for word in Page.names(element)) or _is_link_list(element)


def _is_link_list(element: _Element) -> bool:
    """A list of links to other pages; links within the page and to files (annexes) belong to the document."""
    if element.tag not in {"ul", "ol", "dl", "div", "table", "section"}:
        return False
    links = list(element.iter("a"))
    if len(links) < _MANY_LINKS:
        return False
    targets = [link.get("href") or "#" for link in links]
    if any(target.startswith("#") or DOCUMENT_LINK.search(target) for target in targets):
        return False
    text = "".join("".join(element.itertext()).split())
    linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
    return "附件" not in text and linked > 0.8 * len(text)


def drop(element: _Element) -> None:
    """Take an element out, leaving the text after it in place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
