"""The findings of a corpus, its waivers applied."""

from __future__ import annotations

from extractor.consistency import Finding, WaiverError, check
from extractor.consistency.context import Context
from extractor.corpus import Corpus
from extractor.language.concepts import load_concepts
from extractor.sources.model import SourceError


def context_of(corpus: Corpus) -> Context:
    """What the check and all that stands beside it look into; a store is to be asked through one of them."""
    return Context(corpus.extractions, load_concepts(), corpus.store)


def findings_of(corpus: Corpus, context: Context) -> tuple[Finding, ...]:
    """All findings about a corpus. Waivers do not expire here: output that goes into git must not depend on the day.

    Raises SourceError for a waiver that is none.
    """
    try:
        return tuple(check(corpus.extractions, corpus.waivers, store=corpus.store, context=context))
    except WaiverError as error:
        where, _, problem = str(error).partition(": ")
        raise SourceError(where, problem, "see docs/checks.md for the form of a waiver") from error
