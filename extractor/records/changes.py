"""Changes: which value is the old one (由580元提高到640元), and which only says by how much (新增30元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.quantities.model import Quantity
from extractor.records.passages import Passage
from extractor.spans import Span

_UP = "新增|增加|上涨|涨|提高|提升|上调|调高|增长|上浮|延长|增至|增"
_DOWN = "降低|减少|下调|下降|下浮|调减|缩短|压缩|压减|缩减|调低|减"
_TO = re.compile(
    rf"[^。；]{{0,12}}(?:{_UP}|{_DOWN}|调整|统一|恢复|缩小|扩大|放宽|下降|降|调|变更|修改|改|升)"
    rf"[^，。；\d]{{0,10}}(?:到|至|为|成)(?:\d{{4}}年)?[^，。；\d]{{0,12}}$"
)
_FROM_BASE = re.compile(rf"(?:的?基础上)?(?:再|统一|分别)?(?:每人)?(?:每[年月])?(?:{_UP}|{_DOWN})了?$")
_FORMERLY = re.compile(r"（(?:原来?|此前|以前|调整前|上一?年度?|去年|现行|(?P<year>(?:19|20)\d\d)年度?)[^，。；（）\d]{0,8}$")
_GOES_ON_TO = re.compile(rf"[^，]{{0,6}}，(?:再|统一|均|分别|将其|逐步|逐年|同步|相应)?(?:{_UP}|{_DOWN}|调整|统一|恢复|降|调|变更|修改|改|升)")
_FROM = re.compile(r"(?:由|从|原|自)[^，。；]{0,24}$")
_BY = re.compile(
    rf"(?:(?P<up>{_UP}|(?<=年)多)|(?P<down>{_DOWN}))了?[^，。；到至为达\d \t]{{0,18}}$"
    r"|(?P<fall>降幅|降低幅度|下降幅度)[^，。；\d]{0,6}$|(?:涨幅|增幅|提高幅度|高于|高出)[^，。；\d]{0,12}$"
)
_BEFORE_NOW = re.compile(r"(?:以前|原来|此前|过去|之前)[^，。；\d]{0,8}$")
_NOW = re.compile(rf"，(?:现在?|此次|这次|目前)?[^，。；\d]{{0,6}}(?:{_UP}|{_DOWN}|调整)(?:到|至|为)[^，。；\d]{{0,8}}$")
_JOINTS = ("、", "和", "与", "及", "，")
_EACH = re.compile("分别|各|均")
_LOWERED = re.compile("降幅|降低幅度|下降幅度|下浮幅度")
_ALL_ROSE = re.compile("均|各|都")
_COMPARED = re.compile("[较比]")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_NEAR = 6
_AGAINST = re.compile(r"(?:比|较|在)(?:上年|去年|上一?年度|原|以往|此前|现行|\d{4}年)[^，。；]{0,10}$")
_RESULT = re.compile(r"^[^。；]{0,30}(?:达到|达|为|到|至|即|不低于)[^，。；\d]{0,14}$|^，(?:每人每年|人均)$")


@dataclass(slots=True)
class Change:
    """What is known of a value's change, as decimal strings; `spent` values set nothing themselves.

    `by` marks a value that is itself only a change (its sign is that of the change).
    """

    previous: str | None = None
    delta: str | None = None
    by: str | None = None
    spent: bool = False


def find_changes(text: str, quantities: Sequence[Quantity], passage: Passage) -> list[Change]:
    """For each quantity of one paragraph what its words say of change, in the same order."""
    changes = [Change() for _ in quantities]
    listed = _find_lists(text, quantities, passage, changes)
    for index, quantity in enumerate(quantities):
        if index in listed:
            continue
        clause = passage.clause(quantity.start)
        before = text[max(clause.start, quantity.start - 40) : quantity.start]
        _find_previous(text, quantities, index, passage, changes)
        if index and quantities[index - 1].kind == quantity.kind and _was_before(text, before, clause):
            changes[index - 1].previous = quantity.value
            changes[index].spent = True
            continue
        if index and quantities[index - 1].kind == quantity.kind and text[quantities[index - 1].end : quantity.start] in (
                "、", "和") and (changes[index - 1].by or (changes[index - 1].spent and not changes[index - 1].previous)):
            changes[index].by, changes[index].spent = changes[index - 1].by and quantity.value, changes[index - 1].spent
            continue  # 分别提高800元、1000元
        hit = _BY.search(before)
        if not hit or changes[index].previous is not None or quantity.range_role:
            continue
        if hit["up"] is None and hit["down"] is None and quantity.unit != "percentage_point":
            continue
        if hit["up"] == "新增" and len(before) - hit.end("up") > _NEAR:
            continue  # 新增医药机构定点评估时限不超过…: what is new is the body
        sign = "-" if hit["down"] or hit["fall"] else ""
        delta = sign + quantity.value
        if index and _says_of_value_before(text, quantities[index - 1], quantity, clause, before[: hit.start()], passage):
            changes[index - 1].delta = changes[index - 1].delta or delta
            changes[index].spent = True
            continue
        result = _result_of(text, quantities, index, passage)
        if result is not None:
            changes[index].spent = True
            if quantities[result].kind == quantity.kind:
                changes[result].delta = delta
                if _is_base(text, quantities, index, clause):
                    changes[result].previous = quantities[index - 1].value
                    changes[index - 1].spent = True
        else:
            changes[index].by = delta
            if _is_base(text, quantities, index, clause):
                changes[index - 1].spent = True
    return changes


def _find_lists(text: str, quantities: Sequence[Quantity], passage: Passage, changes: list[Change]) -> set[int]:
    """由2000元、2500元分别提高至3000元、4000元; 分别提高110元和1元，达到1950元和19元: the lists that change, value by value."""
    runs: list[list[int]] = []
    for index, quantity in enumerate(quantities):
        before = quantities[index - 1] if index else None
        if before and before.kind == quantity.kind and text[before.end : quantity.start] in _JOINTS:
            runs[-1].append(index)
        else:
            runs.append([index])
    found: set[int] = set()
    for run in runs:
        found |= _risen_by(text, quantities, run, passage, changes)
    if len(runs) == len(quantities):
        return found
    for old, new in pairwise(runs):
        first, then = quantities[old[-1]], quantities[new[0]]
        if len(new) < 2 or len(old) not in (1, len(new)) or not found.isdisjoint((*old, *new)) or first.kind != then.kind or (
                passage.segment(first.start) != passage.segment(then.start)):
            continue
        start = quantities[old[0]].start
        lead = text[passage.clause(start).start : start]
        between = text[first.end : then.number_start]
        by = _BY.search(lead)
        if len(old) == 1 and not (by and _EACH.search(lead)):
            continue
        if len(old) == len(new) and _FROM.search(lead) and _TO.match(between):
            for was, now in zip(old, new, strict=True):
                changes[now].previous, changes[was].spent = quantities[was].value, True
        elif by and (by["up"] or by["down"]) and _RESULT.match(between):
            for was, now in zip(old * (len(new) // len(old)), new, strict=True):
                changes[now].delta, changes[was].spent = ("-" if by["down"] else "") + quantities[was].value, True
        else:
            continue
        found.update(old, new)
    return found


def _risen_by(
    text: str, quantities: Sequence[Quantity], run: list[int], passage: Passage, changes: list[Change]
) -> set[int]:
    """…2000元、3500元，较原标准分别提高800元、1000元; （原标准依次为1200元、2500元）: of as many values right before."""
    before = list(range(run[0] - len(run), run[0]))
    if before[0] < 0:
        return set()
    start = quantities[run[0]].start
    clause = passage.clause(start)
    lead = text[clause.start : start]
    by = _BY.search(lead)
    were = _was_before(text, lead, clause)
    rose = by is not None and bool(by["up"] or by["down"]) and _COMPARED.match(lead.lstrip("均各都")) is not None
    if len(run) == 1:
        if not (rose and by and _ALL_ROSE.match(lead)):
            return set()
        segment = passage.segment(start)
        before = [index for index in range(run[0]) if quantities[index].start >= segment.start]
        run = run * len(before)
    if not (were or rose):
        return set()
    values = [quantities[index] for index in before]
    if any(value.kind != quantities[run[0]].kind or passage.segment(value.start) != passage.segment(start) for value in values):
        return set()
    for was, now in zip(run, before, strict=True):
        changes[was].spent = True
        if were:
            changes[now].previous = quantities[was].value
        elif by:
            changes[now].delta = ("-" if by["down"] else "") + quantities[was].value
    return {*before, *run}


def _was_before(text: str, lead: str, clause: Span) -> bool:
    """（原标准1850元）, （2025年为90元）: brackets that say what a value was, not what it will be."""
    hit = _FORMERLY.search(lead)
    if hit is None or hit["year"] is None:
        return hit is not None
    others = [year[0] for year in _YEAR.finditer(text, max(0, clause.start - 60), clause.start + len(lead)) if year[0] != hit["year"]]
    return not others or hit["year"] < others[-1]


def _is_base(text: str, quantities: Sequence[Quantity], index: int, clause: Span) -> bool:
    """由610元提高30元, 在610元的基础上增加20元: the value before the change is the one that it started from."""
    if index == 0 or quantities[index - 1].kind != quantities[index].kind:
        return False
    earlier = quantities[index - 1]
    between = text[earlier.end : quantities[index].start]
    return earlier.start >= clause.start and bool(_FROM_BASE.match(between)) and bool(
        re.search(r"(?:由|从|在)[^，。；]{0,16}$", text[clause.start : earlier.start]))


def _says_of_value_before(
    text: str, earlier: Quantity, quantity: Quantity, clause: Span, lead: str, passage: Passage
) -> bool:
    """每人每年670元，比上年增加30元; 400元/人，增加20元: the change is the one that led to the value before it."""
    if earlier.kind != quantity.kind or passage.segment(earlier.start) != passage.segment(quantity.start):
        return False
    if _AGAINST.search(lead) and "基础上" not in lead[-5:]:
        return True
    # The clause has nothing but the change: no noun of its own before the verb, and no value that follows from it.
    return not lead.strip() and clause.start - earlier.end <= 2 and quantity.start - clause.start <= 6 and (
        text[quantity.end : quantity.end + 1] in "，。；" or quantity.end >= len(text))


def _find_previous(
    text: str, quantities: Sequence[Quantity], index: int, passage: Passage, changes: list[Change]
) -> None:
    """由 A 提高到 B: A is B's previous value and sets nothing itself."""
    if index == 0:
        return
    earlier, later = quantities[index - 1], quantities[index]
    if earlier.kind != later.kind or later.start - earlier.end > 40 or earlier.range_role:
        return
    if passage.segment(earlier.start) != passage.segment(later.start):
        return
    between = text[earlier.end : later.number_start]
    if not _TO.match(between) or changes[index - 1].previous is not None:
        return
    if "，" in between and not (_GOES_ON_TO.match(between) or _NOW.match(between)):
        return  # …提高到840元，大丰区提高到820元: another value, not the next step of the first
    clause = passage.clause(earlier.start)
    if _NOW.match(between) and _BEFORE_NOW.search(text[clause.start : earlier.start]):
        changes[index].previous = earlier.value
        changes[index - 1].spent = True
    if _FROM.search(text[clause.start : earlier.start]) or not re.search(r"，", between):
        changes[index].previous = earlier.value
        changes[index - 1].spent = True
        if later.unit == "percentage_point" and _LOWERED.search(text, clause.start, earlier.start):
            changes[index].by = "-" + later.value  # 降低幅度由20个百分点缩小到15个百分点


def _result_of(text: str, quantities: Sequence[Quantity], index: int, passage: Passage) -> int | None:
    """The quantity that the change arrives at (新增30元，达到…580元), or None."""
    quantity = quantities[index]
    if index + 1 >= len(quantities):
        return None
    later = quantities[index + 1]
    if passage.segment(later.start) != passage.segment(quantity.start) or later.start - quantity.end > 45:
        return None
    between = text[quantity.end : later.number_start]
    if not _RESULT.match(between) or re.search(r"(?:标准|限额|比例|起付线)[^，]{0,4}为$", between):
        return None
    if later.kind == quantity.kind or "即" in between:
        return index + 1
    return None
