"""The concepts of packs newer than the gold: they are neither right nor wrong where it has none."""

from __future__ import annotations

from extractor.language.concepts import load_concepts
from extractor.vocabulary import load_yaml, of_packs


@of_packs
def newer_concepts() -> frozenset[str]:
    """The ids of all concepts but those of the packs, and the single ones, of `vocabulary/evaluation.yaml`."""
    known = load_yaml("evaluation.yaml")["annotated"]
    packs = {f"vocabulary/concepts/{name}.yaml" for name in known["packs"]}
    return frozenset(one.id for one in load_concepts().values() if one.pack not in packs and one.id not in known["concepts"])
