"""Records as spaCy documents: a DocBin with one `Doc` for each circular, its records as spans over jieba's words.

The text of a `Doc` is a stretch of the source text as it was read; `user_data["start"]` is where it begins, so
`user_data["start"] + span.start_char` is where the record stands in the other forms of the export. Words are cut further
where a record begins or ends inside one, so that every record has its exact span (two of one stretch and label, such as
the ends of a range, share it). All groups of `GROUPS` are there in every `Doc`, empty where nothing was found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from operator import attrgetter

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from extractor.docbin.groups import GROUPS, Labelled, labelled
from extractor.language.words import words
from extractor.records.extraction import Extraction
from extractor.records.models import DocumentRecord

__all__ = ["GROUPS", "to_docbin"]


def to_docbin(extractions: Iterable[Extraction]) -> bytes:
    """The circulars of all extractions as the bytes of a DocBin, in the order of files and text.

    It is read with the vocabulary of a blank `zh` pipeline. Each Doc's `user_data` holds `source` (the file's name),
    `document` (the circular's id), `place` (or None) and `start` (where in the source text it begins).
    """
    vocab = spacy.blank("zh").vocab
    docs = chain.from_iterable(_docs(vocab, extraction) for extraction in extractions)
    return DocBin(attrs=["ORTH"], store_user_data=True, docs=docs).to_bytes()


def _docs(vocab: Vocab, extraction: Extraction) -> Iterator[Doc]:
    """A Doc for each circular: from its first line to the first line of the next, or to the end of the file."""
    found = sorted(set(chain.from_iterable(map(labelled, extraction.records))))
    starts = [document.span[0] for document in extraction.documents]
    for document, (start, end) in zip(extraction.documents, pairwise([*starts, len(extraction.text)]), strict=True):
        first, behind = (bisect_left(found, edge, key=attrgetter("start")) for edge in (start, end))
        here = [one.moved(-start) for one in found[first:behind]]
        yield _doc(vocab, document, extraction.text[start:end], here)


def _doc(vocab: Vocab, document: DocumentRecord, text: str, found: Sequence[Labelled]) -> Doc:
    edges = sorted({0, *accumulate(map(len, words(text))), *(edge for one in found for edge in (one.start, one.end))})
    tokens = [text[start:end] for start, end in pairwise(edges)]
    doc = Doc(vocab, words=tokens, spaces=[False] * len(tokens))
    at = {edge: index for index, edge in enumerate(edges)}
    for group in GROUPS:
        doc.spans[group] = [Span(doc, at[one.start], at[one.end], one.label) for one in found if one.group == group]
    doc.user_data.update(
        source=document.source, document=document.id, place=document.place, start=document.span[0]
    )
    return doc
