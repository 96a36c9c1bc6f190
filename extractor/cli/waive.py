"""`hongtou waive`: accept a finding, with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.limited import limited
from extractor.cli.task_options import as_day
from extractor.cli.terminal import Jobs, progress, say, user
from extractor.limits import DEFAULT, Limits


def register(app: typer.Typer) -> None:
    @app.command()
    @limited
    def waive(
        finding: Annotated[str, typer.Argument(metavar="ID", help="The id of the finding, or its first six digits or more.")],
        reason: Annotated[str, typer.Option(help="Why it is accepted; people will read it beside the finding.")],
        until: Annotated[
            date | None, typer.Option(parser=as_day, metavar="DATE", help="The last day on which it is (default: no end).")
        ] = None,
        by: Annotated[
            str | None, typer.Option(envvar="HONGTOU_USER", help="Who accepts it (default: the user of this computer).")
        ] = None,
        corpus: Annotated[Path, typer.Option(metavar="DIR", help="The corpus.")] = Path("corpus"),
        jobs: Jobs = None,
        limits: Limits = DEFAULT,
    ) -> None:
        """Accept a finding: write it into waivers.yaml of the corpus, behind what stands there.

        A waived finding stays in every report and does not count for the exit status of hongtou check. The entry also
        holds what the finding said, so that it is found again if its id changes.

        Exit status: 0 written, 2 could not run, such as when no finding has the id or it is waived already.

        \b
        Example:
          hongtou waive 3f2a9c81d0b4 --reason 省局已函复同意按原标准执行至年底 --by 王敏 --until 2023-12-31
        """
        from extractor.consistency import WaiverError, check
        from extractor.consistency.waive import append, chosen, waiver_of
        from extractor.consistency.waivers import places_in
        from extractor.corpus import load
        from extractor.corpus.waivers import NAME

        with progress("reading") as advance:
            found = load(corpus, jobs=jobs, limits=limits, progress=advance)
        one = chosen(check(found.extractions, found.waivers), finding)
        if not reason.strip():
            raise WaiverError("the reason is empty")
        waiver = waiver_of(one, places_in(found.extractions), reason=reason, by=user(by), until=until)
        append(corpus / NAME, waiver, one.message, found.waivers)
        say(f"{corpus / NAME}: {one.id} {one.message}")
