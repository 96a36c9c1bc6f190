"""Who must do what by when: the tasks of a corpus, the state that people give them, and how it is handed on."""

from __future__ import annotations

from extractor.tracker.collect import collect, collect_chunks

__all__ = ["collect", "collect_chunks"]
