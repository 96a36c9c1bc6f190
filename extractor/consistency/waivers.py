"""Waivers: findings that a person has accepted, and what is reported about waivers that fit no more.

A waiver names one finding by its id, or all findings of a check with a concept, a place or both. One whose finding has got
another id since (see `identity`) is carried over and reported as `waiver-carried`; one whose `until` is over no longer waives
and is reported as `waiver-expired`; one that fits no finding is reported as `waiver-unused`. All three are notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from extractor.consistency.identity import Identified, hashed, squeezed
from extractor.consistency.model import Finding, Side, Waived, Waiver, Was
from extractor.corpus.waivers import NAME as SOURCE
from extractor.corpus.waivers import Entry
from extractor.handwritten import explained
from extractor.records.extraction import Extraction
from extractor.refusal import Refusal, near

Places = Mapping[tuple[str, str], str | None]
"""The place of each document by its file and id."""


def places_in(extractions: Iterable[Extraction]) -> Places:
    """The place of each document of a corpus."""
    return {(record.source, record.id): record.place for one in extractions for record in one.documents}


_MEANINGS = {
    "reason": "why the finding is accepted", "by": "who accepted it", "finding": "the id of one finding",
    "check": "the name of a check", "words": "the words of the finding",
}  # fmt: skip


class WaiverError(Refusal):
    """An entry of `waivers.yaml` that is not a waiver: where it stands, and what is wrong with it."""


def read_waivers(
    entries: Iterable[Mapping[str, Any] | Waiver], known_checks: Iterable[str], retired: Collection[str] = ()
) -> list[Waiver]:
    """The entries of `waivers.yaml` validated; checks that are `retired` may still be named.

    Raises WaiverError for the first that is not a waiver, with its file and line where the entry knows them.
    """
    waivers = []
    checks = [*known_checks]
    for number, entry in enumerate(entries, 1):
        try:
            waiver = entry if isinstance(entry, Waiver) else Waiver.model_validate(dict(entry))
        except ValidationError as error:
            first = error.errors()[0]
            path = tuple(map(str, first["loc"]))
            raise WaiverError(f"{_where(entry, number, path)}: {explained(first, (Was if len(path) > 1 else Waiver).model_fields, _MEANINGS)}") from error
        if waiver.check is not None and waiver.check not in (*checks, *retired):
            raise WaiverError(f"{_where(entry, number, ('check',))}: no check is called {waiver.check!r}{_like(waiver.check, checks)}")
        waivers.append(waiver)
    return waivers


def _where(entry: Mapping[str, Any] | Waiver, number: int, path: tuple[str, ...]) -> str:
    """The file and line of a field, where the entry was read from a file; else which entry it is."""
    return entry.where(path) if isinstance(entry, Entry) else f"{SOURCE}, entry {number}"


def _like(word: str, known: Sequence[str]) -> str:
    like = near(word, known)
    return f"; did you mean {like[0]}?" if like else ""


def apply(
    identified: Identified, waivers: Sequence[Waiver], places: Places, on: date | None, retired: Mapping[str, str]
) -> list[Finding]:
    """The findings with `waived` filled in, and a finding for every waiver that is carried over, expired or fits nothing.

    `on` is the day on which waivers are judged; without it none has expired. `retired` says why what a waiver names, by id or
    by check, is no finding any more.
    """
    findings = list(identified.findings)
    by_id = {one.id: number for number, one in enumerate(findings)}
    waived_by: dict[int, Waiver] = {}
    notes = []
    for waiver in waivers:
        numbers, note = _meant(waiver, identified, by_id, places, retired)
        expired = on is not None and waiver.until is not None and waiver.until < on
        if expired:
            notes.append(_about(waiver, "waiver-expired", f"已于{waiver.until}到期，不再生效，请复核或删除"))
        elif not numbers:
            gone = retired.get(waiver.finding or waiver.check or "")
            notes.append(_about(waiver, "waiver-unused", gone or note or "没有对应的检查结果，请复核或删除"))
        elif note:
            notes.append(_about(waiver, "waiver-carried", note))
        for number in () if expired else numbers:
            waived_by.setdefault(number, waiver)
    for number, waiver in waived_by.items():
        until = waiver.until.isoformat() if waiver.until else None
        waived = Waived(reason=waiver.reason, by=waiver.by, until=until)
        findings[number] = findings[number].model_copy(update={"waived": waived})
    return [*findings, *notes]


def _meant(
    waiver: Waiver, identified: Identified, by_id: Mapping[str, int], places: Places, retired: Collection[str]
) -> tuple[list[int], str]:
    """The findings that a waiver is for, and what is to be said of its id."""
    if waiver.finding is None:
        return [number for number, one in enumerate(identified.findings) if _fits(waiver, one, places)], ""
    if waiver.finding in by_id:
        return [by_id[waiver.finding]], ""
    found = list(identified.by_other_ids.get(waiver.finding, ()))
    if not found and waiver.was:
        found = [number for number, one in enumerate(identified.findings) if _was(waiver.was, one, places)]
    if not found and not waiver.was and waiver.finding not in retired:
        found = list(identified.read_otherwise.get(waiver.finding, ()))
    ids = "、".join(identified.findings[number].id for number in found)
    if len(found) > 1:
        return [], f"编号已变，可能对应{ids}，不能确定是哪一项，请复核后改写编号"
    return found, f"编号已变，现为{ids}，豁免已沿用，请将豁免登记中的编号改为{ids}" if found else ""


def _fits(waiver: Waiver, finding: Finding, places: Places) -> bool:
    return (
        waiver.check == finding.check
        and waiver.concept in (None, finding.concept)
        and waiver.place in (None, places.get((finding.lower.source, finding.lower.document)))
    )


def described(finding: Finding, places: Places) -> Was:
    """What a finding says, for a waiver to find it again."""
    return Was(
        check=finding.check,
        place=places.get((finding.lower.source, finding.lower.document)),
        words=squeezed(finding.lower.quote),
        against=squeezed(finding.higher.quote) if finding.higher else None,
    )


def _was(was: Was, finding: Finding, places: Places) -> bool:
    return was == described(finding, places)


def _about(waiver: Waiver, check: str, problem: str) -> Finding:
    what = waiver.finding or "、".join(part for part in (waiver.check, waiver.concept, waiver.place) if part)
    return Finding(
        check=check,
        severity="note",
        id=hashed([check, what, waiver.reason, waiver.by, str(waiver.until)]),
        concept=waiver.concept,
        lower=Side(document=SOURCE, source=SOURCE, span=(0, 0), quote=""),
        message=f"{waiver.by}登记的豁免（{what}，理由：{waiver.reason}）{problem}。",
    )
