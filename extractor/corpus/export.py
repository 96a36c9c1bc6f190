"""Records as the lines of the export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from extractor.records.extraction import Extraction
from extractor.records.models import to_line


def json_lines(extractions: Iterable[Extraction]) -> Iterator[str]:
    """The records of all extractions as JSON objects, one a line, in the order of files and text."""
    for extraction in extractions:
        for record in extraction.records:
            yield json.dumps(to_line(record), ensure_ascii=False, separators=(",", ":")) + "\n"
