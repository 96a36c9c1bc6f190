"""Actions: what is to be done by a due date, whole and so that it reads alone.

It goes from who is obliged to the end of the predicate, over all clauses that go on with it; where the predicate alone
says not what it is about (完成; 报市局备案), the clauses before it that do come first. The time itself and the words that
bind it are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractor.frames.clauses import Clause
from extractor.frames.patterns import pattern
from extractor.quantities import TimePoint
from extractor.records.due import lapses
from extractor.records.surroundings import Surroundings, unlabelled
from extractor.spans import Span
from extractor.structure.model import Paragraph

_LONGEST = 200
_LONGEST_TOPIC = 80
_NEAR = 4
"""How many times before a clause may reach into it: they overlap where one is told in several ways."""
_LONGEST_HEADING = 40
_SHORT = 4
_MODAL = re.compile(
    r"(?:但是|但|将|同时|确保|力争|争取|务必|务(?=于|在|$)|原则上|应当|还|必须|需要|要求|应|须|要|需|于|在|拟|并|且|最迟|最晚|自|从|按照?|至|到|(?<![申邀聘提报])请|(?<!许|认)可(?:以)?|，|、|：|“|·)+\Z")
_LEADING = re.compile(r"\A(?:[，、：；“”·\s]|并(?!轨|联)|且|或者?(?=[向在到])|可以?(?=重新|申请|报名|申报|提出)|请(?=各|于|在)|(?<=^)同时，?)+")
_CLOCK = re.compile(r"\A(?:[0-9]{1,2}[:：][0-9]{2}|（[^（）]*日[^（）]*）|下班|[上下]午)+")
_OF_TIME = re.compile(r"(?:将|应当?|须|要)?[于在][^，。；]{1,16}的\Z")
"""What a time belongs to (于计划年度的|3月底前)."""

_DAY = re.compile("(?:之日|当日|之时)起?$|之?[后前]$")
"""The end of an event's words that only says that its day counts."""
_THOSE = re.compile(r"(?:对于?|凡)[^，。；]{2,}的(?:(?!给|予|进|实)[^，。；]){0,10}\Z")
_AMOUNT = re.compile("(?:再|须|应|全年|累计)?(?:完成|达到?)[0-9]")
_POINTS = re.compile("[下以]列|以下(?=情|条|规)|前[款条项两]|上述")
_ENDS_CASE = re.compile(r"(?:的|者)\Z")
_PARTNERS = ("会同", "联合", "商同", "协同")
_TOO_LATE = ("逾期", "否则", "过期")
_DOERS = re.compile(r"[（(【]?[^，。；：（）]{0,6}(?:责任|牵头|配合|主办|参加|落实)[^，。；：（）]{0,6}：")
_TIME_NAME = re.compile(
    r"(?:的?(?:即日起|[^，。；：]{2,10}之日起|每年的|截止|截至|时间|时限|日期|期限|节点|期|日)|为|是|：|不得?超过|不得?[晚迟]于|最[迟晚]|延长|延长至|调整|到|至|于|在|应|原则上|一般|均|[，、])+\Z")


def action_of(around: Surroundings, time: TimePoint, due: Sequence[Span], heading: str = "", title: str = "") -> str:
    """What is to be done by `time`, in the words of its sentence; `due` are the due dates of its line.

    Where they say not what it is about, `heading`, that of their section, the sentence before or the `title` does.
    """
    if around.remark is not None and not around.predicate:
        found = _outside(around)
    elif around.main is None or not around.predicate or (around.main != around.index and (
            _is_name(around) or around.predicate.startswith(_TOO_LATE))):
        found = _named(around)
    else:
        found = _predicated(around, time, due)
    begins = _LEADING.match(found)
    start = begins.end() if begins is not None else 0
    if found[:start].endswith("“") and "”" in found[start:]:
        start -= 1  # “双百工程”项目开工
    found = found[start:][:_LONGEST].strip("，、：； \n\t·")
    if not pattern("named_alone").match(found):
        return found
    return with_topic(found, around.view.text, Span(around.clauses[0].start, around.first.start), heading, title)


