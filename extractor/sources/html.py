"""HTML pages: the circular's own text, without the page around it.

The main text is the element that a content management system marks as such (`vocabulary/web_furniture.yaml`), or
else the innermost element that holds nearly all running prose of the page. Page title and what the publisher's box
says (number, days, status) are put above it where it does not hold them itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.sources.encodings import decode
from extractor.sources.furniture import furniture
from extractor.sources.html_box import NUMBER, lines_above, publisher_box
from extractor.sources.html_lines import lines_of
from extractor.sources.html_main import Page, drop, main_elements, without_hidden
from extractor.sources.html_unread import annexes, pictures, warnings, without_struck
from extractor.sources.html_work import MAX_ATTRIBUTES, crowded_tag
from extractor.sources.model import SourceError, SourceText
from extractor.sources.page_lines import PageLine, tables_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_TITLE_PARTS = re.compile(r"\s*[_|]+\s*|--+|\s[-–—]+\s")
_HEAD = 600
"""Characters at the start of the main text in which its title stands."""
_TAIL_SHARE = 0.3
"""Where more of the text than this follows a line such as 相关链接, that line is not the end of the document."""


def read_html(name: str, data: bytes) -> SourceText:
    """The main text of an HTML page: a paragraph a line, a table row a line with tab-separated cells.

    Raises SourceError where the page cannot be parsed or shows no text (a page that a script fills in, or images).
    """
    text, encoding = decode(name, data)
    crowded = crowded_tag(text)
    if crowded is not None:
        problem = f"has a tag with more than {MAX_ATTRIBUTES} attributes in line {crowded}"
        raise SourceError(name, problem, "open it in a browser and save its text", "too_large")
    page = _parse(name, text)
    heading = _title(page)
    without_hidden(page)
    parts = main_elements(page)
    struck = without_struck(parts)
    lines = _own_lines([line for part in parts for line in lines_of(part)])
    pictured = pictures(parts)
    if not lines:
        raise _nothing(name, len(pictured.found))
    body = "\n".join(line.text for line in lines)
    missing = [heading] if heading and not _has_title(body, heading) else []
    said = warnings(struck, pictured, annexes(parts, page.body))
    for part in parts:
        drop(part)  # what is left is the page around the text
    boxed = lines_above(lines_of(page.body), body, bool(NUMBER.search((heading or "") + body[:_HEAD])))
    above = "".join(f"{line}\n" for line in (*missing, *boxed))
    text = f"{above}{body}\n"
    return SourceText(name, text, "html", encoding, (), tuple(said), tables_of(lines, len(above)),
                      publisher=publisher_box(text, boxed))


def _parse(name: str, text: str) -> Page:
    from lxml import etree

    # Encoded anew, so that what the page says about its encoding is not asked.
    data = _XML_DECLARATION.sub("", text, count=1).encode("utf-8")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise SourceError(name, f"is no readable HTML ({error})", "save the page anew", "broken") from error
    if root is None:
        raise _nothing(name, 0)
    return Page(root)


def _title(page: Page) -> str | None:
    """The document's title by the page: its title element or meta, or a heading or page title that names a document."""
    known = furniture()
    named: dict[str, str] = {}
    for element in page.root.iter("h1", "h2", "h3", "div", "p", "span", "td"):
        for word in page.names(element):
            if word in known.titles:
                named.setdefault(word, _squeezed(element))
    metas = {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in page.root.iter("meta")
    }
    page_title = next((_squeezed(element) for element in page.root.iter("title")), "")
    guesses = (
        *(_squeezed(element) for element in page.root.iter("h1")),
        max(_TITLE_PARTS.split(page_title), key=len),  # the others name the site and its columns
    )
    candidates = (
        *(named.get(title, "") for title in known.titles),
        *(" ".join(metas.get(meta, "").split()) for meta in known.title_metas),
        *(guess for guess in guesses if known.documents.search(guess)),
    )
    return next((title for title in candidates if 4 < len(title) < 200), None)


def _squeezed(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _has_title(body: str, title: str) -> bool:
    """Whether the main text begins with the title; it may print it with or without the issuers before 关于."""
    head = "".join(body[:_HEAD].split())
    return any("".join(part.split()) in head for part in (title, title[max(title.find("关于"), 0) :]))


def _own_lines(lines: list[PageLine]) -> list[PageLine]:
    """The lines of the document, without what tools, editors and site masters put between and after them."""
    known = furniture()
    total = sum(len(line.text) for line in lines)
    done = 0
    kept: list[PageLine] = []
    for line in lines:
        bare = "".join(line.text.split())
        if known.tails.fullmatch(bare) and total - done < _TAIL_SHARE * total:
            break
        done += len(line.text)
        if line.table or not known.lines.fullmatch(bare):
            kept.append(line)
    return kept


def _nothing(name: str, pictures: int) -> SourceError:
    if pictures:
        advice = "have their text recognized (OCR) and bring that as text or PDF"
        return SourceError(name, f"shows no text, only {pictures} pictures", advice, "scan")
    advice = "open it in a browser, wait until the text shows, and save that as HTML or text"
    return SourceError(name, "is a page without text; a script may fill it in", advice, "empty")
