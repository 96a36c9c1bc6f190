"""Records in the words of an official: 每人每年不低于580元, 2021年9月30日前, 次月20日前."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from extractor.language.concepts import load_concepts
from extractor.policy import wording as policy
from extractor.records.models import (
    BracketBounds,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    ParameterRecord,
    Quantified,
)
from extractor.sources.model import SourceError
from extractor.tracker import due
from extractor.vocabulary import VocabularyError, load_yaml

_OPENED = 16
"""Characters that are told of the beginning of a circular that has nothing else to be called by."""
_TABLES = frozenset({"confidences", "severities", "relations", "fields", "kinds", "failures"})


@cache
def words(table: str) -> Mapping[str, str]:
    """One table of `vocabulary/report.yaml`, or of the common wordings.

    Raises VocabularyError for a file that does not hold all of its tables.
    """
    if table not in _TABLES:
        return policy.words(table)
    tables = load_yaml("report.yaml")
    if not isinstance(tables, dict) or set(tables) != _TABLES:
        raise VocabularyError(f"vocabulary/report.yaml: needs exactly the tables {', '.join(sorted(_TABLES))}")
    entries = tables[table]
    if not isinstance(entries, dict) or not all(isinstance(value, str) for value in entries.values()):
        raise VocabularyError(f"vocabulary/report.yaml: {table} must be a table of words")
    return entries


def concept_text(parameter: ParameterRecord) -> str:
    """What a value is: its concept's name, else the words that name it in the text."""
    concept = load_concepts().get(parameter.concept or "")
    return concept.label if concept else parameter.label or parameter.concept or "（未写明）"


def quantity_text(value: str, unit: str) -> str:
    """A value with its unit; round money from ten thousand on in 万: 1.8万元, 320元, 70%, 10个工作日."""
    return policy.quantity_text(Decimal(value), unit)


def value_text(record: Quantified) -> str:
    """A value as a clause would set it: 原则上每人每年不低于580元, 70%左右, 不再设限."""
    if isinstance(record, ParameterRecord) and record.removed:
        return "不再设限"
    if record.value is None:
        return "未写明"
    text = policy.bounded_text(record.kind, record.comparator, quantity_text(record.value, record.unit))
    if isinstance(record, ParameterRecord):
        text = policy.per_text(record.per) + text
        if record.modality == "principle":
            text = words("modalities")["principle"] + text
    return text


def change_text(parameter: ParameterRecord) -> str:
    """How a value came about: 原580元，增加30元; empty where the text does not say."""
    parts = []
    if parameter.previous:
        parts.append(f"原{quantity_text(parameter.previous, parameter.unit)}")
    if parameter.delta:
        unit = "percentage_point" if parameter.unit == "percent" else parameter.unit
        amount = Decimal(parameter.delta)
        parts.append(("增加" if amount >= 0 else "减少") + quantity_text(str(abs(amount)), unit))
    return "，".join(parts)


def scope_texts(parameter: ParameterRecord) -> tuple[str, ...]:
    """For whom, where and in which case a value is: group, tier, region, bracket and further conditions, those that are stated."""
    bracket = bracket_text(parameter.bracket) if parameter.bracket else None
    fields = [part for part in (parameter.population, parameter.tier, parameter.region, bracket) if part]
    others = (squeezed(one.text) for one in parameter.conditions if not (parameter.bracket and one.kind == "amount"))
    further = (words for words in others if not any(words in field or field in words for field in fields))
    return tuple(dict.fromkeys((*fields, *further)))


def bracket_text(bounds: BracketBounds) -> str:
    """The part of a base: 1.8万元（含）至10万元（不含）, 30万元（含）以上. Bounds are money."""
    lower = _bound(bounds.lower, bounds.lower_inclusive)
    upper = _bound(bounds.upper, bounds.upper_inclusive)
    if lower and upper:
        return f"{lower}至{upper}"
    return f"{lower}以上" if lower else f"{upper}以下" if upper else "全部"


def _bound(value: str | None, inclusive: bool) -> str:
    return f"{quantity_text(value, 'CNY')}（{'含' if inclusive else '不含'}）" if value else ""


def period_text(parameter: ParameterRecord) -> str:
    """When a value applies: its year, or the dates that are stated."""
    start, end = parameter.effective_from, parameter.effective_to
    if start and end:
        return f"{day_text(start)}至{day_text(end)}"
    if start:
        return f"{day_text(start)}起"
    if end:
        return f"至{day_text(end)}"
    return f"{parameter.year}年" if parameter.year else ""


def day_text(iso: str) -> str:
    """2021-09-30 as 2021年9月30日; a month or year alone likewise."""
    numbers = [str(int(part)) for part in iso.split("-")]
    return "".join(number + mark for number, mark in zip(numbers, "年月日", strict=False))


def due_text(deadline: DeadlineRecord | None) -> str:
    """When something is due: a date, a window, a time from an event, or a date that comes back."""
    if deadline is None:
        return "未定期限"
    if deadline.date and deadline.opens:
        return f"{day_text(deadline.opens)}至{day_text(deadline.date)}"
    if deadline.date:
        year, month = (int(part) for part in deadline.date.split("-")[:2])
        ends = {"year": f"{year}年底前", "day": f"{day_text(deadline.date)}前"}
        return ends.get(deadline.precision, f"{year}年{month}月底前")
    if deadline.duration:
        return due.duration_text(deadline.duration, squeezed(deadline.event or ""))
    if deadline.recurs:
        return due.recurrence_text(deadline.recurs)
    return f"{_event(deadline.event)}（期限未写明）"


def _event(event: str | None) -> str:
    if not event:
        return ""
    event = "".join(event.split())
    return event if event.endswith(("起", "后")) else f"{event}起"


def document_text(document: DocumentRecord) -> str:
    """A circular as it is cited: its number, else its title, else its first words."""
    return document.number or (f"《{document.title}》" if document.title else _opening(document))


def heading_text(document: DocumentRecord) -> str:
    """A circular as it is headed: its title, else its number, else its first words."""
    return document.title or document.number or _opening(document)


def _opening(document: DocumentRecord) -> str:
    return f"以“{squeezed(document.quote)[:_OPENED]}”开头的文件"


def cited_text(citation: CitationRecord) -> str:
    """A circular as a text cites it: 《…》（鲁医保发〔2021〕42号）."""
    title = f"《{citation.title}》" if citation.title else ""
    return title + (f"（{citation.number}）" if citation.number and title else citation.number or "")


def failure_text(failure: SourceError) -> str:
    """Why a file could not be read and what to do."""
    return words("failures").get(failure.kind, f"{failure.problem}（{failure.advice}）")


def squeezed(text: str) -> str:
    """Text without the white space and line breaks of its layout."""
    return "".join(text.split())
