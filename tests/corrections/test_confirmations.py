"""Confirmations: what a person has held against the text counts as sure, as long as it is read as it was then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.corpus import load
from extractor.corrections import Correction, apply_confirmations, as_read, load_corrections
from extractor.corrections.selector import TextQuoteSelector
from extractor.corrections.write import anchor, store
from extractor.records.extraction import Extraction
from extractor.records.models import Condition, DeadlineRecord, DocumentRecord, ParameterRecord
from extractor.sources.model import SourceError

TEXT = "威医保发〔2019〕37号\n一、低保对象补偿60%左右。\n二、于9月底前完成。\n"


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def extraction(value: str = "60", reasons: tuple[str, ...] = ("概念不确定",)) -> Extraction:
    common: dict[str, Any] = {"source": "通知.txt", "document": "37号"}
    return Extraction("通知.txt", TEXT, (
        DocumentRecord(**common, span=(0, 13), quote=TEXT[:13], id="37号"),
        ParameterRecord(**common, span=span("60%左右"), quote="60%左右", kind="percent", unit="percent", value=value,
                        comparator="approx", concept="critical_illness.payment_ratio", label="补偿", confidence="medium",
                        conditions=(Condition(text="低保对象", span=span("低保对象"), kind="population"),), reasons=reasons),
        DeadlineRecord(**common, span=span("9月底前"), quote="9月底前", date="2019-09-30", action="完成"),
    ))


def confirmation(exact: str, of: Extraction, record: str = "parameter", **more: Any) -> Correction:
    chosen = next(one for one in of.records if one.quote == exact)
    data = {"action": "confirm", "source": "通知.txt", "record": record, "selector": {"exact": exact}, "fields": as_read(chosen),
            "author": "王敏", "date": "2026-11-30", "reason": "与原文核对无误", "origin": "corrections/a.yaml#1", **more}
    return Correction.model_validate(data)


def test_a_confirmed_value_is_high_and_says_by_whom() -> None:
    (confirmed,), notes = apply_confirmations([extraction()], [confirmation("60%左右", extraction())])
    (record,) = confirmed.parameters
    assert (record.confidence, record.reasons, record.confirmed_by) == ("high", (), "王敏 2026-11-30")
    assert record.model_dump()["confirmed_by"] == "王敏 2026-11-30"
    assert not notes


def test_what_people_corrected_stays_said() -> None:
    before = extraction(reasons=("概念不确定", "人工更正：张三 2026-11-20：误读"))
    (confirmed,), _ = apply_confirmations([before], [confirmation("60%左右", before)])
    assert confirmed.parameters[0].reasons == ("人工更正：张三 2026-11-20：误读",)


def test_a_deadline_can_be_confirmed_too() -> None:
    (confirmed,), notes = apply_confirmations([extraction()], [confirmation("9月底前", extraction(), "deadline")])
    assert confirmed.deadlines[0].confirmed_by == "王敏 2026-11-30"
    assert confirmed.parameters[0].confirmed_by is None
    assert "confirmed_by" not in confirmed.parameters[0].model_dump()
    assert not notes


def test_what_reads_otherwise_now_is_not_confirmed_and_said() -> None:
    (read,), (note,) = apply_confirmations([extraction("65")], [confirmation("60%左右", extraction())])
    assert (read.parameters[0].confidence, read.parameters[0].confirmed_by) == ("medium", None)
    assert note.name == "corrections/a.yaml#1"
    assert "value: confirmed 60, read 65" in note.problem


@pytest.mark.parametrize(("more", "problem"), [
    ({"source": "别的.txt"}, "no circular 别的.txt"),
    ({"selector": {"exact": "70%"}}, "not found"),
    ({"where": {"value": "1"}}, "no parameter records stand"),
])
def test_one_that_has_nothing_to_stand_on_is_said_and_stops_nothing(more: dict[str, Any], problem: str) -> None:
    (read,), (note,) = apply_confirmations([extraction()], [confirmation("60%左右", extraction(), **more)])
    assert read == extraction()
    assert problem in note.problem


def test_a_confirmation_is_kept_in_a_file_and_applied_to_its_corpus(tmp_path: Path) -> None:
    text = "关于调整待遇的通知\n市医发〔2024〕3号\n各县区：\n一、职工医保住院支付比例稳定在80%左右。\n市医疗保障局\n2024年3月1日\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (read,) = load(tmp_path).extractions
    (record,) = read.parameters
    assert record.confidence != "high"
    selector = anchor(read.text, "a.txt", TextQuoteSelector(exact="80%左右"))
    one = Correction.model_validate({
        "action": "confirm", "source": "a.txt", "record": "parameter", "selector": selector, "fields": as_read(record),
        "author": "王敏", "date": "2026-11-30", "reason": "与原文核对无误",
    })
    store(one, read, tmp_path)
    (kept,) = load_corrections(tmp_path)
    assert (kept.action, kept.fields) == ("confirm", as_read(record))
    loaded = load(tmp_path)
    assert loaded.extractions[0].parameters[0].confirmed_by == "王敏 2026-11-30"
    assert not loaded.notes
    (tmp_path / "a.txt").write_text(text.replace("80%", "75%"), encoding="utf-8")
    changed = load(tmp_path)
    assert changed.extractions[0].parameters[0].confirmed_by is None
    assert "not applied" in changed.notes[0].problem
    with pytest.raises(SourceError, match="already there"):
        store(one, read, tmp_path)


def test_a_confirmation_says_what_was_confirmed(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is read otherwise now"):
        store(confirmation("60%左右", extraction("65")), extraction(), tmp_path)
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "a.yaml").write_text(
        "{action: confirm, source: a.txt, record: parameter, selector: {exact: 80%}, fields: {modality: must},"
        " author: 王敏, date: 2026-11-30, reason: 核对}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="does not say modality"):
        load_corrections(tmp_path)
