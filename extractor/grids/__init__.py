"""Grids: which cells of a table are heads, which cell stands over or beside which, for any table of the cleaned text."""

from extractor.grids.shape import Shape, shape_of

__all__ = ["Shape", "shape_of"]
