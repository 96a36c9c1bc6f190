"""What a correction says, and the files that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.corrections.problems import problems
from extractor.corrections.selector import TextQuoteSelector
from extractor.handwritten import Handwritten, explained, read_handwritten
from extractor.sources.model import SourceError

FOLDER = "corrections"
Kind = Literal["parameter", "mention", "deadline", "assignment", "citation", "task"]


class Correction(BaseModel):
    """One correction: `set` adds a record at the quoted words, `change` changes fields of the one there, `drop` drops it,
    `confirm` says that it was read rightly (`fields` are then what was confirmed).

    `source` is the circular's file name; `where` tells apart several records of a kind on the same words by their
    fields; `fields` are the export's. `origin` says which file holds the correction.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Literal["set", "change", "drop", "confirm"]
    source: str
    record: Kind
    selector: TextQuoteSelector
    where: Mapping[str, Any] = Field(default_factory=dict)
    fields: Mapping[str, Any] = Field(default_factory=dict)
    author: str = Field(min_length=1)
    date: date
    reason: str = Field(min_length=1)
    origin: str = Field(default="", exclude=True)

    @property
    def note(self) -> str:
        """Who corrected it when and why, in one line."""
        return f"{self.author} {self.date.isoformat()}：{self.reason}"


def load_corrections(corpus: Path) -> tuple[Correction, ...]:
    """The corrections of a corpus, `corrections/*.yaml`, each file one or a list, in order of file names.

    Raises SourceError naming the file and entry that is not as it should be.
    """
    found: list[Correction] = []
    for path in sorted((corpus / FOLDER).glob("*.yaml")):
        written = read_handwritten(path, _ADVICE)
        data = written.data
        entries = data if isinstance(data, list) else [] if data is None else [data]
        for number, entry in enumerate(entries):
            place = (number,) if isinstance(data, list) else ()
            found.append(_read(entry, written.where(place), written, place))
    return tuple(found)


def _read(entry: Any, origin: str, written: Handwritten, place: tuple[int, ...]) -> Correction:
    if not isinstance(entry, dict) or "origin" in entry:
        raise SourceError(written.where(place), "not a correction", _ADVICE)
    try:
        correction = Correction.model_validate({**entry, "origin": origin})
        if wrong := problems(correction.record, correction.action, correction.fields):
            raise SourceError(written.where((*place, "fields")), "; ".join(wrong), _ADVICE)
        return correction
    except ValidationError as error:
        first = error.errors()[0]
        fields = (TextQuoteSelector if len(first["loc"]) > 1 else Correction).model_fields
        raise SourceError(written.where((*place, *first["loc"])), explained(first, fields.keys() - {"origin"}), _ADVICE) from error


_ADVICE = "corpus/corrections/README.md gives the form of a correction; hongtou correct writes one"
