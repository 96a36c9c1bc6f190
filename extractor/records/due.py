"""Due: whether a time binds an action or a target, by what the clauses around it do.

A time is no due date where it tells cases apart (2024年3月31日前供应的土地), where a rule holds or somebody may act at
will in it (2025年底前，企业可组织培训), where it dates a value, a fact or the rule itself. A time to apply, pay or file in
is due also where nobody must.
"""

from __future__ import annotations

import re

from extractor.frames.patterns import pattern
from extractor.quantities import Quantity, TimePoint
from extractor.records.surroundings import Surroundings, unlabelled

_SIGN = re.compile(r"[0-9“]|[一二三四五六七八九十](?=[年月〇零○一二三四五六七八九十])|年|[今本明后全下上每当次]")
_OPENING = re.compile(r"(?:\A|[·，、：“ ]|确保|力争|争取|计划|要|于|在|拟|并|且|应|应当|须|自|原则上|到)\Z")
_MONTH_NAMED = ("今年", "本年", "明年", "全年", "后年")
_UPPER = ("le", "lt")
_NO_LATER = re.compile(r"不得?超过|不[晚迟]于|不超")
_SHORT_OF = re.compile(r"(?:不足|不满|未满|不到|少于)[^，。；]{1,8}\Z")
_LATEST = re.compile("最[迟晚]|不得?[晚迟]于")
_ACTS_NEAR = 24
_LONGEST_CASE = 3
"""How many clauses a case may take in which something was not done."""
_COUNTED = re.compile("自(?![行主愿动觉])|从")
_OF = re.compile("[^，。；]{0,6}的")
_MOVED = re.compile("延长|顺延|调整(?:为|至|到(?!位))|推迟|改为|变更为")


def _says(name: str, words: str) -> bool:
    return pattern(name).search(words) is not None


def _begins(name: str, words: str) -> bool:
    return pattern(name).match(words) is not None


def _closes(label: str) -> bool:
    """Whether what stands before a date says that it closes a time for acting, not that of a rule (执行期限：)."""
    if not _says("closing_time", label):
        return False
    return _LATEST.search(label) is not None or _last("works", label) >= _last("ruling_time", label)


def _last(name: str, words: str) -> int:
    """Where the last match of a pattern begins; -1 without one."""
    return max((hit.start() for hit in pattern(name).finditer(words)), default=-1)


def tells_cases_apart(around: Surroundings) -> bool:
    """Whether a time is part of a case or a noun phrase: what was so or was done in it, not what is to be done by then."""
    before = unlabelled(around.before).strip("·、 ")
    if _says("noun_of_time", before) or _fails(around):
        return True
    if _says("binding_before", before):
        return False
    words, behind = around.words(around.index), around.behind
    handled = before.endswith(("于", "在")) and _says("handles", behind[:_ACTS_NEAR])  # 对合格项目于5日内受理
    if _begins("whom_or_case", unlabelled(around.words(around.index))) and not (_says("obliging", around.before) or handled):
        return True
    ended = bool(around.behind.strip("·")) and _says("case_end", words)
    if around.kind == "value" and ended:
        return True
    if around.kind == "condition" and (ended or _says("whom_or_case", words)):
        return True
    return _begins("past_fact", behind) or is_past_case(around)


def _fails(around: Surroundings) -> bool:
    """Whether the next clause says that it was not done in time, so that both are a case (应在1月底前交款，但企业未按期支付的，)."""
    following = next((place for place in range(around.index + 1, len(around.clauses)) if not around.clauses[place].inside), None)
    return following is not None and _begins("but_failed", around.words(following))


def is_past_case(around: Surroundings) -> bool:
    """Whether 的 makes what stands behind a time a case, or the mark of people or things of which more is said."""
    behind = around.behind
    if _says("obliging", behind.partition("的")[0]):
        return False
    case = pattern("past_case").match(behind)
    if case is not None and not _says("achieves", behind[: case.start("act")]):
        return True
    group = pattern("past_group").match(behind)
    if group is None:
        return False
    return group.end() < len(behind) or (not _goes_on(around) if around.clause.mark == "，" else _is_said_of(around))


def _is_said_of(around: Surroundings) -> bool:
    """Whether the sentence has said before that it names whom or what a rule is about (适用于…，并在3个月内缴清契税的人员)."""
    return _says("said_of", around.view.text[around.clauses[0].start : around.group.start])


