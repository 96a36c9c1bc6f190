"""What changed between two generated folders, in words: values, tasks, findings, with both quotes."""

from __future__ import annotations

from extractor.changes.compare import diff_trees
from extractor.changes.model import Change, Changes

__all__ = ["Change", "Changes", "diff_trees"]
