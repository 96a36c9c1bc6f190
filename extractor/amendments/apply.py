"""One circular's changes applied to a text: what can be applied with certainty is, and what became of the rest is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from extractor.amendments.edition import Edit, Edition, Piece
from extractor.amendments.parts import Part, Parts, numbered
from extractor.normalize import normalize
from extractor.normalize.characters import canonical
from extractor.normalize.model import CleanText
from extractor.normalize.script import to_simplified
from extractor.records.models import AmendmentRecord, DocumentRecord
from extractor.sources.model import SourceText
from extractor.structure import Circular, structure

State = Literal["applied", "standing", "absent", "missing", "uncertain"]
_NOT_COMPARED = frozenset("“”‘’\"'「」『』")
_LINE_END = re.compile(r"[ \t\u3000]*\r?\n")
_LABEL = re.compile(r"\s*(?:第\s*[^\s第条]{1,6}\s*条(?:之.{1,2})?|[（(][^（）()]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])[ \t\u3000]*")


class Outcome(NamedTuple):
    """What became of a change: applied; standing (the text has it already); absent (no such part) and missing (no such words), of
    which both the text and the part are certain; or uncertain. `said` is why, in Chinese."""

    change: AmendmentRecord
    state: State
    said: str = ""


@dataclass(slots=True)
class Reading:
    """An edition as it is read: its cleaned text, its circular, its parts."""

    clean: CleanText
    circular: Circular
    parts: Parts


def read_edition(edition: Edition, head: DocumentRecord) -> Reading:
    """The structure of an edition; what a person supplied of its head is supplied again."""
    clean = normalize(SourceText(head.source, edition.readable))
    supplied = {name: getattr(head, name) for name in head.supplied if hasattr(head, name)}
    circular = structure(clean, supplied)[0]
    return Reading(clean, circular, Parts(clean.text, circular))


class Words:
    """A stretch of text as it is compared: simplified, without white space and quotation marks, with the place of each character."""

    def __init__(self, text: str, start: int, end: int) -> None:
        stretch = to_simplified(canonical(text[start:end]))
        kept = [at for at, sign in enumerate(stretch) if not sign.isspace() and sign not in _NOT_COMPARED]
        self.words = "".join(stretch[at] for at in kept)
        self.places = [start + at for at in kept]

    def find(self, wanted: str) -> list[tuple[int, int]]:
        """Where words stand, as spans of the text; a figure is not found within a longer one (500元 in 1500元)."""
        words = Words(wanted, 0, len(wanted)).words
        if not words:
            return []
        form = re.escape(words)
        if words[0].isdigit():
            form = r"(?<![\d.,])" + form
        if words[-1].isdigit():
            form += r"(?![\d]|[.,]\d|%|[万亿千百](?=元))"
        return [(self.places[hit.start()], self.places[hit.end() - 1] + 1) for hit in re.finditer(form, self.words)]


@dataclass
class Applying:
    """The changes of one circular to one edition; all name the parts as they are numbered before any of them."""

    edition: Edition
    reading: Reading
    texts: dict[str, str]
    """The texts of the files that changes stand in, by name."""
    is_numbered: bool = True
    """Whether the parts are numbered as later changes know them: not after 条文顺序作相应调整."""
    edits: list[Edit] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def run(self, changes: Sequence[AmendmentRecord]) -> None:
        """Apply what can be; `edits` are then in text order."""
        for change in changes:
            before = len(self.edits)
            outcome = self._apply(change)
            self.edits[before:] = [self._behind_deletion(one, before) for one in self.edits[before:]]
            if outcome.state == "applied" and any(self._overlaps(one, before) for one in self.edits[before:]):
                outcome = Outcome(change, "uncertain", "与同一文件的另一处改动重叠")
            if outcome.state != "applied":
                del self.edits[before:]
            self.outcomes.append(outcome)
        if self._is_of_after():
            self.edits.clear()
            told = "所存文本似已是修改后的文本"
            self.outcomes = [one if one.state != "applied" else Outcome(one.change, "uncertain", told) for one in self.outcomes]
        self.edits.sort(key=lambda one: (one.start, one.end))

    def _is_of_after(self) -> bool:
        """Whether the text has more of what the changes make of it than of what they find in it: a page prints the newest text."""
        after = sum(one.state == "standing" and one.change.action != "renumber" for one in self.outcomes)
        before = sum(one.state == "applied" and one.change.old is not None for one in self.outcomes)
        return after > before

    def _behind_deletion(self, edit: Edit, before: int) -> Edit:
        """A paragraph that is put in behind one that is struck out stands behind where that stood."""
        for other in self.edits[:before]:
            is_within = edit.start == edit.end and other.start < edit.start < other.end
            if is_within and not other.pieces and edit.pieces and edit.pieces[0].start is None:
                return Edit(other.end, other.end, (*edit.pieces[1:], edit.pieces[0]), edit.change)
        return edit

    def _overlaps(self, edit: Edit, before: int) -> bool:
        return any(edit.start < other.end and other.start < edit.end for other in self.edits[:before])

    def _apply(self, change: AmendmentRecord) -> Outcome:
        if change.action == "renumber" and not change.becomes:
            return Outcome(change, "standing")
        if change.action == "insert" and change.becomes and not change.old:
            return self._insert_numbered(change)
        if not self.is_numbered and change.place and change.old is None:
            return Outcome(change, "uncertain", "条文序号此前已作调整")
        candidates = self.reading.parts.find(change.place)
        if not candidates:
            if self._has_new(change, None):
                return Outcome(change, "standing")
            if self.is_numbered and self.reading.parts.is_absent(change.place):
                return Outcome(change, "absent", f"没有{''.join(change.place)}")
            return Outcome(change, "uncertain", f"未能确定{''.join(change.place)}在哪里")
        if change.old is not None:
            return self._change_words(change, candidates)
        if len(candidates) > 1:
            return Outcome(change, "uncertain", f"{''.join(change.place)}所指不止一处")
        part = candidates[0]
        if change.action == "rewrite":
            return self._rewrite(change, part)
        if change.action == "delete":
            return self._delete(change, part)
        if change.action == "renumber":
            return self._relabel(change, part)
        return self._insert(change, part)

    def _change_words(self, change: AmendmentRecord, candidates: Sequence[Part]) -> Outcome:
        old = change.old or ""
        found = [(part, spans) for part in candidates if (spans := self._words(part).find(old))]
        where = "".join(change.place) or "全文"
        if len(found) > 1:
            return Outcome(change, "uncertain", f"{where}所指不止一处")
        if not found:
            if any(self._has_new(change, part) for part in candidates):
                return Outcome(change, "standing")
            if len(candidates) == 1 and self.is_numbered:
                return Outcome(change, "missing", f"{where}没有“{_short(old)}”")
            return Outcome(change, "uncertain", f"未能确定{where}在哪里")
        spans = found[0][1]
        if change.action == "replace" and self._grows(change) and self._has_new(change, found[0][0]):
            return Outcome(change, "standing")
        single = change.action == "insert" or (change.place and any(sign.isdigit() for sign in old) and not change.everywhere)
        if len(spans) > 1 and single:
            return Outcome(change, "uncertain", f"{where}中“{_short(old)}”不止一处")
        for start, end in spans:
            if change.action == "insert":
                start = end = start if change.side == "before" else end
            pieces = () if change.action == "delete" else tuple(self._new(change))
            self.edits.append(Edit(start, end, pieces, change))
        return Outcome(change, "applied")

    def _rewrite(self, change: AmendmentRecord, part: Part) -> Outcome:
        start, body, end = self._source(part)
        new = change.new or ""
        labelled = _LABEL.match(new) is not None and part.body > part.start
        if labelled and not change.becomes and numbered(_bare(new)) != numbered(_bare(self.reading.parts.label(part))):
            return Outcome(change, "uncertain", "新条文的序号与被修改的条文不同")
        if Words(self.edition.text, start if labelled else body, end).words == Words(new, 0, len(new)).words:
            return Outcome(change, "standing")
        if labelled or not change.becomes or part.body == part.start:
            self.edits.append(Edit(start if labelled else body, end, tuple(self._new(change)), change))
            return Outcome(change, "applied")
        label = self._label(change)
        if label is None:
            return Outcome(change, "uncertain", "未能确定新的序号")
        self.edits += [Edit(*self._label_span(part), (label,), change), Edit(body, end, tuple(self._new(change)), change)]
        return Outcome(change, "applied")

    def _relabel(self, change: AmendmentRecord, part: Part) -> Outcome:
        label = self._label(change)
        if label is None or part.body == part.start:
            return Outcome(change, "uncertain", "未能确定新的序号")
        self.edits.append(Edit(*self._label_span(part), (label,), change))
        return Outcome(change, "applied")

    def _delete(self, change: AmendmentRecord, part: Part) -> Outcome:
        start, body, end = self._source(part)
        text = self.edition.text
        keeps_label = change.place[-1][-1] in "款段" and part.body > part.start and self.reading.parts.articles
        first = body if keeps_label else start
        if line := _LINE_END.match(text, end):
            end = line.end()
        self.edits.append(Edit(first, end, (), change))
        return Outcome(change, "applied")

    def _insert(self, change: AmendmentRecord, part: Part) -> Outcome:
        if self._has_new(change, None):
            return Outcome(change, "standing")
        start, _, end = self._source(part)
        label = _LABEL.match(change.new or "")
        if change.side == "end" and label and change.place:
            step = f"第{numbered(_bare(change.new or ''))}项"
            return self._behind_number(change, (*change.place, step))
        if change.side == "before":
            self.edits.append(Edit(start, start, (*self._inserted(change), self._break()), change))
        else:
            self.edits.append(Edit(end, end, (self._break(), *self._inserted(change)), change))
        return Outcome(change, "applied")

    def _insert_numbered(self, change: AmendmentRecord) -> Outcome:
        if self._has_new(change, None):
            return Outcome(change, "standing")
        if change.place and change.side != "end":
            candidates = self.reading.parts.find(change.place)
            return self._insert(change, candidates[0]) if len(candidates) == 1 else self._nowhere(change, change.place)
        return self._behind_number(change, change.becomes)

    def _behind_number(self, change: AmendmentRecord, place: tuple[str, ...]) -> Outcome:
        """Put in behind the part whose number is one less."""
        number = numbered(place[-1])
        if not number.isdigit() or int(number) < 2:
            return Outcome(change, "uncertain", "未能确定插入的位置")
        before = (*place[:-1], f"第{int(number) - 1}{_kind_of(place[-1])}")
        candidates = self.reading.parts.find(before)
        if len(candidates) != 1:
            return self._nowhere(change, before)
        end = self._source(candidates[0])[2]
        self.edits.append(Edit(end, end, (self._break(), *self._inserted(change)), change))
        return Outcome(change, "applied")

    def _nowhere(self, change: AmendmentRecord, place: tuple[str, ...]) -> Outcome:
        if self.reading.parts.is_absent(place[:1]):
            return Outcome(change, "absent", f"没有{place[0]}")
        return Outcome(change, "uncertain", f"未能确定{''.join(place)}在哪里")

    def _grows(self, change: AmendmentRecord) -> bool:
        """Whether the new words hold the old ones, which are then still found where the change stands already."""
        return _plain(change.old) in _plain(change.new)

    def _has_new(self, change: AmendmentRecord, part: Part | None) -> bool:
        """Whether the new words stand in a part, or anywhere, already."""
        if not change.new or (part is None and len(_plain(change.new)) < 12):
            return False
        words = self._words(part) if part else self._all_words
        return bool(words.find(change.new))

    @cached_property
    def _all_words(self) -> Words:
        return Words(self.edition.text, 0, len(self.edition.text))

    def _words(self, part: Part) -> Words:
        start, _, end = self._source(part)
        return Words(self.edition.text, start, end)

    def _source(self, part: Part) -> tuple[int, int, int]:
        """A part's start, body and end in the edition's text."""
        start, end = self.reading.clean.source_span(part.start, part.end)
        return start, self.reading.clean.source_span(part.body, part.end).start if part.body < part.end else end, end

    def _label_span(self, part: Part) -> tuple[int, int]:
        label = self.reading.parts.label(part).rstrip()
        return tuple(self.reading.clean.source_span(part.start, part.start + len(label)))  # type: ignore[return-value]

    def _new(self, change: AmendmentRecord) -> Iterator[Piece]:
        """The new words as they are printed, without the marks that open each of several quoted paragraphs."""
        assert change.new_span is not None
        start, end = change.new_span
        text = self.texts[change.source]
        for line in re.finditer(r"(?:(?<=\n)[ \t\u3000]*[“「『\"])?(?P<words>[^\n]*\n?)", text[start:end]):
            if line["words"]:
                yield Piece(line["words"], change.source, start + line.start("words"), change)

    def _inserted(self, change: AmendmentRecord) -> Iterator[Piece]:
        """The new words, behind the number that the change gives them where they do not begin with one (作为第六条：“各县…”)."""
        numbered_part = bool(change.becomes) and change.becomes[-1][-1] in "章节条" and not _LABEL.match(change.new or "")
        if label := self._label(change) if numbered_part else None:
            yield from (label, Piece(" ", "", None))
        yield from self._new(change)

    def _label(self, change: AmendmentRecord) -> Piece | None:
        """The new number of a part, as it is printed in the change."""
        begin, end = change.span
        step = change.becomes[-1]
        at = self.texts[change.source].rfind(step, begin, end)
        return Piece(step, change.source, at, change) if at >= 0 else None

    def _break(self) -> Piece:
        return Piece("\r\n" if "\r\n" in self.edition.text else "\n", "", None)


def _plain(words: str | None) -> str:
    return Words(words or "", 0, len(words or "")).words


def _bare(words: str) -> str:
    """The number that words begin with."""
    hit = _LABEL.match(words)
    return "".join(hit[0].split()) if hit else ""


def _kind_of(step: str) -> str:
    kind = re.sub(r"之.{1,2}$", "", step)[-1]
    return kind if kind in "章节条款项目点段" else "项"


def _short(words: str) -> str:
    plain = "".join(words.split())
    return plain if len(plain) <= 40 else f"{plain[:38]}……"
