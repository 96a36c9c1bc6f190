"""Clauses: a passage cut once into sentences, segments (；) and clauses (，：), remarks in brackets apart.

A case and what it gives are two clauses where only 的 parts them (连续工作满1年的|可申请补贴).
What stands in brackets ends no clause; it is read as clauses of its own where it holds a value. Values listed side by
side with their names (三级60%、二级70%) are clauses too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.frames.patterns import pattern
from extractor.quantities.model import Quantity

_MARK = re.compile(r"[。！？\n；，、\t]|：(?!(?<=[0-9]：)[0-9]{2})|——|[（）《》“”]")
_LONGEST_BRACKET = 200
_OPENS = {"（": "）", "《": "》"}
_SENTENCE_ENDS = frozenset("。！？\n")


@dataclass(slots=True)
class Clause:
    """A clause `[start, end)` without its mark; `values` are indexes of the quantities in it.

    `thresholds` are those of them that set something only because nothing else in their sentence does (see kinds.py).
    `opens` and `mark` are the signs before and behind it ("" at the ends of a passage). `inside` tells that it stands
    in brackets, and says something of the clause before it.
    """

    start: int
    end: int
    opens: str
    mark: str
    segment: int = 0
    inside: bool = False
    values: list[int] = field(default_factory=list)
    thresholds: set[int] = field(default_factory=set)


def _closing(text: str, opening: int) -> int | None:
    """Where the bracket that opens at `opening` closes, nested ones skipped; None where it does not, or too far away."""
    pair = _OPENS[text[opening]]
    depth = 0
    for offset in range(opening, min(len(text), opening + _LONGEST_BRACKET)):
        if text[offset] == text[opening]:
            depth += 1
        elif text[offset] == pair:
            depth -= 1
            if depth == 0:
                return offset
    return None


def cut(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[list[Clause]]:
    """The sentences of `text[start:end]` as lists of clauses; `quantities` are those of the whole text."""
    sentences: list[list[Clause]] = [[]]
    _cut(text, start, end, quantities, sentences, inside=False)
    return [sentence for sentence in sentences if sentence]


def cut_remark(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Clause]:
    """The clauses of what stands in brackets, `text[start:end]` without them."""
    clauses: list[list[Clause]] = [[]]
    _cut(text, start, end, quantities, clauses, inside=True)
    return clauses[0]


def _cut(
    text: str, start: int, end: int, quantities: Sequence[Quantity], sentences: list[list[Clause]], *, inside: bool
) -> None:
    begin, opens, segment = _behind_number(text, start, end), "", sentences[-1][-1].segment if sentences[-1] else 0
    remarks: list[tuple[int, int]] = []
    position = start
    while True:
        hit = _MARK.search(text, position, end)
        stop = hit.start() if hit else end
        sign = hit[0] if hit else ""
        position = stop + max(len(sign), 1)
        if sign == "“" and not (_quotes_words(text, stop, end) or pattern("abolishing").search(text, begin, stop)):
            pass  # what a sentence quotes at length is read as its own clauses
        elif sign in ("“", "”", "）", "》"):
            continue
        if sign in _OPENS:
            close = _closing(text[stop:end], 0)
            if close is not None:
                if sign == "（":
                    remarks.append((stop + 1, stop + close))
                position = stop + close + 1
            continue
        if sign == "、" and not _parts_values(text, begin, stop, end, quantities):
            continue
        ends = [] if inside else [given for given in [_gives_from(text, begin, stop, remarks)] if given]
        for last in [*ends, stop] if stop > begin else []:
            clause = Clause(begin, last, opens, sign if last == stop else "", segment, inside)
            low, high = (bisect_left(quantities, offset, key=_number_start) for offset in (begin, last))
            clause.values = [i for i in range(low, high) if not any(a <= quantities[i].number_start < b for a, b in remarks)]
            sentences[-1].append(clause)
            for remark in (one for one in remarks if begin <= one[0] < last):
                low, high = (bisect_left(quantities, offset, key=_number_start) for offset in remark)
                if low < high:
                    _cut(text, *remark, quantities, sentences, inside=True)
            begin, opens = last, ""
        remarks = []
        if not hit:
            return
        if sign == "；":
            segment += 1
        if sign in _SENTENCE_ENDS and not inside:
            sentences.append([])
            segment = 0
        begin, opens = _behind_number(text, stop + len(sign), end), sign


def _behind_number(text: str, start: int, end: int) -> int:
    """Where the words of a clause begin that may open with its number in a list that runs on (；2.购买二手房)."""
    number = pattern("enumerator").match(text, start, end)
    return number.end() if number else start


def _gives_from(text: str, begin: int, stop: int, remarks: Sequence[tuple[int, int]]) -> int | None:
    """Where a clause begins to give or rule what the case before it gets; None where it holds no case of its own."""
    hit = pattern("case_then_gives").match(text, begin, stop)
    end = max(hit.end(one) for one in ("case", "act", "premise")) if hit else 0
    return None if hit is None or any(a <= end < b for a, b in remarks) else end


def _quotes_words(text: str, opening: int, end: int) -> bool:
    """Whether a quotation is but words (“免申即享”), no clause: it has no marks, and no number where it is long."""
    close = text.find("”", opening, min(end, opening + _LONGEST_BRACKET))
    return close >= 0 and not re.search("[，。；]" if close - opening <= 14 else r"[，。；\d]", text[opening:close])


def _parts_values(text: str, begin: int, stop: int, end: int, quantities: Sequence[Quantity]) -> bool:
    """Whether a 、 stands between values that each have words of their own (三级60%、二级70%)."""
    behind = bisect_left(quantities, stop, key=_number_start)
    if behind == 0 or behind >= len(quantities):
        return False
    before, after = quantities[behind - 1], quantities[behind]
    if before.number_start < begin or stop - before.end > 8 or after.start - stop > 30 or after.start <= stop + 2:
        return False
    between = text[stop + 1 : after.start]
    return not re.search(r"[，。；：\n]", between) and not re.fullmatch(r"(?:每[人户年月家个套次]|不[低高超少]\w{0,2}|最[高低多少]\w{0,2})+", between)


def _number_start(quantity: Quantity) -> int:
    return quantity.number_start
