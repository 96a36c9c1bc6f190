"""How sure a parameter is, and why not: `high`, `medium` or `low` with reasons that a reviewer can read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.frames.patterns import pattern
from extractor.records.models import Confidence
from extractor.vocabulary import load_yaml

NO_CONCEPT = "没有合适的概念"
NAMED_BEHIND = "名称在数值之后"
UNREAD = "句中未读懂"
"""Begins the reason that quotes what nothing of the frame says."""

DROPPED = "同句前值的条件未计入"
"""Begins the reason that quotes a condition of an earlier value of the sentence."""

FROM_TITLE = "适用区域取自所转述文件的标题"
"""A press piece names the part of the area in the title of what it relays, not beside the value."""

FROM_WHOLE = "险种承自全文"
"""The scheme is the one that the circular speaks of somewhere, not one that its title, a heading or the passage names."""

RIVAL = "句中所说的险种与概念不同"
"""The sentence speaks of another scheme (商业性贷款) than the concept's name (住房公积金贷款), and of that not at all."""

SCRAP = "名称不成词"
OPPOSED = "名称与条件互相矛盾"
UNHEEDED = "标题所述对象未计入"

BY_NAME = "概念仅据名称认定"
"""The concept rests on what the value is called alone: a small doubt, for what such values are is mostly their name (购房补贴)."""

RECOGNIZED = "由文字识别（OCR）读出，待人核对"
"""Optical recognition may have misread a digit; it stays a doubt until a person has confirmed the value."""

POINTS_BACK = "所指对象在前文"
"""The value is for those whom an earlier sentence names (以上群体), and nothing read says who they are."""

CUT = "条件不成词"
"""A condition begins or ends where no phrase does: its list or sentence was cut wrongly."""

NOBODY = "未读出适用对象"
"""An award whose concept rests on its name is given to nobody in particular, as far as was read: its sentence or list says to whom."""

UNCARRIED = "名称所在句的条件未计入"
"""The value is named in an earlier sentence, which tells of a case that nothing read says of it."""

_GRAVE = ("上级标题涉及多个险种", "未写明待遇类别", "名称承自前文")
_STRONG = (NO_CONCEPT, NAMED_BEHIND, UNREAD, DROPPED, FROM_TITLE, FROM_WHOLE, OPPOSED, UNHEEDED, RIVAL, SCRAP, POINTS_BACK, CUT, NOBODY, UNCARRIED)


def confidence_of(doubts: Sequence[str], recognized: bool = False) -> tuple[Confidence, tuple[str, ...]]:
    """`high` only where every word beside the value was understood; and the reasons against it in Chinese.

    What was `recognized` optically is never `high`.

    One strong doubt (no concept, words unread, a name far behind the value, conditions at odds) or two others make `medium`; a grave one,
    a strong one beside that there is no concept, or four in all `low`: a concept that fits tells that the rest was read rightly.
    """
    reasons = tuple(dict.fromkeys(doubts))
    strong = sum(reason.startswith(_STRONG) for reason in reasons)
    said = (*reasons, RECOGNIZED) if recognized else reasons
    if any(reason.startswith(_GRAVE) for reason in reasons) or (strong >= 2 and NO_CONCEPT in reasons) or len(reasons) >= 4:
        return "low", said
    return ("medium" if strong or recognized or len(reasons) >= 2 else "high"), said


def are_opposed(stretches: Sequence[str]) -> bool:
    """Whether two stretches say opposites of one value (首套, 二套): each has one of them, and none both."""
    for ways in _opposites():
        said = [frozenset(place for place, words in enumerate(ways) if any(word in stretch for word in words)) for stretch in stretches]
        if len({one for one in said if len(one) == 1}) > 1:
            return True
    return False


def are_rivals(label: str, sentence: str) -> bool:
    """Whether a sentence names a rival of the scheme in a concept's label, and not that scheme."""
    for ways in _rivals():
        own = [words for words in ways if any(word in label for word in words)]
        if len(own) == 1 and not any(word in sentence for word in own[0]) and any(
                word in sentence for words in ways if words is not own[0] for word in words):
            return True
    return False


def heads_unheeded(heading: str, stretches: Sequence[str]) -> bool:
    """Whether a heading names a group that is told apart (支持多子女家庭购房) and nothing said of the value does."""
    return any(hit[0] not in stretch for hit in pattern("told_apart").finditer(heading) for stretch in ["".join(stretches)])


@cache
def _rivals() -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(words) for words in ways) for ways in load_yaml("frames/rivals.yaml"))


@cache
def _opposites() -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(words) for words in ways) for ways in load_yaml("frames/opposites.yaml"))
