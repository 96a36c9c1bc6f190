"""The reference of all checks, from their docstrings: the middle part of docs/checks.md.

`python -m extractor.consistency.reference` writes it anew; a test fails until that is done.
"""

from __future__ import annotations

import re
from pathlib import Path

from extractor.consistency.checks import CHECKS, Check

PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
_BEGIN, _END = "<!-- written by python -m extractor.consistency.reference -->", "<!-- end of what is written -->"
_GENERATED = re.compile(re.escape(_BEGIN) + r".*?" + re.escape(_END), re.DOTALL)


def reference() -> str:
    """A table of the checks, then one section a check: what fires, an example that fires, one that does not."""
    rows = [f"| [`{one.name}`](#{one.name}) | {one.label} | {one.severity} | {_summary(one)} |" for one in CHECKS.values()]
    table = ["| check | in reports | severity | fires when |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([*table, *(line for one in CHECKS.values() for line in ("", *_section(one)))])


def renewed(page: str) -> str:
    """A page with its generated part as the code gives it now."""
    return _GENERATED.sub(lambda _: f"{_BEGIN}\n{reference()}\n{_END}", page)


def _summary(check: Check) -> str:
    return _paragraphs(check)[0].rstrip(".")


def _section(check: Check) -> list[str]:
    summary, *body, examples = _paragraphs(check)
    fires, _, silent = examples.partition(" Does not fire: ")
    lines = [f"### {check.name}", "", summary, ""]
    lines += [line for paragraph in body for line in (paragraph, "")]
    return [*lines, f"- Fires: {fires.removeprefix('Fires: ')}", f"- Does not fire: {silent}"]


def _paragraphs(check: Check) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in (check.module.__doc__ or "").strip().split("\n\n")]


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
