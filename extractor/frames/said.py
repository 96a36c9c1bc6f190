"""Said: the names that a value without one of its own takes: said before in its passage, or by a list or heading."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.frames import phrases
from extractor.frames.clauses import Clause
from extractor.frames.model import Name
from extractor.frames.patterns import pattern, words
from extractor.frames.view import View
from extractor.spans import Span

_SHORT_ACT = 4
_PAYING = "付缴交"
_SHORT = 7
"""A name of at most this many characters is completed by the scheme that its sentence applies for."""


def _of_one_act(verb: str, done: str) -> bool:
    """Whether what is done within a time is what the noun of its period says (付款时限, 缴清余款)."""
    return any(sign in done for sign in (_PAYING if verb in _PAYING else verb))


class Said:
    """What a passage named so far: `topic` without a value, `named` by its last value, `outer` by the last outside brackets,
    `earlier` by the last of a sentence before.

    `heads` are the names of headings and lists, outermost first.
    """

    def __init__(self, view: View, heads: Sequence[Name], title: Name | None = None) -> None:
        self.view, self.heads, self.title = view, list(heads), title
        self.topic: Name | None = None
        self.named: Name | None = None
        self.outer: Name | None = None
        self.earlier: Name | None = None
        self.subject: Span | None = None
        self.measure: Span | None = None

    def words(self, name: Name) -> str:
        """The words of a name, as they read."""
        return "".join(self.view.text[slice(*span)] for span in name.spans)

    def name(self, name: Name, *, inside: bool) -> None:
        """A value was named."""
        if not inside:
            self.named = self.outer = name

    def about(self, spans: tuple[Span, ...]) -> None:
        """A clause without a value names what follows it."""
        self.topic, self.named = Name(spans, "topic"), None

    def valued(self) -> None:
        """A sentence with values ends: what its values were called is no topic of the next."""
        self.earlier = self.named
        if self.topic and self.topic.source != "topic":
            self.topic = None

    def mention(self, clause: Clause) -> None:
        """A clause begins with what is paid or set (生活护理费|按月发放): the owner of bare nouns that follow it (标准为)."""
        if clause.inside:
            return
        hit = pattern("owner").match(self.view.outer, clause.start, clause.end)
        what = phrases.phrase_before(self.view.outer, hit.end("what"), clause.start) if hit else None
        printed = self.view.outer[slice(*what)] if what else ""
        if hit and hit.end("what") == clause.end and pattern("verbal").search(printed):
            what = None  # 直接抵扣购房款: what is done, and no more
        if what and phrases.is_award(printed):
            self.subject = what
        elif what and phrases.is_attribute(printed) and not pattern("scale").fullmatch(printed):
            self.measure = what
        gives = pattern("is_given").search(self.view.outer, clause.start, clause.end) if not clause.values else None
        if gives and phrases.is_award(gives["what"]):
            self.about((Span(*gives.span("what")),))

    def inherited(self, kind: str) -> Name | None:
        """The name nearest before that a value of its kind can have: of a value, of the topic, of a list or heading."""
        about = max((span for span in (self.subject, self.measure) if span), default=None)
        owner = Name((about,), "topic") if about else None
        known: list[tuple[Name | None, str]] = [(self.named, "before"), (self.topic, "topic"), (owner, "topic")]
        if about and self.named and self.named is self.earlier and about.start > self.named.spans[-1].start:
            known.insert(0, (owner, "topic"))  # the subject of this sentence comes before the name of an earlier one
        known.extend((head, head.source) for head in reversed(self.heads))
        for name, source in known:
            if name is not None and phrases.can_name(self.words(name), kind):
                return Name(name.spans, source)
        return None

    def titled(self, kind: str) -> Name | None:
        """What the title of the circular is on, where nothing nearer names a value of this kind."""
        return self.title if self.title and kind in ("money", "percent") and phrases.can_name(self.words(self.title), kind) else None

    def period(self, done: str = "") -> Name | None:
        """The topic or heading that names a period (延长土地出让金缴款期限), of what is `done` within it where that is known (缴纳50%)."""
        for name in (self.topic, *reversed(self.heads)):
            words = self.words(name) if name else ""
            act = pattern("period_of").search(words)
            vague = len(done) < _SHORT_ACT or done.endswith("在") or done.startswith("不")
            if name is not None and act and not phrases.is_generic(words) and (
                    vague or not act["act"] or act["act"][1] in "及和与" or _of_one_act(act["act"][0], done)):
                return Name(name.spans, name.source)
        return None

    def longer(self, name: Name) -> Name | None:
        """A name said before that ends as a generic one does (购房补贴 for 单套补贴金额)."""
        printed = self.words(name)
        endings = phrases.endings_of(printed)
        measure = Name((self.measure,), "topic") if self.measure else None
        for other in (self.named, self.topic, measure, *reversed(self.heads)):
            if other is None:
                continue
            longer = self.words(other)
            if "同等" in longer:
                continue  # 实行首套、二套同等最高贷款额度: not what the value itself is called
            if (of := pattern("of_standard").search(longer)) and len(other.spans) == 1 and not printed.endswith("标准"):
                longer = longer[: of.start()]
                other = Name((Span(other.spans[0].start, other.spans[0].start + of.start()),), other.source)
            if longer != printed and len(longer) > len(phrases.award_of(printed)) and longer.endswith(endings) and (longest := self._unordered(other, printed)):
                return longest
        return None

    def _unordered(self, longer: Name, printed: str) -> Name | None:
        """A longer name for a generic one, without what it is the first or second of (首套房|贷款额度), as that is another case.

        None where it lacks the limit that the generic one has (贷款额度 for 最高贷款额度).
        """
        first = longer.spans[0]
        hit = pattern("ordered").match(self.view.text, *first)
        start = hit.end() if hit else first.start
        start += self.view.text.startswith("的", start)
        spans = (Span(start, first.end), *longer.spans[1:]) if start < first.end - 1 else longer.spans
        limit = pattern("limit").match(printed)
        name = Name(spans, longer.source)
        return name if limit is None or pattern("scale").fullmatch(printed) or limit[0] in self.words(name) else None

    def leading(self) -> Name | None:
        """What a list's lead-in names for its items."""
        return self.topic or self.named or (Name((self.subject,), "lead") if self.subject else None)

    def paid(self) -> tuple[Span, ...]:
        """What was named last that can be paid."""
        return next((one.spans for one in (self.named, self.topic) if one and phrases.ends_in(self.words(one), "awards")), ())

    def full(self, name: Name | None, sentence: int, *, inside: bool, kind: str) -> Name | None:
        """A name that can be read alone: one that says too little gives way to a longer one that ends like it.

        `sentence` is where the name's sentence begins; `inside` tells that the name stands in brackets.
        """
        if name is None:
            return None
        printed = self.words(name)
        if printed in words("vague") and (inherited := self.inherited(kind)):
            return inherited
        if scaled := self._scaled(printed, kind):
            return scaled
        if bare := self._bare(name):
            return bare
        scale = pattern("scale").fullmatch(printed)
        if not scale and not phrases.is_generic(printed) and not (inside and len(printed) < 4 and not printed.endswith("率")):
            return self._of_loan(name, sentence)
        if longer := self.longer(name):
            return longer
        if purpose := self._purpose(name, sentence, share=kind == "percent"):
            return purpose
        measured = phrases.ends_in(printed, "attributes") and self.outer and phrases.ends_in(self.words(self.outer), "attributes")
        if inside and self.outer and self.outer.spans != name.spans and not measured:
            return Name((*self.outer.spans, *name.spans), name.source)
        if scale and (owner := self.owner(name.spans[0].start)):
            again = printed.startswith(self.view.text[owner[-1].end - 2 : owner[-1].end])  # 购房补贴|补贴上限
            return Name((*owner, Span(name.spans[0].start + 2 * again, name.spans[0].end)), name.source)
        return self._of_loan(name, sentence)

    def _bare(self, name: Name) -> Name | None:
        """A longer name for one that tells cases apart before a bare noun (二套住房|年利率, where 住房按揭贷款年利率 was named)."""
        if len(name.spans) > 1 or name.source != "clause":
            return None
        start, end = name.spans[0]
        hit = pattern("ordered").match(self.view.text, start + 2 * self.view.text.startswith("个人", start), end)
        rest = Span(hit.end(), end) if hit else None
        if rest is None or rest.end - rest.start not in range(2, _SHORT_ACT + 1):
            return None
        longer = self.longer(Name((rest,), name.source))
        return longer if longer and not pattern("ordered").search(self.words(longer)) else None

    def _scaled(self, printed: str, kind: str) -> Name | None:
        """What was named before with its scale (用地保证金比例, of which a value says only 保证金|按20%; 房龄限制)."""
        for one in (self.topic, *reversed(self.heads)) if not phrases.is_generic(printed) else ():
            words = self.words(one) if one else ""
            if one and (hit := pattern("of_scale").search(words)) and phrases.can_name(words, kind) and (
                    words[: hit.start()].endswith(printed) and hit.start() > len(printed)):
                return Name(one.spans, one.source)
        return None

    def _purpose(self, name: Name, sentence: int, *, share: bool) -> Name | None:
        """A bare award with what its sentence gives it for: the home bought or rented (购|房|补贴), or of a `share` the cost (通行费|优惠)."""
        printed, last = self.words(name), name.spans[-1]
        hit = pattern("award_word").search(printed)
        if hit is None or len(name.spans) > 1 or phrases.ends_in(printed, "attributes"):
            return None
        award = last if pattern("limit").match(printed) else Span(last.start + hit.start(), last.start + hit.end())
        outer = self.view.outer
        for cost in reversed(list(pattern("cost").finditer(outer, sentence, last.start)) if share else []):
            what = phrases.phrase_before(outer, cost.end("noun"), sentence)
            if what is None or phrases.is_generic(outer[slice(*what)]):
                continue
            return Name((phrases.cost_of(outer, what), award), name.source)
        homes = list(pattern("homes_got").finditer(outer, sentence, last.start))
        if not homes or hit[0] not in ("补贴", "补助", "奖励", "奖补", "优惠"):
            return None
        return Name((Span(*homes[-1].span("verb")), Span(*homes[-1].span("home")), award), name.source)

    def owner(self, start: int) -> tuple[Span, ...] | None:
        """What a bare scale (标准, 比例) is of: the award named last before it."""
        known = [one.spans for one in (*self.heads, self.topic, self.named) if one and phrases.is_award(self.words(one))]
        if self.subject:
            known.append((self.subject,))
        before = [spans for spans in known if spans[-1].end <= start]
        return max(before, key=lambda spans: spans[0].start) if before else None

    def _of_loan(self, name: Name, sentence: int) -> Name:
        """A short name with the loan that its sentence is about (申请个人住房公积金贷款的，|最低首付款比例)."""
        span = name.spans[0]
        printed = self.words(name)
        if len(name.spans) > 1 or len(printed) > _SHORT or name.source != "clause":
            return name
        if pattern("of_fee").match(printed) and (fees := list(pattern("fee").finditer(self.view.outer, sentence, span.start))):
            return Name((Span(*fees[-1].span("fee")), span), name.source)
        if not pattern("of_loan").search(printed):
            return name
        hits = list(pattern("loan").finditer(self.view.outer, sentence, span.start))
        loan = phrases.phrase_before(self.view.outer, hits[-1].end(), sentence) if hits else None
        if loan is None or self.view.text[slice(*loan)] in printed:
            return name
        loan = phrases.without_group(self.view.outer, loan)
        return Name((Span(loan.start, loan.end - 2 * printed.startswith("贷款")), span), name.source)
