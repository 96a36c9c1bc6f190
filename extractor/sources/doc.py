"""Word files of before 2007 (`.doc`, and `.wps` of WPS Office): made into `.docx` files, and read as these are."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.sources import libreoffice
from extractor.sources.docx import read_docx
from extractor.sources.model import SourceError, SourceText
from extractor.sources.package import MAX_PART

_CLASS_ID = slice(8, 24)
"""Of the compound file's header. It must be zero, and is damaged in some files that Word opens all the same."""
_MAX_ENTRIES = 10_000


def read_doc(name: str, data: bytes) -> SourceText:
    """The text of an older Word file, as `read_docx` gives it.

    Where the converter fails, LibreOffice converts it, if it is installed; a warning says so. Raises SourceError.
    """
    try:
        source = read_docx(name, _converted(name, data))
    except SourceError as error:
        if error.kind == "password":
            raise
        try:
            made = libreoffice.converted(data, ".doc", "docx")
        except libreoffice.ConversionFailed as failed:
            raise SourceError(name, f"{error.problem} ({failed})", "open it and save it as .docx or PDF", error.kind) from error
        source = read_docx(name, made)
        source = replace(source, warnings=(*source.warnings, "本文件由LibreOffice转换后读取，请对照原件核对"))
    return replace(source, format="doc")


def _converted(name: str, data: bytes) -> bytes:
    """The file as a `.docx`. Raises SourceError where the converter cannot read it."""
    from doc2docx import convert
    from doc2docx.cfb.container import CompoundFileLimits
    from doc2docx.errors import EncryptedDocumentError

    logging.getLogger("doc2docx").setLevel(logging.ERROR)
    header = bytearray(data)
    header[_CLASS_ID] = bytes(16)
    with TemporaryDirectory(prefix="hongtou-") as folder:
        old, new = Path(folder, "file.doc"), Path(folder, "file.docx")
        old.write_bytes(header)
        try:
            convert(old, new, limits=CompoundFileLimits(MAX_PART, MAX_PART, _MAX_ENTRIES))
            return new.read_bytes()
        except EncryptedDocumentError as error:
            raise SourceError(name, "is protected by a password", "remove the password and bring that", "password") from error
        except MemoryError:
            raise
        except Exception as error:
            problem = f"is no Word document that can be read ({type(error).__name__})"
            raise SourceError(name, problem, "open it and save it as .docx or PDF", "broken") from error
