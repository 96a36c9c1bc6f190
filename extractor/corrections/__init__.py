"""Corrections: what people set right in the records, anchored by quote, applied on every build.

Stands between `records` and `corpus`: takes extractions and returns extractions.
"""

from __future__ import annotations

from extractor.corrections.apply import CORRECTED, apply_corrections, located
from extractor.corrections.confirm import apply_confirmations, as_read
from extractor.corrections.model import Correction, load_corrections
from extractor.corrections.suggest import Suggestion, suggestions

__all__ = [
    "CORRECTED",
    "Correction",
    "Suggestion",
    "apply_confirmations",
    "apply_corrections",
    "as_read",
    "load_corrections",
    "located",
    "suggestions",
]