def with_topic(action: str, text: str, before: Span, heading: str, title: str = "") -> str:
    """An action with what it is about before it: the heading of its section, where its line speaks of that too; else what its
    sentence says `before` it; else the sentence before that; at last the title."""
    end = text.find("\n", before.end)
    line = Span(text.rfind("\n", 0, before.start) + 1, end if end >= 0 else len(text))
    earlier, printed = text[line.start : before.start].rstrip("。； "), text[slice(*line)]
    own = text[slice(*before)].strip("，：； \t")
    more = _AMOUNT.match(action) is not None and len(own) >= _SHORT  # 确保投资上半年完成200亿元，|全年完成400亿元
    if not more and heading and (heading in earlier or heading not in printed) and _speaks_of(printed, heading):
        return f"{heading}：{action}"
    if len(own) > _LONGEST_TOPIC:
        own = own.partition("，")[0]
    for words in (own,) if own else (earlier[max(earlier.rfind(mark) for mark in "。；") + 1 :],):
        said = unlabelled(words.strip("，：； \t"))
        if _SHORT <= len(said) <= _LONGEST_TOPIC and not said.endswith("）") and not any(
                pattern(name).search(said) for name in ("holds_from", "says_no_topic")):
            return f"{said}：{action}"
    return f"{title}：{action}" if title else action


def _speaks_of(line: str, heading: str) -> bool:
    """Whether a line, without the heading itself, has any two characters of a heading together."""
    words = line.replace(heading, "")
    return any(heading[place : place + 2] in words for place in range(len(heading) - 1))


def topic_of(text: str, paragraph: Paragraph, start: int) -> str:
    """The innermost heading before `start` under which a paragraph stands, where it says what is done there; no chapter's."""
    heading = next((one.span for one in reversed(paragraph.headings) if one.span.end > one.span.start and not pattern(
        "says_no_topic").match(text[slice(*one.span)].strip("。，：； \t"))), None)
    if heading is None or heading.end > start or heading.end - heading.start > _LONGEST_HEADING:
        return ""
    label = next(one.label for one in paragraph.headings if one.span == heading)
    words = text[slice(*heading)].strip("。，：； \t")
    return "" if label.endswith(("章", "节", "编")) else words


def _is_name(around: Surroundings) -> bool:
    """Whether what stands before a time names it (补贴申报时间为), so that the clause behind says something else."""
    return any(pattern(name).search(around.label) for name in ("closing_time", "named_window"))


def _outside(around: Surroundings) -> str:
    """The words before the bracket in which the time stands alone."""
    assert around.remark is not None
    text = around.view.text
    end = around.remark.start - 1
    low = max(0, end - _LONGEST, text.rfind("\n", 0, end) + 1)
    words = text[low:end].rstrip("。；")
    return unlabelled(words[max(words.rfind(mark) for mark in "。；") + 1 :])


def _above(around: Surroundings, label: int) -> str:
    """What stands before a labelled date: in its line, else the line above."""
    text = around.view.text
    line = text.rfind("\n", 0, label) + 1
    before = text[line:label]
    cut = _DOERS.search(before)
    before = unlabelled(before[: cut.start()] if cut else before).strip("（。；， \t")
    while len(before) < _SHORT and line:
        above = text.rfind("\n", 0, line - 1) + 1
        before = unlabelled(text[above : line - 1]).strip("。；， \t")
        before = "" if _DOERS.match(before) else before
        line = above
    return before.partition("。")[0] if len(before) > _LONGEST else before


def _named(around: Surroundings) -> str:
    """What a closing date closes, by the words before it (补贴申报|截止时间为)."""
    place = around.index
    start = around.clause.start
    if place and around.clauses[place - 1].mark == "：" and len(unlabelled(around.before).strip("·、")) < _SHORT:
        start = around.clauses[place - 1].start
    if pattern("due_label").search(around.view.text[start : around.group.start]):
        return _above(around, start)
    words = _TIME_NAME.sub("", unlabelled(around.view.text[start : around.group.start]))
    back = place - 1
    while len(words) < _SHORT and back >= 0 and around.clauses[back].segment == around.clause.segment:
        words = unlabelled(around.view.text[around.clauses[back].start : around.group.start])
        words = _TIME_NAME.sub("", words)
        back -= 1
    return words or unlabelled(around.view.text[around.clauses[0].start : around.group.start])


