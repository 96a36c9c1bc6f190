"""How much work a page may make: the parser's time grows with the square of a tag's attributes."""

from __future__ import annotations

import re

MAX_ATTRIBUTES = 500
"""Of one tag; pages that people make have a few dozen."""

_TAG = re.compile(r"<(?:!--|/?([a-zA-Z][^\s/>]*+))")
# An attribute as the HTML standard cuts it (13.2.5.32 and following), which may have any sign but these in its name.
_ATTRIBUTE = re.compile(
    r"""[\s/]*+ =?[^\s/>=]*+ (?:\s*+=\s*+(?:"[^"]*+"? | '[^']*+'? | [^\s>"'][^\s>]*+)? )?""",
    re.VERBOSE,
)
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
"""Elements whose content is no markup."""
_COMMENT_END = re.compile("-->")


def crowded_tag(text: str) -> int | None:
    """The line of the first tag with more than `MAX_ATTRIBUTES` attributes, None where there is none; in linear time."""
    position = 0
    while found := _TAG.search(text, position):
        position = found.end()
        if found[0] == "<!--":
            position = _behind(_COMMENT_END, text, position)
            continue
        attributes = 0
        while position < len(text) and text[position] != ">":
            position = max(_ATTRIBUTE.match(text, position).end(), position + 1)  # type: ignore[union-attr]
            attributes += 1
            if attributes > MAX_ATTRIBUTES:
                return text.count("\n", 0, found.start()) + 1
        raw = _RAW.get(found[1].lower())
        if raw:
            position = _behind(raw, text, position)
    return None


def _behind(end: re.Pattern[str], text: str, position: int) -> int:
    found = end.search(text, position)
    return found.start() if found else len(text)
