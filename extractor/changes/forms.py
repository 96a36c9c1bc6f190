"""Changes in each form that can be asked for: text, Markdown for a pull request, JSON, JUnit and SARIF for CI."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from extractor import __version__
from extractor.changes.model import ACTIONS, SUBJECTS, Change, Changes, Quoted
from extractor.printable import json_text, printable

NOTHING = "没有变化"
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_text(changes: Changes) -> str:
    """Sentences under headings, the words of both sides under each."""
    if not changes:
        return f"{NOTHING}\n"
    lines = [_summary(changes)]
    for heading, group in _groups(changes):
        lines += ["", f"【{heading}】"]
        for change in group:
            lines.append(f"- {change.text}")
            lines += [f"    {side}：{_side(quoted)}" for side, quoted in _sides(change)]
    return "\n".join(lines) + "\n"


def to_markdown(changes: Changes) -> str:
    """A comment for a pull request: a heading for each subject, the quotes as quotations."""
    if not changes:
        return f"## 规则变化\n\n{NOTHING}\n"
    lines = ["## 规则变化", "", _summary(changes)]
    for heading, group in _groups(changes):
        lines += ["", f"### {heading}", ""]
        for change in group:
            lines.append(f"- **{ACTIONS[change.action]}** {_plain(change.text)}")
            lines += [f"  > {side}：{_plain(_side(quoted))}  " for side, quoted in _sides(change)]
    return "\n".join(lines) + "\n"


def to_json(changes: Changes) -> str:
    """A JSON array, one object a change."""
    return json_text([change.data() for change in changes], indent=2) + "\n"


def to_junit(changes: Changes, suite: str = "hongtou") -> str:
    """A JUnit report: each change a failed test; without any, one that passed."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    count, failures = max(len(changes), 1), len(changes)
    lines.append(f"<testsuite name={quoteattr(suite)} tests=\"{count}\" failures=\"{failures}\" errors=\"0\">")
    for change in changes:
        lines.append(f"  <testcase classname={_attribute(change.path)} name={_attribute(change.key)}>")
        words = "\n".join(f"{side}：{_side(quoted)}" for side, quoted in _sides(change))
        lines.append(f"    <failure type={quoteattr(f'{change.subject}-{change.action}')} message={_attribute(change.text)}>"
                     f"{escape(printable(words))}</failure>")
        lines.append("  </testcase>")
    if not changes:
        lines.append(f"  <testcase classname=\"hongtou\" name={quoteattr(NOTHING)}/>")
    return "\n".join([*lines, "</testsuite>"]) + "\n"


def to_sarif(changes: Changes, folder: str = "generated_rules") -> str:
    """A SARIF 2.1.0 log: each change a result at its file in the generated folder."""
    kinds = sorted({(change.subject, change.action) for change in changes})
    rules = [
        {"id": f"{subject}-{action}", "shortDescription": {"text": f"{SUBJECTS[subject]}{ACTIONS[action]}"}}
        for subject, action in kinds
    ]
    results = [
        {
            "ruleId": f"{change.subject}-{change.action}",
            "level": "warning",
            "message": {"text": "\n".join([change.text, *(f"{side}：{_side(words)}" for side, words in _sides(change))])},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": f"{folder.rstrip('/')}/{change.path}"}}}],
            "partialFingerprints": {"change": f"{change.key}#{change.text}"},
        }
        for change in changes
    ]
    driver = {"name": "hongtou", "version": __version__, "rules": rules}
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json_text(log, indent=2) + "\n"


FORMS: Mapping[str, Callable[[Changes], str]] = {
    "text": to_text, "markdown": to_markdown, "json": to_json, "junit": to_junit, "sarif": to_sarif,
}


def _summary(changes: Changes) -> str:
    counts = {action: sum(change.action == action for change in changes) for action in ACTIONS}
    return f"共 {len(changes)} 处变化：" + "，".join(f"{ACTIONS[action]} {n}" for action, n in counts.items() if n)


def _groups(changes: Changes) -> Iterator[tuple[str, list[Change]]]:
    for subject, group in groupby(changes, key=lambda change: change.subject):
        of_subject = list(group)
        yield f"{SUBJECTS[subject]}（{len(of_subject)}）", of_subject


def _sides(change: Change) -> Iterator[tuple[str, Quoted]]:
    if change.old is not None and change.old != change.new:
        yield "原", change.old
    if change.new is not None:
        yield ("现" if change.old is not None and change.old != change.new else "依据"), change.new


def _side(quoted: Quoted) -> str:
    return f"{quoted.document}“{quoted.quote}”"


def _plain(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML."""
    line = " ".join(text.split())
    for mark in "\\`*_[]<>#|":
        line = line.replace(mark, "\\" + mark)
    return line


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
