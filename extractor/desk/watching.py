"""A folder that is watched: what is put there, by a scanner or a shared drive, waits in the in-tray. The folder itself is never changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from extractor.writing import in_one_move

SECONDS = 3.0
_SEEN = "watched.json"


class Watch:
    """Hands in every new file of a folder, once; one that is still being written when it has stopped growing.

    What was handed in before is known by its content, also after a restart (`memory` is where that is kept).
    """

    def __init__(self, folder: Path, memory: Path, hand_in: Callable[[list[tuple[str, bytes]]], None]) -> None:
        self.folder, self._memory, self._hand_in = folder, memory / _SEEN, hand_in
        self._sizes: dict[Path, tuple[int, int]] = {}
        self._seen: set[str] = set(json.loads(self._memory.read_text(encoding="utf-8"))) if self._memory.is_file() else set()
        self._stop = threading.Event()

    def look(self) -> int:
        """Hand in what is new and has not changed since the last look; returns how many files that were."""
        sizes, ready = {}, []
        for path in sorted(self.folder.rglob("*")):
            if path.name.startswith((".", "~")) or path.is_symlink() or not path.is_file():
                continue
            stat = path.stat()
            sizes[path] = (stat.st_size, stat.st_mtime_ns)
            if stat.st_size and self._sizes.get(path) == sizes[path]:
                ready.append(path)
        new = []
        for path in ready:
            data = path.read_bytes()
            mark = sha256(data).hexdigest()
            if mark not in self._seen:
                self._seen.add(mark)
                new.append((path.name, data))
        self._sizes = sizes
        if new:
            self._hand_in(new)
            self._memory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with in_one_move(self._memory) as partial:
                partial.write_text(json.dumps(sorted(self._seen)), encoding="utf-8")
        return len(new)

    def start(self) -> None:
        """Look again and again, in a thread that ends with the process."""
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(SECONDS):
            try:
                self.look()
            except OSError:
                continue  # a drive that is away for a while
