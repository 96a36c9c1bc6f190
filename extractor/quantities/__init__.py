"""Read quantities: clean text → quantities, brackets, time points."""

from __future__ import annotations

from extractor.quantities.brackets import bounds_of, find_brackets, joined_bounds
from extractor.quantities.effective import find_effective_dates
from extractor.quantities.mentions import find_quantities, find_vague, read_quantities
from extractor.quantities.model import Bounds, Bracket, Period, Precision, Quantity, Recurs, TimePoint, Vague
from extractor.quantities.times import LISTED, find_times

__all__ = [
    "LISTED",
    "Bounds",
    "Bracket",
    "Period",
    "Precision",
    "Quantity",
    "Recurs",
    "TimePoint",
    "Vague",
    "bounds_of",
    "find_brackets",
    "find_effective_dates",
    "find_quantities",
    "find_times",
    "find_vague",
    "joined_bounds",
    "read_quantities",
]
