"""Where the links of a site lead."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import html

from extractor.report import FOLDER, FRONT


def pages_of(folder: Path) -> list[Path]:
    """The pages of a site."""
    return [folder / FRONT, *sorted((folder / FOLDER).glob("*.html"))]


def broken_links(folder: Path) -> list[str]:
    """The links of a site that lead to no file or to no place of a page, each after the page that it stands on."""
    trees = {path.resolve(): html.parse(str(path)).getroot() for path in pages_of(folder)}
    ids = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    found = []
    for path, tree in trees.items():
        for link in tree.xpath("//a/@href | //link/@href | //script/@src | //form/@action"):
            address, fragment = urldefrag(link)
            target = (folder / FOLDER / unquote(address)).resolve() if address else path
            if not target.is_file() or (fragment and fragment not in ids.get(target, ())):
                found.append(f"{path.name} {link}")
    return found
