"""Holding: which conditions are in force at each place of a passage, and how long each holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractor.frames.conditions import family
from extractor.frames.lists import narrows
from extractor.frames.model import Condition
from extractor.frames.patterns import pattern
from extractor.spans import Span

_LOOSE = frozenset({"case", "event", "term", "amount", "object"})
_LASTING = frozenset({"population", "region", "tier"})
_BEGUN = frozenset({"object", "order", "area"})
_COUNTED = re.compile(r"(?<=[首一二三])[套孩胎]")


@dataclass(slots=True)
class Held:
    """A condition in force while a passage is read: since which segment, and whether a value came since.

    `opened` is the sentence that said it for those that follow, `own` tells that it stands in a value's clause, `head`
    that its sentence says nothing else and heads all passages of the section.
    """

    condition: Condition
    level: int
    segment: int
    used: bool = False
    opened: Span | None = None
    own: bool = False
    head: bool = False
    adds: bool = False
    alternates: bool = False


LEAD, SENTENCE = 0, 1


def _worse(text: str, *span: int) -> bool:
    """Whether a condition is one more on top of a case (逾期不改的, 情节严重的), so that it stands beside it."""
    return pattern("worse").match(text, *span) is not None


class Holding:
    """The conditions in force: one holds until one of its kind takes its place, or its sentence ends.

    What leads into a list or opens a paragraph holds to its end. In a new segment (；) the first condition takes the
    place of the one that it is like, and ends those that came after; without a like one it begins anew. What stands
    before that place is `fixed` for the rest of the segment.
    """

    def __init__(self, text: str, leads: Sequence[Condition] = ()) -> None:
        self.text = text
        self.held = [Held(condition, LEAD, -1) for condition in leads]
        self.opened: int | None = None
        self.fixed = 0

    def close(self) -> None:
        """A sentence names whom it is for (对…): what the one before opened is over."""
        self.held = [one for one in self.held if one.level == LEAD and (one.opened is None or one.head or one.condition.kind == "region")]
        self.opened = None

    def go_on(self, other: Holding, *, opened: bool) -> None:
        """What heads the passage before holds here too, and what its last sentence `opened`."""
        self.held += [one for one in other.held if one.head or (opened and one.opened is not None)]

    def resume(self, other: Holding) -> None:
        """A paragraph says more of the case of the one before (其中，…)."""
        self.held += [Held(one.condition, LEAD, -1) for one in other.held if (
            all(one.condition is not mine.condition for mine in self.held) and not self.text.startswith("每", one.condition.span.start))]

    def sentence(self, *, case: bool = False, bare: bool = False) -> None:
        """A sentence ends: what leads is left, and whom its first segment began with where the next begins with a `case` only, or what
        it was about where the next is `bare`.
        """
        lasting = _LASTING | _BEGUN if bare else _LASTING
        whom = list(takewhile(lambda one: not one.own and one.segment == 0 and one.condition.kind in lasting and not (
            bare and not case and self.text.endswith("的", *one.condition.span)), (
            one for one in self.held if one.level == SENTENCE))) if case or bare else []
        self.held = [one for one in self.held if one.level == LEAD or any(one is other for other in whom)]
        for one in whom:
            one.used = True
        self.opened = None

    def aside(self) -> list[Held]:
        """What is in force, to be taken up again behind a quotation."""
        return list(self.held)

    def back(self, held: list[Held]) -> None:
        """A quotation ends: what was in force before it is again."""
        self.held = held

    def goes_on(self) -> None:
        """A sentence says more of the last one's case (其中，…): what held there stays."""
        self.held = [one for one in self.held if not self.text.startswith("每", one.condition.span.start)]
        for one in self.held:
            one.used = one.own = False
        self.opened = None

    def lists(self) -> None:
        """What is in force goes on for all of a list that follows in the sentence (租赁项目，期限如下：|新建的10年；改建的8年)."""
        for one in self.held:
            one.used = False

    def anybody(self, segment: int | None) -> None:
        """A new segment (；), or clause that lets somebody do something, speaks of whoever the circular is about: no group of what was
        before acts in it.
        """
        if self.opened is not None and self.opened != segment:
            self.held = [one for one in self.held if one.level == LEAD or not one.used or one.condition.kind != "population"]

    def regardless(self) -> None:
        """A value holds for institutions of every grade (不分医疗机构级别): no grade that was in force is left."""
        self.held = [one for one in self.held if one.condition.kind != "tier"]

    def renamed(self, segment: int) -> None:
        """A new segment sets another thing without a case of its own: the last of several cases of the one before is over.

        （一级80%，二级70%；年度限额为40万元)
        """
        if self.opened is not None and self.opened != segment:
            self.held = [one for one in self.held if not (one.alternates and one.used)]

    def over(self, span: Span) -> None:
        """The case of a clause has got what it gets."""
        self.held = [one for one in self.held if not span.start <= one.condition.span.start < span.end]

    def lead(self, sentence: Span, *, head: bool) -> None:
        """What a sentence said holds for what follows it, in place of what one before it said."""
        self.held = [one for one in self.held if one.level == SENTENCE or one.opened is None]
        for one in self.held:
            if one.level == SENTENCE:
                one.level, one.used, one.opened, one.head = LEAD, False, sentence, head
        self.opened = None

    def hold(self, conditions: Sequence[Condition], segment: int, *, own: bool = False, listed: bool = False, adds: bool = False) -> None:
        """Puts conditions in force; `own` ones stand in a value's own clause, and give way to the next value's own.

        A case that is said after a value ends what is like it in the value's own clause.
        `adds` tells that the value comes on top of another, whose conditions hold for it too.
        `listed` tells that the clause is one of a list (三级60%、二级70%): what the one before it had is over.
        """
        first = self.opened != segment
        anew = first and self.opened is not None
        if first:
            self.fixed = 0
        for condition in conditions:
            if first and self.opened is None:
                self._relieve(condition)
            gone = [one for one in self.held if not own and not anew and one.own and one.used and (
                family(self.text, one.condition) == family(self.text, condition) != "case")]
            self.held = [one for one in self.held if not any(one is other for other in gone)]
            like = self._place_of(condition, anew=anew, adds=adds, alike_only=bool(gone))
            if like is None and listed:
                like = next((place for place in reversed(range(len(self.held))) if self.held[place].own and self.held[place].used), None)
            listed = False
            alternates = own and like is not None and self.held[like].own
            if like is not None:
                del self.held[like : None if anew else like + 1]
                if anew:
                    self.fixed = like
                elif counted := _COUNTED.search(self.text, *condition.span):
                    self.held = [one for one in self.held if not (one.used and one.own and self._counts(one, counted[0]))]
            elif anew and not _worse(self.text, *condition.span):
                where = self.held[0] if self.held and self.held[0].level == SENTENCE and self.held[0].condition.kind == "region" else None
                self.held = [one for one in self.held if one.level == LEAD or (one is where and not one.own and condition.kind != "region")]
            elif anew:
                self.held = [one for one in self.held if one.segment == segment or not _worse(self.text, *one.condition.span)]
            elif own:
                self.held = [one for one in self.held if not (
                    one.own and one.used and (one.adds if adds else one.condition.kind in _LOOSE))]
            anew = False
            self.held.append(Held(condition, SENTENCE, segment, own=own, adds=adds, alternates=alternates))
            self.opened = segment

    def also(self, condition: Condition, segment: int) -> None:
        """Puts a condition in force beside all that is: a part of what was spoken of before (余款)."""
        self.held.append(Held(condition, SENTENCE, segment))
        self.opened = segment

    def _counts(self, one: Held, noun: str) -> bool:
        """Whether a condition in force is of the same order (首套, 二套)."""
        hit = _COUNTED.search(self.text, *one.condition.span)
        return hit is not None and hit[0] == noun

    def _relieve(self, condition: Condition) -> None:
        """What an earlier sentence opened gives way to a condition like it at the head of a new one."""
        words_ = self.text[slice(*condition.span)]
        self.held = [one for one in self.held if one.opened is None or not (
            (one.condition.kind == condition.kind not in _LOOSE) or alike(self.text[slice(*one.condition.span)], words_) >= (
                0.5 if one.condition.kind == condition.kind else 0.8))]

    def _place_of(self, condition: Condition, *, anew: bool, adds: bool, alike_only: bool) -> int | None:
        """The condition in force whose place a new one takes: the one built most alike (of two, the one nearer in length), else the
        last of its kind, or `anew` the first. `alike_only` tells that one of its kind has given way already.
        """
        words_ = self.text[slice(*condition.span)]
        best, likest = None, (0.0, 0.0)
        for index, one in enumerate(self.held):
            if one.level != SENTENCE or not one.used or index < self.fixed or (adds and not one.adds) or (
                    narrows(words_, self.text[slice(*one.condition.span)])) or (
                    _worse(words_) and not _worse(self.text, *one.condition.span)):
                continue
            held = self.text[slice(*one.condition.span)]
            likeness = alike(held, words_)
            if likeness < 0.5 and self._is_treated(condition) and self._is_treated(one.condition):
                likeness = 0.5  # 对符合条件的项目 / 对材料不齐备的
            if likeness < 0.5 and self._is_kind(condition) and self._is_kind(one.condition):
                likeness = 0.5  # 属首次购买的 / 属改善型的
            if likeness < 0.5 and condition.unit and condition.unit == one.condition.unit:
                likeness = 0.5  # 8层以下的 / 8层以上的
            if likeness < 0.5 and not one.own and self._tells_payers(condition) and not self._tells_payers(one.condition):
                continue  # 二孩家庭，每人2000元，|夫妻双方|4000元
            if likeness < 0.5:
                likeness = 0.1 if not alike_only and condition.kind != "case" and family(self.text, one.condition) == family(self.text, condition) else 0.0
            rank = likeness, -abs(len(held) - len(words_)) if likeness >= 0.5 else 0.0
            if likeness and (rank > likest or (rank == likest and not anew)):
                best, likest = index, rank
        return best

    def _is_kind(self, condition: Condition) -> bool:
        """Whether a condition says of which kind that is which was named before it (属|首次购买的)."""
        return self.text.endswith(("属", "属于"), 0, condition.span.start) or self.text.startswith("属", condition.span.start)

    def _is_treated(self, condition: Condition) -> bool:
        """Whether a condition is what something is done with (对|材料不齐备的)."""
        return self.text.endswith("对", 0, condition.span.start)

    def _tells_payers(self, condition: Condition) -> bool:
        """Whether a condition tells how many of a household contribute or ask (夫妻双方, 单职工), not of which kind it is."""
        return condition.kind == "population" and pattern("payers").match(self.text, *condition.span) is not None

    def use(self) -> None:
        """A value was read under the conditions in force."""
        for one in self.held:
            one.used = True

    def opened_by(self, condition: Condition) -> Span | None:
        """The sentence of the paragraph that a leading condition comes from; None for those of lists and headings."""
        return next((one.opened for one in self.held if one.condition is condition), None)

    def leading(self) -> list[Condition]:
        """Those that lead into a list or open a paragraph."""
        return [one.condition for one in self.held if one.level == LEAD]

    def current(self) -> list[Condition]:
        return [one.condition for one in self.held]


def alike(one: str, other: str) -> float:
    """How far two phrases are built alike (属购买首套房的 / 属购买改善性住房的): what share of the shorter's pairs of characters."""
    a, b = ({words_[i : i + 2] for i in range(len(words_) - 1)} for words_ in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
