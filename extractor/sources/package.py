"""Packages: ZIP files with parts, as Word, OpenDocument and OFD files and archives are, read within limits.

Nothing is unpacked to the disk. Names, sizes and ratios are checked before the first part is read, and again while it is:
what the directory of a ZIP says of its parts need not be true.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from extractor.limits import MEGABYTE
from extractor.sources.model import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS = 5_000
"""Of a package; a Word file with many pictures has some hundreds."""
MAX_UNPACKED = 1 << 30
"""Bytes of all parts together."""
MAX_PART = 96 * MEGABYTE
"""Bytes of one part (of the text of a long circular: a few)."""
MAX_RATIO = 250
"""How much larger than its packed bytes a part may be, where it is larger than `_SMALL`; XML packs to a thirtieth."""
MAX_NAME = 1_000
_SMALL = MEGABYTE
_ENCRYPTED, _UTF8 = 0x1, 0x800
_ODD = re.compile(r"[\x00-\x1f\x7f]|\A[A-Za-z]:|(?:\A|/)\.{0,2}(?:/|\Z)")
"""Names that lead out of a folder, or steer what shows them."""
_UNLIKELY = re.compile("[\u0080-\u07ff]")
DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)
"""What `zipfile` raises for files that nobody wrote."""

_ANEW = "fetch it anew, or open it and save it anew"


class Package:
    """The parts of a package by their names. `name` is the file's, for messages.

    Raises SourceError (`broken`, `password`, `too_large`, `name`) for a ZIP that cannot be read, is encrypted, exceeds the
    limits above, or names a part twice or by a path that leads out of it.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except DAMAGE as error:
            raise SourceError(name, "is damaged: its package cannot be opened", _ANEW, "broken") from error
        if len(infos) > MAX_MEMBERS:
            raise SourceError(
                name, f"holds more than {MAX_MEMBERS} files", "unpack it and bring what is needed", "too_large"
            )
        self._infos: dict[str, ZipInfo] = {}
        for info in infos:
            part = _name(info)
            if len(part) > MAX_NAME or _ODD.search(part) or part in self._infos:
                raise SourceError(
                    name, "holds a file whose name is no plain path, or two of one name", "pack it anew", "name"
                )
            self._infos[part] = info
            self._check(info)
        if sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise self._too_large()

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its parts, in the order of its directory, paths with `/`."""
        return tuple(self._infos)

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises SourceError where it is not there or damaged."""
        try:
            with self._zip.open(self._infos[part]) as file:
                data = file.read(MAX_PART + 1)
        except DAMAGE as error:
            raise SourceError(self.name, f"is damaged at {part}", _ANEW, "broken") from error
        if len(data) > MAX_PART:
            raise self._too_large()
        return data

    def xml(self, part: str) -> _Element:
        """The root of a part in XML (see `parse_xml`); raises SourceError as `read` does."""
        return parse_xml(self.name, part, self.read(part))

    def _check(self, info: ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise SourceError(self.name, "is protected by a password", "remove the password and bring that", "password")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise SourceError(self.name, "is packed in an unusual way", "pack it anew as an ordinary ZIP", "format")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > _SMALL and ratio > MAX_RATIO):
            raise self._too_large()

    def _too_large(self) -> SourceError:
        return SourceError(
            self.name, "unpacks to far more than a circular needs", "save it anew, or as text", "too_large"
        )


def parse_xml(name: str, part: str, data: bytes) -> _Element:
    """The root element of some XML: no document type, hence no entities; nothing is fetched; no comments.

    lxml's own limits hold (256 levels, 10 million characters in one piece). Raises SourceError (`broken`).
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(name, f"is damaged: {part} is no XML", _ANEW, "broken") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(name, f"declares a document type in {part}", "save it anew with office software", "broken")
    return root


def _name(info: ZipInfo) -> str:
    """A part's name with `/` between folders. Windows writes names in GBK without saying so, where `zipfile` reads CP437."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
        if _UNLIKELY.search(name):  # 通知 in GBK is UTF-8, too, if of two odd letters
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/")
