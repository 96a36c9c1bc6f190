"""The address of a record: short, the same after a rebuild and after edits elsewhere in its circular, so that it can be mailed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from extractor.corrections.selector import selector_at
from extractor.records.models import Line
from extractor.spans import Span

_DIGITS = 12


def addresses(text: str, source: str, records: Iterable[Line]) -> list[str]:
    """The addresses of a file's records, in their order: from the file's name, the kind, the words and those around them.

    Several records of a kind on the same words are numbered.
    """
    found: list[str] = []
    seen: Counter[str] = Counter()
    for record in records:
        selector = selector_at(text, Span(*record.span))
        words = "\n".join((source, str(getattr(record, "type", "")), selector.prefix, selector.exact, selector.suffix))
        address = sha256(words.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
        seen[address] += 1
        found.append(address if seen[address] == 1 else f"{address}-{seen[address]}")
    return found
