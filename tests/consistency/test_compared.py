"""What was compared: 相符 only where it was, and why not elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.consistency import check
from extractor.consistency.compared import compared
from extractor.consistency.context import Context
from extractor.consistency.reports.matrix import WITHOUT_CONCEPT, legend, matrix
from extractor.kept import Store
from extractor.language.concepts import load_concepts
from extractor.records.extraction import Extraction
from tests.consistency.builders import SUBSIDY, circular, cites, value

CITY = "430200"


def corpus(*, lower: dict[str, Any], higher: dict[str, Any] | None = None) -> list[Extraction]:
    city = circular("株医保发〔2031〕15号", "株洲市", "2031-07-28", value("650元", SUBSIDY, "650", year=2031, **lower), "。")
    if higher is None:
        return [city]
    return [circular("湘医保发〔2031〕20号", "湖南省", "2031-06-20", value("640元", SUBSIDY, "640", year=2031, **higher), "。"), city]


@pytest.mark.parametrize(
    ("lower", "higher", "outcome"),
    [
        ({}, {}, "ok"),
        ({}, None, "alone"),
        ({"confidence": "low"}, {}, "doubtful"),
        ({}, {"confidence": "medium"}, "doubtful"),
        ({"population": "特困人员"}, {"population": "退休人员"}, "conditions"),
    ],
)
def test_outcome(lower: dict[str, Any], higher: dict[str, Any] | None, outcome: str) -> None:
    context = Context(corpus(lower=lower, higher=higher), load_concepts(), Store())
    assert compared(context)[CITY, SUBSIDY] == {outcome: 1}


def test_matrix_says_it_and_has_a_column_for_what_has_no_concept() -> None:
    texts = [*corpus(lower={}, higher={}), circular("潭医保发〔2031〕3号", "湘潭市", "2031-08-01", cites("甲", "湘医保发〔2031〕20号"), "。")]
    concepts = load_concepts()
    context = Context(texts, concepts, Store())
    made = matrix(check(texts, context=context), texts, concepts, compared(context))
    assert made.concepts[-1] == WITHOUT_CONCEPT
    cells = {place: [cell.status for cell in cells] for place, cells in made.rows}
    assert cells == {"湖南省": ["alone", "alone"], "株洲市": ["ok", "alone"], "湘潭市": ["", "ok"]}
    assert [name for _, name in legend(made)] == ["相符", "无上级规定可比", "未规定"]
    assert made.rows[1][1][0].told == "已比较1项"
