"""Whose circular a text is, where no issuer says so."""

from __future__ import annotations

import pytest

from extractor.normalize import normalize
from extractor.sources.model import SourceText
from extractor.structure import structure

# Whose circular it is, where no issuer says so: the text, then place, level and code.
PLACES = [
    # what the text calls its own place decides which of the places named it can be
    ("为做好工作，结合我市实际，制定以下措施。\n一、购买宜宾市翠屏区、翠屏区李庄镇住房的，给予补贴。翠屏区负责审核。\n", ("宜宾市", "city")),
    ("为做好工作，结合我县实际，按照《山东省救助办法》《济南市救助办法》，制定以下措施。\n一、在商河县购房的，给予补贴。\n", ("商河县", "county")),
    ("为做好工作，根据《江西省人民政府办公厅关于做好工作的意见》（赣府发〔2031〕1号），结合我区实际，制定以下措施。\n一、在我区购房的，给予补贴。\n",
     (None, "county")),
    ("为做好工作，我市印发了《瑞金市医疗救助若干措施》。\n一、赣州市、赣州市章贡区参保的，按赣州市规定执行。\n", ("瑞金市", "county")),
    ("为做好工作，自治区政府办公厅印发《西藏自治区医疗救助若干措施》，促进全区救助工作。\n", ("西藏自治区", "province")),
    ("一、省教育厅负责培训。\n二、省财政厅负责资金。\n三、省民政厅负责救助。\n四、海口海关负责监管，服务海南自贸港建设。\n", ("海南省", "province")),
    # short names: by what follows, by districts of theirs; a county's branch of a bank
    ("近日，我市出台措施，非绍兴籍人员可申请。\n一、按月发放。本市职工同等享受。\n", ("绍兴市", "city")),
    ("一、本市限购区域扩大至宁波绕城高速以内和镇海区、鄞州区。本市户籍家庭适用。\n", ("宁波市", "city")),
    ("为做好工作，结合我县实际，现通知如下。\n一、按月发放。（责任单位：县财政局、人行唐河支行）\n", ("唐河县", "county")),
    ("福州各住房公积金管理机构：\n根据《福建省住房公积金条例》，现将我市提取政策通知如下。\n一、按月提取。\n", ("福州市", "city")),
    # functional areas
    ("河北雄安新区管理委员会\n关于做好工作的通知\n各单位：\n现通知如下，请认真贯彻执行。\n", ("雄安新区", "city")),
    ("为做好工作，结合我区实际，制定以下政策。\n一、在南昌高新区购房的，给予补贴。我区职工适用。\n", ("南昌市", "city")),
    # only districts, or only neighbours: the level, no guess at the name
    ("一、我市居民在浔阳区、濂溪区、柴桑区购房的，给予补贴。全市同等执行。\n", (None, "city")),
    ("一、将提取范围从本市扩大到昆山市、太仓市。本市职工适用。\n", (None, "city")),
    # two units of its own: the title's
    ("广州市救助问题解答\n一、本省户籍人员按本省规定办理。本市户籍人员按本市规定办理。本省其他城市人员按广东省规定办理。\n", ("广州市", "city")),
    # who interprets it, where nobody is said to have made it
    ("救助审核办法\n第一章 总则\n第一条 为做好救助，制定本办法。\n第二条 本办法由民政部负责解释。\n", ("全国", "national")),
    # who holds in the whole country
    ("甲类人员保险条例\n第一章 总则\n第一条 为做好工作，制定本条例。\n第二条 中华人民共和国境内的企业适用本条例。\n第三条 国务院甲部门主管全国甲类工作。\n",
     ("全国", "national")),
    ("卫生站管理办法\n第一章 总则\n第一条 为做好工作，制定本办法。\n第二条 本办法由民政部会同财政部、教育部负责解释。\n", ("全国", "national")),
    # a national circular, by whom it addresses; a meeting's place is nobody's own
    ("各省、自治区、直辖市医疗保障局，新疆生产建设兵团医疗保障局：\n现就有关事项通知如下，请认真贯彻执行。\n", ("全国", "national")),
    ("2月5日，国家医疗保障局在福建省福州市召开现场会，会议要求做好救助工作。代表考察了福州市。\n", ("全国", "national")),
    ("会议认为，救助工作稳中有进。中共中央政治局分析了形势。\n", ("全国", "national")),
    ("2月5日，有关部门在福建省福州市召开现场会，会议要求做好救助工作。\n", (None, None)),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places(text: str, expected: tuple[str | None, str | None]) -> None:
    circular = structure(normalize(SourceText("t.txt", text)))[0]
    assert (circular.place, circular.level) == expected
