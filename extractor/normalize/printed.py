"""The printed lines of a canonical text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

# A line that begins a new numbered section, list item or part of the document.
STARTS_PART = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[编章节条]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)"
    r"|（\d{1,2}）|\d{1,2}）|[①-⑳]|附件|附：|附表|抄送|主题词|（此件|联系人|索引号|\d{2}$|[QA问答]\d{0,2}[：:.、]"
)


@dataclass(slots=True)
class Line:
    """A printed line: its stretch without outer white space, whether it was indented, the kept pieces of it.

    A piece is (start, end, text): text is None where the source characters themselves are kept. `raw` is the whole
    line, from `raw_start`. Of a table row, `gaps` are the stretches of `text` that part its cells, with the tabs that
    they become; the row of a table that its format drew `is_drawn`: there only tabs part cells.
    """

    start: int
    end: int
    indented: bool
    text: str
    pieces: list[tuple[int, int, str | None]] = field(default_factory=list)
    is_row: bool = False
    is_drawn: bool = False
    is_doubled: bool = False
    raw: str = ""
    raw_start: int = 0
    gaps: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def length(self) -> int:
        return self.end - self.start


def printed_lines(text: str, drawn: Container[int] = ()) -> Iterator[Line]:
    """The lines of the text that hold anything, outer white space cut off; `drawn` are the starts of rows of drawn tables."""
    start = 0
    for raw in text.split("\n"):
        body = raw.strip(" \t\u200b")
        if body:
            lead = raw.index(body[0])
            begin = start + lead
            indented = lead >= 1 and raw[:lead].strip("\u200b") != ""
            yield Line(begin, begin + len(body), indented, body, is_drawn=start in drawn, raw=raw, raw_start=start)
        start += len(raw) + 1
