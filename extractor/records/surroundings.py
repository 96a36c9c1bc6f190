"""Surroundings: the clauses around a time, what each does, and the words before and behind the time in its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from extractor.frames.clauses import Clause, cut, cut_remark
from extractor.frames.kinds import Kind, kinds_of
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.records.passages import stretches
from extractor.spans import Span

_BRACKETS = 200
_LABEL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]"
    r"|第[一二三四五六七八九十百零〇0-9]{1,6}条|[①-⑳]|[一二三四五六七八九十]+是(?!否)，?)\s*")
_CLOCK = re.compile(r"(?:[0-9]{1,2}[:：时点][0-9]{0,2}分?)(?!至|—|到)")
_TITLE = re.compile(r"《[^》]{0,80}》")
_ONLY_IS = ("为", "是", "定为", "确定为")
_JOINS = re.compile(r"(?:[，、：；\s“]|于|在|自|从|至|到|并|且|最迟|最晚|截至|截止到?|原则上|应当?|必须|须|要|需|请|确保|力争|争取|拟|计划)*")
SKIPPED: tuple[Kind, ...] = ("condition", "filler", "validity")
"""The kinds of clauses that a time at the head of its sentence passes over on its way to what is due."""


@dataclass
class Surroundings:
    """A time's sentence: its clauses, what each does, and the index of the one in which the time ends.

    `before` and `behind` are the words of that clause on either side of the time (of the list of times in which it
    stands), remarks covered. `remark` is the bracket's inside in which all this stands, None outside brackets.
    """

    view: View
    clauses: Sequence[Clause]
    kinds: Sequence[Kind]
    index: int
    group: Span
    remark: Span | None = None

    @property
    def clause(self) -> Clause:
        return self.clauses[self.index]

    @property
    def kind(self) -> Kind:
        return self.kinds[self.index]

    @cached_property
    def before(self) -> str:
        return self._words(self.first.start, self.group.start)

    @cached_property
    def behind(self) -> str:
        words = self._words(self.group.end, max(self.clause.end, self.group.end))
        clock = _CLOCK.match(words)
        return "·" * clock.end() + words[clock.end() :] if clock is not None else words

    @cached_property
    def first(self) -> Clause:
        """The clause in which the time begins (自受理之日起，|应当在15日内)."""
        return next((one for one in self.clauses if (one.end > self.group.start and not one.inside) or one is self.clause), self.clause)

    def words(self, index: int) -> str:
        return self.view.words(self.clauses[index])

    def _words(self, start: int, end: int) -> str:
        return self.view.masked(self.clause)[start:end] if start < end else ""

    @cached_property
    def label(self) -> str:
        """What stands with ： before the time's clause (申报时间：), then the words before the time in it."""
        place = self.index - 1
        only_is = self.before.strip() in _ONLY_IS  # 缴费时间与居民医保同步，为每年9月1日至12月25日
        led = place >= 0 and (self.clauses[place].mark == "：" or only_is)
        return (self.words(place) + "：" if led else "") + self.before

    @cached_property
    def alone(self) -> bool:
        """Whether nothing else stands in the time's clause, so that it is said of what follows."""
        return not self.behind.strip("·“ ") and _JOINS.fullmatch(unlabelled(self.before).strip("·")) is not None

    @cached_property
    def main(self) -> int | None:
        """The clause that says what is done in the time: its own, or, where the time ends it, the first behind that is no case."""
        if self.behind.strip("·“” "):
            return self.index
        for place in range(self.index + 1, len(self.clauses)):
            clause = self.clauses[place]
            if clause.segment != self.clause.segment:
                return None
            if not clause.inside and not self._passes(place):
                return place
        return None

    def is_case(self, place: int) -> bool:
        """Whether a clause says in which case or for whom, and not only ends in somebody's name."""
        words = self.words(place)
        if self.kinds[place] != "condition":
            return False
        handled = pattern("handles").search(words) is not None  # 对申请人的收入进行核查
        return pattern("case_end").search(words) is not None or any(
            pattern(name).search(words) and not handled for name in ("whom_or_case", "of_group_only"))

    def _passes(self, place: int) -> bool:
        """Whether a clause is but a case or words on the way to what is done (根据本办法进行审核 is done)."""
        words = _TITLE.sub("", self.words(place))
        if self.kinds[place] not in SKIPPED:
            return False
        is_case = self.kinds[place] != "filler" and (pattern("case_end").search(words) is not None or (
            pattern("whom_or_case").match(words) is not None and not pattern("handles").search(words)))
        return is_case or not any(pattern(name).search(words) for name in ("achieves", "files", "handles"))

    @cached_property
    def predicate(self) -> str:
        """What is said of the time: the words behind it, or those of the clause that it dates."""
        if self.main is None:
            return ""
        return (self.behind if self.main == self.index else self.words(self.main)).strip("·，、： “”")

    @cached_property
    def rest(self) -> str:
        """The predicate and what goes on from it to the end of its segment."""
        if self.main is None:
            return ""
        later = (self.words(place) for place in range(self.main + 1, len(self.clauses))
                 if self.clauses[place].segment == self.clause.segment and not self.clauses[place].inside)
        return "，".join((self.predicate, *later))

    @cached_property
    def passed(self) -> bool:
        """Whether a case stands between the time and what is done in it (6月底前，职工购房的，额度不受限)."""
        return self.main is not None and any(
            self.kinds[place] == "condition" and not pattern("with_help").search(self.words(place))
            for place in range(self.index + 1, self.main))


