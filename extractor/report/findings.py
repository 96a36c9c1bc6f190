"""Findings as articles that are kept from build to build, the worst first, by what is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from extractor.consistency import SEVERITIES, Finding
from extractor.consistency.checks import LABELS
from extractor.consistency.reports.rows import SEVERITY_LABELS, Sources, row
from extractor.kept import Piece, Store, digests
from extractor.report.paging import Group
from extractor.report.rows import Rows


class Findings:
    """The findings of a corpus in the order of the pages: errors, warnings, notes, what is waived; by check."""

    def __init__(self, rows: Rows, macros: Any, findings: Iterable[Finding], store: Store) -> None:
        self._sources = Sources(rows.extractions)
        self._files = {one.source: one for one in rows.extractions}
        self._rows, self._macros = rows, macros
        self._shelf = store.shelf("shown", _pack, _unpack)
        self.ordered: Sequence[Finding] = sorted(findings, key=_order)

    def groups(self) -> list[Group]:
        """The findings by severity and check, what is waived last."""
        found = []
        for (_, severity, check), group in groupby(self.ordered, key=_order):
            its = list(group)
            waived = its[0].waived is not None
            kind = "waived" if waived else its[0].severity
            heading = LABELS.get(check, check)
            html = [self._shelf.get(self._follows_from(one), partial(self._made, one)) for one in its]
            label = "已豁免" if waived else SEVERITY_LABELS[its[0].severity]
            found.append(Group(f"{check}-{'waived' if waived else severity}", heading, len(its), html, label, kind))
        return found

    def of_file(self) -> dict[str, list[Finding]]:
        """The findings about each file, in the same order."""
        found: dict[str, list[Finding]] = {}
        for one in self.ordered:
            for source in dict.fromkeys(side.source for side in (one.lower, one.higher) if side):
                found.setdefault(source, []).append(one)
        return found

    def called(self, finding: Finding) -> str:
        """The circular that a finding is about, in short."""
        return self._sources.called(finding.lower)[0]

    def _follows_from(self, finding: Finding) -> Iterator[str]:
        """All that the HTML of a finding follows from."""
        yield finding.to_json()
        for side in (finding.lower, finding.higher):
            if side is not None:
                yield from self._sources.called(side)
                yield from digests(*filter(None, (self._files.get(side.source),)))

    def _made(self, finding: Finding) -> bytes:
        html: str = self._macros.finding(row(finding, self._sources), self._rows.places)
        return html.encode()


def _order(finding: Finding) -> tuple[bool, int, str]:
    return finding.waived is not None, -SEVERITIES.index(finding.severity), finding.check


def _pack(html: bytes) -> Piece:
    return Piece(None, (html,))


def _unpack(piece: Piece) -> bytes:
    (html,) = piece.texts
    return html
