"""A rule rests on a draft for comment (征求意见稿) only.

For each value with a concept that a draft sets and no circular in force of the same place sets for the same group and
year: it goes into the rules only for want of anything better. A draft whose final text is in the corpus counts no more.

Fires: the only text that sets the city's 结算时限 is a 征求意见稿.
Does not fire: the final text of the same title is in the corpus, or another circular of the city sets the value.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.consistency import wording
from extractor.consistency.context import Context
from extractor.consistency.model import Finding
from extractor.consistency.reporting import finding, side_of
from extractor.policy.documents import Document
from extractor.policy.groups import relation
from extractor.policy.in_force import Setting


def find(context: Context, document: Document) -> Iterator[Finding]:
    for setting in context.settings_of[document.id]:
        if not setting.concept or not setting.is_sure:
            continue
        if any(_takes_its_place(one, setting) for one in _others(context, setting)):
            continue
        subject = wording.what(context, setting, year=setting.year)
        yield finding(
            "draft-in-force",
            "warning",
            side_of(setting),
            None,
            f"{wording.issuer(setting.document)}关于{subject}的规定（{wording.value(setting)}）仅见于"
            f"{wording.name(setting.document)}，该文件为征求意见稿，尚无正式文件作为依据，不宜直接执行。",
            concept=setting.concept,
            about=subject,
        )


def _others(context: Context, setting: Setting) -> list[Setting]:
    if setting.key is None or setting.document.code is None:
        return []
    return context.settings_at(setting.key, setting.document.code)


def _takes_its_place(one: Setting, draft: Setting) -> bool:
    if one.document.is_draft or relation(one.group, draft.group) not in ("same", "whole"):
        return False
    return one.year == draft.year or one.year is None
