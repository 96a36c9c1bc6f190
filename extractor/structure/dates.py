"""When a circular was made: sign-off, page data, the line between title and text, the printing line, the page's own day."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.head import Head
from extractor.structure.lines import Line
from extractor.structure.model import Circular
from extractor.structure.patterns import DATE, ISO_DATE, date_of, dates_in, pattern


def set_dates(text: str, circular: Circular, head: Head, lines: Sequence[Line]) -> None:
    """成文日期, else the printing date, else the day on which the page was published; null where none is printed."""
    for line in lines:
        if not line.signs or not line.dates:
            continue
        if line.kind == "printed":
            circular.printed_date = circular.printed_date or line.dates[-1][1]
        elif circular.date is None and line.start >= lines[min(head.first_body, len(lines) - 1)].start:
            circular.date = line.dates[-1][1]
    circular.date = circular.date or _in_field(text, head, "date")
    circular.printed_date = circular.printed_date or _in_field(text, head, "printed")
    circular.date = (circular.date or _under_title(lines, head) or circular.printed_date or _in_text(circular, text)
                     or _posted(text, head))


def _in_field(text: str, head: Head, name: str) -> str | None:
    span = head.fields.get(name)
    found = dates_in(text[span.start : span.end]) if span else []
    return found[0][1] if found else None


def _posted(text: str, head: Head) -> str | None:
    """The day on which the page says that it was published, a time of day behind it; no span of days (时间：3月5日至6日)."""
    span = head.fields.get("posted")
    said = text[span.start : span.end] if span else ""
    for expression in (DATE, ISO_DATE):
        day = expression.match(said)
        if day and not said[day.end() :].strip(" \t0123456789:：时分秒"):
            return date_of(day)
    return None


def _under_title(lines: Sequence[Line], head: Head) -> str | None:
    """A date in brackets or alone between title and text, or who published it when, else who adopted it."""
    found = None
    for line in lines[: head.first_body]:
        if (head.title is not None and line.start <= head.title.start) or line.fields or not line.dates or len(line.text) > 90:
            continue
        enacts = pattern("enacting_line").match(line.text) is not None
        published = pattern("promulgated").search(line.text) if enacts else None
        if published:
            return dates_in(published["day"])[0][1] if dates_in(published["day"]) else None
        if found is None and ("（" in line.text or len(line.text) < 14 or enacts):
            found = line.dates[0][1]
    return found


def _in_text(circular: Circular, text: str) -> str | None:
    """自公布之日（2031年12月1日）起, 本文件于2031年6月20日发布: the day that the text itself calls its own."""
    for paragraph in circular.paragraphs:
        line = text[paragraph.start : paragraph.end]
        issued = pattern("issued_on").search(line)
        if issued:
            found = dates_in(issued["day"])
            if found:
                return found[0][1]
        if "之日（" in line:
            for offset, iso in dates_in(line):
                if pattern("own_day").search(line[:offset]):
                    return iso
    return None


def news_day(circular: Circular, text: str) -> str | None:
    """The day with which a press piece opens (2031年2月8日，甲局召开会议); good where it relays no circular with a day of its own."""
    opening = next((p for p in circular.paragraphs if p.role == "body"), None)
    hit = pattern("news_day").match(text, opening.start) if opening else None
    found = dates_in(hit["day"]) if hit else []
    return found[0][1] if found else None
