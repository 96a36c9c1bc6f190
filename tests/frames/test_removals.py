"""Limits that hold no more."""

import pytest

from tests.frames.reading import read


@pytest.mark.parametrize(("text", "span", "kind", "name", "conditions"), [
    ("取消二套住房商业性个人住房贷款利率下限。", "取消二套住房商业性个人住房贷款利率下限", "percent", "贷款利率下限", None),
    ("特困人员取消起付标准，按90%给予救助。", "取消起付标准", "money", "起付标准", None),
    ("不再执行两次贷款须间隔12个月的限制。", "不再执行两次贷款须间隔12个月的限制", "duration", "两次贷款须间隔12个月的限制", []),
    ("全面取消住房公积金贷款次数限制。", "取消住房公积金贷款次数限制", "count", "贷款次数限制", None),
])
def test_removed(text: str, span: str, kind: str, name: str, conditions: list[str] | None) -> None:
    view, reader = read(text)
    (found,) = reader.removed
    assert text[slice(*found.span)] == span
    assert found.kind == kind
    assert found.frame.name is not None
    assert "".join(text[slice(*one)] for one in found.frame.name.spans).endswith(name)
    if conditions is not None:
        assert [text[slice(*one.span)] for one in found.frame.conditions] == conditions
    assert not any(view.quantities[index].value == "12" for index in reader.frames)


@pytest.mark.parametrize("text", [
    "取消异地贷款户籍限制。",
    "各地可以阶段性维持或取消贷款利率下限。",
    "严禁擅自取消最高支付限额。",
    "取消网签备案的，应当退回补贴。",
])
def test_not_removed(text: str) -> None:
    assert read(text)[1].removed == []
