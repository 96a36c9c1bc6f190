"""Naming: what the value of a clause is called, by the words before it, behind it, or in the clause that follows."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames import phrases
from extractor.frames.clauses import Clause
from extractor.frames.conditions import is_place, kind_of
from extractor.frames.kinds import ACTS
from extractor.frames.masks import MASK
from extractor.frames.model import Name
from extractor.frames.patterns import pattern
from extractor.frames.said import Said
from extractor.frames.view import View
from extractor.quantities.model import Quantity
from extractor.spans import Span

_PROCEEDINGS = ("调查", "检查", "评估", "验收", "申请", "整改", "认定", "鉴定", "备案", "登记")
_NO_SUBJECT = ("自", "将", "把", "在", "应", "对")
_NO_SUBJECT_END = ("后", "前", "内", "起", "日", "·")
_LONG_ACT = 4
"""What must be done is named without to whom where it has so many characters (向主管部门报告, but 提出变更申请)."""
_FARTHEST = 400
"""How many characters before a time limit what was asked for is looked for."""


class Naming:
    """Finds the name of a value in the clause `masked` is read for; `said` is what was named before it."""

    def __init__(self, view: View, masked: str, said: Said) -> None:
        self.view, self.masked, self.said, self.longer = view, masked, said, said.longer

    def before_old(self, run: Sequence[int], low: int) -> int:
        """Where the words before a run end: before the old value that it follows (由60万元提高至)."""
        quantities = self.view.quantities
        end = quantities[run[0]].start
        change = self.view.changes.get(run[0])
        if change and change.previous is not None:
            earlier = [one for one in quantities[max(0, run[0] - len(run)) : run[0]] if one.start >= low]
            if earlier:
                end = self.before_change(low, earlier[0].start)
        return max(end, low)

    def before_change(self, low: int, old: int) -> int:
        """Where the words before an old value end (由|60万元)."""
        hit = pattern("old_value").search(self.masked, low, old)
        return hit.start() if hit else old

    def unlinked_from(self, low: int, first: Quantity) -> int:
        """Where the words before a value end, without a verb of change right before it (…基础上|增加10万元)."""
        hit = pattern("grounds_then_changes").search(self.masked, low, first.start)
        return hit.end("grounds") if hit else low

    def unlinked(self, low: int, end: int, *, weak: bool = False) -> int:
        """Where what stands before the words that join a name to its value ends; `weak` words may be nouns too."""
        link = pattern("weak_link" if weak else "strong_link")
        while end > low:
            if not weak and (grounds := pattern("on_grounds").search(self.masked, max(low, end - 34), end)):
                end = grounds.start()
                continue
            hit = link.search(self.masked, max(low, end - 6), end)
            if hit is None or (not weak and len(hit[0]) < 2 and phrases.is_attribute(self.masked[max(low, end - 4) : end])):
                break
            end = hit.start()
        return end

    def without_base(self, low: int, end: int, first: Quantity) -> int:
        """A share's base is no name: …最高为该房票补偿款的|20%."""
        if first.unit == "percentage_point" and (market := pattern("market_base").search(self.masked, max(low, end - 56), end)):
            return self.unlinked(low, market.start())
        if (first.kind != "percent" and first.unit != "倍") or end <= low or pattern("proportion").search(self.masked, low, end):
            return end
        if self.masked[end - 1] != "的":
            hit = pattern("limited_base").search(self.masked, max(low, end - 20), end)
            before = self.unlinked(low, hit.start()) if hit else end
            return before if before < end and self.own(low, before, None)[0] else end
        hit = first_hit = pattern("base").search(self.masked, max(low, end - 56), end)
        while hit:  # 按提供预售的计算投入资金达到|总投资的: the first link behind a name
            before = self.unlinked(low, hit.start())
            if before > low and self.own(low, before, None)[0]:
                return before
            hit = pattern("base").search(self.masked, hit.start() + 1, end)
        return self.unlinked(low, first_hit.start()) if first_hit else end

    def own(self, low: int, end: int, first: Quantity | None) -> tuple[Name | None, int]:
        """The noun phrase right before a value, where it names something; and where it begins.

        `first` is the value, None where a name is looked for at the end of a clause without one.
        """
        other: Span | None = None
        if first is not None and first.kind == "duration" and (runs := pattern("runs_from").search(self.masked, max(low, end - 40), end)):
            named = phrases.phrase_before(self.masked, runs.start(), low)
            if named and phrases.ends_in(self.masked[slice(*named)], "periods"):
                return self._without_group(named)
        if grounds := pattern("on_grounds").search(self.masked, max(low, end - 34), end):
            end = grounds.start()
        linked = first is not None and (
            first.kind == "count" or pattern("naming_link").search(self.masked, end, first.number_start) is not None or (
                pattern("grows").search(self.masked, low, end) is not None))
        while end > low:
            while end > low and self.masked[end - 1] == MASK:
                end -= 1  # 基金收益率（IRR）|原则上不低于5%
            span = phrases.phrase_before(self.masked, end, low)
            if span is not None and phrases.is_attribute(self.masked[slice(*span)]) and not (
                    first is not None and first.kind == "count" and pattern("count_verb").fullmatch(self.masked, *span)):
                if phrases.is_generic(self.masked[slice(*span)]) and self.longer(Name((span,), "clause")):
                    return Name((span,), "clause"), span.start
                owned = phrases.owner_of(self.masked, span, low)
                if owned != span and self.masked.startswith("标准", span.end - 2) and self.said.owner(span.start) and not (
                        phrases.is_attribute(self.masked[owned.start : span.start - 1])):
                    owned = span  # 复通手术的|标准: what the sentence is about is named before
                if first is not None and first.kind == "percent" and pattern("paid_part").match(self.masked, owned.end - 1):
                    owned = Span(owned.start, owned.end + 2)
                return self._without_group(owned)
            if linked and span is not None and other is None:
                counted = first is not None and first.kind == "count" and first.unit != "次"
                other = span if self._names_something(span, counted=counted) else None
            weaker = self.unlinked(low, self.unlinked(low, end, weak=True))
            if weaker == end or (first is not None and first.unit == "次"):  # 失业金延长领取|一次: what is done so often
                break
            end = weaker
        if other is not None and first is not None and not phrases.behind(
                self.masked, first.end, first.end + 20, counted=first.kind == "count" and first.unit != "次"):
            return Name((other,), "clause"), other.start
        return None, end

    def _names_something(self, span: Span, *, counted: bool = False) -> bool:
        """Whether a phrase that a value is linked to names it though no list has its noun: no group, thing or case."""
        words = self.masked[slice(*span)]
        if len(words) > (20 if counted else 12) or self.view.within(span) or words.endswith("的") or self.masked.startswith("的", span.end) or is_place(words):
            return False
        acts = ACTS.search(words) or pattern("count_verb").fullmatch(words) or pattern("payer_end").search(words) or pattern("no_name").search(words)
        kind = kind_of(self.view.text, span)
        return not acts and (kind == "case" or (counted and kind == "object") or pattern("counted_act").fullmatch(words) is not None)

    def _without_group(self, span: Span) -> tuple[Name, int]:
        """A name without the group or grade in front of it (二孩家庭|租房提取额度, 二类|标准); these are left to the conditions."""
        if graded := pattern("grade_in_name").match(self.masked, *span):
            return Name((Span(graded.end(), span.end),), "clause"), graded.end()
        cut = phrases.without_group(self.masked, span).start
        if span.start < cut and phrases.is_attribute(self.masked[cut : span.end]):
            bare = self.masked[cut : span.end]
            people = pattern("people_end").search(self.masked, span.start, cut) and not pattern("wage").search(bare)
            return Name((Span(cut if people else span.start, span.end),), "clause"), cut
        return Name((span,), "clause"), span.start

    def behind(self, low: int, end: int, first: Quantity, last: Quantity, stop: int) -> tuple[Name, int] | None:
        """The noun behind a value, with the verb before a count, or with what a share is of where it says too little."""
        found = phrases.behind(self.masked, last.end, stop, counted=first.kind == "count")
        if found is None or (first.kind == "duration" and self._measures(found[0][0])):
            return None
        spans, sure = found
        verb = None if sure else self._count_verb(low, first)
        name = Name((verb, *spans) if verb else spans, "behind")
        shares = first.kind == "percent" and self.masked.startswith("的", first.number_start - 1)
        base = phrases.phrase_before(self.masked, first.number_start, low) if shares else None
        if base and not verb and not pattern("whole_price").search(self.masked, *base) and phrases.is_generic(self.words(name)) and not self.longer(name):
            cost = phrases.cost_of(self.masked, base)
            cost = Span(cost.start, cost.end - self.masked.startswith("的", cost.end - 1))
            return Name((cost, *spans), "behind"), min(end, base.start)
        return name, verb.start if verb else end

    def remarked(self, clause: Clause, low: int) -> Name | None:
        """What a remark that says nothing but its value is on (剩余价款分期缴纳（|最长1年）)."""
        opening = clause.start - 1
        if not clause.inside or opening <= low or self.view.text[opening] != "（":
            return None
        span = phrases.phrase_before(self.view.outer, opening, low)
        words = self.view.text[slice(*span)] if span else ""
        return Name((span,), "before") if span and len(words) > 3 and not words.endswith("的") else None

    def only_mentioned(self, name: Name) -> bool:
        """Whether a phrase before so many times names neither what is set nor what is done (向代表大会|报告一次)."""
        words = self.words(name)
        return not phrases.is_attribute(words) and (
            pattern("count_verb").search(words) is None or pattern("to_whom").match(self.masked, name.spans[0].start - 1) is not None)

    def described(self, name: Name, last: Quantity, stop: int) -> tuple[Name, Span] | None:
        """What is counted, where words of its kind stand before it, and these words (2名|执业范围为全科医学的|医师)."""
        if name.spans[-1].start < last.end or not self.masked.startswith("的", name.spans[-1].end):
            return None
        end = pattern("counted_end").search(self.masked, last.end, stop)
        stop = end.start() if end else stop
        start = self.masked.rfind("的", last.end, stop) + 1
        told = pattern("tells_kind").search(self.masked, last.end, start)
        if told is None or stop - start not in range(2, 17) or phrases.is_attribute(self.masked[slice(*name.spans[-1])]):
            return None
        return Name((*(span for span in name.spans if span.end <= last.start), Span(start, stop)), "behind"), Span(last.end, start)

    def _measures(self, noun: Span) -> bool:
        """Whether a value is so many months of something (12个月|的本人工资), which measures what is named elsewhere."""
        return phrases.ends_in(self.masked[slice(*noun)], "measures") and bool(self.said.inherited("duration"))

    def words(self, name: Name) -> str:
        """The words of a name, as they read."""
        return "".join(self.view.text[slice(*span)] for span in name.spans)

    def share(self, low: int, first: Quantity) -> tuple[Name, int] | None:
        """What is done with a share of something (可预支补助金的|50%), where it is no rate that something is given at."""
        hit = pattern("share_of").search(self.masked, max(low, first.start - 40), first.start) if first.kind == "percent" else None
        if hit is None or pattern("rate_of").search(self.masked, low, hit.start()):
            return None
        return Name((Span(*hit.span()),), "behind"), hit.start()

    def gone(self, last: Quantity, stop: int) -> Name | None:
        """Where a share goes (其中12%|计入统筹基金)."""
        hit = pattern("goes_to").match(self.masked, last.end, stop) if last.kind == "percent" else None
        return Name((Span(*hit.span("what")),), "behind") if hit else None

    def sized(self, last: Quantity, stop: int) -> Name | None:
        """What is done up to the size that a value sets (按90平方米|标准免费租住公寓)."""
        hit = pattern("at_standard").match(self.masked, last.end, stop)
        return Name((Span(*hit.span("what")),), "behind") if hit and not phrases.is_attribute(hit["what"]) else None

    def lasting(self, clause: Clause, low: int, end: int, last: Quantity) -> tuple[Name, int] | None:
        """What goes on for a time that ends its clause (免费租住公寓|3年; 连续缴存保险费|满6个月)."""
        put_off = pattern("put_off").search(self.masked, low, end)
        whose = phrases.phrase_before(self.masked, self.unlinked(low, put_off.start()), low) if put_off else None
        if whose and phrases.ends_in(self.masked[slice(*whose)], "periods"):
            return Name((whose,), "clause"), whose.start
        ahead = self.view.text.endswith("前", last.start, last.end) or self.masked.startswith("前", last.end)
        goes_on = self.masked[last.end : clause.end].strip("·以上的") and not (
            self.masked.startswith("后", last.end) and pattern("shown_for").search(self.masked, low, end))
        if ahead or goes_on or self.said.period():
            return None  # 开展活动7日前，|报部门备案: what is done ahead of it
        if put_off:
            verb, subject = Span(*put_off.span()), pattern("subject_of").match(self.masked, clause.start, put_off.start())
            if subject and not pattern("acting_body").search(subject["what"]) and not subject["what"].startswith(_NO_SUBJECT):
                return Name((Span(*subject.span("what")), verb), "behind"), clause.start
        span = phrases.phrase_before(self.masked, end, low)
        if span and self.masked.startswith("标准", span.start):
            span = Span(span.start + 2, span.end)
        if span is None or span.end - span.start < 4 or kind_of(self.view.text, span) not in ("case", "object") or (
                self.masked[slice(*span)].endswith((*_NO_SUBJECT_END, "的"))):
            return None
        return Name((span,), "clause"), span.start

    def done(self, clause: Clause, low: int, first: Quantity) -> tuple[Name, int] | None:
        """What is done so many times, with what it is done to (房票|可转让|一次)."""
        hit = None
        for end in (first.number_start, self.unlinked(low, first.number_start)):
            found = pattern("count_verb").search(self.masked, max(low, end - 3), end)
            hit = hit or (found if found and found[0] != "享受" else None)
        if hit is None:
            return self._repeated(clause, low, first)
        verb = Span(*hit.span())
        if given := pattern("given_to").search(self.masked, clause.start, verb.start):
            return Name((Span(*given.span("what")), verb), "behind"), clause.start
        subject = pattern("subject_of").match(self.masked, clause.start, verb.start)
        if subject and not pattern("acting_body").search(subject["what"]) and not subject["what"].startswith((*_NO_SUBJECT, "每")) and not (
                phrases.ends_in(subject["what"], "people")):
            return Name((Span(*subject.span("what")), verb), "behind"), clause.start
        said = self.said.inherited("count")
        return Name((*(said.spans if said else ()), verb), "behind"), verb.start

    def _repeated(self, clause: Clause, low: int, first: Quantity) -> tuple[Name, int] | None:
        """What the words right before a clause say is done, of which it says how often (对情况进行|公告|，以后每半年一次)."""
        if first.unit != "次" or low != clause.start or not pattern("repeats").fullmatch(self.masked, low, first.number_start):
            return None
        span = phrases.phrase_before(self.masked, clause.start - 1, max(0, clause.start - 40))
        if span is None or self.masked[span.end] not in "，、":
            return None
        start = span.start + 2 * self.masked.startswith(("进行", "开展"), span.start)
        return (Name((Span(start, span.end),), "before"), low) if span.end - start >= 2 else None

    def _count_verb(self, low: int, first: Quantity) -> Span | None:
        hit = pattern("count_verb").search(self.masked, max(low, first.number_start - 3), first.number_start)
        return Span(*hit.span()) if hit else None

    def subject(self, low: int, end: int, before: Clause | None) -> tuple[Name, int] | None:
        """Who a number of people is of (入户调查人员|不少于2人; 监察员进行检查，|不少于2人)."""
        span = phrases.phrase_before(self.masked, end, low)
        if span and phrases.ends_in(self.masked[slice(*span)], "people"):
            return Name((span,), "clause"), span.start
        acts = pattern("who_acts").match(self.masked, before.start, before.end) if before and not span else None
        return (Name((Span(*acts.span("who")),), "before"), end) if acts else None

    def reached(self, low: int, end: int, last: Quantity) -> tuple[Name, int] | None:
        """What must go on so long (连续正常缴存|满6个月; 未缴纳|满3年|社保)."""
        span = phrases.phrase_before(self.masked, end, low)
        if span is None or not pattern("lasting_act").search(self.masked, *span):
            return None
        if where := list(pattern("where_begins").finditer(self.masked, span.start, span.end - 2)):
            span = Span(where[-1].end(), span.end)
        what = pattern("reached_object").match(self.masked, last.end) if self.masked[span.start : span.end].endswith(("缴纳", "缴存", "参加", "从事")) else None
        return Name((span, Span(*what.span("what"))) if what else (span,), "clause"), span.start

    def raised(self, low: int, end: int) -> tuple[Name, int] | None:
        """What a raise starts from (在原有最高贷款额度|基础上增加10万元)."""
        hit = pattern("raised_on").search(self.masked, max(low, end - 34), end)
        what = phrases.phrase_before(self.masked, hit.end("what"), hit.start("what")) if hit else None
        return (Name((what,), "clause"), hit.start()) if hit and what and phrases.is_attribute(self.masked[slice(*what)]) else None

    def compared(self, before: Clause | None) -> Name | None:
        """What the case right before lies below or above a bound with (缴费工资|低于60%的，按60%确定)."""
        hit = pattern("compared").match(self.masked, before.start, before.end) if before and self.masked[before.end - 1] == "的" else None
        what = phrases.phrase_before(self.masked, hit.end("what"), hit.start("what")) if hit else None
        return Name((what,), "before") if what and phrases.is_attribute(self.masked[slice(*what)]) else None

    def about(self, clause: Clause, low: int) -> Name | None:
        """The subject of a clause of which a later value says more (出让价款|在一个月内缴纳50%)."""
        subject = pattern("subject_of").match(self.masked, clause.start, low)
        return Name((Span(*subject.span("what")),), "clause") if subject and phrases.is_attribute(subject["what"]) else None

    def imposed(self, clause: Clause, last: Quantity, following: Clause | None) -> Name | None:
        """What the next clause gives or imposes at the rate that this one says (按每人1000元的标准计算，处以|罚款)."""
        if following is None or not pattern("rate_agrees").match(self.masked[last.end : clause.end]):
            return None
        hit = pattern("imposes").match(self.masked, following.start, following.end)
        if hit is None or not phrases.ends_in(hit["award"], "awards"):
            return None
        return Name((Span(*hit.span("award")),), "behind")

    def undertaking(self, sentence: Sequence[Clause], index: int, last: Quantity) -> Name | None:
        """What must be done within a time: the predicate behind it (3个工作日内|作出审批决定)."""
        clause = sentence[index]
        if pattern("past").match(self.masked, last.end):
            return None
        skip = pattern("undertaking_skip").match(self.masked, last.end, clause.end)
        start = skip.end() if skip else last.end
        if clause.end - start >= 2 and not (pattern("means").match(self.masked, start) and clause.mark == "，"):
            return self._whole(start, clause.end, sentence, index, last.start)
        if clause.inside:
            return None
        for later in sentence[index + 1 :]:
            words = self.view.words(later)
            start = later.start
            for who in ("by_whom", "who_must") if not later.inside else ():
                if by := pattern(who).match(words):
                    start, words = start + by.end(), words[by.end() :]
            if not later.inside and pattern("means").match(words) and (act := pattern("light_act").search(words) or pattern("told_act").search(words)):
                start += act.start()
            elif later.inside or pattern("filler").match(words) or pattern("means").match(words) or (
                    self.masked.startswith("后", last.end) and words.rstrip("·").endswith("的") and later is not sentence[-1]):
                continue
            skip = pattern("undertaking_skip").match(self.view.outer, start, later.end)
            start = skip.end() if skip else start
            return self._whole(start, later.end, sentence, index, last.start) if later.end - start >= 2 else None
        return None

    def bare_act(self, last: Quantity, stop: int) -> Span | None:
        """The predicate right behind a time that does not say what is done to what (6个月内|缴清)."""
        skip = pattern("undertaking_skip").match(self.masked, last.end, stop)
        span = self._predicate(skip.end() if skip else last.end, stop) if stop - last.end > 1 else None
        return span if span and pattern("bare_predicate").fullmatch(self.masked, *span) else None

    def _predicate(self, start: int, end: int) -> Span | None:
        """A predicate up to the next one that 并 or 且 joins to it; None where it only sets another value (首付比例不低于|30%)."""
        joint = pattern("undertaking_joint").search(self.masked, start + 2, min(end, start + 40))
        stop = joint.start() if joint else min(end, start + 44)
        if whose := pattern("of_whom_end").search(self.masked, start + 2, stop):
            stop = whose.start()
        if self.masked[stop - 1] == "的":
            return Span(start, stop - 1)
        bare = self.unlinked(start, stop)
        if joint and joint[0].isdigit() and any(phrases.ends_in(self.masked[start:bare], group) for group in ("people", "bodies")):
            return None  # 男职工25年，女职工|20年
        return None if bare < stop and phrases.ends_in(self.masked[start:bare], "attributes") else Span(start, stop)

    def _whole(self, start: int, end: int, sentence: Sequence[Clause], index: int, value: int) -> Name | None:
        """The predicate in a stretch, with what was asked for where it does not say what is done (申领生育津贴|办理完毕)."""
        span = self._predicate(start, end)
        if (toward := pattern("toward").match(self.masked, start, end)) and (act := self._predicate(toward.end(), end)):
            span = act if act.end - act.start >= _LONG_ACT or MASK in toward[0] else span
        if span is None:
            return None
        if not pattern("bare_predicate").fullmatch(self.masked, *span):
            return Name((span,), "behind")
        clause = sentence[index]
        subject = pattern("subject_of").match(self.masked, clause.start, value)
        if subject and not pattern("acting_body").search(subject["what"]) and not (
                subject["what"].startswith(_NO_SUBJECT) or subject["what"].endswith(_NO_SUBJECT_END)):
            return Name((Span(*subject.span("what")), span), "behind")
        before = sentence[index - 1] if index else None
        if before and before.segment == clause.segment and not before.values:
            what = phrases.phrase_before(self.view.outer, before.end, before.start)
            if what and self.view.text[what.end - 2 : what.end] in _PROCEEDINGS:
                return Name((what, span), "behind")
        if pattern("pays_out").search(self.masked, *span):
            return Name((*self.said.paid(), span), "behind")
        if not pattern("handled").search(self.masked, *span):
            return Name((span,), "behind")
        found = list(pattern("asked").finditer(self.masked, max(0, value - _FARTHEST), value))
        if not found:
            return Name((span,), "behind")
        asked = found[-1]
        return Name((Span(asked.start(), asked.end() - asked[0].endswith("的")), span), "behind")
