"""Which sentences oblige an office or body, how firmly, and how far what somebody is given to do reaches."""

from __future__ import annotations

import pytest

from extractor.frames.view import View
from extractor.quantities import find_quantities
from extractor.records.modality import force_of
from extractor.records.obligations import obliges, reach_of
from extractor.records.surroundings import LineReader
from extractor.spans import Span


def reader(text: str) -> LineReader:
    return LineReader(View(text, find_quantities(text)), Span(0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "各县区要及时报送工作进展情况。",
        "医疗机构应当公开服务项目和收费标准。",
        "建立健全部门协调机制，压实责任。",
        "符合条件的，经办机构应当予以登记。",
        "严禁截留、挪用补助资金。",
        "督导报告应当定期向社会公开。",
        "各地要完善工作台账。",
        "被检查单位应当如实提供材料。",
        "公安机关发现走失的老年人，应当护送到救助机构。",
        "为满足老年人用餐需要，建立社区助餐制度。",
    ],
)
def test_obliges(text: str) -> None:
    line = reader(text)
    assert [obliges(line.view, clauses, line.kinds(number)) for number, clauses in enumerate(line.sentences)] == ["must"]


@pytest.mark.parametrize(
    "text",
    [
        "困难企业可以组织职工培训。",
        "领取待遇的人员自次月起，须每月进行待遇资格认证。",
        "姓名中有生僻字的居民暂不能网上申领，须到银行网点办理。",
        "委托他人申请的，应当办理委托手续。",
        "双方因履行合同发生争议，应当协商解决。",
        "同一套住房不得办理两次公积金贷款。",
        "扫码缴费请提前绑定银行卡，确保顺利缴款。",
        "为防范骗提套取，确保资金安全，明确以下规定。",
        "按照提取办法规定，缴存人可以提取余额，用途必须符合规定。",
        "参保人员无需选点，系统自动完成备案。",
        "近年来，市财政局完善预算管理，建立绩效评价制度。",
        "鼓励有条件的地区建立补充保险。",
        "申请人应当如实填报并提供身份证原件。",
        "申请对象应当同时符合下列条件：",
        "贷款期限不得超过30年。",
        "企业不得有下列行为：",
        "本通知自2024年5月1日起施行，由市医保局负责解释。",
        "本办法所称机构应当是指依法登记的机构。",
        "为建立长效机制，确保政策落地，制定如下措施。",
        "保障水平应当与经济发展水平相适应。",
        "公示期应当不少于7日。",
        "只要符合条件，均可享受政策。",
        "比例低于50%的不得分。",
        "依法应当履行的其他职责。",
        "全社会应当尊重、关心老年人。",
        "为贯彻会议精神，财政部门继续支持城市更新，实现持续发展。",
        "哪种情况需要办理失业保险转移？",
        "根据《甲市实施方案》，制定住房公积金政策实施细则。",
        "省政府办公厅印发了若干措施，确保开局良好。",
        "现将办法印发给你们，请认真贯彻落实。",
        "届时请按预约取号，要排队进场。",
        "国家采取措施，建立健全接续制度。",
        "新闻报道应当客观、审慎。",
        "老年人申请补贴的，应当提供户口簿和社会保险缴纳材料。",
        "劳动者违反约定，给单位造成损失的，应当承担赔偿责任。",
    ],
)
def test_obliges_nobody(text: str) -> None:
    line = reader(text)
    assert [obliges(line.view, clauses, line.kinds(number)) for number, clauses in enumerate(line.sentences)] == [None]


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("坚持质量可控，各县区应当落实目标考核制度", "must"),
        ("各地应当完善制度，可以制定细则", "must"),
        ("各地可以制定细则", "may"),
        ("各地原则上应当每季度开会", "principle"),
        ("鼓励各地先行先试", "should"),
        ("力争参保率达到98%", "target"),
        ("不得截留资金，可以先行垫付", "must"),
    ],
)
def test_force_by_the_first_modal_word(text: str, force: str) -> None:
    assert force_of([text]) == force


@pytest.mark.parametrize(
    ("text", "duty", "whole"),
    [
        ("系统改造由市信息中心负责实施，并定期维护。", "由市信息中心负责实施", "系统改造由市信息中心负责实施，并定期维护"),
        ("逾期不改的，由主管部门责令改正。", "由主管部门责令改正", "逾期不改的，由主管部门责令改正"),
        ("补助资金，按规定由区财政局拨付，单位应当核对。", "由区财政局拨付", "补助资金，按规定由区财政局拨付"),
    ],
)
def test_what_somebody_is_given_to_do_is_whole(text: str, duty: str, whole: str) -> None:
    start = text.index(duty)
    around = reader(text).around(Span(start, start + len(duty)))
    assert around is not None
    assert text[slice(*reach_of(around))] == whole
