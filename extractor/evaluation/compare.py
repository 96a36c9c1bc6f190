"""What a change gains and loses: judgements now against the judgements that a baseline file keeps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extractor.evaluation.score import LAYERS, Comparison, Figures, Judgement, figures
from extractor.sources.model import SourceError
from extractor.spans import Span

Identity = tuple[str, str, Span, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is judged differently now: better (`gained`) or worse; `what` says in what respect."""

    gained: bool
    what: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Difference:
    """The figures of the baseline and of now, and every judgement that changed."""

    before: dict[str, Figures]
    now: dict[str, Figures]
    changes: tuple[Change, ...]

    @property
    def worse(self) -> tuple[str, ...]:
        """The layers whose F1 fell."""
        return tuple(layer for layer in LAYERS if (self.now[layer].f1 or 0.0) < (self.before[layer].f1 or 0.0))


def baseline(judgements: Sequence[Judgement]) -> Iterator[str]:
    """The lines of a baseline file (JSON): the scores for the reader, and every judgement, one a line."""
    scores = {layer: counts.as_json() for layer, counts in figures(judgements).items()}
    yield f'{{"scores": {json.dumps(scores, ensure_ascii=False)},\n"judgements": [\n'
    yield ",\n".join(json.dumps(asdict(judgement), ensure_ascii=False) for judgement in judgements)
    yield "\n]}\n"


def load(path: Path) -> list[Judgement]:
    """The judgements of a baseline file. Raises SourceError where it is none, OSError where it cannot be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [_judgement(entry) for entry in content["judgements"]]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(str(path), "not a baseline of this version", "write it anew with --save") from error


def _judgement(entry: dict[str, Any]) -> Judgement:
    comparisons = tuple(Comparison(**comparison) for comparison in entry.pop("comparisons"))
    return Judgement(**{**entry, "span": Span(*entry["span"])}, comparisons=comparisons)


def compare(before: Sequence[Judgement], now: Sequence[Judgement]) -> Difference:
    """Judgements of one gold before and after a change; gold items that only one of them knows are no change."""
    changes = [
        *(Change(True, "found", judgement) for judgement in _turned(before, "missed", now, "hit")),
        *(Change(False, "missed", judgement) for judgement in _turned(before, "hit", now, "missed")),
        *(Change(True, "false alarm gone", judgement) for judgement in _surplus(before, now)),
        *(Change(False, "new false alarm", judgement) for judgement in _surplus(now, before)),
        *_fields(before, now),
    ]
    changes.sort(
        key=lambda change: (LAYERS.index(change.judgement.layer), change.judgement.source, change.judgement.span)
    )
    return Difference(figures(before), figures(now), tuple(changes))


def _turned(before: Iterable[Judgement], was: str, now: Iterable[Judgement], outcome: str) -> list[Judgement]:
    """Gold items whose outcome `was` this before and is `outcome` now."""
    return _split(_with(now, outcome), _with(before, was))[0]


def _surplus(here: Iterable[Judgement], there: Iterable[Judgement]) -> list[Judgement]:
    """False alarms of `here` that `there` has not."""
    return _split(_with(here, "false alarm"), _with(there, "false alarm"))[1]


def _with(judgements: Iterable[Judgement], outcome: str) -> Iterator[Judgement]:
    return (judgement for judgement in judgements if judgement.outcome == outcome)


def _split(here: Iterable[Judgement], there: Iterable[Judgement]) -> tuple[list[Judgement], list[Judgement]]:
    """Those of `here` that `there` has too (each as often as it has them), and the others."""
    left = Counter(_identity(judgement) for judgement in there)
    shared: list[Judgement] = []
    others: list[Judgement] = []
    for judgement in here:
        identity = _identity(judgement)
        (shared if left[identity] > 0 else others).append(judgement)
        left[identity] -= 1
    return shared, others


def _fields(before: Iterable[Judgement], now: Iterable[Judgement]) -> Iterable[Change]:
    """Fields of items that were hit before and are hit now."""
    verdicts = {
        (_identity(judgement), comparison.name): comparison.right
        for judgement in before
        for comparison in judgement.comparisons
    }
    for judgement in now:
        for comparison in judgement.comparisons:
            was = verdicts.get((_identity(judgement), comparison.name), comparison.right)
            if was != comparison.right:
                what = f"{comparison.name} {comparison.found or '-'}, gold {comparison.wanted or '-'}"
                yield Change(comparison.right, what, judgement)


def _identity(judgement: Judgement) -> Identity:
    says = judgement.found if judgement.outcome == "false alarm" else judgement.wanted
    return (judgement.layer, judgement.source, judgement.span, judgement.quote, says)
