"""The tasks of one circular together: as tasks, or as the lines of tasks.jsonl, whichever is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from extractor.kept import Piece, digest
from extractor.policy.places import chain, code_of
from extractor.printable import json_text
from extractor.tracker.tasks import Task


class Chunk:
    """Some tasks that follow each other in the order of the corpus: those of one circular at one place.

    `facts` is what must be known of them where they are not read: see `_facts`.
    """

    def __init__(
        self, tasks: Sequence[Task] | None = None, lines: bytes | None = None, facts: Mapping[str, Any] | None = None
    ) -> None:
        self._tasks, self._lines, self._facts = tasks, lines, facts

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        if self._tasks is not None:
            return tuple(self._tasks)
        return tuple(map(Task.model_validate_json, (self._lines or b"").splitlines()))

    @cached_property
    def lines(self) -> bytes:
        return self._lines if self._lines is not None else b"".join(map(_line, self.tasks))

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        return self._facts if self._facts is not None else _facts(self.tasks)

    @cached_property
    def digest(self) -> str:
        return str(self.facts.get("digest") or digest((self.lines,)))

    def __len__(self) -> int:
        return int(self.facts.get("count") or len(self.tasks))

    @property
    def order(self) -> tuple[int, str, str]:
        """The order of a corpus: level, place, circular."""
        level, place, document = self.facts["order"]
        return level, place, document

    @property
    def document(self) -> str:
        return self.order[2]

    @property
    def areas(self) -> Sequence[str]:
        """The codes of the places that hold its place, the nation's first, its own as the last; none where the place is not known."""
        areas: Sequence[str] = self.facts["areas"]
        return areas

    @property
    def concepts(self) -> Sequence[str]:
        concepts: Sequence[str] = self.facts["concepts"]
        return concepts

    @property
    def sources(self) -> Sequence[str]:
        """The files that its tasks stand in."""
        sources: Sequence[str] = self.facts["sources"]
        return sources

    @cached_property
    def offers(self) -> Mapping[str, str]:
        """For each concept, and "" for all tasks, a key for what tasks below may serve: drafts are not served."""
        kept: Mapping[str, str] | None = self.facts.get("offers")
        return _offers(self.tasks) if kept is None else kept

    def linked(self, tasks: Sequence[Task]) -> Chunk:
        """The same chunk with its tasks linked to those that they serve."""
        return Chunk(tasks, None, self.facts)


def chunks_of(tasks: Iterable[Task]) -> list[Chunk]:
    """Tasks in order as chunks."""
    return [Chunk(tuple(group)) for _, group in groupby(tasks, key=lambda task: task.order[:3])]


def pack(chunks: Sequence[Chunk]) -> Piece:
    """The kept form of some chunks."""
    facts = [{**chunk.facts, "digest": chunk.digest, "offers": chunk.offers, "count": len(chunk)} for chunk in chunks]
    return Piece(facts, tuple(chunk.lines for chunk in chunks))


def unpack(piece: Piece) -> list[Chunk]:
    return [Chunk(None, lines, facts) for facts, lines in zip(piece.head, piece.texts, strict=True)]


def _line(task: Task) -> bytes:
    return json_text(task.model_dump(mode="json", by_alias=True)).encode() + b"\n"


def _facts(tasks: Sequence[Task]) -> dict[str, Any]:
    first = tasks[0]
    return {
        "order": first.order[:3],
        "areas": list(reversed(chain(code))) if (code := code_of(first)) else [],
        "concepts": sorted({concept for task in tasks for concept in task.concepts}),
        "sources": sorted({task.standing.source for task in tasks}),
    }


def _offers(tasks: Sequence[Task]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for task in tasks:
        if task.document_status != "draft":
            for name in ("", *sorted(task.concepts)):
                found[name] += (task.id, task.action, *task.concepts, "")
    return {name: digest(parts) for name, parts in found.items()}


def all_tasks(chunks: Iterable[Chunk]) -> Iterator[Task]:
    """The tasks of all chunks."""
    return (task for chunk in chunks for task in chunk.tasks)
