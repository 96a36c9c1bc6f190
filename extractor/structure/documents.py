"""Where the documents of one file begin: a notice may carry the circular that it forwards."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.head import TextLine, is_body, is_number_line, is_recipients
from extractor.structure.patterns import (
    DATE,
    META,
    PRINTED,
    PUBLIC_NOTE,
    TITLE_END,
    agencies_of,
)
from extractor.structure.sections import label_of


def is_signoff(text: str) -> bool:
    """Whether a line below the running text belongs to the sign-off (落款), printing line or their remarks."""
    if len(text) > 80 or label_of(text):
        return False
    if PUBLIC_NOTE.match(text) or PRINTED.search(text):
        return True
    date = DATE.search(text)
    if date and date.end() == len(text.rstrip("）")):
        before = text[: date.start()].strip("（ \t")
        return not before or agencies_of(before) is not None
    return agencies_of(text) is not None


def _closes(text: str) -> bool:
    """A line after which a document is complete: its date, printing line or publication remark."""
    return bool(PUBLIC_NOTE.match(text) or PRINTED.search(text)) or (
        is_signoff(text) and DATE.search(text) is not None)


def document_starts(lines: Sequence[TextLine]) -> list[int]:
    """Indexes of the first line of each document; always begins with 0."""
    starts = [0]
    numbers: set[str] = set()
    seen_body = False
    closed_at: int | None = None
    for index, line in enumerate(lines):
        number = is_number_line(line.text)
        below_key = index > 0 and META.match(lines[index - 1].text) is not None
        opens = bool(number and not below_key and number[0] not in numbers)
        if number:
            numbers.add(number[0])
        if closed_at is not None and seen_body:
            titled = is_recipients(line.text) and any(TITLE_END.search(above.text) for above in lines[closed_at + 1 : index])
            if opens or titled:
                starts.append(closed_at + 1)
                seen_body, closed_at = False, None
                continue
        if is_body(line.text) and not META.match(line.text):
            seen_body = True
            if closed_at is not None and not is_signoff(line.text):
                closed_at = None
        elif seen_body and _closes(line.text):
            closed_at = index
    return starts
