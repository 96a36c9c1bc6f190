"""The W3C text-quote selector: a place in a text by its words and those around it, white space aside.

https://www.w3.org/TR/annotation-model/#text-quote-selector
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from extractor.spans import Span

CONTEXT = 32
NEAR = 8
"""Characters right before and behind that must be the same where the circular was edited further off."""


class TextQuoteSelector(BaseModel):
    """`exact` are the words meant, `prefix` and `suffix` those right before and after them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exact: str = Field(min_length=1, pattern=r"\S")
    prefix: str = ""
    suffix: str = ""

    def find(self, text: str) -> list[Span]:
        """Every place in `text` that the selector fits, in text order; white space is not compared.

        Where nothing has all the words around it, what is nearest to them decides: a circular may have got its number, or
        been edited elsewhere.
        """
        return self._find(text, None) or self._find(text, NEAR)

    def _find(self, text: str, context: int | None) -> list[Span]:
        places = [index for index, character in enumerate(text) if not character.isspace()]
        packed = "".join(text[index] for index in places)
        prefix, exact, suffix = ("".join(part.split()) for part in (self.prefix, self.exact, self.suffix))
        prefix, suffix = prefix[-context if context else 0 :], suffix[:context]
        whole = prefix + exact + suffix
        found, start = [], packed.find(whole)
        while start >= 0:
            first = start + len(prefix)
            found.append(Span(places[first], places[first + len(exact) - 1] + 1))
            start = packed.find(whole, start + 1)
        return found


def selector_at(text: str, span: Span) -> TextQuoteSelector:
    """The selector of a stretch of text, with as much before and after it as W3C's own tools take, white space left out."""
    start, end = span
    parts = text[start:end], text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    exact, prefix, suffix = ("".join(part.split()) for part in parts)
    return TextQuoteSelector(exact=exact, prefix=prefix, suffix=suffix)
