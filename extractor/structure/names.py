"""Issuers on a line: 甲局 乙局, 甲局文件, or run together without a space (济南市医疗保障局济南市财政局)."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.language.places import places_in
from extractor.spans import Span
from extractor.structure.patterns import is_agency, pattern

_PIECE = re.compile(r"[^ \t\n]+")
_LISTED = re.compile(r"[^、]+")
_KINDS_ALONE = ("文件", "公告", "令", "函", "通告")


def issuer_names(text: str, start: int, end: int) -> list[Span] | None:
    """The spans of the names in `[start, end)`, or None where anything but agencies' names stands there."""
    spans: list[Span] = []
    for piece in _PIECE.finditer(text, start, end):
        name = pattern("others_too").sub("", piece[0])
        name = name.removesuffix("文件") if len(name) > 4 else name
        if name in _KINDS_ALONE or pattern("seal_note").fullmatch(name):
            continue
        listed = list(_LISTED.finditer(name))
        if len(listed) > 1 and all(len(one[0]) > 1 and is_agency(one[0]) for one in listed):
            for one in listed:
                spans += _parted(one[0], piece.start() + one.start())
        elif is_agency(name) or ("/" in name and all(map(is_agency, name.split("/")))):  # one body under two names
            spans += _parted(name, piece.start())
        else:
            return None
    return spans


def issuers_in_title(text: str) -> list[Span]:
    """Names printed before 关于/转发/印发 on the title's own line: their spans in `text`."""
    hit = pattern("opens_title").search(text)
    return (issuer_names(text, 0, hit.start()) or []) if hit and hit.start() >= 3 else []


def _parted(name: str, offset: int) -> list[Span]:
    """Names run together are parted where one ends and a place or a national body begins.

    国家税务总局济南市税务局 is one name: a national body may go on with the place of its branch.
    """
    cuts = {hit.start() for hit in pattern("national_begins").finditer(name)}
    for start, _, _ in places_in(name):
        if pattern("name_ends").search(name[:start]) and not pattern("has_branches").search(name[:start]):
            cuts.add(start)
    bounds = [0, *sorted(cut for cut in cuts if cut >= 4 and len(name) - cut >= 3), len(name)]
    return [Span(offset + begin, offset + end) for begin, end in pairwise(bounds)]
