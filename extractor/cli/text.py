"""`hongtou text`: the text that spans count in, and the text of a circular as others have changed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.limited import limited
from extractor.cli.task_options import as_day
from extractor.cli.terminal import STANDARD, Output, progress, warn, write
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from extractor.amendments import Dated


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def text(
        file: Annotated[
            Path, typer.Argument(metavar="FILE|NUMBER", help="A circular, - for standard input, or the number of one in the corpus.")
        ],
        on: Annotated[
            date | None,
            typer.Option(parser=as_day, metavar="DATE", help="As it stood on this day, changed by the corpus's other circulars."),
        ] = None,
        changes: Annotated[
            bool, typer.Option("--changes", help="With every change marked, and where it is printed.")
        ] = False,
        corpus: Annotated[Path, typer.Option(metavar="DIR", help="The corpus of the number.")] = Path("corpus"),
        output: Output = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Print the text of a file as it was read, or of a circular as it stood on a day.

        The spans of all records count in exactly the text of the file.

        Exit status: 0 printed, 2 the file cannot be read, or the corpus has no such circular.

        \b
        Example:
          hongtou text notice.pdf > notice.txt
          hongtou text 滨医保发〔2031〕14号 --on 2032-06-01 --changes
        """
        from extractor.pipeline import read_within_limits, within_limits
        from extractor.sources import read_bytes, read_source

        if on is not None or changes or (str(file).endswith("号") and not file.exists()):
            write(_consolidated(str(file), on, changes, corpus, limits), output)
            return
        stdin = typer.get_binary_stream("stdin").read(limits.bytes + 1) if file == STANDARD else None
        source = within_limits(read_source, file, limits) if stdin is None else read_within_limits(read_bytes, "stdin", stdin, limits)
        for warning in source.warnings:
            warn(source.name, warning)
        write([source.text], output)


def _consolidated(number: str, on: date | None, changes: bool, corpus: Path, limits: Limits) -> Iterable[str]:
    """The text of the corpus's circular of a number (or id, such as its title) on a day."""
    from extractor.amendments import Editions, marked
    from extractor.corpus import load
    from extractor.language.offices import number_key
    from extractor.policy.dates import issue_day
    from extractor.policy.documents import repeals
    from extractor.sources import SourceError

    with progress("reading") as advance:
        extractions = load(corpus, limits=limits, progress=advance).extractions
    documents = [document for one in extractions for document in one.documents if document.status != "explainer"]
    named = {one.id: one for one in documents if number in (one.id, one.title) or number_key(one.number or "") == number_key(number)}
    if len(named) != 1:
        problem = "several circulars are called so" if named else f"no circular of this number in {corpus}"
        raise SourceError(number, problem, "give the number as hongtou extract prints it; a file is printed without --on and --changes")
    (document,) = named.values()
    editions = Editions(extractions).of(document.id)
    if not editions:
        raise SourceError(number, f"several circulars of {corpus} have it", "give them different numbers in corpus.yaml")
    issued = issue_day(document)
    if on and issued and on < issued:
        raise SourceError(number, f"was issued only on {issued}", "give a later day")
    repealed = repeals(extractions).get(document.id)
    if repealed and (on is None or repealed[0] <= on):
        warn(number, f"自{repealed[0]}起由{repealed[1]}废止")
    held = [one for one in editions if on is None or one.day is None or one.day <= on]
    _say_what_was_not_applied(number, held)
    return marked(held[-1].edition) if changes else [held[-1].edition.text]


def _say_what_was_not_applied(number: str, held: Iterable[Dated]) -> None:
    for one in held:
        for outcome in one.outcomes:
            if outcome.said:
                warn(number, f"{one.by}的改动未适用（{outcome.said}）：{''.join(outcome.change.quote.split())}")
