"""`hongtou confirm`: say that a record was read beside its words and is right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.correct import By, Circular, Day, Folder, Prefix, Quote, RecordKind, Suffix, Where
from extractor.cli.terminal import say, user


def register(app: typer.Typer) -> None:
    @app.command()
    def confirm(
        circular: Circular,
        words: Quote,
        where: Where = None,
        record: RecordKind = "parameter",
        prefix: Prefix = "",
        suffix: Suffix = "",
        reason: Annotated[str, typer.Option(help="What it was held against.")] = "与原文核对无误",
        by: By = None,
        on: Day = None,
        corpus: Folder = Path("corpus"),
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
        from extractor.corpus import loader
        from extractor.corrections import Correction, as_read
        from extractor.corrections.apply import record_at
        from extractor.corrections.selector import TextQuoteSelector
        from extractor.corrections.words import field_values
        from extractor.corrections.write import anchor, store
        from extractor.sources.model import SourceError

        extraction = loader.circular(corpus, Path(circular).name)
        try:
            confirmation = Correction(
                action="confirm",
                source=extraction.source,
                record=record,  # type: ignore[arg-type]
                selector=anchor(extraction.text, extraction.source, TextQuoteSelector(exact=words, prefix=prefix, suffix=suffix)),
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
