"""A corpus: a folder of circulars, with `corpus.yaml` saying what their texts cannot."""

from __future__ import annotations

from extractor.corpus.loader import gather, load
from extractor.corpus.model import Corpus

__all__ = ["Corpus", "gather", "load"]
