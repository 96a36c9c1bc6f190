"""Findings as comments in the Word file that was checked, each at its words; nothing else of the file changes."""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from extractor.consistency.model import Finding, Side
from extractor.consistency.reports.rows import Excerpt, Row, rows
from extractor.consistency.reports.text import place
from extractor.printable import printable
from extractor.records.extraction import Extraction
from extractor.sources.detection import detect
from extractor.sources.docx import OBJECT, local, walk_body
from extractor.sources.flow import Origin, prints
from extractor.sources.model import SourceError
from extractor.sources.package import Package, parse_xml

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

AUTHOR, INITIALS = "hongtou", "HT"
_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The time of parts that are written, so that the same findings give the same file."""
_CLOSED = frozenset({"txbxContent", "ruby", "oMath"})
"""What holds runs within runs; a comment stands outside it."""
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated(name: str, data: bytes, findings: Sequence[Finding], extractions: Sequence[Extraction]) -> bytes:
    """The Word file `name` with a comment for each side of a finding that lies in it; without any, the file as it is.

    A comment in a text box, which Word does not allow, stands at the box. Raises SourceError for a file that is no Word file.
    """
    if detect(name, data) != "docx":
        raise SourceError(name, "is no .docx file", "save it as .docx to have comments in it", "format")
    package = Package(name, data)
    listed = [(row, side) for row in rows(findings, extractions) for side in _sides(row.finding) if side.source == name]
    if not listed:
        return data
    from docx import Document as open_document

    try:
        document = open_document(BytesIO(data))
    except (KeyError, ValueError) as error:
        raise SourceError(name, "is no Word file that can be written", "open it and save it as .docx", "broken") from error
    text = next(one.text for one in extractions if one.source == name)
    words = _Words(document, name, text)
    places = [words.place(*side.span) for _, side in listed]
    cut = _Cut(places)
    for (row, side), (first, last) in zip(listed, places, strict=True):
        _comment(document, cut.run(first), cut.run(last), _told(row, side))
    return _saved(document, package)


class _Words:
    """Where each printed character of the checked text stands in the document."""

    def __init__(self, document: Document, name: str, text: str) -> None:
        self._name = name
        relations = document.part.rels.values()

        def related(kind: str) -> _Element | None:
            found = next((one for one in relations if (one.rId == kind or one.reltype.endswith(f"/{kind}")) and not one.is_external), None)
            return None if found is None else parse_xml(name, kind, found.target_part.blob)

        body = document.element.body
        flow, _ = walk_body(name, body, related)
        self._offsets = [offset for offset, sign in enumerate(text) if prints(sign)]
        held = {node: any(parent is body for parent in node.iterancestors()) for node in {one.node for one in flow.origins} if node is not None}
        self._places = [_Place(node, at) if node is not None and held[node] else None for node, at in _signs(flow.origins)]

    def place(self, start: int, end: int) -> tuple[_Place, _Place]:
        """The first and the last character of a stretch; for words that no run holds (numbers, notes), the nearest before or behind."""
        first, last = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        own = [place for place in self._places[first:last] if place]
        if own:
            return own[0], own[-1]
        near = next((place for place in chain(reversed(self._places[:first]), self._places[last:]) if place), None)
        if near is None:
            raise SourceError(self._name, "holds no words at which a comment can stand", "check the file", "empty")
        return near, near


class _Place(NamedTuple):
    """A character: the node that holds it, and its offset in the node's text."""

    node: _Element
    offset: int


class _Cut:
    """The runs of the document, cut so that the stretches to comment on are runs of their own."""

    def __init__(self, stretches: Sequence[tuple[_Place, _Place]]) -> None:
        cuts: dict[_Element, set[int]] = {}
        for first, last in stretches:
            cuts.setdefault(first.node, set()).add(first.offset)
            cuts.setdefault(last.node, set()).add(last.offset + 1)
        self._pieces = {node: _pieces(node, sorted(offsets)) for node, offsets in cuts.items() if _anchor(node) is node.getparent()}

    def run(self, place: _Place) -> _Element:
        """The run that holds a character, or the one that holds the box in which it stands."""
        pieces = self._pieces.get(place.node)
        if pieces is None:
            return _anchor(place.node)
        return next(piece for offset, piece in reversed(pieces) if offset <= place.offset).getparent()


