"""The project's knowledge as data: YAML files, read once and validated where they are used."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class VocabularyError(Exception):
    """A vocabulary file that does not hold what it should: the file, the entry, and what is wrong."""


@cache
def load_yaml(name: str) -> Any:
    """The content of `vocabulary/NAME` (for instance `normalize/mainland_terms.yaml`).

    Raises VocabularyError naming the file when it is missing or not YAML.
    """
    import yaml

    path = FOLDER / name
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"vocabulary/{name}: {error}") from error


def fingerprint() -> str:
    """A hash of all vocabulary files: a cached result is good only for the vocabulary that it was made with."""
    from hashlib import sha256

    digest = sha256()
    for path in sorted(FOLDER.rglob("*.yaml")):
        digest.update(path.relative_to(FOLDER).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
