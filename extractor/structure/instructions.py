"""What a circular tells to be changed in another one: 将《…》第三条中的“…”修改为“…”, 删去第四条, 增加一条.

Quoted words and titles are masked first, so that their own commas, verbs and numbers do not speak; quoted words may run over
several paragraphs. Whose part is changed is said by the title right before it, else by the lead or heading over it, else by
the one title that the circular's own title names. Where none says it, there is no instruction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extractor.spans import Span
from extractor.structure.model import Circular, Citation
from extractor.structure.patterns import chinese_number, pattern

Action = Literal["replace", "rewrite", "delete", "insert", "renumber"]
Side = Literal["after", "before", "end"]

_SIDES: dict[str | None, Side] = {"前": "before", "后": "after"}
_FILLER = "○"
_OPEN, _CLOSE = "“「『", "”」』"
_INTRODUCES = "：为\n"
"""What stands before quoted words that may run over several paragraphs."""
_GOES_ON = "。；："
"""What stands before a mark that opens a further paragraph of quoted words that are open."""
_LONGEST_QUOTE = 6000
_STEP_SPACES = re.compile(r"\s+")
_ENDS = re.compile(r"[。；\n]")
_READERS: tuple[tuple[str, Action | Literal["merge"]], ...] = (
    ("replaces_words", "replace"), ("rewrites", "rewrite"), ("rewrites_open", "rewrite"), ("merges", "merge"),
    ("deletes_words", "delete"), ("deletes", "delete"), ("inserts", "insert"), ("inserts_as", "insert"), ("inserts_words", "insert"),
    ("renumbers_only", "renumber"), ("renumbers_all", "renumber"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instruction:
    """One change to one part of a text. Spans index the cleaned text.

    `place` is the way to the part (第三条, 第二款), empty for the whole text; `at` is where that is printed. `old` are the
    words in it that are meant (None: all of it), `new` those that come in their place, beside them on `side`, or at its end. `becomes` is the
    number that the part then has. `everywhere` says that the words are changed wherever they stand. `day` is the first day of the
    change where its sentence says one. `cited` is the citation of the changed text.
    """

    action: Action
    span: Span
    cited: Citation
    place: tuple[str, ...]
    at: Span
    old: Span | None = None
    new: Span | None = None
    side: Side = "end"
    becomes: tuple[str, ...] = ()
    everywhere: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The instructions of a circular in text order, and the stretches that look like one and could not be read."""

    instructions: tuple[Instruction, ...] = ()
    unread: tuple[Span, ...] = ()


def find_instructions(text: str, circular: Circular) -> Found:
    """What a circular tells to be changed in the texts that it cites; `circular.citations` are known."""
    if not any(citation.relation in ("amends", "repeals") for citation in circular.citations):
        return Found()
    return _Reader(text, circular).read()


def numeral_of(step: str) -> str:
    """The number of a step (第（二）项 → 二, 第十二条之一 → 十二之一)."""
    return re.sub(r"[第（）() 条款项目点编章节段]|部分", "", step)


def part_at(text: str) -> tuple[str, ...]:
    """The part that a text begins with (第四条第二款的规定 → 第四条, 第二款); empty where it begins with none."""
    hit = pattern("place_path").match(text)
    return _paths(text, *hit.span())[0] if hit else ()


