"""Values: the values of a clause → their frames: name, conditions, validity."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames import phrases
from extractor.frames.clauses import Clause
from extractor.frames.conditions import kind_of, without_event
from extractor.frames.holding import Holding
from extractor.frames.kinds import sets_value
from extractor.frames.lists import members, places_in, runs_of
from extractor.frames.model import Condition, Frame, Name
from extractor.frames.naming import Naming
from extractor.frames.patterns import pattern
from extractor.frames.restrictions import (
    Lists,
    conditions_in,
    group_between,
    named_groups,
    of_value,
    outermost,
    without_remark,
)
from extractor.frames.said import Said
from extractor.frames.trimming import begins_anew
from extractor.frames.validity import of_value as validity_of
from extractor.frames.view import View
from extractor.quantities.model import Quantity
from extractor.spans import Span

_GROUPS = frozenset({"population", "tier", "order", "object", "region"})
_GRADED = frozenset({"bodies", "grades"})
_JOINTS = ("和", "与", "及")
_TOTALS = ("总金额", "总额", "总数", "总量")


class ValueReader:
    """Reads the values of the clauses of a passage `span`; `holding` and `said` are what was read before them.

    `inside` are the conditions of the remark that is read, `opened` the first and last day that a sentence before
    set, `counted` the units of the counts read in the sentence, `bare` whether the last value had no name before it.
    """

    def __init__(self, view: View, span: Span, holding: Holding, said: Said, frames: dict[int, Frame]) -> None:
        self.view, self.span, self.holding, self.said, self.frames = view, span, holding, said, frames
        self.outer, self.inner = (Naming(view, masked, said) for masked in (view.outer, view.inner))
        self.opened: tuple[str | None, str | None] = (None, None)
        self.inside: list[Condition] = []
        self.sentence: Sequence[Clause] = ()
        self.bare = False

    def begin(self, sentence: Sequence[Clause]) -> None:
        """A sentence begins."""
        self.sentence = sentence
        self.counted: set[str] = set()
        self.things: dict[str, Name] = {}
        self.lists = Lists(self.view)

    def naming(self, clause: Clause) -> Naming:
        """What finds the names of a clause: by the words of a remark for one inside brackets."""
        return self.inner if clause.inside else self.outer

    def read(self, index: int) -> None:
        """Frames the values of the clause at `index` of the sentence."""
        clause = self.sentence[index]
        among = [value for value in clause.values if sets_value(self.view, clause, value, self.counted)]
        low = clause.start
        for run in runs_of(self.view.text, self.view.quantities, among):
            self._run(index, run, low)
            low = self.view.quantities[run[-1]].end
            name = self.frames[run[-1]].name
            if name and self.view.text.startswith(_JOINTS, name.spans[-1].end) and low <= name.spans[0].start <= low + 1:
                low = name.spans[-1].end + 1  # 2000元的|月工资标准|和20元的时薪标准

    def _run(self, index: int, run: tuple[int, ...], low: int) -> None:
        view, clause = self.view, self.sentence[index]
        masked = view.masked(clause)
        low, end = self._stretch(clause, run, low)
        name, start, grouped = self._name(index, run, low, end)
        units = places_in(view.quantities, run)
        many = self._listed_names(masked, Span(low, end), units)
        kind = view.quantities[run[0]].kind
        called = name or self.said.inherited(kind) or self.said.titled(kind)
        if many is None and called is not None and len(called.spans) == 1 and masked.rfind("分别", low, self._start(run[0])) >= 0:
            many = self._listed_names(view.outer, called.spans[0], units)  # 财政补助和个人缴费标准…，分别不低于900元和500元
        self.bare = called is not None and (name is None or name.source != "clause")
        context = self._context(run, masked, name, low, start)
        own, each = self.lists.own(masked, context, units, bare=self.bare)
        if run[0] in clause.thresholds and kind == "duration":  # what must last so long is what is set
            own = [one for one in own if not pattern("measured_act").match(view.text[slice(*one.span)])]
        if (district := pattern("every_district").search(masked, low, start)) and any(one.kind == "region" for one in self.holding.current()):
            own.append(Condition(Span(*district.span()), "region"))  # 主城区60万元，各县|50万元
        own = [self._with_scheme(one, name) for one in own if not self._is_base(one, run)]
        own = outermost([*own, *grouped, *named_groups(view, masked, name, low),
                         *group_between(view, masked, name, view.quantities[run[0]].start)])
        if not clause.inside:
            if name and name.source == "clause" and not own and each is None:
                self.holding.renamed(clause.segment)
            if begins_anew(masked, context):
                self.holding.anybody(clause.segment)
            if pattern("every_grade").search(view.text, low, view.quantities[run[0]].start):
                self.holding.regardless()
            adds = pattern("adds").search(masked, context.start, view.quantities[run[0]].start) is not None
            self.holding.hold(own, clause.segment, own=True, listed=clause.opens == "、", adds=adds)
        shared = self.holding.current() + ([*self.inside, *own] if clause.inside else [])
        if each is None and many is None:
            shared, each = self.lists.held(masked, self.span.start, shared, units, bare=self.bare)
            if each is None and units[-1] and (at := masked.rfind("分别", low, view.quantities[run[0]].start)) >= 0:
                before = self.sentence[index - 1] if index else clause
                each = self.lists.told(masked, Span(before.start, before.end), units) or self.lists.told(masked, Span(clause.start, at), units)
                shared = without_remark(view.text, shared, self.lists.last) if each else shared
        if remark := pattern("restricting_remark").match(view.text, view.quantities[run[-1]].end):
            shared = [*shared, Condition(Span(*remark.span("what")), "case")]
        shared = [one for one in shared if self._concerns(one, called)]
        if name and view.text.startswith(_TOTALS, name.spans[0].start):
            shared = self.holding.leading()
        full: Name | None = None
        first_day, last_day = self._validity(clause, run)
        for place, value in enumerate(run):
            full = self.said.full(many[place] if many else called, self.sentence[0].start, inside=clause.inside, kind=kind)
            conditions = of_value(view.text, [*shared, *(each[place] if each else [])], full)
            self.frames[value] = Frame(value, run, self._raised_by(full, masked, run, low), conditions, first_day, last_day, value in clause.thresholds)
        if not self._inside_case(index, run):
            self.holding.use()
        self.counted.update(view.quantities[value].unit for value in run if view.quantities[value].kind == "count")
        if name is not None:
            if kind == "count" and not clause.inside:
                self.things.setdefault(view.quantities[run[0]].unit, name)  # 发放购房券20张，…，每人限领|2张
            if len(name.spans) > 1:  # what a share is of (纳税额的|补贴) is no more of the next value
                full = Name(name.spans[-1:], name.source) if kind == "percent" else name
            self.said.name(full or name, inside=clause.inside)

    def _raised_by(self, name: Name | None, masked: str, run: tuple[int, ...], low: int) -> Name | None:
        """A name with the verb that raises or lowers it by the share that a value is (贷款额度|上浮|20%)."""
        first = self.view.quantities[run[0]]
        change = self.view.changes.get(run[0])
        if name is None or first.unit != "percent" or name.spans[-1].end > first.start or (change is not None and change.previous is not None):
            return name
        verb = pattern("raises_by").search(masked, low, first.start)
        return Name((*name.spans, Span(*verb.span())), name.source) if verb else name

    def _is_base(self, condition: Condition, run: tuple[int, ...]) -> bool:
        """Whether a stretch right before a share is what it is a share of (产品售价的|15%), and no case."""
        first = self.view.quantities[run[0]]
        return first.kind == "percent" and first.start == condition.span.end and (
            pattern("base_of_share").search(self.view.text, *condition.span) is not None)

    def _with_scheme(self, condition: Condition, name: Name | None) -> Condition:
        """第二次使用|住房公积金贷款|首付比例: an order with the scheme whose name it stands before."""
        if condition.kind != "order" or name is None or condition.span.end != name.spans[0].start or not (
                self.view.text.endswith(("使用", "申请", "办理"), *condition.span)):
            return condition
        scheme = pattern("loan").search(self.view.text, name.spans[0].start, name.spans[0].end)
        return Condition(Span(condition.span.start, scheme.end()), "order") if scheme else condition

    def _inside_case(self, index: int, run: tuple[int, ...]) -> bool:
        """Whether a length of time is a part of the case that the next clause closes (出售后1年内，|重新购买住房的)."""
        clause = self.sentence[index]
        later = self.sentence[index + 1] if index + 1 < len(self.sentence) else None
        words = self.view.words(later).rstrip("·") if later else ""
        return later is not None and later.segment == clause.segment and not (clause.inside or later.inside) and (
            self.view.quantities[run[-1]].kind == "duration" and words.endswith("的") and words.startswith(("在", "重新", "再次", "新购", "购买")) and (
                clause.end - self.view.quantities[run[-1]].end <= 1))

    def _stretch(self, clause: Clause, run: tuple[int, ...], low: int) -> tuple[int, int]:
        """Where the words before a run begin and end: behind spent values, before the old one, without what links."""
        quantities, naming = self.view.quantities, self.naming(clause)
        end = naming.before_old(run, low)
        low = max([low, *(
            quantities[index].end for index in clause.values
            if index < run[0] and low < quantities[index].end <= end and self.view.spent(index))])
        end = naming.unlinked(low, end)
        return low, naming.without_base(low, end, quantities[run[0]])

    def _name(self, index: int, run: tuple[int, ...], low: int, end: int) -> tuple[Name | None, int, list[Condition]]:
        """The name of a run, where the words before it end that are not the name's, and the group its name stands before."""
        view, clause, naming = self.view, self.sentence[index], self.naming(self.sentence[index])
        masked = view.masked(clause)
        first, last = self.view.quantities[run[0]], self._capped(clause, run[-1])
        due = first.kind == "duration" and first.comparator == "le"
        name, start = naming.own(low, end, first)
        grouped: list[Condition] = []
        if name and first.unit == "次" and (masked.startswith("按", name.spans[0].start - 1) or (
                naming.only_mentioned(name) and naming.done(clause, low, first))):
            name, start = None, end  # 按最高标准享受一次: in which way; 向代表大会报告一次: to whom
        if gone := naming.gone(last, clause.end):
            name = gone
        if name and clause.inside and masked[end - 1] == "的" and name.spans[0].start == clause.start:
            name = None  # 按最低比例（起始价的|20%）缴纳: what it is a share of
        if name and first.unit in ("percent", "倍") and not masked[name.spans[0].end : first.start].strip("的") and (
                phrases.behind(masked, last.end, clause.end, counted=False)):
            name = None  # 处骗取金额|2倍|罚款: what stands before is what it is a share of
        if name and phrases.behind(masked, last.end, clause.end, counted=False) and (
                pattern("given").search(masked, name.spans[-1].end, first.start)):
            name = None  # 按建筑面积|给予每户200元|购房补贴
        if name and name.source == "clause" and first.kind == "money" and pattern("by_base").search(masked, low, name.spans[0].start) and (
                phrases.behind(masked, last.end, clause.end, counted=False)):
            name = None  # 按复垦面积|50元/平方米标准给予奖励
        if name and pattern("moves_only").fullmatch(naming.words(name)) and (moved := self.said.inherited(first.kind)):
            name = Name((*moved.spans, *name.spans), "before")
        if name is None:
            name, start, grouped = self._before_group(clause, low, end)
        if (name is None or not phrases.is_attribute(naming.words(name))) and (found := naming.raised(low, naming.unlinked_from(low, first))):
            name, start = found
        if name is None and run[0] in clause.thresholds and first.kind == "duration" and not due and (found := naming.reached(low, end, last)):
            name, start = found
        if name is None and low > clause.start:
            name = self._before_spent(clause, run[0])
        if name and due and name.source == "clause" and (act := naming.bare_act(last, clause.end)):
            name = Name((*name.spans, act), "clause")  # 余款|在6个月内|缴清
        if name is None and due:
            undertaken = naming.undertaking(self.sentence, index, last)
            name = self.said.period(naming.words(undertaken) if undertaken else "") or undertaken
        before = self.sentence[index - 1] if index and not self.sentence[index - 1].values else None
        if name is None and first.unit in ("人", "名") and (found := naming.subject(low, end, before)):
            name, start = found
        if name is None and (found := naming.behind(low, end, first, last, clause.end)):
            name, start = found
        if name is None and (found := naming.share(low, first)):
            name, start = found
        if name is None and first.unit == "次" and (found := naming.done(clause, low, first)):
            name, start = found
        if name is None and first.kind in ("count", "percent"):
            name = naming.sized(last, clause.end) or (self.things.get(first.unit) if first.kind == "count" else None)
        if name is None and first.kind == "count" and (found := naming.done(clause, low, first)):
            name, start = found
        if name is None and first.kind == "duration" and (not due or masked.startswith("后", last.end)) and (
                found := naming.lasting(clause, low, end, last)):
            name, start = found
        if name is None and first.kind == "duration" and not due and not masked.startswith("的", last.end):
            name = naming.undertaking(self.sentence, index, last)
        if name is None and first.kind == "duration" and not masked[clause.start : end].strip():
            name = naming.remarked(clause, self.sentence[0].start)
        following = self.sentence[index + 1] if index + 1 < len(self.sentence) else None
        if (name is None or name.source == "clause") and (imposed := naming.imposed(clause, last, following)):
            name = imposed
        if name is None and clause.mark == "、":
            name = self._of_list(index)
        if name is None and low > clause.start and first.kind in ("percent", "money"):
            name = naming.about(clause, low)
        if name is None and first.kind in ("percent", "money") and pattern("deemed_at").match(masked[low : first.start]):
            name = naming.compared(self.sentence[index - 1] if index else None)
        if name and name.source == "behind" and first.kind == "count" and (split := naming.described(name, last, clause.end)):
            name = split[0]
            grouped = [*grouped, *conditions_in(view, masked, split[1])]
        if name and clause.inside and name.source == "clause" and first.kind == "duration" and (whose := naming.remarked(clause, self.sentence[0].start)):
            name = Name((*whose.spans, *name.spans), "clause") if phrases.ends_in(naming.words(name), "periods") and len(naming.words(name)) < 4 else name
        if name and name.source == "behind" and (place := pattern("place_of_act").match(view.outer, *name.spans[-1])):
            grouped = [*grouped, *conditions_in(view, view.outer, Span(*place.span()))]
            name = Name((*name.spans[:-1], Span(place.end(), name.spans[-1].end)), name.source)
        return name, start, grouped

    def _capped(self, clause: Clause, last: int) -> Quantity:
        """The last value of a run, or the limit that follows a share, before the award of both (1%、最高|2万元|的补贴)."""
        quantities = self.view.quantities
        place = clause.values.index(last) + 1
        if quantities[last].kind != "percent" or place >= len(clause.values):
            return quantities[last]
        limit = quantities[clause.values[place]]
        joined = pattern("capped").match(self.view.masked(clause)[quantities[last].end : max(limit.start, quantities[last].end)])
        return limit if joined and (limit.kind == "money" or limit.unit == "倍") and (joined[0] or limit.comparator == "le") else quantities[last]

    def _of_list(self, index: int) -> Name | None:
        """What stands behind the last of a list of values names them all (一等奖|3万元、二等奖1万元|的奖励)."""
        listed = [one for one in self.sentence[index:] if not one.inside]
        while len(listed) > 1 and listed[0].mark == "、":
            del listed[0]
        clause = listed[0] if listed else None
        if clause is None or not clause.values:
            return None
        naming, value = self.naming(clause), self.view.quantities[clause.values[-1]]
        if found := naming.behind(clause.start, value.start, value, value, clause.end):
            return found[0] if value.kind != "count" else None
        return naming.imposed(clause, value, listed[1] if len(listed) > 1 else None)

    def _before_group(self, clause: Clause, low: int, end: int) -> tuple[Name | None, int, list[Condition]]:
        """最高贷款额度为|单缴存家庭|50万元: the name before the group that stands right at the value."""
        naming, masked = self.naming(clause), self.view.masked(clause)
        remark = len(masked[low:end]) - len(masked[low:end].rstrip("·"))
        group = phrases.phrase_before(masked, end - remark, low)
        if group and (split := pattern("name_then_group").fullmatch(masked, *group)):
            whom = Span(split.start("group"), end)
            return Name((Span(*split.span("name")),), "clause"), group.start, conditions_in(self.view, masked, whom)
        if group and (scale := pattern("scale_of").match(masked, group.start, group.end)):
            return Name((Span(*scale.span()),), "clause"), group.start, conditions_in(self.view, masked, Span(*scale.span("group")))
        if group is None or kind_of(self.view.text, group) not in _GROUPS:
            return None, end, []
        before = naming.unlinked(low, group.start)
        if pattern("given").search(masked, before, group.start):
            return None, end, []  # 按住房面积给予|购房户|200元补贴
        if before == group.start or before <= low:
            return None, end, []
        name, start = naming.own(low, before, None)
        return (name, start, conditions_in(self.view, masked, group)) if name else (None, end, [])

    def _before_spent(self, clause: Clause, first: int) -> Name | None:
        """The name before what only says by how much its value changes (首付款比例降低|10%，即首套房为|20%)."""
        spent = next((index for index in clause.values if index < first and self.view.spent(index)), None)
        if spent is None:
            return None
        naming = self.naming(clause)
        return naming.own(clause.start, naming.unlinked(clause.start, self._start(spent)), self.view.quantities[spent])[0]

    def _context(self, run: tuple[int, ...], masked: str, name: Name | None, low: int, start: int) -> Span:
        """The words before a run's name, that may restrict it."""
        context = Span(low, max(low, start))
        if self.view.quantities[run[0]].kind == "duration":
            context = without_event(masked, context)
        if raised := pattern("raised_from").fullmatch(masked, *context):
            return Span(context.start, raised.end("who"))
        if whom := pattern("who_may").match(masked, *context):
            return Span(context.start, whom.end("who"))
        if rate := pattern("rate_goes_on").match(masked[slice(*context)]):
            return Span(context.start + rate.end(), context.end)
        if name is not None and name.source == "behind" and pattern("rated").match(masked[slice(*context)]) and not (
                phrases.ends_in_any(masked[slice(*context)], _GRADED)):
            return Span(low, low)
        return context

    def _start(self, index: int) -> int:
        return self.view.quantities[index].start

    def _listed_names(self, masked: str, span: Span, units: Sequence[int]) -> list[Name] | None:
        """The names of a run's values, where as many are listed before them (缴费比例和补贴标准分别为)."""
        found = members(masked, span, units[-1] + 1) if units[-1] > 0 else None
        if found is None:
            return None
        spans = []
        for part in found[0]:
            phrase = phrases.phrase_before(masked, part.end, part.start)
            words = "" if phrase is None else masked[slice(*phrase)]
            if phrase is None or not (phrases.is_attribute(words) or phrases.is_award(words)):
                return None
            spans.append(phrase)
        return [Name((spans[unit],), "clause") for unit in units]

    def _concerns(self, condition: Condition, name: Name | None) -> bool:
        """Whether what a sentence before opened (给予购房补贴。) is what this value is of."""
        opened = self.holding.opened_by(condition)
        if opened is None or name is None:
            return True
        ending = self.view.text[name.spans[-1].end - 2 : name.spans[-1].end]
        return self.view.text.find(ending, *opened) >= 0 or name.source != "clause" or phrases.is_generic(self.said.words(name))

    def _validity(self, clause: Clause, run: tuple[int, ...]) -> tuple[str | None, str | None]:
        """The first and last day of a run (ISO), as its own sentence or the one that opened says."""
        view = self.view
        if not view.dated:
            return self.opened
        same = [one for one in self.sentence if one.segment == clause.segment]
        later = next((index for one in same for index in one.values if index > run[-1]), None)
        following = self._start(later) if later is not None else self.span.end
        dates = validity_of(
            view.dated, view.dated_at, Span(clause.start, clause.end), Span(same[0].start, same[-1].end),
            Span(self.sentence[0].start, self.sentence[-1].end), self._start(run[0]), following)
        return dates if dates != (None, None) else self.opened
