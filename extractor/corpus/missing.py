"""What the head of a circular lacks."""

from __future__ import annotations

from extractor.records.models import DocumentRecord

_EXPECTED = ("number", "title", "issuers", "place", "date")
# A draft has neither number nor date yet; a press piece carries those of the circular that it relays.
_NOT_EXPECTED = {"draft": frozenset({"number", "date"}), "explainer": frozenset({"date"})}


def missing_fields(document: DocumentRecord) -> tuple[str, ...]:
    """The head fields that neither the text nor `corpus.yaml` gives, of those that such a document should have."""
    not_expected = _NOT_EXPECTED.get(document.status, frozenset())
    return tuple(name for name in _EXPECTED if name not in not_expected and not getattr(document, name))
