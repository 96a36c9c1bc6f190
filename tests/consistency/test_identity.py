"""Ids of findings: what they survive, and that no two findings share one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.consistency import Finding, WaiverError, check
from extractor.consistency.identity import by_names
from extractor.consistency.waive import append, chosen, waiver_of
from extractor.consistency.waivers import places_in
from extractor.corpus.waivers import read_waivers
from extractor.records.extraction import Extraction
from tests.consistency.builders import PAID, SUBSIDY, circular, value

TITLE = "关于调整居民医保筹资标准的通知"
WHY: dict[str, Any] = {"reason": "省局函复同意", "by": "王敏"}


def province(amount: str = "640", source: str = "p.txt") -> Extraction:
    words = value(f"{amount}元", SUBSIDY, amount, year=2031)
    return circular("湘医保发〔2031〕20号", "湖南省", "2031-06-20", words, "。", source=source, title=TITLE)


def city(*before: str, number: str = "", date: str | None = "2031-07-28", source: str = "c.txt", **head: Any) -> Extraction:
    """A city's circular; without a number it is called by its title, else by its file."""
    head = {"title": TITLE, **head}
    id_ = number or head["title"] or f"{source}#1"
    found = circular(id_, "株洲市", date, *before, value("610元", SUBSIDY, "610", year=2031), "。", source=source, **head)
    if number:
        return found
    records = [one.model_copy(update={"number": None}) if one is found.documents[0] else one for one in found.records]
    return Extraction(source, found.text, tuple(records))


def found(*corpus: Extraction, waivers: Any = ()) -> list[Finding]:
    return check(corpus, waivers, ["below-floor"])


@pytest.mark.parametrize(
    "later",
    [
        city(number="株医保发〔2031〕9号"),
        city(source="another.txt"),
        city("前面加了一段。"),
        city(date=None),
    ],
    ids=["number", "file", "edit", "date"],
)
def test_id_survives(later: Extraction) -> None:
    (before,), (after,) = found(province(), city()), found(province(source="q.txt"), later)
    assert before.id == after.id


def test_another_value_above_is_another_finding() -> None:
    (before,), (after,) = found(province(), city()), found(province("650"), city())
    assert before.id != after.id


def test_same_words_of_two_notices_are_told_apart() -> None:
    early, late = (
        circular(number, "株洲市", date, value("120%", PAID, "120", "percent"), "。", title=TITLE, source=f"{date}.txt")
        for number, date in (("株医保发〔2031〕9号", "2031-07-28"), ("株医保发〔2032〕3号", "2032-02-01"))
    )
    one, other = check([early, late], checks=["arithmetic"])
    assert one.id != other.id
    (alone,) = check([early], checks=["arithmetic"])
    noted = check([early, late], [{"finding": alone.id, **WHY}], ["arithmetic"])
    assert not any(finding.waived for finding in noted)
    assert noted[-1].check == "waiver-unused" and one.id in noted[-1].message and other.id in noted[-1].message


def test_waiver_by_an_id_from_before_a_field_was_supplied_is_carried_over() -> None:
    (before,) = found(province(), city(title=None))
    waived, note = found(province(), city(supplied=("title",)), waivers=[{"finding": before.id, **WHY}])
    assert waived.waived is not None and note.check == "waiver-carried" and waived.id in note.message


def test_written_waiver_finds_its_finding_again(tmp_path: Path) -> None:
    corpus = province(), city()
    (before,) = found(*corpus)
    path = tmp_path / "waivers.yaml"
    path.write_text("# accepted\n[]", encoding="utf-8")
    append(path, waiver_of(before, places_in(corpus), until=None, **WHY), before.message, ())
    assert path.read_text(encoding="utf-8").startswith("# accepted\n# 株洲市")
    entries = read_waivers(path)
    (same,) = found(*corpus, waivers=entries)
    assert same.waived is not None
    waived, note = found(province(), city(title="关于提高居民医保筹资标准的通知"), waivers=entries)
    assert waived.id != before.id and waived.waived is not None and note.check == "waiver-carried"
    other, unused = found(province("650"), city(title="关于提高居民医保筹资标准的通知"), waivers=entries)
    assert other.waived is None and unused.check == "waiver-unused"
    with pytest.raises(WaiverError, match=r"waivers\.yaml:3: .* already"):
        append(path, waiver_of(before, places_in(corpus), until=None, **WHY), before.message, entries)


def test_waiver_is_written_behind_what_stands_there(tmp_path: Path) -> None:
    (one,) = found(province(), city())
    path = tmp_path / "waivers.yaml"
    earlier = "# a note\n- finding: abc   # why\n  reason: x\n  by: y"
    path.write_text(earlier, encoding="utf-8")
    digits = one.model_copy(update={"id": "012345678901"})
    append(path, waiver_of(digits, {}, until=None, reason='他说“是”："好"', by="王敏"), "说明", read_waivers(path))
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"{earlier}\n# 说明\n") and '- finding: "012345678901"\n' in text
    assert read_waivers(path)[1]["reason"] == '他说“是”："好"'


def test_finding_is_named_by_its_id_or_the_beginning_of_it() -> None:
    (one,) = found(province(), city())
    assert chosen([one], one.id) is one and chosen([one], one.id[:6]) is one
    for id_, problem in ((one.id[:5], "no finding"), ("f" * 12, "no finding")):
        with pytest.raises(WaiverError, match=problem):
            chosen([one], id_)
    with pytest.raises(WaiverError, match=f"near it: {one.id} "):
        chosen([one], one.id[:-2] + "xx")
    with pytest.raises(WaiverError, match="several findings"):
        chosen([one, one.model_copy(update={"id": one.id[:8] + "0000"})], one.id[:8])
    with pytest.raises(WaiverError, match="about a waiver"):
        chosen([one.model_copy(update={"check": "waiver-unused"})], one.id)


EARLIER_NAME = "居民医保人均财政补助标准"


@pytest.mark.parametrize("about", [f"2031年低收入家庭的{EARLIER_NAME}", f"2031年{EARLIER_NAME}"], ids=["with a group", "for everybody"])
def test_waiver_of_an_earlier_version_whose_finding_is_read_otherwise_is_carried_over(about: str) -> None:
    lower = city("一、低收入家庭的", number="株医保发〔2031〕9号")
    id_ = by_names("below-floor", ("株医保发〔2031〕9号", "610元"), ("湘医保发〔2031〕20号", "640元"), SUBSIDY, about)
    waived, note = found(province(), lower, waivers=[{"finding": id_, **WHY}])
    assert waived.waived is not None and note.check == "waiver-carried" and waived.id in note.message


@pytest.mark.parametrize(("quote", "about"), [
    ("600元", f"2031年{EARLIER_NAME}"), ("610元", f"2031年高收入家庭的{EARLIER_NAME}"),
], ids=["another value", "words that are not there"])  # fmt: skip
def test_waiver_of_another_finding_of_an_earlier_version_is_not(quote: str, about: str) -> None:
    lower = city("一、低收入家庭的", number="株医保发〔2031〕9号")
    id_ = by_names("below-floor", ("株医保发〔2031〕9号", quote), ("湘医保发〔2031〕20号", "640元"), SUBSIDY, about)
    open_, note = found(province(), lower, waivers=[{"finding": id_, **WHY}])
    assert open_.waived is None and note.check == "waiver-unused"
