"""`hongtou eval`: how good the extraction is, judged against gold files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.terminal import Output, console, write
from extractor.printable import json_text

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.evaluation import Judgement
    from extractor.evaluation.compare import Difference
    from extractor.evaluation.score import Comparison


class Form(StrEnum):
    """The forms of the scores."""

    table = "table"
    json = "json"


def register(app: typer.Typer) -> None:
    @app.command("eval")
    def evaluate_gold(
        gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files, or folders of them.")],
        texts: Annotated[
            Path | None, typer.Option(metavar="DIR", help="The source files (default: beside the gold's folder).")
        ] = None,
        errors: Annotated[bool, typer.Option("--errors", help="List what was missed, false or wrong.")] = False,
        most: Annotated[
            int | None, typer.Option(metavar="N", min=1, help="List at most N errors of each layer.")
        ] = None,
        to: Annotated[Form, typer.Option(help="The form of the output.")] = Form.table,
        against: Annotated[
            Path | None, typer.Option(metavar="FILE", help="A saved baseline: show what was gained and lost since.")
        ] = None,
        save: Annotated[
            Path | None, typer.Option(metavar="FILE", help="Save the scores and every judgement as a baseline.")
        ] = None,
        output: Output = None,
    ) -> None:
        """Judge the extraction against gold: precision, recall and F1 of each layer, and the fields of what was found.

        Where the gold lists the conditions of values, a second table tells how often records of each confidence are
        right in all that a check rests on.

        Gold files say what a person found in a circular (docs/evaluation.md gives the format). For corpus/gold the
        circulars are those in corpus/.

        Exit status: 0 done, 1 the F1 of a layer is lower than in the baseline, 2 could not run.

        \b
        Example:
          hongtou eval corpus/gold --errors
          hongtou eval corpus/gold --save before.json
          hongtou eval corpus/gold --against before.json
        """
        from extractor.evaluation import evaluate, load
        from extractor.evaluation.compare import baseline, compare
        from extractor.evaluation.compare import load as load_baseline

        before = load_baseline(against) if against else None
        judgements = evaluate(load(gold), texts)
        difference = None if before is None else compare(before, judgements)
        listed = _listed(judgements, most) if errors else []
        pieces = _as_json if to is Form.json else _as_text
        write(pieces(judgements, listed, difference), output)
        if save:
            write(baseline(judgements), save)
        if difference and difference.worse:
            raise typer.Exit(1)


def _listed(judgements: Sequence[Judgement], most: int | None) -> list[Judgement]:
    """What is not entirely right, layer by layer, at most `most` of each."""
    from extractor.evaluation.score import LAYERS

    wrong = [judgement for judgement in judgements if not judgement.right]
    by_layer = ([judgement for judgement in wrong if judgement.layer == layer] for layer in LAYERS)
    return [judgement for layer in by_layer for judgement in layer[:most]]


def _as_json(
    judgements: Sequence[Judgement], listed: Sequence[Judgement], difference: Difference | None
) -> Iterator[str]:
    from dataclasses import asdict

    from extractor.evaluation import calibration, figures

    result = {
        "scores": {layer: counts.as_json() for layer, counts in figures(judgements).items()},
        "calibration": {row.confidence: row.as_json() for row in calibration(judgements)},
        "errors": [asdict(judgement) for judgement in listed],
        "changes": [asdict(change) for change in difference.changes] if difference else [],
        "worse": list(difference.worse) if difference else [],
    }
    yield json_text(result, indent=1) + "\n"


def _as_text(
    judgements: Sequence[Judgement], listed: Sequence[Judgement], difference: Difference | None
) -> Iterator[str]:

    screen = console(file=StringIO(), width=None if sys.stdout.isatty() else 160)
    with screen.capture() as tables:
        screen.print(_table(judgements, difference))
        for table in _calibration_tables(judgements):
            screen.print()
            screen.print(table)
    yield tables.get()
    for judgement in listed:
        yield from (f"{line}\n" for line in _error_lines(judgement))
    if difference:
        for change in difference.changes:
            sign = "+" if change.gained else "-"
            yield f"{sign} {change.what}: {_place(change.judgement)}: {_says(change.judgement)}\n"
        verdict = f"worse: {', '.join(difference.worse)}" if difference.worse else "no layer is worse"
        gained = sum(change.gained for change in difference.changes)
        yield f"{gained} gained, {len(difference.changes) - gained} lost; {verdict}\n"


def _table(judgements: Sequence[Judgement], difference: Difference | None) -> Table:
    from rich.table import Table

    from extractor.evaluation import figures

    table = Table("layer", box=None)
    for name in ("P", "R", "F1", *(["before"] if difference else []), "tp", "fp", "fn"):
        table.add_column(name, justify="right")
    table.add_column("right fields among the found")
    for layer, counts in figures(judgements).items():
        before = [_ratio(difference.before[layer].f1)] if difference else []
        attributes = (f"{name} {right / compared:.2f}" for name, (right, compared) in counts.attributes.items())
        table.add_row(
            layer,
            *(_ratio(value) for value in (counts.precision, counts.recall, counts.f1)),
            *before,
            *(str(count) for count in (counts.tp, counts.fp, counts.fn)),
            ", ".join(attributes),
        )
    return table


def _calibration_tables(judgements: Sequence[Judgement]) -> Iterator[Table]:
    """How often records of each confidence are right as a whole; no table where the gold asks for too little to say."""
    from rich.table import Table

    from extractor.evaluation import calibration

    rows = calibration(judgements)
    if not any(row.judged for row in rows):
        return
    table = Table("confidence", box=None)
    for name in ("judged", "right", "with a concept", "right"):
        table.add_column(name, justify="right")
    for row in rows:
        shares = _ratio(row.share), _ratio(row.share_with_concept)
        table.add_row(row.confidence, str(row.judged), shares[0], str(row.judged_with_concept), shares[1])
    yield table


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _error_lines(judgement: Judgement) -> Iterator[str]:
    """An error with its place, one line each: a wrong field of something found is an error of its own.

    That a value is wrong as a whole follows from these (a wrong concept is an error of the parameters).
    """
    from extractor.evaluation.values import WHOLES

    if judgement.outcome != "hit":
        yield f"{_place(judgement)}: {judgement.outcome}: {_says(judgement)}"
        return
    for comparison in judgement.comparisons:
        if not comparison.right and comparison.name not in WHOLES:
            quoted = f"{judgement.layer} “{_printed(judgement)}”"
            yield f"{_place(judgement)}: wrong {comparison.name}: {quoted}; {_sought(comparison)}"


def _place(judgement: Judgement) -> str:
    """File, line (from 1) and span."""
    return f"{judgement.source}:{judgement.line} [{judgement.span.start}, {judgement.span.end})"


def _says(judgement: Judgement) -> str:
    return f"{judgement.layer} “{_printed(judgement)}”; {_sought(judgement)}"


def _printed(judgement: Judgement) -> str:
    return "".join(judgement.quote.split())


def _sought(judged: Judgement | Comparison) -> str:
    return f"gold: {judged.wanted or 'nothing'}; found: {judged.found or 'nothing'}"
