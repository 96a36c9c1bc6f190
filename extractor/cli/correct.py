"""`hongtou correct`: set a record right, anchored by its words; `hongtou corrections`: what is offered after the same was done twice."""

from __future__ import annotations

import json
import shlex
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.task_options import as_day
from extractor.cli.terminal import Jobs, complain, progress, say, user, write

if TYPE_CHECKING:
    from extractor.corrections import Suggestion


class Action(StrEnum):
    """What a correction does to a record."""

    set = "set"
    change = "change"
    drop = "drop"


def _as_kind(text: str) -> str:
    from extractor.corrections.words import kind_called, kinds_listed

    kind = kind_called(text)
    if kind is None:
        raise typer.BadParameter(f"{text} is no kind of record; there are {kinds_listed()}")
    return kind


RecordKind = Annotated[
    str, typer.Option(parser=_as_kind, metavar="KIND", help="The kind of record: 参数, 数量, 时限, 分工, 引文 or 任务.")
]


Circular = Annotated[str, typer.Argument(metavar="FILE", help="The circular's file name in the corpus.")]
Quote = Annotated[str, typer.Argument(metavar="QUOTE", help="The record's words, as printed.")]
Where = Annotated[list[str] | None, typer.Option("--where", metavar="NAME=VALUE", help="Which of several records on the same words.")]
Prefix = Annotated[str, typer.Option(help="Words right before the quote, where it stands in several places.")]
Suffix = Annotated[str, typer.Option(help="Words right after it.")]
By = Annotated[str | None, typer.Option(envvar="HONGTOU_USER", help="Whose decision it is (default: the user of this computer).")]
Day = Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="The day of the decision (default: today).")]
Folder = Annotated[Path, typer.Option(metavar="DIR", help="The corpus.")]


def _list_fields(wanted: bool) -> None:
    if wanted:
        from extractor.cli.tables import render, table
        from extractor.corrections.words import HEADINGS, listed

        write([render(table(HEADINGS, listed(), shares=(0, 0, 0, 1)), to_terminal=True)], None)
        raise typer.Exit


def register(app: typer.Typer) -> None:
    @app.command()
    def correct(
        action: Annotated[Action, typer.Argument(help="Add a record, change fields of one, or drop one.")],
        circular: Circular,
        words: Quote,
        reason: Annotated[str, typer.Option(help="Why; people will read it beside the value.")],
        field: Annotated[
            list[str] | None, typer.Option("--field", metavar="NAME=VALUE", help="A field to set, in Chinese (牵头=市医保局) or as the export names it.")
        ] = None,
        where: Where = None,
        record: RecordKind = "parameter",
        prefix: Prefix = "",
        suffix: Suffix = "",
        by: By = None,
        on: Day = None,
        corpus: Folder = Path("corpus"),
        fields: Annotated[
            bool, typer.Option("--fields", callback=_list_fields, is_eager=True, help="List what can be corrected, and leave.")
        ] = False,
    ) -> None:
        """Write a correction of one record into the corpus; every later build applies it.

        The quote, with what stands around it, anchors the correction. When the circular or its reading changes so
        that it no longer fits, builds stop and name it.

        Exit status: 0 written, 2 could not run, such as when the words are not found or stand in several places.

        \b
        Example:
          hongtou correct --fields
          hongtou correct change circular.txt 65% --prefix 以下的部分给予 --field 数值=60 --reason 录入错误
          hongtou correct change circular.txt 市医保局牵头 --record 分工 --field 牵头=市医保局、市财政局 --reason 漏读
          hongtou correct drop circular.txt 3%左右 --reason 不是支付比例
        """
        from extractor.corpus import loader
        from extractor.corrections import Correction, load_corrections
        from extractor.corrections.selector import TextQuoteSelector
        from extractor.corrections.words import field_values
        from extractor.corrections.write import anchor, store
        from extractor.sources.model import SourceError

        extraction = loader.circular(corpus, Path(circular).name)
        try:
            correction = Correction(
                action=action.value,
                source=extraction.source,
                record=record,  # type: ignore[arg-type]
                selector=anchor(extraction.text, extraction.source, TextQuoteSelector(exact=words, prefix=prefix, suffix=suffix)),
                where=field_values(record, where or []),
                fields=field_values(record, field or []),
                author=user(by),
                date=on or date.today(),
                reason=reason,
            )
        except ValueError as error:
            raise SourceError(circular, str(error), "see hongtou correct --fields and --help") from error
        say(str(store(correction, extraction, corpus)))
        alike = [one for one in load_corrections(corpus) if (one.action, one.fields) == (correction.action, correction.fields)]
        if len(alike) > 1:
            say("The same was corrected before: hongtou corrections offers it for the values that are alike.", err=True)

    @app.command()
    def corrections(
        corpus: Annotated[Path, typer.Argument(metavar="[CORPUS]", help="The corpus.")] = Path("corpus"),
        jobs: Jobs = None,
    ) -> None:
        """Offer corrections that were made twice for the values that are alike, each as the command that makes it.

        Alike are values of the same name, concept, unit, group and grade. Nothing is changed.

        Exit status: 0 done, 1 something is offered, 2 could not run.

        \b
        Example:
          hongtou corrections corpus
        """
        from extractor.corpus.loader import circular_paths, gather
        from extractor.corpus.packs import use_packs_of
        from extractor.corpus.settings import load_settings
        from extractor.corrections import load_corrections, suggestions

        use_packs_of(corpus)

        with progress("reading") as advance:
            settings = load_settings(corpus)
            extractions, failures = gather(
                circular_paths(corpus), supplied=settings.supplied(), annexes=settings.annexes, jobs=jobs, progress=advance)
        for failure in failures:
            complain(failure)
        offered = suggestions(extractions, load_corrections(corpus))
        texts = {one.source: one.text for one in extractions}
        for one in offered:
            say(command_of(one, texts[one.record.source], corpus))
        if offered:
            raise typer.Exit(1)


def command_of(suggestion: Suggestion, text: str, corpus: Path) -> str:
    """The command that makes an offered correction, with as many words around the quote as tell it apart."""
    from extractor.corrections.selector import TextQuoteSelector, selector_at
    from extractor.spans import Span

    selector = selector_at(text, Span(*suggestion.record.span))
    around = [] if len(TextQuoteSelector(exact=selector.exact).find(text)) == 1 else ["--prefix", selector.prefix, "--suffix", selector.suffix]
    fields = [word for name, value in suggestion.fields.items() for word in ("--field", f"{name}={_as_yaml(value)}")]
    reason = f"{suggestion.reason}（同类值已更正{suggestion.times}次）"
    words = ["hongtou", "correct", suggestion.action, suggestion.record.source, selector.exact, *around, *fields]
    return shlex.join([*words, "--record", suggestion.kind, "--reason", reason, "--corpus", str(corpus)])


def _as_yaml(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
