"""收文: files that were handed in and are not accepted yet. Each lot is a folder in the cache: its files, and what they would change.

A lot outlives the process: what was dropped is still there after a crash, until somebody accepts or refuses it.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from extractor.desk.index import matching
from extractor.printable import printable
from extractor.report import wording
from extractor.writing import in_one_move

if TYPE_CHECKING:
    from extractor.build.adding import Addition
    from extractor.corpus import Corpus
    from extractor.desk.index import Index
    from extractor.records.extraction import Extraction

PREVIEW, META, FILES = "preview.json", "lot.json", "files"
_LOT = re.compile(r"[0-9a-f]{16}")
_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
MAX_NAME = 120
ALIKE = 92
"""From this likeness (0 to 100) on a text is told to be in the corpus already."""
_COMPARED = 6000


class Head(BaseModel):
    """The head of a circular that comes in; `missing` are the fields that it lacks."""

    source: str
    number: str
    title: str
    place: str
    date: str
    missing: list[str]


class NewValue(BaseModel):
    """A value that comes in, and the latest of its kind in the corpus."""

    name: str
    text: str
    scope: list[str]
    before: str
    before_document: str
    confidence: str
    sentence: str


class NewTask(BaseModel):
    """A task that comes in."""

    action: str
    due: str
    lead: list[str]


class NewFinding(BaseModel):
    """A finding that comes, or that goes."""

    severity: str
    message: str


class Duplicate(BaseModel):
    """A file that is in the corpus already, under another name or number."""

    source: str
    of: str
    likeness: int


class Preview(BaseModel):
    """What a lot would bring: nothing of it is written yet."""

    heads: list[Head] = []
    values: list[NewValue] = []
    tasks: list[NewTask] = []
    findings: list[NewFinding] = []
    settled: list[NewFinding] = []
    refusals: list[str] = []
    replaced: list[tuple[str, str]] = []
    annexes: list[tuple[str, str]] = []
    duplicates: list[Duplicate] = []
    failure: str = ""


class Lot(BaseModel):
    """Files that were handed in together: by whom, when (ISO, UTC), and whether one may take another's place."""

    id: str
    who: str
    at: str
    origin: Literal["upload", "watched"] = "upload"
    replaces: bool = False
    files: list[str] = []
    preview: Preview | None = None


def safe_name(given: str) -> str:
    """A name under which a file can stand in a folder: no path, nothing hidden, of bounded length."""
    name = printable(_UNSAFE.sub("_", given.replace("\\", "/").rpartition("/")[2])).strip().lstrip(".")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:MAX_NAME]}{dot}{ending[:12]}" if dot and stem else (name[:MAX_NAME] or "未命名")


def new_lot(folder: Path, files: Iterable[tuple[str, bytes]], who: str, at: str, *, origin: Literal["upload", "watched"] = "upload") -> Lot:
    """Keep files as a lot of their own. Two files of one name are told apart by a number."""
    lot = Lot(id=secrets.token_hex(8), who=who, at=at, origin=origin)
    target = folder / lot.id / FILES
    target.mkdir(parents=True, mode=0o700)
    for given, data in files:
        path = target / safe_name(given)
        for number in range(2, 1000):
            if not path.exists():
                break
            path = path.with_name(f"{Path(safe_name(given)).stem}-{number}{path.suffix}")
        with in_one_move(path) as partial:
            partial.write_bytes(data)
    _write(folder, lot)
    return lot


def lots(folder: Path) -> list[Lot]:
    """The lots that wait, the newest first."""
    found = [lot for path in folder.glob("*/" + META) if (lot := lot_of(folder, path.parent.name)) is not None]
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def lot_of(folder: Path, id_: str) -> Lot | None:
    """One lot with its files and, once it was read, its preview; None where there is none."""
    if not _LOT.fullmatch(id_) or not (folder / id_ / META).is_file():
        return None
    lot = Lot.model_validate_json((folder / id_ / META).read_text(encoding="utf-8"))
    preview = folder / id_ / PREVIEW
    return lot.model_copy(update={
        "files": sorted(path.name for path in (folder / id_ / FILES).iterdir()),
        "preview": Preview.model_validate_json(preview.read_text(encoding="utf-8")) if preview.is_file() else None,
    })


def set_replacing(folder: Path, lot: Lot, replaces: bool) -> None:
    """Say whether a lot's files may take the place of others; it is to be read again."""
    (folder / lot.id / PREVIEW).unlink(missing_ok=True)
    _write(folder, lot.model_copy(update={"replaces": replaces}))


