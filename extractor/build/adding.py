"""A newly issued circular comes into the corpus: what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.build.findings import context_of, findings_of
from extractor.consistency import Finding
from extractor.consistency.index import Index
from extractor.corpus import Corpus, gather
from extractor.corpus.loader import OWN_FOLDERS, circular_paths
from extractor.corpus.resolve import resolve
from extractor.limits import DEFAULT, Limits, applied
from extractor.policy.conditions import are_same
from extractor.records.extraction import Extraction
from extractor.records.models import ParameterRecord
from extractor.sources import content, find_files, pages_of
from extractor.sources.annexes import Annexes, annexes_of, belongs_by_name
from extractor.sources.model import SourceError
from extractor.tracker import collect
from extractor.tracker.tasks import Task
from extractor.writing import in_one_move


@dataclass(frozen=True, slots=True)
class SetValue:
    """A value of a new circular, and the latest one that its place has set in the corpus for the same thing and the same case."""

    new: ParameterRecord
    before: ParameterRecord | None


@dataclass(frozen=True, slots=True)
class Addition:
    """What the new files would bring: nothing of it is written yet.

    `replaced` are the files of the corpus that would go, by the new file that takes their place; `annexes` the files that come in
    with a circular; `refusals` say why a file cannot come in. `values` are those with a concept or a forerunner, `unnamed` counts the
    others.
    """

    files: tuple[Path, ...]
    extractions: tuple[Extraction, ...]
    refusals: tuple[SourceError, ...]
    replaced: dict[Path, tuple[Path, ...]]
    annexes: dict[Path, tuple[Path, ...]]
    values: tuple[SetValue, ...]
    unnamed: int
    tasks: tuple[Task, ...]
    findings: tuple[Finding, ...]
    settled: tuple[Finding, ...]


def plan(corpus: Corpus, files: Sequence[Path], *, may_replace: bool = False, limits: Limits = DEFAULT) -> Addition:
    """What bringing `files`, or the circulars of folders and archives, into `corpus` would change.

    A file whose name or whose circular's number is already there is refused unless `may_replace`.
    """
    with applied(limits):
        found, refusals = _found(files)
        paths = {path.name: path for path in circular_paths(corpus.folder, may_be_empty=True)}
    annexes = corpus.settings.annexes
    extractions, failures = gather(found, supplied=corpus.settings.supplied(), annexes=annexes, limits=limits)
    there = annexes_of(paths.values(), annexes)
    given = {path.name: path for path in found}
    refusals += failures
    coming: list[Extraction] = []
    replaced: dict[Path, tuple[Path, ...]] = {}
    for extraction in extractions:
        rivals = [other for other in corpus.extractions if _same(extraction, other)]
        if rivals and not may_replace:
            what = "its name" if rivals[0].source == extraction.source else f"number {rivals[0].documents[0].number}"
            problem = f"{what} is already in the corpus ({paths[rivals[0].source]})"
            refusals.append(SourceError(extraction.source, problem, "use --replace to put it in the other's place"))
        else:
            coming.append(extraction)
            going = [paths[rival.source] for rival in rivals]
            replaced[given[extraction.source]] = (*going, *(annex for path in going for annex in there.get(path, ())))
    after = _with(corpus, coming, {path.name for rivals in replaced.values() for path in rivals})
    known = {task.id for task in collect(corpus.extractions)}
    before_it, with_it = context_of(corpus), context_of(after)
    old = {finding.id: finding for finding in findings_of(corpus, before_it)}
    new = {finding.id: finding for finding in findings_of(after, with_it)}
    values = list(_values({extraction.source for extraction in coming}, before_it, with_it))
    told = [value for value in values if value.new.concept or value.before]
    return Addition(
        files=tuple(given[extraction.source] for extraction in coming),
        extractions=tuple(coming),
        refusals=tuple(refusals),
        replaced=replaced,
        annexes=_readable(annexes_of(found, annexes), failures),
        values=tuple(told),
        unnamed=len(values) - len(told),
        tasks=tuple(task for task in collect(after.extractions) if task.id not in known),
        findings=tuple(finding for id_, finding in new.items() if id_ not in old),
        settled=tuple(finding for id_, finding in old.items() if id_ not in new),
    )


def carry_out(corpus: Corpus, addition: Addition, limits: Limits = DEFAULT) -> list[Path]:
    """Copy the new files into the corpus byte for byte, each in one move; the files that they replace go.

    An annex gets the name of its circular before its own, by which it is known there.
    """
    written: list[Path] = []
    for file in addition.files:
        rivals = addition.replaced[file]
        folder = rivals[0].parent if rivals else corpus.folder
        targets = {folder / page.name: page for page in pages_of(file)}
        for number, annex in enumerate(addition.annexes.get(file, ()), 1):
            named = annex.name if annex.name in corpus.settings.annexes else _name_beside(file, annex, number)
            targets[folder / named] = annex
        for target, source in targets.items():
            with applied(limits), in_one_move(target) as path:
                path.write_bytes(content(source))
        for rival in rivals:
            if rival not in targets:
                rival.unlink()
        written += targets
    return written


def _name_beside(circular: Path, annex: Path, number: int) -> str:
    """The name by which an annex is known as the circular's: its own, with what it lacks of that before it."""
    own, behind = annex.name, f"{circular.stem}-{annex.name}"
    names = (own, behind, f"{circular.stem}-附件{number}-{own}")
    return next(name for name in names if belongs_by_name(Path(name).stem, circular.stem))


def _found(files: Sequence[Path]) -> tuple[list[Path], list[SourceError]]:
    """The files, with folders and archives replaced by their circulars, and the folders without any."""
    found: list[Path] = []
    refusals: list[SourceError] = []
    for file in files:
        try:
            found += find_files([file], OWN_FOLDERS)
        except SourceError as error:
            refusals.append(error)
    return found, refusals


def _readable(annexes: Annexes, failures: Iterable[SourceError]) -> dict[Path, tuple[Path, ...]]:
    failed = {failure.name for failure in failures}
    return {path: tuple(annex for annex in group if annex.name not in failed) for path, group in annexes.items()}


def _same(new: Extraction, old: Extraction) -> bool:
    """Whether both are files of one name, or print the same circular (a press piece about it is another thing)."""
    if new.source == old.source:
        return True
    if not (new.documents and old.documents):
        return False
    one, other = new.documents[0], old.documents[0]
    relays = (one.status == "explainer", other.status == "explainer")
    return one.number is not None and one.number == other.number and relays[0] == relays[1]


def _with(corpus: Corpus, coming: Iterable[Extraction], going: set[str]) -> Corpus:
    staying = (extraction for extraction in corpus.extractions if extraction.source not in going)
    return replace(corpus, extractions=resolve(sorted((*staying, *coming), key=lambda extraction: extraction.source)))


def _values(coming: Collection[str], before_it: Index, with_it: Index) -> Iterator[SetValue]:
    """The values of new files, each with its forerunner in the corpus."""
    for document in with_it.documents:
        for setting in with_it.settings_of[document.id] if document.extraction.source in coming else ():
            earlier = before_it.settings_at(setting.key, document.code) if setting.key and document.code else ()
            alike = [one for one in earlier if one.scope == setting.scope and are_same(one, setting) and not one.document.is_draft]
            yield SetValue(setting.record, alike[-1].record if alike else None)
