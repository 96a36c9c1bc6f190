"""Word files of before 2007 (`.doc`, and `.wps` of WPS Office): made into `.docx` files, and read as these are."""

from __future__ import annotations

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
_LOSSES = frozenset({
    "MAIN_TEXTBOX_TABLE_MALFORMED", "OFFICEART_MALFORMED", "NUMBERING_TABLE_MALFORMED", "STYLE_TABLE_MALFORMED", "INVALID_UTF16",
    "MALFORMED_TABLE_FLATTENED", "TABLE_DEPTH_LIMITED", "TABLE_CELL_DEFINITION_MISMATCH", "LIST_NUMBER_FORMAT_APPROXIMATED"})  # fmt: skip
"""What the converter reports where words, numbers or cells may be lost."""
_BY_OFFICE = "本文件由LibreOffice转换后读取，请对照原件核对"
_LOSSY = "转换本文件时，文本框、自动编号或表格可能有缺失，请对照原件核对"


def read_doc(name: str, data: bytes) -> SourceText:
    """The text of an older Word file, as `read_docx` gives it.

    Where the converter fails or reports a loss, LibreOffice converts the file, if it is installed; warnings say which. Raises SourceError.
    """
    source: SourceText | None = None
    failure = None
    try:
        made, lossy = _converted(name, data)
        source = read_docx(name, made)
        if not lossy:
            return replace(source, format="doc")
    except SourceError as error:
        if error.kind == "password":
            raise
        failure = error
    try:
        better = read_docx(name, libreoffice.converted(data, ".doc", "docx"))
        return replace(better, format="doc", warnings=(*better.warnings, _BY_OFFICE))
    except (libreoffice.ConversionFailed, SourceError) as failed:
        if failure:
            raise SourceError(name, f"{failure.problem} ({failed})", failure.advice, failure.kind) from failed
    assert source
    return replace(source, format="doc", warnings=(*source.warnings, _LOSSY))


def _converted(name: str, data: bytes) -> tuple[bytes, bool]:
    """The file as a `.docx`, and whether anything of it may be lost. Raises SourceError where the converter cannot read it."""
    from doc2docx import convert
    from doc2docx.cfb.container import CompoundFileLimits
    from doc2docx.errors import EncryptedDocumentError

    header = bytearray(data)
    header[_CLASS_ID] = bytes(16)
    with TemporaryDirectory(prefix="hongtou-") as folder:
        old, new = Path(folder, "file.doc"), Path(folder, "file.docx")
        old.write_bytes(header)
        try:
            result = convert(old, new, limits=CompoundFileLimits(MAX_PART, MAX_PART, _MAX_ENTRIES))
        except EncryptedDocumentError as error:
            raise SourceError(name, "is protected by a password", "remove the password and bring that", "password") from error
        except MemoryError:
            raise
        except Exception as error:
            problem = f"is no Word document that can be read ({type(error).__name__})"
            raise SourceError(name, problem, "open it and save it as .docx or PDF", "broken") from error
        lossy = any(one["code"] in _LOSSES for one in result.report.to_dict()["diagnostics"])
        return new.read_bytes(), lossy