def forget(folder: Path, id_: str) -> None:
    """Throw a lot away."""
    if _LOT.fullmatch(id_):
        shutil.rmtree(folder / id_, ignore_errors=True)


def read_lot(corpus: Path, folder: Path, id_: str, index: Index, cache: Path | None = None) -> None:
    """Read a lot and write down what it would change."""
    from extractor.sources.model import SourceError

    try:
        preview = _preview(_planned(corpus, folder, id_, cache)[0], index)
    except SourceError as error:
        preview = Preview(failure=str(error))
    with in_one_move(folder / id_ / PREVIEW) as partial:
        partial.write_text(preview.model_dump_json(), encoding="utf-8")


def accept_lot(corpus: Path, folder: Path, id_: str, cache: Path | None = None) -> list[str]:
    """Bring a lot into the corpus; returns the names of the files that were written."""
    from extractor.build.adding import carry_out

    addition, loaded = _planned(corpus, folder, id_, cache)
    written = [path.name for path in carry_out(loaded, addition)]
    if written:
        forget(folder, id_)
    return written


def _planned(corpus: Path, folder: Path, id_: str, cache: Path | None) -> tuple[Addition, Corpus]:
    from extractor.build.adding import plan
    from extractor.corpus import load

    lot = lot_of(folder, id_)
    assert lot is not None, id_
    loaded = load(corpus, may_be_empty=True, keep=True, cache=cache)
    return plan(loaded, [folder / id_ / FILES], may_replace=lot.replaces), loaded


def _preview(addition: Addition, index: Index) -> Preview:
    from extractor.corpus.missing import missing_fields

    told = wording.value_text
    texts = {one.source: one.text for one in addition.extractions}
    return Preview(
        heads=[Head(source=one.source, number=one.number or "", title=one.title or "", place=one.place or "", date=one.date or "",
                    missing=[wording.words("fields").get(name, name) for name in missing_fields(one)])
               for extraction in addition.extractions for one in extraction.documents],
        values=[NewValue(name=wording.concept_text(one.new), text=told(one.new), scope=[part.text for part in one.new.conditions],
                         before=told(one.before) if one.before else "", before_document=one.before.document if one.before else "",
                         confidence=one.new.confidence, sentence=_sentence(texts.get(one.new.source, ""), one.new.span))
                for one in addition.values],
        tasks=[NewTask(action=wording.squeezed(one.action), due=wording.due_text(one.deadline) if one.deadline else "", lead=list(one.lead))
               for one in addition.tasks],
        findings=[NewFinding(severity=one.severity, message=one.message) for one in addition.findings],
        settled=[NewFinding(severity=one.severity, message=one.message) for one in addition.settled],
        refusals=[f"{one.name}：{wording.failure_text(one)}" for one in addition.refusals],
        replaced=[(file.name, rival.name) for file, rivals in addition.replaced.items() for rival in rivals],
        annexes=[(file.name, annex.name) for file, group in addition.annexes.items() for annex in group],
        duplicates=list(_duplicates(addition.extractions, index)),
    )


def _duplicates(extractions: Iterable[Extraction], index: Index) -> Iterable[Duplicate]:
    """The texts that the corpus has already: the same words, whatever they are called and in whatever format they came."""
    from rapidfuzz.fuzz import ratio

    for extraction in extractions:
        text = _plain(extraction.text)
        titles = [one.title for one in extraction.documents if one.title]
        sentence = max(re.split(r"[。；，\s]", extraction.text), key=len, default="")[:40]
        for words in filter(None, (*titles[:1], sentence)):
            condition, given = matching(re.sub(r"\s+", "", words))
            with index.reading() as connection:
                rows = connection.execute(f"SELECT key, text FROM words WHERE kind = 'file' AND {condition} LIMIT 20", given).fetchall()
            alike = [(round(ratio(text, _plain(row["text"]))), row["key"]) for row in rows]
            best = max(alike, default=(0, ""))
            if best[0] >= ALIKE:
                yield Duplicate(source=extraction.source, of=best[1], likeness=best[0])
                break


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text)[:_COMPARED]


def _sentence(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return wording.squeezed(text[max(0, start - 60) : start].rpartition("。")[2] + text[start:end] + text[end : end + 40].partition("。")[0])


def _write(folder: Path, lot: Lot) -> None:
    kept = lot.model_dump(mode="json", exclude={"files", "preview"})
    with in_one_move(folder / lot.id / META) as partial:
        partial.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
