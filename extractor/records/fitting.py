"""Fitting: whether a concept fits a value that its attribute or name names: kind of limit, unit, scheme, benefit, cues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.frames.model import Name
from extractor.frames.patterns import pattern
from extractor.language.concepts import Concept, concepts_by_attribute, schemes_of_pack
from extractor.quantities.model import Quantity
from extractor.records.scope import BASIC_BENEFITS, Scope
from extractor.spans import Span

_NEGATED = re.compile(r"不得(?!低于|少于|超过|高于)|不予|严禁|禁止")
_DEEMED = 40
FILES = ("向", "到", "凭", "持", "可")
"""成立之日起30日内，向经办机构办理登记: what people must do."""


@dataclass(slots=True)
class Situation:
    """What else is known of a value when its concept is chosen.

    `values` spans it and those coordinated with it, `place` is its place among them, and their number.
    """

    quantity: Quantity
    values: Span
    place: tuple[int, int]
    is_change: bool
    leans: bool
    population: frozenset[str]
    has_tier: bool
    per: str | None
    runs_from_event: bool
    name: Name | None = None
    conditions: tuple[str, ...] = ()


def fits(concept: Concept, scope: Scope, situation: Situation, attribute: str) -> list[str] | None:
    """None where the concept does not fit a value that `attribute` names ("" where its name does); else the doubts of fitting it."""
    quantity = situation.quantity
    if concept.change != situation.is_change or (concept.unit and quantity.unit not in concept.unit):
        return None
    if not concept.unit and quantity.unit == "percentage_point":
        return None
    if concept.comparators and quantity.comparator not in concept.comparators:
        return None
    if concept.population and concept.population not in situation.population:
        return None
    if concept.limit and _is_other_limit(concept.limit, scope, situation):
        return None
    needs_per = None if concept.attribute[:1] == (attribute,) else concept.needs_per
    if (needs_per and situation.per != needs_per) or (
            situation.per in concept.not_per):
        return None
    if concept.cues and not any(cue in words for words in scope.words(quantity.start) for cue in concept.cues):
        return None
    if concept.sentence_cues and not any(cue in scope.text[slice(*scope.passage.sentence(quantity.start))] for cue in concept.sentence_cues):
        return None
    if concept.not_cues and any(cue in scope.text[slice(*scope.passage.clause(quantity.start))] for cue in concept.not_cues):
        return None
    if concept.only_for and not any(word in condition for condition in situation.conditions for word in concept.only_for):
        return None
    if concept.not_for and any(word in condition for condition in situation.conditions for word in concept.not_for):
        return None
    if attribute == "handling" and not _is_handling(scope, situation):
        return None
    doubts: list[str] = []
    if concept.not_scheme and _nearest_scheme(scope, situation) in concept.not_scheme:
        return None
    if not concept.scheme and attribute and _names_other_scheme(concept, scope, situation):
        return None
    if concept.scheme and not _scheme_fits(concept, scope, situation, doubts):
        return None
    if concept.benefit and not _benefit_fits(concept, scope, situation, doubts, attribute):
        return None
    return doubts


def _is_other_limit(limit: str, scope: Scope, situation: Situation) -> bool:
    """Whether a value is no limit of this side: its name says the other one (贷款保底额度), it only tells cases apart (不足3万元的), or
    it is what a base counts as that is less (不足1万元的按1万元计算).
    """
    name, start = name_words(scope.text, situation.name), situation.quantity.start
    if pattern("deemed").search(scope.text, max(scope.passage.start, start - _DEEMED), start):
        return True
    return situation.quantity.comparator in ("lt", "gt") or pattern(f"no_{limit}_limit").search(name) is not None


def name_words(text: str, name: Name | None) -> str:
    """The words of a name, as they read; none without a name."""
    return "".join(text[slice(*span)] for span in name.spans) if name else ""


def _is_handling(scope: Scope, situation: Situation) -> bool:
    """A time limit for handling runs from an event or counts working days, and forbids nothing."""
    clause = scope.passage.clause(situation.quantity.start)
    words = scope.text[clause.start : clause.end]
    people = next(iter(scope.facets.populations.within(*clause)), None)
    if scope.text.startswith(FILES[:-1], situation.values.end) or _NEGATED.search(words) or (people and people.start == clause.start):
        return False  # what people must do in time (新生儿自出生之日起28天内办理参保; 60日内到经办机构办理登记) is no handling
    return situation.quantity.unit == "workday" or situation.runs_from_event


def _scheme_fits(concept: Concept, scope: Scope, situation: Situation, doubts: list[str]) -> bool:
    quantity = situation.quantity
    name = name_words(scope.text, situation.name)
    if pattern("other_loan").search(name) and "公积金" not in name:
        return False
    if concept.scheme_implied:
        levels = scope.levels("schemes", quantity.start, quantity.end)
        named = [level.keys[0] for level in levels if level.keys and level.name in ("clause", "sentence")]
        return not named or named[0] in concept.scheme
    if concept.scheme_within == "sentence":
        sentence = scope.passage.sentence(quantity.start)
        return any(set(hit.keys) & set(concept.scheme) for hit in scope.facets.schemes.within(*sentence))
    for level in scope.levels("schemes", quantity.start, quantity.end):
        if not level.keys:
            continue
        first = level.keys[0] if level.name in ("clause", "sentence") else None
        if first in concept.scheme or (first is None and set(level.keys) & set(concept.scheme)):
            if level.name in ("clause", "sentence"):
                return True
            said = scope.passage.sentence(quantity.start).start, scope.passage.clause(quantity.start).end
            if pattern("other_loan").search(scope.text, *said):
                return False  # 商业贷款, in a circular or section on the housing fund
            if not concept.benefit and _has_own_benefit(scope, situation) and scope.topic() != concept.scheme:
                return False
            doubts.append(f"险种承自{_LEVEL[level.name]}")
            if len(level.keys) > 1:
                doubts.append("上级标题涉及多个险种")
            return True
        if level.name != "paragraph" or not (concept.benefit and _has_own_benefit(scope, situation)):
            return False
    return False


def _has_own_benefit(scope: Scope, situation: Situation) -> bool:
    """Whether the sentence names a benefit of the basic schemes, so that what was said before it is another matter."""
    sentence = scope.passage.sentence(situation.quantity.start)
    hits = scope.facets.benefits.within(sentence.start, situation.quantity.start)
    return any(set(hit.keys) & BASIC_BENEFITS for hit in hits)


def _nearest_scheme(scope: Scope, situation: Situation) -> str | None:
    quantity = situation.quantity
    levels = scope.levels("schemes", quantity.start, quantity.end)
    return next((level.keys[0] for level in levels if level.keys), None)


def _names_other_scheme(concept: Concept, scope: Scope, situation: Situation) -> bool:
    """Whether the clause is about a scheme of another field (失业保险参保率 for a concept of medical security)."""
    clause = scope.passage.clause(situation.quantity.start)
    nearest = next(scope.facets.schemes.backwards(clause.start, situation.quantity.start), None)
    return nearest is not None and not set(nearest.keys) & schemes_of_pack(concept.pack)


_LEVEL = {"paragraph": "前文", "header": "表头", "list": "上文列举", "heading": "标题", "title": "文件标题", "opening": "全文"}


def _benefit_fits(concept: Concept, scope: Scope, situation: Situation, doubts: list[str], attribute: str) -> bool:
    quantity = situation.quantity
    near_only = not concept.scheme
    for level in scope.levels("benefits", quantity.start, quantity.end):
        if near_only and level.name == "title":
            return False
        keys = [key for key in level.keys if key in _rivals(concept, quantity.kind)]
        if len(keys) > 1 and "pooled" in keys:
            keys.remove("pooled")  # 普通门诊费用统筹基金支付限额 is the outpatient's
        if attribute != "cap" or level.name in ("sentence", "paragraph"):
            keys = [key for key in keys if key != "pooled"]  # there it only says who pays
        if not keys:
            continue
        if keys[0] in concept.benefit or (level.name in ("heading", "title") and set(keys) & set(concept.benefit)):
            if level.name not in ("clause", "sentence", "paragraph"):
                doubts.append(f"待遇类别承自{_LEVEL[level.name]}")
            return True
        return False
    if "inpatient" in concept.benefit and concept.scheme and (
            situation.has_tier or "政策范围内" in scope.text[slice(*scope.passage.clause(quantity.start))]):
        doubts.append("未写明待遇类别，按住院处理")
        return True
    return False


def _rivals(concept: Concept, kind: str) -> frozenset[str]:
    """Benefits that concepts of the same schemes and attributes tell apart; others do not stand in the way."""
    rivals = {
        benefit
        for attribute in concept.attribute
        for other in concepts_by_attribute().get((attribute, kind), ())
        if other.change == concept.change and (set(other.scheme) & set(concept.scheme) or not concept.scheme)
        for benefit in other.benefit
    }
    return frozenset(rivals | set(concept.benefit))


def is_shadowed(concept: Concept, scope: Scope, situation: Situation, attribute: str) -> bool:
    """Whether a concept of the same scheme fits that says more: a benefit (特药), a group, a cue."""
    fuller = (other for other in concepts_by_attribute().get((attribute, concept.kind), ())
              if _detail(other) > _detail(concept) and set(other.scheme) == set(concept.scheme))
    found = (fits(other, scope, situation, attribute) for other in fuller)
    return any(not any("文件标题" in doubt and "待遇" in doubt for doubt in doubts) for doubts in found if doubts is not None)


def _detail(concept: Concept) -> int:
    return 4 * bool(concept.benefit) + 2 * bool(concept.population) + bool(concept.cues)
