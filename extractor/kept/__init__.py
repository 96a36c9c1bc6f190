"""What builds keep from one to the next: results found by the digest of everything that they follow from.

`place` is where: a folder of the user's cache, sealed against whatever else gets into it. `shelves` is what: the results of
each stage. All of it may be deleted at any time; what is damaged or not ours counts as absent.
"""

from extractor.kept.place import CACHE, Place, cache_folder
from extractor.kept.shelves import (
    PACKAGE,
    Digested,
    Piece,
    Shelf,
    Store,
    as_head,
    code_fingerprint,
    digest,
    digests,
    from_head,
)

__all__ = [
    "CACHE",
    "PACKAGE",
    "Digested",
    "Piece",
    "Place",
    "Shelf",
    "Store",
    "as_head",
    "cache_folder",
    "code_fingerprint",
    "digest",
    "digests",
    "from_head",
]
