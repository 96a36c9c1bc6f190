"""A circular's text as it stands after changes: pieces of its own text and of those that changed it, each with its origin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from extractor.normalize.script import to_simplified
from extractor.records.models import AmendmentRecord


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: the file and offset that it stands at (None: a line break put between two), the change that brought
    it (None: it was there), and the one that struck it out (None: it stands)."""

    text: str
    source: str
    start: int | None
    brought: AmendmentRecord | None = None
    struck: AmendmentRecord | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `[start, end)` of the standing text gives way to `pieces`."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    change: AmendmentRecord


@dataclass(frozen=True)
class Edition:
    """All pieces of a text in order, those that were struck out included."""

    pieces: tuple[Piece, ...]

    @cached_property
    def standing(self) -> tuple[Piece, ...]:
        """The pieces that stand."""
        return tuple(piece for piece in self.pieces if piece.struck is None)

    @cached_property
    def text(self) -> str:
        """The words that stand."""
        return "".join(piece.text for piece in self.standing)

    @cached_property
    def readable(self) -> str:
        """The same words as they are read, those that changes brought in simplified characters: a text has one script."""
        return "".join(to_simplified(piece.text) if piece.brought else piece.text for piece in self.standing)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(piece.text) for piece in self.standing)]

    def at(self, start: int, end: int) -> list[tuple[Piece, int, int]]:
        """The standing pieces that `[start, end)` of the text touches, each with the stretch of it in the piece."""
        found = []
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self.standing) and self._starts[index] < end:
            piece, begin = self.standing[index], self._starts[index]
            low, high = max(start - begin, 0), min(end - begin, len(piece.text))
            if low < high:
                found.append((piece, low, high))
            index += 1
        return found

    def edited(self, edits: Sequence[Edit]) -> Edition:
        """The text with changes that do not overlap, in text order."""
        found: list[Piece] = []
        position, waiting = 0, list(edits)
        for piece in self.pieces:
            if piece.struck is not None:
                found.append(piece)
                continue
            begin, end = position, position + len(piece.text)
            done = begin
            while waiting and waiting[0].start <= end:
                edit = waiting[0]
                low, high = max(edit.start, begin), min(edit.end, end)
                if low > done:
                    found.append(_cut(piece, done - begin, low - begin))
                if high > low:
                    found.append(replace(_cut(piece, low - begin, high - begin), struck=edit.change))
                done = max(done, high, low)
                if edit.end > end:
                    break
                found += edit.pieces
                waiting.pop(0)
            if done < end:
                found.append(_cut(piece, done - begin, end - begin))
            position = end
        found += [piece for edit in waiting for piece in edit.pieces]
        return Edition(tuple(found))


def moved(position: int, edits: Iterable[Edit]) -> int | None:
    """Where an offset of the text before stands after the changes; None where it was struck out."""
    shift = 0
    for edit in edits:
        if edit.end <= position:
            shift += sum(len(piece.text) for piece in edit.pieces) - (edit.end - edit.start)
        elif edit.start <= position:
            return None
    return position + shift


def brought(edits: Sequence[Edit]) -> list[tuple[int, int, Edit]]:
    """The stretches of the text after the changes that they brought, each with its change."""
    found, shift = [], 0
    for edit in edits:
        size = sum(len(piece.text) for piece in edit.pieces)
        found.append((edit.start + shift, edit.start + shift + size, edit))
        shift += size - (edit.end - edit.start)
    return found


def _cut(piece: Piece, low: int, high: int) -> Piece:
    return replace(piece, text=piece.text[low:high], start=None if piece.start is None else piece.start + low)
