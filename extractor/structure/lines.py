"""The lines of a file, each read once: head, sign-off, sections and the borders of documents ask what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from extractor.normalize.model import CleanText
from extractor.spans import Span
from extractor.structure.fields import Field, read_fields
from extractor.structure.names import issuer_names
from extractor.structure.patterns import DATE, dates_in, pattern
from extractor.structure.sections import Label, label_of
from extractor.structure.tables import table_rows

Kind = Literal["row", "fields", "number", "recipients", "public", "printed", "copies", "dated", "issuers", "annex", "annexes",
               "heading", "running", "title", "text"]

_LISTS = re.compile(r"[、，；]")
_LONGEST_NAMES = 90
_LONGEST_DATED = 80
_LONGEST_PART = 60  # of a line that was not pasted together


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the cleaned text and what it is; spans index the cleaned text.

    `kind`: `row` of a table, `fields` (a web page's data), `number` (发文字号 alone), `recipients` (主送机关), `public`,
    `printed` and `copies` (版记), `dated` (a date, issuers before it or not), `issuers`, `annex` (its label), `annexes`
    (their list), `heading` (numbered), `running` text, `title` (ends as a title does), `text` (anything else). `runs`: the
    running text has begun by this line: a sentence, a numbered heading, a row that holds sentences.
    """

    start: int
    end: int
    text: str
    kind: Kind
    table: int | None = None
    label: Label | None = None
    number: Span | None = None
    names: tuple[Span, ...] = ()
    dates: tuple[tuple[int, str], ...] = ()
    fields: tuple[Field, ...] = ()
    ends_title: bool = False
    furniture: bool = False
    runs: bool = False

    @property
    def signs(self) -> bool:
        """Whether it belongs to a sign-off (落款), a printing line or their remarks."""
        return self.kind in ("public", "printed", "dated", "issuers")

    @property
    def closes(self) -> bool:
        """Whether a document is complete with it: its date, printing line or publication remark."""
        return self.kind in ("public", "printed", "dated")


def read_lines(clean: CleanText) -> list[Line]:
    """The lines of the text that are not empty; what was pasted into one is parted where a head, section or sign-off
    begins. The rows of a table stay whole, but for a collection's record (day, source, title, text)."""
    rows = table_rows(clean)
    lines: list[Line] = []
    start, begun = 0, False
    for raw in clean.text.split("\n"):
        table = rows.get(start)
        record = not lines and pattern("record_line").match(raw) is not None
        whole = table is not None and bool(clean.tables[table].cells[-1].row) and not record
        cuts = [0] if whole else _cuts(raw, record, begun)
        for begin, end in zip(cuts, [*cuts[1:], len(raw)], strict=True):
            begin, end = _trimmed(raw, begin, end)
            if begin < end:
                line = _read(raw[begin:end], start + begin, None if begin or record else table, begun)
                if record and len(lines) == 1 and line.kind == "issuers":
                    line = replace(line, kind="fields", fields=(Field("source", Span(line.start, line.end)),))
                begun = begun or line.runs
                lines.append(line)
        start += len(raw) + 1
    return lines


def _trimmed(raw: str, begin: int, end: int) -> tuple[int, int]:
    """The piece without marks of Markdown and the tab that parted it from the next."""
    while begin < end and raw[begin] == "\t" and raw[:begin].strip():
        begin += 1
    marks = pattern("markup").match(raw[begin:end])
    if marks:
        begin += marks.end()
        behind = pattern("markup_end").search(raw[begin:end])
        end = begin + behind.start() if behind else end
    return begin, end


def _cuts(raw: str, record: bool, begun: bool) -> list[int]:
    """Where one line holds several: the cells of a record, the parts of a head, sections and sign-offs pasted together."""
    cuts = [0]
    address = pattern("address_cell").search(raw)
    if address and address.start() and not record:
        return [cut for cut in _cuts(raw[: address.start()], record, begun) if cut < address.start()] + [address.start()]
    if record:
        return cuts + [hit.start() for hit in re.finditer(r"\t", raw)]
    if not begun:
        cuts += _head_cuts(raw)
    if len(raw) > _LONGEST_PART:
        cuts += [hit.start() for hit in pattern("pasted").finditer(raw, cuts[-1] + 1)]
    return cuts


