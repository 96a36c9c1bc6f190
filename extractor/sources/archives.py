"""Archives: ZIP files and e-mails. Their members are read one by one, as files of paths below the archive's.

`notice.zip/附件/标准.docx` is the path of a member; nothing is unpacked to the disk. The words of an e-mail are read where
nothing is attached to it that could be a circular.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from extractor.limits import current
from extractor.sources.detection import HEAD, detect, is_archive, is_mail
from extractor.sources.model import SourceError, SourceText
from extractor.sources.names import is_circular
from extractor.sources.opening import open_at_once
from extractor.sources.package import Package

if TYPE_CHECKING:
    from email.message import MIMEPart

MAX_CIRCULARS = 1_000
"""That one archive may hold."""
MAX_DEPTH = 2
"""Of archives within archives."""
_INNER = (".zip", ".eml")
_NOT_OURS = "__MACOSX"
_ADVICE = "unpack it and bring the circulars in it"

Members = Mapping[str, Callable[[], bytes]]


def expanded(path: Path) -> list[Path]:
    """The paths of the circulars in an archive; the path itself for any other file, and for an archive that cannot be read."""
    try:
        with open_at_once(path) as file:
            head = file.read(HEAD)
            if not is_archive(head):
                return [path]
            data = head + file.read(current().bytes)
        if len(data) > current().bytes:
            return [path]
        return [path / member for member in circulars_in(path.name, data)] or [path]
    except (OSError, SourceError, MemoryError, RecursionError):
        return [path]


def holder(path: Path) -> Path:
    """The file on the disk that holds a circular: the archive of a member, else the file itself."""
    return next((parent for parent in path.parents if parent.is_file()), path)


def beside(path: Path) -> list[Path]:
    """The files of a file's folder, or of the same folder of its archive, itself among them; none where the folder may not be listed."""
    archive = holder(path)
    if archive != path:
        return [member for member in expanded(archive) if member.parent == path.parent]
    try:
        return sorted(one for one in path.parent.iterdir() if one.is_file())
    except OSError:
        return []


def circulars_in(name: str, data: bytes, depth: int = 0) -> list[str]:
    """The circulars of an archive by their paths in it, sorted; none for a file that is no archive.

    Raises SourceError for an archive that is damaged, exceeds the limits or holds others too deeply.
    """
    found = list(_circulars(name, data, depth))
    if len(found) > MAX_CIRCULARS:
        raise SourceError(name, f"holds more than {MAX_CIRCULARS} files", "split it", "too_large")
    return sorted(found)


def member_content(path: Path, read: Callable[[Path], bytes]) -> bytes:
    """The bytes of a member of an archive; `read` gives those of a file. Raises SourceError as `Package` does, and where it is missing."""
    archive = holder(path)
    if archive == path:
        raise SourceError(path.name, "is not there (any more)", "check its name and folder", "missing")
    name, data, rest = archive.name, read(archive), path.relative_to(archive).parts
    try:
        for _ in range(MAX_DEPTH + 1):
            members = _members(name, data)
            place = next((end for end in range(len(rest), 0, -1) if "/".join(rest[:end]) in members), 0)
            if not place:
                break
            name = "/".join(rest[:place])
            data, rest = members[name](), rest[place:]
            if not rest:
                return data
    except SourceError as error:
        raise SourceError(path.name, f"{error.problem}, in {archive.name}", error.advice, error.kind) from error
    raise SourceError(path.name, f"is not in {archive.name}", "name one of the files in it", "missing")


def refuse_whole(name: str, data: bytes) -> SourceText:
    """What reading an archive as one file comes to: raises SourceError saying what it holds, or why it cannot be opened."""
    found = circulars_in(name, data)
    if not found:
        raise SourceError(name, "holds no circulars", "check what was sent", "empty")
    raise SourceError(name, f"holds {len(found)} files, not one", f"name one of them, such as {name}/{found[0]}", "format")


def _circulars(name: str, data: bytes, depth: int) -> Iterator[str]:
    for part, read in _members(name, data).items():
        place = PurePosixPath(part)
        if not is_circular(place) or any(folder.startswith(".") or folder == _NOT_OURS for folder in place.parts):
            continue
        if place.suffix.lower() in _INNER:
            if depth == MAX_DEPTH:
                raise SourceError(name, "holds archives within archives", _ADVICE, "too_large")
            inner = circulars_in(place.name, read(), depth + 1)
            yield from (f"{part}/{one}" for one in inner)
            if inner:
                continue
        yield part


def _members(name: str, data: bytes) -> Members:
    """The files in an archive by their paths in it; none for a file that is no archive."""
    if is_mail(data[:HEAD]):
        return _attached(name, data)
    if not is_archive(data[:HEAD]) or detect(name, data) != "zip":
        return {}
    package = Package(name, data)
    return {part: partial(package.read, part) for part in package.parts}


def _attached(name: str, data: bytes) -> Members:
    """What is attached to an e-mail, or its words."""
    from email import message_from_bytes
    from email.policy import default

    try:
        mail = message_from_bytes(data, policy=default)
        found: dict[str, Callable[[], bytes]] = {}
        body = mail.get_body(("html", "plain"))
        shown = _content(name, body) if body is not None and body.get_content_subtype() == "html" else b""
        for part in mail.iter_attachments():
            own = (part.get("Content-ID") or "").strip("<> ").encode("ascii", "replace")
            if not (own and b"cid:" + own in shown):  # a picture among its words, of which the page's reader tells
                found[_free(_file_name(part), found)] = partial(_content, name, part)
        if any(is_circular(PurePosixPath(one)) for one in found):
            return found
        if body is not None:
            suffix = ".html" if body.get_content_subtype() == "html" else ".txt"
            found[f"{PurePosixPath(name).stem}{suffix}"] = partial(_content, name, body)
        return found
    except (MemoryError, SourceError):
        raise
    except Exception as error:  # the library stumbles over many things that nobody should send
        raise SourceError(name, f"is a broken e-mail ({type(error).__name__})", "save what is attached to it", "broken") from error


def _content(name: str, part: MIMEPart) -> bytes:
    """The bytes of a part of an e-mail."""
    try:
        if part.get_content_type() == "message/rfc822":
            return bytes(part.get_content().as_bytes())
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""
    except Exception as error:
        raise SourceError(name, f"holds a broken file ({type(error).__name__})", "save it anew", "broken") from error


def _file_name(part: MIMEPart) -> str:
    """The name of an attachment without any folders or signs that steer; a made one where it has none."""
    written = (part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in written if sign.isprintable()).strip().lstrip(".")
    if not name:
        name = "附件.eml" if part.get_content_type() == "message/rfc822" else "附件"
    return name


def _free(name: str, taken: Mapping[str, object]) -> str:
    """The name, or one like it that is not taken."""
    place = PurePosixPath(name)
    number = 2
    while name in taken:
        name = f"{place.stem}({number}){place.suffix}"
        number += 1
    return name
