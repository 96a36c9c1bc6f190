"""A waiver written into `waivers.yaml`, behind what stands there, which stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from extractor.consistency.model import Finding, Waiver
from extractor.consistency.waivers import Places, WaiverError, described
from extractor.corpus.waivers import Entry
from extractor.printable import printable
from extractor.refusal import near
from extractor.writing import in_one_move

_LEAST = 6
"""Digits of an id that name a finding, where no other id begins with them."""
_SHOWN = 2
_ONE_LINE = 1 << 20


def chosen(findings: Iterable[Finding], id_: str) -> Finding:
    """The finding of an id, or of its beginning. Raises WaiverError where there is none, or several, or it is no finding
    about circulars."""
    found = list(findings)
    known = [one for one in found if one.id == id_ or (len(id_) >= _LEAST and one.id.startswith(id_))]
    if not known:
        by_id = {one.id: one.message for one in found}
        like = "; ".join(f"{name} ({by_id[name]})" for name in near(id_, by_id)[:_SHOWN])
        raise WaiverError(f"no finding has the id {id_}; {f'near it: {like}' if like else 'hongtou check lists them'}")
    if len(known) > 1:
        raise WaiverError(f"several findings have ids that begin with {id_}: {', '.join(one.id for one in known)}")
    if known[0].check.startswith("waiver-"):
        raise WaiverError(f"{id_} is about a waiver; correct or delete that one in waivers.yaml")
    return known[0]


def waiver_of(finding: Finding, places: Places, *, reason: str, by: str, until: date | None) -> Waiver:
    """The waiver of a finding, with what it says, so that it is found again if its id changes."""
    return Waiver(finding=finding.id, reason=printable(reason), by=printable(by), until=until, was=described(finding, places))


def append(path: Path, waiver: Waiver, message: str, earlier: Iterable[Mapping[str, Any]]) -> None:
    """Write a waiver at the end of a file, in one move; `message` stands above it as a comment.

    `earlier` are the file's entries. Raises WaiverError where one of them is of the same finding, or where the file is no list
    of lines that begin with “- ”.
    """
    entries = list(earlier)
    same = next((one for one in entries if one.get("finding") == waiver.finding), None)
    if same is not None:
        where = same.where() if isinstance(same, Entry) else str(path)
        raise WaiverError(f"{where}: {waiver.finding} is waived there already; change or delete that entry")
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not entries:
        text = "".join(f"{line}\n" for line in text.splitlines() if line not in lines)
    elif not lines[0].startswith("- "):
        raise WaiverError(f"{path}: its entries do not begin with “- ” at the start of a line; write them so, and repeat")
    if text and not text.endswith("\n"):
        text += "\n"
    with in_one_move(path) as partial:
        partial.write_text(text + _block(waiver, message), encoding="utf-8", newline="\n")


def _block(waiver: Waiver, message: str) -> str:
    """The entry; every text is quoted, so that an id of digits alone stays a text."""
    lines = [f"# {printable(' '.join(message.split()))}", f"- finding: {_quoted(waiver.finding)}"]
    lines += [f"  reason: {_quoted(waiver.reason)}", f"  by: {_quoted(waiver.by)}"]
    if waiver.until:
        lines.append(f"  until: {waiver.until.isoformat()}")
    if waiver.was:
        lines.append("  was:")
        lines += [f"    {name}: {_quoted(value)}" for name, value in waiver.was.model_dump().items() if value is not None]
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str | None) -> str:
    """A text in double quotes, on one line."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=_ONE_LINE).rstrip("\n")
