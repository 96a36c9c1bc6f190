"""`hongtou eval`: how good the extraction is, judged against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from extractor.evaluation import Export, Judgement
    from extractor.evaluation.compare import Difference


def register(app: typer.Typer) -> None:
    app.command("eval")(evaluate_gold)


def evaluate_gold(
    gold: Annotated[list[Path], typer.Argument(help="Gold files, or folders of them.", exists=True)],
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the source files.  [default: the folder above the gold's]", exists=True, file_okay=False
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed, false or wrong, with its place.")
    ] = False,
    most: Annotated[int | None, typer.Option(help="List at most so many errors of a layer.", min=1)] = None,
    to: Annotated[Literal["table", "json"], typer.Option(help="Form of the output.")] = "table",
    against: Annotated[
        Path | None,
        typer.Option(help="A saved baseline: show what was gained and lost since.", exists=True, dir_okay=False),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Save the scores and every judgement as a baseline.", dir_okay=False)
    ] = None,
) -> None:
    """Judge the extraction against gold: precision, recall and F1 of each layer, and of the matched items' fields.

    Exit status: 0 done; 1 a layer's F1 is lower than in the baseline; 2 could not run.

    \b
    Example:
      hongtou eval corpus/gold --errors
      hongtou eval corpus/gold --save before.json
      hongtou eval corpus/gold --against before.json
    """
    from extractor.evaluation import GoldError, evaluate, load
    from extractor.evaluation.compare import BaselineError, compare
    from extractor.evaluation.compare import load as load_baseline
    from extractor.evaluation.compare import save as save_baseline
    from extractor.sources.model import SourceError

    try:
        baseline = load_baseline(against) if against else None
        judgements = evaluate(load(gold), _extract, texts)
        if save:
            save_baseline(save, judgements)
    except (GoldError, BaselineError, SourceError, OSError) as error:
        typer.echo(f"hongtou eval: {error}", err=True)
        raise typer.Exit(2) from error
    difference = compare(baseline, judgements) if baseline is not None else None
    listed = _listed(judgements, most) if errors else []
    if to == "json":
        typer.echo(json.dumps(_as_json(judgements, listed, difference), ensure_ascii=False, indent=1))
    else:
        _print(judgements, listed, difference)
    if difference and difference.worse:
        raise typer.Exit(1)


def _extract(path: Path) -> Export:
    from extractor.evaluation import Export
    from extractor.pipeline import extract_file
    from extractor.records.models import to_line

    extraction = extract_file(path)
    return Export(extraction.text, [to_line(record) for record in extraction.records])


def _listed(judgements: Sequence[Judgement], most: int | None) -> list[Judgement]:
    """What is not entirely right, layer by layer, at most `most` of each."""
    from extractor.evaluation.score import LAYERS

    wrong = [judgement for judgement in judgements if not judgement.right]
    by_layer = ([judgement for judgement in wrong if judgement.layer == layer] for layer in LAYERS)
    return [judgement for layer in by_layer for judgement in layer[:most]]


def _as_json(
    judgements: Sequence[Judgement], listed: Sequence[Judgement], difference: Difference | None
) -> dict[str, Any]:
    from dataclasses import asdict

    from extractor.evaluation import figures

    return {
        "scores": {layer: counts.as_json() for layer, counts in figures(judgements).items()},
        "errors": [asdict(judgement) for judgement in listed],
        "changes": [asdict(change) for change in difference.changes] if difference else [],
        "worse": list(difference.worse) if difference else [],
    }


def _print(judgements: Sequence[Judgement], listed: Sequence[Judgement], difference: Difference | None) -> None:
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console.width = 160
    console.print(_table(judgements, difference))
    for judgement in listed:
        for line in _lines(judgement):
            console.print(line, soft_wrap=True, markup=False, highlight=False)
    if difference:
        for change in difference.changes:
            sign = "+" if change.gained else "-"
            line = f"{sign} {change.what}: {_place(change.judgement)}: {_says(change.judgement)}"
            console.print(line, soft_wrap=True, markup=False, highlight=False)
        verdict = f"worse: {', '.join(difference.worse)}" if difference.worse else "no layer is worse"
        gained = sum(change.gained for change in difference.changes)
        console.print(f"{gained} gained, {len(difference.changes) - gained} lost; {verdict}", highlight=False)


def _table(judgements: Sequence[Judgement], difference: Difference | None) -> Table:
    from rich.table import Table

    from extractor.evaluation import figures

    def ratio(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}"

    numbers = ["P", "R", "F1", *(["F1 before"] if difference else []), "tp", "fp", "fn"]
    table = Table(box=None, header_style="bold")
    table.add_column("layer")
    for name in numbers:
        table.add_column(name, justify="right")
    table.add_column("right fields among the found")
    for layer, counts in figures(judgements).items():
        before = [ratio(difference.before[layer].f1)] if difference else []
        attributes = (f"{name} {right / compared:.2f}" for name, (right, compared) in counts.attributes.items())
        table.add_row(
            layer,
            *(ratio(value) for value in (counts.precision, counts.recall, counts.f1)),
            *before,
            *(str(count) for count in (counts.tp, counts.fp, counts.fn)),
            ", ".join(attributes),
        )
    return table


def _place(judgement: Judgement) -> str:
    return f"{judgement.source}:{judgement.line} [{judgement.span.start}, {judgement.span.end})"


def _says(judgement: Judgement) -> str:
    quote = "".join(judgement.quote.split())
    sought = f"gold: {judgement.wanted or 'nothing'}; found: {judgement.found or 'nothing'}"
    return f"{judgement.layer} “{quote}”; {sought}"


def _lines(judgement: Judgement) -> Iterator[str]:
    """An error with its place, one line each: a wrong field of a hit is an error of its own."""
    if judgement.outcome != "hit":
        yield f"{_place(judgement)}: {judgement.outcome}: {_says(judgement)}"
        return
    for comparison in judgement.comparisons:
        if not comparison.right:
            quote = "".join(judgement.quote.split())
            values = f"gold: {comparison.wanted or 'nothing'}; found: {comparison.found or 'nothing'}"
            yield f"{_place(judgement)}: wrong {comparison.name}: {judgement.layer} “{quote}”; {values}"
