"""Passage: the clauses of one passage in order → a frame for every value.

One pass: a clause restricts (its conditions are held), names (its topic is remembered), sets values (each gets the
conditions in force, its own, and its name), or does nothing of this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.frames.clauses import Clause, cut
from extractor.frames.conditions import kind_of
from extractor.frames.holding import Held, Holding
from extractor.frames.instalments import caps_of_all, rest_of_instalments, shares_due
from extractor.frames.kinds import TOPIC_VERB, Kind, kind_of_clause, kinds_of
from extractor.frames.model import Condition, Frame, Name, Removal
from extractor.frames.patterns import pattern
from extractor.frames.removals import removals_in
from extractor.frames.residue import mark_dropped, mark_shared, residue_of
from extractor.frames.restrictions import conditions_in, restrictions_in
from extractor.frames.said import Said
from extractor.frames.trimming import begins_anew
from extractor.frames.validity import of_value as validity_of
from extractor.frames.values import ValueReader
from extractor.frames.view import View
from extractor.spans import Span

_TAKES_OUT = re.compile("除外|不在此列|仅|只[限有]|限于")


class PassageReader:
    """Reads the passage `span` of a circular; `frames` holds the frame of each value by the index of its quantity.

    `leads` and `heads` are the conditions and names that lists and headings around it set, `before` has read the
    passage before it in the same section.
    """

    def __init__(
        self, view: View, span: Span, leads: Sequence[Condition] = (), heads: Sequence[Name] = (), before: PassageReader | None = None,
        title: Name | None = None,
    ) -> None:
        self.view = view
        self.holding = Holding(view.text, leads)
        if before is not None:
            self.holding.go_on(before.holding, opened=not before.ended)
        self.said = Said(view, heads, title)
        if before is not None and before.said.outer and view.text.startswith("其中", span.start):
            self.said.heads.append(before.said.outer)  # 给予购房补贴。\n其中，硕士|补贴
            self.holding.resume(before.holding)
        self.frames: dict[int, Frame] = {}
        self.removed: list[Removal] = []
        self.values = ValueReader(view, span, self.holding, self.said, self.frames)
        self.ended: bool = before is not None and not before.ended
        self.opening: Span | None = None
        sentences = cut(view.text, *span, view.quantities)
        stop = max((place + 1 for place, sentence in enumerate(sentences) if any(clause.values for clause in sentence)), default=0)
        if stop < len(sentences) and pattern("removal").search(view.outer, sentences[stop][0].start, span.end):
            stop = len(sentences)
        for sentence in sentences[:stop]:
            self._sentence(sentence)
        self._excepts(sentences)
        self.rest = sentences[stop:]

    def _excepts(self, sentences: Sequence[Sequence[Clause]]) -> None:
        """Gives whom a clause takes out (被征收人除外), or whom alone it lets have it (仅困难家庭享受), to the values before it: those of its
        sentence, else of the passage.
        """
        for sentence in sentences if self.frames and _TAKES_OUT.search(self.view.outer, self.values.span.start, self.values.span.end) else ():
            for clause in sentence:
                only = pattern("only_for").fullmatch(self.view.outer, clause.start, clause.end) if not clause.inside else None
                hit = only or (pattern("excepts").fullmatch(self.view.outer, clause.start, clause.end) if not clause.inside else None)
                values = [value for value in self.frames if self.view.quantities[value].start < clause.start]
                own = [value for value in values if self.view.quantities[value].start >= sentence[0].start]
                for value in (own or values) if hit else ():
                    self.frames[value].conditions.append(Condition(Span(*only.span("who")), kind_of(self.view.text, Span(*only.span("who")))) if (
                        only) else Condition(Span(clause.start, clause.end), "case"))

    def _thresholds(self, clauses: Sequence[Clause], kinds: Sequence[Kind]) -> None:
        """Gives what else a case asks for behind what must be reached in it (缴存满3个月，|无自有住房的，可以提取) to its threshold."""
        for place, clause in enumerate(clauses):
            durations = [value for value in clause.values if value in self.frames and self.view.quantities[value].kind == "duration"]
            again = pattern("where_again").match(self.view.outer, self.view.quantities[durations[-1]].end, clause.end) if durations else None
            if durations and again is None and place + 1 < len(clauses):
                again = pattern("where_again").match(self.view.outer, clauses[place + 1].start, clauses[place + 1].end)
            if again:
                where = Condition(Span(*again.span("where")), "region")  # 在出售后1年内，|在本市|重新购买住房的
                for value in durations:
                    said = self.frames[value].conditions
                    said += [where] if all(one.span != where.span for one in said) else []
            if not clause.thresholds:
                continue
            for value in clause.thresholds & self.frames.keys():  # 连续工作10年以上|、表现优秀的干部
                if also := pattern("also_asked").match(self.view.masked(clause), self.view.quantities[value].end, clause.end):
                    self.frames[value].conditions += conditions_in(
                        self.view, self.view.masked(clause), Span(*also.span("what" if also["what"] else "who")))
            if self.view.words(clause).rstrip("·").endswith("的"):
                continue
            later = [
                one for other, kind in zip(clauses[place + 1 :], kinds[place + 1 :], strict=True)
                if kind == "condition" and other.segment == clause.segment and not (
                    other.inside or pattern("other_case").match(self.view.words(other)))
                for one in conditions_in(self.view, self.view.masked(other), Span(other.start, other.end))
            ]
            for value in clause.thresholds & self.frames.keys():
                self.frames[value].conditions += later

    def finish(self) -> None:
        """Reads what stands behind the last value too: it matters only to what goes on from here."""
        for sentence in self.rest:
            self._sentence(sentence)
        self.rest = []

    def _sentence(self, clauses: list[Clause]) -> None:
        view = self.view
        kinds = kinds_of(view, clauses)
        if self.ended and pattern("goes_on").match(view.outer, clauses[0].start):
            self.holding.goes_on()
        elif pattern("names_whom").match(view.outer, clauses[0].start):
            self.holding.close()
        elif self.ended:
            self.holding.sentence(case=self._is_case(clauses[0], kinds[0]), bare=self._is_bare(clauses, kinds))
        if kinds[0] == "other" and "condition" not in kinds and pattern("announces").search(view.outer, clauses[0].start, clauses[-1].end):
            kinds[0] = "condition"
        values = self.values
        values.begin(clauses)
        aside: list[Held] | None = None
        quoted = clauses[0].start
        for index, (clause, kind) in enumerate(zip(clauses, kinds, strict=True)):
            if kind == "other" and values.counted:
                kind = kind_of_clause(view, clause, values.counted)
            if not clause.inside:
                values.inside = []
            if index and clause.opens == "“" and pattern("quotes_rule").search(view.words(clauses[index - 1])):
                aside, quoted = self.holding.aside(), clause.start
                self.holding.sentence()  # a rule that is quoted stands for itself
            elif aside is not None and "”" in view.text[quoted : clause.start]:
                self.holding.back(aside)
                aside = None
            self.said.mention(clause)
            self.removed += removals_in(view, clause, values.naming(clause), self.holding)
            if kind == "value":
                values.read(index)
            elif kind in ("condition", "group"):
                self._restricts(clause)
            elif kind == "topic":
                self._gives(clause)
            elif kind == "other":
                self._obliges(clause)
            if clause.mark == "：" and not clause.inside:
                self.holding.lists()
            if self._gave(clauses, kinds, index):
                self.holding.over(Span(clauses[index - 1].start, clause.start))
        for clause in clauses:
            for value in clause.values:
                if value in self.frames:
                    self.frames[value].residue = residue_of(view, clauses, kinds, self.frames[value], self.frames, self.opening)
        self._thresholds(clauses, kinds)
        caps_of_all(view, clauses, self.frames)
        rest_of_instalments(view, clauses, self.frames)
        shares_due(view, clauses, self.frames)
        mark_dropped(view.text, [self.frames[value] for clause in clauses if not clause.inside for value in clause.values if value in self.frames])
        for segment in {clause.segment for clause in clauses if not clause.inside}:
            mark_shared(view, [self.frames[value] for clause in clauses if clause.segment == segment and not clause.inside
                               for value in clause.values if value in self.frames])
        self.opening = None if "value" in kinds else Span(clauses[0].start, clauses[-1].end)
        self._close(clauses, kinds)

    def _gave(self, clauses: Sequence[Clause], kinds: Sequence[Kind], index: int) -> bool:
        """Whether a clause gives something without a value to the case right before it (属事业单位的|可申请安置), and another case follows."""
        cut_here = index > 0 and not clauses[index - 1].mark and not clauses[index].inside and not clauses[index - 1].inside
        return cut_here and kinds[index] != "value" and index + 1 < len(clauses) and kinds[index + 1] == "condition" and (
            not self.view.words(clauses[index + 1]).startswith("其中"))

    def _is_bare(self, clauses: Sequence[Clause], kinds: Sequence[Kind]) -> bool:
        """Whether a sentence sets values without a word of for whom or what: it goes on about what the one before began with."""
        return "value" in kinds and not {"condition", "group", "topic"} & set(kinds) and all(
            pattern("goes_on_bare").match(self.view.words(clause)) for clause in clauses[:1])

    def _is_case(self, clause: Clause, kind: Kind) -> bool:
        """Whether a clause says in which case, and not for whom (购买商铺的; 如无住房; 在当地购房可)."""
        words = self.view.words(clause)
        if pattern("names_nobody").match(words):
            return True
        return kind == "condition" and words.rstrip("·").endswith("的") and (
            kind_of(self.view.text, Span(clause.start, clause.end)) in ("case", "object", "order", "area"))

    def _close(self, clauses: list[Clause], kinds: Sequence[Kind]) -> None:
        """What a sentence leaves to the next: one that only opens a giving (符合条件的，给予购房补贴。) leads into it."""
        view = self.view
        self.ended = True
        last = [kind for clause, kind in zip(clauses, kinds, strict=True) if clause.segment == clauses[-1].segment]
        if "value" in kinds:
            self.said.valued()
            opening = next(clause for clause in clauses if clause.segment == clauses[-1].segment)
            if clauses[-1].segment and "value" not in last and "condition" in last and pattern("opens_giving").search(
                    view.outer, opening.start, clauses[-1].end):
                self.ended = False
                self.holding.lead(Span(opening.start, clauses[-1].end), head=False)
        elif self.holding.current() and not pattern("conditional").match(
                view.words(clauses[0])) and (self._heads(clauses, kinds) or pattern("opens_giving").search(
                view.outer, clauses[0].start, clauses[-1].end)):
            self.ended = False
            stretch = Span(clauses[0].start, clauses[-1].end)
            self.holding.lead(stretch, head=self._heads(clauses, kinds))
            self._dates(stretch)
        elif any(view.spent(value) for clause in clauses for value in clause.values):
            self._dates(Span(clauses[0].start, clauses[-1].end))

    def _dates(self, sentence: Span) -> None:
        """A sentence that values follow (自2024年5月18日起，下调利率0.25个百分点。) dates them."""
        view = self.view
        if view.dated:
            dates = validity_of(view.dated, view.dated_at, sentence, sentence, sentence, sentence.end, sentence.end)
            self.values.opened = dates if dates != (None, None) else self.values.opened

    def _heads(self, clauses: list[Clause], kinds: Sequence[Kind]) -> bool:
        """Whether a sentence only says for whom, before others say what (（一）双方缴存的。最高额度为)."""
        return set(kinds) == {"condition"} and clauses[-1].mark == "。" and self.view.words(clauses[-1]).endswith("的")

    def _restricts(self, clause: Clause) -> None:
        found = self._whom(clause) or conditions_in(self.view, self.view.masked(clause), Span(clause.start, clause.end))
        if clause.inside:
            self.values.inside += found
            return
        if begins_anew(self.view.masked(clause), Span(clause.start, clause.end)):
            self.holding.anybody(clause.segment)
        self.holding.hold(found, clause.segment)

    def _whom(self, clause: Clause) -> list[Condition]:
        """Who may have something, in a clause that says so (困难企业|可申请返还)."""
        masked = self.view.masked(clause)
        gets = pattern("gets").match(masked, clause.start, clause.end)
        return conditions_in(self.view, masked, Span(*gets.span("whom")), short=True) if gets else []

    def _obliges(self, clause: Clause) -> None:
        """A clause that says who must do what: what it restricts to holds, and what held is used."""
        masked = self.view.masked(clause)
        if self._subject(clause):
            return
        if rest := pattern("rest_due").match(masked, clause.start, clause.end):
            self.holding.also(Condition(Span(*rest.span("rest")), "object"), clause.segment)
            return
        if whom := pattern("act_on").match(masked, clause.start, clause.end):
            span = Span(clause.start, whom.end("whom"))
            if kind_of(self.view.text, span) != "case" or self.view.text[span.end - 1] == "的":
                self.holding.hold(conditions_in(self.view, masked, span), clause.segment)
        elif found := self._whom(clause):
            self.holding.hold(found, clause.segment)
        elif pattern("obliges").search(masked, clause.start, clause.end):
            self.holding.use()

    def _subject(self, clause: Clause) -> bool:
        """Holds whom or what a clause is about that says what is done for them and gives no value (二级企业|适度提高标准)."""
        masked = self.view.masked(clause)
        subject = pattern("subject_of_policy").match(masked, clause.start, clause.end)
        found = conditions_in(self.view, masked, Span(*subject.span("who" if subject["who"] else "may"))) if subject else []
        self.holding.hold([one for one in found if one.kind != "case"], clause.segment)
        return bool(found)

    def _gives(self, clause: Clause) -> None:
        """A clause without a value that names something: what (就餐补贴), and for whom (在本市居住的老年人可享受)."""
        self._subject(clause)
        if lets := pattern("lets_buy").match(self.view.masked(clause), clause.start, clause.end):
            self.holding.hold(conditions_in(self.view, self.view.masked(clause), Span(*lets.span("what"))), clause.segment)
        view, masked = self.view, self.view.masked(clause)
        naming = self.values.naming(clause)
        end = clause.start + len(view.words(clause).rstrip("·"))
        spent = next((index for index in clause.values if view.spent(index)), None)
        if spent is not None:
            end = naming.unlinked(clause.start, naming.before_change(clause.start, view.quantities[spent].start))
        name, start = naming.own(clause.start, end, view.quantities[spent] if spent is not None else None)
        if name is None:
            return
        verb = TOPIC_VERB.match(view.words(clause))
        if verb and begins_anew(masked, Span(clause.start + verb.end(), clause.end)):
            self.holding.anybody(None)
        if not clause.inside and not verb and start > clause.start:
            self.holding.hold(
                restrictions_in(view, masked, Span(clause.start, start), bare=self.values.bare), clause.segment)
        if pattern("payer_begins").match(masked, clause.start, clause.end):
            self.holding.use()
        self.said.about(name.spans)
