"""Plain text: the decoded file, nothing added and nothing taken away."""

from __future__ import annotations

from extractor.sources.encodings import decode
from extractor.sources.model import SourceError, SourceText


def read_text(name: str, data: bytes) -> SourceText:
    """The text of a plain text file without its byte order mark, newlines as they are.

    Raises SourceError where the encoding cannot be told or nothing is printed.
    """
    text, encoding = decode(name, data)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise SourceError(name, "holds nothing but white space", "check the file and fetch it anew", "empty")
    return SourceText(name, text, "text", encoding)
