"""A redline as text, JSON lines, Markdown that becomes a Word file with tracked changes, and one self-contained page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extractor.printable import json_text
from extractor.redline import KINDS, Item, Redline
from extractor.templating import environment

_SIGNS = {"same": "  ", "changed": "~ ", "new": "+ ", "gone": "- ", "moved": "> "}
_MARKDOWN = re.compile(r"([\\`*_\[\]{}<>|#~^$@])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def summary(found: Redline) -> str:
    """相同12句，改动3句，新增1句，删去2句，移动0句。"""
    return "，".join(f"{KINDS[kind]}{count}句" for kind, count in found.counts.items()) + "。"


def plain(found: Redline) -> str:
    """Every sentence with a sign in front: + new, - gone, ~ changed, > moved; 〔-…-〕 what went, 〔+…+〕 what came."""
    lines = [f"旧：{found.old.name}", f"新：{found.new.name}", summary(found), ""]
    lines += [f"{_SIGNS[one.kind]}{one.label}{''.join(_woven(one, '〔-{}-〕', '〔+{}+〕'))}" for one in found.items]
    return "\n".join(lines) + "\n"


def jsonl(found: Redline) -> Iterator[str]:
    """A line for both sides with the counts, then a line for each sentence."""
    head = {"type": "redline", "old": found.old.source, "new": found.new.source, "counts": found.counts}
    yield json_text(head) + "\n"
    for one in found.items:
        yield json_text({"type": "sentence", **one.data()}) + "\n"


def markdown(found: Redline) -> str:
    """The new side with the changes as pandoc's spans of class insertion and deletion.

    `pandoc redline.md -o redline.docx` makes of them changes that Word shows and lets accept or reject.
    """
    lines = [f"# 对照：{_escaped(found.old.name)} → {_escaped(found.new.name)}", "", summary(found), ""]
    paragraph = ""
    for one in found.items:
        if one.begins and paragraph:
            lines += [_LIST.sub(r"\1\\\2", paragraph), ""]
            paragraph = ""
        paragraph += _marked(one)
    return "\n".join([*lines, _LIST.sub(r"\1\\\2", paragraph)]).rstrip("\n") + "\n"


def _marked(one: Item) -> str:
    inserted, deleted = '[{}]{{.insertion author="hongtou"}}', '[{}]{{.deletion author="hongtou"}}'
    label = _escaped(one.label)
    if label and one.kind in ("new", "gone"):
        label = (inserted if one.kind == "new" else deleted).format(label)
    words = "".join(_woven(one, deleted, inserted, _escaped))
    return f"{label}{words}" + ("（由他处移来）" if one.kind == "moved" else "")


def _woven(one: Item, deleted: str, inserted: str, escape: Callable[[str], str] = str) -> Iterator[str]:
    """The words of both sides in one text: what is the same once, what differs in its frame, the old before the new."""
    for stretch in one.stretches:
        if not stretch.differs:
            yield escape(stretch.new)
            continue
        yield deleted.format(escape(stretch.old)) if stretch.old else ""
        yield inserted.format(escape(stretch.new)) if stretch.new else ""


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def page(found: Redline) -> str:
    """The page: both sides in two columns, row by row, and a filter, where scripts run, for what changed."""
    return environment("redline").get_template("page.html.j2").render(
        found=found, summary=summary(found), kinds=KINDS, rows=_rows(found.items), has_moved=found.counts["moved"] > 0
    )


def _rows(items: Sequence[Item]) -> list[tuple[Item, str]]:
    """Each sentence with the class of its row."""
    return [(one, f"{one.kind} {one.role}{' begins' if one.begins else ''}") for one in items]
