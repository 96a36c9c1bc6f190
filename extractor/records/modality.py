"""How binding a clause is: must, should, may, target or principle, from its modal words."""

from __future__ import annotations

import re

from extractor.records.models import Modality

_PATTERNS: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    ("principle", re.compile(r"原则上")),
    ("should", re.compile(r"鼓励|不宜|提倡|支持有条件|宜(?=不)")),
    ("target", re.compile(r"力争|争取|目标|稳定在|率[^，。；]{0,6}达到?|占[^，。；]{0,24}达?到?$|到\d{4}年(?!的)|覆盖面|预期")),
    ("may", re.compile(r"(?<![许认不适])可(?!支配|靠|持续|及|行|续|报销|能|获得|贷)|可以")),
)
OBLIGES = re.compile(
    r"应当?(?!急|对|收)|必须|须(?!知)|不得|严禁|禁止|(?<![主重需首简扼摘概])要(?!求|素|件|点|闻|害|紧|么|是)"
    r"|确保|务必|负责|完成|实现|建立|报送"
)


def modality_of(text: str, clause_start: int, value_end: int, sentence_start: int) -> Modality:
    """The modality of the words `[clause_start, value_end)`; what stands earlier in the sentence governs too."""
    words = text[clause_start:value_end]
    for name, pattern in _PATTERNS:
        if pattern.search(words) or (name != "target" and pattern.search(text, sentence_start, clause_start)):
            return name
    return "must"
