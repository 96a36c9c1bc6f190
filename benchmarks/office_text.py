"""Whether Word and OpenDocument files read as LibreOffice reads them: the text of both, white space aside.

    python benchmarks/office_text.py FILE… [--converted]

With --converted also what LibreOffice makes of each file in the other formats is read. Prints where texts differ; LibreOffice's
own has the words of tracked deletions and hidden words, and none of text boxes.
"""

from __future__ import annotations

import argparse
import sys
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractor.sources import libreoffice, read_bytes
from extractor.sources.flow import prints

FORMATS = ("docx", "doc", "odt")


def bare(text: str) -> str:
    """A text without white space and what prints nothing."""
    return "".join(filter(prints, text))


def differing(name: str, data: bytes) -> list[tuple[str, str]]:
    """The stretches in which LibreOffice's text and ours differ: its words and ours."""
    own = bare(read_bytes(name, data).text)
    other = bare(libreoffice.converted(data, Path(name).suffix, "txt", "Text").decode("utf-8-sig"))
    return [(other[low:high], own[start:end]) for kind, low, high, start, end
            in SequenceMatcher(None, other, own, autojunk=False).get_opcodes() if kind != "equal"]  # fmt: skip


def main() -> int:
    """Compare the given files; 1 where any differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--converted", action="store_true")
    options = parser.parse_args()
    compared = same = 0
    for path in options.files:
        files = {path.name: path.read_bytes()}
        if options.converted:
            files |= {f"{path.stem}.{kind}": libreoffice.converted(files[path.name], path.suffix, kind)
                      for kind in FORMATS if kind != path.suffix[1:]}  # fmt: skip
        for name, data in files.items():
            found = differing(name, data)
            compared, same = compared + 1, same + (not found)
            print(f"{name}: {'the same' if not found else f'{len(found)} differences'}", flush=True)
            for theirs, ours in found[:20]:
                print(f"  LibreOffice: {theirs[:60]!r}, hongtou: {ours[:60]!r}")
    print(f"{same} of {compared} the same")
    return same != compared


if __name__ == "__main__":
    sys.exit(main())