def _predicated(around: Surroundings, time: TimePoint, due: Sequence[Span]) -> str:
    text, main = around.view.text, around.main
    assert main is not None
    end = around.clause.end if lapses(around) else _end(around, main, due)
    earns = main == around.index and main + 1 < len(around.clauses) and pattern("then_earns").match(around.words(main + 1)) is not None
    said_of = pattern("past_group").match(around.behind) if earns else None
    if said_of is not None:  # 6月底前缴清契税|的购房人，可享受补贴
        end = around.group.end + around.behind.rindex("的", 0, said_of.end())
    predicate = _CLOCK.sub("", text[around.group.end : end].lstrip("，、：； ")).lstrip("，、 ")
    subject = _MODAL.sub("", unlabelled(_LEADING.sub("", text[around.first.start : around.group.start]))) if (
        around.first.start < around.group.start) else ""
    subject = _OF_TIME.sub("", subject)
    if time.event is not None and time.event.start == time.start and text[time.start - 1] in "并且" and around.first.start < time.start - 1:
        subject = ""  # 房屋腾空并|由区征收部门验收后5日内生成房票: the event goes on from there
    predicate = predicate.removesuffix("后")
    if lapses(around):  # what was not done is what was due
        failed = pattern("not_done").match(predicate)
        return subject + (failed["who"] or "") + _ENDS_CASE.sub("", predicate[failed.end("not") :]) if failed is not None else subject + predicate
    back = _first_of(around)
    what = pattern("led_object").match(around.words(back - 1)) if back > 0 else None
    bare = pattern("objectless").match(subject + predicate.split("，")[0]) is not None
    if what is not None and bare:
        return unlabelled(what["what"]) + predicate
    if bare or pattern("case_subject").match(predicate):
        before = _before(around, back, due)
        if not before and time.event is not None and time.start <= time.event.start and text[slice(*time.event)] not in subject:
            event = _DAY.sub("", text[slice(*time.event)])
            before = event + ("前" if time.ahead else "" if event.endswith("的") else "后")  # 代表产生后，|公布
        return f"{before}，{subject}{predicate}" if before else subject + predicate
    if subject.startswith(_PARTNERS):
        subject = _actor(around, back) + subject  # 民政部要牵头建立制度，|会同有关部门在上半年开展排查
    if not subject and not pattern("actor_of").match(predicate):
        subject = _of_event(text, time) or _actor(around, back) or _case(around, back, due) or _of_which(around, back, due)
    elif subject and back > 0 and around.is_case(back - 1) and around.words(back - 1).endswith("的") and not pattern("actor_of").match(predicate) and (
            time.event is None or not _begins_in([time.event], around.clauses[back - 1])):
        subject = _which(around, back - 1, due) + subject  # 总价在1亿元以下的，|土地价款…缴清
    return subject + predicate


def _of_event(text: str, time: TimePoint) -> str:
    """Who acts, where the event says it and the time phrase holds it (经办机构收到申请后5日内，…)."""
    if time.event is None or time.ahead or not time.start <= time.event.start:
        return ""
    hit = pattern("actor_of").match(text[slice(*time.event)])
    return hit["who"] if hit is not None else ""


def _first_of(around: Surroundings) -> int:
    return next(place for place, clause in enumerate(around.clauses) if clause is around.first)


