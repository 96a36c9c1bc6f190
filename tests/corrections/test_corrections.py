"""Corrections: what they do to records, and what is said of one that no longer fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor.corrections import CORRECTED, Correction, apply_corrections, load_corrections, located
from extractor.corrections.selector import TextQuoteSelector, selector_at
from extractor.corrections.words import field_values
from extractor.corrections.write import anchor, store
from extractor.records.extraction import Extraction
from extractor.records.models import DeadlineRecord, DocumentRecord, ParameterRecord
from extractor.sources.model import SourceError
from extractor.spans import Span

TEXT = "威医保发〔2019〕37号\n一、筹资标准为每人81\n元，补偿60%。\n二、给予65%补偿，给予60%救助。\n"


def span(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def extraction() -> Extraction:
    common: dict[str, Any] = {"source": "通知.txt", "document": "37号"}
    percent = {**common, "kind": "percent", "unit": "percent", "concept": "critical_illness.payment_ratio"}
    return Extraction("通知.txt", TEXT, (
        DocumentRecord(**common, span=(0, 13), quote=TEXT[:13], id="37号"),
        ParameterRecord(**common, span=span("81\n元"), quote="81\n元", kind="money", unit="CNY", value="81", section=("一",)),
        ParameterRecord(**percent, span=span("60%"), quote="60%", value="60", section=("一",)),
        ParameterRecord(**percent, span=span("65%"), quote="65%", value="65", section=("二",), reasons=("概念不确定",)),
        ParameterRecord(**percent, span=span("60%", 1), quote="60%", value="60", section=("二",)),
    ))


def correction(action: str, exact: str, fields: dict[str, Any] | None = None, **more: Any) -> Correction:
    selector = {"exact": exact, "prefix": more.pop("prefix", ""), "suffix": more.pop("suffix", "")}
    data = {"action": action, "source": "通知.txt", "record": "parameter", "selector": selector, "fields": fields or {},
            "author": "张三", "date": "2026-11-20", "reason": "误读", "origin": "corrections/a.yaml#1", **more}
    return Correction.model_validate(data)


def apply(*corrections: Correction) -> Extraction:
    return apply_corrections([extraction()], corrections)[0]


def test_a_change_changes_its_record_and_leaves_a_note() -> None:
    changed = apply(correction("change", "65%", {"value": "66", "tier": "三级"})).parameters[2]
    assert (changed.value, changed.tier, changed.quote) == ("66", "三级", "65%")
    assert changed.reasons == ("概念不确定", f"{CORRECTED}张三 2026-11-20：误读")
    assert [record.value for record in apply(correction("change", "65%", {"value": "66"})).parameters] == ["81", "60", "66", "60"]


def test_the_words_around_tell_places_apart_and_white_space_does_not_count() -> None:
    assert [record.value for record in apply(correction("drop", "60%", suffix="救助")).parameters] == ["81", "60", "65"]
    assert apply(correction("change", "81元", {"value": "90"}, prefix="每\n人")).parameters[0].value == "90"


def test_a_set_record_stands_in_its_order_with_its_words() -> None:
    fields = {"date": "2019-12-31", "action": "救助", "precision": "year"}
    corrected = apply(correction("set", "给予65%补偿", fields, record="deadline"))
    (deadline,) = corrected.deadlines
    assert (deadline.quote, deadline.section, deadline.document) == ("给予65%补偿", ("一",), "37号")
    order = [record.span[0] for record in corrected.records]
    assert order == sorted(order)
    assert isinstance(corrected.records[3], DeadlineRecord)


def test_later_corrections_see_earlier_ones() -> None:
    corrected = apply(correction("drop", "65%"), correction("set", "65%", {"kind": "percent", "unit": "percent", "value": "1"}))
    assert [record.value for record in corrected.parameters] == ["81", "60", "1", "60"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (correction("drop", "70%"), ["not found", "70%"]),
        (correction("drop", "60%"), ["found 2 times"]),
        (correction("drop", "60%", prefix="给予", suffix="补偿"), ["not found"]),
        (correction("drop", "救助"), ["no parameter records"]),
        (correction("drop", "65%", where={"value": "60"}), ["no parameter records"]),
        (correction("drop", "60%。二、给予65%"), ["2 parameter records", "where"]),
        (correction("drop", "60%", suffix="救助", source="别的.txt"), ["别的.txt"]),
        (correction("change", "65%", {"comparator": "roughly"}), ["comparator"]),
        (correction("change", "65%", {"span": [0, 3]}), ["span"]),
        (correction("change", "65%", {"value": "六十"}), ["value", "六十"]),
        (correction("change", "65%", {"bracket": {"lower": "NaN"}}), ["lower"]),
        (correction("change", "65%", {"effective_to": "年底"}), ["effective_to", "年底"]),
        (correction("change", "65%", {"colour": "red"}), ["colour"]),
    ],
)
def test_what_no_longer_fits_is_named(bad: Correction, words: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        apply(correction("drop", "81元"), bad)
    assert caught.value.name == "corrections/a.yaml#1"
    assert all(word in caught.value.problem for word in words), caught.value.problem


def test_files_are_read_in_order_and_a_bad_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "corrections"
    folder.mkdir()
    good = correction("drop", "65%").model_dump(mode="json")
    (folder / "b.yaml").write_text(yaml.safe_dump([good, correction("drop", "65%").model_dump(mode="json")], allow_unicode=True), encoding="utf-8")
    (folder / "a.yaml").write_text(yaml.safe_dump(good, allow_unicode=True), encoding="utf-8")
    assert [Path(one.origin).name for one in load_corrections(tmp_path)] == ["a.yaml:1", "b.yaml:1", "b.yaml:13"]
    for bad, word in (({**good, "reason": ""}, "reason"), ({**good, "fields": {"value": "1"}}, "drops"), ("text", "not a"),
                      ({**good, "action": "change"}, "needs fields")):
        (folder / "c.yaml").write_text(yaml.safe_dump(bad), encoding="utf-8")
        with pytest.raises(SourceError, match=word) as caught:
            load_corrections(tmp_path)
        assert caught.value.name.startswith(f"{folder / 'c.yaml'}:")
    assert load_corrections(tmp_path / "elsewhere") == ()


def test_a_stored_correction_reads_back_and_applies(tmp_path: Path) -> None:
    selector = anchor(TEXT, "通知.txt", TextQuoteSelector(exact="60%", suffix="救助"))
    made = correction("change", "-", {"value": "55"}).model_copy(update={"selector": selector})
    path = store(made, extraction(), tmp_path)
    (read,) = load_corrections(tmp_path)
    assert path.parent == tmp_path / "corrections" and "给予65%补偿" in selector.prefix
    assert apply(read).parameters[3].value == "55"
    with pytest.raises(SourceError, match="already"):
        store(made, extraction(), tmp_path)
    with pytest.raises(SourceError, match="no longer fits"):
        changed = Extraction("通知.txt", TEXT.replace("60%救助", "60%帮扶"), extraction().records)
        store(made, changed, tmp_path)


def test_words_in_several_places_are_refused_with_what_is_around_them() -> None:
    with pytest.raises(SourceError, match=r"2 places.*补偿60%.*给予60%救助"):
        anchor(TEXT, "通知.txt", TextQuoteSelector(exact="60%"))
    with pytest.raises(SourceError, match="not in it"):
        anchor(TEXT, "通知.txt", TextQuoteSelector(exact="61%"))


def test_fields_from_the_command_line_have_the_record_types() -> None:
    assert field_values("parameter", ["value=65", "year=2021", "removed=true", "population=null", "label=起付线=1"]) == {
        "value": "65", "year": 2021, "removed": True, "population": None, "label": "起付线=1"}
    assert field_values("assignment", ["lead=[市医保局, 市财政局]"]) == {"lead": ["市医保局", "市财政局"]}
    assert field_values("deadline", ["from=受理之日"]) == {"from": "受理之日"}
    for pair in ("value", "colour=red"):
        with pytest.raises(ValueError, match=pair):
            field_values("parameter", [pair])


def test_circular_that_was_edited_elsewhere_keeps_its_corrections() -> None:
    selector = selector_at(TEXT, Span(*span("65%")))
    edited = TEXT.replace("一、筹资标准", "（2020年修订）\n一、筹资标准").replace("37号", "73号")
    assert [edited[slice(*place)] for place in selector.find(edited)] == ["65%"]
    assert selector.find(TEXT.replace("给予65%", "最高65%")) == []


def test_renamed_file_keeps_its_corrections_and_that_is_said() -> None:
    one = correction("change", "65%", {"value": "66"}, source="旧名.txt", where={"document": "旧号"})
    (moved,), (note,) = located([one], [extraction()])
    assert moved.source == "通知.txt" and note.name == "corrections/a.yaml#1" and "旧名.txt" in note.problem
    assert apply(moved).parameters[2].value == "66"
    twice = [extraction(), Extraction("副本.txt", TEXT, ())]
    assert located([one], twice) == ([one], [])  # which of the two is meant cannot be told
    assert located([correction("drop", "65%")], twice)[1] == []


def test_a_selector_finds_its_own_place() -> None:
    for start, end in ((0, 3), (20, 25), (len(TEXT) - 4, len(TEXT) - 2)):
        assert selector_at(TEXT, Span(start, end)).find(TEXT) == [Span(start, end)]
