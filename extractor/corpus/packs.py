"""Packs of concepts beside a corpus (`vocabulary/*.yaml`): read, checked with their examples, and put to work.

They have the form of the package's own packs (`extractor/vocabulary/concepts/*.yaml`, docs/concepts.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from extractor.handwritten import Handwritten, read_handwritten
from extractor.language.concepts import Concept, PackError, load_concepts
from extractor.pipeline import extract_bytes
from extractor.records.models import ParameterRecord
from extractor.sources.model import SourceError
from extractor.vocabulary import OwnPack, use_packs

FOLDER = "vocabulary"
_ADVICE = "see docs/concepts.md for the form of a pack"


def use_packs_of(folder: Path) -> None:
    """From now on this process knows the concepts of the packs in `folder`/vocabulary, and of no other corpus.

    Raises SourceError (`file:line`) where a pack is no YAML or not as it should be, or where an example is not read as it says.
    """
    read = _use({f"{FOLDER}/{path.name}": path for path in _files(folder)})
    try:
        for concept in load_concepts().values():
            if concept.pack in read:
                _check_examples(read[concept.pack], concept)
    except SourceError:
        use_packs(())
        raise


def use_packs_together(folders: Sequence[Path]) -> None:
    """From now on this process knows the concepts of the packs of several corpora, each of which has been read with its own.

    A pack that stands in several of them word for word counts once. Raises SourceError (`file:line`) where one id is defined in two ways.
    """
    files = {path.read_bytes(): path for folder in reversed(folders) for path in reversed(_files(folder))}
    _use({path.as_posix(): path for path in reversed(files.values())})


def _files(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.yaml"))


def _use(files: Mapping[str, Path]) -> dict[str, Handwritten]:
    """Put packs to work under the names by which they are reported."""
    read = {name: read_handwritten(path, _ADVICE) for name, path in files.items()}
    use_packs(tuple(OwnPack(name, path.read_text(encoding="utf-8-sig")) for name, path in files.items()))
    try:
        load_concepts()
    except PackError as error:
        if error.name not in read:
            raise
        use_packs(())
        raise SourceError(read[error.name].where(error.where), ": ".join((*error.where, error.problem)), error.remedy) from error
    return read


def _check_examples(pack: Handwritten, concept: Concept) -> None:
    for part, examples in (("matches", concept.examples.matches), ("misses", concept.examples.misses)):
        for place, example in enumerate(examples):
            found = concept_of_example(example)
            if (found == concept.id) != (part == "matches"):
                raise SourceError(
                    pack.where((concept.id, "examples", part, place)),
                    f"{concept.id}: “{example}” is read as {found or 'no concept'}", "correct the words of the concept, or the example")


def concept_of_example(example: str) -> str | None:
    """The concept that is read at what 【】 marks in a sentence; a line before it is its title."""
    start, end = example.index("【"), example.index("】") - 1
    extraction = extract_bytes("example.txt", example.replace("【", "").replace("】", "").encode())
    return next((one.concept for one in extraction.records if isinstance(one, ParameterRecord) and one.span[0] < end and one.span[1] > start), None)
