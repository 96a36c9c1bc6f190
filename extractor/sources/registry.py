"""Who reads which format.

`FORMATS` is the one table: a new reader is one more entry there. A format without a reader is named to the person
who brought it, with what to do instead. `detection` tells which of them a file is in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.sources.detection import MAX_TEXT_BYTES
from extractor.sources.model import SourceText

Reader = Callable[[str, bytes], SourceText]

MAX_CHARACTERS = 4_000_000
"""Of the text of a file: ten times a long yearbook of circulars."""


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """A format: its name with its article, what makes its reader (imported when first used), and a size limit of its own."""

    label: str
    reader: Callable[[], Reader] | None = None
    max_bytes: int | None = None
    advice: str = ""


def _text_reader() -> Reader:
    from extractor.sources.text import read_text

    return read_text


def _html_reader() -> Reader:
    from extractor.sources.html import read_html

    return read_html


def _pdf_reader() -> Reader:
    from extractor.sources.pdf import read_pdf

    return read_pdf


def _docx_reader() -> Reader:
    from extractor.sources.docx import read_docx

    return read_docx


def _doc_reader() -> Reader:
    from extractor.sources.doc import read_doc

    return read_doc


def _odt_reader() -> Reader:
    from extractor.sources.odt import read_odt

    return read_odt


def _image_reader() -> Reader:
    from extractor.sources.scan import read_image

    return read_image


def _ofd_reader() -> Reader:
    from extractor.sources.ofd import read_ofd

    return read_ofd


def _archive_reader() -> Reader:
    from extractor.sources.archives import refuse_whole

    return refuse_whole


_SAVE = "open it and save it as PDF, HTML or UTF-8 text"
_UNPACK = "unpack it and bring the circulars in it"

FORMATS: dict[str, FormatEntry] = {
    "text": FormatEntry("plain text", _text_reader, MAX_TEXT_BYTES),
    "html": FormatEntry("an HTML page", _html_reader, MAX_TEXT_BYTES),
    "pdf": FormatEntry("a PDF", _pdf_reader),
    "docx": FormatEntry("a Word document (docx)", _docx_reader),
    "doc": FormatEntry("a Word document (doc)", _doc_reader),
    "xlsx": FormatEntry("an Excel workbook (xlsx)", advice=_SAVE),
    "xls": FormatEntry("an Excel workbook (xls)", advice=_SAVE),
    "pptx": FormatEntry("a PowerPoint presentation (pptx)", advice=_SAVE),
    "ole": FormatEntry("a file of older office software", advice=_SAVE),
    "office-encrypted": FormatEntry("an Office file with a password", advice="remove the password, then " + _SAVE),
    "odt": FormatEntry("an OpenDocument text (odt)", _odt_reader),
    "ods": FormatEntry("an OpenDocument sheet (ods)", advice=_SAVE),
    "ofd": FormatEntry("an OFD document", _ofd_reader),
    "rtf": FormatEntry("an RTF document", advice=_SAVE),
    "mhtml": FormatEntry("a web archive (mht)", advice="open it in a browser and save it as HTML"),
    "ceb": FormatEntry("a CEB document", advice="open it in Apabi Reader and print it to PDF"),
    "zip": FormatEntry("a ZIP archive", _archive_reader),
    "eml": FormatEntry("an e-mail", _archive_reader),
    "archive": FormatEntry("an archive", advice=_UNPACK),
    "image": FormatEntry("a picture", _image_reader),
}
