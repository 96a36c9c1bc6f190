"""How sure a parameter is, and why not: `high`, `medium` or `low` with reasons that a reviewer can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.records.models import Confidence

if TYPE_CHECKING:
    from extractor.records.parameters import Parameter

NO_CONCEPT = "没有合适的概念"
NAMED_BEHIND = "名称在数值之后"
UNREAD = "句中未读懂"
"""Begins the reason that quotes what nothing of the frame says."""

_GRAVE = ("上级标题涉及多个险种", "未写明待遇类别", "名称承自前文")
_STRONG = (NO_CONCEPT, NAMED_BEHIND, UNREAD)


def confidence_of(parameter: Parameter) -> tuple[Confidence, tuple[str, ...]]:
    """`high` only where every word beside the value was understood; and the reasons against it in Chinese.

    One strong doubt (no concept, words unread, a name only behind the value) or two others make `medium`; a grave one,
    a strong one beside that there is no concept, or four in all `low`: a concept that fits tells that the rest was read rightly.
    """
    reasons = tuple(dict.fromkeys(parameter.doubts))
    strong = sum(reason.startswith(_STRONG) for reason in reasons)
    if any(reason.startswith(_GRAVE) for reason in reasons) or (strong >= 2 and NO_CONCEPT in reasons) or len(reasons) >= 4:
        return "low", reasons
    return ("medium" if strong or len(reasons) >= 2 else "high"), reasons
