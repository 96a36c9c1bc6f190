"""Paths of the command line, `-` among them, as extractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.terminal import STANDARD, complain, progress
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from extractor.consistency.context import Context
    from extractor.corpus.loader import Progress
    from extractor.kept import Store
    from extractor.records.extraction import Extraction
    from extractor.sources.model import SourceError

Corpora = Annotated[list[Path] | None, typer.Argument(metavar="[CORPUS]...", help="A folder of circulars, or single files.")]
CacheFolder = Annotated[
    Path | None,
    typer.Option("--cache", metavar="DIR", help="Where to keep what was read, for the next time (default: the user's cache folder)."),
]


def extract_paths(
    paths: Sequence[Path], jobs: int | None, progress: Progress | None, limits: Limits = DEFAULT
) -> tuple[tuple[Extraction, ...], tuple[SourceError, ...]]:
    """Extract files, folders and, for `-`, standard input, as `corpus.gather` does; what failed is told apart."""
    from extractor.corpus import gather

    stdin = typer.get_binary_stream("stdin").read(limits.bytes + 1) if STANDARD in paths else None
    return gather([path for path in paths if path != STANDARD], stdin=stdin, jobs=jobs, limits=limits, progress=progress)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Circulars with their citations resolved among each other, what could not be read, and the waivers of their corpora.

    `store` holds what was kept of the corpus; `is_whole` says that the circulars are those of one corpus, and no others.
    """

    extractions: Sequence[Extraction]
    failures: Sequence[SourceError]
    waivers: tuple[Mapping[str, Any], ...]
    store: Store
    is_whole: bool

    def context(self) -> Context:
        """What the check and all that stands beside it look into."""
        from extractor.consistency.context import Context
        from extractor.language.concepts import load_concepts

        return Context(self.extractions, load_concepts(), self.store)

    def keep(self) -> None:
        """Keep all that the check has found; only after a whole one, for what was not looked for is forgotten."""
        if self.is_whole:
            self.store.save()


def load_all(
    paths: Sequence[Path] | None,
    jobs: int | None,
    limits: Limits = DEFAULT,
    cache: Path | None = None,
    *,
    before: Sequence[Extraction] = (),
    failed: Sequence[SourceError] = (),
) -> Loaded:
    """What `corpus.load` says of folders (default: corpus/) and `extract_paths` of single files; what could not be read is
    reported.

    Files of folders that have not changed are not read again. Single files, and those read `before`, come first and take the
    place of a folder's files of the same name. Without any circular the program ends with status 2.
    """
    from extractor.amendments import amend
    from extractor.corpus import load
    from extractor.corpus.packs import use_packs_of, use_packs_together
    from extractor.corpus.resolve import resolve
    from extractor.kept import Store
    from extractor.vocabulary import use_packs

    extractions, failures = list(before), list(failed)
    waivers: tuple[Mapping[str, Any], ...] = ()
    given = paths or [Path("corpus")]
    folders, single = [path for path in given if path.is_dir()], [path for path in given if not path.is_dir()]
    if len(folders) == 1:
        use_packs_of(folders[0])  # its concepts are those of the files beside it too
    elif not before:
        use_packs(())  # of several corpora none's
    if single:
        with progress("reading") as advance:
            found, problems = extract_paths(single, jobs, advance, limits)
        extractions += found
        failures += problems
    store, is_whole = Store(), len(folders) == 1 and not extractions
    for folder in folders:
        with progress("reading") as advance:
            corpus = load(folder, keep=True, cache=cache, amended=is_whole, jobs=jobs, limits=limits, progress=advance)
        here = {extraction.source for extraction in extractions}
        extractions += [extraction for extraction in corpus.extractions if extraction.source not in here]
        failures += corpus.failures
        waivers += corpus.waivers
        store = corpus.store if len(folders) == 1 else store
        for note in corpus.notes:
            complain(note)
    if len(folders) > 1:
        use_packs_together(folders)  # each was read with its own; what is said of them knows the concepts of all
    for failure in failures:
        complain(failure)
    if not extractions:
        raise typer.Exit(2)
    together = extractions if is_whole else list(amend(resolve(extractions), Store()))
    return Loaded(together, failures, waivers, store, is_whole)
