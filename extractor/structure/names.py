"""Issuers on a line: 甲局 乙局, 甲局文件, or run together without a space (济南市医疗保障局济南市财政局)."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.language.places import places_in
from extractor.spans import Span
from extractor.structure.patterns import is_agency

_PIECE = re.compile(r"[^ \t\n]+")
_NATIONAL = re.compile(r"(?<=[局厅委部会院])(?=国家(?!级)|中共|国务院|财政部|教育部|民政部|人力资源社会保障部|公安部|司法部|中国人民银行)")
_ENDS_NAME = re.compile(r"(?:局|厅|委|委员会|部|办公室|政府|中心|院|会|党委|行)$")


def issuer_names(text: str, start: int, end: int) -> list[Span] | None:
    """The spans of the names in `[start, end)`, or None where anything but agencies' names stands there."""
    spans: list[Span] = []
    for piece in _PIECE.finditer(text, start, end):
        name = piece[0].removesuffix("文件") if len(piece[0]) > 4 else piece[0]
        if name in ("文件", "公告", "令", "函", "通告"):
            continue
        if not is_agency(name):
            return None
        spans += _parted(name, piece.start())
    return spans


def _parted(name: str, offset: int) -> list[Span]:
    """Names run together are parted where one ends and a place or a national body begins.

    国家税务总局济南市税务局 is one name: a national body may go on with the place of its branch.
    """
    cuts = {hit.start() for hit in _NATIONAL.finditer(name)}
    for start, _, _ in places_in(name):
        before = name[:start]
        if _ENDS_NAME.search(before) and not before.endswith("总局"):
            cuts.add(start)
    bounds = [0, *sorted(cut for cut in cuts if cut >= 4 and len(name) - cut >= 3), len(name)]
    return [Span(offset + begin, offset + end) for begin, end in pairwise(bounds)]
