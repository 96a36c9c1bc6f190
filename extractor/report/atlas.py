"""The places of a corpus: which circulars are whose, and how places stand in each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.policy.places import chain, code_of, name_of, place_name
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord

NOWHERE = ""
"""The code of what stands nowhere."""
_NO_NAME = "地区不详"


@dataclass(slots=True)
class Place:
    """A place with its circulars (each with its file's name and its number among those of the file), newest first, and the places in it
    that have some."""

    code: str
    name: str
    circulars: list[tuple[DocumentRecord, str, int]] = field(default_factory=list)
    within: list[Place] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The circulars of the place and of all in it."""
        return len(self.circulars) + sum(one.total for one in self.within)


class Atlas:
    """The places by code, and the outermost ones with those in them."""

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self.places: dict[str, Place] = {}
        for extraction in extractions:
            for number, document in enumerate(extraction.documents):
                code = code_of(document) or NOWHERE
                place = self._place(code, name_of(document) if code else _NO_NAME)
                place.circulars.append((document, extraction.source, number))
        for place in self.places.values():
            place.circulars.sort(key=lambda one: (one[0].date or "", one[0].id), reverse=True)
        self.outermost = self._nested()

    def _place(self, code: str, name: str | None) -> Place:
        return self.places.setdefault(code, Place(code, name or place_name(code)))

    def _nested(self) -> list[Place]:
        """Places stand in the nearest one above them that has circulars too, the nation apart, or in its province."""
        for code in list(self.places):
            if code not in (NOWHERE, "000000") and len(above := chain(code)) > 2:
                self._place(above[-2], None)
        top: list[Place] = []
        for code, place in sorted(self.places.items(), key=lambda item: (item[0] == NOWHERE, item[0])):
            holder = next((self.places[one] for one in chain(code)[1:-1] if one in self.places), None) if code else None
            (holder.within if holder else top).append(place)
        return top

    def ordered(self) -> list[Place]:
        """All places, each before those in it."""
        return list(_walk(self.outermost))


def _walk(places: Sequence[Place]) -> Iterable[Place]:
    for place in places:
        yield place
        yield from _walk(place.within)
