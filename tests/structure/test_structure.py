"""Heads, sections, sign-offs and several documents in one file."""

from __future__ import annotations

import pytest

from extractor.normalize import normalize
from extractor.sources.model import SourceText
from extractor.structure import structure
from extractor.structure.model import Circular


def read(text: str) -> list[Circular]:
    return structure(normalize(SourceText("t.txt", text)))


NOTICE = """衡阳市医疗保障局
衡阳市财政局

衡医保发〔2023〕31号

关于调整完善职工基本医疗保险住院和
大额医疗费用补助待遇政策的通知

各县市区医疗保障局、财政局，各定点医疗机构：

为进一步减轻参保职工负担，现就有关事项通知如下：

一、住院起付标准
（一）首次住院的，起付标准为300元。
1.一级医院。按规定执行。

衡阳市医疗保障局
衡阳市财政局
2023年11月28日

（此件主动公开）
衡阳市医疗保障局办公室    2023年11月29日印发
"""


def test_a_notice_in_full() -> None:
    (circular,) = read(NOTICE)
    assert circular.number == "衡医保发〔2023〕31号"
    assert circular.title == "关于调整完善职工基本医疗保险住院和大额医疗费用补助待遇政策的通知"
    assert circular.issuers == ("衡阳市医疗保障局", "衡阳市财政局")
    assert circular.recipients == ("各县市区医疗保障局", "财政局", "各定点医疗机构")
    assert (circular.level, circular.place, circular.place_code) == ("city", "衡阳市", "430400")
    assert (circular.date, circular.printed_date) == ("2023-11-28", "2023-11-29")
    assert circular.status == "in_force"


