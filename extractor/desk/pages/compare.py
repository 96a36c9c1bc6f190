"""对照: two circulars of the corpus, sentence by sentence."""

from __future__ import annotations

from extractor.desk.holdings import Holdings
from extractor.desk.pages.common import Model
from extractor.redline import KINDS, redline, side
from extractor.redline.forms import summary
from extractor.sources.model import SourceText


class CompareAsked(Model):
    """The file names of the two; empty while they are being chosen."""

    old: str = ""
    new: str = ""


class Differing(Model):
    """A stretch of a sentence on both sides."""

    old: str
    new: str
    differs: bool


class Sentence(Model):
    """A sentence of one side or both, and what became of it."""

    kind: str
    kind_text: str
    label: str
    stretches: list[Differing]


class Choice(Model):
    """A file that can be chosen."""

    source: str
    name: str


class ComparePage(Model):
    """Both sides in the order of the new one."""

    asked: CompareAsked
    choices: list[Choice]
    old: str
    new: str
    summary: str
    sentences: list[Sentence]


def compare_page(holdings: Holdings, asked: CompareAsked) -> ComparePage:
    """The two files, if both are chosen. Raises LookupError where one is not in the corpus."""
    with holdings.index.reading() as connection:
        choices = [Choice(source=row["source"], name=" ".join(filter(None, (row["number"], row["title"]))) or row["source"])
                   for row in connection.execute("SELECT source, number, title FROM file ORDER BY date DESC, source LIMIT 2000")]
    if not (asked.old and asked.new):
        return ComparePage(asked=asked, choices=choices, old="", new="", summary="", sentences=[])
    found = redline(*(side(SourceText(name, holdings.extraction(name).text)) for name in (asked.old, asked.new)))
    sentences = [
        Sentence(kind=one.kind, kind_text=KINDS[one.kind], label=one.label,
                 stretches=[Differing(old=part.old, new=part.new, differs=part.differs) for part in one.stretches])
        for one in found.items
    ]
    return ComparePage(asked=asked, choices=choices, old=found.old.name, new=found.new.name, summary=summary(found), sentences=sentences)
