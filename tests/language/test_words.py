"""Words of a clause: the project's own terms stay whole."""

from __future__ import annotations

import re

from extractor.language.facets import KINDS, terms_of
from extractor.language.words import words


def test_terms_stay_whole() -> None:
    found = words("对低保边缘家庭成员住院政策范围内费用支付比例提高")
    assert {"低保边缘家庭成员", "住院", "支付比例"} <= set(found)
    assert "".join(found) == "对低保边缘家庭成员住院政策范围内费用支付比例提高"


def test_every_term_without_marks_is_a_word_by_itself() -> None:
    terms = [term for kind in KINDS for term in terms_of(kind) if re.fullmatch("[一-鿿]+", term)]
    assert [term for term in terms if words(term) != [term]] == []
