"""The project's knowledge as data: YAML files, read once and validated where they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

FOLDER = Path(__file__).parent


class VocabularyError(Exception):
    """A vocabulary file that does not hold what it should: the file, the entry, and what is wrong."""


@dataclass(frozen=True)
class OwnPack:
    """A pack of concepts beside a corpus: `name` as it is reported (`vocabulary/child_care.yaml`), and its content."""

    name: str
    content: str


_MOST_KEPT = 65_536
_own: tuple[OwnPack, ...] = ()
_kept: list[Callable[[], None]] = []


def own_packs() -> tuple[OwnPack, ...]:
    """The packs of the corpus at work, besides those of the package."""
    return _own


def use_packs(packs: tuple[OwnPack, ...]) -> None:
    """From now on this process reads concepts and terms from these packs too, and from no other corpus's."""
    global _own
    if packs != _own:
        _own = packs
        for forget in _kept:
            forget()


@contextmanager
def using_packs(packs: tuple[OwnPack, ...]) -> Iterator[None]:
    """For a while this process reads with these packs, then again with those before."""
    before = _own
    use_packs(packs)
    try:
        yield
    finally:
        use_packs(before)


def of_packs(read: Callable[P, T]) -> Callable[P, T]:
    """A cache for what is read from packs: forgotten where another corpus brings others."""
    cached = lru_cache(_MOST_KEPT)(read)
    _kept.append(cached.cache_clear)
    return cast(Callable[P, T], cached)


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
    """A hash of all vocabulary files and own packs: a cached result is good only for the vocabulary that it was made with."""
    from hashlib import sha256

    digest = sha256()
    for path in sorted(FOLDER.rglob("*.yaml")):
        digest.update(path.relative_to(FOLDER).as_posix().encode())
        digest.update(path.read_bytes())
    for pack in _own:
        digest.update(f"{pack.name}\0{pack.content}\0".encode())
    return digest.hexdigest()
