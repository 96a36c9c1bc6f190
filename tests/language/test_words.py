"""Words of a clause: the project's own terms stay whole and are marked."""

from __future__ import annotations

from extractor.language.facets import KINDS, terms_of
from extractor.language.words import read_clause, words


def test_terms_stay_whole() -> None:
    found = words("对低保边缘家庭成员住院政策范围内费用支付比例提高")
    assert {"低保边缘家庭成员", "住院", "支付比例"} <= set(found)
    assert "".join(found) == "对低保边缘家庭成员住院政策范围内费用支付比例提高"


def test_terms_are_entities() -> None:
    doc = read_clause("居民医保住院支付比例")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("居民医保", "SCHEME"), ("住院", "BENEFIT"), ("支付比例", "NOUN")]
    assert doc.text == "居民医保住院支付比例"


def test_every_term_is_an_entity_by_itself() -> None:
    terms = [term for kind in KINDS for term in terms_of(kind)]
    lost = [term for term in terms if [entity.text for entity in read_clause(term).ents] != [term]]
    assert lost == []
