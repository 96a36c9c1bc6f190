"""`hongtou compare`: two circulars, or two versions of one, side by side."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.limited import limited
from extractor.cli.terminal import Output, write
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.redline import Side


class Form(StrEnum):
    """The forms of a redline."""

    text = "text"
    html = "html"
    markdown = "markdown"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def compare(
        old: Annotated[str, typer.Argument(metavar="A", help="A file, or a circular of the corpus by number or file name.")],
        new: Annotated[str, typer.Argument(metavar="B", help="What it is compared with, named the same way.")],
        corpus: Annotated[Path, typer.Option(metavar="DIR", help="The corpus in which numbers are looked up.")] = Path("corpus"),
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.text,
        output: Output = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Show two circulars, or two versions of one, whole and sentence by sentence (文件对照).

        Sentences that stand for each other are aligned and their changes marked; what is new, what fell away and what moved
        is said. What only differs in script, width, spaces, punctuation or numbering is the same. Of the Markdown, pandoc
        makes a Word file whose changes can be accepted or rejected.

        Exit status: 0 nothing differs, 1 something does, 2 could not run.

        \b
        Example:
          hongtou compare draft.docx final.docx --to html -o redline.html
          hongtou compare 医保发〔2021〕32号 鲁医保发〔2021〕42号 --to markdown -o redline.md
        """
        from extractor.redline import forms, redline

        found = redline(_side(old, corpus, limits), _side(new, corpus, limits))
        if to is Form.jsonl:
            write(forms.jsonl(found), output)
        else:
            made = {Form.text: forms.plain, Form.html: forms.page, Form.markdown: forms.markdown}[to]
            write([made(found)], output)
        if found.has_changes:
            raise typer.Exit(1)


def _side(name: str, corpus: Path, limits: Limits) -> Side:
    """The file of a name, else the corpus's file or circular of a name or number.

    Raises SourceError where there is none, or several files have the number.
    """
    from extractor.corpus import load
    from extractor.corpus.loader import circular_paths
    from extractor.corpus.settings import load_settings
    from extractor.pipeline import within_limits
    from extractor.sources import SourceError

    if Path(name).is_file():
        return within_limits(_read, Path(name), limits)
    if not corpus.is_dir():
        raise SourceError(name, "no such file", "give a file, or the corpus whose circular has this number (--corpus)")
    paths = {path.name: path for path in circular_paths(corpus)}
    settings = load_settings(corpus).supplied()
    if name in paths:
        return within_limits(partial(_read, supplied=settings.get(name)), paths[name], limits)
    plain = _plain(name)
    numbered = {(one.source, one.number) for one in load(corpus, limits=limits).documents if one.number and _plain(one.number) == plain}
    if len({source for source, _ in numbered}) != 1:
        problem = "no file, and no circular of this number or file name" if not numbered else "several files have this number"
        raise SourceError(name, f"{problem} in {corpus}", "name the file")
    source, number = next(iter(numbered))
    return within_limits(partial(_read, number=number, supplied=settings.get(source)), paths[source], limits)


def _read(path: Path, number: str | None = None, supplied: Mapping[str, Any] | None = None) -> Side:
    from extractor.redline import side
    from extractor.sources import read_source

    return side(read_source(path), number, supplied)


def _plain(number: str) -> str:
    """A number with white space and the kinds of its brackets made equal."""
    return "".join(number.split()).translate(str.maketrans("[]【】［］()（）", "〔〕" * 5))
