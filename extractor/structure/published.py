"""What the data of a publisher's page say of a circular's validity (文件状态：失效（已被…废止）, 实施日期, 失效日期): its word only."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.spans import Span
from extractor.structure.model import Published
from extractor.structure.patterns import dates_in, pattern, words


def status_of(said: str) -> tuple[str | None, str, str | None]:
    """The status that a page's words mean (in_force, ended, None for neither), the words, and the reason behind them."""
    hit = pattern("validity_said").match(said.strip())
    if hit is None:
        return None, said.strip(), None
    reason = (hit["reason"] or "").strip("（）() ：:，,。；;") or None
    if hit["words"] in words("lapsed"):
        return "ended", hit["words"], reason
    return ("in_force" if hit["words"] in words("holding") else None), hit["words"], reason


def published_of(text: str, fields: Mapping[str, Span]) -> Published | None:
    """What a page's data say; None where none of them is of validity."""
    if not fields.keys() & {"validity", "effective", "expires"}:
        return None
    printed = {name: text[span.start : span.end].strip() for name, span in fields.items()}
    status, said, reason = status_of(printed["validity"]) if "validity" in printed else (None, None, None)
    found = {name: dates_in(printed[name]) for name in ("effective", "expires", "date") if name in printed}
    days = {name: dates[0][1] for name, dates in found.items() if dates}
    return Published(
        status=status, words=said, reason=reason or printed.get("reason"), number=printed.get("number"), date=days.get("date"),
        effective_from=days.get("effective"), effective_to=days.get("expires"),
    )  # fmt: skip
