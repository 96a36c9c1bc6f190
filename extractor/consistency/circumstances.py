"""Words around a value that narrow it to a circumstance for which the export has no field."""

from __future__ import annotations

import re
from functools import cache

from extractor.consistency.index import Index
from extractor.consistency.likeness import THRESHOLD, content_words, likeness
from extractor.consistency.values import Setting
from extractor.vocabulary import load_yaml

_FILE = "consistency/circumstances.yaml"
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


def _sentence(index: Index, setting: Setting) -> tuple[int, int]:
    return index.text_of(setting.document).sentence_at(setting.record.span[0])


def circumstances(index: Index, setting: Setting) -> dict[str, str]:
    """The circumstance of each kind that the sentence names last up to the end of the value."""
    text = index.text_of(setting.document)
    words = text.plain(_sentence(index, setting)[0], setting.record.span[1])
    pattern, meanings = _vocabulary()
    return dict(meanings[found[0]] for found in pattern.finditer(words))


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    meanings = {
        word: (kind, line[0]) for kind, lines in load_yaml(_FILE).items() for line in lines for word in line
    }
    return re.compile("|".join(sorted(meanings, key=len, reverse=True))), meanings
