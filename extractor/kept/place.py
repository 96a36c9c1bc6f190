"""Where kept results lie: in the user's cache folder (XDG), never in a corpus, which may come from anywhere.

Every file begins with a seal (keyed BLAKE2b, RFC 7693) over its name and content. The key lies beside the kept files, is
made once and never leaves the folder, so a file that somebody else put there is not believed. Below the cache folder no
link is followed, and only files with names of the cache's own form are ever removed.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b, sha256
from hmac import compare_digest
from pathlib import Path

from extractor.sources.model import SourceError

CACHE = "hongtou"
_KEY, _KEY_BYTES = "key", 32
_SEAL_BYTES = 32
_OWN = re.compile(r"[0-9a-f]{1,64}")
"""The names that the cache gives its files: a digest, or the first digit of some."""
_FOLDER = re.compile(r"[a-z_-]{1,40}")
_ASIDE = re.compile(r"[0-9a-f]{1,64}\.[0-9]{1,12}")
"""What a writer that was killed leaves: the name of its file and the number of its process."""


def cache_folder(given: Path | None = None) -> Path:
    """The folder of all that is kept: the one `given`, else the user's (`$XDG_CACHE_HOME/hongtou` on Linux)."""
    if given is not None:
        return given
    from platformdirs import user_cache_path

    return user_cache_path(CACHE, appauthor=False)


class Place:
    """The kept files of one corpus, in folders that are named by what keeps them.

    Raises SourceError where the cache folder, or what stands in it in the corpus's place, is a link or another user's. A
    cache that cannot be written keeps nothing.
    """

    def __init__(self, cache: Path, corpus: Path) -> None:
        self.folder = cache.resolve() / sha256(os.fsencode(corpus.resolve())).hexdigest()[:32]
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (cache.resolve(), self.folder):
            _refuse_foreign(folder)
        self._key = _key(cache.resolve() / _KEY)

    def read(self, shelf: str, name: str) -> bytes | None:
        """The content of a kept file; None where there is none, or what is there is not ours."""
        try:
            _refuse_foreign(self._shelf(shelf))
            with open(self._shelf(shelf) / name, "rb", opener=_without_links) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    return None
                data = file.read()
        except OSError:
            return None
        body = data[_SEAL_BYTES:]
        return body if self._key and compare_digest(data[:_SEAL_BYTES], self._seal(shelf, name, (body,))) else None

    def write(self, shelf: str, name: str, parts: Iterable[bytes]) -> None:
        """Keep a file: whoever looks finds the old or the new one. Where nothing can be kept, nothing is."""
        assert _OWN.fullmatch(name) and _FOLDER.fullmatch(shelf), (shelf, name)
        if not self._key:
            return
        pieces = tuple(parts)
        folder = self._shelf(shelf)
        aside = folder / f"{name}.{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _refuse_foreign(folder)
            aside.unlink(missing_ok=True)
            with aside.open("xb") as file:
                file.write(self._seal(shelf, name, pieces))
                file.writelines(pieces)
            aside.replace(folder / name)
        except OSError:
            with suppress(OSError):
                aside.unlink(missing_ok=True)

    def names(self, shelf: str) -> set[str]:
        """The names of the files that a shelf keeps; what has no name of ours is not there."""
        folder = self._shelf(shelf)
        _refuse_foreign(folder)
        try:
            with os.scandir(folder) as entries:
                return {entry.name for entry in entries if _OWN.fullmatch(entry.name)}
        except OSError:
            return set()

    def forget(self, shelf: str, name: str) -> None:
        """Remove a kept file, and what killed writers left beside it."""
        folder = self._shelf(shelf)
        _refuse_foreign(folder)
        if _OWN.fullmatch(name) or _ASIDE.fullmatch(name):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)

    def forget_left(self, shelf: str) -> None:
        """Remove what writers that were killed left; those of processes that still run go on."""
        with suppress(OSError), os.scandir(self._shelf(shelf)) as entries:
            left = [entry.name for entry in entries if _ASIDE.fullmatch(entry.name)]
            for name in left:
                if not _runs(int(name.rpartition(".")[2])):
                    self.forget(shelf, name)

    def _shelf(self, shelf: str) -> Path:
        return self.folder / shelf

    def _seal(self, shelf: str, name: str, parts: Iterable[bytes]) -> bytes:
        seal = blake2b(f"{shelf}/{name}\n".encode(), digest_size=_SEAL_BYTES, key=self._key)
        for part in parts:
            seal.update(part)
        return seal.digest()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _refuse_foreign(folder: Path) -> None:
    """Raise SourceError where a folder of the cache is a link, no folder or another user's; one that is not there is fine."""
    try:
        found = folder.lstat()
    except OSError:
        return
    problem = ""
    if not stat.S_ISDIR(found.st_mode):
        problem = "is a link" if stat.S_ISLNK(found.st_mode) else "is no folder"
    elif hasattr(os, "geteuid") and found.st_uid != os.geteuid():
        problem = "belongs to another user"
    if problem:
        advice = "remove it, or name another cache folder with --cache"
        raise SourceError(str(folder), f"{problem}, so nothing is kept or looked for there", advice)


def _key(path: Path) -> bytes:
    """The key of a cache folder, made where there is none; empty where it can be neither read nor made."""
    with suppress(OSError):
        fresh = path.with_name(f"{_KEY}.{os.getpid()}.{secrets.token_hex(4)}")
        if not os.path.lexists(path):
            try:
                with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(secrets.token_bytes(_KEY_BYTES))
                with suppress(FileExistsError):  # another build was sooner: its key is everybody's
                    os.link(fresh, path)
            finally:
                fresh.unlink(missing_ok=True)
        with open(path, "rb", opener=_without_links) as file:
            key = file.read(_KEY_BYTES + 1)
        if len(key) == _KEY_BYTES:
            return key
    return b""


def _without_links(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
