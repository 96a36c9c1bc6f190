"""Scope: where a value's scheme and benefit come from when its own clause is silent, nearest first.

The order is: the clause, the sentence, the paragraph before it (a run-in heading included), the sentence that leads
into the list, the headings from the innermost out, and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from extractor.frames.model import CellSays
from extractor.language.facets import Facet, FacetHits, Facets, find_facets
from extractor.records.passages import Passage
from extractor.spans import Span
from extractor.structure.model import Circular, Heading, Paragraph

_LONGEST_OPENING = 600
_OPENING = re.compile(r"(?:通知|通告|公告|解读|意见|措施|方案|要求|规定|办法|事项)[^，。；的]{0,8}如下：$|提出(?:如下|以下)[^，。；]{1,10}：$")


# 参保居民, 参加职工医保的人员: people, by the scheme that insures them. Another scheme may be what pays them.
_INSURED = re.compile(r"参保|在职")
_WHO_JOINED = re.compile(r"参加[^，。；]{0,6}\Z")
# 公积金住房贷款记录 tells whom something is for; it is no loan of the fund.
_RECORD = re.compile(r"(?:个人)?(?:住房)?(?:贷款)?(?:记录|债务)")
_MEMBERS = re.compile(r"(?:参保|城乡|城镇)?(?:(?P<employees>职工)|居民)")
_JOINED = re.compile(r"的?(?:参保)?(?:人员|职工|居民|人|群众|失能)")
FacetKind = Literal["schemes", "benefits"]


_NAMES = re.compile(r"(?:均|即|分别|依次)?(?:作为|为|是)(?![\d了])")
BASIC_SCHEMES = frozenset({"resident_medical", "employee_medical"})
"""The schemes that everybody is insured in by one or the other; what the others pay comes on top."""
BASIC_BENEFITS = frozenset({"inpatient", "outpatient", "chronic", "two_diseases", "maternity"})


class Level(NamedTuple):
    """Facet keys found at one distance from a value, nearest first; `name` says how far away."""

    name: str
    keys: tuple[str, ...]


class Title:
    """A circular's title in one line, however it is printed, and what it names."""

    def __init__(self, text: str, circular: Circular) -> None:
        self.words = text[slice(*circular.title_span)].replace("\n", "") if circular.title_span else ""
        self.facets = find_facets(self.words)


