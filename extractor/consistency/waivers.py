"""Waivers: findings that a person has accepted, and what is reported about waivers that fit no more.

A waiver names one finding by its id, or all findings of a check with a concept, a place or both. One whose `until` is
over no longer waives and is reported as `waiver-expired`; one that fits no finding is reported as `waiver-unused`.
Both are notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from extractor.consistency.model import Finding, Side, Waived, Waiver

SOURCE = "waivers.yaml"


class WaiverError(ValueError):
    """An entry of `waivers.yaml` that is not a waiver: which one, and what is wrong with it."""


def read_waivers(entries: Iterable[Mapping[str, Any] | Waiver], known_checks: Iterable[str]) -> list[Waiver]:
    """The entries of `waivers.yaml` validated. Raises WaiverError for the first that is not a waiver."""
    waivers = []
    checks = set(known_checks)
    for place, entry in enumerate(entries, 1):
        try:
            waiver = entry if isinstance(entry, Waiver) else Waiver.model_validate(dict(entry))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "entry"
            raise WaiverError(f"{SOURCE}, entry {place}: {field}: {first['msg']}") from error
        if waiver.check is not None and waiver.check not in checks:
            raise WaiverError(f"{SOURCE}, entry {place}: check: no check is called {waiver.check!r}")
        waivers.append(waiver)
    return waivers


def apply(
    findings: Sequence[Finding], waivers: Sequence[Waiver], places: Mapping[tuple[str, str], str | None], on: date | None
) -> list[Finding]:
    """The findings with `waived` filled in, and a finding for every waiver that is expired or fits nothing.

    `places` gives the place of each document by its file and id. `on` is the day on which waivers are judged; without it none
    has expired.
    """
    used: set[int] = set()
    out = []
    for finding in findings:
        for position, waiver in enumerate(waivers):
            if not _fits(waiver, finding, places):
                continue
            used.add(position)
            if not _is_expired(waiver, on):
                until = waiver.until.isoformat() if waiver.until else None
                waived = Waived(reason=waiver.reason, by=waiver.by, until=until)
                finding = finding.model_copy(update={"waived": waived})
                break
        out.append(finding)
    for position, waiver in enumerate(waivers):
        if _is_expired(waiver, on):
            out.append(_about(waiver, "waiver-expired", f"已于{waiver.until}到期，不再生效，请复核或删除"))
        elif position not in used:
            out.append(_about(waiver, "waiver-unused", "没有对应的检查结果，请复核或删除"))
    return out


def _fits(waiver: Waiver, finding: Finding, places: Mapping[tuple[str, str], str | None]) -> bool:
    if waiver.finding is not None:
        return waiver.finding == finding.id
    return (
        waiver.check == finding.check
        and waiver.concept in (None, finding.concept)
        and waiver.place in (None, places.get((finding.lower.source, finding.lower.document)))
    )


def _is_expired(waiver: Waiver, on: date | None) -> bool:
    return on is not None and waiver.until is not None and waiver.until < on


def _about(waiver: Waiver, check: str, problem: str) -> Finding:
    what = waiver.finding or "、".join(part for part in (waiver.check, waiver.concept, waiver.place) if part)
    key = "\x1f".join([check, what, waiver.reason, waiver.by, str(waiver.until)])
    return Finding(
        check=check,
        severity="note",
        id=sha256(key.encode()).hexdigest()[:12],
        concept=waiver.concept,
        lower=Side(document=SOURCE, source=SOURCE, span=(0, 0), quote=""),
        message=f"{waiver.by}登记的豁免（{what}，理由：{waiver.reason}）{problem}。",
    )
