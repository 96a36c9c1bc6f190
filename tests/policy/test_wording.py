"""One table of units and wordings: whatever shows a value says it so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.consistency.wording import value as in_finding
from extractor.policy.documents import Document
from extractor.policy.in_force import read_setting
from extractor.policy.wording import per_text, quantity_text, words
from extractor.records.models import DurationValue, ParameterRecord
from extractor.report.wording import value_text as in_report
from extractor.rules.wording import amount_text
from extractor.tracker.due import duration_text
from extractor.vocabulary import load_yaml
from tests.rules.builders import CITY, circular


@pytest.mark.parametrize(("unit", "said"), [("TWD", "元新台币"), ("day", "天"), ("workday", "个工作日"), ("percent", "%"), ("家", "家")])
def test_a_unit_is_said_alike_everywhere(unit: str, said: str) -> None:
    kind = {"TWD": "money", "percent": "percent", "家": "count"}.get(unit, "duration")
    corpus = circular("威〔2031〕1号", CITY, "2031-01-01",
                      {"kind": kind, "unit": unit, "concept": None, "value": "30", "label": "某项标准", "quote": "30"})
    (record,) = corpus.of(ParameterRecord)
    setting = read_setting(Document(corpus.documents[0], corpus, None), record)
    assert setting is not None
    shown = [quantity_text(Decimal(30), unit), in_finding(setting), in_report(record), amount_text(Decimal(30), unit)]
    assert shown == [f"30{said}"] * 4
    if kind == "duration":
        assert duration_text(DurationValue(value="30", unit=unit), "受理之日") == f"自受理之日起30{said}内"


def test_every_basis_has_words() -> None:
    basis = load_yaml("quantities/basis.yaml")
    assert {*basis["who"], *basis["period"]} - words("per").keys() == set()
    assert per_text("person/year") == "每人每年"