HEADS = [
    # title and issuers on one line; the number in brackets below
    (
        "国家医疗保障局办公室关于印发按病组付费\n分组方案的通知\n（医保办发〔2024〕9 号）\n各省、自治区、直辖市医疗保障局：\n为深化改革，现通知如下。",
        {"title": "国家医疗保障局办公室关于印发按病组付费分组方案的通知", "number": "医保办发〔2024〕9号",
         "issuers": ("国家医疗保障局办公室",), "level": "national", "recipients": ("各省、自治区、直辖市医疗保障局",)},
    ),
    # the red letterhead names one issuer, the title's line both
    (
        "宜昌市医疗保障局文件\n\n宜医保发〔2024〕28号\n\n宜昌市医疗保障局 宜昌市财政局关于做好2025年度\n城乡居民待遇保障工作的通知\n\n各县市区医疗保障局：\n"
        "根据要求，现就有关事项通知如下。",
        {"issuers": ("宜昌市医疗保障局", "宜昌市财政局"),
         "title": "宜昌市医疗保障局宜昌市财政局关于做好2025年度城乡居民待遇保障工作的通知"},
    ),
    # no number, no recipients, a draft
    (
        "中共某市委  某市人民政府\n关于深化医疗保障制度改革的实施意见\n（征求意见稿）\n为深入贯彻落实有关精神，现提出如下实施意见。\n一、总体要求",
        {"title": "关于深化医疗保障制度改革的实施意见（征求意见稿）", "number": None, "status": "draft", "recipients": ()},
    ),
    # a title without 关于, the maker named only in the text
    (
        "住房公积金阶段性支持政策\n\n为贯彻落实部署精神，温州市住房公积金管理中心研究制定了若干政策措施：\n一、助力企业纾困",
        {"title": "住房公积金阶段性支持政策", "issuers": ("温州市住房公积金管理中心",), "place": "温州市"},
    ),
    # articles: a headline that calls, a report of how it goes, a body's measures without a title, a guide for the public
    ("无需垫付！济南异地就医三步办理！\n济南市已开通直接结算，参保人可在就医结束后结算费用，无需办理报销手续。",
     {"title": "无需垫付！济南异地就医三步办理！", "status": "explainer", "place": "济南市"}),
    ("提高贷款额度，单人缴存的，最高额度由40万元提高至60万元。此举可以减轻负担。\n鼓励济南市居民换购住房。", {"status": "explainer"}),
    ("5月6日，济南市医疗保障局为进一步减轻参保人负担，推出多项措施，提高门诊报销比例，扩大药品范围。", {"issuers": ("济南市医疗保障局",)}),
    ("济南市医保业务宣传指引\n一、办理条件\n参保人员可以申请办理异地就医备案业务，办理时间为工作日。", {"status": "explainer", "place": "济南市"}),
    # an opinion of the whole country, a functional area by its own name
    ("关于加强护理人员队伍建设的意见\n为壮大护理队伍，经国务院同意，现提出如下意见。\n一、总体要求", {"level": "national", "place": "全国"}),
    ("为促进空港区房地产市场平稳发展，经管委会研究，明确以下措施：\n一、在我区首次购房的，给予补贴。我区其他政策继续执行。",
     {"level": "county", "place": "空港区", "place_code": None}),
    # a web page's data: number, date and issuer by key
    (
        "首页\n索引号：\n00693/2026\n发布机构：\n广东省人民政府\n成文日期：\n2026-08-12\n文号：\n粤府函〔2026〕188号\n分享到：\n"
        "广东省人民政府关于调整我省\n最低工资标准的通知\n粤府函〔2026〕188号\n各地级以上市人民政府，省政府各部门：\n为贯彻落实部署，现将有关事项通知如下：",
        {"title": "广东省人民政府关于调整我省最低工资标准的通知", "number": "粤府函〔2026〕188号", "date": "2026-08-12",
         "recipients": ("各地级以上市人民政府", "省政府各部门")},
    ),
    # traditional script of Taiwan, a year of the Republic, a 字第 number
    (
        "行政院 公告\n發文日期：中華民國112年12月5日\n發文字號：院授人給字第1124001234號\n主旨：公告調整軍公教人員待遇，請查照。\n說明：依規定辦理。",
        {"number": "院授人給字第1124001234號", "date": "2023-12-05", "issuers": ("行政院",)},
    ),
    # everything pasted into one line, names run together
    (
        "济南市医疗保障局济南市财政局关于提高居民医保待遇的通知 济医保发〔2022〕15号 各区县医疗保障局、财政局：为提高待遇，现将有关事项通知如下："
        "一、住院起付标准为200元。二、支付比例为70%。济南市医疗保障局 2022年3月5日",
        {"title": "济南市医疗保障局济南市财政局关于提高居民医保待遇的通知", "number": "济医保发〔2022〕15号", "date": "2022-03-05",
         "issuers": ("济南市医疗保障局", "济南市财政局"), "recipients": ("各区县医疗保障局", "财政局")},
    ),
    # a branch keeps its place: one name
    (
        "国家税务总局济南市税务局济南市财政局\n关于做好征缴工作的通知\n各区县税务局：\n为做好工作，现通知如下，请认真贯彻执行。",
        {"issuers": ("国家税务总局济南市税务局", "济南市财政局"), "title": "关于做好征缴工作的通知"},
    ),
    # a decree
    (
        "中华人民共和国国务院令\n第735号\n《医疗保障基金使用监督管理条例》已经国务院第117次常务会议通过，现予公布，自2021年5月1日起施行。\n2021年1月15日\n"
        "医疗保障基金使用监督管理条例\n第一章 总则\n第一条 为了加强监督管理，制定本条例。",
        {"number": "中华人民共和国国务院令第735号", "title": "医疗保障基金使用监督管理条例", "issuers": ("国务院",),
         "date": "2021-01-15", "level": "national"},
    ),
    # spaces between all characters
    (
        "关 于 做 好 2 0 2 1 年 工 作 的 通 知\n某 医 保 发 〔2021〕 5 号\n各 县 区 医 疗 保 障 局 ：\n为 做 好 工 作 ， 现 通 知 如 下 ：",
        {"title": "关于做好2021年工作的通知", "number": "某医保发〔2021〕5号", "recipients": ("各县区医疗保障局",)},
    ),
    # number after the title in brackets on its line
    (
        "某省财政厅关于下达资金的通知（某财社〔2022〕5号）\n各市财政局：\n根据规定，现下达资金，请遵照执行。",
        {"title": "某省财政厅关于下达资金的通知", "number": "某财社〔2022〕5号"},
    ),
]

