"""The box in which a publisher says of a circular what its text may not: number, days, status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from extractor.sources.furniture import furniture
from extractor.sources.model import PublisherBox
from extractor.spans import Span

if TYPE_CHECKING:
    from extractor.sources.page_lines import PageLine

Said = Literal["number", "written", "effective", "expires", "status"]
NUMBER = re.compile(r"[〔\[［（(【]\s*\d{4}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号")
_DAY = re.compile(r"\d{4}\s{0,2}[-年./]\s{0,2}\d{1,2}\s{0,2}[-月./]\s{0,2}\d{1,2}日?")
_WHOLE_NUMBER = re.compile(rf"[^\s：:；，。]{{0,24}}\s?{NUMBER.pattern}")
_HEAD = 1000
"""Characters at the start of a text in which its own box may stand."""


class Entry(NamedTuple):
    """A value of the box: what it says, its label as printed, itself, and where it begins in its line."""

    says: Said
    label: str
    value: str
    start: int


def entries(line: str) -> Iterator[Entry]:
    """The entries on a line of a page; a label without a value that fits it is none."""
    for hit in furniture().box.finditer(line):
        says: Said = next(name for name in get_args(Said) if hit[name])
        value = _value(says).match(line, hit.end())
        if value:
            yield Entry(says, "".join(hit[says].split()), value[0], value.start())


def lines_above(page: Iterable[PageLine], body: str, has_number: bool) -> list[str]:
    """What the box of a page says and the text itself does not, a line each, to stand above the text."""
    found: dict[Said, Entry] = {}
    for line in page:
        for one in entries(line.text):
            found.setdefault(one.says, one)
    own = {one.says for line in body[:_HEAD].split("\n") for one in entries(line)}
    if has_number:
        own.add("number")
    # The number stands as a letterhead prints it, the others by their labels.
    return [entry.value if says == "number" else f"{entry.label}：{entry.value}"
            for says in get_args(Said) if says not in own and (entry := found.get(says)) is not None]


def publisher_box(text: str, above: list[str]) -> PublisherBox | None:
    """The box by its places in the text, of which the lines `above` are the first."""
    spans: dict[str, Span] = {}
    start = 0
    for line in text[: _HEAD + sum(map(len, above))].split("\n"):
        if line in above and NUMBER.search(line) and not any(entries(line)):
            spans.setdefault("number", Span(start, start + len(line)))
        for entry in entries(line):
            spans.setdefault(entry.says, Span(start + entry.start, start + entry.start + len(entry.value)))
        start += len(line) + 1
    return PublisherBox(**spans) if spans else None


def _value(says: Said) -> re.Pattern[str]:
    if says == "number":
        return _WHOLE_NUMBER
    return furniture().statuses if says == "status" else _DAY
