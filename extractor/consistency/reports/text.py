"""Findings for the terminal and as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.consistency.model import SEVERITIES, Finding, NotCompared
from extractor.consistency.reports import wanted as missing
from extractor.consistency.reports.rows import SEVERITY_LABELS, Excerpt, Row
from extractor.consistency.wanted import Wanted

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#])")


def summary(findings: Sequence[Finding]) -> str:
    """How many of each severity, waived ones apart: 共4项：错误1，警告2，提示1；另有1项已豁免。"""
    open_ones = Counter(one.severity for one in findings if one.waived is None)
    waived = sum(one.waived is not None for one in findings)
    counts = "，".join(f"{SEVERITY_LABELS[one]}{open_ones[one]}" for one in reversed(SEVERITIES))
    return f"共{sum(open_ones.values())}项：{counts}" + (f"；另有{waived}项已豁免" if waived else "") + "。"


def terminal(rows: Sequence[Row], apart: Sequence[NotCompared] = (), wanted: Sequence[Wanted] = ()) -> Iterator[Text]:
    """The findings as styled lines, the summary behind them, then what could not be compared and how many circulars are wanted."""
    from rich.text import Text

    for row in rows:
        finding = row.finding
        state = "（已豁免）" if finding.waived else ""
        head = Text.assemble(
            (f"{row.severity_label} ", _STYLES[finding.severity]),
            (f"{row.label}{state}  {finding.check}  {finding.id}", "bold"),
        )
        yield head
        yield Text(f"  {finding.message}")
        for excerpt in (row.lower, row.higher):
            if excerpt is not None and excerpt.side.quote:
                yield Text(f"  {place(excerpt)}  {''.join(excerpt.side.quote.split())}", style="dim")
        if finding.waived:
            yield Text(f"  豁免：{finding.waived.reason}（{finding.waived.by}）", style="dim")
        yield Text("")
    yield Text(summary([row.finding for row in rows]), style="bold")
    if apart:
        yield Text("")
        yield Text(apart_heading(apart), style="bold")
        for one in apart:
            yield Text(f"  {told(one)}", style="dim")
    if wanted:
        yield Text(f"{missing.summary(wanted)}清单：hongtou wanted")


def apart_heading(apart: Sequence[NotCompared]) -> str:
    """How many values could not be compared: 无法直接比较的规定（3项，不计入检查结果）."""
    return f"无法直接比较的规定（{len(apart) + sum(one.more for one in apart)}项，不计入检查结果）"


def told(one: NotCompared) -> str:
    """What could not be compared, and how many more of the same two circulars."""
    return one.message + (f"两份文件另有{one.more}项未列。" if one.more else "")


def place(excerpt: Excerpt) -> str:
    """Where an excerpt stands, in the form that editors open: file:line:column."""
    return f"{excerpt.side.source}:{excerpt.line}:{excerpt.column}"


def plain(rows: Sequence[Row], apart: Sequence[NotCompared] = (), wanted: Sequence[Wanted] = ()) -> str:
    """The findings as text without styles."""
    return "".join(f"{line.plain}\n" for line in terminal(rows, apart, wanted))


def markdown(rows: Sequence[Row], apart: Sequence[NotCompared] = (), wanted: Sequence[Wanted] = ()) -> str:
    """The findings as a Markdown list under one heading a severity; what could not be compared and the wanted circulars apart."""
    lines = ["# 政策文件一致性检查报告", "", summary([row.finding for row in rows])]
    severity = None
    for row in rows:
        finding = row.finding
        if finding.severity != severity:
            severity = finding.severity
            lines += ["", f"## {row.severity_label}", ""]
        lines.append(f"- **{row.label}**（`{finding.check}`，`{finding.id}`）{_escaped(finding.message)}")
        for name, excerpt in (("本级", row.lower), ("对照", row.higher)):
            if excerpt is not None and excerpt.side.quote:
                words = _escaped("".join(excerpt.side.quote.split()))
                lines.append(f"  - {name}：{_escaped(excerpt.name)}，“{words}”（{_escaped(place(excerpt))}）")
        if finding.waived:
            until = f"，有效期至{finding.waived.until}" if finding.waived.until else ""
            lines.append(f"  - 已豁免：{_escaped(finding.waived.reason)}（{_escaped(finding.waived.by)}{until}）")
    if apart:
        lines += ["", f"## {apart_heading(apart)}", "", *(f"- {_escaped(told(one))}" for one in apart)]
    if wanted:
        lines += ["", "## 待补文件", "", missing.summary(wanted), ""]
        lines += [f"- {_escaped(missing.called(one))}：{one.count}份引用（{_escaped(missing.citing_names(one))}）" for one in wanted]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
