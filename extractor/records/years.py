"""The year that a value applies to: printed in its clause, at the head of its sentence, or in the title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractor.quantities import TimePoint
from extractor.records.passages import Passage
from extractor.spans import Span
from extractor.structure.model import Circular

_YEAR = re.compile(
    r"(?<![由从比较〔\d])(?P<year>(?:19|20)\d\d)年(?:度)?(?!以[前来]|之前|\d{1,2}月|的每人|版|的?标准|第)"
    r"|(?<=[到在于自从])(?P<by>(?:19|20)\d\d)年\d{1,2}月"
)
_TITLE = re.compile(r"(?<![\d—－～~至-])(?P<year>(?:19|20)\d\d)(?:年度|年)(?!\s*[—－～~至-])")
# 2021年基本养老金平均水平的2.8%: the year of the base, not of the value.
_OF_BASE = re.compile(r"[^，。；]{0,24}(?:平均水平|收入|工资|养老金|基数)[^，。；]{0,6}的[^，。；]{0,6}$")
_INSURED_YEAR = re.compile(r"(?:19|20)\d\d年度?(?![^《》]*(?:要点|计划|安排|任务))[^《》]*(?:参保|缴费|征缴|医疗保险|医疗保障|医保|养老保险)")
_STARTS_IN = re.compile(
    r"(?:^|[，。；])(?:新标准|上述标准|以上标准|调整后的标准)?[自从](?P<year>(?:19|20)\d\d)年\d{1,2}月\d{1,2}日起[^。]{0,60}(?:标准|调整|提高|执行)"
)
_NUMBER_YEAR = re.compile(r"[〔（(\[](?P<year>(?:19|20)\d\d)[〕）)\]]")
_ARTICLE = re.compile("第.{1,6}条")
_ARTICLES = 3
_IN_TITLE = re.compile(r"《[^《》]{0,120}》")


def year_of(text: str, offset: int, passage: Passage) -> int | None:
    """The year printed for the value at `offset`: last in its clause, else at the head of an earlier clause."""
    clause = passage.clause(offset)
    own = _last_year(text, clause.start, offset)
    if own and not _OF_BASE.match(text, own.end(), offset):
        return _value(own)
    sentence = passage.sentence(offset)
    at = clause.start
    while at > sentence.start:
        earlier = passage.clause(at - 1)
        hit = _last_year(text, earlier.start, earlier.end)
        heads = hit is not None and hit.start() - earlier.start <= 6 and not text.startswith("为", hit.end())
        if hit and (heads or text[hit.start() - 1] == "到"):
            return _value(hit)
        at = earlier.start
    return None


def earlier_year(text: str, offset: int, passage: Passage) -> int | None:
    """The year that heads a clause of an earlier sentence of the paragraph (2021年继续提高筹资标准。…)."""
    at = passage.sentence(offset).start
    while at > passage.start:
        clause = passage.clause(at - 1)
        hit = _YEAR.match(text, clause.start)
        if hit:
            return _value(hit)
        at = clause.start
    return None


def _value(hit: re.Match[str]) -> int:
    return int(hit["year"] or hit["by"])


def is_standing(text: str, circular: Circular) -> bool:
    """Whether a document rules from year to year: a law or rule in articles, whose title names no year."""
    if title_year(text, circular) is not None:
        return False
    articles = {p.headings[-1].label for p in circular.paragraphs if p.headings and _ARTICLE.match(p.headings[-1].label)}
    return len(articles) >= _ARTICLES


def title_year(text: str, circular: Circular) -> int | None:
    """The one year that a title names (关于做好2021年…工作的通知); None where it names none or several."""
    years = {int(hit["year"]) for hit in _TITLE.finditer(_title(text, circular))}
    return years.pop() if len(years) == 1 else None


def enrols_ahead(text: str, circular: Circular) -> bool:
    """Whether a title names a year of insurance, for which people enrol and pay in the months before it."""
    return _INSURED_YEAR.search(_title(text, circular)) is not None


def _title(text: str, circular: Circular) -> str:
    title = circular.title if circular.title_span is None else text[slice(*circular.title_span)]
    return (title or "").replace("\n", "")


def start_year(text: str, circular: Circular) -> int | None:
    """The year from which new standards apply, said in the text itself (新标准自2024年9月1日起执行)."""
    for paragraph in circular.paragraphs[:40]:
        if paragraph.role == "body" and text.find("日起", paragraph.body, paragraph.end) >= 0 and (
                not text.startswith("本", paragraph.body)):
            hit = _STARTS_IN.search(text[paragraph.body : paragraph.end])
            if hit:
                return int(hit["year"])
    return None


def first_day_said(times: Iterable[TimePoint]) -> date | None:
    """The first of the days that a text prints with their year, last days of something left out; None where they are of several years.

    A circular that nothing else dates is not of another year: what is due later in that year is so in it.
    """
    periods = (time.opens or time.period for time in times if time.boundary != "until" and time.kind in ("date", "window"))
    days = [day for one in periods if one is not None and one.year and one.precision == "day" and (day := one.first_day(None))]
    return min(days) if days and min(days).year == max(days).year else None


def number_year(circular: Circular) -> int | None:
    """The year of a circular's own 发文字号, where nothing else dates it."""
    hit = _NUMBER_YEAR.search(circular.number or "")
    return int(hit["year"]) if hit else None


def _last_year(text: str, start: int, end: int) -> re.Match[str] | None:
    quoted = [Span(*hit.span()) for hit in _IN_TITLE.finditer(text, start, end)]
    last = None
    for hit in _YEAR.finditer(text, start, end):
        if not any(span.start <= hit.start() < span.end for span in quoted):
            last = hit
    return last
