"""What the extraction must reach on the circulars of the repository: a change that loses more is stopped here.

The sample corpus holds five real circulars, `authored/` six invented ones in official wording (hospital grades,
coordinated lists, tiers, assistance classes, flattened tables, traditional script), and `guards/` those of other hands.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.evaluation import Figures, evaluate, figures, load
from extractor.evaluation.score import LAYERS

SAMPLE = Path(__file__).parents[2] / "corpus" / "gold"
AUTHORED = Path(__file__).parent / "authored" / "gold"
F1 = {
    "documents": 0.98,
    "mentions": 0.98,
    "parameters": 0.97,
    "values": 0.97,
    "deadlines": 0.97,
    "assignments": 0.97,
    "citations": 0.97,
    "spans": 1.0,
}
PARAMETER_FIELDS = {"comparator": 0.97, "per": 0.97, "year": 0.97, "population": 0.95, "previous": 0.95, "delta": 0.95}
HOSPITAL_TIERS = 0.95
GUARDS = Path(__file__).parent / "guards"
# Layers in the order of LAYERS.
GUARD_F1 = {
    "set1": (0.98, 0.98, 0.95, 0.93, 0.96, 0.97, 0.98, 1.0),
    "set2": (0.98, 0.98, 0.91, 0.94, 0.95, 0.87, 0.98, 1.0),
    "set3": (0.98, 0.98, 0.96, 0.95, 0.98, 0.98, 0.98, 1.0),
    "set4": (0.98, 0.98, 0.91, 0.93, 0.96, 0.98, 0.98, 1.0),
    "set5": (0.98, 0.98, 0.98, 0.95, 0.98, 0.98, 0.98, 1.0),
    "set6": (0.98, 0.98, 0.95, 0.92, 0.97, 0.97, 0.98, 1.0),
    "set7": (0.98, 0.98, 0.97, 0.95, 0.95, 0.98, 0.98, 1.0),
    "set8": (0.98, 0.98, 0.97, 0.94, 0.97, 0.98, 0.98, 1.0),
}


@pytest.fixture(scope="module", params=[SAMPLE, AUTHORED], ids=["sample", "authored"])
def measured(request: pytest.FixtureRequest) -> dict[str, Figures]:
    return figures(evaluate(load([request.param])))


def shares(layers: dict[str, Figures]) -> dict[str, float]:
    return {name: right / compared for name, (right, compared) in layers["parameters"].attributes.items()}


def test_every_layer_reaches_its_floor(measured: dict[str, Figures]) -> None:
    assert {layer: measured[layer].f1 for layer, floor in F1.items() if (measured[layer].f1 or 0.0) < floor} == {}


def test_fields_of_parameters_reach_their_floors(measured: dict[str, Figures]) -> None:
    reached = shares(measured)
    assert {name: reached[name] for name, floor in PARAMETER_FIELDS.items() if reached[name] < floor} == {}


def test_hospital_tiers_reach_their_floor() -> None:
    assert shares(figures(evaluate(load([AUTHORED]))))["tier"] >= HOSPITAL_TIERS


@pytest.mark.parametrize("name", GUARD_F1)
def test_guards_reach_their_floors(name: str) -> None:
    reached = figures(evaluate(load([GUARDS / name / "gold"]), GUARDS / name / "texts"))
    floors = dict(zip(LAYERS, GUARD_F1[name], strict=True))
    assert {layer: reached[layer].f1 for layer, floor in floors.items() if (reached[layer].f1 or 0.0) < floor} == {}
