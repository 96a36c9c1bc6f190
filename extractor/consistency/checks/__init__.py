"""The checks by name. Each is a module with `find(context, part)`; its docstring is its entry in docs/checks.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from extractor.consistency.checks import (
    above_ceiling,
    amendment_not_applicable,
    arithmetic,
    basis_lapsed,
    below_floor,
    bracket_gap,
    bracket_order,
    bracket_overlap,
    citation_mismatch,
    cites_differently,
    condition_added,
    condition_dropped,
    conflict,
    deadline_later,
    deadline_missing,
    deadline_passed_on_issue,
    draft_in_force,
    effective_before_issue,
    force_weakened,
    not_comparable,
    not_equal,
    not_transposed,
    off_target,
    period_differs,
    population_narrowed,
    scope_narrowed,
    series_break,
    slip,
    superseded,
    validity_contradicted,
    value_differs,
)
from extractor.consistency.context import Context
from extractor.consistency.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name in findings, its severity, its name in Chinese reports, its scope, and its module."""

    name: str
    severity: Severity
    label: str
    scope: str
    module: ModuleType

    @property
    def find(self) -> Callable[[Context, Any], Iterator[Finding]]:
        find: Callable[[Context, Any], Iterator[Finding]] = self.module.find
        return find


_TABLE = (
    Check("below-floor", "error", "低于下限", "value", below_floor),
    Check("above-ceiling", "error", "高于上限", "value", above_ceiling),
    Check("not-equal", "error", "与上级不一致", "value", not_equal),
    Check("off-target", "warning", "偏离目标", "value", off_target),
    Check("not-comparable", "note", "单位无法换算", "value", not_comparable),
    Check("value-differs", "error", "数字与上级不同", "sentences", value_differs),
    Check("period-differs", "warning", "起止时间与上级不同", "sentences", period_differs),
    Check("force-weakened", "warning", "要求放松", "sentences", force_weakened),
    Check("condition-added", "warning", "增加条件", "sentences", condition_added),
    Check("condition-dropped", "warning", "取消条件", "sentences", condition_dropped),
    Check("scope-narrowed", "warning", "适用范围缩小", "sentences", scope_narrowed),
    Check("deadline-later", "error", "期限晚于上级", "sentences", deadline_later),
    Check("deadline-missing", "warning", "漏写期限", "requirements", deadline_missing),
    Check("deadline-passed-on-issue", "warning", "印发时期限已过", "document", deadline_passed_on_issue),
    Check("not-transposed", "note", "未作落实规定", "corpus", not_transposed),
    Check("arithmetic", "error", "数字不符", "document", arithmetic),
    Check("series-break", "warning", "前后年度不衔接", "value", series_break),
    Check("bracket-gap", "error", "分段有缺口", "document", bracket_gap),
    Check("bracket-overlap", "error", "分段重叠", "document", bracket_overlap),
    Check("bracket-order", "warning", "分段或倾斜方向相反", "document", bracket_order),
    Check("citation-mismatch", "error", "引文不符", "citations", citation_mismatch),
    Check("cites-differently", "warning", "引文说法不一", "citations", cites_differently),
    Check("basis-lapsed", "warning", "依据已失效", "citations", basis_lapsed),
    Check("amendment-not-applicable", "error", "修改无从适用", "citations", amendment_not_applicable),
    Check("draft-in-force", "warning", "依据为征求意见稿", "citations", draft_in_force),
    Check("superseded", "note", "已被后文取代", "value", superseded),
    Check("population-narrowed", "warning", "保障范围缩小", "value", population_narrowed),
    Check("conflict", "error", "同一文件前后矛盾", "document", conflict),
    Check("effective-before-issue", "warning", "执行早于成文", "document", effective_before_issue),
    Check("validity-contradicted", "warning", "发布页与正文不符", "document", validity_contradicted),
    Check("slip", "warning", "笔误", "document", slip),
)

CHECKS: Mapping[str, Check] = {check.name: check for check in _TABLE}
"""All checks by name, in the order of reports."""

LABELS: Mapping[str, str] = {
    **{check.name: check.label for check in _TABLE},
    "waiver-carried": "豁免已沿用",
    "waiver-expired": "豁免已到期",
    "waiver-unused": "豁免未使用",
}
"""Chinese names of everything that a finding's `check` can be."""
