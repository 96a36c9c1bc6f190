"""What the extraction must reach on the circulars of the repository: a change that loses more is stopped here.

The sample corpus holds five real circulars, `authored/` six invented ones in official wording (hospital grades,
coordinated lists, tiers, assistance classes, flattened tables, traditional script).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.evaluation import Figures, evaluate, figures, load

SAMPLE = Path(__file__).parents[2] / "corpus" / "gold"
AUTHORED = Path(__file__).parent / "authored" / "gold"

F1 = {
    SAMPLE: {
        "documents": 0.95,
        "mentions": 0.97,
        "parameters": 0.85,
        "deadlines": 0.90,
        "assignments": 0.95,
        "citations": 0.95,
        "spans": 1.0,
    },
    AUTHORED: {
        "mentions": 0.98,
        "parameters": 0.92,
        "deadlines": 0.95,
        "assignments": 0.95,
        "spans": 1.0,
    },
}
PARAMETER_FIELDS = {AUTHORED: {"tier": 0.90, "population": 0.90}}


@pytest.fixture(scope="module", params=[SAMPLE, AUTHORED], ids=["sample", "authored"])
def measured(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Figures]]:
    folder: Path = request.param
    return folder, figures(evaluate(load([folder])))


def test_every_layer_reaches_its_floor(measured: tuple[Path, dict[str, Figures]]) -> None:
    folder, layers = measured
    below = {layer: layers[layer].f1 for layer, floor in F1[folder].items() if (layers[layer].f1 or 0.0) < floor}
    assert below == {}


def test_fields_of_parameters_reach_their_floors(measured: tuple[Path, dict[str, Figures]]) -> None:
    folder, layers = measured
    attributes = layers["parameters"].attributes
    shares = {name: attributes[name][0] / attributes[name][1] for name in PARAMETER_FIELDS.get(folder, {})}
    assert {name: share for name, share in shares.items() if share < PARAMETER_FIELDS[folder][name]} == {}
