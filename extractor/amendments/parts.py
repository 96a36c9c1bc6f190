"""The parts of a text as instructions name them: 第三条第二款第（一）项, in the paragraphs of a circular.

An article (条) is a paragraph that is numbered so, with all up to the next; where a text has none, 第三条 and 第三部分 are its
section 三、. A 款 of an article is each paragraph of it without a number, with the items below; in a section 三、 it is the one
numbered（二）. A 项 is what is numbered one level below, on a line of its own or in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.spans import Span
from extractor.structure.instructions import numeral_of
from extractor.structure.model import Circular, Heading, Paragraph
from extractor.structure.patterns import chinese_number

_KINDS = (
    ("条", re.compile(r"第.{1,5}条(?:之.{1,2})?")), ("章", re.compile(r"第.{1,5}章")), ("节", re.compile(r"第.{1,5}节")),
    ("编", re.compile(r"第.{1,5}编")), ("（一）", re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    ("一", re.compile(r"[一二三四五六七八九十]{1,3}")), ("（1）", re.compile(r"[（(]\d{1,2}[）)]|\d{1,2}[）)]")),
    ("1", re.compile(r"\d{1,2}")),
)  # fmt: skip
_ITEM = re.compile(r"（(?P<cn>[一二三四五六七八九十]{1,3}|\d{1,2})）|(?<![\d.])(?P<num>\d{1,2})[.、](?!\d)")
_BELOW = {"条": ("（一）",), "一": ("（一）", "1"), "（一）": ("1", "（1）"), "1": ("（1）",), "款": ("（一）", "1")}


class Part(NamedTuple):
    """One part: its span in the cleaned text, its number included, and where its words begin behind that."""

    start: int
    end: int
    body: int


@dataclass(frozen=True, slots=True)
class _Node:
    """A numbered part: its kind, its number, and the places of its first and behind its last paragraph."""

    kind: str
    number: str
    first: int
    last: int
    depth: int


class Parts:
    """The parts of one circular."""

    def __init__(self, text: str, circular: Circular) -> None:
        self.text = text
        self.paragraphs = [p for p in circular.paragraphs if p.role in ("body", "heading", "row")]
        self.nodes = list(self._read())
        self.articles = [node.number for node in self.nodes if node.kind == "条"]
        self._level = "条" if self.articles else "一"
        self._numbers = self.articles or [one.number for one in self.nodes if one.kind == "一" and one.depth == 1]

    def _read(self) -> Iterator[_Node]:
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.body <= paragraph.start or not paragraph.headings:
                continue
            own = paragraph.headings[-1]
            kind = next((name for name, form in _KINDS if form.fullmatch("".join(own.label.split()))), None)
            if kind is None:
                continue
            depth = len(paragraph.headings)
            last = index + 1
            while last < len(self.paragraphs) and _is_under(self.paragraphs[last], own, depth):
                last += 1
            yield _Node(kind, numbered(own.label), index, last, depth)

    def find(self, place: Sequence[str]) -> list[Part]:
        """The parts that a place may mean, in text order; none where there is no such part."""
        if not place:
            return [self._part(0, len(self.paragraphs))] if self.paragraphs else []
        scopes: list[_Node | Part] = []
        for number, step in enumerate(place):
            scopes = list(dict.fromkeys(self._first(step) if number == 0 else (
                found for scope in scopes for found in self._below(scope, step))))
        return [scope if isinstance(scope, Part) else self._part(scope.first, scope.last) for scope in scopes]

    def is_absent(self, place: Sequence[str]) -> bool:
        """Whether a text surely has no such part: its articles are numbered without a gap, and this is none of them."""
        numbers = [int(number) for number in self._numbers if number.isdigit()]
        whole = len(numbers) == len(self._numbers) and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1
        step = place[0] if place else ""
        kind = _kind(step)
        return whole and kind in ("条", "部分") and numbered(step) not in self._numbers

    def label(self, part: Part) -> str:
        """The number that a part begins with, as it stands in the text."""
        return self.text[part.start : part.body]

    def kinds_below(self, place: Sequence[str]) -> int:
        """How many parts of the last kind of `place` the part above has."""
        last, count = place[-1], 0
        while self.find((*place[:-1], _with_number(last, count + 1))) and count < 200:
            count += 1
        return count

    def _part(self, first: int, last: int) -> Part:
        paragraph = self.paragraphs[first]
        return Part(paragraph.start, max(p.end for p in self.paragraphs[first:last]), paragraph.body)

    def _first(self, step: str) -> list[_Node | Part]:
        kind, number = _kind(step), numbered(step)
        if kind in ("章", "节", "编"):
            return [one for one in self.nodes if (one.kind, one.number) == (kind, number)]
        if kind in ("条", "部分", "点"):
            top = [one for one in self.nodes if one.kind == self._level and (self._level == "条" or one.depth == 1)]
            return [one for one in top if one.number == number]
        return []

    def _below(self, scope: _Node | Part, step: str) -> Iterator[_Node | Part]:
        kind, number = _kind(step), numbered(step)
        inside = [one for one in self.nodes if self._holds(scope, one)]
        if kind == "条":
            yield from (one for one in inside if (one.kind, one.number) == ("条", number))
            return
        depth = min((one.depth for one in inside), default=0)
        below = [one for one in inside if one.depth == depth]
        if kind in ("款", "段"):
            groups = list(self._groups(scope))
            if number.isdigit() and 0 < int(number) <= len(groups):
                first = groups[int(number) - 1]
                if self._level == "条" or not below:
                    yield first
            if self._level != "条":
                yield from (one for one in below if one.number == number)
            return
        alike = [one for one in below if one.number == number]
        if alike:
            yield from alike
        else:
            yield from self._inline(scope, number)

    def _holds(self, scope: _Node | Part, node: _Node) -> bool:
        if isinstance(scope, _Node):
            return scope.first < node.first < scope.last
        start = self.paragraphs[node.first].start
        return scope.start < start < scope.end

    def _groups(self, scope: _Node | Part) -> Iterator[Part]:
        """The 款 of an article: each paragraph without a number, and what is numbered below it."""
        if isinstance(scope, Part):
            return
        begins = [scope.first]
        begins += [at for at in range(scope.first + 1, scope.last) if self.paragraphs[at].body == self.paragraphs[at].start
                   and self.paragraphs[at].role != "row"]
        if self.paragraphs[scope.first].role == "heading" and len(begins) > 1:
            begins = begins[1:]
        for at, following in zip(begins, [*begins[1:], scope.last], strict=True):
            yield self._part(at, following)

    def _inline(self, scope: _Node | Part, number: str) -> Iterator[Part]:
        """Items that are numbered within a sentence: （一）…；（二）…。"""
        part = scope if isinstance(scope, Part) else self._part(scope.first, scope.last)
        if "\n" in self.text[part.start : part.end]:
            return
        items = [(hit, numbered(hit["cn"] or hit["num"])) for hit in _ITEM.finditer(self.text, part.body, part.end)]
        numbers = [one for _, one in items]
        if numbers != [str(one) for one in range(1, len(items) + 1)]:
            return
        ends = [*(hit.start() for hit, _ in items[1:]), part.end]
        yield from (
            Part(hit.start(), end, hit.end()) for (hit, one), end in zip(items, ends, strict=True) if one == number
        )


def numbered(label: str) -> str:
    """The number of a label or step in digits (第十二条之一 → 12-1); the label itself where it has none."""
    plain = "".join(numeral_of(label).split()).rstrip(".．、")
    parts = plain.split("之")
    try:
        return "-".join(part if part.isdigit() else str(chinese_number(part.replace("两", "二"))) for part in parts)
    except (KeyError, ValueError):
        return plain


def _kind(step: str) -> str:
    if step.endswith("部分"):
        return "部分"
    kind = re.sub(r"之.{1,2}$", "", step)[-1:]
    return kind if kind in "编章节条款项目点段" else "项"


def _with_number(step: str, number: int) -> str:
    return f"第{number}{_kind(step)}"


def _is_under(paragraph: Paragraph, heading: Heading, depth: int) -> bool:
    return len(paragraph.headings) >= depth and paragraph.headings[depth - 1] is heading


def span_of(part: Part) -> Span:
    """The span of a part."""
    return Span(part.start, part.end)
