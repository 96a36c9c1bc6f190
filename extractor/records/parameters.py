"""Parameters: which quantities set a policy value, and everything that the words around say of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from extractor.frames.model import Frame, Name, Removal
from extractor.frames.read import read_frames
from extractor.frames.validity import Validity
from extractor.language.concepts import Concept
from extractor.language.facets import Facets
from extractor.quantities.basis import printed_basis
from extractor.quantities.model import Bracket, Quantity
from extractor.records.basis import basis_of
from extractor.records.changes import Change, find_changes
from extractor.records.choice import Choice, choose
from extractor.records.doubts import Doubts
from extractor.records.fitting import Situation
from extractor.records.labels import noun_phrase
from extractor.records.modality import modality_of
from extractor.records.passages import Passage, Passages
from extractor.records.scope import Scope, Title
from extractor.records.subjects import Subject, Subjects, subject_of_cell
from extractor.records.years import earlier_year, start_year, title_year, year_of
from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph
from extractor.structure.tables import Grids

_FROM_EVENT = re.compile(
    r"(?:自|从|在|于|收到|受理|作出|提交)[^，。；]{1,40}(?:之日|之时|次日|后|当日|日)起?[^，。；]{0,4}$"
    r"|之日起[^，。；]{0,8}$|新[^，。；]{1,24}$|后[^，。；]{0,4}$"
)


@dataclass(slots=True)
class Parameter:
    """A value that sets policy, spans in the cleaned text; `quantity` is None for a limit that is abolished."""

    span: Span
    kind: str
    value: str | None
    unit: str
    comparator: str
    concept: Concept | None
    label: Span | None
    subject: Subject
    frame: Frame | None = None
    per: str | None = None
    bracket: Bracket | None = None
    year: int | None = None
    previous: str | None = None
    delta: str | None = None
    removed: bool = False
    modality: str = "must"
    doubts: list[str] = field(default_factory=list)


def find_parameters(
    text: str, facets: Facets, circular: Circular, passages: Passages, quantities: Sequence[Quantity],
    brackets: Sequence[Bracket], dated: Sequence[Validity] = (), grids: Grids | None = None,
) -> list[Parameter]:
    """The parameters of one circular, in text order. `brackets` index `quantities`.

    `grids` are those of the text's tables; without them rows are read as running text.
    """
    changes: dict[int, Change] = {}
    starts = [quantity.start for quantity in quantities]
    for index in range(len(circular.paragraphs)):
        for passage in passages.of(index):
            here = range(bisect_left(starts, passage.start), bisect_left(starts, passage.end))
            if here:
                changes.update(zip(here, find_changes(text, quantities[here.start : here.stop], passage), strict=True))
    spans = [[Span(one.start, one.end) for one in passages.of(index)] for index in range(len(circular.paragraphs))]
    frames, removed = read_frames(text, circular, spans, quantities, changes, dated, grids)
    reader = _Reader(text, facets, circular, quantities, brackets, frames, removed, changes)
    found: list[Parameter] = []
    for index, paragraph in enumerate(circular.paragraphs):
        for passage in passages.of(index):
            found += reader.read(index, paragraph, passage)
    return sorted(found, key=lambda parameter: parameter.span)


class _Reader:
    def __init__(
        self, text: str, facets: Facets, circular: Circular, quantities: Sequence[Quantity],
        brackets: Sequence[Bracket], frames: dict[int, Frame], removed: Sequence[Removal], changes: dict[int, Change],
    ) -> None:
        self.frames, self.removed, self.changes = frames, removed, changes
        self.text, self.facets, self.circular = text, facets, circular
        self.quantities = quantities
        self.starts = [quantity.start for quantity in quantities]
        # 中断缴费3个月以内 and 年满70周岁 tell cases apart; they are no parts of a base.
        scales = [bracket for bracket in brackets if quantities[bracket.bounds[0]].kind in ("money", "percent")]
        self.brackets = sorted(scales, key=lambda bracket: bracket.end)
        self.title_year = title_year(text, circular)
        self.start_year = start_year(text, circular)
        self.cells = {quantities[index].start: frame.cell for index, frame in frames.items() if frame.cell}
        self.title = Title(text, circular)
        self.doubts = Doubts(text, circular)

    def read(self, index: int, paragraph: Paragraph, passage: Passage) -> list[Parameter]:
        """The parameters of a paragraph, or of a stretch of a long one."""
        here = range(bisect_left(self.starts, passage.start), bisect_left(self.starts, passage.end))
        removed = [one for one in self.removed if passage.start <= one.span.start < passage.end]
        if not removed and not any(i in self.frames for i in here):
            return []
        captions = next((frame.cell.captions for i in here if (frame := self.frames.get(i)) and frame.cell), ())
        scope = Scope(self.text, self.facets, self.circular, self.title, index, passage, self.cells, captions)
        if paragraph.role == "row":
            return self._row(scope, here)
        subjects = Subjects(self.text, self.facets, paragraph, passage, self.circular.place)
        local = [self.quantities[i] for i in here]
        changes = [self.changes[i] for i in here]
        found: list[Parameter] = []
        pers: dict[int, str | None] = {}
        for i, quantity, change, subject in zip(here, local, changes, subjects.find(local), strict=True):
            pers[i] = basis_of(self.text, quantity, passage) or (pers.get(here.start + change.was) if change.was is not None else None)
            frame = self.frames.get(i)
            if frame is None:
                continue
            run = [other for other in local if subject.values.start <= other.number_start < subject.values.end]
            bracket = None if self._fines(frame) else self._bracket(quantity, passage) or self._bracket_again(quantity, run, passage)
            place = (run.index(quantity), len(run))
            found.append(self._parameter(scope, quantity, change, subject, pers[i], bracket, place, frame))
        return found + [self._removal(scope, subjects, one) for one in removed]

    def _row(self, scope: Scope, here: range) -> list[Parameter]:
        """The parameters of a table's row: the values that have a frame."""
        passage = scope.passage
        local = [self.quantities[i] for i in here]
        found: list[Parameter] = []
        for i, quantity, change in zip(here, local, [self.changes[i] for i in here], strict=True):
            frame = self.frames.get(i)
            if frame is None:
                continue
            change = change if change.previous or frame.cell is None else replace(change, previous=frame.cell.previous)
            values = Span(self.quantities[frame.run[0]].number_start, self.quantities[frame.run[-1]].end)
            subject = subject_of_cell(self.facets, frame, values)
            bracket = frame.cell.bracket if frame.cell and frame.cell.bracket else self._bracket(quantity, passage)
            per = basis_of(self.text, quantity, passage) or self._per_of_heads(quantity, frame)
            place = (frame.run.index(i), len(frame.run))
            found.append(self._parameter(scope, quantity, change, subject, per, bracket, place, frame))
        return found

    def _per_of_heads(self, quantity: Quantity, frame: Frame) -> str | None:
        """每次限额, 补助标准（每人每月）: what a table's heads say a value is for each of."""
        heads = frame.cell.heads if frame.cell and quantity.kind == "money" else ()
        if frame.cell is not None and frame.cell.per is not None:
            return frame.cell.per
        return next((per for head in heads if (per := printed_basis(self.text, head.end, "money"))), None)

    def _bracket(self, quantity: Quantity, passage: Passage) -> Bracket | None:
        """The bracket whose bounds stand last before a value and govern it."""
        if quantity.kind == "duration":
            return None
        index = bisect_right(self.brackets, quantity.number_start, key=lambda bracket: bracket.end) - 1
        while index >= 0 and self.brackets[index].start >= passage.start:
            bracket = self.brackets[index]
            remark = passage.remark(bracket.start)
            if quantity.number_start < bracket.governs and passage.segment(bracket.start) == passage.segment(quantity.start) and not (
                    remark and not remark.start <= quantity.start < remark.end and self._explains(bracket)):
                return bracket
            index -= 1
        return None

    def _fines(self, frame: Frame) -> bool:
        """Whether a value is a fine: what was gained only tells cases apart, and is no base that is cut into parts."""
        return frame.name is not None and self.text[slice(*frame.name.spans[-1])].endswith(("罚款", "罚金"))

    def _explains(self, bracket: Bracket) -> bool:
        """Whether a bracket stands in a remark that says more than the bracket itself (不含单价超过3万元的住宅)."""
        opening = self.text.rfind("（", max(0, bracket.start - _REMARK), bracket.start)
        return opening >= 0 and bracket.start - opening > 1

    def _bracket_again(self, quantity: Quantity, run: list[Quantity], passage: Passage) -> Bracket | None:
        """各段支付比例依次为65%、70%: the parts of the scale before, as many as there are values, each its own."""
        sentence = passage.sentence(quantity.start)
        if not _EVERY_PART.search(self.text, sentence.start, quantity.start):
            return None
        before = bisect_right(self.brackets, quantity.start, key=lambda bracket: bracket.end)
        scale = self.brackets[max(0, before - len(run)) : before]
        if len(scale) < max(2, len(run)) or any(one.upper != next_.lower for one, next_ in pairwise(scale)):
            return None
        return scale[run.index(quantity)]

    def _parameter(
        self, scope: Scope, quantity: Quantity, change: Change, subject: Subject, per: str | None, bracket: Bracket | None,
        place: tuple[int, int], frame: Frame,
    ) -> Parameter:
        passage = scope.passage
        clause = passage.clause(quantity.start)
        situation = Situation(
            quantity, subject.values, place, change.by is not None,
            change.previous is not None or frame.cell is not None or self._leans(
                subject, bracket, clause, Span(quantity.start, quantity.end)), subject.classes,
            subject.tier is not None, per, bool(_FROM_EVENT.search(self.text[max(clause.start, quantity.start - 50) : quantity.start])),
            _as_said(frame.name), tuple(self.text[slice(*one.span)] for one in frame.conditions),
        )
        choice = choose(scope, situation)
        if frame.threshold and not (choice.concept and choice.concept.comparators):
            choice = Choice()
        concept = choice.concept
        parameter = Parameter(
            Span(quantity.start, quantity.end), quantity.kind, quantity.value, quantity.unit, quantity.comparator,
            concept, None, subject, frame, bracket=bracket, previous=change.previous, delta=change.delta or change.by,
        )
        if concept and "cap" in concept.attribute and subject.tier and subject.tier.start < clause.start and not (
                subject.shared or scope.paragraph.role == "row"):
            subject.tier = None  # 60%报销，年度最高支付限额150元: the limit is for all grades
        parameter.per = _per(per, concept)
        parameter.comparator = _comparator(
            concept, quantity, self.text[choice.label.start if choice.label else clause.start : quantity.number_start])
        if choice.label:
            parameter.label = noun_phrase(self.text, choice.label, passage.clause(choice.label.start))
        self._set_year(parameter, quantity, passage)
        if frame.cell is not None and frame.cell.year is not None:
            parameter.year = frame.cell.year
        parameter.modality = modality_of(
            self.text, clause.start, quantity.end, passage.sentence(quantity.start).start)
        self.doubts.of(parameter, choice)
        return parameter

    def _leans(self, subject: Subject, bracket: Bracket | None, clause: Span, value: Span) -> bool:
        """Whether the value stands in a list or scale, whose name was given before."""
        near = [span for span in (subject.tier, subject.population, subject.region) if span and span.start >= clause.start]
        bare = self.text[slice(*clause)].rstrip("，；。 ") == self.text[slice(*value)]  # 参保登记，2个工作日
        return subject.shared or bracket is not None or bare or bool(near)

    def _set_year(self, parameter: Parameter, quantity: Quantity, passage: Passage) -> None:
        year = year_of(self.text, quantity.start, passage)
        standing = parameter.concept.standing if parameter.concept else quantity.kind == "duration"
        if year is not None:
            parameter.year = None if standing and parameter.kind == "duration" and not _reaches(self.text, quantity) else year
        elif not standing:
            parameter.year = self.title_year
            if self.title_year is not None:
                parameter.doubts.append("年度取自文件标题")
            elif self.circular.effective_from is None:
                parameter.year = earlier_year(self.text, quantity.start, passage) or self.start_year

    def _removal(self, scope: Scope, subjects: Subjects, removal: Removal) -> Parameter:
        """取消…最高支付限额: a limit that is abolished has no value."""
        end = removal.span.end
        at = Quantity(end, end, end, end, removal.kind, "0", removal.unit)
        subject = subjects.find([at])[0]
        situation = Situation(at, subject.values, (0, 1), False, False, subject.classes, subject.tier is not None, None, False,
                              name=removal.frame.name)
        choice = choose(scope, situation)
        parameter = Parameter(
            removal.span, removal.kind, None, removal.unit, "eq", choice.concept, choice.label, subject, removal.frame, removed=True)
        parameter.year = year_of(self.text, removal.span.start, scope.passage) or self.title_year
        self.doubts.of(parameter, choice)
        return parameter