class _Reader:
    def __init__(self, text: str, circular: Circular) -> None:
        self.text, self.circular = text, circular
        self.masked = masked(text, circular)
        self.aliases = self._aliases()
        self.whose: Citation | None = self._of_title()
        self.part: tuple[str, ...] = ()
        """The part that the lead names (修改《…》第二条。)."""

    def read(self) -> Found:
        found: list[Instruction] = []
        unread: list[Span] = []
        begin = next((p.start for p in self.circular.paragraphs if p.role in ("body", "heading")), self.circular.start)
        for line in re.finditer(r"[^\n]+", self.masked[begin : self.circular.end]):
            start, end = begin + line.start(), begin + line.end()
            if not pattern("speaks_of_change").search(line[0]):
                continue
            read = list(self._line(start, end))
            found += read
            if not read and self._opens(start, end):
                continue
            if self._is_left(start, end, read):
                unread.append(Span(start, end))
        return Found(tuple(found), tuple(unread))

    def _is_left(self, start: int, end: int, read: Sequence[Instruction]) -> bool:
        """Whether a line has words of a change beside those that were read."""
        line = self.masked[start:end]
        for one in read:
            low, high = one.span.start - start, one.span.end - start
            line = line[:low] + "。" * (high - low) + line[high:]
        hit = pattern("looks_like_change").search(line)
        return hit is not None and (self.whose is not None or self._cited_before(start + hit.start(), start) is not None)

    def _aliases(self) -> dict[str, Citation]:
        """Short names (以下简称《办法》) with what they stand for."""
        found: dict[str, Citation] = {}
        for citation in self.circular.citations:
            if hit := pattern("alias").match(self.text[citation.span.end : citation.span.end + 80]):
                found.setdefault(hit["alias"], citation)
        return found

    def _of_title(self) -> Citation | None:
        """What the circular's own title names as the one text that it changes."""
        title = self.circular.title_span
        if title is None or not pattern("title_changes").search(self.text[title.start : title.end].replace("\n", "")):
            return None
        named = [one for one in self.circular.citations if title.start <= one.span.start < title.end]
        if named and self.text[named[-1].span.end] == "等":
            return None
        return self._better(named[0]) if len(named) == 1 else None

    def _better(self, citation: Citation) -> Citation:
        """The fullest citation of the same text: the one that an alias stands for, or the one with its number."""
        title = self._title(citation)
        citation = self.aliases.get(title, citation)
        if citation.number:
            return citation
        title = self._title(citation)
        return next((one for one in self.circular.citations if one.number and self._title(one) == title), citation)

    def _title(self, citation: Citation) -> str:
        return "".join(self.text[slice(*citation.title)].split()) if citation.title else ""

    def _opens(self, start: int, end: int) -> bool:
        """Whether a line is a lead or heading that says whose parts follow; then it is remembered."""
        hit = pattern("opens_changes").search(self.masked[start:end])
        cited = [
            one
            for one in self.circular.citations
            if start <= one.span.start < end and self.masked[one.span.start] == "《"
        ]
        if hit is None or not cited:
            return False
        named = {self._better(one).span: self._better(one) for one in cited}
        changed = (
            [one for one in named.values() if one.relation in ("amends", "mentions")]
            if len(named) > 1
            else list(named.values())
        )
        self.whose = changed[0] if len(changed) == 1 else None
        place = pattern("place_list").search(self.masked, cited[-1].span.end, end)
        self.part = _paths(self.masked, *place.span())[0] if place and len(changed) == 1 else ()
        return True

    def _cited_before(self, at: int, low: int) -> Citation | None:
        """The text whose title stands right before a part."""
        behind = [one for one in self.circular.citations if low <= one.span.start and one.span.end <= at]
        if behind and pattern("between_title_and_part").match(self.masked[behind[-1].span.end : at]):
            return self._better(behind[-1])
        return None

    def _line(self, start: int, end: int) -> Iterator[Instruction]:
        hits = self._hits(start, end)
        opening = _ENDS.search(self.masked, start, hits[0][1].start()) if hits else None
        if opening:  # 修改《…》第二条。将“…”修改为“…”
            self._opens(start, opening.end())
        inside = _Inside(self.part)
        whose = self.whose
        for action, hit in hits:
            stops = [stop.end() for stop in _ENDS.finditer(self.masked, start, hit.start())]
            low = stops[-1] if stops else start
            if cited := self._cited_before(hit.start(), low):
                whose, inside = cited, _Inside(())
            elif self._cites(low, hit.start()):
                whose = self.whose
            if whose is not None:
                yield from self._instructions(action, hit, whose, inside)

    def _cites(self, low: int, high: int) -> bool:
        """Whether a sentence names some other text before the part, which then is that one's or nobody's."""
        return any(low <= one.span.start < high for one in self.circular.citations)

    def _hits(self, start: int, end: int) -> list[tuple[Action | Literal["merge"], re.Match[str]]]:
        """What the patterns find on a line, the longest of those that overlap."""
        hits = [(action, hit) for name, action in _READERS for hit in pattern(name).finditer(self.masked, start, end)]
        kept: list[tuple[Action | Literal["merge"], re.Match[str]]] = []
        for action, hit in sorted(hits, key=lambda pair: (-(pair[1].end() - pair[1].start()), pair[1].start())):
            if all(hit.end() <= other.start() or other.end() <= hit.start() for _, other in kept):
                kept.append((action, hit))
        return sorted(kept, key=lambda pair: pair[1].start())

    def _instructions(
        self, read_as: Action | Literal["merge"], hit: re.Match[str], whose: Citation, inside: _Inside
    ) -> Iterator[Instruction]:
        merged = read_as == "merge"
        action: Action = "rewrite" if read_as == "merge" else read_as
        groups = hit.groupdict()
        named = "places" if groups.get("places") else "places_behind"
        printed = groups.get(named)
        at = Span(*hit.span(named)) if printed else Span(*hit.span())
        places = [inside.whole(path) for path in _paths(self.masked, *at)] if printed else [inside.path]
        inside.path = places[-1]
        old = self._quotes(hit, "old" if groups.get("old") else "old_behind")
        new = self._quotes(hit, "new")
        span = Span(*hit.span())
        numbers = "becomes" if groups.get("becomes") else "parts"
        becomes = (
            [inside.whole(path) for path in _paths(self.masked, *hit.span(numbers))] if groups.get(numbers) else []
        )
        base = Instruction(action, span, whose, (), at, day=self._day(span))
        base = replace(base, side=_SIDES.get(groups.get("side"), "end"), everywhere=_everywhere(hit[0]))
        if (len(old) > 1 and len(new) not in (1, len(old)) and action == "replace") or (
            len(places) > 1 and action == "rewrite" and not merged):
            return
        if merged:  # the first gives way to the new words, the others to nothing
            yield replace(base, place=places[0], new=new[0], becomes=becomes[0] if becomes else ())
            yield from (replace(base, action="delete", place=place) for place in places[1:])
            return
        for index, place in enumerate(places):
            one = replace(base, place=place, becomes=becomes[min(index, len(becomes) - 1)] if becomes else ())
            for number, words in enumerate(old or [None]):
                yield replace(one, old=words, new=new[min(number, len(new) - 1)] if new else None)

    def _quotes(self, hit: re.Match[str], name: str) -> list[Span]:
        """The quoted stretches of a group, without their marks; the group itself where it has none."""
        if not hit.groupdict().get(name):
            return []
        start, end = hit.span(name)
        quotes = [Span(one.start() + 1, one.end() - 1) for one in pattern("quoted").finditer(self.masked, start, end)]
        return quotes or [Span(start, end)]

    def _day(self, span: Span) -> date | None:
        stop = _ENDS.search(self.masked, span.end)
        hit = pattern("from_day").search(
            self.masked, span.start, min(stop.start() if stop else span.end, span.end + 40)
        )
        try:
            return date(int(hit["year"]), int(hit["month"]), int(hit["day"])) if hit else None
        except ValueError:
            return None


