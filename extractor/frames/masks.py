"""Masks: the text of a file with what stands in brackets covered, so that clauses are read without remarks and offsets stay."""

from __future__ import annotations

import re

MASK = "·"
"""Covers each character in brackets, and the brackets."""

LONGEST = 200
"""Brackets farther apart enclose nothing."""

_SIGN = re.compile(r"[（）\n]")


def masks(text: str) -> tuple[str, str]:
    """The text as it reads outside all round brackets, and as it reads inside the outermost ones.

    In the first, all that stands in brackets is covered; in the second, the outermost brackets themselves and what
    stands in further brackets inside them. Brackets of different lines, or farther apart than `LONGEST`, are no pair.
    """
    pairs: list[tuple[int, int, int]] = []
    opened: list[int] = []
    for hit in _SIGN.finditer(text):
        if hit[0] == "（":
            opened.append(hit.start())
        elif hit[0] == "）":
            if opened:
                start = opened.pop()
                if hit.start() - start <= LONGEST:
                    pairs.append((start, hit.end(), len(opened)))
        else:
            opened.clear()
    if not pairs:
        return text, text
    pairs.sort()
    outermost: list[tuple[int, int]] = []
    second: list[tuple[int, int]] = []
    end = inner_end = -1
    for start, stop, _ in pairs:
        if start >= end:
            outermost.append((start, stop))
            end = stop
        elif start >= inner_end:
            second.append((start, stop))
            inner_end = stop
    signs = [(start, start + 1) for start, _ in outermost] + [(stop - 1, stop) for _, stop in outermost]
    return _covered(text, outermost), _covered(text, sorted(signs + second))


def _covered(text: str, stretches: list[tuple[int, int]]) -> str:
    out: list[str] = []
    position = 0
    for start, stop in stretches:
        out += (text[position:start], MASK * (stop - start))
        position = stop
    return "".join((*out, text[position:]))
