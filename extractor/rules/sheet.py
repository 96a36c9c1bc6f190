"""The sheet of what is in force at a place on a day: one row a value, one a bracket where a value has brackets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.policy.places import level
from extractor.policy.wording import day_text, per_text, unit_text, words
from extractor.rules.in_force import Chosen, sheet_of
from extractor.rules.model import Bracket, Concept, Key, Reference, Series
from extractor.rules.tree import number
from extractor.rules.wording import bracket_text, printed, section_text, source_text, value_text

COLUMNS = ("事项", "分段", "数值", "单位", "计算口径", "人群", "医院等级", "地区", "适用条件", "制定层级", "起始日期", "截止日期", "文件",
           "章节", "原文", "备注")


@dataclass(frozen=True, slots=True)
class Row:
    """One value in force with its label, its circular and its words."""

    label: str
    chosen: Chosen
    bracket: Bracket | None
    source: Reference
    day: date

    @property
    def key(self) -> Key:
        return self.chosen.series.key

    @property
    def value(self) -> Decimal | None:
        return self.bracket.value if self.bracket else self.chosen.entry.value

    @property
    def whom(self) -> tuple[str, ...]:
        """Group, tier and region; 全体 where none is named."""
        return tuple(filter(None, (self.key.population, self.key.tier, self.key.region))) or ("全体",)

    @property
    def outdated(self) -> bool:
        """Whether it is a year's value that is only carried on: the corpus does not show it to be valid on the day asked for."""
        return self.chosen.entry.is_carried_on(self.day)

    @property
    def note(self) -> str:
        """What a reader must know beside the value."""
        entry = self.chosen.entry
        notes = [words("modalities")[entry.modality]] if entry.modality != "must" else []
        if self.source.status != "in_force":
            notes.append(words("statuses")[self.source.status])
        if entry.start_from == "document":
            notes.append("文件未写明施行日期，按成文日期起算")
        if self.key.has("side_by_side"):
            notes.append("同一文件对同一事项写有几个不同的数值，请核对各自的适用对象")
        if self.outdated and entry.year is not None:
            notes.append(f"最近一次可确认有效：{day_text(date(entry.year, 12, 31))}，请核对有无新规定")
        if self.source.doubts:
            notes.append(f"系统推断，请核对原文：{'、'.join(self.source.doubts)}")
        notes += [f"人工更正：{note}" for note in self.source.corrections]
        notes += [f"已与原文核对：{who}" for who in self.source.confirmed]
        return "；".join(notes)

    @property
    def text(self) -> str:
        """The value with its bound, unit and base."""
        return " ".join(filter(None, (value_text(self.chosen.entry, self.key, self.bracket), per_text(self.chosen.entry.per))))

    def cells(self) -> tuple[str, ...]:
        """The row under `COLUMNS`, as text."""
        entry, key = self.chosen.entry, self.key
        amount = value_text(entry, key, self.bracket, with_unit=False)
        return (
            self.label,
            bracket_text(self.bracket) if self.bracket else "",
            amount,
            unit_text(key.unit),
            per_text(entry.per),
            key.population or "全体",
            key.tier or "",
            key.region or "",
            "；".join(key.conditions),
            f"{words('levels')[level(key.place_code)]}（{self.chosen.series.place}）",
            entry.start.isoformat(),
            entry.end.isoformat() if entry.end else "",
            source_text(self.source),
            section_text(self.source),
            self.source.sentence or printed(self.source.quote),
            self.note,
        )

    def data(self) -> dict[str, Any]:
        """The row as a JSON object; numbers as decimal strings, null where there is nothing."""
        entry, key, bracket = self.chosen.entry, self.key, self.bracket
        return {
            "concept": key.concept,
            "label": self.label,
            "value": None if self.value is None else number(self.value, ""),
            "unit": key.unit,
            "per": entry.per,
            "comparator": entry.comparator,
            "modality": entry.modality,
            "removed": entry.removed,
            "bracket": None if bracket is None else {
                "lower": _text(bracket.lower),
                "lower_inclusive": bracket.lower_inclusive,
                "upper": _text(bracket.upper),
                "upper_inclusive": bracket.upper_inclusive,
            },
            "population": key.population,
            "tier": key.tier,
            "region": key.region,
            "conditions": list(key.conditions),
            "place": self.chosen.series.place,
            "place_code": key.place_code,
            "level": level(key.place_code),
            "since": entry.start.isoformat(),
            "until": entry.end.isoformat() if entry.end else None,
            "outdated": self.outdated,
            "note": self.note or None,
            "document": self.source.document,
            "number": self.source.number,
            "title": self.source.title,
            "status": self.source.status,
            "source": self.source.source,
            "section": list(self.source.section),
            "span": list(self.source.span),
            "page": self.source.page,
            "quote": self.source.quote,
            "sentence": self.source.sentence,
            "corrections": list(self.source.corrections),
            "confirmed": list(self.source.confirmed),
            "doubts": list(self.source.doubts),
        }


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else number(amount, "")


def rows_of(
    series: Iterable[Series],
    concepts: Mapping[str, Concept],
    place_code: str,
    day: date,
    wanted: Iterable[str] = (),
) -> list[Row]:
    """The rows for a place and a day, in the vocabulary's order; `wanted` are concept ids, or words of their labels (none: all)."""
    terms = list(wanted)
    order = {concept: position for position, concept in enumerate(concepts)}
    rows = []
    for chosen in sorted(sheet_of(series, place_code, day), key=lambda one: order.get(one.series.key.concept, len(order))):
        concept = chosen.series.key.concept
        label = concepts[concept].label if concept in concepts else chosen.series.label or concept
        if terms and not any(concept == term or concept.startswith(f"{term}.") or term in label for term in terms):
            continue
        if chosen.entry.brackets:
            rows += [Row(label, chosen, bracket, bracket.reference, day) for bracket in chosen.entry.brackets]
        else:
            rows.append(Row(label, chosen, None, chosen.entry.references[0], day))
    return rows
