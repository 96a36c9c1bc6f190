"""The transposition board as text, CSV and one self-contained page in Chinese."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from extractor.consistency.board import Board, PlaceRow, Taken
from extractor.consistency.checks import LABELS
from extractor.printable import text_cell
from extractor.templating import environment

COLUMNS = ("上级文件", "地区", "地区代码", "状态", "落实文件", "成文日期", "相隔天数", "未作规定的要求", "不一致之处")
_HOW = {"cites": "", "forwards": "转发", "assumed": "未见引用，按文句相同推定"}


def state(row: PlaceRow) -> str:
    """尚无文件, 已落实 (推定 where that is only assumed), or what is wrong with it."""
    if row.has_nothing:
        return "尚无文件"
    if row.differing:
        return "有不一致"
    if row.silent:
        return "有未作规定"
    return "推定已落实" if all(one.how == "assumed" for one in row.taken) else "已落实"


def status(row: PlaceRow) -> str:
    """The state as a class of the page."""
    if row.has_nothing:
        return "nothing"
    return "at-odds" if row.differing else "silent" if row.silent else "taken"


def summary(board: Board) -> str:
    """14个地区：已有文件2个（最快38天，最慢60天），尚无文件12个；有未作规定1个，有不一致1个。"""
    counts = board.counts
    days = f"（最快{board.days[0]}天，最慢{board.days[1]}天）" if board.days else ""
    return (
        f"{counts['places']}个地区：已有文件{counts['taken']}个{days}，尚无文件{counts['nothing']}个；"
        f"有未作规定{counts['silent']}个，有不一致{counts['differing']}个。"
    )


def remark(one: Taken) -> str:
    """When and how a circular carries the higher one out: 2031-07-28，38天后."""
    after = "" if one.days is None else f"{one.days}天后" if one.days >= 0 else f"早{-one.days}天"
    return "，".join(filter(None, (one.date or "日期不详", after, _HOW[one.how])))


def asked(board: Board, number: int) -> str:
    """A requirement by its number: 3. 完成联网结算改造（2031-09-30前）."""
    one = board.asks[number - 1]
    by = f"（{one.due}前）" if one.due else ""
    return f"{number}. {''.join(one.action.split())}{by}"


def plain(boards: Sequence[Board], *, only_nothing: bool = False) -> str:
    """The boards as text."""
    lines: list[str] = []
    for board in boards:
        lines += [board.name, f"  {summary(board)}"]
        nothing = [row.place for row in board.rows if row.has_nothing]
        for row in board.rows if not only_nothing else ():
            if row.has_nothing:
                continue
            lines.append(f"  {row.place}  {state(row)}")
            lines += [f"    {one.name}  {remark(one)}" for one in row.taken]
            lines += [f"    未作规定：{asked(board, number)}" for number in row.silent]
            lines += [f"    {LABELS.get(one.check, one.check)}：{one.message}" for one in row.differing]
        if nothing:
            lines.append(f"  尚无文件：{'、'.join(nothing)}")
        lines.append("")
    return "\n".join(lines) if lines else "没有需要下级落实的文件。\n"


def table(boards: Sequence[Board], *, only_nothing: bool = False) -> str:
    """The boards as CSV with a byte order mark, a line for each higher circular and place; no cell is a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in _lines(boards, only_nothing):
        writer.writerow([text_cell(cell) for cell in cells])
    return out.getvalue()


def _lines(boards: Sequence[Board], only_nothing: bool) -> Iterator[tuple[str, ...]]:
    for board in boards:
        for row in board.rows:
            if only_nothing and not row.has_nothing:
                continue
            yield (
                board.name,
                row.place,
                row.code,
                state(row),
                "、".join(one.name for one in row.taken),
                "、".join(one.date or "" for one in row.taken),
                "、".join("" if one.days is None else str(one.days) for one in row.taken),
                "；".join(asked(board, number) for number in row.silent),
                "；".join(one.message for one in row.differing),
            )


def page(boards: Sequence[Board], *, only_nothing: bool = False, nav: Sequence[tuple[str, str, bool]] = ()) -> str:
    """The page: a table for each higher circular; a filter, where scripts run, for the places that have nothing yet."""
    template = environment("check").get_template("board.html.j2")
    helpers = {"state": state, "status": status, "summary": summary, "remark": remark, "asked": asked, "labels": LABELS}
    return template.render(boards=boards, only_nothing=only_nothing, nav=nav, **helpers)
