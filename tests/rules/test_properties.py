"""Whatever the circulars say: stretches do not overlap, nothing is lost, and OpenFisca reads what was meant."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.parameters import ParameterNode, ParameterScale

from extractor.records.extraction import Extraction
from extractor.records.models import Condition
from extractor.rules import write_rules
from extractor.rules.model import Entry, Key, Series
from extractor.rules.read import read_rules
from extractor.rules.tree import concept_path, node_paths, removed_value, steps_of
from tests.rules.builders import CITY, CONCEPTS, FIRST, PROVINCE, RATIO, circular, money, percent, repeals
from tests.rules.building import rules_of

DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))
HOME = (Condition(text="购买保障性住房的", span=(0, 1), kind="object"),)
TERM = (Condition(text="5年以下（含5年）", span=(0, 1), kind="term", upper="5", upper_inclusive=True, unit="year"),)
WHOM = {"population": st.sampled_from([None, "低保对象", "特困人员、低保对象", "特困人员，低保对象"]), "tier": st.sampled_from([None, "三级"]),
        "conditions": st.sampled_from([(), HOME, (*HOME, *TERM), TERM])}
BOUNDS = st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True).map(sorted)


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Any]]:
    whom = {name: draw(options) for name, options in WHOM.items()}
    year = draw(st.sampled_from([None, 2019, 2021, 2023]))
    if draw(st.booleans()):
        amount = draw(st.sampled_from([None, "0", "500", "18000", "0.5"]))
        return [money(FIRST, amount, year=year, **whom, quote="起付标准")]
    bounds = [str(10_000 * bound) for bound in draw(BOUNDS)]
    ends = [*bounds[1:], draw(st.sampled_from([None, "100000"]))]
    shares = [draw(st.sampled_from(["60", "65", "70", "62.5"])) for _ in bounds]
    return [
        percent(RATIO, share, low, high, year=year, **whom, quote=f"第{index}段")
        for index, (share, low, high) in enumerate(zip(shares, bounds, ends, strict=True))
    ]


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    found = []
    for index in range(draw(st.integers(1, 6))):
        issued = draw(DAYS)
        until = draw(st.none() | DAYS)
        extra = [repeals(f"文〔2020〕{draw(st.integers(0, index))}号")] if draw(st.booleans()) else []
        found.append(circular(
            f"文〔2020〕{index}号", draw(st.sampled_from([CITY, PROVINCE])), issued.isoformat(), *draw(records()), *extra,
            effective_to=until and until.isoformat(), status=draw(st.sampled_from(["in_force", "in_force", "explainer", "draft"]))))
    return found


def check_days(series: Series) -> list[date]:
    turns = {day for entry in series.entries for day in (entry.start, entry.end) if day}
    return sorted({day + timedelta(days=step) for day in turns for step in (-1, 0, 1)})


def expected(entry: Entry | None, direction: str, cost: float) -> float | None:
    """What OpenFisca must say on a day: the value, or what the scale pays on `cost`; None for nothing."""
    if entry is None:
        return None
    if not entry.brackets:
        return float(removed_value(direction) if entry.value is None else entry.value)
    steps = [(float(step.threshold), float(step.value) / 100) for step in steps_of(entry.brackets)]
    ends = [low for low, _ in steps[1:]] + [float("inf")]
    return sum(max(min(cost, end) - low, 0) * rate for (low, rate), end in zip(steps, ends, strict=True))


def node_paths_of(found: tuple[Series, ...]) -> dict[Key, tuple[str, ...]]:
    files: dict[tuple[str, str], list[Key]] = {}
    for series in found:
        files.setdefault((series.key.place_code, series.key.concept), []).append(series.key)
    return {key: path for keys in files.values() for key, path in node_paths(keys).items()}


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_openfisca_reads_what_was_meant(corpus: list[Extraction]) -> None:
    rules = rules_of(corpus)
    with tempfile.TemporaryDirectory() as home:
        write_rules(corpus, Path(home))
        assert read_rules(Path(home)) == rules
        tree = ParameterNode("", directory_path=str(Path(home, "parameters")))
    nodes = node_paths_of(rules.in_force)
    for series in rules.in_force:
        for one, following in zip(series.entries, series.entries[1:], strict=False):
            assert one.end is not None and one.end < following.start
        leaf: Any = tree
        for name in (*concept_path(series.key, series.place), *nodes[series.key]):
            leaf = leaf.children[name]
        for day in check_days(series):
            wanted = expected(series.on(day), CONCEPTS[series.key.concept].direction, 75_000)
            found = leaf.get_at_instant(day.isoformat())
            if isinstance(leaf, ParameterScale):
                found = found.calc(numpy.array([75_000.0]))[0] if found.thresholds else None
            assert found == wanted or abs(found - wanted) < 1e-6, (series.key, day)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_every_value_is_in_force_or_in_a_draft_or_left_out_with_a_reason(corpus: list[Extraction]) -> None:
    rules = rules_of(corpus)
    written = {
        (source.source, source.span)
        for series in (*rules.in_force, *rules.drafts)
        for entry in series.entries
        for source in entry.references
    }
    left_out = {(item.reference.source, item.reference.span) for item in rules.left_out if item.reason}
    assert {(record.source, record.span) for one in corpus for record in one.parameters} == written | left_out


@settings(max_examples=30, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_files_makes_no_difference(corpus: list[Extraction], random: Any) -> None:
    shuffled = list(corpus)
    random.shuffle(shuffled)
    assert rules_of(shuffled) == rules_of(corpus)


def test_reading_a_value_that_has_ended_is_an_error_in_openfisca(tmp_path: Path) -> None:
    notice = circular("文〔2020〕1号", CITY, "2020-01-01", money(FIRST, "1"), effective_to="2020-12-31")
    write_rules([notice], tmp_path)
    tree = ParameterNode("", directory_path=str(tmp_path / "parameters"))
    try:
        _ = tree("2021-01-01").全国.山东省.威海市.critical_illness.deductible.全体
    except ParameterNotFoundError:
        return
    raise AssertionError("no error")
