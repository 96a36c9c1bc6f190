"""Records as the lines of the export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.records.extraction import Extraction, KeptExtraction

_PLACE = re.compile(rb'"span":\[([0-9]{1,9}),([0-9]{1,9})\],"quote":("(?:[^"\\]|\\.)*+")')
"""The place and words of a line; the first in it, for those of its parts stand behind."""


def json_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The records of all extractions as JSON objects, one a line, in the order of files and text."""
    return (line.decode() for extraction in extractions for line in extraction.lines)


def checked_lines(extractions: Iterable[Extraction]) -> Iterator[bytes]:
    """As `json_lines`, in UTF-8; a file whose kept records do not quote its text is read again."""
    for extraction in extractions:
        if isinstance(extraction, KeptExtraction) and not quotes_its_source(extraction.lines, extraction.text):
            extraction.read_again()
        yield b"".join(extraction.lines)


def quotes_its_source(lines: Sequence[bytes], text: str) -> bool:
    """Whether the words of every line are those of the text at its span."""
    for line in lines:
        found = _PLACE.search(line)
        if found is None or _words(found[3]) != text[int(found[1]) : int(found[2])].encode("utf-8", "surrogatepass"):
            return False
    return True


def _words(quoted: bytes) -> bytes:
    """What a JSON string says, in UTF-8; one without an escape says what it is."""
    if b"\\" not in quoted:
        return quoted[1:-1]
    said: str = json.loads(quoted)
    return said.encode("utf-8", "surrogatepass")
