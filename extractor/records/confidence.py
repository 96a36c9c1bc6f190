"""How sure a parameter is, and why not: `high`, `medium` or `low` with reasons that a reviewer can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.records.models import Confidence

if TYPE_CHECKING:
    from extractor.records.parameters import Parameter

_GRAVE = ("没有合适的概念", "上级标题涉及多个险种", "未写明待遇类别", "名称承自前文")


def confidence_of(parameter: Parameter) -> tuple[Confidence, tuple[str, ...]]:
    """`low` with a grave doubt or four others, `medium` with two, else `high`; and the reasons in Chinese."""
    reasons = tuple(dict.fromkeys(parameter.doubts))
    if any(reason.startswith(_GRAVE) for reason in reasons) or len(reasons) >= 4:
        return "low", reasons
    return ("medium" if len(reasons) >= 2 else "high"), reasons