def _head_cuts(raw: str) -> list[int]:
    """A head in one line: 甲局文件甲发〔2031〕2号, 关于…的通知 甲发〔2031〕5号 各区医保局：为做好工作…"""
    marks = pattern("markup").match(raw)
    begin = marks.end() if marks else 0
    found = []
    for name in ("letterhead_number", "number_and_title", "title_and_number"):
        if two := pattern(name).match(raw[begin:]):
            begin += two.end("first")
            found.append(begin)
    head = pattern("pasted_head").match(raw, begin) if len(raw) - begin > _LONGEST_PART else None
    if head and (head["number"] or head["recipients"] or pattern("opens_running").match(raw[head.end() :])):
        return found + [head.end(name) for name in ("title", "number", "recipients") if head[name]]
    addressed = pattern("addressed").match(raw[begin:])
    if addressed and _addresses(addressed[0].strip(), label_of(addressed[0]), furniture=False):
        found.append(begin + addressed.end())
    return found


def _read(text: str, start: int, table: int | None, begun: bool) -> Line:
    end = start + len(text)
    label = label_of(text)
    fields = () if begun else read_fields(text, start)
    short = len(text) <= _LONGEST_DATED
    number = _number_alone(text, start)
    names = tuple(Span(start + a, start + b) for a, b in issuer_names(text, 0, len(text)) or ()) if len(text) <= _LONGEST_NAMES else ()
    dates = tuple((start + offset, iso) for offset, iso in dates_in(text)) if len(text) <= _LONGEST_NAMES else ()
    ends_title = len(text) <= 200 and pattern("ends_title").search(text) is not None
    furniture = len(text) <= 200 and pattern("furniture").search(text) is not None
    kind: Kind = "text"
    if table is not None and ("\t" in text or not label):
        kind = "row"
    if fields:
        kind = "fields"
    elif number:
        kind = "number"
    elif short and not label and pattern("public").match(text):
        kind = "public"
    elif short and not label and pattern("printed").search(text):
        kind = "printed"
    elif pattern("copies").match(text):
        kind = "copies"
    elif short and not label and _is_dated(text):
        kind, names = "dated", _signers(text, start)
    elif short and not label and names:
        kind = "issuers"
    elif kind == "row":
        pass
    elif _addresses(text, label, furniture=furniture):
        kind = "recipients"
    elif pattern("annex").match(text):
        kind = "annex"
    elif len(text) < 80 and pattern("annex_list").match(text):
        kind = "annexes"
    elif label:
        kind = "heading"
    elif _runs(text, ends_title):
        kind = "running"
    elif ends_title:
        kind = "title"
    runs = kind in ("running", "heading") or (kind == "row" and _runs(text, ends_title))
    return Line(start, end, text, kind, table, label, number, names, dates, fields, ends_title, furniture, runs)


def _number_alone(text: str, start: int) -> Span | None:
    """The 发文字号 where the line holds nothing else (in brackets or not; a star of secrecy behind it)."""
    if len(text) > 60:
        return None
    bare = pattern("signed_by").sub("", text).strip("（）() \t★")
    hit = pattern("number").match(bare)
    if hit is None or hit.end() != len(bare):
        return None
    lead = text.index(bare)
    return Span(start + lead, start + lead + len(bare))


def _is_dated(text: str) -> bool:
    date = DATE.search(text)
    if date is None or date.end() != len(text.rstrip("）")):
        return False
    before = text[: date.start()].strip("（ \t")
    return not before or issuer_names(before, 0, len(before)) is not None


def _signers(text: str, start: int) -> tuple[Span, ...]:
    date = DATE.search(text)
    return tuple(Span(start + a, start + b) for a, b in issuer_names(text, 0, date.start() if date else 0) or ())


def _addresses(text: str, label: Label | None, *, furniture: bool) -> bool:
    """Whether a line is 主送机关 (各市医疗保障局、财政局：)."""
    if not text.endswith("：") or len(text) > 400 or "。" in text or label or furniture:
        return False
    names = [piece for piece in _LISTS.split(text[:-1]) if piece]
    if "如下" in text or "通知" in text[-6:] or not names or pattern("speaks").search(text[:-1]):
        return False
    word = pattern("recipient_word")
    return bool(word.search(names[-1]) or word.search(names[0])) and not pattern("not_recipients").search(
        names[0][:6].replace("及", ""))


def _runs(text: str, ends_title: bool) -> bool:
    """Whether a line is running text, so that the head ends before it."""
    if len(text) >= 20 and "《" in text and ends_title and "。" not in text:
        return False
    if pattern("enacting_line").match(text) and len(text) < 90:
        return False
    return (len(text) >= 24 and ("。" in text or text.endswith("："))) or (
        len(text) >= 12 and bool(pattern("opens_running").match(text)) and ("，" in text or text.endswith("：")))