class Scope:
    """The contexts of one paragraph of a circular; `cells` is what tables say of values, by where these begin.

    `captions` are the lines that entitle the table of a row, the nearest first.
    """

    def __init__(
        self, text: str, facets: Facets, circular: Circular, title: Title, index: int, passage: Passage,
        cells: Mapping[int, CellSays], captions: Sequence[Span] = (),
    ) -> None:
        self.text = text
        self.facets = facets
        self.title = title
        self.paragraph = circular.paragraphs[index]
        self.passage = passage
        first = next((one for one in circular.paragraphs if one.headings), None)
        self._opens = Span(circular.start, min(first.start, circular.start + _LONGEST_OPENING) if first else circular.start)
        self._whole = Span(circular.start, circular.start if first else circular.end)
        self.cells, self.captions = cells, captions
        self.lead_in = _lead_in(text, circular.paragraphs, index) if self.paragraph.role != "row" else next(iter(captions), None)
        self._levels: dict[tuple[FacetKind, int], list[Level]] = {}
        self._in_passage: dict[FacetKind, tuple[FacetHits, dict[Facet, Span]]] = {}

    def levels(self, kind: FacetKind, start: int, end: int) -> list[Level]:
        """What the facets of a kind say of the value at `[start, end)`, level by level."""
        key = (kind, start)
        if key not in self._levels:
            self._levels[key] = list(self._find_levels(kind, start, end))
        return self._levels[key]

    def topic(self) -> tuple[str, ...]:
        """The schemes that the innermost heading with a scheme names; none where no heading does."""
        return next(filter(None, map(self._heading_schemes, reversed(self.paragraph.headings))), ())

    def _heading_schemes(self, heading: Heading) -> tuple[str, ...]:
        return _keys(self.facets.schemes.backwards(*heading.span))

    def _names_only_people(self, hit: Facet) -> bool:
        """Whether a scheme's name is only there for the people it insures, in a section on a scheme of another kind."""
        insures = _INSURED.match(self.text, hit.start) or (
            _JOINED.match(self.text, hit.end) and _WHO_JOINED.search(self.text[max(0, hit.start - 8) : hit.start]))
        if not insures:
            return False
        topic = self.topic()
        if not topic and not set(_keys(self.facets.benefits.within(*self.passage.sentence(hit.start)))) & BASIC_BENEFITS:
            topic = _keys(self.title.facets.schemes.hits)
        return bool(topic) and not set(topic) & BASIC_SCHEMES

    def _insured_in(self, head: Span, kind: FacetKind) -> tuple[str, ...]:
        """The basic scheme whose members a column's head names (职工支付比例, 居民起付标准)."""
        named = _MEMBERS.match(self.text, *head) if kind == "schemes" else None
        return ("employee_medical" if named["employees"] else "resident_medical",) if named else ()

    def _here(self, kind: FacetKind) -> tuple[FacetHits, dict[Facet, Span]]:
        """The facets of the passage that may say something of its values, and the brackets in which some of them stand."""
        if kind not in self._in_passage:
            found = getattr(self.facets, kind).within(self.passage.start, self.passage.end)
            if kind == "schemes":
                found = [hit for hit in found if not self._names_only_people(hit) and not _RECORD.match(self.text, hit.end)]
            remarks = {hit: remark for hit in found if (remark := self.passage.remark(hit.start))}
            self._in_passage[kind] = FacetHits(found), remarks
        return self._in_passage[kind]

    def _find_levels(self, kind: FacetKind, start: int, end: int) -> Iterator[Level]:
        hits: FacetHits = getattr(self.facets, kind)
        here, remarks = self._here(kind)

        def named(found: Iterable[Facet]) -> tuple[str, ...]:
            # What stands in brackets says nothing of a value outside (（含生育保险）).
            return _keys(hit for hit in found if not remarks or hit not in remarks or (
                remarks[hit].start <= start < remarks[hit].end))

        clause = self.passage.clause(start)
        sentence = self.passage.sentence(start)
        says = self.cells.get(start)
        if says:
            told = dict.fromkeys(key for span in (*says.heads, *says.around) for key in (
                _keys(hits.backwards(*span)) or self._insured_in(span, kind)))
            topic = self.topic() or _keys(hit for line in says.captions for hit in self.facets.schemes.within(*line))
            if topic and not set(topic) & BASIC_SCHEMES:
                told = {key: None for key in told if key not in BASIC_SCHEMES}  # 职工医保 over what 大病保险 pays them
            yield Level("clause", tuple(told))
        yield Level("clause", named(here.backwards(clause.start, start)))
        yield Level("clause", named(here.within(end, self.naming_clause(clause).end)))
        yield Level("sentence", named(here.backwards(sentence.start, clause.start)))
        yield Level("paragraph", named(here.backwards(self.passage.start, sentence.start)))
        if says and says.header:
            heads = _keys(hits.within(*says.header))
            yield Level("header", heads if len(heads) == 1 else ())
        for line in self.captions or filter(None, [self.lead_in]):
            yield Level("list", _keys(hits.backwards(*line)))
        for heading in reversed(self.paragraph.headings):
            yield Level("heading", _keys(hits.backwards(*heading.span)))
        yield Level("title", _keys(reversed(getattr(self.title.facets, kind).hits)))
        if kind == "schemes":
            yield Level("opening", self._opening())

    def _opening(self) -> tuple[str, ...]:
        """The one scheme that a circular's opening is about, before its first section, or all of it, where its title names none."""
        for start, end in (self._opens, self._whole):
            found = {key for hit in self.facets.schemes.within(start, end) for key in hit.keys}
            if len(found) == 1:
                return tuple(found)
        return ()

    def naming_clause(self, clause: Span) -> Span:
        """The clause that names a clause's values where it follows them (8000元，为…最高支付限额), else the clause itself."""
        goes_on = clause.end < self.passage.end and _NAMES.match(self.text, clause.end)
        return self.passage.clause(clause.end) if goes_on else clause

    def column(self, offset: int) -> Span | None:
        """The head over a table's cell that names its value by an attribute, else its innermost one; None outside tables."""
        says = self.cells.get(offset)
        if says is None or not says.heads:
            return None
        return next((head for head in says.heads if self.facets.nouns.within(*head)), says.heads[0])

    def words(self, start: int) -> Iterator[str]:
        """The texts around a value in which a cue may stand: paragraph up to its sentence, lead-in, headings, title."""
        yield self.text[self.passage.start : self.passage.sentence(start).end]
        says = self.cells.get(start)
        for span in (*says.heads, *says.around) if says else ():
            yield self.text[slice(*span)]
        for line in self.captions or filter(None, [self.lead_in]):
            yield self.text[slice(*line)]
        for heading in self.paragraph.headings:
            yield self.text[slice(*heading.span)]
        yield self.title.words


def _keys(hits: Iterable[Facet]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for hit in hits for key in hit.keys))


def _lead_in(text: str, paragraphs: list[Paragraph], index: int) -> Span | None:
    """The paragraph that ends with ： and of which this one is a list item."""
    paragraph = paragraphs[index]
    for before in reversed(paragraphs[max(0, index - 40) : index]):
        if before.role not in ("body", "heading"):
            return None
        if text[before.end - 1] == "：" and before.section == paragraph.section[: len(before.section)]:
            # The opening paragraph (现将有关事项通知如下：) leads into everything and says nothing of one value.
            return Span(before.start, before.end) if not _OPENING.search(text, before.start, before.end) else None
        if len(before.section) < len(paragraph.section):
            return None
    return None
