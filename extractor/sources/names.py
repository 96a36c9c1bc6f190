"""Names of files: which are circulars, and which can be told."""

from __future__ import annotations

from pathlib import Path, PurePath

from extractor.printable import shown_name
from extractor.sources.model import SourceError

# What stands beside circulars: settings, gold, notes, code, lock files and what file managers leave behind.
_OTHER_SUFFIXES = frozenset(
    ".yaml .yml .json .jsonl .ndjson .csv .tsv .md .rst .toml .ini .cfg .lock .log .py .js .css .map .sh "  # noqa: SIM905
    ".sqlite .sqlite-wal .sqlite-shm .db .tmp .part .crdownload .bak".split()
)
_OTHER_NAMES = frozenset({"readme", "license", "licence", "changelog", "makefile", "desktop", "thumbs"})


def refuse_odd_name(path: Path) -> None:
    """Raise SourceError for a file whose name is no UTF-8 (one from a ZIP of a Windows machine, say): records could not name it."""
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        advice = "rename it; for names in GBK: convmv -f gbk -t utf8 --notest FILE"
        raise SourceError(shown_name(path.name), "has a name that is not UTF-8", advice, "name") from error


def is_circular(path: PurePath) -> bool:
    """Whether a file is taken for a circular in a folder or an archive: no hidden file, settings, notes or code."""
    return not (
        path.name.startswith((".", "~$")) or path.suffix.lower() in _OTHER_SUFFIXES or path.stem.lower() in _OTHER_NAMES
    )
