from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor.evaluation.compare import baseline, compare, load
from extractor.evaluation.score import Comparison, Judgement
from extractor.sources.model import SourceError
from extractor.spans import Span

HIT = Judgement(
    "mentions",
    "hit",
    "a.txt",
    3,
    Span(10, 14),
    "580元",
    "money 580 CNY",
    "money 580 CNY",
    (Comparison("comparator", True, "ge", "ge"),),
)
MISSED = replace(HIT, outcome="missed", found="", comparisons=())
ALARM = replace(HIT, outcome="false alarm", span=Span(20, 24), wanted="", comparisons=())
WRONG_FIELD = replace(HIT, comparisons=(Comparison("comparator", False, "ge", "eq"),))
OTHER = replace(HIT, span=Span(30, 34))

CHANGES = [
    # before, now, (gained, what) of each change, layers that got worse
    ([HIT], [HIT], [], ()),
    ([MISSED], [HIT], [(True, "found")], ()),
    ([HIT], [MISSED], [(False, "missed")], ("mentions",)),
    ([HIT], [HIT, ALARM], [(False, "new false alarm")], ("mentions",)),
    ([HIT, ALARM], [HIT], [(True, "false alarm gone")], ()),
    ([HIT, ALARM], [HIT, ALARM, ALARM], [(False, "new false alarm")], ("mentions",)),
    ([HIT], [WRONG_FIELD], [(False, "comparator eq, gold ge")], ()),
    ([WRONG_FIELD], [HIT], [(True, "comparator ge, gold ge")], ()),
    ([HIT, MISSED], [HIT, HIT], [(True, "found")], ()),
    ([HIT], [HIT, replace(OTHER, outcome="missed")], [], ("mentions",)),
]


@pytest.mark.parametrize(("before", "now", "changes", "worse"), CHANGES)
def test_every_item_that_is_judged_differently_is_a_change(
    before: list[Judgement], now: list[Judgement], changes: list[tuple[bool, str]], worse: tuple[str, ...]
) -> None:
    difference = compare(before, now)
    assert [(change.gained, change.what) for change in difference.changes] == changes
    assert difference.worse == worse


def test_gains_elsewhere_do_not_hide_what_was_lost() -> None:
    missed_other = replace(OTHER, outcome="missed", comparisons=())
    difference = compare([HIT, missed_other], [MISSED, OTHER])
    assert [(change.gained, change.judgement.span.start) for change in difference.changes] == [(False, 10), (True, 30)]
    assert difference.worse == ()


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    judgements = [HIT, MISSED, ALARM, WRONG_FIELD]
    path = tmp_path / "before.json"
    path.write_text("".join(baseline(judgements)), encoding="utf-8")
    assert load(path) == judgements


@pytest.mark.parametrize("content", ["", "[]", '{"scores": {}}', '{"judgements": [{"layer": "mentions"}]}'])
def test_a_file_that_is_no_baseline_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "before.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"before\.json: not a baseline"):
        load(path)
