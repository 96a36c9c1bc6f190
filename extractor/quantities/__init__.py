"""Read quantities: clean text → quantities, brackets, time points."""

from __future__ import annotations

from extractor.quantities.mentions import find_quantities, find_vague, read_quantities
from extractor.quantities.model import Bracket, Quantity, Vague

__all__ = ["Bracket", "Quantity", "Vague", "find_quantities", "find_vague", "read_quantities"]
