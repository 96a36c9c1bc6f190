"""How a document stands to what it cites: by the verb that governs the title, or the list of titles that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from extractor.spans import Span
from extractor.structure.model import Circular, Paragraph
from extractor.structure.patterns import is_agency, pattern

_CITED = "《》"
_BREAKS = "。；\n"
_BEFORE = 320
_BEHIND = 160
_LONGEST_GAP = 24
_LONGEST_HEADING = 60


class Relations:
    """The relations of one circular's citations, given by their spans in text order."""

    def __init__(self, text: str, circular: Circular, spans: Sequence[Span]) -> None:
        self._text, self._circular, self._spans = text, circular, spans
        first = next((p for p in circular.paragraphs if p.role == "body" and p.end - p.start > 8), None)
        self._opening = Span(first.start, first.end) if first and not first.headings else None
        self._lists = self._joined()
        self._repealed = self._repeal_lists()

    def of(self, index: int) -> str:
        """How the document stands to its citation of this index."""
        span = self._spans[index]
        if index and pattern("short_name").search(self._text[max(0, span.start - 12) : span.start]):
            return self.of(index - 1)
        first, last = self._lists[index]
        span, begin, end = self._spans[index], self._spans[first].start, self._spans[last].end
        paragraph = self._paragraph(begin)
        before = self._before(begin, paragraph)
        behind = self._behind(end, last)
        own = self._behind(span.end, index)
        if pattern("partly_repealed").match(own):
            return "amends"
        if pattern("repealed").match(behind) or pattern("repealing").search(before) or self._is_repealed(begin):
            return "repeals"
        if pattern("amended").match(own) or pattern("amended").match(behind) or pattern("amending").search(before):
            return "amends"
        if pattern("forwarding").search(before) or (pattern("now_with").search(before) and pattern("forwarded").match(behind)):
            return "forwards"
        if pattern("made").search(before) or pattern("handed").match(behind):
            return "mentions"
        if pattern("compared").match(own) or pattern("experience").match(own):
            return "mentions"
        return self._governed(before, behind, begin, paragraph)

    def repealed_from(self, index: int) -> str | None:
        """The day (ISO) that is said for the repeal of its citation of this index; None where none is."""
        first, last = self._lists[index]
        begin, end = self._spans[first].start, self._spans[last].end
        hit = pattern("repealed_from_behind").match(self._behind(end, last)) or pattern("repealed_from_behind").match(
            self._behind(self._spans[index].end, index)) or pattern("repealed_from_before").search(
            self._before(begin, self._paragraph(begin)))
        place = bisect_right(self._repealed, begin, key=lambda span: span.start) - 1
        if hit is None and self._is_repealed(begin):
            opener = next((p for p in reversed(self._circular.paragraphs) if p.start < self._repealed[place].start
                           and pattern("repeal_list").search(self._text[p.start : p.end][-60:])), None)
            hit = pattern("repealed_from_before").search(self._text[opener.start : opener.end]) if opener else None
        try:
            return date(int(hit["y"]), int(hit["m"]), int(hit["d"])).isoformat() if hit else None
        except ValueError:
            return None

    def _governed(self, before: str, behind: str, begin: int, paragraph: Paragraph | None) -> str:
        # A title at the head of a clause is its subject: no verb of the clause before governs it.
        subject = before.endswith("，")
        if (subject or not before) and pattern("says").match(behind):
            return "mentions"
        verbs = [] if subject else list(pattern("governing").finditer(before))
        verb = verbs[-1] if verbs else None
        far = verb is not None and "，" in before[verb.end() :] and _CITED not in before[verb.end() :]
        if far:  # 依据病情用药，不受《…》分类的限制
            verb = None
        if verb is None and not subject and "依据" in self._grounds(begin, paragraph):
            return "basis"
        if verb is None:
            if pattern("carried_out").match(behind) is None:
                return "mentions"
            return "basis" if far and self._opens(begin, paragraph) else "implements"
        if verb["mention"]:
            return "mentions"
        if verb["ground"]:
            return "basis"
        opens = self._opens(begin, paragraph)
        if not opens and pattern("like").search(before) and not pattern("carried_out").match(behind):
            return "mentions"
        if verb["carry"] or (verb["aim"] in ("贯彻", "落实") and pattern("does_so").search(before[: verb.start()])):
            return "implements"
        return "basis" if opens else "implements"

    def _opens(self, begin: int, paragraph: Paragraph | None) -> bool:
        """Whether it stands in the opening paragraph, or in an article that gives purpose and ground."""
        if self._opening is not None and self._opening.start <= begin < self._opening.end:
            return True
        if paragraph is None or self._grounds(begin, paragraph):
            return paragraph is not None
        return bool(pattern("purpose_article").match(self._text[paragraph.start : paragraph.start + 12])
                    and pattern("makes_rules").search(self._text, paragraph.start, paragraph.end))

    def _grounds(self, begin: int, paragraph: Paragraph | None) -> str:
        """The heading or lead over it that names grounds or background (制定依据：1.…); empty without."""
        if paragraph is None:
            return ""
        above = [self._text[h.span.start : h.span.start + _LONGEST_HEADING].split("\n")[0] for h in paragraph.headings]
        hits = (pattern("grounds").match(words) for words in (self._text[paragraph.body : begin + 1], *above))
        return next((hit[0] for hit in hits if hit), "")

    def _before(self, begin: int, paragraph: Paragraph | None) -> str:
        """The words of the sentence before a list; what it cites there is only marked."""
        low = max(paragraph.start if paragraph else self._circular.start, begin - _BEFORE)
        low = max(low, *(self._text.rfind(mark, low, begin) + 1 for mark in _BREAKS))
        pieces: list[str] = []
        position = low
        index = max(0, bisect_right(self._spans, low, key=lambda span: span.start) - 1)
        while index < len(self._spans) and self._spans[index].start < begin:
            span = self._spans[index]
            index += 1
            if span.end > low:
                pieces += (self._text[position : max(position, span.start)], _CITED)
                position = max(position, span.end)
        return "".join((*pieces, self._text[position:begin]))

    def _behind(self, end: int, last: int) -> str:
        """The words behind a list, up to the next citation or the sentence's end."""
        stop = min(self._circular.end, end + _BEHIND)
        if last + 1 < len(self._spans):
            stop = min(stop, max(end, self._spans[last + 1].start))
        line = self._text.find("\n", end, stop)
        return self._text[end : line if line >= 0 else stop]

    def _joined(self) -> list[tuple[int, int]]:
        """For each citation the first and last of its list: titles with nothing but separators and bodies between them."""
        lists: list[tuple[int, int]] = []
        first = 0
        for index in range(len(self._spans)):
            goes_on = index + 1 < len(self._spans) and self._is_gap(self._spans[index].end, self._spans[index + 1])
            if not goes_on:
                lists += [(first, index)] * (index + 1 - first)
                first = index + 1
        return lists

    def _is_gap(self, begin: int, following: Span) -> bool:
        end = following.start
        if begin > end or end - begin > _LONGEST_GAP:
            return False
        gap = self._text[begin:end]
        if gap.strip() == "，" and pattern("own_subject").match(self._text[following.end : following.end + 16]):
            return False
        if pattern("list_gap").match(gap):
            return True
        body = gap.lstrip("、，；和及与 ")
        return len(body) < len(gap) and is_agency(body)

    def _repeal_lists(self) -> list[Span]:
        """The paragraphs of lists whose opening says that what they name is repealed."""
        found: list[Span] = []
        opened = False
        for paragraph in self._circular.paragraphs:
            text = self._text[paragraph.start : paragraph.end]
            if pattern("repeal_list").search(text[-60:]):
                opened = True
            elif opened and text[paragraph.body - paragraph.start :].lstrip().startswith("《"):
                found.append(Span(paragraph.start, paragraph.end))
            else:
                opened = False
        return found

    def _is_repealed(self, begin: int) -> bool:
        index = bisect_right(self._repealed, begin, key=lambda span: span.start) - 1
        return index >= 0 and begin < self._repealed[index].end

    def _paragraph(self, offset: int) -> Paragraph | None:
        paragraphs = self._circular.paragraphs
        index = bisect_right(paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        return paragraphs[index] if index >= 0 and offset < paragraphs[index].end else None
