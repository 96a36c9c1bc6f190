"""Decision tables for GoRules (JDM): for each place and benefit one table, its tiers and groups as rows.

Input: `on` (ISO date), `population` (a name or a list of names), `tier`, `region` (texts; these three may be missing) and
`cost` (yuan); output: `paid` (yuan, to the cent) and the circular, section and quote of the row. The first row that fits
counts, as in `extractor.rules.in_force`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from extractor.policy.groups import every_name
from extractor.policy.patterns import parts_of
from extractor.policy.tiers import tiers_covered_by
from extractor.policy.wording import day_text
from extractor.printable import json_text
from extractor.rules.calc.benefits import Benefit, Piece
from extractor.rules.calc.situations import Situation
from extractor.rules.model import Reference
from extractor.rules.tree import number

_INPUTS = (
    ("on", "日期", "date(on)"),
    ("groups", "人群", "groups"),
    ("tier", "医院等级", 'tier ?? ""'),
    ("region", "地区类别", 'region ?? ""'),
    ("cost", "费用（元）", "cost"),
)
_NAMES = 'type(population) == "string" ? [population] : (population ?? [])'
_OUTPUTS = (("paid", "支付金额（元）"), ("number", "文号"), ("section", "章节"), ("quote", "原文"))


def decision_table(benefit: Benefit, situations: Sequence[Situation]) -> str:
    """The JSON of the decision on a benefit at a place."""
    rows = [row for situation in situations for row in _rows(situation)]
    for index, row in enumerate(rows, start=1):
        row["_id"] = f"row-{index}"
    groups = sorted({group for situation in situations for group in situation.groups})
    return json_text(_decision(benefit, groups, rows), indent=2) + "\n"


def _decision(benefit: Benefit, groups: list[str], rows: list[dict[str, str]]) -> dict[str, Any]:
    """Two steps: which printed groups the person belongs to by any of their names, then the table."""
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": name, "field": field} for key, name, field in _INPUTS],
        "outputs": [{"id": key, "name": name, "field": key} for key, name in _OUTPUTS],
        "rules": rows,
    }
    nodes: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("input", "inputNode", "输入", {}),
        ("groups", "expressionNode", "所属人群", _membership(groups)),
        ("table", "decisionTableNode", benefit.label, table),
        ("output", "outputNode", "结果", {}),
    )
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": key, "type": kind, "name": name, "position": {"x": 300 * index, "y": 0}, "content": content}
            for index, (key, kind, name, content) in enumerate(nodes)
        ],
        "edges": [
            {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
            for source, target in (("input", "groups"), ("groups", "table"), ("table", "output"))
        ],
    }


def _membership(groups: list[str]) -> dict[str, Any]:
    """`groups`: those of the printed groups that one of the person's names stands for."""
    tests = (f"some($.names, # in [{_one_of(every_name(group))}]) ? {_text(group)} : \"\"" for group in groups)
    expressions = [
        {"id": "names", "key": "names", "value": _NAMES},
        {"id": "groups", "key": "groups", "value": f"[{', '.join(tests)}]"},
    ]
    return {"expressions": expressions, "passThrough": True}


def _rows(situation: Situation) -> Iterator[dict[str, str]]:
    """The rows of a situation: nothing below the first piece, then a row for each piece and for each gap after one."""
    terms = situation.terms
    pieces = terms.pieces()
    paid, end = Decimal(0), Decimal(0)
    for piece in pieces:
        if piece.low > end:
            yield _row(situation, end, piece.low, number(min(paid, terms.limit), ""), piece.source)
        yield _row(situation, piece.low, piece.high, _amount(piece, paid, terms.limit), piece.source)
        paid += (piece.high - piece.low) * piece.share if piece.high.is_finite() else Decimal(0)
        end = piece.high
    if pieces and end.is_finite():
        yield _row(situation, end, Decimal("Infinity"), number(min(paid, terms.limit), ""), pieces[-1].source)


def _amount(piece: Piece, before: Decimal, limit: Decimal) -> str:
    amount = f"{number(before, '')} + (cost - {number(piece.low, '')}) * {number(piece.share, '')}"
    return f"round({amount}, 2)" if limit.is_infinite() else f"min([round({amount}, 2), {number(limit, '')}])"


def _row(situation: Situation, low: Decimal, high: Decimal, paid: str, source: Reference) -> dict[str, str]:
    since, until = situation.since, situation.until
    days = f'>= date("{since}")' if until is None else f'[date("{since}")..date("{until}")]'
    period = f"{day_text(since)}起" + (f"至{day_text(until)}" if until else "")
    return {
        "_description": period,
        "on": days,
        "groups": " and ".join(f"contains($, {_text(group)})" for group in situation.groups),
        "tier": _one_of(tiers_covered_by(situation.tier) if situation.tier else ()),
        "region": _one_of(parts_of(situation.region) | {situation.region} if situation.region else ()),
        "cost": f"[{number(low, '')}..{number(high, '')})" if high.is_finite() else f">= {number(low, '')}",
        "paid": paid,
        "number": _text(source.number or source.document),
        "section": _text("".join(source.section)),
        "quote": _text(source.sentence),
    }


def _one_of(names: Any) -> str:
    return ", ".join(_text(name) for name in sorted(names))


def _text(words: str) -> str:
    """A text as an expression; its quotation marks are turned into Chinese ones, for the language has no escapes."""
    return '"' + words.replace('"', "”").replace("\\", "＼") + '"'
