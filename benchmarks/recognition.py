"""What optical recognition makes of pages: characters that are wrong, and what the records say.

    python benchmarks/recognition.py [--samples 000 003] [--dots 200] [--pages p1.jpg p2.jpg --transcript whole.txt]

The sample circulars are set on pages (`tests/sources/typesetting.py`), drawn as pictures, read, and compared with their text. Given
pages are compared with the part of their transcript that they show. Takes some ten seconds a page; exits with 1 where a
sample falls short of the floors (`WRONG`, `AGREEMENT`).
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractor.pipeline import extract_bytes, extract_file
from extractor.sources import read_bytes
from tests.sources.rendering import RECOGNIZED, SAMPLES, agreement, lines_of, without_warnings
from tests.sources.typesetting import as_pictures, as_png, set_on_pages

WRONG, AGREEMENT = 0.005, 0.97


class Errors(NamedTuple):
    """Characters that were compared, how many are wrong (too many, missing or others), and each with what was read for it."""

    characters: int
    wrong: int
    changes: list[tuple[str, str]]


def compared(printed: str, read: str, part: bool = False) -> Errors:
    """Characters of `printed` that were read otherwise, forms of one character and white space aside.

    With `part` only what lies between the first and the last line that agree is compared.
    """
    matcher = SequenceMatcher(None, printed, read, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 7] if part else []
    begin, end = (blocks[0].a, blocks[-1].a + blocks[-1].size) if blocks else (0, len(printed))
    changes = [(printed[one:other], read[left:right]) for kind, one, other, left, right in matcher.get_opcodes()
               if kind != "equal" and begin <= one <= other <= end]
    return Errors(end - begin, sum(max(map(len, change)) for change in changes), changes)


def squeezed(text: str) -> str:
    """The characters of a text without white space, full-width forms as their usual ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def samples(names: list[str], dots: int) -> Iterator[bool]:
    """Whether each sample of these numbers is read well enough."""
    for path in SAMPLES:
        if names and path.name[:3] not in names:
            continue
        printed = set_on_pages(lines_of(path))
        pictures = as_pictures(printed, dots)
        found = extract_bytes("pages.tif", as_png(pictures))
        shown = sorted(printed, key=lambda one: (one.page, one.top, one.x))
        errors = compared(squeezed("".join(one.text for one in shown)), squeezed(found.text))
        told = agreement(extract_file(path), without_warnings(found), RECOGNIZED)
        report(f"{path.name[:3]}, {len(pictures)} pages at {dots} dots", errors, f"; records agree {told:.4f}")
        yield errors.wrong <= WRONG * errors.characters and told >= AGREEMENT


def report(name: str, errors: Errors, more: str = "") -> None:
    print(f"{name}: {errors.wrong} of {errors.characters} characters wrong ({errors.wrong / max(errors.characters, 1):.2%}){more}")
    for printed, read in errors.changes:
        print(f"    {printed!r} read as {read!r}")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", nargs="*", default=[], metavar="NUMBER")
    parser.add_argument("--dots", type=int, default=200)
    parser.add_argument("--pages", nargs="*", type=Path, default=[])
    parser.add_argument("--transcript", type=Path)
    options = parser.parse_args()
    if options.pages:
        printed = squeezed(options.transcript.read_text("utf-8"))
        for path in options.pages:
            read = squeezed(read_bytes(path.name, path.read_bytes()).text)
            report(path.name, compared(printed, read, part=True))
        return 0
    return 0 if all(list(samples(options.samples, options.dots))) else 1


if __name__ == "__main__":
    sys.exit(main())
