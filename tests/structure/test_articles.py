"""Press pieces and other explainers: what is one, and what it bears of the circular that it relays."""

from __future__ import annotations

import pytest

from tests.structure.test_structure import read

# Articles: what they relay.
ARTICLES = [
    ("《济南市医疗救助办法》政策解读\n来源：市医保局 发布时间：2031-05-06\n一、起草背景\n为做好工作。\n", "济南市医疗救助办法", (), "2031-05-06"),
    ("《济南市医疗救助办法》\n解读\n各位市民：\n为做好工作，现予说明。\n", "济南市医疗救助办法", (), None),
    ("一图读懂｜《济南市医疗救助办法》\n一、救助对象是谁？\n特困人员。\n", "济南市医疗救助办法", (), None),
    ("2031年4月11日，济南市医疗保障局、济南市财政局等5部门联合印发《济南市医疗救助办法》，自5月1日起施行。\n一、对象。\n",
     "济南市医疗救助办法", ("济南市医疗保障局", "济南市财政局"), "2031-04-11"),
    ("4月11日，市住房和城乡建设局联合市财政局出台《关于做好救助工作的若干措施》。2031年4月11日至5月1日，可提出申请。\n",
     "关于做好救助工作的若干措施", ("市住房和城乡建设局", "市财政局"), "2031-04-11"),
    ("4月11日，市医疗保障局出台《关于做好救助工作的若干措施》。2031年4月11日至2032年4月11日，可提出申请。\n",
     "关于做好救助工作的若干措施", ("市医疗保障局",), "2031-04-11"),
    ("4月11日，市医疗保障局出台《关于做好救助工作的若干措施》。新规定出台（2030年4月11日）以后参保的，可申请。\n",
     "关于做好救助工作的若干措施", ("市医疗保障局",), None),
    ("2031年2月8日，国家医疗保障局召开工作会议，部署救助工作。\n会议要求，按月发放。\n", None, (), "2031-02-08"),
    ("为贯彻落实党中央、国务院决策部署和省委要求，日前，甲市医疗保障局印发《甲市医疗救助办法》。\n", "甲市医疗救助办法", ("甲市医疗保障局",), None),
    ("据微信公众号“甲市发布”6月20日消息，甲市医疗保障局发布关于优化医疗救助工作的通知。\n", "关于优化医疗救助工作的通知", ("甲市医疗保障局",), None),
    ("据了解，参保人可享受补贴。《甲市购房补贴发放细则》明确，逾期不再受理。按照《甲市购房补贴发放细则》，每套补贴5000元。\n",
     "甲市购房补贴发放细则", (), None),
    ("7月3日，甲市医疗保障局发布关于优化《甲市救助办法》部分条款的通知，自8月1日起施行。\n", "关于优化《甲市救助办法》部分条款的通知",
     ("甲市医疗保障局",), None),
    ("7月3日，甲市乙新区发布《甲市乙新区党政办公室关于印发〈救助若干措施〉的通知》，涉及救助标准等。\n",
     "甲市乙新区党政办公室关于印发〈救助若干措施〉的通知", ("甲市乙新区党政办公室",), None),
    ("7月3日，甲市医疗保障局发布关于征求《甲市医疗救助办法（征求意见稿）》意见的公告，涉及救助标准等。\n",
     "甲市医疗救助办法（征求意见稿）", ("甲市医疗保障局",), None),
    ("甲省9月起调整最低工资标准\n发布日期：2031-08-13\n日前，甲省人民政府印发《关于调整我省最低工资标准的通知》，自9月1日起执行。\n",
     "关于调整我省最低工资标准的通知", ("甲省人民政府",), "2031-08-13"),
]


# Texts without head: whether they tell what a circular says, or are one.
TOLD = [
    ("3月7日，甲市救助活动启动。参保人可领取补贴5000元。\n", "explainer"),
    ("甲市救助金上调\n3月7日，甲市有关部门介绍了情况，标准为640元。\n", "explainer"),
    ("提高救助标准\n文件提出，将标准提高至640元。\n", "explainer"),
    ("会议要求，各地要按月发放救助金。\n", "explainer"),
    ("一、救助标准怎么调整？\n答：按月提高。\n", "explainer"),
    ("救助工作取得进展。\n市医保局局长某某表示，将按月发放。\n", "explainer"),
    ("会议分析了救助工作形势。会议认为，要按月发放。\n", "explainer"),
    ("为落实部署，12月26日下午，甲部召开救助工作会议，听取情况。\n", "explainer"),
    ("为做好工作，促进健康发展。日前，甲县优化了救助政策。\n一、按月发放。\n", "explainer"),
    ("《指导意见》指出\n要按月发放救助金。\n", "explainer"),
    ("为落实3月7日召开的会议精神，现通知如下。\n一、按月发放。\n", "in_force"),
    ("为做好工作。日前，甲县优化了救助政策，现就有关事项通知如下。\n一、按月发放。\n", "in_force"),
    ("3月7日起，参保人可领取补贴5000元。\n", "in_force"),
    ("为做好工作，按照有关文件要求，参保人可领取补贴5000元，可通过微信公众号申请。\n", "in_force"),
    ("一、提高救助标准\n符合国家有关文件要求，按月发放640元。\n", "in_force"),
    ("各参保单位：\n近日，我市提高救助标准，现通知如下。\n", "in_force"),
]


@pytest.mark.parametrize(("text", "status"), TOLD)
def test_a_text_that_tells_of_a_circular_is_an_explainer(text: str, status: str) -> None:
    assert read(text)[0].status == status


@pytest.mark.parametrize(("text", "title", "issuers", "day"), ARTICLES)
def test_an_article_bears_what_it_relays(text: str, title: str, issuers: tuple[str, ...], day: str | None) -> None:
    circular = read(text)[0]
    assert (circular.status, circular.title, circular.issuers, circular.date) == ("explainer", title, issuers, day)


def test_what_a_text_rests_on_is_not_relayed() -> None:
    circular = read("根据甲省医疗保障厅印发《甲省医疗救助办法》（甲医保发〔2031〕2号）要求，结合我市实际，制定以下措施。\n一、按月发放。\n")[0]
    assert (circular.status, circular.title, circular.number) == ("in_force", None, None)


def test_an_explainer_carries_the_head_of_what_it_relays() -> None:
    (circular,) = read(
        "医保峄云\n\n枣庄市医疗保障局、枣庄市财政局近日印发《关于做好全市2023年工作的通知》(枣医保发〔2023〕43号),明确了有关政策。其中明确指出:\n\n01\n\n"
        "稳步提高筹资标准\n\n(一)持续提高财政补助标准。继续加大补助力度。\n"
    )
    assert (circular.status, circular.number) == ("explainer", "枣医保发〔2023〕43号")
    assert circular.title == "关于做好全市2023年工作的通知"
    assert circular.issuers == ("枣庄市医疗保障局", "枣庄市财政局")
    assert circular.paragraphs[-1].section == ("01", "(一)")
