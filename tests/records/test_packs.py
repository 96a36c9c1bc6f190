"""The packs of concepts: every example is read as its concept says, and a pack from outside needs no code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
import yaml

from extractor.corpus.packs import concept_of_example
from extractor.language.concepts import Concept, load_concepts
from extractor.pipeline import extract_bytes
from extractor.records.confidence import BY_NAME
from extractor.vocabulary import OwnPack, use_packs

EXAMPLES = [
    pytest.param(concept.id, example, fits, id=f"{concept.id}: {example}")
    for concept in load_concepts().values()
    for fits, examples in ((True, concept.examples.matches), (False, concept.examples.misses))
    for example in examples
]


@pytest.mark.parametrize(("identifier", "example", "fits"), EXAMPLES)
def test_examples_of_packs(identifier: str, example: str, fits: bool) -> None:
    assert (concept_of_example(example) == identifier) is fits


PACK = """
label: 试验
schemes: [ferry]
terms:
  scheme: {ferry: [轮渡]}
  benefit: {night: [夜航]}
  noun: {fare: [轮渡票价, 船票]}
  verb: {fare: [收]}
  population: {sailors: [船员]}
ferry.fare: {label: 票价, about: 每人每次, kind: money, per: person/time, direction: ceiling, scheme: ferry, attribute: fare, limit: upper,
             not_scheme: [pension], examples: {matches: [轮渡船票每人每次【3元】。], misses: [轮渡船员每月工资【3000元】。]}}
ferry.night_fare: {label: 夜航票价, kind: money, direction: free, scheme: ferry, benefit: night, attribute: fare}
ferry.sailors_share: {label: 船员分成, kind: percent, direction: exact, named: [分成], not_named: [货运], population: sailors,
                      cues: [轮渡], comparators: [eq, ge]}
ferry.bonus: {label: 安全奖, kind: money, direction: free, named: [安全奖], bare: [奖金], bare_cues: [无事故], not_cues: [货船], not_for: [学徒],
             needs_per: month}
ferry.watch: {label: 值守补贴, kind: money, direction: free, named: [值守补贴], only_for: [夜间]}
ferry.interval: {label: 发船间隔, kind: duration, direction: ceiling, unit: [minute], named: [发船间隔], sentence_cues: [轮渡], standing: true}
ferry.fare_rise: {label: 票价浮动, kind: percent, direction: free, unit: [percent], change: true, named: [票价标准], scheme: ferry, scheme_within: sentence}
ferry.trips: {label: 班次, kind: count, direction: floor, unit: [次], named: [轮渡班次], scheme: ferry, scheme_implied: true, not_per: month}
"""

READ = [
    ("轮渡船票每人每次【3元】。", "ferry.fare"),
    ("轮渡夜航船票每人【5元】。", "ferry.night_fare"),
    ("轮渡收入中，船员的分成比例为【12%】。", "ferry.sailors_share"),
    ("轮渡收入中，船员的货运分成比例为【12%】。", None),
    ("船员每月发放安全奖【300元】。", "ferry.bonus"),
    ("全月无事故的，每月发放奖金【300元】。", "ferry.bonus"),
    ("全月无事故的，货船每月发放奖金【300元】。", None),
    ("学徒无事故的，每月发放奖金【300元】。", None),
    ("超额完成任务的，每月发放奖金【300元】。", None),
    ("夜间值守的，每次给予值守补贴【50元】。", "ferry.watch"),
    ("周末值守的，每次给予值守补贴【50元】。", None),
    ("轮渡高峰时段发船间隔不超过【15分钟】。", "ferry.interval"),
    ("轮渡票价标准上浮【10%】。", "ferry.fare_rise"),
    ("每天开行轮渡班次不少于【8次】。", "ferry.trips"),
]


@pytest.fixture
def pack() -> Iterator[None]:
    use_packs((OwnPack("vocabulary/ferry.yaml", PACK),))
    yield
    use_packs(())


@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize(("text", "identifier"), READ)
def test_a_pack_from_outside_uses_every_feature(text: str, identifier: str | None) -> None:
    assert concept_of_example(text) == identifier


@pytest.mark.usefixtures("pack")
def test_every_feature_is_tried() -> None:
    given = {key for entry in yaml.safe_load(PACK).values() if isinstance(entry, dict) for key in entry if "label" in entry}
    assert given | {"id", "pack"} == {field.name for field in fields(Concept)}


@pytest.mark.usefixtures("pack")
def test_a_pack_brings_its_base_and_direction() -> None:
    (fare,) = [one for one in extract_bytes("a.txt", "轮渡船票为3元。".encode()).parameters if one.concept]
    assert fare.per == "person/time" and load_concepts()["ferry.fare"].direction == "ceiling"


@pytest.mark.usefixtures("pack")
def test_a_concept_that_rests_on_a_name_alone_says_so() -> None:
    (interval,) = extract_bytes("a.txt", "轮渡高峰时段发船间隔不超过15分钟。".encode()).parameters
    assert interval.concept == "ferry.interval" and BY_NAME in interval.reasons


def test_every_concept_of_the_package_has_examples_of_both_kinds() -> None:
    bare = [one.id for one in load_concepts().values() if not one.examples.matches or not one.examples.misses]
    assert bare == []
