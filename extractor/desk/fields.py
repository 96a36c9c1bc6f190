"""The fields of a record as a form shows them: under their Chinese names, as text; and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from extractor.corrections.write import field_values
from extractor.records.models import Line

FIELDS: Mapping[str, Mapping[str, str]] = {
    "parameter": {
        "value": "数值", "concept": "概念", "label": "名称", "comparator": "界限", "per": "计算口径", "population": "人群", "tier": "等级",
        "region": "区域", "year": "年度", "effective_from": "起始日期", "effective_to": "截止日期", "previous": "原数值",
    },
    "deadline": {"date": "截止日期", "opens": "开始日期", "action": "事项"},
    "assignment": {"lead": "牵头", "support": "配合"},
    "task": {"action": "事项", "lead": "牵头", "support": "配合"},
    "citation": {"title": "标题", "number": "文号", "relation": "关系"},
    "amendment": {},
    "note": {},
}  # fmt: skip
"""What can be corrected in a form; the command line takes every field."""
NEW: Mapping[str, Mapping[str, str]] = {
    "parameter": {"kind": "种类（money 金额、percent 比例、duration 期限、count 数量）", "unit": "单位（CNY、percent、day、workday、month、year…）",
                  **FIELDS["parameter"]},
    "deadline": FIELDS["deadline"], "assignment": FIELDS["assignment"], "task": FIELDS["task"], "citation": FIELDS["citation"],
}
"""What a new record needs, and may have."""
_LISTS = frozenset({"lead", "support"})


def as_text(value: Any) -> str:
    """A field's value as it stands in a form; lists of names with 、 between them."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def new_fields(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new record that a form gives. Raises ValueError for one that such a record does not have."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        found |= {name: value} if not isinstance(value, str) else _read(kind, name, value.strip()) if value.strip() else {}
    return found


def changed_fields(record: Line, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a form changes, as the record has them. Raises ValueError for one that the record does not have."""
    data = record.model_dump(mode="json", by_alias=True)
    found: dict[str, Any] = {}
    for name, value in given.items():
        if not isinstance(value, str):
            found[name] = value
        elif value.strip() != as_text(data.get(name)):
            found |= _read(data["type"], name, value.strip())
    return found


def _read(kind: str, name: str, text: str) -> dict[str, Any]:
    if name in _LISTS:
        return {name: [one for one in text.replace("，", "、").split("、") if one]}
    return field_values(kind, [f"{name}={text or 'null'}"])
