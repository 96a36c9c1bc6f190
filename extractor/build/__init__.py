"""Build: a corpus → the folder of generated rules, tasks, findings, records and the report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from extractor.build.drift import Drift, compare
from extractor.build.findings import context_of, findings_of
from extractor.build.swap import replace_folder
from extractor.consistency import Finding
from extractor.consistency.wanted import wanted
from extractor.corpus import Corpus
from extractor.corpus.export import checked_lines
from extractor.printable import json_text
from extractor.report import FOLDER, FRONT, write_site
from extractor.rules import write_rules
from extractor.sources.model import SourceError
from extractor.tracker import collect_chunks
from extractor.tracker.chunks import Chunk

__all__ = ["Built", "Drift", "build", "drift"]

README = "README.md"
_README_TEXT = f"""# 由 hongtou build 生成，请勿手工修改

本目录由 `hongtou build` 根据 `corpus/` 整体生成，手工改动会在下次生成时丢失；核对是否与语料一致：`hongtou build --check`。
页面（`{FRONT}` 和 `{FOLDER}/`）由 `hongtou build` 随时生成，不入版本库。
"""
_GITIGNORE_TEXT = f"/{FRONT}\n/{FOLDER}/\n"
"""The pages follow from the records, so no repository need hold them."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found and the files that it wrote (paths relative to the output folder, sorted)."""

    corpus: Corpus
    tasks: tuple[Chunk, ...]
    findings: tuple[Finding, ...]
    files: tuple[str, ...]


def build(corpus: Corpus, folder: Path) -> Built:
    """Write everything that follows from `corpus` into `folder`, which is replaced whole.

    Raises SourceError where `folder` holds something else than the output of an earlier build.
    """
    _refuse_foreign(folder)
    built: list[Built] = []
    replace_folder(folder, lambda target: built.append(_build(corpus, target, has_pages=True)))
    return built[0]


def drift(corpus: Corpus, folder: Path) -> tuple[Built, Drift]:
    """What a build of `corpus` would change in `folder`, its pages aside; nothing is written there."""
    with tempfile.TemporaryDirectory(prefix="hongtou-") as fresh:
        return _build(corpus, Path(fresh), has_pages=False), compare(folder, Path(fresh), besides=(FRONT, FOLDER))


def _build(corpus: Corpus, folder: Path, *, has_pages: bool) -> Built:
    tasks = collect_chunks(corpus.extractions, corpus.store)
    context = context_of(corpus)
    findings = findings_of(corpus, context)
    write_rules(corpus.extractions, folder, corpus.store)
    _write_text(folder / README, _README_TEXT)
    _write(folder / "records.jsonl", checked_lines(corpus.extractions))
    _write(folder / "tasks.jsonl", (chunk.lines for chunk in tasks))
    _write_text(folder / "findings.jsonl", _lines(findings))
    lacking = wanted(context)
    _write_text(folder / "wanted.jsonl", "".join(f"{one.to_json()}\n" for one in lacking))
    _write_text(folder / ".gitignore", _GITIGNORE_TEXT)
    if has_pages:
        write_site(corpus, tasks, findings, lacking, folder)
    corpus.store.save()
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return Built(corpus, tuple(tasks), findings, tuple(files))


def _lines(models: Iterable[BaseModel]) -> str:
    rows = (json_text(model.model_dump(mode="json", by_alias=True)) for model in models)
    return "".join(row + "\n" for row in rows)


def _write(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _refuse_foreign(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    readme = folder / README
    if folder.exists() and not (readme.is_file() and readme.read_text("utf-8").startswith(_README_TEXT[:20])):
        raise SourceError(
            str(folder), "holds something else than the output of hongtou build", "name another folder with --out"
        )
