"""From when until when a document applies, by its closing clause (自2022年1月1日起施行，有效期5年)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from extractor.quantities.mentions import find_quantities
from extractor.quantities.model import Quantity
from extractor.quantities.times import find_times

_SENTENCE = re.compile(r"[^。；\n]+")
_KEYWORD = re.compile(r"暂行(?!办法|规定|条例|标准|意见)|施行|实施|执行|生效|试行|实行|有效期|失效")
_LABEL = re.compile(r"\A\s*(?:第[一二三四五六七八九十百零〇0-9]{1,6}条|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])\s*")
# What only leads up to it: who is responsible for the last item, where the news is from.
_LEAD = re.compile(r"\A(?:[^。；\n]*〕(?=以上|上述|本))?(?:(?:据(?:悉|了解|介绍)|按照?规定|同时|此外|另外)，)?")
# A press piece says of the circular that it names when it takes effect (出台《…措施》，自3月1日起施行).
_RELAYED = re.compile(
    r"(?:出台|印发|发布|推出|公布|下发|制定)[^。；\n，]{0,16}《[^《》\n]{4,80}》[^。；\n，]{0,12}，"
    r"(?=(?:《[^《》\n]{2,8}》)?[自从][^，。；]{2,24}起(?:正式)?(?:施行|实施|执行|生效))")
_OWN = re.compile(
    r"\A(?:《(?:若干|实施)?(?:措施|办法|细则|通知|意见|规定|方案|政策|公告|决定)》(?:将)?(?=[自从0-9])|(?:措施|办法|细则|通知|意见|规定|方案)(?=[自从])"
    r"|(?:优惠)?(?:政策|标准|措施)(?:调整|暂定|暂)?(?=有效期|执行期|执行[到至]|期限|[自从])|(?:本次|此次)(?:政策|标准)?调整|调整后的?[一-龥]{0,8}(?=[自从])|新(?:政策|标准)(?=[自从])"
    r"|(?:本|此|以上|上述|该)(?![市省区县人年地级期月次院科校厅局委部款项])(?!条(?!例))(?!单位|辖区|统筹|企业|项目|活动|次活动)|自|从|有效期)"
)
# A sentence that only begins at the document's first day dates the rule that it goes on with.
_ONE_RULE = re.compile(
    r"(?:[自从]?本[^，。；]{2,6}(?:施行|实施|印发|发布|公布|执行|生效)之日起|[自从](?=\d))(?![^，。；]{0,40}(?:施行|实施|执行|生效|有效|试行|实行|适用|废止))[^，。；]{0,60}，"
    r"(?!有效|试行|执行|施行|实施|期限|原|此前|同时|以往|过去|本)"
)
_LOCAL = re.compile(r"该(?!措施|办法|细则|通知|意见|规定|方案|公告|文件|决定)|(?:优惠)?政策|标准|措施")
_REST = re.compile(r"其[余他](?:的?(?:条款|政策|措施|各项|规定)){0,2}的?(?:有效期|执行期?)限?(?=[至到为截])")
# 2008年7月17日经…会议通过: the day on which it was adopted is not that of its 公布.
_ADOPTED = r"{0.year}年0?{0.month}月0?{0.day}日[^。\n]{{0,60}}通过(?![^。\n]{{0,40}}(?:公布|发布|颁布|施行))"
_PROMULGATED = re.compile(r"(?:公布|颁布|发布)之日")
_WITHIN = ("。", "；")
_STARTS = re.compile(r"[^，。；]{0,6}(?:暂行(?!办法|规定|条例|标准|意见)|施行|实施|执行|生效|试行|实行|适用)")
_FROM_ISSUE = re.compile(
    r"[自从](?:本\w{2,4})?(?:印发|发布|公布|下发|发文|公告|颁布|签发|成文)之(?:日(?:（[^（）]{6,16}）)?(?P<next>的?次日)?|(?P<after>次日))起(?:(?P<days>[0-9]{1,3})日后)?"
)
_OTHERS = re.compile(r"其[他余][^，。；]{0,8}[自从]")
_BUT_PARTS = re.compile(r"，(?:但|其中)第[一二三四五六七八九十百0-9、和及至第条款项]{1,30}[条款项]")
_PERIOD_FROM = re.compile(r"(?:执行|实施|施行|有效|政策)(?:时间|期限|期)(?:为|：)?[从自]?\Z")
_FROM_TO = re.compile(r"起(?:施行|实施|执行|试行|实行)，?(?:有效期)?[至到]\Z")
_UNTIL = re.compile(
    r"(?:有效期|有效期限|执行期|执行期限|试行期|施行期|政策期限?|执行|施行|实施|有效|试行)[^，。；]{0,6}(?:至|到|截至|截止到?|截止至)\Z"
)
_ENDS = re.compile(r"(?:自动|自行)?(?:失效|废止)|止|停止(?:执行|施行|实施)|终止")
# Of a notice that adjusts standards, the day from which all its sentences say so.
_ADJUSTS = re.compile(
    r"关于[^。，\n]{0,24}(?:调整|提高|确定|公布)[^。，\n]{0,30}(?:标准|待遇|养老金|补贴|津贴|工资)[^。，\n]{0,8}(?:通知|公告|通告|决定|》)"
)
_ADJUSTED = re.compile(r"，?[^。；\n]{0,60}(?:调整|提高|执行|发放|不低于)")
_POSTED = re.compile(r"(?:日期|发布时间|发布日期|发文日期|成文日期|时间)[：:]\s{0,4}((?:19|20)[0-9]{2})[-年/.][0-9]{1,2}")
_FULL_DATE = re.compile(r"((?:19|20)[0-9]{2})年[0-9]{1,2}月")
_LASTS = re.compile(r"(?:暂定(?:执行|实行|实施|施行)?|暂行|有效期|试行期|执行期|施行期|试行|有效|期限)[^，。；0-9一二三四五六七八九十]{0,6}\Z")


def find_effective_dates(text: str, document_date: date | None = None) -> tuple[str | None, str | None]:
    """The first and the last day on which a document applies, as ISO dates; None where the text does not say.

    `text` is the document's clean text or its closing clause. Only sentences about the document itself are read
    (本通知自…起施行; 自印发之日起执行, for which `document_date` is needed). A term of 5 years from 1 January 2022
    ends on 31 December 2026. A term without a first day has no last day.
    """
    first: date | None = None
    last: date | None = None
    term: Quantity | None = None
    year = document_date.year if document_date is not None else year_of_issue(text)
    adopted = document_date is not None and re.search(_ADOPTED.format(document_date), text) is not None
    for match in _SENTENCE.finditer(text):
        if _KEYWORD.search(match[0]) is None:
            continue
        sentence = _LEAD.sub("", _LABEL.sub("", match[0].lstrip()))
        if but := _BUT_PARTS.search(sentence):
            sentence = sentence[: but.start()]  # 自印发之日起施行，但第一条有效期至…
        if relayed := _RELAYED.search(sentence):
            sentence = sentence[relayed.end() :]
        if rest := _REST.search(sentence):
            last = last or _last_day(sentence[rest.start() :])  # 第四条待…后执行，其余条款有效期至…
            continue
        if _OWN.match(sentence) is None or (_LOCAL.match(sentence) and text[match.start() - 1 : match.start()] in _WITHIN):
            continue  # 该政策有效期至… behind other sentences closes what they say
        if _ONE_RULE.match(sentence):
            continue  # 本通知施行之日起至2026年12月31日，购买住房的可申请…
        first = first or _first_day(sentence, None if adopted and _PROMULGATED.search(sentence) else document_date, year)
        last = last or _last_day(sentence)
        term = term or _term(sentence)
    first = first or _day_of_adjustment(text, year)
    if last is None and term is not None and first is not None:
        last = _end_of_term(first, term)
    return first.isoformat() if first else None, last.isoformat() if last else None


def year_of_issue(text: str) -> int | None:
    """The year of a page that has no date of its own: that of its line 日期：…, else the one year that it names where it
    speaks of 今年."""
    posted = _POSTED.search(text, 0, 400)
    if posted is not None:
        return int(posted[1])
    years = set(_FULL_DATE.findall(text)) if "今年" in text else set()
    return int(years.pop()) if len(years) == 1 else None


def _day_of_adjustment(text: str, year: int | None) -> date | None:
    if _ADJUSTS.search(text, 0, 400) is None:
        return None
    days = {
        time.period.first_day(year) for time in find_times(text)
        if time.boundary == "from" and time.period is not None and time.period.precision == "day" and _ADJUSTED.match(text, time.end)
    }
    return days.pop() if len(days) == 1 else None


def _first_day(sentence: str, document_date: date | None, year: int | None) -> date | None:
    if others := _OTHERS.search(sentence):
        sentence = sentence[others.start() :]  # 第四条自1月1日起执行，其他政策自12月5日起施行
    issue = _FROM_ISSUE.search(sentence)
    for time in find_times(sentence):
        period = time.opens or time.period
        if period is None or period.precision != "day" or (time.opens is None and time.boundary == "until"):
            continue
        printed_issue = issue is not None and issue.start() < time.start < issue.end()
        if printed_issue or time.opens is not None or _STARTS.match(sentence, time.end) or (
                time.boundary == "from" and _PERIOD_FROM.search(sentence[: time.start])):
            return period.first_day(year)
    if issue is None or document_date is None:
        return None
    later = 1 if issue["next"] or issue["after"] else int(issue["days"] or 0)
    return document_date + timedelta(days=later)


def _last_day(sentence: str) -> date | None:
    for time in find_times(sentence):
        if time.period is None or time.kind == "recurring":
            continue
        if time.kind == "window" and time.opens is not None and time.opens.precision == "day":
            return time.period.last_day(time.opens.year)
        lead = sentence[: time.start] + (sentence[time.start : time.end] if time.boundary == "until" else "")
        lead = re.sub(r"(?<=[至到])[^至到]*\Z", "", lead)
        if time.boundary == "until" and (_UNTIL.search(lead) or _FROM_TO.search(lead) or (
                _FROM_ISSUE.search(lead) and _STARTS.match(sentence, time.end))):
            return time.period.last_day(None)
        if time.boundary == "from" and time.kind == "date":
            continue
        if _ENDS.match(sentence, time.end) or sentence[time.end - 1] == "止":
            return time.period.last_day(None)
    return None


def _term(sentence: str) -> Quantity | None:
    for quantity in find_quantities(sentence):
        whole = quantity.kind == "duration" and quantity.unit in ("year", "month", "day") and quantity.value.isdigit()
        if whole and _LASTS.search(sentence[: quantity.start]):
            return quantity
    return None


def _end_of_term(first: date, term: Quantity) -> date:
    number = int(term.value)
    if term.unit == "day":
        return first + timedelta(days=number - 1)
    years, month = divmod(first.month - 1 + number * (12 if term.unit == "year" else 1), 12)
    year = first.year + years
    day = min(first.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)