def _signs(origins: Sequence[Origin]) -> Iterator[tuple[_Element | None, int]]:
    """The node of each printed character, in text order, and its offset there."""
    for origin in origins:
        written = origin.text if origin.node is None else origin.node.text
        for offset, sign in enumerate(written):
            if prints(sign) and sign != OBJECT:
                yield origin.node, offset


def _anchor(node: _Element) -> _Element:
    """The run at which a comment on the words of a node can stand: the outermost, where it is within a box or the like."""
    parents = list(node.iterancestors())
    within = max((place for place, parent in enumerate(parents) if local(parent) in _CLOSED), default=-1)
    return next((parent for parent in parents[within + 1 :] if local(parent) == "r"), parents[0])


def _pieces(node: _Element, offsets: Sequence[int]) -> list[tuple[int, _Element]]:
    """Cut the run of a `w:t` at offsets of its text; the nodes that hold it now, by where each begins."""
    found = [(0, node)]
    written = node.text
    for offset in offsets:
        start, piece = found[-1]
        run = piece.getparent()
        if offset == start:
            others = [child for child in run[: run.index(piece)] if local(child) != "rPr"]
            if others:
                _moved(run, run[run.index(piece) :])
        elif offset < len(written):
            rest = deepcopy(piece)
            rest.text, piece.text = written[offset:], written[start:offset]
            for one in (piece, rest):
                one.set(_PRESERVE, "preserve")
            piece.addnext(rest)
            _moved(run, run[run.index(rest) :])
            found.append((offset, rest))
        elif len(run) > run.index(piece) + 1:
            _moved(run, run[run.index(piece) + 1 :])
    return found


def _moved(run: _Element, children: Sequence[_Element]) -> None:
    """Move the last children of a run into a run of the same properties behind it."""
    made = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    properties = next((child for child in run if local(child) == "rPr"), None)
    if properties is not None:
        made.append(deepcopy(properties))
    made.extend(children)
    run.addnext(made)


def _comment(document: Document, first: _Element, last: _Element, told: str) -> None:
    from docx.text.run import Run

    made = document.add_comment([Run(first, document), Run(last, document)], text=told, author=AUTHOR, initials=INITIALS)
    for name in [name for name in made._comment_elm.attrib if name.endswith("}date")]:
        del made._comment_elm.attrib[name]  # the time of the check is no finding


def _sides(finding: Finding) -> list[Side]:
    return [side for side in (finding.lower, finding.higher) if side is not None and side.quote]


def _told(row: Row, side: Side) -> str:
    """What a comment says: severity and check, the message, and the other side's words with their place."""
    other: Excerpt | None = row.higher if side is row.finding.lower else row.lower
    lines = [f"【{row.severity_label}】{row.label}（{row.finding.check} {row.finding.id}）", row.finding.message]
    if other is not None and other.side.quote:
        lines.append(f"对照：{other.name}（{place(other)}）　{''.join(piece.text for piece in other.pieces)}")
    if row.finding.waived:
        lines.append(f"已豁免：{row.finding.waived.reason}（{row.finding.waived.by}）")
    return "\n".join(printable(line).replace("\n", " ").replace("\t", " ") for line in lines)


def _saved(document: Document, package: Package) -> bytes:
    """The package with what was written; all other parts byte for byte as they were."""
    buffer = BytesIO()
    document.save(buffer)
    main = str(document.part.partname).lstrip("/")
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    comments = str(document.part._comments_part.partname).lstrip("/")
    changed = {main, relations, comments, "[Content_Types].xml"}
    out = BytesIO()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in (*package.parts, *(name for name in made.namelist() if name not in package)):
            data = made.read(part) if part in changed or part not in package else package.read(part)
            target.writestr(zipfile.ZipInfo(part, _WRITTEN), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
