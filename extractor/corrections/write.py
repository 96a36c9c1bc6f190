"""A correction written from words that a person gives: found in the circular, tried, and stored as a file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import yaml

from extractor.corrections.apply import apply_corrections
from extractor.corrections.confirm import apply_confirmations
from extractor.corrections.model import FOLDER, Correction
from extractor.corrections.selector import TextQuoteSelector, selector_at
from extractor.records.extraction import Extraction
from extractor.sources.model import SourceError

_SHOWN = 15


def anchor(text: str, name: str, words: TextQuoteSelector) -> TextQuoteSelector:
    """The full selector of words in a circular; raises SourceError where they are missing or stand in several places."""
    places = words.find(text)
    if not places:
        raise SourceError(name, f"the words “{words.exact}” are not in it", "copy them from hongtou text FILE")
    if len(places) > 1:
        around = "; ".join("".join(text[max(start - _SHOWN, 0) : end + _SHOWN].split()) for start, end in places)
        raise SourceError(name, f"“{words.exact}” stands in {len(places)} places ({around})",
                          "give words before or after it (--prefix, --suffix)")
    return selector_at(text, places[0])


def path_of(correction: Correction, corpus: Path) -> Path:
    """The file that a correction is written to; the same correction always has the same."""
    mark = sha256(_written(correction).encode()).hexdigest()[:8]
    return corpus / FOLDER / f"{correction.date.isoformat()}-{correction.record}-{mark}.yaml"


def _written(correction: Correction) -> str:
    data = correction.model_dump(mode="json")
    for empty in ("where", "fields"):
        if not data[empty]:
            del data[empty]
    data["date"] = correction.date
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def store(correction: Correction, extraction: Extraction, corpus: Path) -> Path:
    """Try a correction on its circular and write it to a file of its own in the corpus; returns the file.

    Raises SourceError where its fields are not right, where it does not fit, or where the same correction is already there.
    """
    if correction.action == "confirm":
        _, notes = apply_confirmations([extraction], [correction])
        for note in notes:
            raise note
    else:
        apply_corrections([extraction], [correction])
    path = path_of(correction, corpus)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(_written(correction))
    except FileExistsError as error:
        raise SourceError(str(path), "this correction is already there", "nothing to do") from error
    return path

