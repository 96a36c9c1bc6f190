"""What the three checks of requirements share: their words."""

from __future__ import annotations

from extractor.consistency import wording
from extractor.consistency.likeness import THRESHOLD
from extractor.consistency.requirements import ENOUGH_WITH_CONCEPT, Answer, Requirement

_LONGEST = 40


def shortened(action: str) -> str:
    """An obligation in one line."""
    action = action.strip("，。；：、 ")
    return action if len(action) <= _LONGEST else f"{action[:_LONGEST]}……"


def asked(requirement: Requirement) -> str:
    """山东省（…）要求2021年9月30日前实现…"""
    who = wording.name(requirement.document)
    return f"{who}要求在{wording.day(requirement.due)}前（含当日）“{shortened(requirement.action)}”"


def match(answer: Answer) -> str:
    """How the two clauses were matched, for the reviewer to weigh."""
    if answer.score >= THRESHOLD:
        return f"（按文字相似度匹配：{answer.score}分，阈值{THRESHOLD}分）"
    return f"（按同一指标匹配，文字相似度{answer.score}分，阈值{ENOUGH_WITH_CONCEPT}分）"