def _end(around: Surroundings, main: int, due: Sequence[Span]) -> int:
    """Where the predicate ends: over the clauses of its segment that go on with it, up to the next due date or case."""
    end = around.clauses[main].end
    segment = around.clause.segment
    for place in range(main + 1, len(around.clauses)):
        clause = around.clauses[place]
        if clause.inside:
            continue
        words = around.words(place)
        other = pattern("other_result").match(words) is not None
        if (clause.segment != segment and not other) or clause.end - around.group.end > _LONGEST:
            break
        segment = clause.segment
        if _begins_in(due, clause) or _ends_in(due, clause):
            break
        if clause.mark == "：" or (around.is_case(place) and not other) or around.kinds[place] == "validity" or pattern("other_duty").match(words) or (
                around.clauses[place - 1].mark == "："):
            break
        end = clause.end
    return end


def _begins_in(due: Sequence[Span], clause: Clause) -> bool:
    """Whether a due time begins in a clause; `due` are those of the line, in order."""
    place = bisect_left(due, clause.start, key=lambda one: one.start)
    return place < len(due) and due[place].start < clause.end


def _ends_in(due: Sequence[Span], clause: Clause) -> bool:
    """Whether a due time that begins before a clause ends in it."""
    place = bisect_left(due, clause.start, key=lambda one: one.start)
    return any(clause.start <= one.end - 1 < clause.end for one in due[max(place - _NEAR, 0) : place])


def _before(around: Surroundings, back: int, due: Sequence[Span]) -> str:
    """The clauses before the time's own that say who, and what a bare predicate is about."""
    start = None
    for place in range(back - 1, -1, -1):
        clause = around.clauses[place]
        if clause.inside:
            continue
        far = around.group.start - clause.start > _LONGEST // 2 and not pattern("joins_before").match(around.words(place + 1))
        if clause.segment != around.first.segment or far or _begins_in(due, clause):
            break
        start = clause.start
        if pattern("obliging").search(around.words(place)) and _subject(around, place):
            break
    return unlabelled(around.view.text[start : around.first.start].strip("，、：； ")) if start is not None else ""


def _case(around: Surroundings, back: int, due: Sequence[Span]) -> str:
    """The case right before the time's clause, where nobody is named: it says who is meant (职工失业后，|办理登记)."""
    place = back - 1
    while place >= 0 and around.clauses[place].inside:
        place -= 1
    if place < 0 or around.clauses[place].segment != around.first.segment or pattern("event_done").search(around.words(place)) is None:
        return ""
    clause = around.clauses[place]
    if _begins_in(due, clause) or clause.end - clause.start > _LONGEST // 2:
        return ""
    return unlabelled(around.view.text[clause.start : clause.end]) + "，"


def _of_which(around: Surroundings, back: int, due: Sequence[Span]) -> str:
    """The clause before it, in the same part of the sentence, that says to which ones it applies (对起价3亿元以下的地块，)."""
    for place in range(back - 1, -1, -1):
        if _THOSE.match(unlabelled(around.words(place))):
            return _which(around, place, due)
    return ""


def _which(around: Surroundings, place: int, due: Sequence[Span]) -> str:
    """The short case right before a subject that tells which of its kind is meant."""
    clause = around.clauses[place]
    is_long = clause.end - clause.start > _LONGEST_HEADING
    if clause.segment != around.first.segment or clause.inside or is_long or _POINTS.search(around.words(place)) or _begins_in(due, clause):
        return ""
    return unlabelled(around.view.text[clause.start : clause.end]) + "，"


def _actor(around: Surroundings, back: int) -> str:
    """Who is obliged, where that is said in an earlier clause of the sentence."""
    for place in range(back - 1, -1, -1):
        if around.clauses[place].inside or around.kinds[place] == "filler" or (
                pattern("event_done").search(around.words(place)) and place == back - 1):
            continue
        subject = _subject(around, place)
        bound = around.clauses[place].segment == around.first.segment or pattern("obliging").search(around.words(place))
        if subject and bound:
            return subject
    return ""


def _subject(around: Surroundings, place: int) -> str:
    clause = around.clauses[place]
    hit = pattern("actor_of").match(unlabelled(around.words(place)))
    if hit is None:
        return ""
    offset = clause.end - len(unlabelled(around.words(place)))
    return around.view.text[offset : offset + hit.end("who")]
