"""Scopes: what the document, its headings and the leads of its lists say of all that stands under them.

A scope is opened by the document (实施范围为…), a heading (（一）多子女家庭), a lead that ends in ：, or a sentence that
announces what follows (…的人才，享受如下政策。); it holds for its section, and what is numbered under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.frames import phrases
from extractor.frames.conditions import kind_of
from extractor.frames.model import Condition, Frame, Name
from extractor.frames.passage import PassageReader
from extractor.frames.patterns import pattern, words
from extractor.frames.restrictions import conditions_in
from extractor.frames.trimming import trimmed
from extractor.frames.view import View
from extractor.spans import Span
from extractor.structure.model import Circular, Heading, Paragraph

_HEADING_KINDS = frozenset({"population", "tier", "order"})
_FIRST = re.compile(r"[（(]?[一1①][）).、．]?")
_ITEM = re.compile(r"[（(]?[0-9①-⑳]{1,2}[）).、．]?")
_OFFICE = re.compile(r"(?:局|部门|政府|委员会|委|厅|办|银行)$")

_MARK = re.compile("[，。；：]")
_LONGEST_TITLE = 28
_WHOLE = re.compile("[的时后前内”]$")
"""How a condition ends, if not in a noun, that a sentence without an opening verb says of the items behind it."""
_NOUNS = frozenset({"people", "bodies", "objects", "places"})

_OPENING = 400
"""How many characters of a press piece are looked through for the title of what it is about."""

Lead = tuple[list[Condition], list[Name]]
"""The conditions and names that a scope sets for what stands in it."""


class Scopes:
    """The scopes open at each paragraph of a circular, read in order; `spans` are the stretches of its running text."""

    def __init__(self, view: View, circular: Circular, spans: Sequence[Sequence[Span]]) -> None:
        self.view = view
        said = [one for stretches in spans for stretch in stretches for one in _of_document(view, stretch)]
        self.document = said or _of_title(view, circular)
        self.lists: dict[tuple[str, ...], Lead] = {}
        self.inner: set[tuple[str, ...]] = set()
        self.under = self.items = False
        self.led: tuple[str, ...] | None = None
        self.last: tuple[str, ...] = ()
        self.read = False
        self.headings: Sequence[Heading] = ()
        self.of_headings: Lead = [], []

    def enter(self, section: tuple[str, ...]) -> bool:
        """Goes on to a paragraph's section; tells whether it is another one."""
        if section == self.last:
            return False
        if self.led is not None and section and _FIRST.fullmatch(section[-1]) and section[: len(self.led)] != self.led:
            self.lists[section[:-1]] = self.lists.pop(self.led)
        self.led, self.last, self.read = None, section, False
        return True

    def around(self, paragraph: Paragraph) -> Lead:
        """What holds for a paragraph, outermost first; what leads into a list holds no more behind an item's own paragraph."""
        if paragraph.headings is not self.headings:
            self.headings, self.of_headings = paragraph.headings, _of_headings(self.view, paragraph.headings)
        conditions, heads = self.of_headings
        section = paragraph.section
        behind = self.read and bool(section) and _ITEM.fullmatch(section[-1]) is not None
        self.read = self.read or paragraph.role != "heading"
        for depth in range(len(section) + 1):
            lead = self.lists.get(section[:depth])
            if lead and not (behind and depth == len(section) - 1) and (depth < len(section) or (paragraph.role != "heading" and section not in self.inner)):
                conditions, heads = conditions + lead[0], heads + lead[1]
        return self.document + conditions, heads

    def complete(self, paragraph: Paragraph, frames: Iterable[Frame]) -> None:
        """Gives values that say nothing of for whom they are the groups that headings name (二、支持多子女家庭购房)."""
        groups = [one for heading in paragraph.headings for one in _group_in(self.view, heading.span)]
        for frame in frames:
            if groups and not any(one.kind in _HEADING_KINDS for one in frame.conditions):
                frame.conditions = [*groups, *frame.conditions]

    def opens(self, stretch: Span, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """Whether a stretch leads into a list (：) or announces what follows it (享受如下政策。).

        A sentence of its own that only says what is given (…的，给予补贴。), or whose next paragraph is its first item, leads but what
        is numbered `under` it.
        """
        text = self.view.text
        self.under = self.items = False
        if text.endswith("：", *stretch):
            return not pattern("salutation").match(text[stretch.start : stretch.end - 1]) and not pattern("opening").search(
                self.view.outer, *stretch)
        if pattern("announces").search(text, *stretch):
            return True
        alone = text.find("。", *stretch) == stretch.end - 1
        section = paragraph.section
        items = following is not None and section and paragraph.role != "heading" and "，" in text[slice(*stretch)] and (
            following.section[: len(section)] == section and len(following.section) > len(section) and _FIRST.fullmatch(following.section[-1]))
        self.items = bool(items)
        self.under = alone and not self.view.within(stretch) and (bool(items) or pattern("opens_giving").search(
            self.view.outer, stretch.start, stretch.end - 1) is not None)
        return self.under

    def lead(self, section: tuple[str, ...], stretch: Span, reader: PassageReader, before: Sequence[Condition]) -> None:
        """Opens the scope of a lead, for what it says besides what was in force `before` it; it ends those beside and under it."""
        reader.finish()
        new = [kept for one in reader.holding.current() if one not in before and (kept := _without_pointer(self.view, one))]
        if self.items:
            new = [one for one in new if _WHOLE.search(seen := self.view.outer[slice(*one.span)].rstrip("·")) or phrases.ends_in_any(seen, _NOUNS)]
        topic = reader.said.leading()
        self.lists = {key: value for key, value in self.lists.items() if len(key) < len(section)}
        self.lists[section] = new or _subject_of_list(self.view, stretch), [topic] if topic else []
        self.inner = self.inner - {section} | ({section} if self.under else set())
        self.led = section

    def title(self, paragraph: Paragraph, stretch: Span) -> None:
        """Takes a paragraph that stands where its section's heading would (二、\\n发放购房消费券。): one short clause under a bare label."""
        if not paragraph.section:
            return
        label = paragraph.headings[-1].span
        printed = self.view.outer[slice(*stretch)].strip().rstrip("。")
        if label.start == label.end and 2 < len(printed) <= _LONGEST_TITLE and not _MARK.search(printed):
            end = stretch.end - self.view.text.endswith("。", *stretch)
            self.lists[paragraph.section] = _of_headings(self.view, [Heading("", Span(stretch.start, end))])


def _of_document(view: View, stretch: Span) -> list[Condition]:
    """The places that a document says it holds in, where these are not all of the issuer's area (本措施适用于东区、西区)."""
    hit = pattern("document_scope").search(view.outer, *stretch) or pattern("carried_out_in").match(view.outer, *stretch)
    if hit is None or pattern("own_area").match(view.text, hit.start("where")):
        return []
    return [Condition(one.span, "region") for one in conditions_in(view, view.outer, Span(*hit.span("where")))]


def _of_title(view: View, circular: Circular) -> list[Condition]:
    """The part of the issuer's area that a document's title names (关于促进中心城区房地产市场发展的通知), its own or the one that a
    press piece says in its opening.
    """
    title = circular.title_span
    if title is None:
        hit = pattern("title_of_document").search(view.text, circular.start, min(circular.end, circular.start + _OPENING))
        title = Span(*hit.span("title")) if hit else None
    where = pattern("title_scope").search(view.text, *title) if title else None
    return [Condition(Span(*where.span()), "region")] if where else []


def _without_pointer(view: View, condition: Condition) -> Condition | None:
    """What a lead says itself, without the cases that it leaves to its list (停业期间|有下列情形之一的)."""
    hit = pattern("points_on").search(view.outer, *condition.span)
    if hit is None:
        return condition
    kept = Span(condition.span.start, hit.start())
    return Condition(kept, kind_of(view.text, kept)) if kept.end - kept.start > 1 and view.text[slice(*kept)] not in words("everybody") else None


def _subject_of_list(view: View, stretch: Span) -> list[Condition]:
    """What the items of a list are required of (长者饭堂的场地|应当具备以下条件：)."""
    start = max(view.text.rfind(sign, stretch.start, stretch.end - 1) for sign in "。；，") + 1
    hit = pattern("required_of").match(view.text, max(start, stretch.start), stretch.end)
    if hit is None and start > stretch.start:
        before = max(view.text.rfind(sign, stretch.start, start - 1) for sign in "。；，\n") + 1
        act = pattern("requires_for").match(view.text, max(before, stretch.start), start - 1)
        return [Condition(Span(*act.span("act")), "case")] if act else []
    if hit is None or _OFFICE.search(hit["who"]) or phrases.is_attribute(hit["who"]):
        return []
    kept = trimmed(view.text, view.outer, Span(*hit.span("who")))
    return [Condition(kept, kind_of(view.text, kept))] if kept else []


def _of_headings(view: View, headings: Sequence[Heading]) -> Lead:
    """The groups and the names that headings set (二、最高贷款额度; （一）多子女家庭)."""
    conditions: list[Condition] = []
    heads: list[Name] = []
    for heading in headings:
        start, end = heading.span
        if end - start < 2:
            continue
        verb = pattern("heading_verb").match(view.outer[start:end])
        begin = start + (verb.end() if verb else 0)
        last = begin + len(view.outer[begin:end].rstrip("·"))
        if phrases.is_attribute(view.outer[begin:last]):
            span = phrases.phrase_before(view.outer, last, begin)
            if span is not None:
                heads.append(Name((span,), "heading"))
            continue
        told = not verb and end - start <= 14 and not pattern("promotes").search(view.outer, begin, end)
        kept = trimmed(view.text, view.outer, Span(begin, end)) if told else None
        if kept is not None and ((kind := kind_of(view.text, kept)) in _HEADING_KINDS or (kind == "region" and _is_part(view, kept))):
            conditions.append(Condition(kept, kind))
    return conditions, heads


def _is_part(view: View, span: Span) -> bool:
    """Whether a heading is but a part of the area (（一）试点地区。): a short name of a place, of no office."""
    return span.end - span.start <= 8 and phrases.ends_in(view.text[slice(*span)], "places") and not pattern("own_area").match(view.text, *span)


def _group_in(view: View, heading: Span) -> list[Condition]:
    """The group that a heading names before what it is about (实施|多子女家庭|购房补贴政策)."""
    verb = pattern("heading_verb").match(view.outer[slice(*heading)])
    hit = pattern("heading_group").match(view.outer, heading.start + (verb.end() if verb else 0), heading.end)
    if hit is None:
        return []
    start = max((cut.end() for cut in pattern("verb_cut").finditer(view.outer, *hit.span("group"))), default=hit.start("group"))
    if view.outer[start : hit.end("group")] in words("everybody") or view.outer[start - 1] in "、和及与或/":
        return []  # 二孩、|三孩家庭购房: one of several
    return [one for one in conditions_in(view, view.outer, Span(start, hit.end("group"))) if one.kind in _HEADING_KINDS]
