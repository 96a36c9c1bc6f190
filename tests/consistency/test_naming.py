"""How messages call circulars and groups."""

from __future__ import annotations

import pytest

from extractor.consistency import wording
from extractor.consistency.naming import case, group, short_title
from extractor.kept import Store
from extractor.policy.documents import read_documents, standing_of
from tests.consistency.builders import circular

LONG = "关于进一步优化调整住房公积金缴存提取使用政策支持刚性和改善性住房需求的通知"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("关于调整门诊待遇的通知", "《关于调整门诊待遇的通知》"),
        ("株洲市医疗保障局 株洲市财政局关于调整门诊待遇的通知", "《关于调整门诊待遇的通知》"),
        ("關於調整門診待遇的通知（徵求意見稿）", "《关于调整门诊待遇的通知》（征求意见稿）"),
        ("株洲市医疗救助实施细则", "《株洲市医疗救助实施细则》"),
        ("嘉禾市人民政府办公室关于印发《嘉禾市购房补贴实施细则》的通知", "《嘉禾市购房补贴实施细则》"),
        ("嘉禾市实施《中华人民共和国就业促进法》办法", "《嘉禾市实施〈中华人民共和国就业促进法〉办法》"),
        ("〈嘉禾市促进商品住房消费与房地产市场健康发展若干措施(试行)〉实施细则", "《〈嘉禾市促进商品住房消费与房地产市场……〉实施细则》"),
        ("关于印发嘉禾市推动商品住房市场“止跌回稳加快去化”若干措施的通知", "《关于印发嘉禾市推动商品住房市场“止跌回……”的通知》"),
        (LONG, "《关于进一步优化调整住房公积金缴存提取使……的通知》"),
    ],
)
def test_short_title(title: str, short: str) -> None:
    assert short_title(title) == short


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (None, ""),
        ("特困人员", "特困人员"),
        ("退休职工的", "退休职工"),
        ("少儿", "少儿"),
        ("供应", ""),
        ("购买首套住房", ""),
        ("建档立卡贫困人口、重点救助对象、贫困重度残疾人等困难人员", "建档立卡贫困人口、重点救助对象、贫困重度残疾人等困难人员"),
        ("甲类人员、乙类人员、丙类人员、丁类人员、戊类人员", "甲类人员、乙类人员、丙类人员等5类对象"),
        ("连续足额缴存住房公积金满6个月且未使用过贷款的职工", "符合所列条件的职工"),
    ],
)
def test_group(printed: str | None, told: str) -> None:
    assert group(printed) == told


def test_case_is_a_thing() -> None:
    assert [case(one) for one in ("首套住房", "二套商品住房的", "供应", None)] == ["首套住房", "二套商品住房", "", ""]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ({}, "株洲市（株医保发〔2031〕9号）"),
        ({"number": None, "title": LONG}, "株洲市2031年7月28日《关于进一步优化调整住房公积金缴存提取使……的通知》"),
        ({"number": None}, "株洲市2031年7月28日文件"),
        ({"number": None, "date": None, "title": "关于调整门诊待遇的通知"}, "株洲市《关于调整门诊待遇的通知》"),
        ({"number": None, "date": None}, "株洲市以“株洲市正文。”开头的文件"),
        ({"number": None, "place": None, "place_code": None, "level": None, "issuers": ("某管委会",)}, "某管委会2031年7月28日文件"),
    ],
)
def test_circular(head: dict[str, object], name: str) -> None:
    made = circular("株医保发〔2031〕9号", "株洲市", "2031-07-28", "正文。", source="7f3a.txt")
    records = [one.model_copy(update=head) if one is made.documents[0] else one for one in made.records]
    read = [type(made)(made.source, made.text, tuple(records))]
    (document,) = read_documents(read, standing_of(read, Store()))
    assert wording.name(document) == name and "7f3a" not in name
