"""What values are called in a tree, and the words of the rules stage."""

from __future__ import annotations

from hashlib import sha256

from extractor.vocabulary import load_yaml


def own_words() -> dict[str, str]:
    """The vocabulary of the rules stage."""
    found: dict[str, str] = load_yaml("rules.yaml")
    return found


def slug(prefix: str, name: str) -> str:
    """A short ASCII key for a Chinese name, the same on every build."""
    return f"{prefix}_{sha256(name.encode()).hexdigest()[:8]}"


def place_key(code: str) -> str:
    """The node of a place: `place_371000`."""
    return f"place_{code}"
