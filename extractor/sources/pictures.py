"""Pictures that are not read: how many there are and where each stands, for whoever brought the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_QUOTED = 15
"""Characters before a picture by which it is found."""
_NAMED = 5
"""Pictures that a warning names; of the others it gives the number."""


@dataclass(slots=True)
class Pictures:
    """Pictures under way, each with its name and place; `words` is told of all words, in text order."""

    found: list[str] = field(default_factory=list)
    _before: str = ""
    _at_start: bool = True

    def words(self, text: str | None) -> None:
        """What stands before the next picture."""
        if own := "".join((text or "").split()):
            self._before = (own if self._at_start else self._before + own)[-_QUOTED:]
            self._at_start = False

    def line(self) -> None:
        """A new line begins: what stands before a picture in it is quoted of it alone."""
        self._at_start = True

    def picture(self, name: str = "") -> None:
        """A picture at this place."""
        place = f"“{self._before}”之后" if self._before else "文首"
        self.found.append(f"{name}，在{place}" if name else f"在{place}")

    def said(self) -> Iterator[str]:
        """A sentence, where there are pictures."""
        if self.found:
            yield f"有{len(self.found)}幅图片，其中的文字和表格未读取，需要时请将图片另存为附件：{listed(self.found, '；')}"


def listed(names: list[str], mark: str = "、") -> str:
    """The first few of some names, and how many there are."""
    more = f"等{len(names)}个" if len(names) > _NAMED else ""
    return mark.join(names[:_NAMED]) + more
