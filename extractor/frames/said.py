"""Said: the names that a value without one of its own takes: said before in its passage, or by a list or heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.frames import phrases
from extractor.frames.model import Name
from extractor.frames.patterns import words
from extractor.frames.view import View
from extractor.spans import Span

_APPLIES = re.compile(r"(?:申请|使用|办理)(?P<scheme>[^，。；、的]{0,10}(?:公积金|商业)[^，。；、的]{0,8}?贷款)")
_SHORT = 7
"""A name of at most this many characters is completed by the scheme that its sentence applies for."""


class Said:
    """What a passage named so far: `topic` without a value, `named` by its last value, `outer` by the last outside brackets.

    `heads` are the names of headings and lists, outermost first.
    """

    def __init__(self, view: View, heads: Sequence[Name]) -> None:
        self.view, self.heads = view, list(heads)
        self.topic: Name | None = None
        self.named: Name | None = None
        self.outer: Name | None = None

    def words(self, name: Name) -> str:
        """The words of a name, as they read."""
        return "".join(self.view.text[slice(*span)] for span in name.spans)

    def name(self, name: Name, *, inside: bool) -> None:
        """A value was named."""
        if not inside:
            self.named = self.outer = name

    def about(self, spans: tuple[Span, ...]) -> None:
        """A clause without a value names what follows it."""
        self.topic, self.named = Name(spans, "topic"), None

    def valued(self) -> None:
        """A sentence with values ends: what its values were called is no topic of the next."""
        if self.topic and self.topic.source != "topic":
            self.topic = None

    def inherited(self) -> Name | None:
        """The name nearest before: of a value of the passage, of its topic, of its list or heading."""
        for name, source in ((self.named, "before"), (self.topic, "topic")):
            if name is not None:
                return Name(name.spans, source)
        return self.heads[-1] if self.heads else None

    def longer(self, name: Name) -> Name | None:
        """A name said before that ends as a generic one does (购房补贴 for 单套补贴金额)."""
        printed = phrases.award_of(self.words(name))
        for other in (self.named, self.topic, *reversed(self.heads)):
            if other is None:
                continue
            longer = self.words(other)
            if len(longer) > len(printed) and longer.endswith((printed, printed.removesuffix("标准") or printed)):
                return Name(other.spans, other.source)
        return None

    def full(self, name: Name | None, sentence: int, *, inside: bool) -> Name | None:
        """A name that can be read alone: one that says too little gives way to a longer one that ends like it.

        `sentence` is where the name's sentence begins; `inside` tells that the name stands in brackets.
        """
        if name is None:
            return None
        printed = self.words(name)
        if printed in words("vague") and (inherited := self.inherited()):
            return inherited
        if not phrases.is_generic(printed) and not (inside and len(printed) < 4):
            return self._with_scheme(name, sentence)
        if longer := self.longer(name):
            return longer
        if inside and self.outer and self.outer.spans != name.spans:
            return Name((*self.outer.spans, *name.spans), name.source)
        return name

    def _with_scheme(self, name: Name, sentence: int) -> Name:
        """A short name after what its sentence applies for (申请个人住房公积金贷款的，|最低首付款比例)."""
        span = name.spans[0]
        if len(name.spans) > 1 or span.end - span.start > _SHORT or name.source != "clause":
            return name
        hits = list(_APPLIES.finditer(self.view.outer, sentence, span.start))
        if not hits:
            return name
        scheme = Span(*hits[-1].span("scheme"))
        return name if self.view.text[slice(*scheme)] in self.view.text[slice(*span)] else Name((scheme, span), name.source)
