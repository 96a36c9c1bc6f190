"""Tables in terminals of any width."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console

from extractor.cli.tables import Fitting, render, table

HEADINGS = ("完成时限", "任务", "牵头单位", "地区", "依据", "编号")
ROWS = [("2031-09-30", "各县区完成参保登记，并将名单报送市医疗保障局备案" * 3, "", "甲市", "甲医保发〔2031〕5号\n一（二）", "3f9c21d0")]


def shown(width: int) -> list[str]:
    screen = Console(file=io.StringIO(), width=width)
    screen.print(Fitting(table(HEADINGS, ROWS)))
    return screen.file.getvalue().splitlines()


def test_a_narrow_terminal_gets_rows_below_each_other() -> None:
    lines = shown(80)
    assert lines[0].strip() == "2031-09-30" and lines[-1].strip() == ["依据：甲医保发〔2031〕5号 一（二）", "编号：3f9c21d0"][-1]
    assert any("依据：甲医保发〔2031〕5号 一（二）" in line for line in lines) and not any("牵头单位" in line for line in lines)
    assert all(cell_len(line) <= 80 for line in lines)


def test_a_wide_one_gets_columns_that_align() -> None:
    lines = [line.rstrip() for line in shown(120)]
    assert len({cell_len(line) for line in lines}) == 1


def test_what_is_piped_has_no_colours() -> None:
    assert b"\x1b" not in render(table(HEADINGS, ROWS, "甲市"), to_terminal=True)
