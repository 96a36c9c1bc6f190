"""The wanted circulars (待补文件) for people and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from extractor.consistency.wanted import Wanted
from extractor.printable import text_cell

COLUMNS = ("文号", "标题", "引用份数", "其中作为依据", "引用文件", "文号相近的入库文件")


def called(one: Wanted) -> str:
    """A wanted circular in one phrase: 《关于…的通知》（湘医保发〔2031〕9号）."""
    return f"《{one.title}》（{one.number}）" if one.title else one.number


def cells(one: Wanted) -> tuple[str | int, ...]:
    """The columns of `COLUMNS`."""
    return one.number, one.title or "", one.count, one.carried_out, citing_names(one), "、".join(one.similar)


def citing_names(one: Wanted) -> str:
    """Who cites it: 株洲市（株医保发〔2023〕15号）、湘潭市（潭医保发〔2023〕3号）."""
    return "、".join(citing.name for citing in one.cited_by)


def summary(wanted: Sequence[Wanted]) -> str:
    """待补文件2件，被引用5次。"""
    return f"待补文件{len(wanted)}件，被引用{sum(one.count for one in wanted)}次。"


def plain(wanted: Sequence[Wanted]) -> str:
    """The list as text: each circular with those that cite it, the most wanted first, the summary last."""
    lines = []
    for one in wanted:
        of_these = f"，其中{one.carried_out}份以其为依据" if one.carried_out else ""
        lines.append(f"{one.count}份引用{of_these}  {called(one)}")
        lines += [f"    {citing.name}  {citing.source}" for citing in one.cited_by]
        if one.similar:
            lines.append(f"    文号相近的入库文件：{'、'.join(one.similar)}，请核对是否笔误")
    return "\n".join([*lines, summary(wanted)]) + "\n"


def table(wanted: Sequence[Wanted]) -> str:
    """The list as CSV with a byte order mark, as Excel wants it; no cell is a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in wanted:
        writer.writerow([text_cell(str(cell)) for cell in cells(one)])
    return out.getvalue()
