"""Which circulars a file is said to carry out (`implements` of `corpus.yaml`), found by number or file in the corpus."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.corpus.settings import Settings
from extractor.language.offices import number_key
from extractor.records.extraction import Extraction
from extractor.refusal import near
from extractor.sources.model import SourceError


def with_implemented(
    extractions: Iterable[Extraction], settings: Settings
) -> tuple[tuple[Extraction, ...], list[SourceError]]:
    """The same extractions with what `settings` say that the first circular of a file implements, and what was not found."""
    found, wanted = tuple(extractions), settings.implements
    if not wanted:
        return found, []
    known = {one.source: one.documents[0].id for one in reversed(found) if one.documents}
    known |= {number_key(one.number): one.id for file in found for one in file.documents if one.number}
    problems: list[SourceError] = []
    out = []
    for file in found:
        names = wanted.get(file.source, ()) if file.documents else ()
        targets = [known.get(name) or known.get(number_key(name)) for name in names]
        for name, target in zip(names, targets, strict=True):
            if target is None or target == file.documents[0].id:
                problem = "itself" if target else "which is neither the number nor the file of a circular of the corpus"
                like = near(name, (*known, *(one.number for each in found for one in each.documents if one.number)))
                advice = f"correct it ({', '.join(like)}?)" if like else "correct it"
                problems.append(SourceError(settings.where(file.source), f"says that {file.source} implements {name}, {problem}", advice))
        ids = tuple(dict.fromkeys(one for one in targets if one and one != file.documents[0].id))
        if ids:
            first, *others = file.documents
            supplied = tuple(sorted({*first.supplied, "implements"}))
            first = first.model_copy(update={"implements": ids, "supplied": supplied})
            file = file.with_links([first, *others], file.citations)
        out.append(file)
    return tuple(out), problems