def _goes_on(around: Surroundings) -> bool:
    """Whether the clause behind a time's own goes on with what is to be reached (开通服务的机构，实现全覆盖)."""
    following = next((place for place in range(around.index + 1, len(around.clauses)) if not around.clauses[place].inside), None)
    return following is None or _begins("outright", around.words(following))


def is_due(time: TimePoint, around: Surroundings, *, past: bool, unplaced: bool = False) -> bool:
    """Whether a date or part of a year is due.

    `past` says that it is over on the document's own day, `unplaced` that this day is not known and the date may be over.
    """
    boundary = time.boundary
    assert time.period is not None
    view, first = around.view, around.clauses[0]
    if _begins("purpose", unlabelled(view.outer[first.start : around.clauses[-1].end])):
        return False
    if boundary in ("since", "during") or time.period.offset < 0 or around.behind.startswith("的") or _MOVED.match(around.behind):
        return False
    if boundary == "from":
        return not around.view.text.endswith("后", time.start, time.end) and bool(_says("enforced", around.before) or _begins("enforced", around.predicate))
    phrase = around.view.text[time.start : time.end]
    label = around.label + phrase[: hit.start() if (hit := _SIGN.search(phrase)) else 0]
    if label.endswith("不早于"):
        return False
    if around.index and "截" not in label and _says("counts_by", around.words(around.index - 1)):
        return False
    if _closes(label):
        return True
    if around.kind == "condition" and not past and boundary == "before" and _begins("applies_for", around.behind):
        return True
    if around.remark is not None and not around.predicate and _names_stage(around):
        return not past
    if around.remark is not None and not _says("obliging", around.predicate) and not _says("achieves", around.rest):
        return False
    if tells_cases_apart(around) or (time.period.precision == "year" and phrase.endswith("以前")):
        return False
    if boundary == "until":
        return not past and _until_is_due(phrase, around)
    if boundary is None:
        return not (past or (unplaced and _is_news(time, around))) and _bare_is_due(time, phrase, around)
    if boundary == "before" and phrase.startswith(("至", "到", "截")) and _says("ruling_until", around.label or _said_before(around)):
        return False
    reaches = boundary == "end" and not past and _says("figure_due", around.predicate)  # 3月末余额增加1500亿元以上
    return _is_to_be_done(around, past=past, by_itself=boundary == "before", reaches=reaches)


def _said_before(around: Surroundings) -> str:
    """The words of the clause before that of a time (自公布之日起，|至6月底前，…)."""
    return around.words(around.index - 1) if around.index else ""


def _names_stage(around: Surroundings) -> bool:
    """Whether the bracket in which a time stands alone follows the name of a stage of the work."""
    assert around.remark is not None
    return _says("stage_named", around.view.text[max(0, around.remark.start - 1 - _ACTS_NEAR) : around.remark.start - 1])


def _until_is_due(phrase: str, around: Surroundings) -> bool:
    """Whether a time with 到 or 至 is the target of what is said behind it, not the end of a rule or a count."""
    predicate = around.predicate
    if not predicate or _OF.match(around.behind) or _says("told", predicate) or _says("ruling_until", around.label):
        return False
    if _lets(around) or _begins("free_of_time", predicate):
        return False
    return phrase.startswith(("到", "直到")) or _begins("outright", predicate) or _says("obliging", around.before + predicate)


def _is_news(time: TimePoint, around: Surroundings) -> bool:
    """Whether a day or month that may be over dates news, not a stage of work (第二阶段：2016年5月，培训人员)."""
    assert time.period is not None
    if time.period.precision not in ("day", "month"):
        return time.period.year is None
    return not _says("obliging", around.before) and "阶段" not in around.label


def _is_to_be_done(around: Surroundings, *, past: bool, by_itself: bool, reaches: bool) -> bool:
    """Whether what is said of a time is to be done by then; `by_itself` where its own words bound it (6月底前).

    `reaches`: a figure is to be reached at the end of something (3月末).
    """
    predicate = around.predicate
    if not predicate or _is_free(around) or _lets(around):
        return False
    bound = bool(_says("binding_before", around.before) or _says("obliging", predicate))
    if bound and (not _says("told", predicate) or _says("enforced", around.before)):
        return True
    if past:
        return bool(_begins("outright", predicate)) and around.kind != "value" and not (
            _says("told", around.rest) or "的" in predicate)
    achieves = _says("achieves", predicate) or reaches
    if around.passed or _says("told", predicate) or _begins("then_gives", around.rest):
        return False
    if _begins("case_goes_on", predicate) and not predicate.startswith("对"):
        return False
    main = around.kinds[around.main] if around.main is not None else "other"
    if main in ("value", "topic", "validity") and not achieves:
        return False
    return by_itself or bool(achieves)


