"""A task as the tracker sees it: an obligation of one circular, once, wherever else it is printed too."""

from __future__ import annotations

from typing import Literal

from extractor.policy.documents import LEVELS
from extractor.records.models import DeadlineRecord, Level, Modality, Model, Status

Kind = Literal["dated", "recurring", "event", "assigned", "undated"]

LEVEL_ORDER: dict[str | None, int] = {level: place for place, level in enumerate(LEVELS)}


class Standing(Model):
    """A place where the words of a task stand: span in code points of `source`, sections from the outermost in."""

    document: str
    source: str
    section: tuple[str, ...] = ()
    span: tuple[int, int]
    page: int | None = None


class Served(Model):
    """The task of a higher level that a task serves, and how alike the two are (0 to 100)."""

    id: str
    document: str
    action: str
    likeness: int


class Task(Model):
    """One obligation with its circular, merged over the corpus.

    `copies` are the other files that print it (the same circular again, or a piece that relays it);
    `forwarded_by` the circulars that pass its circular on. `id` is the record's until the tracker's store
    carries an older one over. Dates are ISO strings, names as printed except the `…_full` ones.
    """

    id: str
    action: str
    quote: str
    standing: Standing
    deadline: DeadlineRecord | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    lead_full: tuple[str, ...] = ()
    support_full: tuple[str, ...] = ()
    modality: Modality = "must"
    concepts: tuple[str, ...] = ()
    number: str | None = None
    title: str | None = None
    issued: str | None = None
    document_status: Status = "in_force"
    level: Level | None = None
    place: str | None = None
    place_code: str | None = None
    copies: tuple[Standing, ...] = ()
    forwarded_by: tuple[str, ...] = ()
    serves: Served | None = None

    @property
    def kind(self) -> Kind:
        """What binds the task: a date, a date that comes back, an event, only an agency, or nothing of these."""
        deadline = self.deadline
        if deadline is not None and deadline.recurs is not None:
            return "recurring"
        if deadline is not None and deadline.date is not None:
            return "dated"
        if deadline is not None and deadline.duration is not None:
            return "event"
        return "assigned" if self.lead or self.support else "undated"

    @property
    def agencies(self) -> tuple[str, ...]:
        """Every agency that takes part, leads first, short and full names, each once."""
        names = (*self.lead, *self.lead_full, *self.support, *self.support_full)
        return tuple(dict.fromkeys(names))

    @property
    def order(self) -> tuple[int, str, str, str, tuple[int, int], str]:
        """The order of a corpus: level, place, circular, place in the text."""
        level = LEVEL_ORDER.get(self.level, len(LEVEL_ORDER))
        at = self.standing
        return (level, self.place_code or "", at.document, at.source, at.span, self.id)

    @property
    def basis(self) -> str:
        """The circular and section as an official cites them: `鲁医保发〔2021〕42号 七（二）`."""
        name = self.number or (f"《{self.title}》" if self.title else self.standing.document)
        section = ""
        for label in self.standing.section:
            section += f"、{label}" if section and not label.startswith(("（", "第")) else label
        return f"{name} {section}".rstrip()
