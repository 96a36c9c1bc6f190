"""The brackets of a scale leave out a part of the base between them.

Looked at are the brackets that one document sets for one concept, group and grade. A single amount is left out only
where the text says of both neighbours that they do not include it (不含, 超过, 不满); plain 以上 and 以下 include it. Without a
concept, three or more values of one name for parts of one base (area, time, number, cost), of which all but two neighbours meet.

Fires: 5万元以下的部分支付60%，10万元（含）以上的部分支付70% (nothing for 5 to 10万元); 90平方米以下1万元，100至120平方米
1.5万元，120平方米以上2万元.
Does not fire: 5万元以下的部分支付60%，5万元（含）以上的部分支付70%.
"""

from __future__ import annotations

from collections.abc import Iterator

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
        if not one.is_twice and one.upper.setting.record.span not in told:
            missing = f"{quantity_text(one.start, one.unit)}至{quantity_text(one.end, one.unit)}"
            yield of_break(context, document, "bracket-gap", one, f"之间，{missing}没有对应的标准")


def _of_scales(context: Context, document: Document) -> Iterator[Finding]:
    for scale in scales(context, document.id):
        covered = scale.steps[0].part
        for one, other in zip(scale.steps, scale.steps[1:], strict=False):
            assert covered is not None and other.part is not None and one.part is not None
            if covered.upper < other.part.lower:
                missing = (
                    f"{quantity_text(covered.upper, 'CNY')}至{quantity_text(other.part.lower, 'CNY')}的部分"
                )
            elif covered.upper == other.part.lower and {
                says_included(context, one, covered.upper),
                says_included(context, other, covered.upper),
            } == {False}:
                missing = f"恰为{quantity_text(covered.upper, 'CNY')}的情形"
            else:
                missing = ""
            if missing:
                yield finding(
                    "bracket-gap",
                    "error",
                    side_of(other),
                    side_of(one),
                    f"{wording.name(document)}对{wording.what(context, one, year=one.year, with_part=False)}分段规定，"
                    f"{wording.part(one)}与{wording.part(other)}之间，{missing}没有对应的标准。",
                    concept=one.concept,
                    about=f"{wording.about(context, one, year=one.year)}/{missing}",
                )
            covered = covered | other.part
