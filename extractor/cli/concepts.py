"""`hongtou concepts`: which policy values are known, what fits them, and packs drafted for those that are not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.default import ListByDefault
from extractor.cli.limited import limited
from extractor.cli.terminal import Jobs, Output, say, write
from extractor.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from extractor.language.concepts import Concept

_EXPLAINED = 4
"""Up to so many concepts are explained, more are listed."""

Corpus = Annotated[Path | None, typer.Option("--corpus", metavar="DIR", help="A corpus whose own packs (vocabulary/) are read too.")]


concepts = typer.Typer(cls=ListByDefault)


def register(app: typer.Typer) -> None:
    app.add_typer(concepts, name="concepts")


@concepts.callback()
def group() -> None:
    """List and explain the concepts (policy values) that are known, or draft new ones.

    `hongtou concepts WORD` is short for `hongtou concepts list WORD`.

    \b
    Example:
      hongtou concepts
      hongtou concepts 购房补贴
      hongtou concepts suggest corpus/ -o corpus/vocabulary/own.yaml
    """


@concepts.command("list")
def list_(
    word: Annotated[str | None, typer.Argument(metavar="[WORD]", help="Only concepts with this word in their id, name or names.")] = None,
    corpus: Corpus = None,
    output: Output = None,
) -> None:
    """List the concepts with this word; where they are few, with what fits them and examples.

    Exit status: 0 done, 1 none has the word, 2 could not run.

    \b
    Example:
      hongtou concepts list 公积金
    """
    from extractor.cli.tables import render
    from extractor.corpus.packs import use_packs_of
    from extractor.language.concepts import load_concepts
    from extractor.refusal import near

    if corpus is not None:
        use_packs_of(corpus)
    found = [one for one in load_concepts().values() if not word or word in _searched(one)]
    parts = [_explained(one) for one in found] if len(found) <= _EXPLAINED else [_table(found)]
    if not found:
        labels = {one.label for one in load_concepts().values()}
        like = near(word or "", labels)
        say(f"没有含“{word}”的概念" + (f"；相近的有：{'、'.join(like)}" if like else ""), err=True)
        raise typer.Exit(1)
    write([render(*parts, to_terminal=output is None)], output)


@concepts.command()
@limited
def suggest(
    paths: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="A folder of circulars, or single files.")],
    at_least: Annotated[int, typer.Option(min=1, help="Only names of at least so many values.")] = 2,
    output: Output = None,
    jobs: Jobs = None,
    limits: Limits = DEFAULT,
) -> None:
    """Draft a pack for the values that no concept fits, put together by their names, those of most values first.

    Exit status: 0 done, 1 a circular could not be read, 2 could not run.

    \b
    Example:
      hongtou concepts suggest corpus/ --at-least 5 -o draft.yaml
    """
    from extractor.cli.inputs import load_all
    from extractor.corpus.suggest import drafted, unnamed

    loaded = load_all(paths, jobs, limits)
    write([drafted(unnamed(loaded.extractions, at_least))], output)
    if loaded.failures:
        raise typer.Exit(1)


def _searched(concept: Concept) -> str:
    return "\n".join((concept.id, concept.label, concept.about, *concept.named, *concept.bare))


def _table(found: list[Concept]) -> Any:
    from extractor.cli.tables import table
    from extractor.policy.wording import words

    rows = ((one.label, one.id, words("value_kinds")[one.kind], words("directions")[one.direction], _field(one)) for one in found)
    return table(("名称", "编号", "类型", "下级可否变动", "领域"), rows, shares=(2, 3, 0, 1, 1))


def _explained(concept: Concept) -> Any:
    from extractor.cli.tables import pairs
    from extractor.policy.wording import per_text, words

    rows = {
        "含义": concept.about,
        "类型": words("value_kinds")[concept.kind],
        "计算单位": per_text(concept.per),
        "下级可否变动": words("directions")[concept.direction],
        "名称含": "、".join(concept.named),
        "句中有下列词时名称也可为": f"{'、'.join(concept.bare)}（{'、'.join(concept.bare_cues)}）" if concept.bare else "",
        "名称不含": "、".join(concept.not_named),
        "句中须有": "、".join(concept.sentence_cues),
        "上下文须有": "、".join(concept.cues),
        "分句不含": "、".join(concept.not_cues),
        "例": "\n".join(concept.examples.matches),
        "不是": "\n".join(concept.examples.misses),
        "来源": concept.pack,
    }
    return pairs(((name, content) for name, content in rows.items() if content), f"{concept.label}（{concept.id}）")


def _field(concept: Concept) -> str:
    from extractor.language.concepts import packs

    return next(pack.label for pack in packs() if pack.name == concept.pack)
