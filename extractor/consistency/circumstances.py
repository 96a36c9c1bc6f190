"""Words around a value that narrow it to a circumstance for which the export has no field."""

from __future__ import annotations

import re
from functools import cache

from extractor.consistency.index import Index
from extractor.consistency.likeness import THRESHOLD, content_words, likeness
from extractor.policy.in_force import Setting
from extractor.vocabulary import load_yaml

_FILE = "consistency/circumstances.yaml"
_OWN = "policy/own_groups.yaml"
_APART = "_apart"
_DISEASE = "病种"
_BROAD = "consistency/broad_concepts.yaml"


def same_circumstances(index: Index, one: Setting, other: Setting) -> bool:
    """Whether two values are set for the same circumstances (首次住院, 异地就医, 未转诊 …).

    Values of a concept that covers several procedures must also stand in sentences that are worded alike.
    """
    if circumstances(index, one) != circumstances(index, other):
        return False
    if one.concept not in load_yaml(_BROAD):
        return True
    words = [content_words(index.text_of(it.document).plain(*_sentence(index, it))) for it in (one, other)]
    return likeness(*words) >= THRESHOLD


def covers_circumstances(index: Index, lower: Setting, higher: Setting) -> bool:
    """Whether what is said in `higher` holds in the circumstances of `lower` too.

    A printed limit without a circumstance holds in all of them but those with rules of their own (异地就医, 未转诊 …).
    """
    if same_circumstances(index, lower, higher):
        return True
    ours, theirs = circumstances(index, lower), circumstances(index, higher)
    more = {kind for kind, which in ours.items() if theirs.get(kind) != which}
    return (
        lower.concept not in load_yaml(_BROAD)
        and theirs.items() <= ours.items()
        and higher.record.comparator in ("ge", "gt", "le", "lt")
        and not more & set(load_yaml(_FILE)[_APART])
    )


def _sentence(index: Index, setting: Setting) -> tuple[int, int]:
    return index.text_of(setting.document).sentence_at(setting.record.span[0])


def circumstances(index: Index, setting: Setting) -> dict[str, str]:
    """The circumstance of each kind that the sentence names last up to the end of the value."""
    text = index.text_of(setting.document)
    words = text.plain(_sentence(index, setting)[0], setting.record.span[1])
    pattern, meanings = _vocabulary()
    found = dict(meanings[hit[0]] for hit in pattern.finditer(words))
    if setting.group is None and setting.concept in load_yaml(_OWN):
        found.pop(_DISEASE, None)
    return found


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    meanings = {
        word: (kind, line[0])
        for kind, lines in load_yaml(_FILE).items()
        if kind != _APART
        for line in lines
        for word in line
    }
    return re.compile("|".join(sorted(meanings, key=len, reverse=True))), meanings
