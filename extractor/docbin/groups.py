"""Which stretches of the text a record marks, under which label, in which group of spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.records.models import (
    AssignmentRecord,
    CitationRecord,
    DeadlineRecord,
    Line,
    MentionRecord,
    ParameterRecord,
)

GROUPS = ("records", "mentions", "conditions", "agencies", "dates", "citations")


class Labelled(NamedTuple):
    """A stretch `[start, end)` of the source text, the group that it is in and its label there."""

    start: int
    end: int
    group: str
    label: str

    def moved(self, by: int) -> Labelled:
        """The same, so many characters further on."""
        return self._replace(start=self.start + by, end=self.end + by)


def labelled(record: Line) -> Iterator[Labelled]:
    """What a record marks.

    A parameter marks its value, by its concept or else its kind, and its conditions, by their kinds; a mention its
    quantity, by its kind; a deadline its date, by what it is (`date`, `recurs`, `duration`); a citation what it names, by
    its relation; an assignment each agency that it names, as `lead` or `support`.
    """
    match record:
        case ParameterRecord():
            yield Labelled(*record.span, "records", record.concept or record.kind)
            yield from (Labelled(*condition.span, "conditions", condition.kind) for condition in record.conditions)
        case MentionRecord():
            yield Labelled(*record.span, "mentions", record.kind)
        case DeadlineRecord():
            label = "date" if record.date else "recurs" if record.recurs else "duration"
            yield Labelled(*record.span, "dates", label)
        case CitationRecord():
            yield Labelled(*record.span, "citations", record.relation)
        case AssignmentRecord():
            yield from _agencies(record)


def _agencies(record: AssignmentRecord) -> Iterator[Labelled]:
    """The names of an assignment where they are printed in it (a line may break inside one), each once."""
    labels = {**dict.fromkeys(record.support, "support"), **dict.fromkeys(record.lead, "lead")}
    longest_first = sorted(labels, key=lambda name: (-len(name), name))
    named = re.compile("|".join(r"\s*".join(map(re.escape, name)) for name in longest_first))
    for place in named.finditer(record.quote):
        name = "".join(place[0].split())
        if name in labels:
            start = record.span[0]
            yield Labelled(start + place.start(), start + place.end(), "agencies", labels.pop(name))
