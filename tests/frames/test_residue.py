"""What is left unread beside a value, and which condition of its sentence it does without."""

from __future__ import annotations

import pytest

from extractor.frames.model import Frame
from tests.frames.reading import read


def frames(text: str) -> dict[str, Frame]:
    view, reader = read(text)
    return {text[view.quantities[index].start : view.quantities[index].end]: frame for index, frame in reader.frames.items()}


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("租房提取额度由之前的1500元提高至1800元。", "1800元", []),
        ("住院起付标准为900元。", "900元", []),
        ("单边缴存最高贷款额度分别提高至31万元、52万元。", "52万元", ["分别"]),
        ("二孩、三孩家庭分别提高贷款额度至31万元、52万元。", "31万元", []),
        ("新房按面积核算后还清，最高贷款额度为52万元。", "52万元", ["新房按面积核算后还清"]),
    ],
)
def test_residue(text: str, value: str, expected: list[str]) -> None:
    assert [text[slice(*span)].strip("，") for span in frames(text)[value].residue] == expected


def test_a_value_without_what_restricts_the_one_before_it_says_so() -> None:
    text = "单职工在中心城区购房的，贷款最高额度为31万元；三孩家庭贷款最高额度为52万元。"
    found = frames(text)
    assert found["31万元"].dropped is None
    dropped = found["52万元"].dropped
    assert dropped is not None and text[slice(*dropped)] == "在中心城区购房的"
