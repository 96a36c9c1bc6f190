"""The findings of a corpus, its waivers applied."""

from __future__ import annotations

from extractor.consistency import Finding, WaiverError, check
from extractor.corpus import Corpus
from extractor.corpus.loader import WAIVERS
from extractor.sources.model import SourceError


def findings_of(corpus: Corpus) -> tuple[Finding, ...]:
    """All findings about a corpus. Waivers do not expire here: output that goes into git must not depend on the day.

    Raises SourceError for a waiver that is none.
    """
    try:
        return tuple(check(corpus.extractions, corpus.waivers, store=corpus.store))
    except WaiverError as error:
        raise SourceError(str(corpus.folder / WAIVERS), str(error), "see docs/checks.md for the form") from error
