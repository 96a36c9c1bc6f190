"""Read quantities: clean text → quantities, brackets, time points."""

from __future__ import annotations

from extractor.quantities.brackets import find_brackets
from extractor.quantities.effective import find_effective_dates
from extractor.quantities.mentions import find_quantities, find_vague, read_quantities
from extractor.quantities.model import Bracket, Period, Precision, Quantity, Recurs, TimePoint, Vague
from extractor.quantities.times import LISTED, find_times

__all__ = [
    "LISTED",
    "Bracket",
    "Period",
    "Precision",
    "Quantity",
    "Recurs",
    "TimePoint",
    "Vague",
    "find_brackets",
    "find_effective_dates",
    "find_quantities",
    "find_times",
    "find_vague",
    "read_quantities",
]
