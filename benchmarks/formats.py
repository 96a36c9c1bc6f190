"""Milliseconds a page that reading takes, beside the tools that others would take for it.

    python benchmarks/formats.py [pdf ofd html docx scan] [--files FILE…]

Without files, the longest sample circular is set on pages (`tests/sources/typesetting.py`) and read from each format. Of given
files each is measured as what it is. Times are seconds of this process's own work (CPU), LibreOffice's by the clock; medians
of three, what is compared measured in turns. A tool that is not installed is left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table
from speed import medians

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractor.sources import libreoffice, read_bytes
from extractor.sources.detection import detect
from extractor.sources.recognition import is_installed
from tests.sources.rendering import SAMPLES, as_docx, lines_of
from tests.sources.typesetting import as_html, as_ofd, as_pdf, as_pictures, as_png, set_on_pages

ROUNDS = 3
FORMATS = ("pdf", "ofd", "html", "docx", "scan")
Work = Callable[[], object]


def made() -> dict[str, tuple[bytes, int]]:
    """A sample in each format, and how many pages it has."""
    path = max(SAMPLES, key=lambda path: path.stat().st_size)
    lines = lines_of(path)
    printed = set_on_pages(lines)
    pages = max(one.page for one in printed) + 1
    return {
        "a.pdf": (as_pdf(printed), pages), "a.ofd": (as_ofd(printed), pages), "a.html": (as_html(lines), pages),
        "a.docx": (as_docx(lines), pages), "a.png": (as_png(as_pictures(printed)[:1]), 1),
    }


def given(paths: list[Path]) -> dict[str, tuple[bytes, int]]:
    """Files by name, and how many pages they have."""
    return {path.name: (data := path.read_bytes(), max(_pages(path.name, data), 1)) for path in paths}


def _pages(name: str, data: bytes) -> int:
    import pdfplumber

    if detect(name, data) == "pdf":
        with pdfplumber.open(BytesIO(data)) as pdf:
            return len(pdf.pages)
    return max((stretch.page or 0 for stretch in read_bytes(name, data).stretches), default=1)


def plain_text(data: bytes) -> None:
    """What `pdfplumber` gives of its own."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def text_and_tables(data: bytes) -> None:
    """The same with the tables that it finds."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def alone(data: bytes) -> Work:
    """rapidocr with its own settings, its models loaded."""
    import numpy as np
    from PIL import Image
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 2})
    picture = np.asarray(Image.open(BytesIO(data)).convert("RGB"))[:, :, ::-1].copy()
    return lambda: engine(picture)


def rivals(format: str, name: str, data: bytes) -> dict[str, Work]:
    """The other tools for a format."""
    if format == "pdf":
        return {"pdfplumber, text": lambda: plain_text(data), "pdfplumber, text and tables": lambda: text_and_tables(data)}
    if format == "image":
        return {"rapidocr alone": alone(data)}
    return {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", choices=[*FORMATS, []], default=[])
    parser.add_argument("--files", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    wanted = set(options.formats or FORMATS)
    table = Table("file", "pages", "tool", "ms a page", "ratio")
    for name, (data, pages) in (given(options.files) if options.files else made()).items():
        format = detect(name, data)
        if ("scan" if format == "image" else format) not in wanted or (format == "image" and not is_installed()):
            continue
        works: dict[str, Work] = {"hongtou": lambda name=name, data=data: read_bytes(name, data)} | rivals(format, name, data)
        for work in works.values():
            work()  # loads what it needs
        seconds = medians(works, ROUNDS)
        if format in ("docx", "doc", "odt") and libreoffice.program():
            start = perf_counter()
            libreoffice.converted(data, Path(name).suffix, "txt", "Text (encoded):UTF8")
            seconds["LibreOffice (by the clock)"] = perf_counter() - start
        for tool, value in seconds.items():
            table.add_row(name, str(pages), tool, f"{value / pages * 1000:.1f}", f"{value / seconds['hongtou']:.2f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
