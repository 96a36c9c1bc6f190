"""Whom a sentence binds: the bodies that are its subject."""

from __future__ import annotations

import pytest

from extractor.language.obliged import obliged_bodies

BOUND = [
    ("区民政部门应当公布办理指南。", "区民政部门", ""),
    ("年度末，市财政局应按要求报送决算。", "市财政局", ""),
    ("对情况复杂的申请，镇人民政府（街道办事处）应当重新调查。", "镇人民政府（街道办事处）", ""),
    ("县级民政部门及救助管理机构要提供指导。", "县级民政部门 救助管理机构", ""),
    ("企业应当提取职工教育经费。", "企业", ""),
    ("各县区原则上应当按季度调度。", "各县区", ""),
    ("市财政局、市审计局均应配合检查。", "市财政局 市审计局", ""),
    ("医疗机构对危重病人应当立即抢救。", "医疗机构", ""),
    ("经办机构在支付费用前，应核查相关证据。", "经办机构", ""),
    ("受灾地区人民政府不得截留资金。", "受灾地区人民政府", ""),
    ("公安消防、食品监管等部门应当加强检查。", "公安消防 食品监管", ""),
    ("市民政局应当会同市财政局、市审计局制定办法。", "市民政局", "市财政局 市审计局"),
    # a case names its subject, what follows has none of its own
    ("用人单位违法解除合同的，应当支付赔偿金。", "用人单位", ""),
    ("用人单位不得与职工约定由职工承担违约金。", "用人单位", ""),
    ("区人社部门设立的公共就业服务机构，应当免费服务。", "公共就业服务机构", ""),
    ("市残联举办的就业服务机构，应当开展免费培训。", "就业服务机构", ""),
    ("用人单位招用劳动者，不得扣押证件。", "用人单位", ""),
    ("普通中学、职业学校和其他组织应当提供便利。", "普通中学 职业学校", ""),
    ("区民政局受理申请，材料齐全的，应当当场办结。", "区民政局", ""),
    # several clauses, each with its own
    ("民政部门应当通报情况，公安机关应当办理登记。", "民政部门 公安机关", ""),
    ("市总工会，各分会、直属工会，市直有关单位工会应当落实。", "市总工会 各分会 直属工会 市直有关单位工会", ""),
    # without a modal word
    ("县级以上人民政府统筹推进体系建设。", "县级以上人民政府", ""),
    ("市财政局：做好资金保障；确保拨付到位。", "市财政局", ""),
    # a member that is no body is left out
    ("用工单位、赡养人以及其他家庭成员不得强迫老年人劳动。", "用工单位", ""),
]


@pytest.mark.parametrize(("text", "lead", "support"), BOUND)
def test_bound(text: str, lead: str, support: str) -> None:
    found = obliged_bodies(text, 0, len(text), 0)
    assert (" ".join(text[a:b] for a, b in found.lead), " ".join(text[a:b] for a, b in found.support)) == (lead, support)


@pytest.mark.parametrize(
    "text",
    [
        "劳动者应当遵守纪律。",
        "有关部门应当提供帮助。",
        "任何单位和个人不得干涉。",
        "职业学校举办者应当拨付经费。",
        "用人单位招用的人员应当参保。",
        "民政部门认定的低收入人口应当公示。",
        "设置医疗机构应当符合规划。",
        "禁止用人单位招用童工。",
        "单位造假的，由有关部门责令改正。",
        "用人单位违法的，劳动者可以解除合同。",
        "所需资金应当专款专用。",
        "加强队伍建设，要坚持专业化方向。",
        "民政部门违反本条例规定，玩忽职守的，给予处分。",
        "国家建立调整机制。",
        "当事人收到决定书，应当签名。",
        "劳动者违反约定，给用人单位造成损失的，应当赔偿。",
        "劳动者同时与其他用人单位建立关系的，应当告知。",
        "建设项目所有权人负责维护。",
    ],
)
def test_no_body_is_bound(text: str) -> None:
    assert obliged_bodies(text, 0, len(text), 0).lead == []


def test_only_the_obligation_counts_but_its_sentence_names_the_subject() -> None:
    text = "区民政局核实情况，应当在5日内公示。"
    found = obliged_bodies(text, text.index("应当"), len(text), 0)
    assert [text[a:b] for a, b in found.lead] == ["区民政局"]


def test_hostile_text_is_read() -> None:
    for unit in ("应当", "市医保局，", "由市医保局应当", "，", "的应当", "市财政局、"):
        text = unit * 2000
        obliged_bodies(text, 0, len(text), 0)