BODY = "各区医疗保障局：\n为做好工作，现就有关事项通知如下。\n一、财政补助标准为每人每年640元。\n"

# What web pages, gazettes and copies print around a circular, each in the forms that occur.
PAGES = [
    # a box of data in few lines, spaces inside the keys
    ("索 引 号：0123/2032-001   发文机关： 济南市医疗保障局    成文日期： 2032年3月5日\n标    题： 关于做好参保工作的通知\n"
     "发文字号：济医保发[2032]5号   时 效 性： 有效\n关于做好参保工作的通知\n" + BODY,
     {"number": "济医保发[2032]5号", "date": "2032-03-05", "issuers": ("济南市医疗保障局",), "place": "济南市", "status": "in_force",
      "title": "关于做好参保工作的通知"}),
    # keys in brackets
    ("【文    号】 鲁医保发〔2031〕14号 【成文日期】 2031-07-28 【是否有效】 全文失效\n" + BODY,
     {"number": "鲁医保发〔2031〕14号", "date": "2031-07-28", "status": "ended", "title": None}),
    # cells of a table
    ("索引号\t123/2031\t分类\t通知\n发文机关\t济南市财政局\t成文日期\t2031-01-03\n文号\t济财〔2031〕3号\t有效性\t废止\n关于做好工作的通知\n" + BODY,
     {"number": "济财〔2031〕3号", "date": "2031-01-03", "issuers": ("济南市财政局",), "status": "ended"}),
    # key and value on lines of their own; 成文日期 before 发布日期
    ("索引号:\n123-1\n发文机关:\n淄博市医疗保障局\n发布日期:\n2031-05-09\n成文日期:\n2031-05-06\n文 号:\n淄医保〔2031〕8号\n关于做好工作的通知\n" + BODY,
     {"number": "淄医保〔2031〕8号", "date": "2031-05-06", "issuers": ("淄博市医疗保障局",)}),
    # codes of registers are no 发文字号
    ("文件编号：ABC-203101-77\n文号：无\n关于做好工作的通知\n" + BODY, {"number": None}),
    # the day of publication where there is no other; a time of day touches it
    ("关于做好参保工作的通知\n发布时间：2031-03-0410:22来源：市医保局浏览次数：22\n" + BODY, {"date": "2031-03-04"}),
    ("关于做好参保工作的通知\n2031-03-04作者：点击数：12\n" + BODY, {"date": "2031-03-04"}),
    ("关于做好参保工作的通知\n发布时间：2031-03-04\n" + BODY + "济南市医疗保障局\n2031年3月1日\n", {"date": "2031-03-01"}),
    ("关于做好参保工作的通知\n来源：甲市医疗保障局，甲市财政局时间：2031-03-0411:22\n各有关单位，参保职工：\n为做好工作，现通知如下。\n",
     {"date": "2031-03-04", "recipients": ("各有关单位", "参保职工")}),
    ("关于做好参保工作的通知\n（本文件已失效）\n" + BODY, {"status": "ended", "title": "关于做好参保工作的通知"}),
    ("济南医保\n2031-03-04 10:00 发表于山东\n点击蓝字 关注我们\n关于做好参保工作的通知\n" + BODY,
     {"date": "2031-03-04", "title": "关于做好参保工作的通知"}),
    ("文件标题\t关于做好参保工作的通知\n发布机构\t济南市医疗保障局\n发布日期\t2031-03-04\n文 号\t济医保发〔2031〕5号\n" + BODY,
     {"title": "关于做好参保工作的通知", "date": "2031-03-04", "number": "济医保发〔2031〕5号", "issuers": ("济南市医疗保障局",)}),
    ("首页 > 政务公开 > 政策文件\n市政府文件\n济南市人民政府\n关于公布补偿标准的通知\n" + BODY,
     {"issuers": ("济南市人民政府",), "title": "关于公布补偿标准的通知"}),
    ("名称\t标准\t时间\n门诊\t100元\t按月\n", {"title": None, "date": None}),
    # neither the days of an event nor the first day of validity is the document's date
    ("时间：2031年3月5日至6日\n地点：市医保局\n" + BODY, {"date": None}),
    ("关于做好参保工作的通知\n" + BODY + "本通知自2031年5月1日起施行。\n", {"date": None, "effective_from": "2031-05-01"}),
    # letterhead, number and title on one line; Markdown
    ("# 甲市医疗保障局文件甲医保发〔2031〕2号\n\n## 关于做好参保工作的通知\n\n" + BODY,
     {"number": "甲医保发〔2031〕2号", "issuers": ("甲市医疗保障局",), "title": "关于做好参保工作的通知"}),
    ("关于做好参保工作的通知 甲医保发〔2031〕2号\n" + BODY, {"number": "甲医保发〔2031〕2号", "title": "关于做好参保工作的通知"}),
    ("甲医保发〔2031〕2号 关于做好参保工作的通知\n" + BODY, {"number": "甲医保发〔2031〕2号", "title": "关于做好参保工作的通知"}),
    ("甲医保发〔2031〕2号      签发人：某某\n关于做好参保工作的请示\n" + BODY, {"number": "甲医保发〔2031〕2号"}),
    # titles without 关于, over lines, with their kind alone, in marks, with a tag
    ("济南市进一步促进参保\n扩面工作若干措施\n（试行）\n为做好工作，提出以下措施。\n", {"title": "济南市进一步促进参保扩面工作若干措施（试行）"}),
    ("甲市医疗保障局\n关于举办参保宣传月活动的\n通告\n" + BODY, {"title": "关于举办参保宣传月活动的通告"}),
    ("关于做好参保登记工作的通\n知\n" + BODY, {"title": "关于做好参保登记工作的通知"}),
    ("关于修改《甲市关于对部分\n人员给予补贴的办法》和\n《甲市救助资金\n管理细则》的决定\n市政府决定作如下修改：\n一、第三条修改为：按月发放。\n",
     {"title": "关于修改《甲市关于对部分人员给予补贴的办法》和《甲市救助资金管理细则》的决定"}),
    ("【官方】甲市救助实施意见\n" + BODY, {"title": "甲市救助实施意见"}),
    ("中华人民共和国救助法\n第一章 总则\n第一条 为了规范救助，制定本法。\n", {"title": "中华人民共和国救助法", "place": "全国", "level": "national"}),
    ("山东省救助条例\n2031年9月28日 山东省第十三届人民代表大会常务委员会第三次会议通过\n第一章 总则\n第一条 为了规范救助，制定本条例。\n",
     {"title": "山东省救助条例", "date": "2031-09-28", "place": "山东省", "issuers": ("山东省第十三届人民代表大会常务委员会",)}),
    ("职工休假实施办法\n2031年7月17日 经人力资源和社会保障部第6次部务会议通过\n第一条 为了实施《职工休假条例》，制定本办法。\n",
     {"title": "职工休假实施办法", "issuers": ("人力资源和社会保障部",), "level": "national"}),
    # by which decree it was published, and when, between title and articles
    ("甲类人员救助条例\n2031年2月3日 国务院第12次常务会议通过\n2031年3月10日 中华人民共和国国务院令第967号公布\n第一章 总则\n"
     "第一条 为了规范救助，制定本条例。\n", {"number": "中华人民共和国国务院令第967号", "issuers": ("国务院",), "date": "2031-03-10", "citations": []}),
    ("救助金发放办法\n（2031年12月30日民政部令第9号公布 自2032年1月1日起施行）\n第一条 根据《救助条例》，制定本办法。\n",
     {"number": "民政部令第9号", "issuers": ("民政部",), "date": "2031-12-30", "level": "national"}),
    # all on one line, its printing line too
    ("甲市医疗保险中心文件甲医保中心发〔2031〕7号关于做好结算工作的通知各参保单位：为做好工作，现将有关事项通知如下：一、按月结算，由中心统一办理登记手续并公布结果。"
     "附件登记表甲市医疗保险中心综合科2031年9月4日印发\n", {"number": "甲医保中心发〔2031〕7号", "date": "2031-09-04", "citations": []}),
    # a notice without a title: that of what it hands out
    ("各区人民政府：\n《甲市救助实施办法（试行）》已经市政府第3次常务会议通过，现印发给你们，请遵照执行。\n"
     "2031年3月4日\n甲市救助实施办法\n（试行）\n第一条 为做好救助，制定本办法。\n",
     {"title": "甲市救助实施办法（试行）", "date": "2031-03-04"}),
    ("各区医疗保障局：\n根据《关于做好救助工作的通知》（甲医保发〔2031〕2号）要求，现就有关事项通知如下。\n一、按月发放。\n", {"title": None, "number": None}),
    # a heading is no title
    ("推广集中申报制度\n对新参保人员实行集中申报，由经办机构统一办理登记手续。\n", {"title": None}),
    # a collection's record
    ("2031-01-02 00:00:00 | 国家医保局、财政部 | 关于做好参保工作的通知 | 各省医疗保障局：\n为做好工作，现通知如下。\n一、按月发放。\n",
     {"date": "2031-01-02", "issuers": ("国家医保局", "财政部"), "title": "关于做好参保工作的通知", "place": "全国"}),
    ("2031-01-09 00:00:00 | 国家医保局、财政部 | 关于做好参保工作的通知 | 各省医疗保障局：\n为做好工作，现通知如下。\n一、按月发放。\n国家医疗保障局办公室\n"
     "财政部办公厅\n2031年1月2日 | https://www.example.cn/a.html?b=1\n",
     {"date": "2031-01-02", "issuers": ("国家医疗保障局办公室", "财政部办公厅")}),
    ("2031-01-02 00:00:00 | 【全国】医保局召开救助工作部署会 | 要发挥好协调机制的作用，加强工作统筹，按月发放救助金。\n要高度重视。\n",
     {"title": "医保局召开救助工作部署会", "date": "2031-01-02"}),
    ("2031-01-02 00:00:00 | 国家医保局 | 调整救助安排 | 国家医保局充分考虑当前形势，优化机制，作出以下安排：\n一、按月发放。\n",
     {"recipients": (), "title": "调整救助安排"}),
    ("某某谈参保工作\n2031年02月15日06:41来源：甲市日报\n参保人数增加，各地普遍提高了标准，并改进了服务。\n", {"date": "2031-02-15"}),
    # an announcement's number names who made it
    ("财政部 税务总局公告2031年第7号\n关于有关税收政策的公告\n为做好工作，现公告如下：\n一、免征增值税。\n",
     {"number": "财政部税务总局公告2031年第7号", "issuers": ("财政部", "税务总局"), "title": "关于有关税收政策的公告"}),
    ("济南市医疗保障局公告\n2031年第3号\n现将有关事项公告如下：\n一、标准为640元。\n",
     {"number": "济南市医疗保障局公告2031年第3号", "issuers": ("济南市医疗保障局",)}),
    ("济南市人民代表大会常务委员会公告\n（第12号）\n《济南市救助条例》已于2031年5月1日通过，现予公布，自2031年7月1日起施行。\n2031年5月3日\n济南市救助条例\n"
     "第一章 总则\n第一条 为了救助，制定本条例。\n", {"title": "济南市救助条例", "issuers": ("济南市人民代表大会常务委员会",), "date": "2031-05-03"}),
    ("济南市医疗保障局\n关于印发《济南市救助办法（2031年修订）》\n的通知\n" + BODY, {"title": "关于印发《济南市救助办法（2031年修订）》的通知"}),
    # issuers: branches, run together, and others; in the first sentence
    ("中国银保监会江苏监管局办公室关于做好工作的通知\n" + BODY, {"issuers": ("中国银保监会江苏监管局办公室",), "place": "江苏省", "level": "province"}),
    ("国务院关于加强救助工作的意见\n" + BODY, {"issuers": ("国务院",), "level": "national"}),
    ("经聊城市住房公积金管理委员会研究决定，现将提取政策公告如下：\n一、提高额度。\n", {"issuers": ("聊城市住房公积金管理委员会",), "place": "聊城市"}),
    ("市政府各委、办、局，各有关单位：\n为做好工作，现通知如下。\n", {"recipients": ("市政府各委、办、局", "各有关单位")}),
    ("各缴存单位、缴存职工：为做好工作，现就提取政策通知如下。\n一、提高额度。\n", {"recipients": ("各缴存单位", "缴存职工")}),
    ("各县、区人民政府，甲州经开区、甲州高新区，市各有关单位：\n为做好工作，现通知如下。\n",
     {"recipients": ("各县、区人民政府", "甲州经开区", "甲州高新区", "市各有关单位")}),
    ("甲州新区、高新区管委会，各缴存人、各受托机构：\n为做好工作，现通知如下。\n", {"recipients": ("甲州新区、高新区管委会", "各缴存人", "各受托机构")}),
    ("关于做好参保工作的通知\n" + BODY + "济南市总工会 济南市工商业联合会\n济南企业联合会/济南市企业家协会\n2031年3月4日\n",
     {"issuers": ("济南市总工会", "济南市工商业联合会", "济南企业联合会/济南市企业家协会")}),
    ("关于做好救助工作的通知\n" + BODY + "济南市救助工作联席会议\n2031年3月4日\n", {"issuers": ("济南市救助工作联席会议",)}),
    # what calls itself answers; a page that asks in its headline
    ("济南市医疗救助常见问题解答（2031年11月版）\n一、哪些人员可以申请？\n参保人员。\n",
     {"title": "济南市医疗救助常见问题解答（2031年11月版）", "status": "explainer"}),
    ("怎么办理医疗救助？\n信息来源：济南市医疗保障局\n一、办理对象\n参保人员。\n", {"title": "怎么办理医疗救助？"}),
    ("市医保局局长某某：\n大家好，欢迎参加今天的发布会。\n", {"recipients": ()}),
]


