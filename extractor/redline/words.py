"""Where two sentences differ: figures and Latin words whole, other text by characters, no marks on punctuation alone."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|\s+|.")
_FIGURE = re.compile(r"\d")
_EMPTY = re.compile(r"[\s\W_]*")
_LEAST_SAME = 2
"""Characters between two changes that are shown as the same; fewer are taken to be changed with them."""


class Stretch(NamedTuple):
    """A stretch of two sentences: its words on both sides, and whether they differ in more than punctuation."""

    old: str
    new: str
    differs: bool


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Two sentences in stretches, one after the other; together they give both sentences."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    found: list[Stretch] = []
    for place, (tag, a, b, c, d) in enumerate(blocks):
        before, after = "".join(ours[a:b]), "".join(theirs[c:d])
        differs = tag != "equal" and not (_EMPTY.fullmatch(before) and _EMPTY.fullmatch(after))
        if tag == "equal" and 0 < place < len(blocks) - 1 and len(before) < _LEAST_SAME and not _FIGURE.match(before):
            differs = found[-1].differs
        if found and found[-1].differs == differs:
            found[-1] = Stretch(found[-1].old + before, found[-1].new + after, differs)
        else:
            found.append(Stretch(before, after, differs))
    return tuple(found)
