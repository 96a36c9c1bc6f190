"""From bytes to text: which encoding a Chinese text file is in.

A byte order mark or valid UTF-8 decides. Otherwise every candidate encoding decodes strictly, and the one whose
result reads most like Chinese official prose wins: each non-ASCII character counts for it when it is frequent in
such prose, and against it when it is rare or no Chinese at all. A wrong decoding of 20 characters scores far below
the right one; where nothing scores well, the file is refused rather than shown as mojibake.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from extractor.sources.model import SourceError
from extractor.vocabulary import VocabularyError, load_yaml

_BOMS = (  # the longer ones first: a UTF-32 mark begins with a UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where two give the same text the first is reported. Big5 has three mappings that differ in a few marks.
_CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 18
"""Bytes that are decoded to choose between encodings; the chosen one then has to decode all."""

_COMMON, _KNOWN, _RARE, _FOREIGN = 1.0, 0.1, -0.5, -1.0
_ENOUGH = 0.4
"""Mean score of a Chinese text: official prose reaches 0.7, a wrong decoding or Korean stays under 0.35."""

_HAN = re.compile("[\u3400-\u9fff]")
_TELLING = re.compile("[^\x00-\x7f\xa0\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01
"""Text copied from office software holds a stray control character here and there; a binary file many."""

ADVICE = "open it in the program it was made with and save it as UTF-8 text"


class Decoded(NamedTuple):
    """A text without its byte order mark, and Python's name of the encoding it was in."""

    text: str
    encoding: str


def decode(name: str, data: bytes) -> Decoded:
    """Decode the content of a text file; newlines stay as they are.

    What a page claims for itself (HTML's meta element) is not asked: it is wrong too often, and the text itself tells.
    Raises SourceError for binary data, NUL bytes and encodings that cannot be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return _checked(name, Decoded(data[len(mark) :].decode(encoding), encoding))
            except UnicodeDecodeError as error:
                raise _undecodable(name, encoding, len(mark) + error.start) from error
    utf8, broken_at = _utf8(data)
    # A few characters of another encoding may be valid UTF-8 by chance, but then they are no Chinese.
    if utf8 is not None and (utf8.isascii() or _HAN.search(utf8)):
        return _checked(name, Decoded(utf8, "utf-8"))
    best = _best(data)
    if best is None and utf8 is not None:
        return _checked(name, Decoded(utf8, "utf-8"))
    if best is None:
        raise _refusal(name, data, broken_at)
    try:
        return _checked(name, Decoded(data.decode(best), best))
    except UnicodeDecodeError as error:
        raise _undecodable(name, best, error.start) from error


def _utf8(data: bytes) -> tuple[str | None, int | None]:
    """The text if the bytes are UTF-8 (with NUL bytes they may be UTF-16), or the offset of the first that is not."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, error.start
    return (None if "\0" in text else text), None


def _best(data: bytes) -> str | None:
    """The candidate whose decoding reads most like Chinese, or None where none does."""
    sample = data[:_SAMPLE]
    best, best_score = None, _ENOUGH
    for encoding in _CANDIDATES:
        try:
            # Not final: the sample may end inside a character.
            text = codecs.getincrementaldecoder(encoding)().decode(sample, final=len(sample) == len(data))
        except UnicodeDecodeError:
            continue
        score = likeness(text)
        if score > best_score and not _has_controls(text):
            best, best_score = encoding, score
    return best


def likeness(text: str) -> float:
    """How much `text` looks like Chinese prose: 1 all frequent characters, -1 none Chinese, 0 no telling ones."""
    characters = _TELLING.findall(text)
    if not characters:
        return 0.0
    weights = _weights()
    scores = (weights.get(one, _RARE if _HAN.match(one) else _FOREIGN) for one in characters)
    return sum(scores) / len(characters)


@cache
def _weights() -> dict[str, float]:
    """The score of each character that speaks for Chinese text."""
    entries = load_yaml("common_characters.yaml")
    kinds = {"simplified", "traditional", "punctuation"}
    if not isinstance(entries, dict) or set(entries) != kinds:
        raise VocabularyError(f"vocabulary/common_characters.yaml: needs exactly the entries {sorted(kinds)}")
    weights = dict.fromkeys(_rows("gb2312", 0xB0, 0xD7) + _rows("big5", 0xA4, 0xC6), _KNOWN)
    for text in entries.values():
        weights.update(dict.fromkeys("".join(text.split()), _COMMON))
    return weights


def _rows(encoding: str, first: int, last: int) -> str:
    """The characters of a double-byte set by lead byte: GB 2312 level 1, Big5's frequently used ones."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return "".join(_TELLING.findall("".join(pair.decode(encoding, "ignore") for pair in pairs)))


def _checked(name: str, decoded: Decoded) -> Decoded:
    """`decoded`, unless it holds what no text holds."""
    text = decoded.text
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError(name, f"holds NUL bytes (first in line {line}), so it is not plain text", ADVICE, "binary")
    if _has_controls(text):
        raise _binary(name)
    return decoded


def _has_controls(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text)


def _refusal(name: str, data: bytes, broken_at: int | None) -> SourceError:
    """Why no encoding fits: a binary file, a damaged UTF-8 file, or an encoding that is not known here."""
    if _has_controls(data.decode("latin-1")):
        return _binary(name)
    if broken_at is not None:
        intact = data[:broken_at].decode("utf-8")
        if _HAN.search(intact) and likeness(intact) > _ENOUGH:
            return _undecodable(name, "utf-8", broken_at)
    return SourceError(
        name,
        "its encoding cannot be told: neither UTF-8, UTF-16, GB18030 nor Big5 gives Chinese text",
        ADVICE,
        "encoding",
    )


def _binary(name: str) -> SourceError:
    return SourceError(
        name, "is a binary file, not text", "bring the circular as text, HTML or PDF with a text layer", "binary"
    )


def _undecodable(name: str, encoding: str, offset: int) -> SourceError:
    problem = f"reads as {encoding} up to byte {offset}, which is damaged"
    return SourceError(name, problem, "the file may be cut off or mixed; fetch it anew or save it as UTF-8", "encoding")
