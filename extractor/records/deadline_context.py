"""The words around a time expression, cut into what decides whether it is a due date and what is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor.quantities import TimePoint
from extractor.quantities.vocabulary import either, read_words, words_of
from extractor.records.rows import Row
from extractor.spans import Span

_REACH = 160
_LONGEST_ACTION = 200
_SHORTEST_ACTION = 4
_CONDITION = re.compile(r"[^，。；：\n\t]*[的者](?:，|。|；|\Z|人员|职工|参保|用人单位|企业|家庭|居民)")
_OPENING = re.compile(r"(?:\A|[，。；：、“（\t]|确保|力争|争取|计划|要|于|在|拟|并|且|应|须|自|原则上)\Z")
_MODAL = re.compile(r"(?:确保|力争|争取|务必|原则上|应当|必须|需要|要求|应|须|要|需|于|在|拟|并|且|最迟|，)+\Z")
_CLOCK = re.compile(r"\A(?:[0-9]{1,2}[:：][0-9]{2}|（[^（）]*日[^（）]*）)")
_TARGET = re.compile(r"(?:达到|提高到|提高至|降至|实现)[^，]{0,8}[0-9]")
_NO_ACTION = re.compile(r"(?:最[迟晚])?(?:不得?超过|不[晚迟]于)?")
_LABEL = re.compile(r"\A(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|第[一二三四五六七八九十百0-9]{1,4}条)")


class DeadlineWords(NamedTuple):
    """The patterns of `deadlines.yaml`."""

    achievement: re.Pattern[str]
    day_achievement: re.Pattern[str]
    assurance: re.Pattern[str]
    window_action: re.Pattern[str]
    window_validity: re.Pattern[str]
    window_for_acting: re.Pattern[str]
    until_validity: re.Pattern[str]
    closing: re.Pattern[str]
    not_after_year: re.Pattern[str]
    no_duty: re.Pattern[str]
    own_issue: re.Pattern[str]
    value_year: re.Pattern[str]
    assured: re.Pattern[str]
    outright: re.Pattern[str]


@cache
def words() -> DeadlineWords:
    """The words that tell due dates from other times."""
    data = read_words("deadlines")

    def any_of(name: str) -> str:
        return f"(?:{either(words_of(data[name], f'deadlines.yaml: {name}'))})"

    return DeadlineWords(
        achievement=re.compile(any_of("achievements")),
        day_achievement=re.compile(f"[^，。；]{{0,12}}?{any_of('day_achievements')}"),
        assurance=re.compile(any_of("assurance")),
        assured=re.compile(f"{any_of('assurance')}\\Z"),
        outright=re.compile(f"(?:率先|全面|全部|基本|要|将|应|都要)*{any_of('achievements')}(?!{any_of('nominal')})"),
        window_action=re.compile(any_of("window_actions")),
        window_validity=re.compile(any_of("window_validity")),
        window_for_acting=re.compile(f"{any_of('window_actions')}[^，。；]{{0,4}}(?:期限|时间|时段|期)|集中"),
        until_validity=re.compile(f"{any_of('until_validity')}[^，。；]{{0,8}}\\Z"),
        closing=re.compile(f"{any_of('closing')}[^，。；]{{0,8}}(?:截止|截至|时间|时限|日期)[^，。；]{{0,4}}\\Z|(?:时限|时间|期限|节点|进度)(?:要求|安排|节点)?[：:]\\Z"),
        not_after_year=re.compile(any_of("not_after_year")),
        no_duty=re.compile(any_of("no_duty_after")),
        own_issue=re.compile(
            f"(?:本|该)?(?:通知|办法|意见|方案|细则|规定|文件|措施|政策|公告|通告|决定)?{any_of('own_issue')}(?:之日|当日|次日)?"
        ),
        value_year=re.compile(
            f"[^，。；]{{0,30}}?{any_of('value_nouns')}[^，。；]{{0,8}}{any_of('value_verbs')}[^，。；]{{0,16}}[0-9.]+[万亿]?(?:美|港)?元"
        ),
    )


@dataclass(slots=True)
class Context:
    """What stands around a time phrase on its line.

    `lead` is what the sentence part before it says, `near` its last clause, `after` the clause behind it, `clause` all behind it up to the
    end of the sentence part. `cell` is the cell of a table row that holds the phrase, None in running text.
    """

    phrase: str
    lead: str
    near: str
    after: str
    clause: str
    action: str
    cell: str | None
    is_due_column: bool
    is_condition: bool
    in_brackets: bool
    opens_clause: bool


def read_context(text: str, line: Span, time: TimePoint, group: Span, following: int, row: Row | None) -> Context:
    """The words around `time` on its line.

    `group` spans the list of times that it stands in (每年3月底、9月底前), `following` is where the next time
    expression behind the group begins, `row` is the table's row that the line is.
    """
    low = max(line.start, group.start - _REACH)
    high = min(line.end, group.end + _REACH)
    part_start = max(text.rfind(sign, low, group.start) for sign in "。；\t") + 1 or low
    part_end = _first(text, "。；\t", group.end, high)
    clause_end = _first(text, "，。；\t", group.end, high)
    if clause_end == group.end and text.startswith("，", clause_end):  # 2021年，建立…
        clause_end = _first(text, "，。；\t", group.end + 1, high)
    lead = text[part_start : group.start]
    place = row.cell(time.start) if row is not None else None
    cell = text[slice(*place)] if place is not None and place.end - place.start - (time.end - time.start) <= 8 else None
    if row is not None and cell is not None:
        done = row.action()
        action = text[slice(*done)] if done is not None and done != place else ""
    else:
        is_target = time.boundary in ("until", None)
        action = _action(lead, text[group.end : part_end], following - group.end, is_target)
        if _NO_ACTION.fullmatch(action):
            action = _LABEL.sub("", lead.strip("，、 "))
    return Context(
        phrase=text[time.start : time.end],
        lead=lead,
        near=lead[lead.rfind("，") + 1 :],
        after=text[group.end : clause_end].lstrip("，"),
        clause=text[group.end : part_end],
        action=action,
        cell=cell,
        is_due_column=row is not None and cell is not None and row.is_due(time.start),
        is_condition=_CONDITION.match(text, group.end, min(high, clause_end + 1)) is not None,
        in_brackets=text[time.start - 1 : time.start] == "（" and text[time.end : time.end + 1] == "）",
        opens_clause=_OPENING.search(lead) is not None,
    )


def _first(text: str, signs: str, start: int, end: int) -> int:
    return min((place for sign in signs if (place := text.find(sign, start, end)) >= 0), default=end)


def _action(lead: str, behind: str, following: int, is_target: bool) -> str:
    """The subject before the time phrase and what is to be done behind it, up to the next time phrase.

    A list of achievements (到2025年，建立…，制定…) is one action; otherwise only the first clause is due. `following`
    is where the next time phrase begins in `behind`.
    """
    if following < len(behind) and (comma := behind.rfind("，", 0, following)) > 0:
        behind = behind[:comma]
    lead = lead.rstrip("：")
    subject = _LABEL.sub("", _MODAL.sub("", lead[max(lead.rfind("，"), lead.rfind("：")) + 1 :]))
    if subject.endswith(("自", "从", "时间", "为")):
        subject = subject.rstrip("自从为").removesuffix("时间")
    first, *others = _CLOCK.sub("", behind).strip("，、 ").split("，")
    for clause in others if is_target else ():
        if words().achievement.match(clause) is None and _TARGET.search(clause) is None:
            break
        first += "，" + clause
    if first and len(subject) + len(first) <= _SHORTEST_ACTION and "由" in lead:  # …改造由…负责，12月20日前完成
        subject = _LABEL.sub("", lead[: lead.index("由")])
    return (subject.rstrip("（") + first.removeprefix("）"))[:_LONGEST_ACTION]
