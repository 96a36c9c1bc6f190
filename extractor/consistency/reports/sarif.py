"""Findings as SARIF 2.1.0 (OASIS), so that code-review tools mark them in the source files.

Regions are lines and columns of the source text as it was read, counted from 1 in Unicode code points
(`columnKind: unicodeCodePoints`). The finding's id is its fingerprint; waivers become suppressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from extractor.consistency.checks import CHECKS, LABELS
from extractor.consistency.model import Finding, Side
from extractor.consistency.reports.rows import Sources
from extractor.printable import json_text
from extractor.records.extraction import Extraction

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Sequence[Finding], extractions: Iterable[Extraction], version: str, base: str = "") -> str:
    """One SARIF run; `base` is the folder of the sources relative to the repository, put before their names."""
    sources = Sources(extractions)
    used = list(dict.fromkeys(finding.check for finding in findings))
    rules = [_rule(name) for name in used]
    run = {
        "tool": {
            "driver": {"name": "hongtou", "semanticVersion": version, "rules": rules},
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, used.index(finding.check), sources, base) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    check = CHECKS.get(name)
    rule: dict[str, Any] = {"id": name, "shortDescription": {"text": LABELS.get(name, name)}}
    if check is not None:
        rule["fullDescription"] = {"text": (check.module.__doc__ or "").split("\n\n")[0].strip()}
        rule["defaultConfiguration"] = {"level": check.severity}
    return rule


def _result(finding: Finding, rule: int, sources: Sources, base: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [_location(finding.lower, sources, base)],
        "partialFingerprints": {"hongtouFindingId/v1": finding.id},
        "properties": {"concept": finding.concept, "document": finding.lower.document},
    }
    if finding.higher is not None:
        result["relatedLocations"] = [
            {"id": 1, **_location(finding.higher, sources, base), "message": {"text": finding.higher.document}}
        ]
    if finding.waived is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": f"{finding.waived.by}：{finding.waived.reason}"}
        ]
    return result


def _location(side: Side, sources: Sources, base: str) -> dict[str, Any]:
    path = f"{base.rstrip('/')}/{side.source}" if base else side.source
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    if side.quote:
        first, last = (sources.position(side.source, offset) for offset in side.span)
        physical["region"] = {
            "startLine": first[0],
            "startColumn": first[1],
            "endLine": last[0],
            "endColumn": last[1],
            "snippet": {"text": side.quote},
        }
    return {"physicalLocation": physical}
