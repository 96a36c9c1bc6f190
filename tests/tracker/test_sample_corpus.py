"""The tasks of the sample circulars in `corpus/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus import load
from extractor.tracker import collect

PROVINCIAL, FORWARDING = "鲁医保发〔2021〕42号", "济医保发〔2021〕7号"


@pytest.fixture(scope="module")
def corpus():
    return load(Path(__file__).parents[2] / "corpus")


@pytest.fixture(scope="module")
def tasks(corpus):
    return collect(corpus.extractions)


def test_provincial_dates_stand_once_under_the_province_with_the_forwarding_circular_linked(tasks):
    dated = [t for t in tasks if t.kind == "dated" and t.deadline.date in ("2021-08-31", "2021-09-30", "2021-11-30")]
    assert [(t.deadline.date, t.number, t.place, t.forwarded_by) for t in dated] == [
        (date, PROVINCIAL, "山东省", (FORWARDING,)) for date in ("2021-09-30", "2021-08-31", "2021-11-30")
    ]
    december = [t for t in tasks if t.number == PROVINCIAL and t.kind == "dated" and t.deadline.date == "2021-12-31"]
    assert any("跨省直接结算" in t.action for t in december)
    assert {t.forwarded_by for t in december} == {(FORWARDING,)}
    assert not [t for t in tasks if t.number == FORWARDING and t.kind == "dated"]


def test_identifiers_are_unique_and_every_quote_stands_at_its_place(corpus, tasks):
    texts = {e.source: e.text for e in corpus.extractions}
    assert len({t.id for t in tasks}) == len(tasks)
    assert all(texts[t.standing.source][slice(*t.standing.span)] == t.quote for t in tasks)


def test_a_provincial_task_serves_the_national_one_that_it_takes_over(tasks):
    served = {t.action: t.serves.document for t in tasks if t.serves and t.number == PROVINCIAL}
    assert served["完善与门诊共济保障相适应的付费机制"] == "医保发〔2021〕32号"


def test_every_responsibility_list_of_the_draft_gives_its_tasks_lead_and_support(corpus, tasks):
    draft = next(e for e in corpus.extractions if e.documents[0].status == "draft")
    assert len(draft.assignments) == 29
    given = {(t.standing.section, t.lead, t.support) for t in tasks if t.standing.source == draft.source}
    assert [a.quote for a in draft.assignments if (a.section, a.lead, a.support) not in given] == []
