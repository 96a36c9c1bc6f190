"""The consistency check: the records of a corpus → findings, where a rule contradicts a higher one or itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from extractor.collector import collector_paused
from extractor.consistency import apart, retired
from extractor.consistency.checks import CHECKS
from extractor.consistency.context import SCOPES, Context
from extractor.consistency.identity import Identified
from extractor.consistency.model import SEVERITIES, Concepts, Finding, NotCompared, Severity, Side, Waived, Waiver
from extractor.consistency.requirements import keep_words
from extractor.consistency.waivers import WaiverError, apply, places_in, read_waivers
from extractor.kept import Piece, Store
from extractor.language.concepts import load_concepts
from extractor.records.extraction import Extraction
from extractor.refusal import Refusal

__all__ = [
    "CHECKS", "SEVERITIES", "Finding", "NotCompared", "Severity", "Side", "UnknownCheckError", "Waived", "Waiver", "WaiverError",
    "check", "not_compared",
]  # fmt: skip


class UnknownCheckError(Refusal):
    """A check was asked for that does not exist."""


def check(
    extractions: Sequence[Extraction],
    waivers: Iterable[Mapping[str, Any] | Waiver] = (),
    checks: Iterable[str] | None = None,
    *,
    on: date | None = None,
    focus: Iterable[str] | None = None,
    concepts: Concepts | None = None,
    store: Store | None = None,
    context: Context | None = None,
) -> list[Finding]:
    """All findings about a corpus, sorted by file, place and check.

    `extractions` are the corpus's files with their citations resolved; `waivers` the entries of `waivers.yaml`;
    `checks` the names of the checks to run (default: all). `on` is the day on which waivers are judged; without it,
    none has expired. With `focus` (names of source files) only findings that involve one of them come back: the way
    to check a draft against a corpus. `concepts` replaces the vocabulary's concepts. What was found before of parts
    that have not changed is taken from `store`. A `context` of the same extractions is used, and not made anew.

    Raises UnknownCheckError and WaiverError.
    """
    chosen = list(CHECKS if checks is None else checks)
    if unknown := [name for name in chosen if name not in CHECKS]:
        raise UnknownCheckError(f"no check is called {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    accepted = read_waivers(waivers, CHECKS, retired.CHECKS)
    context = context or Context(extractions, load_concepts() if concepts is None else concepts, store or Store())
    with collector_paused():
        by_check = _found(context, chosen, store or Store())
    keep_words(context)
    found: dict[str, Finding] = {}
    for name in CHECKS:
        for finding in by_check.get(name, ()):
            found.setdefault(f"{finding.id} {finding.lower.source}", finding)
    _drop_told_twice(found)
    identified = Identified(sorted(found.values(), key=_order), context.documents, context.concepts)
    ran = [waiver for waiver in accepted if waiver.check is None or waiver.check in (*chosen, *retired.CHECKS)]
    by_id = any(waiver.finding for waiver in ran)
    findings = apply(identified, ran, places_in(extractions), on, {**retired.CHECKS, **(retired.retired(context) if by_id else {})})
    if focus is None:
        return findings
    sources = set(focus)
    return [one for one in findings if one.lower.source in sources or (one.higher and one.higher.source in sources)]


def not_compared(
    extractions: Sequence[Extraction], *, focus: Iterable[str] | None = None, concepts: Concepts | None = None,
    context: Context | None = None,
) -> list[NotCompared]:
    """The values that could not be held against those of one name in a circular that theirs carries out, with the reasons.

    `focus`, `concepts` and `context` as for `check`.
    """
    if context is None:
        context = Context(extractions, load_concepts() if concepts is None else concepts, Store())
    return apart.not_compared(context, focus)


def _found(context: Context, chosen: Iterable[str], store: Store) -> dict[str, list[Finding]]:
    """The findings of each chosen check, part by part."""
    found: dict[str, list[Finding]] = {name: [] for name in chosen}
    for scope, (parts, follow_from) in SCOPES.items():
        names = [name for name in CHECKS if name in found and CHECKS[name].scope == scope]
        shelf = store.shelf(f"findings-{scope}", _pack, _unpack)
        for part in parts(context) if names else ():
            make = partial(_of_part, context, part, names)
            of_part = shelf.get(chain(names, follow_from(context, part)), make) if follow_from else make()
            for name, findings in of_part.items():
                found[name] += findings
    return found


def _of_part(context: Context, part: Any, names: Iterable[str]) -> dict[str, list[Finding]]:
    return {name: findings for name in names if (findings := list(CHECKS[name].find(context, part)))}


def _drop_told_twice(found: dict[str, Finding]) -> None:
    """Leave out what sentences tell of a value that values tell already."""
    told = defaultdict(list)
    for one in found.values():
        if one.evidence == "values" and one.higher:
            told[one.lower.source, one.lower.value, one.higher.source].append(one.lower.span)
    for id_, one in list(found.items()):
        if one.evidence == "sentences" and one.lower.value and one.higher:
            spans = told.get((one.lower.source, one.lower.value, one.higher.source), ())
            if any(span[0] < one.lower.span[1] and one.lower.span[0] < span[1] for span in spans):
                del found[id_]


def _pack(found: dict[str, list[Finding]]) -> Piece:
    return Piece({name: [one.kept() for one in findings] for name, findings in found.items()})


def _unpack(piece: Piece) -> dict[str, list[Finding]]:
    return {name: list(map(Finding.model_validate, findings)) for name, findings in piece.head.items()}


def _order(finding: Finding) -> tuple[str, tuple[int, int], str, str]:
    return finding.lower.source, finding.lower.span, finding.check, finding.id
