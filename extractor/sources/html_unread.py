"""What a page holds besides its text: pictures, annexes to download, words struck out. They are said, not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from extractor.sources.furniture import furniture
from extractor.sources.html_lines import BLOCKS
from extractor.sources.html_main import DOCUMENT_LINK, drop
from extractor.sources.pictures import Pictures, listed

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE)
_SMALL = 32
"""Pixels: a picture that is smaller either way is an ornament."""
_LONGEST_NAME = 80


def without_struck(parts: Iterable[_Element]) -> int:
    """Drop what is struck out (`del`, `s`, a line through it); returns how many such stretches held words."""
    dropped = 0
    for part in parts:
        for element in list(part.iter()):
            if element is part or element.getparent() is None:
                continue
            if element.tag in {"del", "s", "strike"} or _STRUCK.search(element.get("style") or ""):
                dropped += bool("".join(element.itertext()).strip())
                drop(element)
    return dropped


def pictures(parts: Iterable[_Element]) -> Pictures:
    """The pictures of the text by their names and places, without ornaments and the signs of file types."""
    from lxml.etree import iterwalk

    found = Pictures()
    for part in parts:
        for event, element in iterwalk(part, events=("start", "end")):
            if element.tag in BLOCKS:
                found.line()
            if event == "end":
                found.words(element.tail)
                continue
            found.words(element.text)
            if element.tag == "img" and not _is_ornament(element):
                found.picture(_name(element.get("src") or element.get("data-src") or "", element.get("alt") or element.get("title") or ""))
    return found


def annexes(parts: Iterable[_Element], body: _Element) -> list[str]:
    """The files that the text links to, and those which the page calls annexes, by their names."""
    inside = {link for part in parts for link in part.iter("a")}
    found: dict[str, str] = {}
    for link in (*inside, *body.iter("a")):
        target = link.get("href") or ""
        words = " ".join("".join(link.itertext()).split())
        if DOCUMENT_LINK.search(target) and (link in inside or furniture().annexes.match(words)):
            found.setdefault(target, _name(target, words))
    return sorted(found.values())


def warnings(struck: int, pictured: Pictures, annexed: list[str]) -> list[str]:
    """Sentences for whoever brought the page."""
    said = []
    if struck:
        said.append(f"有{struck}处加删除线的文字未读取")
    said += pictured.said()
    if annexed:
        said.append(f"网页另有{len(annexed)}个附件，不在网页之内；尚未下载的，请下载后与网页放在一起：{listed(annexed)}")
    return said


def _is_ornament(picture: _Element) -> bool:
    sizes = [picture.get(side) or "" for side in ("width", "height")]
    small = any(size.removesuffix("px").isdecimal() and int(size.removesuffix("px")[:6]) < _SMALL for size in sizes)
    return small or bool(furniture().ornaments.search(picture.get("src") or ""))


def _name(target: str, words: str) -> str:
    """The last part of an address, else the words that stand for it."""
    if target.startswith("data:"):
        return words[:_LONGEST_NAME] or "嵌入的图片"
    try:
        name = unquote(urlsplit(target).path.rpartition("/")[2])
    except ValueError:
        name = ""
    return (f"{words}（{name}）" if words and name and words != name else words or name)[:_LONGEST_NAME]