class _Inside:
    """The part that was named last on a line: 第三款 behind 第二条第一款 is its 第三款."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path

    def whole(self, path: tuple[str, ...]) -> tuple[str, ...]:
        ranks = [_rank(step) for step in path]
        above = tuple(step for step in self.path if _rank(step) < ranks[0]) if ranks and ranks[0] > _ARTICLE else ()
        return (*above, *path)


_RANKS = "编章节条款项目"
_ARTICLE = _RANKS.index("条")


def _rank(step: str) -> int:
    kind = re.sub(r"之.{1,2}$", "", step)[-1]
    return _RANKS.index(kind) if kind in _RANKS else _ARTICLE if kind in "点分段" else _RANKS.index("项")


def _paths(masked: str, start: int, end: int) -> list[tuple[str, ...]]:
    """The single parts of a list: 第七条第三款、第八条第二款; 第四条至第六条 takes in what lies between."""
    found: list[tuple[str, ...]] = []
    done = start
    for hit in pattern("place_path").finditer(masked, start):
        if hit.start() >= end:
            break
        steps = [step[0] for step in pattern("place_step").finditer(masked, *hit.span())]
        path = tuple(_STEP_SPACES.sub("", step) for step in steps)
        if hit[0].startswith("附件"):
            path = ("附件", *path)
        if found and masked[done : hit.start()] == "至":
            found += _between(found[-1], path)
        inside = _Inside(found[-1]) if found else _Inside(())
        found.append(inside.whole(path))
        done = hit.end()
    return found


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> list[tuple[str, ...]]:
    try:
        low, high = (
            int(n) if n.isdigit() else chinese_number(n) for n in (numeral_of(first[-1]), numeral_of(last[-1]))
        )
    except (KeyError, ValueError):
        return []
    kind = last[-1][-1]
    return [(*first[:-1], f"第{_in_chinese(number)}{kind}") for number in range(low + 1, min(high, low + 100))]


def _in_chinese(number: int) -> str:
    """A number below a thousand as articles are numbered (第十二条)."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    signs = "零一二三四五六七八九"
    told = f"{signs[hundreds]}百" if hundreds else ""
    if tens:
        told += ("" if tens == 1 and not hundreds else signs[tens]) + "十"
    elif hundreds and ones:
        told += "零"
    return told + (signs[ones] if ones else "")


def _everywhere(words: str) -> bool:
    return any(word in words for word in ("统一", "一律", "均", "全部"))


def masked(text: str, circular: Circular) -> str:
    """The cleaned text, as long as before, with the words between quotation marks and those of citations masked."""
    signs = list(text)
    for citation in circular.citations:
        start, end = citation.span
        signs[start:end] = ["《", *(_FILLER * (end - start - 2)), "》"]
    for span in _quotations(text, circular.start, circular.end):
        signs[span.start : span.end] = ["“", *(_FILLER * (span.end - span.start - 2)), "”"]
    return "".join(signs)


def _quotations(text: str, start: int, end: int) -> Iterator[Span]:
    """The outermost quotations, marks included; a mark that opens a paragraph of one that is open goes on with it."""
    opened: list[int] = []
    straight: int | None = None
    for hit in re.finditer(f'[{_OPEN}{_CLOSE}"\n]', text[start:end]):
        at, sign = start + hit.start(), hit[0]
        if opened and at - opened[0] > _LONGEST_QUOTE:
            opened = []
        if sign == "\n":
            straight = None
            if opened and text[opened[0] - 1] not in _INTRODUCES:
                opened = []  # left open by a slip
        elif sign == '"':
            if opened:
                continue
            if straight is None:
                straight = at
            else:
                yield Span(straight, at + 1)
                straight = None
        elif sign in _OPEN:
            if not (opened and text[max(start, at - 8) : at].rstrip(" \t\n")[-1:] in _GOES_ON):
                opened.append(at)
        elif opened:
            first = opened.pop()
            if not opened and at - first >= 1:
                yield Span(first, at + 1)