def test_further_pages_of_a_file_are_documents() -> None:
    page = "发布时间：2031-03-0{0}10:00 来源：市医保局\n各参保单位：\n为做好工作，现通知如下。\n一、按月发放。\n附件\n政策解读\n一、对象。\n"
    first, second = read("关于做好参保工作的通知\n" + page.format(4) + "关于做好救助工作的通知\n" + page.format(9))
    assert (first.title, second.title) == ("关于做好参保工作的通知", "关于做好救助工作的通知")
    assert second.recipients == ("各参保单位",)


def test_notices_that_others_sign_are_documents_of_a_page() -> None:
    told = "为做好工作，现推出消费券活动，有关事项通知如下。\n一、每人500元。\n"
    first, second = read(f"甲区\n{told}甲市甲区商务局\n2031年3月4日\n乙县\n{told}乙县商务局\n2031年3月5日\n")
    assert (first.issuers, first.date) == (("甲市甲区商务局",), "2031-03-04")
    assert (second.issuers, second.date) == (("乙县商务局",), "2031-03-05")
    assert len(read(f"{told}乙县商务局\n2031年3月4日\n附件1\n{told}乙县总工会\n2031年3月5日\n")) == 1


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_pages(text: str, expected: dict[str, object]) -> None:
    circular = read(text)[0]
    assert {name: getattr(circular, name) for name in expected} == expected


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_heads(text: str, expected: dict[str, object]) -> None:
    circular = read(text)[0]
    assert {name: getattr(circular, name) for name in expected} == expected


