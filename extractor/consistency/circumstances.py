"""Words around a value that narrow it to a circumstance for which the export has no field."""

from __future__ import annotations

import re
from functools import cache

from extractor.consistency.index import Index
from extractor.consistency.values import Setting
from extractor.vocabulary import load_yaml

_FILE = "consistency/circumstances.yaml"


def same_circumstances(index: Index, one: Setting, other: Setting) -> bool:
    """Whether two values are set for the same circumstances (首次住院, 异地就医, 未转诊 …)."""
    return circumstances(index, one) == circumstances(index, other)


def circumstances(index: Index, setting: Setting) -> dict[str, str]:
    """The circumstance of each kind that the sentence names last up to the end of the value."""
    text = index.text_of(setting.document)
    start, end = setting.record.span
    sentence, _ = text.sentence_at(start)
    words = text.plain(sentence, end)
    pattern, meanings = _vocabulary()
    return dict(meanings[found[0]] for found in pattern.finditer(words))


@cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    meanings = {
        word: (kind, line[0]) for kind, lines in load_yaml(_FILE).items() for line in lines for word in line
    }
    return re.compile("|".join(sorted(meanings, key=len, reverse=True))), meanings
