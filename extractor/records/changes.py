"""Changes: which value is the old one (由580元提高到640元), and which only says by how much (新增30元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extractor.frames.patterns import pattern
from extractor.quantities.model import Quantity
from extractor.records.passages import Passage
from extractor.spans import Span

_JOINTS = ("、", "和", "与", "及", "，")
_EACH = re.compile("分别|各|均")
_ALL_ROSE = re.compile("均|各|都")
_COMPARED = re.compile("[较比]")
_UNITES = re.compile("统一(?:调整|提高|降低|确定|执行)?(?:为|到|至)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_NEAR = 6
_OLD_AND_NEW = 40
_LIST = 24


@dataclass(slots=True)
class Change:
    """What is known of a value's change, as decimal strings; `spent` values set nothing themselves.

    `by` marks a value that is itself only a change (its sign is that of the change). `was` is the index of the old
    value among the quantities of the paragraph.
    """

    previous: str | None = None
    delta: str | None = None
    by: str | None = None
    spent: bool = False
    was: int | None = field(default=None, compare=False)


def find_changes(text: str, quantities: Sequence[Quantity], passage: Passage) -> list[Change]:
    """For each quantity of one paragraph what its words say of change, in the same order."""
    return _Reader(text, quantities, passage).changes


class _Reader:
    """Reads the changes of one paragraph: lists first, then value by value."""

    def __init__(self, text: str, quantities: Sequence[Quantity], passage: Passage) -> None:
        self.text, self.quantities, self.passage = text, quantities, passage
        self.changes = [Change() for _ in quantities]
        self.done: set[int] = set()
        if len(quantities) > 1:
            self._from_lists()
            self._by_lists()
            self._sentences()
        for index in range(len(quantities)):
            if index not in self.done:
                self._one(index)
        self._that_is()
        self._across()

    def _across(self) -> None:
        """下调贷款利率0.25个百分点。首套贷款利率分别调整为2.35%和2.85%: what follows by the change that was told before it."""
        text, quantities = self.text, self.quantities
        for index, told in enumerate(quantities):
            by = self.changes[index].by
            noun = text[told.number_start - 2 : told.number_start]
            if told.unit != "percentage_point" or by is None or not noun.isalpha():
                continue
            own = self.passage.sentence(told.start)
            following = self.passage.sentence(min(own.end + 1, self.passage.end - 1))
            led = [
                now for now in range(index + 1, len(quantities))
                if quantities[now].unit == "percent" and quantities[now].start < following.end and now not in self.done
                and self.changes[now].previous is None and self.changes[now].delta is None
                and text.find(noun, max(told.end, self.passage.clause(quantities[now].start).start), quantities[now].start) >= 0
                and pattern("change_results").search(text, max(told.end, self.passage.clause(quantities[now].start).start), quantities[now].start)
            ]
            for now in led:
                self.changes[now].delta = by
            if led:
                self.changes[index].by, self.changes[index].spent = None, True

    def _from(self, now: int, was: int) -> None:
        """One value follows from another, which sets nothing itself."""
        self.changes[now].previous, self.changes[now].was = self.quantities[was].value, was
        self.changes[was].spent = True

    # --- lists ------------------------------------------------------------------------------------------------------------

    def _from_lists(self) -> None:
        """由甲地900元、乙地700元提高至甲地1100元、乙地800元; 由5%调整为3%-5%: old values and new ones, in the same order."""
        text, quantities = self.text, self.quantities
        start = 0
        while start < len(quantities):
            segment = self.passage.segment(quantities[start].start)
            end = start
            while end < len(quantities) and quantities[end].start < segment.end:
                end += 1
            if end - start > 1:
                for verb in pattern("change_verb").finditer(text, quantities[start].end, quantities[end - 1].start):
                    self._about(verb, range(start, end), segment)
            start = max(end, start + 1)

    def _about(self, verb: re.Match[str], here: range, segment: Span) -> None:
        """The lists on both sides of a verb of change."""
        text, quantities = self.text, self.quantities
        before = [i for i in here if quantities[i].end <= verb.start() and i not in self.done]
        after = [i for i in here if quantities[i].number_start >= verb.end() and i not in self.done]
        if not before or not after or quantities[after[0]].number_start - verb.end() > _LIST:
            return
        gap = text[quantities[before[-1]].end : verb.start()]
        if len(gap) > 12 or ("，" in gap and not pattern("change_goes_on").match(gap + verb[0])):
            return
        openings = list(pattern("change_from_list").finditer(text, segment.start, quantities[before[-1]].start))
        if not openings:
            return
        opening = openings[-1]
        old = _slots(quantities, [i for i in before if quantities[i].start >= opening.end()])
        if not old or quantities[old[0][0]].start - opening.end() > _LIST or not self._joined(old):
            return
        new = _slots(quantities, after)
        if len(old) == 1 and len(new[0]) == 1:
            return  # one old value and one new one: read with their clause
        if _UNITES.search(text, quantities[before[-1]].end, verb.end()) and len(old) > 1:
            self._all_old(old)  # 由120万元、90万元统一调整为150万元: none of them is what it was for everybody
            united = quantities[new[0][0]]
            if by := pattern("change_by").search(text, verb.end(), united.start):  # 统一调整为上浮10万元
                self.changes[new[0][0]].by = ("-" if by["down"] or by["fall"] else "") + united.value
            self.done.add(new[0][0])
            return
        if len(old) > 1 and text.startswith("：", verb.end()):
            self._all_old(old)  # 将首套35万元、二套30万元调整为：甲区单职工45万元，…
            return
        new = new[: len(old)]
        if len(new) < len(old) or not self._joined(new) or any(
                quantities[was[0]].kind != quantities[now[0]].kind for was, now in zip(old, new, strict=True)):
            return
        for was, now in zip(old, new, strict=True):
            if quantities[was[0]].value == quantities[now[0]].value and len(was) == len(now) and quantities[now[0]].kind == "count":
                continue  # 由每招用1人900元提高到每招用1人1100元
            for place, index in enumerate(now):
                self._from(index, was[min(place, len(was) - 1)])
            self.done |= {*was, *now}

    def _all_old(self, slots: Sequence[Sequence[int]]) -> None:
        """Values that hold no more, without saying what took the place of which."""
        for index in (index for slot in slots for index in slot):
            self.changes[index].spent = True
            self.done.add(index)

    def _joined(self, slots: Sequence[Sequence[int]]) -> bool:
        """Whether the values of a list stand close and no verb of change parts them."""
        for one, following in pairwise(slots):
            between = self.text[self.quantities[one[-1]].end : self.quantities[following[0]].number_start]
            if len(between) > _LIST or "；" in between or pattern("change_verb").search(between):
                return False
        return True

    def _by_lists(self) -> None:
        """分别提高110元和1元，达到1950元和19元; …2000元、3500元，较原标准分别提高800元、1000元."""
        runs: list[list[int]] = []
        for index, quantity in enumerate(self.quantities):
            before = self.quantities[index - 1] if index else None
            if before and before.kind == quantity.kind and self.text[before.end : quantity.start] in _JOINTS:
                runs[-1].append(index)
            else:
                runs.append([index])
        for run in runs:
            if self.done.isdisjoint(run):
                self._risen_by(run)
        for old, new in pairwise(runs):
            if len(new) > 1 and len(old) in (1, len(new)) and self.done.isdisjoint((*old, *new)):
                self._leads_to(old, new)

    def _leads_to(self, old: list[int], new: list[int]) -> None:
        text, quantities = self.text, self.quantities
        first, then = quantities[old[-1]], quantities[new[0]]
        if first.kind != then.kind or self.passage.segment(first.start) != self.passage.segment(then.start):
            return
        start = quantities[old[0]].start
        lead = text[self.passage.clause(start).start : start]
        by = pattern("change_by").search(lead)
        if by is None or not (by["up"] or by["down"]) or (len(old) == 1 and not _EACH.search(lead)):
            return
        if pattern("change_result").match(text[first.end : then.number_start]):
            for was, now in zip(old * (len(new) // len(old)), new, strict=True):
                self.changes[now].delta, self.changes[was].spent = ("-" if by["down"] else "") + quantities[was].value, True
            self.done |= {*old, *new}

    def _risen_by(self, run: list[int]) -> None:
        """…2000元、3500元，较原标准分别提高800元、1000元; （原标准依次为1200元、2500元）: of as many values right before."""
        text, quantities = self.text, self.quantities
        before = list(range(run[0] - len(run), run[0]))
        if before[0] < 0:
            return
        start = quantities[run[0]].start
        clause = self.passage.clause(start)
        lead = text[clause.start : start]
        by = pattern("change_by").search(lead)
        were = self._was_before(lead, clause)
        rose = by is not None and bool(by["up"] or by["down"]) and _COMPARED.match(lead.lstrip("均各都")) is not None
        if len(run) == 1:
            if not (rose and by and _ALL_ROSE.match(lead)):
                return
            segment = self.passage.segment(start)
            before = [index for index in range(run[0]) if quantities[index].start >= segment.start]
            run = run * len(before)
        if not (were or rose):
            return
        values = [quantities[index] for index in before]
        if any(value.kind != quantities[run[0]].kind or self.passage.segment(value.start) != self.passage.segment(start)
               for value in values):
            return
        for was, now in zip(run, before, strict=True):
            if were:
                self._from(now, was)
            elif by:
                self.changes[now].delta = ("-" if by["down"] else "") + quantities[was].value
                self.changes[was].spent = True
        self.done |= {*before, *run}

    def _sentences(self) -> None:
        """目前最低工资标准为每月1800元、每小时18元。5月1日起，标准为每月2000元、每小时20元: two sentences, the same kinds."""
        for earlier, later in pairwise(self.passage.sentences()):
            if not pattern("change_is_sentence").search(self.text[slice(*later)]) or not pattern(
                    "change_was_sentence").search(self.text[slice(*earlier)]):
                continue
            old, new = ([i for i, one in enumerate(self.quantities) if stretch.start <= one.start < stretch.end and i not in self.done]
                        for stretch in (earlier, later))
            if old and len(old) == len(new) and all(
                    (self.quantities[was].kind, self.quantities[was].unit) == (self.quantities[now].kind, self.quantities[now].unit)
                    for was, now in zip(old, new, strict=True)):
                for was, now in zip(old, new, strict=True):
                    self._from(now, was)
                self.done |= {*old, *new}

    # --- value by value ---------------------------------------------------------------------------------------------------

    def _one(self, index: int) -> None:
        text, quantities, changes = self.text, self.quantities, self.changes
        quantity, earlier = quantities[index], quantities[index - 1] if index else None
        clause = self.passage.clause(quantity.start)
        before = text[max(clause.start, quantity.start - 40) : quantity.start]
        self._find_previous(index)
        if earlier and earlier.kind == quantity.kind and self._was_before(before, clause):
            self._from(index - 1, index)
            return
        if earlier and earlier.kind == quantity.kind and text[earlier.end : quantity.start] in ("、", "和") and (
                changes[index - 1].by or (changes[index - 1].spent and not changes[index - 1].previous)):
            changes[index].by, changes[index].spent = changes[index - 1].by and quantity.value, changes[index - 1].spent
            return  # 分别提高800元、1000元
        hit = pattern("change_by").search(before)
        if not hit or changes[index].previous is not None or quantity.range_role:
            return
        if hit["up"] is None and hit["down"] is None and quantity.unit != "percentage_point":
            return
        if hit["up"] == "新增" and len(before) - hit.end("up") > _NEAR:
            return  # 新增医药机构定点评估时限不超过…: what is new is the body
        delta = ("-" if hit["down"] or hit["fall"] else "") + quantity.value
        if earlier and self._says_of_value_before(earlier, quantity, clause, before[: hit.start()]):
            changes[index - 1].delta = changes[index - 1].delta or delta
            changes[index].spent = True
            return
        result = self._result_of(index)
        if result is None:
            changes[index].by = delta
            if self._is_base(index, clause):
                changes[index - 1].spent = True
            return
        changes[index].spent = True
        if quantities[result].kind == quantity.kind:
            changes[result].delta = delta
            if self._is_base(index, clause):
                self._from(result, index - 1)

    def _find_previous(self, index: int) -> None:
        """由 A 提高到 B: A is B's previous value and sets nothing itself."""
        if index == 0 or self.changes[index - 1].previous is not None:
            return
        earlier, later = self.quantities[index - 1], self.quantities[index]
        if earlier.kind != later.kind or later.start - earlier.end > _OLD_AND_NEW or earlier.range_role:
            return
        if self.passage.segment(earlier.start) != self.passage.segment(later.start):
            return
        between = self.text[earlier.end : later.number_start]
        if not pattern("change_to").match(between):
            return
        now = pattern("change_now").match(between)
        if "，" in between and not (now or pattern("change_goes_on").match(between)):
            return  # …提高到840元，大丰区提高到820元: another value, not the next step of the first
        lead = self.text[self.passage.clause(earlier.start).start : earlier.start]
        opened = pattern("change_from").search(lead)
        raised = list(pattern("change_verb").finditer(lead))
        if raised and not opened and not now and len(lead) - raised[-1].end() <= _NEAR:
            return  # 单职工提高到40万元、双职工提高到50万元: the first is a new value too
        if opened or "，" not in between or (now and pattern("change_before_now").search(lead)):
            self._from(index, index - 1)
        if (opened or "，" not in between) and later.unit == "percentage_point" and pattern("change_lowered").search(lead):
            self.changes[index].by = "-" + later.value  # 降低幅度由20个百分点缩小到15个百分点

    def _was_before(self, lead: str, clause: Span) -> bool:
        """（原标准1850元）, （2025年为90元）: brackets that say what a value was, not what it will be."""
        hit = pattern("change_formerly").search(lead)
        if hit is None or hit["year"] is None:
            return hit is not None
        others = [year[0] for year in _YEAR.finditer(self.text, max(0, clause.start - 60), clause.start + len(lead))
                  if year[0] != hit["year"]]
        return not others or hit["year"] < others[-1]

    def _is_base(self, index: int, clause: Span) -> bool:
        """由610元提高30元, 在610元的基础上增加20元: the value before the change is the one that it started from."""
        if index == 0 or self.quantities[index - 1].kind != self.quantities[index].kind:
            return False
        earlier = self.quantities[index - 1]
        between = self.text[earlier.end : self.quantities[index].start]
        return earlier.start >= clause.start and bool(pattern("change_from_base").match(between)) and bool(
            pattern("change_on").search(self.text[clause.start : earlier.start]))

    def _says_of_value_before(self, earlier: Quantity, quantity: Quantity, clause: Span, lead: str) -> bool:
        """每人每年670元，比上年增加30元; 400元/人，增加20元: the change is the one that led to the value before it."""
        if earlier.kind != quantity.kind or self.passage.segment(earlier.start) != self.passage.segment(quantity.start):
            return False
        if pattern("change_against").search(lead) and "基础上" not in lead[-5:]:
            return True
        # The clause has nothing but the change: no noun of its own before the verb, and no value that follows from it.
        return not lead.strip() and clause.start - earlier.end <= 2 and quantity.start - clause.start <= 6 and (
            self.text[quantity.end : quantity.end + 1] in "，。；" or quantity.end >= len(self.text))

    def _result_of(self, index: int) -> int | None:
        """The quantity that the change arrives at (新增30元，达到…580元), or None."""
        if index + 1 >= len(self.quantities):
            return None
        quantity, later = self.quantities[index], self.quantities[index + 1]
        if self.passage.segment(later.start) != self.passage.segment(quantity.start) or later.start - quantity.end > 45:
            return None
        between = self.text[quantity.end : later.number_start]
        if not pattern("change_result").match(between) or pattern("change_named").search(between):
            return None
        return index + 1 if later.kind == quantity.kind or "即" in between else None

    def _that_is(self) -> None:
        """每月提高500元，即：城区租房每月1500元，乡镇租房每月1100元: the change led to every value of its kind and basis behind 即."""
        for index, quantity in enumerate(self.quantities):
            hit = pattern("change_by").search(self.text[self.passage.clause(quantity.start).start : quantity.start])
            if hit is None or not (hit["up"] or hit["down"]) or not pattern("change_that_is").match(self.text, quantity.end):
                continue
            sentence = self.passage.sentence(quantity.start)
            sign = "-" if hit["down"] else ""
            for later in range(index + 1, len(self.quantities)):
                result, change = self.quantities[later], self.changes[later]
                lead = self.text[self.passage.clause(result.start).start : result.start]
                if result.start >= sentence.end or pattern("change_by").search(lead):
                    break
                alike = (result.kind, result.unit, result.per) == (quantity.kind, quantity.unit, quantity.per)
                risen = Decimal(result.value) - Decimal(change.previous or 0)
                fits = abs(risen) == Decimal(quantity.value) if change.previous else sign or risen > Decimal(quantity.value)
                if alike and not change.spent and fits:
                    change.delta = change.delta or sign + quantity.value
                    self.changes[index].spent, self.changes[index].by = True, None


def _slots(quantities: Sequence[Quantity], indexes: Sequence[int]) -> list[list[int]]:
    """Values one by one, the two ends of a range together."""
    slots: list[list[int]] = []
    for index in indexes:
        if quantities[index].range_role == "upper" and slots and quantities[slots[-1][-1]].range_role == "lower":
            slots[-1].append(index)
        else:
            slots.append([index])
    return slots
