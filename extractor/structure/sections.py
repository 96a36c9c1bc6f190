"""Numbered sections: which headings each paragraph stands under.

Ranks follow GB/T 9704 (一、 > （一） > 1. > （1） > ①), with 编, 章, 节, 条 and bare numbers (01) above them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.spans import Span
from extractor.structure.model import Heading
from extractor.structure.patterns import CN

_LABELS = re.compile(
    rf"(?P<part>第[{CN}\d]{{1,5}}编)|(?P<chapter>第 ?[{CN}\d]{{1,5}} ?章)|(?P<division>第 ?[{CN}\d]{{1,5}} ?节)"
    rf"|(?P<article>第 ?[{CN}\d]{{1,5}} ?条(?:之[{CN}]{{1,2}})?)(?![款项第、和及])|(?P<bare>0\d|[1-9]\d)$"
    r"|(?P<cn>[一二三四五六七八九十]{1,3})(?=[、.．](?!\d))|(?P<cnb>（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<num>\d{1,2})(?=[.、．](?!\d))|(?P<numb>（\d{1,2}）)|(?P<nump>\d{1,2}）)|(?P<ring>[①-⑳])"
)
_RANK = {"part": 0, "chapter": 1, "division": 2, "article": 3, "bare": 3, "cn": 4, "cnb": 5, "num": 6, "numb": 7,
         "nump": 8, "ring": 9}
_GAP = re.compile(r"[、.． \t]*")
_RUN_IN = re.compile(r"([^。：；，]{1,24})[。：]")
_STANDS_ALONE = re.compile(r"[。；：！？]")
# Closing paragraphs belong to the whole document, not to its last section.
_CLOSING = re.compile(r"(?:本(?:通知|办法|意见|方案|细则|规定|政策|措施|实施细则|实施方案|决定)(?:自|由|印发|从|有效)|特此|我[省市县区]以往|此前)")


class Label(NamedTuple):
    """A numbering label at the head of a line: rank (0 outermost), the label's and the words' place in the line."""

    rank: int
    end: int
    words: int


def label_of(line: str) -> Label | None:
    """The numbering label that a line begins with, or None."""
    hit = _LABELS.match(line)
    if not hit or hit.lastgroup is None:
        return None
    gap = _GAP.match(line, hit.end())
    return Label(_RANK[hit.lastgroup], hit.end(), gap.end() if gap else hit.end())


class Outline:
    """The stack of open headings while a document's lines are walked in order."""

    def __init__(self) -> None:
        self._open: list[tuple[int, Heading]] = []
        self.annex_end = -1

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(heading for _, heading in self._open)

    def reset(self, heading: Heading | None = None) -> None:
        """Begins anew, as below an annex's label or a new document's title."""
        self._open = [(-1, heading)] if heading else []
        self.annex_end = heading.span.end if heading else -1

    def name_annex(self, title: Span) -> None:
        """The line below an annex's label is its title: the outermost heading of what follows."""
        self._open = [(-1, Heading(self._open[0][1].label, title))]
        self.annex_end = title.end

    def enter(self, line: str, start: int, label: Label, printed: str) -> bool:
        """Opens the section that a line begins; returns whether running text follows its heading on the line."""
        while self._open and self._open[-1][0] >= label.rank:
            self._open.pop()
        rest = line[label.words :]
        run_in = _RUN_IN.match(rest)
        if not _STANDS_ALONE.search(rest) and len(rest) <= 60:
            span, runs_on = Span(start + label.words, start + len(line)), False
        elif run_in and run_in.end() < len(rest):
            begin = start + label.words
            span, runs_on = Span(begin, begin + run_in.end(1)), True
        else:
            span, runs_on = Span(start + label.words, start + label.words), True
        self._open.append((label.rank, Heading(printed, span)))
        return runs_on

    def close(self, line: str) -> None:
        """Leaves all numbered sections where a closing paragraph begins."""
        if _CLOSING.match(line):
            self._open = [entry for entry in self._open if entry[0] < 0]
