"""`hongtou confirm`: say that a record was read beside its words and is right."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.correct import RecordKind
from extractor.cli.task_options import as_day
from extractor.cli.terminal import say, user


def register(app: typer.Typer) -> None:
    @app.command()
    def confirm(
        circular: Annotated[str, typer.Argument(metavar="FILE", help="The circular's file name in the corpus.")],
        words: Annotated[str, typer.Argument(metavar="QUOTE", help="The record's words, as printed.")],
        where: Annotated[
            list[str] | None,
            typer.Option("--where", metavar="NAME=VALUE", help="Which of several records on the same words."),
        ] = None,
        record: RecordKind = "parameter",
        prefix: Annotated[str, typer.Option(help="Words right before the quote, where it stands in several places.")] = "",
        suffix: Annotated[str, typer.Option(help="Words right after it.")] = "",
        reason: Annotated[str, typer.Option(help="What it was held against.")] = "与原文核对无误",
        by: Annotated[
            str | None, typer.Option(envvar="HONGTOU_USER", help="Who confirms (default: the user of this computer).")
        ] = None,
        on: Annotated[
            date | None, typer.Option(parser=as_day, metavar="DATE", help="The day of the confirmation (default: today).")
        ] = None,
        corpus: Annotated[Path, typer.Option(metavar="DIR", help="The corpus.")] = Path("corpus"),
    ) -> None:
        """Confirm a record: it was read beside its words and found right.

        Writes a small file into the corpus, like a correction. From then on a value counts as high, and the record says
        by whom. What is confirmed is written down; where the circular or its reading changes later, the
        confirmation is not applied, and builds say so.

        Exit status: 0 written, 2 could not run, such as when the words are not found or stand in several places.

        \b
        Example:
          hongtou confirm circular.txt 65% --prefix 以下的部分给予 --by 王敏
        """
        from extractor.corpus.loader import circular_paths
        from extractor.corpus.packs import use_packs_of
        from extractor.corpus.settings import load_settings
        from extractor.corrections import Correction, apply_corrections, as_read, load_corrections
        from extractor.corrections.apply import record_at
        from extractor.corrections.selector import TextQuoteSelector
        from extractor.corrections.words import field_values
        from extractor.corrections.write import anchor, store
        from extractor.pipeline import extract_file, within_limits
        from extractor.sources.model import SourceError

        use_packs_of(corpus)
        path = next((path for path in circular_paths(corpus) if path.name == Path(circular).name), None)
        if path is None:
            raise SourceError(circular, f"no such circular in {corpus}", "give the name of a file there")
        read = within_limits(partial(extract_file, supplied=load_settings(corpus).supplied().get(path.name)), path)
        earlier = [one for one in load_corrections(corpus) if one.source == path.name and one.action != "confirm"]
        (extraction,) = apply_corrections([read], earlier)
        try:
            confirmation = Correction(
                action="confirm",
                source=path.name,
                record=record,  # type: ignore[arg-type]
                selector=anchor(extraction.text, path.name, TextQuoteSelector(exact=words, prefix=prefix, suffix=suffix)),
                where=field_values(record, where or []),
                author=user(by),
                date=on or date.today(),
                reason=reason,
            )
        except ValueError as error:
            raise SourceError(circular, str(error), "see hongtou confirm --help") from error
        index = record_at(extraction, confirmation, confirmation.selector.find(extraction.text)[0])
        said = confirmation.model_copy(update={"fields": as_read(extraction.records[index])})
        say(str(store(said, extraction, corpus)))
