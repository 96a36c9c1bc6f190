"""The findings of a corpus, its waivers applied."""

from __future__ import annotations

from extractor.consistency import Finding, WaiverError, check
from extractor.corpus import Corpus
from extractor.sources.model import SourceError


def findings_of(corpus: Corpus) -> tuple[Finding, ...]:
    """All findings about a corpus. Waivers do not expire here: output that goes into git must not depend on the day.

    Raises SourceError for a waiver that is none.
    """
    try:
        return tuple(check(corpus.extractions, corpus.waivers, store=corpus.store))
    except WaiverError as error:
        where, _, problem = str(error).partition(": ")
        raise SourceError(where, problem, "see docs/checks.md for the form of a waiver") from error
