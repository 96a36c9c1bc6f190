"""Doubts: what makes a parameter's meaning doubtful, by how its name, conditions and sentence fit together (see confidence.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.frames.model import Frame, Name
from extractor.frames.patterns import pattern
from extractor.frames.patterns import words as listed
from extractor.frames.phrases import is_attribute
from extractor.records.choice import Choice
from extractor.records.confidence import (
    BY_NAME,
    CUT,
    DROPPED,
    FROM_TITLE,
    NAMED_BEHIND,
    NO_CONCEPT,
    NOBODY,
    OPPOSED,
    POINTS_BACK,
    RIVAL,
    SCRAP,
    UNCARRIED,
    UNHEEDED,
    UNREAD,
    are_opposed,
    are_rivals,
    heads_unheeded,
)
from extractor.spans import Span
from extractor.structure.model import Circular

if TYPE_CHECKING:
    from extractor.records.parameters import Parameter

_TITLE = 80
_SHOWN = 16
"""How many of the characters that nothing read a reason quotes."""


class Doubts:
    """Finds the doubts of the parameters of one circular."""

    def __init__(self, text: str, circular: Circular) -> None:
        self.text, self.circular = text, circular

    def of(self, parameter: Parameter, choice: Choice) -> None:
        """Adds to a parameter its doubts, those of its concept first."""
        parameter.doubts = [*choice.doubts, *parameter.doubts]
        if parameter.concept is None:
            parameter.doubts.insert(0, NO_CONCEPT)
        frame = parameter.frame
        if frame and frame.residue:
            parameter.doubts.append(f"{UNREAD}“{_shortened(self.text[slice(*frame.residue[0])])}”")
        if frame and frame.name and frame.name.source == "behind" and not (parameter.concept and self._awarded(frame.name, parameter.span)):
            parameter.doubts.append(NAMED_BEHIND)
        if frame and parameter.concept:
            if BY_NAME in choice.doubts and not frame.conditions and parameter.kind in ("money", "percent"):
                parameter.doubts.append(NOBODY)
            parameter.doubts += self._at_odds(frame, parameter.span)
            if (group := parameter.subject.population) and self._is_told_fuller(group, parameter.span.start):
                parameter.doubts.append(CUT)
            sentence = self.text[max(self.text.rfind(sign, 0, parameter.span.start) for sign in "。\n") + 1 : parameter.span.end]
            if frame.cell is None and are_rivals(parameter.concept.label, sentence):
                parameter.doubts.append(RIVAL)
            named = [*(frame.name.spans[:1] if frame.name else ()), *([parameter.label] if parameter.label else ())]
            if any(pattern("scrap_name").match(self.text, *span) for span in named[:1]):
                parameter.doubts.append(SCRAP)
        if parameter.subject.inherited:
            parameter.doubts.append("适用对象承自前文")

    def _awarded(self, name: Name, value: Span) -> bool:
        """Whether a name is the award right behind its value (给予2万元的|购房补贴), where no reader would look for another."""
        last = name.spans[-1]
        return last.start >= value.end and is_attribute(self.text[slice(*last)]) and (
            pattern("right_behind").fullmatch(self.text, value.end, last.start) is not None)

    def _at_odds(self, frame: Frame, value: Span) -> Iterator[str]:
        """Where what was read of a value does not fit together: its name, its conditions, its heading."""
        name = [self.text[slice(*span)] for span in frame.name.spans] if frame.name else []
        said = [*name, *(self.text[slice(*one.span)] for one in frame.conditions)]
        if are_opposed(said):
            yield OPPOSED
        if any(self._in_title(one.span) for one in frame.conditions):
            yield FROM_TITLE
        if self._leaves_case(frame, value.start):
            yield UNCARRIED
        if frame.dropped:
            yield f"{DROPPED}“{_shortened(self.text[slice(*frame.dropped)])}”"
        if any(self._is_told_fuller(one.span, value.start) or pattern("cut_condition").search(self.text[slice(*one.span)])
               for one in frame.conditions):
            yield CUT
        if frame.cell is None and pattern("points_back").search(self.text, *self._clause(value.start)):
            yield POINTS_BACK
        if frame.heading and heads_unheeded(self.text[slice(*frame.heading)], said):
            yield UNHEEDED

    def _leaves_case(self, frame: Frame, value: int) -> bool:
        """Whether a name of an earlier sentence stands behind a case there of which the frame has nothing."""
        if self._opened(frame, value):
            return True
        named = frame.name.spans[0] if frame.name and frame.name.source in ("topic", "before") else None
        if named is None or not any(sign in self.text[named.end : value] for sign in "。\n"):
            return False
        start = max(self.text.rfind(sign, 0, named.start) for sign in "。\n") + 1
        case = pattern("case_before").search(self.text, start, named.start)
        return case is not None and not any(start <= one.span.start < named.start for one in frame.conditions)

    def _opened(self, frame: Frame, value: int) -> bool:
        """Whether the sentence before a value's only says to whom something is given (购买新房的，实施补贴政策。), and the frame has nothing of it."""
        line = self.text.rfind("\n", 0, value) + 1
        end = self.text.rfind("。", line, value)
        start = max(self.text.rfind("。", line, end), line - 1) + 1 if end > line else 0
        return end > line and pattern("opens_award").search(self.text, start, end) is not None and (
            pattern("case_before").search(self.text, start, end) is not None) and not any(start <= one.span.start < end for one in frame.conditions)

    def _is_told_fuller(self, group: Span, value: int) -> bool:
        """Whether a bare group (老年人) is one that the sentence has told more of (…的本市户籍老年人)."""
        words = self.text[slice(*group)]
        if words not in listed("people"):
            return False
        start = max(self.text.rfind(sign, 0, value) for sign in "。\n") + 1
        if self.text[group.start - 1] == "籍":
            return True
        places = (start + hit.start() for hit in re.finditer(words, self.text[start : value]))
        return any(place != group.start and self.text[place - 1] in "籍的" for place in places if place > start)

    def _clause(self, start: int) -> Span:
        """The words before a value up to the mark before them."""
        return Span(max(self.text.rfind(sign, max(0, start - _TITLE), start) for sign in "，。；：\n") + 1, start)

    def _in_title(self, span: Span) -> bool:
        """Whether a stretch stands in 《》 that the circular's own title is not."""
        own = self.circular.title_span
        return self.text.rfind("《", max(0, span.start - _TITLE), span.start) > self.text.rfind("》", max(0, span.start - _TITLE), span.start) and not (
            own and own.start <= span.start < own.end)


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