_REMARK = 200
_EVERY_PART = re.compile(r"(?:各|前述|上述)(?:个|各)?(?:费用)?(?:分?段|档)")


def _as_said(name: Name | None) -> Name | None:
    """A name that a table gives stands as near to its value as one in its own clause."""
    return replace(name, source="clause") if name is not None and name.source == "table" else name


def _reaches(text: str, quantity: Quantity) -> bool:
    """到2030年…统一为30年: a standing rule that is to be reached in a year has that year."""
    return bool(re.search(r"到\d{4}年[^。；]{0,40}$", text[max(0, quantity.start - 60) : quantity.start]))


def _per(printed: str | None, concept: Concept | None) -> str | None:
    """The base of a value: the concept's own where the text prints none, or a part of it (每人 of a year's rate)."""
    if concept is None or concept.per is None:
        return printed
    if printed is None or printed in concept.per.split("/"):
        return concept.per
    return printed


def _comparator(concept: Concept | None, quantity: Quantity, words: str) -> str:
    """A limit absorbs the word that only says that it is one (最高支付40万元 for a cap is eq).

    Where its name says already that it is a limit, 不超过 and 不低于 are bounds on it and stay
    (最低首付款比例不低于20%); `words` are those from the name to the value.
    """
    if concept is None or concept.limit is None:
        return quantity.comparator
    limit = _LIMITS[concept.limit]
    if quantity.comparator != limit.comparator or (limit.names.search(words) and limit.bounds.search(words)):
        return quantity.comparator
    return "eq"


class _Limit(NamedTuple):
    comparator: str
    names: re.Pattern[str]
    bounds: re.Pattern[str]


_LIMITS = {
    "upper": _Limit("le", re.compile(r"上限|最高[^，。；]{0,8}额度"), re.compile(r"不(?:得|能|应)?(?:超过|高于|超)")),
    "lower": _Limit("ge", re.compile(r"最低(?!工资|缴费年限)|下限"), re.compile(r"不(?:得|能|应)?(?:低于|少于)")),
}