def test_a_notice_carries_the_circular_that_it_forwards() -> None:
    first, second = read(
        "济南市医疗保障局\n\n济医保发〔2021〕7号\n\n关于转发鲁医保发〔2021〕42号文件的通知\n\n各区县医疗保障部门：\n\n"
        "现将《关于做好2021年工作的通知》（鲁医保发〔2021〕42号）转发给你们，请认真贯彻执行。\n\n济南市医疗保障局\n\n2021年9月6日\n\n（此件主动公开）\n\n"
        "山东省医疗保障局 山东省财政厅文件\n\n鲁医保发〔2021〕42号\n\n关于做好2021年工作的通知\n\n各市医疗保障局、财政局：\n\n为做好工作，现通知如下：\n\n"
        "山东省医疗保障局办公室\n\n2021年8月18日印发\n"
    )
    assert (first.number, first.date, first.forwards) == ("济医保发〔2021〕7号", "2021-09-06", ("鲁医保发〔2021〕42号",))
    assert (second.number, second.date, second.printed_date) == ("鲁医保发〔2021〕42号", "2021-08-18", "2021-08-18")
    assert second.issuers == ("山东省医疗保障局", "山东省财政厅")


def test_a_printed_measure_belongs_to_its_notice() -> None:
    (circular,) = read(
        "霍医保〔2022〕18号\n\n关于印发《霍山县医疗救助实施细则》的通知\n\n各乡镇人民政府：\n\n《霍山县医疗救助实施细则》已经县人民政府同意，现印发给你们。\n\n"
        "霍山县医疗保障局　　霍山县民政局\n2022年9月16日\n\n霍山县医疗救助实施细则\n\n第一章　总　则\n\n"
        "第一条　为健全制度，制定本细则。\n第二条　救助对象包括：\n"
        "（一）特困人员；\n第二章　附　则\n第三条　本细则自2022年10月1日起施行，有效期5年。\n"
    )
    sections = [paragraph.section for paragraph in circular.paragraphs if paragraph.role in ("body", "heading")]
    assert ("第一章", "第二条", "（一）") in sections and ("第二章", "第三条") in sections
    assert (circular.effective_from, circular.effective_to) == ("2022-10-01", "2027-09-30")


