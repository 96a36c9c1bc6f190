"""From files and folders to extractions whose citations are resolved among each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extractor.amendments import amend
from extractor.corpus.implements import with_implemented
from extractor.corpus.model import Corpus
from extractor.corpus.packs import use_packs_of
from extractor.corpus.resolve import resolve
from extractor.corpus.settings import Settings, load_settings
from extractor.corpus.waivers import NAME as WAIVERS
from extractor.corpus.waivers import read_waivers
from extractor.corrections import apply_confirmations, apply_corrections, load_corrections, located
from extractor.kept import Place, Store, cache_folder
from extractor.limits import DEFAULT, Limits, applied
from extractor.records.extraction import Extraction
from extractor.refusal import near
from extractor.sources import SourceError, find_files, refuse_odd_name
from extractor.sources.annexes import annexes_of

OWN_FOLDERS = frozenset({"gold", "corrections", "vocabulary"})
"""Folders of a corpus that hold no circulars."""
Progress = Callable[[int, int], None]
"""Called after each file with the files done and all files."""


def load(
    folder: Path,
    *,
    may_be_empty: bool = False,
    amended: bool = True,
    keep: bool = False,
    cache: Path | None = None,
    jobs: int | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Corpus:
    """Extract every circular of `folder`, with what `corpus.yaml` says about it and people have corrected.

    What one circular changes in another is applied unless it is not to be `amended`: others are to come that may change it.
    A folder without circulars is an error unless it `may_be_empty`. With `keep`, extractions are kept in the
    folder `cache` (default: the user's), and files that have not changed since are not read again. `jobs` is the number
    of worker processes (default: one a core, none for few files), `limits` say how much one file may take.
    Raises SourceError where the folder, `corpus.yaml`, a pack of `vocabulary/`, `waivers.yaml` or a correction cannot be used;
    a circular that cannot be read becomes one of the corpus's `failures`.
    """
    use_packs_of(folder)
    settings = load_settings(folder)
    waivers = read_waivers(folder / WAIVERS)
    with applied(limits):
        paths = circular_paths(folder, may_be_empty=may_be_empty)
    store = Store(Place(cache_folder(cache), folder)) if keep else Store()
    extractions, failures = gather(
        paths, supplied=settings.supplied(), annexes=settings.annexes, store=store, jobs=jobs, limits=limits, progress=progress
    )
    # Corrections of a circular that could not be read wait until it can.
    unread = {failure.name for failure in failures}
    corrections, notes = located((one for one in load_corrections(folder) if one.source not in unread), extractions)
    confirmations = [one for one in corrections if one.action == "confirm"]
    if set_right := [one for one in corrections if one.action != "confirm"]:
        extractions = resolve(apply_corrections(extractions, set_right))
    extractions, unfit = apply_confirmations(extractions, confirmations)
    extractions, unknown = with_implemented(extractions, settings)
    strays = _strays(settings, {path.name for path in paths})
    together = amend(extractions, store) if amended else extractions
    return Corpus(folder, together, (*failures, *strays, *unknown), settings, waivers, (*notes, *unfit), store)


def circular(folder: Path, name: str) -> Extraction:
    """One circular of a corpus with its annexes, as the corpus's packs, `corpus.yaml` and corrections have it; confirmations aside.

    Raises SourceError where there is none of this file name, or it cannot be read.
    """
    from extractor.pipeline import extract_file, within_limits

    use_packs_of(folder)
    settings, paths = load_settings(folder), circular_paths(folder)
    path = next((path for path in paths if path.name == name), None)
    if path is None:
        raise SourceError(name, f"no such circular in {folder}", "give the name of a file there")
    annexes = annexes_of(paths, settings.annexes).get(path, ())
    read = within_limits(partial(extract_file, supplied=settings.supplied().get(name), annexes=annexes), path)
    earlier = [one for one in load_corrections(folder) if one.source == name and one.action != "confirm"]
    return apply_corrections([read], earlier)[0]


def _strays(settings: Settings, there: Collection[str]) -> list[SourceError]:
    """The files that `corpus.yaml` names and that are not there."""
    named = {name: name for name in settings.files} | {circular: annex for annex, circular in settings.annexes.items()}
    found = []
    for name, entry in sorted(named.items()):
        if name not in there:
            like = near(name, there)
            advice = f"correct the name ({', '.join(like)}?)" if like else "correct the name"
            found.append(SourceError(settings.where(entry), f"names {name}, which is not there", advice))
    return found


def circular_paths(folder: Path, *, may_be_empty: bool = False) -> list[Path]:
    """The circulars of a corpus folder, sorted by file name.

    Raises SourceError where there is no such folder, or no circular in it unless it `may_be_empty`.
    """
    if not folder.is_dir():
        raise SourceError(str(folder), "is not a folder", "name the folder that holds the circulars, or start one with hongtou init")
    try:
        found = find_files([folder], OWN_FOLDERS)
    except SourceError as error:
        if may_be_empty:
            return []
        raise SourceError(error.name, error.problem, "bring some in with hongtou add FILE, or name another folder", error.kind) from error
    return sorted(found, key=lambda path: (path.name, path.parts))


def gather(
    paths: Iterable[Path],
    *,
    supplied: Mapping[str, Mapping[str, Any]] | None = None,
    annexes: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    store: Store | None = None,
    jobs: int | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> tuple[tuple[Extraction, ...], tuple[SourceError, ...]]:
    """Extract files, folders of files and the content of standard input; what failed is told apart.

    Both results are in the order of the paths (standard input first). Records name their file without its
    folder, so the second of two files of one name fails. `supplied` holds hand-given head fields by file name, `annexes` the
    circulars of annexes, both by file name; other annexes are known by their names (`sources.annexes`) and read with their circular. With
    a `store`, extractions are kept there and found again.
    """
    from extractor.corpus.cache import Cache
    from extractor.pipeline import extract_bytes, extract_many, read_within_limits

    results: list[Extraction | SourceError] = []
    files: dict[str, Path] = {}
    with applied(limits):
        found = list(_files(paths, results))
    for path in found:
        try:
            refuse_odd_name(path)
        except SourceError as error:
            results.append(error)
            continue
        first = files.setdefault(path.name, path)
        if first != path:
            results.append(SourceError(str(path), f"has the name of {first}", "rename one of the two"))
    if stdin is not None:
        try:
            results.append(read_within_limits(extract_bytes, "stdin", stdin, limits))
        except SourceError as error:
            results.append(error)
    extract = Cache(store).extract_many if store and store.place else extract_many
    annexed = annexes_of(files.values(), annexes)
    behind = {annex for group in annexed.values() for annex in group}
    own = [path for path in files.values() if path not in behind]
    for done, result in enumerate(extract(own, supplied=supplied or {}, annexes=annexed, jobs=jobs, limits=limits), 1):
        results.append(result)
        path = own[done - 1]
        if isinstance(result, SourceError) and annexed.get(path):
            results += _apart(path, annexed[path], result, supplied or {}, limits)
        if progress:
            progress(done, len(own))
    if store:
        store.save()
    failures = tuple(result for result in results if isinstance(result, SourceError))
    return resolve(result for result in results if isinstance(result, Extraction)), failures


def _apart(
    path: Path, annexes: Sequence[Path], failure: SourceError, supplied: Mapping[str, Mapping[str, Any]], limits: Limits
) -> Iterator[Extraction | SourceError]:
    """A circular without the annex that cannot be read, and what else cannot be."""
    from extractor.pipeline import extract_many

    rest = tuple(annex for annex in annexes if annex.name != failure.name)
    if len(rest) == len(annexes):
        return
    (result,) = extract_many([path], supplied=supplied, annexes={path: rest}, limits=limits)
    yield result
    if isinstance(result, SourceError):
        yield from _apart(path, rest, result, supplied, limits)


def _files(paths: Iterable[Path], problems: list[Extraction | SourceError]) -> Iterable[Path]:
    """The paths with folders and archives replaced by their circulars; a folder without any is added to `problems`."""
    for path in paths:
        try:
            yield from find_files([path], OWN_FOLDERS)
        except SourceError as error:
            problems.append(error)
