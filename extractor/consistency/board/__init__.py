"""The transposition board: a higher circular against the places below it, and what became of it there.

For every circular in force of a nation, province or city: the divisions right below it (GB/T 2260), and other places below that
carry it out themselves; for each the circulars that carry it out, with their days after it, the requirements and other clauses on
which they are all silent, and the findings that hold one against the other. A place without any such circular has done nothing yet, as far as
the corpus shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.consistency import wording
from extractor.consistency.aligned.units import Sentence
from extractor.consistency.board.silence import Answers, measures
from extractor.consistency.context import Context
from extractor.consistency.model import Finding, Severity
from extractor.language.divisions import divisions_below
from extractor.language.places import place_by_code
from extractor.policy.documents import Document
from extractor.policy.places import above
from extractor.printable import json_text
from extractor.records.models import Level

_OF_ITS_OWN = frozenset(
    {"not-transposed", "cites-differently", "citation-mismatch", "basis-lapsed", "draft-in-force", "deadline-passed-on-issue"}
)
"""Checks whose findings do not say that a rule differs from the one above."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Taken(_Frozen):
    """A circular that carries the higher one out: how it is called, its date, the days since the higher one.

    `how`: it `cites` the higher one, `forwards` it, or is `assumed` to carry it out, for it shares its sentences. Dates and days
    are None where one of the two has no date.
    """

    document: str
    source: str
    name: str
    date: str | None
    days: int | None
    how: Literal["cites", "forwards", "assumed"]


class Asked(_Frozen):
    """A requirement of the higher circular: what, by when (ISO date) or how much, and where it stands; or another clause on which
    some place is silent, as printed."""

    action: str
    due: str | None
    value: str | None
    source: str
    span: tuple[int, int]


class Differing(_Frozen):
    """A finding about the place's circulars and the higher one."""

    finding: str
    check: str
    severity: Severity
    message: str


class PlaceRow(_Frozen):
    """A place below: its circulars, the numbers (from 1) of the requirements on which they are silent, and what differs."""

    place: str
    code: str
    level: Level
    taken: tuple[Taken, ...] = ()
    silent: tuple[int, ...] = ()
    differing: tuple[Differing, ...] = ()

    @property
    def has_nothing(self) -> bool:
        """Whether the corpus has no circular of the place that carries the higher one out."""
        return not self.taken


