"""Rules: what is in force where and when, as OpenFisca parameters, decision tables, sheets and calculations."""

from __future__ import annotations

from extractor.rules.write import write_rules

__all__ = ["write_rules"]
