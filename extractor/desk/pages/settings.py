"""设置: the concepts that values are put under, with what fits them, and the packs of the corpus."""

from __future__ import annotations

from extractor.desk.holdings import Holdings
from extractor.desk.pages.common import Model, Paged, Pages, limit, pages_of
from extractor.language.concepts import Concept, load_concepts
from extractor.policy.wording import words


class ConceptRow(Model):
    """A concept: its name, what it means, what fits it, and how many values of the corpus are under it."""

    id: str
    label: str
    about: str
    kind: str
    direction: str
    fits: list[str]
    fits_not: list[str]
    examples: list[str]
    values: int


class SettingsPage(Model):
    """The concepts that were asked for; `packs` are the corpus's own files."""

    asked: Paged
    rows: list[ConceptRow]
    pages: Pages
    packs: list[str]


def settings_page(holdings: Holdings, asked: Paged) -> SettingsPage:
    """The concepts with all of these words in their id, name or names; those with values first."""
    with holdings.index.reading() as connection:
        counts = dict(connection.execute(
            "SELECT concept, count(*) FROM record WHERE type = 'parameter' AND concept != '' GROUP BY concept").fetchall())
    found = [one for one in load_concepts().values() if all(word in _searched(one) for word in asked.q.split())]
    found.sort(key=lambda one: (one.id not in counts, one.id))
    size, start = limit(asked.page)
    packs = sorted(path.name for path in (holdings.corpus / "vocabulary").glob("*.yaml"))
    return SettingsPage(asked=asked, rows=[_row(one, counts.get(one.id, 0)) for one in found[start : start + size]],
                        pages=pages_of(len(found), asked.page), packs=packs)


def _searched(concept: Concept) -> str:
    return "\n".join((concept.id, concept.label, concept.about, *concept.named, *concept.bare))


def _row(concept: Concept, values: int) -> ConceptRow:
    return ConceptRow(
        id=concept.id, label=concept.label, about=concept.about, kind=words("value_kinds")[concept.kind],
        direction=words("directions")[concept.direction], fits=[*concept.named, *concept.bare], fits_not=list(concept.not_named),
        examples=list(concept.examples.matches), values=values,
    )  # fmt: skip
