"""Gold of real circulars that are not part of the repository, kept by places in their texts, and made readable again.

    python benchmarks/unseen.py restore TEXTS OUT     # OUT/ROUND/gold and OUT/ROUND/texts, for `hongtou eval OUT/ROUND/gold`
    python benchmarks/unseen.py keep GOLD TEXTS NAME   # gold of a new round, as benchmarks/unseen/NAME

TEXTS is the folder that has the circulars (the collection of `docs/evaluation.md`). Words of a text that are longer than a name are
kept as `{"span": [start, end]}`; quotes and contexts follow from an item's own span.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent / "unseen"
_LONGEST = 12
"""Characters of words that are kept as they are: names, units, short phrases."""
_STRETCH = 22
"""Characters from which words that a person put together might be a stretch of the text."""
_LEFT_OUT = frozenset({"quote", "context", "nth", "nth_in_context", "note", "opens_with"})


def keep(gold: Path, texts: Path, name: str) -> None:
    """Keep the gold of a round. What is not printed in one piece is left out of lists, and made empty elsewhere."""
    (KEPT / name).mkdir(parents=True, exist_ok=True)
    for path in sorted(gold.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        text = _text(texts / data["source"])
        for item in data["items"]:
            item["span"] = item.get("span") or list(_place(text, item))
        for document in data["documents"]:
            if opening := document.get("opens_with"):
                document["opening"] = list(_find(text, opening, 0, len(text)) or (0, 0))
        kept = _mapped(data, partial(_as_span, text))
        (KEPT / name / path.name).write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def restore(texts: Path, out: Path) -> int:
    """Write the gold of all rounds whose texts are there, with its words; returns how many circulars that are."""
    count = 0
    for path in sorted(KEPT.glob("*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found = next(texts.rglob(data["source"]), None)
        if found is None:
            continue
        gold, kept = (out / path.parent.name / folder for folder in ("gold", "texts"))
        for folder in (gold, kept):
            folder.mkdir(parents=True, exist_ok=True)
        text = _text(found)
        data = _spoken(data, text)
        for item in data["items"]:
            start, end = item["span"]
            item["quote"] = text[start:end]
        for document in data["documents"]:
            start, end = document.pop("opening", (0, 0))
            document["opens_with"] = text[start:end]
        (gold / path.name).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (kept / data["source"]).write_bytes(found.read_bytes())
        count += 1
    return count


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _find(text: str, words: str, low: int, high: int, nth: int = 1) -> tuple[int, int] | None:
    pattern = re.compile(r"\s*".join(re.escape(one) for one in words if not one.isspace()))
    hits = [hit.span() for hit in pattern.finditer(text, low, high)]
    return hits[nth - 1] if len(hits) >= nth else None


def _place(text: str, item: dict[str, Any]) -> tuple[int, int]:
    around = _find(text, item.get("context") or item["quote"], 0, len(text), item.get("nth", 1))
    found = around and _find(text, item["quote"], *around, item.get("nth_in_context", 1))
    if not found:
        raise ValueError(f"not found: {item['quote']}")
    return found


def _as_span(text: str, words: str, at: int) -> Any:
    """Words as they are kept: short ones themselves, long ones by the place nearest to their item's, others not at all."""
    if len(words) <= _LONGEST or words.isascii():
        return words
    pattern = re.compile(r"\s*".join(re.escape(one) for one in words if not one.isspace()))
    hits = [hit.span() for hit in pattern.finditer(text)]
    if not hits:
        return words if len(words) < _STRETCH else None
    return {"span": list(min(hits, key=lambda hit: abs(hit[0] - at)))}


def _mapped(data: Any, change: Callable[[str, int], Any], at: int = 0) -> Any:
    if isinstance(data, dict):
        at = data["span"][0] if isinstance(data.get("span"), list) else at
        return {name: value if name == "source" else _mapped(value, change, at) for name, value in data.items() if name not in _LEFT_OUT}
    if isinstance(data, list):
        return [one for one in (_mapped(one, change, at) for one in data) if one is not None]
    return change(data, at) if isinstance(data, str) else data


def _spoken(data: Any, text: str) -> Any:
    if isinstance(data, dict):
        if data.keys() == {"span"}:
            return "".join(text[slice(*data["span"])].split())
        return {name: _spoken(value, text) for name, value in data.items()}
    return [_spoken(one, text) for one in data] if isinstance(data, list) else data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    restoring = commands.add_parser("restore")
    restoring.add_argument("texts", type=Path)
    restoring.add_argument("out", type=Path)
    keeping = commands.add_parser("keep")
    keeping.add_argument("gold", type=Path)
    keeping.add_argument("texts", type=Path)
    keeping.add_argument("name")
    asked = parser.parse_args()
    if asked.command == "keep":
        keep(asked.gold, asked.texts, asked.name)
    else:
        print(f"{restore(asked.texts, asked.out)} circulars")


if __name__ == "__main__":
    main()