class Board(_Frozen):
    """A higher circular with what it requires and the places below it, in the order of their codes."""

    type: Literal["board"] = "board"
    document: str
    source: str
    name: str
    title: str | None
    place: str
    date: str | None
    asks: tuple[Asked, ...]
    rows: tuple[PlaceRow, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Places; those that took it over, that have nothing yet, that are silent on something, that differ in something."""
        return {
            "places": len(self.rows),
            "taken": sum(not row.has_nothing for row in self.rows),
            "nothing": sum(row.has_nothing for row in self.rows),
            "silent": sum(bool(row.silent) for row in self.rows),
            "differing": sum(bool(row.differing) for row in self.rows),
        }

    @property
    def days(self) -> tuple[int, int] | None:
        """After how many days the first and the last place took it over, by the first circular of each."""
        first = [min(days) for row in self.rows if (days := [one.days for one in row.taken if one.days is not None])]
        return (min(first), max(first)) if first else None

    def to_json(self) -> str:
        """One line of JSON, the counts beside the fields."""
        return json_text({**self.model_dump(mode="json"), "counts": self.counts})


def boards(context: Context, findings: Iterable[Finding], of: Iterable[str] | None = None) -> tuple[Board, ...]:
    """The boards of all circulars that have places below, highest level first, then by place and date.

    `findings` are those of the same corpus. With `of` (numbers, ids or file names) only the boards of these circulars; without it,
    those that no place has taken over and that require nothing are left out.
    """
    wanted = None if of is None else set(of)
    below = _carried_out(context)
    found = _by_sides(findings)
    shown = []
    for document in sorted(context.documents, key=lambda one: (one.rank, one.code or "", one.order)):
        if document.code is None or document.is_draft or document.record.status == "explainer" or document.rank > 2:
            continue
        if wanted is not None and not wanted & {document.record.number, document.record.id, document.record.source}:
            continue
        board = _board(context, document, below.get(document.id, []), found)
        if wanted is not None or board.asks or board.counts["taken"]:
            shown.append(board)
    return tuple(shown)


def _carried_out(context: Context) -> dict[str, list[tuple[Document, bool]]]:
    """By circular those below that carry it out, and whether that is only assumed."""
    found: defaultdict[str, list[tuple[Document, bool]]] = defaultdict(list)
    for document in context.documents:
        cited = [higher for higher, _ in context.above.carried_out(document)]
        for higher in cited:
            found[higher.id].append((document, False))
        for link in context.links(document):
            if link.is_assumed and link.higher not in cited:
                found[link.higher.id].append((document, True))
    return found


Sides = tuple[str, str, str, str]
"""Source and document of the lower and the higher side."""


def _by_sides(findings: Iterable[Finding]) -> dict[Sides, list[Finding]]:
    found: defaultdict[Sides, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.higher is not None and one.waived is None and one.check not in _OF_ITS_OWN:
            found[one.lower.source, one.lower.document, one.higher.source, one.higher.document].append(one)
    return found


def _board(
    context: Context, higher: Document, lower: Sequence[tuple[Document, bool]], findings: dict[Sides, list[Finding]]
) -> Board:
    assert higher.code is not None
    requires = context.above.requirements(higher)
    by_code: defaultdict[str, list[tuple[Document, bool]]] = defaultdict(list)
    for document, is_assumed in sorted(lower, key=lambda one: one[0].order):
        if document.code:
            by_code[document.code].append((document, is_assumed))
    silent = _Silent(context, higher, {code: [one for one, is_assumed in of if not is_assumed] for code, of in by_code.items()})
    codes = {one.code for one in divisions_below(higher.code) if one.code} | by_code.keys()
    rows = []
    for code in sorted(codes):
        here = place_by_code(code)
        if here is None or higher.code not in above(code):
            continue
        documents = by_code.get(code, [])
        rows.append(
            PlaceRow(
                place=here.name,
                code=code,
                level=here.level,
                taken=tuple(_taken(higher, document, is_assumed) for document, is_assumed in documents),
                silent=tuple(silent.numbers(code)),
                differing=tuple(_differing(higher, [document for document, _ in documents], findings)),
            )
        )
    record = higher.record
    return Board(
        document=record.id,
        source=record.source,
        name=wording.name(higher),
        title=record.title,
        place="全国" if higher.code == "000000" else record.place or "",
        date=record.date,
        asks=(
            *(
                Asked(action=one.action, due=one.due.isoformat() if one.due else None, value=getattr(one.line, "value", None),
                      source=one.line.source, span=one.line.span)
                for one in requires
            ),
            *(
                Asked(action=one.words, due=None, value=None, source=record.source, span=(one.start, one.end))
                for one in silent.clauses
            ),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _taken(higher: Document, lower: Document, is_assumed: bool) -> Taken:
    forwards = higher in lower.forwards
    return Taken(
        document=lower.record.id,
        source=lower.record.source,
        name=wording.name(lower),
        date=lower.record.date,
        days=_days(higher.issued, lower.issued),
        how="assumed" if is_assumed else "forwards" if forwards else "cites",
    )


def _days(first: date | None, then: date | None) -> int | None:
    return (then - first).days if first and then else None


class _Silent:
    """On which requirements, and on which other clauses of a higher circular, all circulars of a place are silent."""

    def __init__(self, context: Context, higher: Document, lower: Mapping[str, Sequence[Document]]) -> None:
        asked = {code: of for code, of in lower.items() if of and not any(higher in one.forwards for one in of)}
        answers = {code: Answers(context, higher, of) for code, of in asked.items()}
        requires = context.above.requirements(higher)
        sentences = [one for one in context.sentences(higher) if one.amended is None] if asked else []
        where = [{one.number for one in sentences if one.start <= asks.line.span[0] < one.end} for asks in requires]
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for code, of in asked.items():
            for number in _unanswered(context, higher, of):
                if not answers[code].took_over(where[number]):
                    self._numbers[code].append(number + 1)
        others = [one for one in measures(context, higher) if one.number not in set().union(*where)] if asked else []
        self.clauses: list[Sentence] = []
        for one in others:
            if silent := [code for code, of in answers.items() if of.is_silent_on(one)]:
                self.clauses.append(one)
                for code in silent:
                    self._numbers[code].append(len(requires) + len(self.clauses))

    def numbers(self, code: str) -> list[int]:
        """The numbers, from 1, of the requirements and then the clauses."""
        return self._numbers[code]


def _unanswered(context: Context, higher: Document, lower: Sequence[Document]) -> Iterator[int]:
    """The numbers of the requirements that were asked of a place and on which all of its circulars are silent."""
    said: defaultdict[int, list[bool]] = defaultdict(list)
    for document in lower:
        for one in context.handovers(document):
            if one.requirement.document is higher and not _is_past(one.requirement.due, document.issued):
                said[one.number].append(one.is_silent)
    yield from (number for number, silent in sorted(said.items()) if all(silent))


def _is_past(due: date | None, issued: date | None) -> bool:
    """Whether a day was over when a circular was issued, so that it need not name it."""
    return due is not None and issued is not None and due < issued


def _differing(higher: Document, lower: Iterable[Document], findings: dict[Sides, list[Finding]]) -> Iterator[Differing]:
    for document in lower:
        sides = document.record.source, document.record.id, higher.record.source, higher.record.id
        for one in findings.get(sides, ()):
            yield Differing(finding=one.id, check=one.check, severity=one.severity, message=one.message)
