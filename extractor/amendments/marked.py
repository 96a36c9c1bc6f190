"""An edition with every change marked in place and its source below: 〔删1：500元〕〔改1：600元〕."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.amendments.edition import Edition, Piece
from extractor.records.models import AmendmentRecord

_WORDS = {"replace": "改", "rewrite": "改", "insert": "增", "renumber": "改", "delete": "删"}


def marked(edition: Edition) -> Iterator[str]:
    """The text with what was struck out and what was put in marked and numbered, then where each change is printed."""
    numbers: dict[tuple[str, tuple[int, int], tuple[str, ...]], int] = {}
    changes: list[AmendmentRecord] = []
    for piece, text in _joined(edition):
        change = piece.struck or piece.brought
        if change is None:
            yield text
            continue
        key = change.source, change.span, change.place
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            changes.append(change)
        word = "删" if piece.struck else _WORDS[change.action]
        ends = text[len(text.rstrip("\r\n")) :]
        yield f"〔{word}{numbers[key]}：{text.rstrip()}〕{ends}" if text.strip() else text
    if changes:
        yield "\n\n"
    for number, change in enumerate(changes, start=1):
        where = "".join(change.section)
        start, end = change.span
        quote = "".join(change.quote.split())
        yield f"〔{number}〕{change.document}{where and ' ' + where}：{quote}（{change.source} 第{start}—{end}字"
        yield f"，自{change.effective_from}起）\n"


def _joined(edition: Edition) -> Iterator[tuple[Piece, str]]:
    """The pieces, those of one change that follow each other together."""
    last: Piece | None = None
    words = ""
    for piece in edition.pieces:
        if last is not None and (piece.brought, piece.struck) == (last.brought, last.struck):
            words += piece.text
            continue
        if last is not None:
            yield last, words
        last, words = piece, piece.text
    if last is not None:
        yield last, words
