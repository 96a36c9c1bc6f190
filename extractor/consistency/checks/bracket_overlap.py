"""The brackets of a scale count a part of the base twice.

Looked at are the brackets that one document sets for one concept, group and grade. A single amount is counted twice
only where the text says of both neighbours that they include it (含). Without a concept, as in bracket-gap.

Fires: 10万元以下的部分支付60%，8万元（含）以上的部分支付70%; 10万元（含）以下…，10万元（含）以上….
Does not fire: 10万元以下的部分支付60%，10万元（含）以上的部分支付70%.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from portion import CLOSED

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.consistency.scales import of_break, says_included, scales
from extractor.consistency.series import breaks
from extractor.policy.documents import Document
from extractor.policy.wording import quantity_text


def find(context: Context, document: Document) -> Iterator[Finding]:
    found = list(_of_scales(context, document))
    yield from found
    told = {one.lower.span for one in found}
    for one in breaks(context, document):
        if one.is_twice and one.upper.setting.record.span not in told:
            twice = f"{quantity_text(one.start, one.unit)}至{quantity_text(one.end, one.unit)}"
            yield of_break(context, document, "bracket-overlap", one, f"重叠，{twice}两档均适用")


def _of_scales(context: Context, document: Document) -> Iterator[Finding]:
    for scale in scales(context, document.id):
        for one, other in combinations(scale.steps, 2):
            assert one.part is not None and other.part is not None
            common = one.part.replace(left=CLOSED, right=CLOSED) & other.part.replace(left=CLOSED, right=CLOSED)
            if common.empty or one.part == other.part:
                continue
            if common.lower == common.upper:
                said = {says_included(context, step, common.lower) for step in (one, other)}
                if said != {True}:
                    continue
                twice = f"恰为{quantity_text(common.lower, 'CNY')}的情形"
            elif one.part in other.part or other.part in one.part:
                continue  # a bracket inside another belongs to a scale of another kind
            else:
                twice = f"{quantity_text(common.lower, 'CNY')}至{quantity_text(common.upper, 'CNY')}的部分"
            yield finding(
                "bracket-overlap",
                "error",
                side_of(other),
                side_of(one),
                f"{wording.name(document)}对{wording.what(context, one, year=one.year, with_part=False)}分段规定，"
                    f"{wording.part(one)}与{wording.part(other)}重叠，{twice}同时适用"
                f"{wording.value(one)}和{wording.value(other)}。",
                concept=one.concept,
                about=f"{wording.about(context, one, year=one.year)}/{twice}",
            )
