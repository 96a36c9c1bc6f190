"""Fields and values of a correction as a person writes them, in Chinese or as the export has them: 牵头=市医保局、市财政局, 概念=大病保险起付标准.

`vocabulary/corrections.yaml` names records and fields; values are named by the tables of the reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from extractor.corrections.problems import FIXED, MODELS, choices_of, field_names, unknown_field
from extractor.language.concepts import load_concepts
from extractor.normalize.script import to_simplified
from extractor.vocabulary import load_yaml

HEADINGS = ("记录", "项目", "英文名", "怎样填写")
_TABLES = {
    "kind": ("wording.yaml", ("value_kinds",)), "comparator": ("wording.yaml", ("comparators", "comparators_of_counts")),
    "modality": ("wording.yaml", ("modalities",)), "unit": ("wording.yaml", ("units",)),
    "confidence": ("report.yaml", ("confidences",)), "relation": ("report.yaml", ("relations",)),
}  # fmt: skip
_TRUTH = {"是": True, "否": False}
_NOTHING = frozenset({"", "null", "无", "空"})
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NUMBER = re.compile(r"(-?[\d,]+(?:\.\d+)?)\s*(万|亿)?\s*(?:%|元|[^\d\s]{0,4})")
_TIMES = {None: 1, "万": 10_000, "亿": 100_000_000}
_DATES = frozenset({"date", "opens", "effective_from", "effective_to", "deadline", "repealed_from"})
_AMOUNTS = frozenset({"value", "previous", "delta"})


def kind_called(name: str) -> str | None:
    """The kind of record that is called so (参数, parameter); None where there is none."""
    return next((kind for kind, names in _names()["kinds"].items() if name in (kind, *names)), None)


def kinds_listed() -> str:
    """The kinds of records, for a message."""
    return "、".join(f"{names[0]}（{kind}）" for kind, names in _names()["kinds"].items())


def field_values(kind: str, given: list[str]) -> dict[str, Any]:
    """`name=value` pairs as fields of a record, by the names and values of the export.

    Raises ValueError for a pair without `=` and for a field that the record does not have.
    """
    found: dict[str, Any] = {}
    for pair in given:
        name, separator, text = pair.replace("＝", "=").partition("=")
        if not separator:
            raise ValueError(f"“{pair}” is not NAME=VALUE, such as 数值=60 or value=60")
        field = _field(kind, name.strip())
        if field is None:
            raise ValueError(f"“{pair}”: {unknown_field(kind, name, _fields(kind))}")
        try:
            found[field] = _value(kind, field, text.strip())
        except (yaml.YAMLError, RecursionError) as error:
            raise ValueError(f"“{text}” is no value for {name} ({' '.join(str(error).split())})") from error
    return found


def listed() -> Iterator[tuple[str, str, str, str]]:
    """What can be corrected: record, field, its name in the export, and what may be written, under `HEADINGS`."""
    for kind in MODELS:
        for name in field_names(kind):
            if name not in FIXED:
                yield _names()["kinds"][kind][0], _names()["fields"][name][0], f"{kind}.{name}", _may_be(kind, name)


def field_label(name: str) -> str:
    """What a field is called in Chinese."""
    return str(_names()["fields"][name][0])


def _field(kind: str, name: str) -> str | None:
    return name if name in field_names(kind) else _fields(kind).get(name)


def _fields(kind: str) -> dict[str, str]:
    """The fields of a kind of record by their Chinese names; the first field that bears a name has it."""
    found: dict[str, str] = {}
    for field in field_names(kind):
        for name in _names()["fields"].get(field, ()):
            found.setdefault(name, field)
    return found


def _value(kind: str, field: str, text: str) -> Any:
    annotation = str(field_names(kind)[field])
    if text in _NOTHING:
        return None
    if field in ("concept", "concepts"):
        wanted = [_concept(one) for one in _members(text)]
        return wanted if field == "concepts" else wanted[0]
    if field == "per":
        return _basis(text)
    if (words := _words(field)) and text in words:
        return words[text]
    if field in _DATES and (day := _DAY.fullmatch(text)):
        return f"{int(day[1]):04}-{int(day[2]):02}-{int(day[3]):02}"
    if field in _AMOUNTS and (amount := _NUMBER.fullmatch(text)):
        number = (Decimal(amount[1].replace(",", "")) * _TIMES[amount[2]]).normalize()
        return f"{number:f}"
    if "bool" in annotation and text in _TRUTH:
        return _TRUTH[text]
    if "tuple[str" in annotation and not text.startswith("["):
        return _members(text)
    return text if ("str" in annotation and "tuple" not in annotation) or field == "deadline" else yaml.safe_load(text)


def _members(text: str) -> list[str]:
    if text.startswith("["):
        return [str(one) for one in yaml.safe_load(text)]
    return [one for one in re.split(r"[、，,；;]", text) if one]


def _concept(text: str) -> str:
    """The id of a concept that is called so; what none is called stays as it is, and is told with near ones."""
    plain = to_simplified("".join(text.split()))
    called = [id_ for id_, one in load_concepts().items() if plain in (one.label, id_)]
    return called[0] if len(called) == 1 else text


def _basis(text: str) -> str:
    """每人每年 as `person/year`; other words stay as they are."""
    by_words = {words: part for part, words in load_yaml("wording.yaml")["per"].items()}
    parts, rest = [], text
    while rest:
        said = max((words for words in by_words if rest.startswith(words)), key=len, default="")
        if not said:
            return text
        parts.append(by_words[said])
        rest = rest.removeprefix(said)
    return "/".join(parts)


def _words(field: str) -> dict[str, str]:
    """The values of a field by their Chinese words."""
    file, tables = _TABLES.get(field, ("", ()))
    entries = [entry for table in tables for entry in load_yaml(file)[table].items()]
    entries += _names()["values"].get(field, {}).items()
    return {words: value for value, words in entries if words}


def _may_be(kind: str, field: str) -> str:
    """What may be written into a field, in a few words."""
    annotation, choices = field_names(kind)[field], choices_of(field_names(kind)[field])
    if choices:
        by_value = {value: words for words, value in reversed(_words(field).items())}
        return "、".join(by_value.get(one, str(one)) for one in choices if one is not None)
    if field in ("concept", "concepts"):
        return "概念的名称或编号（hongtou concepts 可查）"
    if field in _DATES:
        return "日期，如 2031-09-30 或 2031年9月30日"
    if field in _AMOUNTS:
        return "数字，如 60 或 1.8万"
    if field == "per":
        return "如 每人每年"
    if "bool" in str(annotation):
        return "是、否"
    if "tuple[str" in str(annotation):
        return "一项或几项，用、隔开"
    if "extractor." in str(annotation):
        return "YAML，格式见 docs/export.schema.json"
    return "整数" if "int" in str(annotation) else "文字"


@cache
def _names() -> Mapping[str, Mapping[str, Any]]:
    names: Mapping[str, Mapping[str, Any]] = load_yaml("corrections.yaml")
    return names