def test_headings_run_in_and_nested() -> None:
    text = "某通知\n一、待遇\n（一）普通门诊。支付比例为50%。\n1.起付标准100元。\n（二）住院\n按规定执行。\n二、其他\n"
    clean = normalize(SourceText("t.txt", text))
    (circular,) = structure(clean)
    found = [(clean.text[p.body : p.end], p.section) for p in circular.paragraphs if p.role in ("body", "heading")]
    assert ("普通门诊。支付比例为50%。", ("一", "（一）")) in found
    assert ("起付标准100元。", ("一", "（一）", "1")) in found
    assert ("按规定执行。", ("一", "（二）")) in found
    headings = next(p.headings for p in circular.paragraphs if p.section == ("一", "（一）"))
    assert [clean.text[slice(*heading.span)] for heading in headings] == ["待遇", "普通门诊"]


def test_annexes_number_for_themselves() -> None:
    (circular,) = read("某市关于做好工作的通知\n各区：\n为做好工作，现通知如下。\n二、其他要求\n附件1\n任务分解表\n一、第一项\n做好工作。\n")
    assert circular.paragraphs[-1].section == ("附件1", "一")


@pytest.mark.parametrize("text", ["", "\n\n", "一", "各", "：", "《", "（", "2021年", "附件\n", "一、\n二、\n", "关于\n的通知"])
def test_anything_is_read_without_a_crash(text: str) -> None:
    assert len(read(text)) == 1


def test_supplied_fields_are_marked() -> None:
    clean = normalize(SourceText("t.txt", "各省医保局：\n现就有关工作通知如下：\n国家医保局\n2021年5月27日"))
    (circular,) = structure(clean, {"number": "医保发〔2021〕32号", "title": "关于做好工作的通知"})
    assert (circular.number, circular.title) == ("医保发〔2021〕32号", "关于做好工作的通知")
    assert circular.supplied == ("number", "title")
