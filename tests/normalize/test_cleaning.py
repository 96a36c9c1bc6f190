"""What cleaning makes of broken lines, widths, scripts and padding: text before, text after."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import pytest
from opencc import OpenCC

from extractor.normalize import normalize
from extractor.normalize.script import script_of, to_simplified
from extractor.sources.model import Cell, SourceText, Stretch, Table
from extractor.spans import Span

CASES = [
    # lines broken inside a sentence, a number, a document number, brackets and quotes
    ("按照《关于上解补助资金的通知》（济财社〔2021〕\n\n5号)要求完成。", "按照《关于上解补助资金的通知》（济财社〔2021〕5号）要求完成。"),
    ("个人缴费同步新增40元，达到每人每年320\n\n元。", "个人缴费同步新增40元，达到每人每年320元。"),
    ("实行逐人销号机制，对新纳入的困难人员要在10个工作\n\n日内办理。", "实行逐人销号机制，对新纳入的困难人员要在10个工作日内办理。"),
    ("提升服务能力和质量水平，着力打造“经\n\n办程序最简”的品牌。", "提升服务能力和质量水平，着力打造“经办程序最简”的品牌。"),
    # a page number between two halves of a sentence
    ("最高不超过当地上年居民人均可支配收入，并按规\n— 3 —\n定执行。", "最高不超过当地上年居民人均可支配收入，并按规定执行。"),
    ("最高不超过当地上年居民人均可支配收入，并按规\n3\n定执行。", "最高不超过当地上年居民人均可支配收入，并按规定执行。"),
    ("第 2 页 共 5 页\n特此通知。", "特此通知。"),
    # breaks that end a paragraph stay
    ("一、提高筹资标准\n2021年居民医保人均财政补助标准为580元。", "一、提高筹资标准\n2021年居民医保人均财政补助标准为580元。"),
    ("济南市医疗保障局\n济南市财政局", "济南市医疗保障局\n济南市财政局"),
    ("（一）筹资标准，按规定执行\n（二）待遇水平，按规定执行", "（一）筹资标准，按规定执行\n（二）待遇水平，按规定执行"),
    # so do those before a label, and between a page's headline and the circular's title
    ("责任单位：市住房城乡建委、市规划自然资源局、市财政局\n\n咨询电话：12345", "责任单位：市住房城乡建委、市规划自然资源局、市财政局\n咨询电话：12345"),
    ("牵头单位：市住房城乡建委，责任单位：市规划自然资源局、市财政局\n各县区、各部门要提高认识。",
     "牵头单位：市住房城乡建委，责任单位：市规划自然资源局、市财政局\n各县区、各部门要提高认识。"),
    ("机关、事业单位职工医疗救助标准调整实施办法（试行版）\n关于印发《救助实施办法》的通知",
     "机关、事业单位职工医疗救助标准调整实施办法（试行版）\n关于印发《救助实施办法》的通知"),
    # widths, punctuation, thousands, clock times
    ("２０２１年，支付比例为７０％,限额1,500元(含);", "2021年，支付比例为70%，限额1,500元（含）；"),
    ("取暖补贴由每户每年450元提高到每户每年52\n0元，按户发放。", "取暖补贴由每户每年450元提高到每户每年520元，按户发放。"),
    ("请各街道务必于2025年4月\n28日前将名单报送。", "请各街道务必于2025年4月28日前将名单报送。"),
    # a number that Markdown stresses, and a product
    ("应当自受理之日起*30*个工作日内办结。", "应当自受理之日起30个工作日内办结。"),
    ("额度为余额*20*系数，月缴存额*12*年限。", "额度为余额*20*系数，月缴存额*12*年限。"),
    # radicals in place of characters, and lines printed twice over
    ("居⺠⻓期参保，⻮科⻔诊补助100元。", "居民长期参保，齿科门诊补助100元。"),
    ("一一、、职职工工取取暖暖补补贴贴为为885500元元。", "一、职工取暖补贴为850元。"),
    ("标标准准为为每每户户7700元元。其中农户60元。", "标准为每户70元。其中农户60元。"),
    ("……………………完", "……………………完"),
    ("鲁医保发[2021]42号", "鲁医保发〔2021〕42号"),
    ("鲁医保发【2021】42号", "鲁医保发〔2021〕42号"),
    ("时间：2022-06-20 15:55:34", "时间：2022-06-20 15:55:34"),
    ("二○二一年九月二十三日", "二〇二一年九月二十三日"),
    # spaces inside numbers and dates, OCR-like spacing, heads keep the space between names
    ("自 2019 年 9 月 1 日起实施，原则上不低于 200 元。", "自2019年9月1日起实施，原则上不低于200元。"),
    ("关 于 做 好 医 保 工 作 的 通 知", "关于做好医保工作的通知"),
    ("威海市医疗保障局 威海市财政局", "威海市医疗保障局 威海市财政局"),
    ("支持 DRG 付费改革，推进 DIP 付费。", "支持DRG付费改革，推进DIP付费。"),
    # look-alikes
    ("集釆药品货款", "集采药品货款"),
    # tables: tabs, padded columns, single spaces, one cell a line
    ("病种\t 限额\t比例", "病种\t限额\t比例"),
    ("病种          支付比例    限额（元）\n冠心病        60%         3000", "病种\t支付比例\t限额（元）\n冠心病\t60%\t3000"),
    ("序号 任务 单位\n1 新增就业5万人 省人社厅\n2 修路 省交通厅", "序号\t任务\t单位\n1\t新增就业5万人\t省人社厅\n2\t修路\t省交通厅"),
    # an empty cell stays an empty cell: first, between and last in a row; rules at the outside and indents are none
    ("类别\t对象\t标准\n甲类\t孤儿\t310\n\t老人\t\n", "类别\t对象\t标准\n甲类\t孤儿\t310\n\t老人\t"),
    ("对象\t标准\t\t比例\n\t城镇\t农村\t\n孤儿\t310\t420\t50%", "对象\t标准\t\t比例\n\t城镇\t农村\t\n孤儿\t310\t420\t50%"),
    ("\t对象\t标准\n\t孤儿\t310\n\t\t420", "对象\t标准\n孤儿\t310\n\t420"),
    ("对象\t\t标准\n孤儿\t310\n老人\t\t\t420", "对象\t标准\n孤儿\t310\n老人\t420"),
    ("某市财政局\t\t\t某市民政局\n\t一、按月发放。", "某市财政局\t\t\t某市民政局\n一、按月发放。"),
    ("| 类别 | 对象 | 标准 |\n| --- | :--: | --: |\n| 甲类 | 孤儿 | 310 |\n|  | 老人 | |", "类别\t对象\t标准\n甲类\t孤儿\t310\n\t老人\t"),
    ("类别    对象    标准\n甲类    孤儿    310\n        老人    420\n乙类            530", "类别\t对象\t标准\n甲类\t孤儿\t310\n\t老人\t420\n乙类\t\t530"),
    ("类别 对象 标准 比例\n甲类 孤儿 310 50%\n老人 420 60%\n乙类 孤儿 530 70%\n丙类 孤儿 640 80%",
     "类别\t对象\t标准\t比例\n甲类\t孤儿\t310\t50%\n老人\t420\t60%\n乙类\t孤儿\t530\t70%\n丙类\t孤儿\t640\t80%"),
    ("序号\n病种\n比例\n1\n冠心病\n60%\n2\n糖尿病\n70%", "序号\t病种\t比例\n1\t冠心病\t60%\n2\t糖尿病\t70%"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_cleaned(before: str, after: str) -> None:
    assert normalize(SourceText("t.txt", before)).text == after


def test_cells_of_drawn_tables_are_parted_by_tabs_alone() -> None:
    text = "说明如下：\n甲  类\t\t100 元\n\t|乙|\t\n3\t\t— 4 —\n"
    starts = [0, *(index + 1 for index, char in enumerate(text) if char in "\t\n")]
    spans = [Span(start, end - 1) for start, end in pairwise([*starts[1:], len(text) + 1])][:9]
    cells = tuple(Cell(span, index // 3, index % 3) for index, span in enumerate(spans))
    clean = normalize(SourceText("t.html", text, "html", tables=(Table(cells),)))
    (table,) = clean.tables
    assert table.drawn
    assert [clean.text[slice(*cell.span)] for cell in table.cells] == ["甲类", "", "100元", "", "|乙|", "", "3", "", "—4—"]
    assert clean.text.count("\n") == 3


def test_cells_are_found_again_in_the_source() -> None:
    text = "類別\t標準\n 甲類\t３１０ 元\n\t每人平均４２０元\n"
    clean = normalize(SourceText("t.txt", text))
    assert [clean.quote(*cell.span) for cell in clean.tables[0].cells if cell.span.end > cell.span.start] == [
        "類別", "標準", "甲類", "３１０ 元", "每人平均４２０元"]
    assert [(cell.row, cell.column) for cell in clean.tables[0].cells] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


TRADITIONAL = [
    ("加快建設全國統一的醫療保障資訊平臺，提高待遇水準。", "加快建设全国统一的医疗保障信息平台，提高待遇水平。"),
    ("居民醫保每人平均財政補助標準新增30元。", "居民医保人均财政补助标准新增30元。"),
    ("為支援鞏固提高居民醫保待遇，公佈典型案例。", "为支持巩固提高居民医保待遇，公布典型案例。"),
    ("做好東西部對口支援工作，醫療支援隊按規定執行。", "做好东西部对口支援工作，医疗支援队按规定执行。"),
    ("完善智慧監控子系統，推進智慧城市建設，規範機構運作。", "完善智能监控子系统，推进智慧城市建设，规范机构运行。"),
    ("建立、執行、新增、雙通道、查詢等用語不變，醫療機構應當執行。", "建立、执行、新增、双通道、查询等用语不变，医疗机构应当执行。"),
]


@pytest.mark.parametrize(("before", "after"), TRADITIONAL)
def test_mainland_terms(before: str, after: str) -> None:
    clean = normalize(SourceText("t.txt", before))
    assert (clean.script, clean.text) == ("hant", after)


def test_simplified_text_keeps_its_terms() -> None:
    clean = normalize(SourceText("t.txt", "支援灾区，推进资讯中心和智慧医保建设，提高水准。"))
    assert (clean.script, clean.text) == ("hans", "支援灾区，推进资讯中心和智慧医保建设，提高水准。")


def test_characters_are_those_of_opencc() -> None:
    converter = OpenCC("tw2s")
    folder = resources.files("opencc") / "dictionary"
    phrases = [line.split("\t")[0] for line in (folder / "TSPhrases.txt").read_text("utf-8").splitlines()]
    for phrase in phrases:
        if len(converter.convert(phrase)) == len(phrase):
            assert to_simplified(f"，{phrase}。") == converter.convert(f"，{phrase}。")


def test_a_few_traditional_characters_do_not_make_a_traditional_text() -> None:
    assert script_of("关于做好城乡居民基本医疗保障工作的通知" * 20 + "醫") == "hans"


def test_running_heads_of_a_paged_source_are_left_out() -> None:
    pages = [f"某市医疗保障局文件 第{n}期\n第{n}页的正文内容，讲的是{name}的事情。" for n, name in enumerate("甲乙丙丁戊己", 1)]
    text = "\n".join(pages)
    stretches = tuple(Stretch(text.index(page), text.index(page) + len(page), n) for n, page in enumerate(pages, 1))
    clean = normalize(SourceText("t.pdf", text, "pdf", stretches=stretches))
    assert "文件" not in clean.text and clean.text.count("正文内容") == 6


def test_lines_printed_twice_over_are_told() -> None:
    text = "标标准准为为每每户户7700元元。。\n\n其中农户60元。"
    clean = normalize(SourceText("a.txt", text))
    assert clean.source.warnings == ("有1行的字各印了两遍（重影），已按一遍读取，请对照原件核对",)
    at = clean.text.index("70元")
    assert clean.quote(at, at + 3) == "7700元元"
