"""Circulars that the corpus cites by their number and does not hold: 待补文件, the most wanted first.

Nobody is at fault where a cited circular is missing, so this is no finding; it says what to bring in next. Laws, catalogues
and orders (令) are not asked for, nor is a number that a circular of the corpus was meant by (a citation-mismatch).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from extractor.consistency import wording
from extractor.consistency.citations import Titles
from extractor.consistency.cited import SHORTEST
from extractor.consistency.context import Context
from extractor.language.offices import number_key
from extractor.normalize.script import to_simplified
from extractor.policy.documents import Document
from extractor.policy.implements import CARRIES_OUT
from extractor.policy.titles import plain_title
from extractor.printable import json_text
from extractor.records.models import CitationRecord, Relation

_SUGGESTED = 3
_BRACKETS = str.maketrans("[]【】［］()（）", "〔〕" * 5)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citing(_Frozen):
    """A circular that cites a wanted one: its id, its name in a sentence, place and date, and its first citation
    (`text[span] == quote`)."""

    document: str
    name: str
    source: str
    place: str | None
    date: str | None
    relation: Relation
    span: tuple[int, int]
    quote: str


class Wanted(_Frozen):
    """A circular that the corpus lacks: its number and title as most cite it, and who cites it, in the order of files.

    `similar` are numbers of circulars in the corpus that the cited one may be a slip for.
    """

    type: Literal["wanted"] = "wanted"
    number: str
    title: str | None
    cited_by: tuple[Citing, ...]
    similar: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many circulars cite it."""
        return len(self.cited_by)

    @property
    def carried_out(self) -> int:
        """How many of them rest on it: carry it out, forward or amend it."""
        return sum(one.relation in CARRIES_OUT for one in self.cited_by)

    def to_json(self) -> str:
        """One line of JSON; `count` and `carried_out` stand beside the fields."""
        data = self.model_dump(mode="json")
        return json_text({**data, "count": self.count, "carried_out": self.carried_out})


class _Cited(NamedTuple):
    document: Document
    citation: CitationRecord
    title: str


def wanted(context: Context, by: Callable[[Citing], bool] | None = None) -> tuple[Wanted, ...]:
    """The wanted circulars of a corpus; those first that most circulars cite.

    Of equally often cited ones those go first that more circulars rest on, then by number. With `by`, only citing circulars
    of which it holds count.
    """
    by_number: dict[str, list[_Cited]] = {}
    by_title: dict[str, set[str]] = {}
    untitled: list[_Cited] = []
    for one in _missing(context):
        if key := number_key(one.citation.number):
            by_number.setdefault(key, []).append(one)
            by_title.setdefault(one.title, set()).add(key)
        else:
            untitled.append(one)
    for one in untitled:  # cited by its title alone where others give the number too
        if len(one.title) >= SHORTEST and len(keys := by_title.get(one.title, set())) == 1:
            by_number[next(iter(keys))].append(one)
    found = (_wanted(context.titles, cited, by) for cited in by_number.values())
    return tuple(sorted(filter(None, found), key=lambda one: (-one.count, -one.carried_out, number_key(one.number))))


def _missing(context: Context) -> Iterator[_Cited]:
    for document in context.documents:
        for citation in document.cites():
            if "令" in number_key(citation.number) or context.target_of(citation) is not None:
                continue
            if citation.number and len(context.titles.under_another_number(citation, document)) == 1:
                continue
            yield _Cited(document, citation, plain_title(citation.title, document) if citation.title else "")


def _wanted(titles: Titles, cited: Iterable[_Cited], by: Callable[[Citing], bool] | None) -> Wanted | None:
    first: dict[str, _Cited] = {}
    for one in cited:
        first.setdefault(one.document.id, one)
    kept = [(one, citing) for one in first.values() for citing in (_citing(one),) if by is None or by(citing)]
    if not kept:
        return None
    numbers = Counter(_plain(one.citation.number).translate(_BRACKETS) for one in first.values() if one.citation.number)
    names = Counter(_plain(one.citation.title) for one, _ in kept if one.citation.title)
    near = {str(two.record.number): None for one, _ in kept for two in titles.similar(one.citation, one.document)}
    return Wanted(
        number=_most(numbers) or "",
        title=_most(names),
        cited_by=tuple(citing for _, citing in kept),
        similar=tuple(near)[:_SUGGESTED],
    )


def _citing(one: _Cited) -> Citing:
    record, citation = one.document.record, one.citation
    return Citing(
        document=record.id, name=wording.name(one.document), source=citation.source, place=record.place, date=record.date,
        relation=citation.relation, span=citation.span, quote=citation.quote,
    )  # fmt: skip


def _plain(printed: str) -> str:
    return to_simplified("".join(printed.split()))


def _most(counted: Counter[str]) -> str | None:
    return min(counted, key=lambda one: (-counted[one], one), default=None)
