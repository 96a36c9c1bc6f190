"""Which format a file is in, by its content. Knows no reader: archives ask it, too, of what they hold."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from extractor.limits import MEGABYTE
from extractor.sources.encodings import decode
from extractor.sources.package import DAMAGE

MAX_TEXT_BYTES = 20 * MEGABYTE
"""Of a text or HTML file."""
HEAD = 1024
"""Bytes at the start of a file that tell its format."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"Founder CEB", "ceb"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (  # directory entries are named in UTF-16
    ("EncryptedPackage", "office-encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
)
_ZIP_PARTS = (
    ("OFD.xml", "ofd"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MAIL_START = re.compile(rb"(?:From [^\n]{1,200}\r?\n)?[A-Za-z][A-Za-z-]{1,60}: ?[^\n]*\n")
_MAIL_SENT = re.compile(rb"^(?:Received|Return-Path|Delivered-To|To|Message-ID):", re.MULTILINE | re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|meta|title|body|div|section|article|main|table|tbody|p|span|h[1-6]|center|font)\b",
    re.IGNORECASE,
)
_HTML_TAG = re.compile(r"</(?:p|div|td|body|html|span)>", re.IGNORECASE)


def detect(name: str, data: bytes) -> str:
    """The format of a file's content as a key of `registry.FORMATS`; its extension only tells apart text and HTML.

    Raises SourceError for text in an unknown encoding and for binary files of no known format.
    """
    head = data[:HEAD]
    if is_pdf(head):
        return "pdf"
    for magic, format in _MAGIC:
        if data.startswith(magic):
            return format
    if _is_webp_or_bitmap(head):
        return "image"
    if data.startswith(_OLE_MAGIC):
        return next((kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data), "ole")
    if data.startswith(_ZIP_MAGIC):
        return _zip_kind(data)
    if is_mail(head):
        return "eml"
    if b"multipart/related" in head and b"MIME-Version:" in head:
        return "mhtml"
    if len(data) > MAX_TEXT_BYTES:
        return "text"
    start = decode(name, data).text[:4096]
    if _HTML_START.match(start):
        return "html"
    looks_like_page = name.lower().endswith((".html", ".htm", ".xhtml")) and _HTML_TAG.search(start)
    return "html" if looks_like_page else "text"


def is_risky(head: bytes) -> bool:
    """Whether the first bytes of a file (`HEAD` of them) are those of a format whose reader may take any time or memory, or die.

    These are read in a process of their own: PDFs, packages, office files, images.
    """
    return is_pdf(head) or is_archive(head) or head.startswith(_OLE_MAGIC) or _is_webp_or_bitmap(head) or any(
        head.startswith(magic) for magic, format in _MAGIC if format == "image")


def _is_webp_or_bitmap(head: bytes) -> bool:
    return (head[:4], head[8:12]) == (b"RIFF", b"WEBP") or (head[:2], head[6:10]) == (b"BM", bytes(4))


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file may be those of an archive: a ZIP (which office files are, too) or an e-mail."""
    return head.startswith(_ZIP_MAGIC) or is_mail(head)


def is_mail(head: bytes) -> bool:
    """Whether the first bytes of a file are the headers of an e-mail; a saved web page has such, too, but went nowhere."""
    return _MAIL_START.match(head) is not None and _MAIL_SENT.search(head) is not None


def is_pdf(head: bytes) -> bool:
    """Whether the first bytes of a file (`HEAD` of them) are a PDF's."""
    return b"%PDF-" in head


def _zip_kind(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return _ODF.get(_content(archive, "mimetype").strip(), "zip")
    except DAMAGE:
        return "zip"
    known = next((kind for part, kind in _ZIP_PARTS if part in names), None)
    if known is None and "[Content_Types].xml" in names and any(name.startswith("word/document") for name in names):
        return "docx"  # some programs number the part
    return known or "zip"


def _content(archive: ZipFile, part: str) -> bytes:
    """A part that tells the format; where it is damaged, the usual one, so that its reader may try, and says what is wrong."""
    try:
        return archive.read(part)
    except DAMAGE:
        return next(iter(_ODF))