def _is_free(around: Surroundings) -> bool:
    """Whether something is forbidden, goes on or holds in the time; what must be done is free only where it is a ban."""
    name = "bans" if _says("binding_before", around.before) else "free_of_time"
    if pattern(name).match(around.predicate) is not None:
        return True
    topic = around.main is not None and around.kinds[around.main] == "topic"
    return topic and _begins("bans", around.rest.partition("，")[2])


def _lets(around: Surroundings) -> bool:
    """Whether somebody only may do something in the time; a time to apply or pay in is due all the same (可于6月底前申请)."""
    predicate = around.predicate
    before = pattern("letting").search(around.before)
    if before is not None:
        wanted = "files" if before[0].startswith(("可", "有权", "允许")) else "achieves"
        return not pattern(wanted).search(predicate[:_ACTS_NEAR])
    lets = pattern("letting").search(predicate)
    if lets is None or (lets.start() == 0 and _says("files", predicate[: _ACTS_NEAR // 2])):
        return False
    binds = pattern("obliging").search(predicate)
    return binds is None or lets.start() < binds.start()


def _bare_is_due(time: TimePoint, phrase: str, around: Surroundings) -> bool:
    """A date, month or year without any word that bounds it, by the verb behind it."""
    assert time.period is not None
    predicate = around.predicate
    quoted = around.view.text[time.start - 1 : time.start] == "“"
    if phrase.endswith("年度") or quoted or not predicate or _begins("named_after", predicate) or _lets(around):
        return False
    if _begins("no_target_year", predicate) or _begins("value_of_year", predicate) or (
            _begins("free_of_time", predicate) or (_says("told", predicate) and "阶段" not in around.label)):
        return False
    opens = _OPENING.search(unlabelled(around.before)) is not None
    if time.period.precision == "day":
        hit = pattern("achieves").search(predicate[:_ACTS_NEAR]) or pattern("files").search(predicate[:_ACTS_NEAR])
        return opens and hit is not None and _last("works", around.label) >= _last("ruling_time", around.label)
    figure = _says("figure_due", predicate)
    if _says("enforced", around.before):
        return figure or _says("achieves", predicate)
    if around.passed:
        return False
    if time.period.precision == "year" and phrase.startswith(_MONTH_NAMED):
        return figure or (not phrase.startswith("全年") and opens and _begins("outright", predicate))
    if not opens:
        return _begins("outright", predicate)
    return _says("attains", pattern("aims_of_year").sub("", around.rest))


def recurring_is_due(time: TimePoint, around: Surroundings, *, in_cell: bool) -> bool:
    """Whether a day that comes back is due."""
    if time.boundary in ("from", "since", "during") or around.behind.startswith("的"):
        return False
    if time.opens is not None and window_is_due(time, around, past=False):
        return True
    if in_cell or _closes(around.label):
        return True
    if tells_cases_apart(around):
        return False
    predicate = around.predicate
    if not predicate or _is_free(around) or _lets(around) or _says("told", predicate):
        return predicate.startswith("为") and _says("acting_window", predicate)
    bound = _says("binding_before", around.before) or _says("obliging", predicate[:_ACTS_NEAR])
    if time.boundary == "before" or bound:
        return True
    return (_says("achieves", predicate) or _says("handles", predicate)) and not _begins("named_after", predicate)


def window_is_due(time: TimePoint, around: Surroundings, *, past: bool) -> bool:
    """Whether a stretch of days is one to act in: to apply, pay, file, enrol, or a stage of the work."""
    assert time.period is not None
    if past or time.period.precision == "year" or around.behind.startswith(("的", "期间", "之间")):
        return False
    label, predicate = around.label, around.predicate
    remark = around.view.text[around.group.end : around.group.end + _ACTS_NEAR]
    if (_says("acting_window", label) and _last("works", label) >= _last("ruling_time", label)) or (
            remark.startswith("（") and _begins("acting_window", remark[1:])):
        return True
    if tells_cases_apart(around) or (_says("ruling_time", label) and not predicate) or _says("ruling_until", label):
        return False
    if around.remark is not None and not predicate:
        outside = around.view.text[max(0, around.remark.start - _ACTS_NEAR) : around.remark.start - 1]
        if _names_stage(around):
            return True
        return _says("acting_window", outside)
    if _says("noun_of_time", label) or _begins("free_of_time", predicate) or _lets(around) or around.passed:
        return predicate.startswith("为") and _says("acting_window", predicate)
    if _begins("case_goes_on", predicate) or is_past_case(around):
        return False
    if _begins("then_gives", around.rest):
        return False
    if _begins("acts_in_window", predicate) or _says("obliging", around.before):
        return True
    figures = any(kind == "value" for kind in around.kinds[around.index + 1 :])
    return _is_short(time) and not figures and _says("files", around.rest)  # 6月27日至7月1日，申请人登录系统，填报志愿


def _is_let(around: Surroundings) -> bool:
    """Whether an earlier clause of the same part only lets somebody do what the time bounds."""
    before = [around.words(place) for place in range(around.index) if around.clauses[place].segment == around.clause.segment]
    return any(_says("letting", words) for words in before) and not any(_says("obliging", words) for words in before)


def _is_short(time: TimePoint) -> bool:
    """Whether a stretch of days ends in the month in which it begins, or the next one."""
    assert time.period is not None
    return time.opens is not None and 0 <= time.period.last[0] - time.opens.first[0] <= 1 and time.opens.year == time.period.year


def length_is_due(time: TimePoint, quantity: Quantity, around: Surroundings) -> bool:
    """Whether a length of time that runs from an event, or up to one, is one to act in."""
    phrase = around.view.text[time.start : time.end]
    if time.ahead:
        return _ahead_is_due(around, within=quantity.comparator in _UPPER)
    if "以下" in phrase[-12:] or _SHORT_OF.search(phrase) is not None:
        return False  # 自5月18日起，5年以下首套贷款; 折算后不足1天的部分
    if lapses(around):
        return quantity.comparator in _UPPER
    predicate = around.predicate
    counted = not predicate or _COUNTED.match(predicate) is not None  # 时效期间为一年，自知道之日起计算
    bounded = quantity.comparator in _UPPER or (quantity.comparator == "eq" and counted and _says("limits_time", around.label))
    if not bounded or tells_cases_apart(around):
        return False
    if counted and _is_let(around):
        return False  # 可延期缴纳，延期后缴款时限不超过12个月
    if counted:
        limits = _NO_LATER.search(phrase) is not None or _says("limits_time", around.label)
        return limits and _last("works", around.label) >= _last("ruling_time", around.label)
    if _begins("case_goes_on", predicate) and not (predicate.startswith("对") or _says("obliging", around.before + predicate)):
        return False
    if _is_free(around) or (_says("letting", around.before) and not _acts(predicate)):
        return False
    if around.passed and not _says("obliging", around.before + predicate):
        return False
    lets = pattern("letting").search(predicate)
    return lets is None or bool(_says("files", predicate[: lets.end() + _ACTS_NEAR]))


def lapses(around: Surroundings) -> bool:
    """Whether a time limit is told by what follows when it is not kept (15日内未提出异议的，合同即行生效)."""
    if around.main != around.index or not _begins("not_done", around.behind):
        return False
    later = [place for place in range(around.index, len(around.clauses)) if not around.clauses[place].inside]
    case = next((place for place in later[:_LONGEST_CASE] if around.words(place).rstrip("·").endswith(("的", "者"))), None)
    return case is not None and any(_says("lapse", around.words(place)) for place in later[later.index(case) + 1 :][:1])


def _ahead_is_due(around: Surroundings, *, within: bool) -> bool:
    """Whether something has to be done so long before an event."""
    predicate = around.predicate
    if is_past_case(around):
        return False
    if _says("gives_notice", predicate) and not _lets(around):
        return True
    if not predicate or tells_cases_apart(around) or _is_free(around) or _lets(around):
        return False
    if within:
        return bool(_says("binding_before", around.before) or _says("obliging", predicate[:_ACTS_NEAR]) or (
            _says("files", predicate[: _ACTS_NEAR // 2])))
    return bool(_says("obliging", around.before) or _says("obliging", predicate[:_ACTS_NEAR]) or _acts(predicate))


def _acts(predicate: str) -> bool:
    return any(pattern(name).search(predicate[:_ACTS_NEAR]) for name in ("files", "achieves"))
