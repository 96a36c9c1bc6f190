"""The data of a web page about its circular (文号：…, 【成文日期】…, 索引号|…|发文机关|…), in one line or many."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.spans import Span
from extractor.structure.patterns import DATE, ISO_DATE, pattern, words

_NAMES = ("number", "date", "printed", "posted", "issuer", "title", "validity", "effective", "expires", "reason", "other")
_FILLING = re.compile(r"[ \t]*")
_VALUE_END = re.compile(r"[\t；]")
_LONGEST = 240
_DISTINCT = 4  # characters of a key that heads no column
_TIME = re.compile(r" ?\d{1,2}:\d{2}(?::\d{2})?")


class Field(NamedTuple):
    """One entry: what its key says (number, date, printed, posted, issuer, title, validity, effective, expires, reason, other;
    source: who a collection says it is of), its value's span in the cleaned text; an empty span where the value stands on the next line."""

    name: str
    span: Span


@cache
def _key() -> re.Pattern[str]:
    """A key before a colon, in brackets, or alone in a table's cell; spaces may part its characters."""
    keys = []
    for name in _NAMES:
        spaced = "|".join(r"[ \t]{0,8}".join(map(re.escape, key))
                          for key in sorted(words(f"key_{name}"), key=lambda key: (-len(key), key)))
        keys.append(f"(?P<{name}>{spaced})")
    any_key = "|".join(keys)
    return re.compile(rf"(?:{any_key})[ \t]{{0,4}}[：:]|[〔【\[](?:{any_key.replace('(?P<', '(?P<b_')})[〕】\]][：: ]{{0,2}}"
                      rf"|(?:^|(?<=\t))(?:{any_key.replace('(?P<', '(?P<c_')})(?=\t|$)")


def read_fields(text: str, start: int) -> tuple[Field, ...]:
    """The entries on a line whose text begins at `start`; none where the line does not begin with a key or a day."""
    if len(text) > _LONGEST or "。" in text[:-1]:
        return ()
    named = pattern("posted_by").match(text)
    if named:
        return (Field("posted", Span(start + named.start("day"), start + named.end("day"))),)
    day = ISO_DATE.match(text) or DATE.match(text)
    hour = _TIME.match(text, day.end()) if day else None
    if hour is None and day and day.re is DATE:
        day = None  # 2031年5月2日, of a sign-off
    begun = (hour or day).end() if day else 0
    hits = [hit for hit in _key().finditer(text) if _distinct(text, hit)]
    if not hits:
        alone = day and pattern("posted_alone").fullmatch(text, begun)
        return (Field("posted", Span(start, start + begun)),) if alone else ()
    if hits[0].start() > begun and text[begun : hits[0].start()].strip(" \t|〔【["):
        return ()
    fields = [Field("posted", Span(start, start + begun))] if day else []
    for index, hit in enumerate(hits):
        stop = hits[index + 1].start() if index + 1 < len(hits) else len(text)
        filling = _FILLING.match(text, hit.end())
        begin = min(stop, filling.end() if filling else hit.end())
        end = _VALUE_END.search(text, begin, stop)
        value = text[begin : end.start() if end else stop].rstrip()
        name = (hit.lastgroup or "other").removeprefix("b_").removeprefix("c_")
        if not value and text[hit.end() : hit.end() + 1] == "\t" and stop < len(text):
            return ()  # heads of columns, not keys with values
        fields.append(Field(name, Span(start + begin, start + begin + len(value))))
    return tuple(fields)


def _distinct(text: str, hit: re.Match[str]) -> bool:
    """Whether a key without a colon is one that heads no column of an ordinary table (成文日期, not 名称 or 时间)."""
    if not (hit.lastgroup or "").startswith("c_"):
        return True
    return hit.lastgroup in ("c_number", "c_date", "c_issuer", "c_validity") or len("".join(hit[0].split())) >= _DISTINCT
