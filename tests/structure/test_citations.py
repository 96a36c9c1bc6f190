"""Citations: title, number, relation."""

from __future__ import annotations

import pytest

from extractor.normalize import normalize
from extractor.sources.model import SourceText
from extractor.structure import structure

HEAD = "某市医疗保障局\n某医保发〔2023〕1号\n关于做好有关工作的通知\n各区医疗保障局：\n"

CASES = [
    ("为做好工作，根据《社会保险法》和《某省办法》（某政发〔2020〕3号）要求，现通知如下：",
     [("社会保险法", None, "basis"), ("某省办法", "某政发〔2020〕3号", "basis")]),
    ("现将《关于做好工作的通知》（某医保发〔2022〕9号）转发给你们，请执行。", [("关于做好工作的通知", "某医保发〔2022〕9号", "forwards")]),
    ("《某市实施细则》已经市政府同意，现印发给你们。", [("某市实施细则", None, "mentions")]),
    ("为做好工作，现通知如下：\n严格执行《药品目录（2020年）》，落实《基金监管条例》要求。",
     [("药品目录（2020年）", None, "implements"), ("基金监管条例", None, "implements")]),
    ("为做好工作，现通知如下：\n《旧办法》（某医保发〔2018〕7号）同时废止。", [("旧办法", "某医保发〔2018〕7号", "repeals")]),
    ("为做好工作，现通知如下：\n《旧办法》（某医保发〔2018〕7号）第三条、第五条同时废止，《老办法》中关于起付标准的规定停止执行。",
     [("旧办法", "某医保发〔2018〕7号", "amends"), ("老办法", None, "amends")]),
    ("为做好工作，现通知如下：\n将《办法》第三条修改为：按规定执行。", [("办法", None, "amends")]),
    ("为做好工作，现通知如下：\n按照《转发〈关于支持三孩的通知〉的通知》（某医保办发〔2021〕13号）要求办理。",
     [("转发〈关于支持三孩的通知〉的通知", "某医保办发〔2021〕13号", "implements")]),
    ("为做好工作，现通知如下：\n继续按照某医保发〔2021〕42号文件执行。", [(None, "某医保发〔2021〕42号", "implements")]),
    ("为做好工作，现通知如下：\n根据《最低工资规定》（原劳动保障部令第21号）办理。", [("最低工资规定", "原劳动保障部令第21号", "basis")]),
    # decrees and announcements, in brackets and in the sentence
    ("为做好工作，现通知如下：\n根据《甲条例》（国务院第258号令）、《乙条例》（甲省人大常委会公告第56号）、《丙规定》（甲省人民政府令第38号）、国家医保局2031年第3号公告办理。",
     [("甲条例", "国务院第258号令", "basis"), ("乙条例", "甲省人大常委会公告第56号", "basis"), ("丙规定", "甲省人民政府令第38号", "basis"),
      (None, "国家医保局2031年第3号公告", "basis")]),
    ("为做好工作，现通知如下：\n按照财政部　税务总局公告2033年第12号和国税函〔2009〕3号、财税[2018]164号执行。",
     [(None, "财政部税务总局公告2033年第12号", "implements"), (None, "国税函〔2009〕3号", "implements"),
      (None, "财税[2018]164号", "implements")]),
    ("为做好工作，现通知如下：\n由国务院令第735号规定。", [(None, "国务院令第735号", "mentions")]),
    # numbers joined; further ones share the first one's sign; a bracket too many
    ("为做好工作，现通知如下：\n按照甲发〔2031〕42号及乙医保发〔2031〕7号文件执行。",
     [(None, "甲发〔2031〕42号", "implements"), (None, "乙医保发〔2031〕7号", "implements")]),
    ("为做好工作，现通知如下：\n执行甲医保发〔2033〕5号、6号和16号文件。",
     [(None, "甲医保发〔2033〕5号", "implements"), (None, "甲医保发〔2033〕6号", "implements"), (None, "甲医保发〔2033〕16号", "implements")]),
    ("为做好工作，现通知如下：\n落实《办法》（甲医保发〔2030〕19)号）要求。", [("办法", "甲医保发〔2030〕19号", "implements")]),
    # a repeal holds to its list's last title, over lines too
    ("为做好工作，现通知如下：\n本办法有效期5年。《甲市门诊办法》（甲医保发〔2021〕3号）、《甲市住院办法》（甲医保发〔2022〕4号）、《甲市生育保险待遇支付办法》和"
     "《甲市异地就医直接结算经办服务管理办法》（甲医保发〔2019〕9号）同时废止。",
     [("甲市门诊办法", "甲医保发〔2021〕3号", "repeals"), ("甲市住院办法", "甲医保发〔2022〕4号", "repeals"),
      ("甲市生育保险待遇支付办法", None, "repeals"), ("甲市异地就医直接结算经办服务管理办法", "甲医保发〔2019〕9号", "repeals")]),
    ("为做好工作，现通知如下：\n下列文件自本通知印发之日起废止：\n1.《甲办法》（甲发〔2021〕3号）\n2.《乙办法》\n三、落实《丙办法》。",
     [("甲办法", "甲发〔2021〕3号", "repeals"), ("乙办法", None, "repeals"), ("丙办法", None, "implements")]),
    # the nearest governing verb
    ("为做好工作，现通知如下：\n《甲办法》第二条第一款的有关规定，调整为：按月发放。", [("甲办法", None, "amends")]),
    ("为做好工作，根据《甲法》，结合我省实际，对标准作如下调整：", [("甲法", None, "basis")]),
    ("为做好工作，根据《甲法》，我们制定了《甲市办法》，请执行。", [("甲法", None, "basis"), ("甲市办法", None, "mentions")]),
    ("为做好工作，现通知如下：\n按照《甲条例》规定，对违反《乙办法》的予以处理；执行《目录》，制定《方案》。",
     [("甲条例", None, "implements"), ("乙办法", None, "mentions"), ("目录", None, "implements"), ("方案", None, "mentions")]),
    ("现将《甲办法》（甲发〔2021〕3号）转发给你们，请结合《乙意见》执行。", [("甲办法", "甲发〔2021〕3号", "forwards"), ("乙意见", None, "implements")]),
    ("为做好工作，现通知如下：\n以往规定与《甲办法》不一致的，以本通知为准。", [("甲办法", None, "mentions")]),
    # a number begins behind the verb that governs it
    ("为做好工作，现通知如下：\n新参保人员贷款额度可按甲人社发〔2031〕13号文件规定执行。", [(None, "甲人社发〔2031〕13号", "implements")]),
    ("为做好工作，现通知如下：\n补贴标准继续参照甲府办发[2031]56号执行。", [(None, "甲府办发[2031]56号", "implements")]),
    # 依照 and who carries out a text inside a clause; what is done like it, and what follows it
    ("为做好工作，现通知如下：\n违反规定的，依照《甲处罚法》处罚。参照《乙指引》，优化设计。具体分类参照《丙目录》。",
     [("甲处罚法", None, "implements"), ("乙指引", None, "mentions"), ("丙目录", None, "implements")]),
    ("为促进发展，经研究，甲新区全面落实《乙措施》，并明确以下政策：", [("乙措施", None, "implements")]),
    ("为促进发展，全面落实《乙措施》，现就有关事项通知如下：", [("乙措施", None, "basis")]),
    # under a heading or lead of grounds; the subject of the next clause is none
    ("为做好工作，现通知如下：\n一、制定依据\n（一）国务院《甲条例》。\n二、主要内容\n《甲条例》所称职工。",
     [("甲条例", None, "basis"), ("甲条例", None, "mentions")]),
    ("为做好工作，现通知如下：\n一、调整的依据和意义？\n答：为深入贯彻甲部《乙意见》，《通知》将对解决困难起到作用。",
     [("乙意见", None, "basis"), ("通知", None, "mentions")]),
    ("为做好工作，我们制定了《甲目录》（以下简称新版目录）以及《乙目录》，请执行。", [("甲目录", None, "mentions"), ("乙目录", None, "mentions")]),
    ("为做好工作，现通知如下：\n全面实施政策，会议审议通过《甲决定》后参保的，享受补贴。可叠加享受本通知实施的补贴和《乙措施》规定的补贴。",
     [("甲决定", None, "mentions"), ("乙措施", None, "mentions")]),
    ("第一条 为了实施《甲条例》，制定本办法。", [("甲条例", None, "basis")]),
    # a verb governs within its clause; a short name stands as its title does
    ("为做好工作，现通知如下：\n医师依据病情用药，不受《甲目录》分类的限制；修订后的《乙办法》拟于明年正式实施。",
     [("甲目录", None, "mentions"), ("乙办法", None, "mentions")]),
    ("为贯彻落实甲市政府部署，近日，甲局出台《甲措施》（下称《措施》），《措施》要求按月发放。",
     [("甲措施", None, "mentions"), ("措施", None, "mentions"), ("措施", None, "mentions")]),
    # the number of an announcement without its body; what bodies propose
    ("为做好工作，现通知如下：\n按照《关于换购住房的公告》（2031年第28号）和《关于调整利率的倡议》执行。",
     [("关于换购住房的公告", "2031年第28号", "implements"), ("关于调整利率的倡议", None, "implements")]),
    # links of Markdown are no part of a title
    ("为做好工作，根据《[甲办法](http://localhost/a/1.html)》，现通知如下：", [("甲办法", None, "basis")]),
    # certificates, forms and the like are no policy documents
    ("为做好工作，现通知如下：\n凭《出生医学证明》《居住证》《信用报告》《停工通知单》和《缓缴申请表》办理。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_citations(text: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    clean = normalize(SourceText("t.txt", HEAD + text))
    (circular,) = structure(clean)
    found = [
        (clean.printed(*c.title) if c.title else None, "".join(clean.printed(*piece) for piece in c.number) or None, c.relation)
        for c in circular.citations
    ]
    assert found == expected


def test_a_number_in_the_title_is_a_citation_and_the_own_number_is_none() -> None:
    clean = normalize(SourceText("t.txt", "某医保发〔2021〕7号\n关于转发某省医保发〔2021〕42号文件的通知\n各区：\n现通知如下，请执行。"))
    (circular,) = structure(clean)
    assert [clean.printed(*c.span) for c in circular.citations] == ["某省医保发〔2021〕42号"]
    assert circular.citations[0].relation == "forwards"


def test_an_unclosed_title_mark_is_passed_over() -> None:
    clean = normalize(SourceText("t.txt", HEAD + "为做好工作，现就《" + "一" * 300 + "有关事项通知如下。"))
    assert structure(clean)[0].citations == []