def unlabelled(words: str) -> str:
    """Words without the number of their item before them (（一）, 第三条)."""
    while (label := _LABEL.match(words)) is not None and label.end():
        words = words[label.end() :]
    return words


class LineReader:
    """The clauses of one line, cut when the first of its times is asked for."""

    def __init__(self, view: View, line: Span) -> None:
        self.view, self.line = view, line
        self._kinds: dict[int, Sequence[Kind]] = {}

    @cached_property
    def sentences(self) -> list[list[Clause]]:
        """The sentences of the line, as clauses."""
        found: list[list[Clause]] = []
        for stretch in stretches(self.view.text, *self.line):
            found += cut(self.view.text, *stretch, self.view.quantities)
        return found

    @cached_property
    def _ends(self) -> list[int]:
        """How far the sentences reach, each with those before it."""
        return list(accumulate((max(one.end for one in sentence) for sentence in self.sentences), max))

    def kinds(self, number: int) -> Sequence[Kind]:
        """What each clause of a sentence does; `number` is its index in `sentences`."""
        if number not in self._kinds:
            self._kinds[number] = kinds_of(self.view, self.sentences[number])
        return self._kinds[number]

    def around(self, group: Span) -> Surroundings | None:
        """What stands around a time, or a list of them; None where it stands in no clause (in a title, a far bracket)."""
        view, offset = self.view, group.end - 1
        if view.outer[offset] != view.text[offset]:  # in a remark, or ending in one (30天（自批准之日起计算）)
            offset = group.start
        if view.outer[offset] != view.text[offset]:
            return self._in_remark(group)
        number = bisect_right(self._ends, offset)
        if number == len(self.sentences):
            return None
        sentence = self.sentences[number]
        place = next((index for index, one in enumerate(sentence) if one.start <= offset < one.end and not one.inside), None)
        return Surroundings(view, sentence, self.kinds(number), place, group) if place is not None else None

    def _in_remark(self, group: Span) -> Surroundings | None:
        text = self.view.text
        low = max(self.line.start, group.start - _BRACKETS)
        depth, start = 0, -1
        for offset in range(group.start - 1, low - 1, -1):
            if text[offset] == "）":
                depth += 1
            elif text[offset] == "（":
                if depth == 0:
                    start = offset + 1
                    break
                depth -= 1
        if start < 0:
            return None
        end = text.find("）", group.end, min(self.line.end, start + _BRACKETS))
        clauses = cut_remark(text, start, end if end >= 0 else self.line.end, self.view.quantities)
        place = next((index for index, one in enumerate(clauses) if one.start <= group.end - 1 < one.end), None)
        if place is None:
            return None
        return Surroundings(self.view, clauses, kinds_of(self.view, clauses), place, group, Span(start, end))
