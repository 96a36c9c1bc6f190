"""Pages of the usual shapes: the circular comes out whole, the page around it does not."""

from __future__ import annotations

import pytest

from extractor.sources import SourceError, SourceText, read_bytes

BODY = [
    "各市医疗保障局：",
    "为做好2023年居民医保工作，现将有关事项通知如下：",
    "一、缴费标准。个人缴费标准为每人每年380元，财政补助不低于640元。",
    "二、组织实施。各地要加强领导，确保9月底前落实到位。",
    "某省医疗保障局",
    "2023年3月6日",
]
TITLE = "某省医疗保障局关于做好2023年居民医保工作的通知"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)


def read(page: str, encoding: str = "utf-8") -> SourceText:
    return read_bytes("page.html", page.encode(encoding))


def lines(page: str) -> list[str]:
    return read(page).text.splitlines()


GOVERNMENT = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_政策文件_某省人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><style>p {{color: red}}</style><script>var a = "脚本，不是正文。";</script></head>
<body><div class="header"><ul class="mainnav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政策文件</a></div>
<table class="info"><tr><td>索引号：</td><td>000-2023-1</td><td>发文字号：</td><td>某医保发〔2023〕5号</td></tr></table>
<h1>{TITLE}</h1><div class="source">发布时间：2023-03-08 来源：本网 【字体：<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="share_bar">分享到：<a>微信</a><a>微博</a></div>
<div class="TRS_Editor">{PARAGRAPHS}</div>
<div class="relate_news"><h3>相关解读</h3><ul><li><a href="/1">一图读懂，收藏备用。</a></li></ul></div>
<div style="display: none">{PARAGRAPHS}</div>
<div class="footer">主办单位：某省人民政府办公厅。版权所有，未经许可不得转载。</div></body></html>"""

WECHAT = f"""<html><head><meta property="og:title" content="{TITLE}"><title></title></head><body>
<div id="page-content"><h1 class="rich_media_title" id="activity-name">
  {TITLE}
</h1><div id="meta_content"><a id="js_name">某省医保</a><em id="publish_time">2023-03-08 10:00</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<p>点击上方蓝字关注我们</p><section><section><p><span>各市医疗</span><span>保障局：</span></p></section></section>
<section>{"".join(f"<p>{line}</p>" for line in BODY[1:])}</section>
<p>来源：某省医疗保障局</p><p>编辑：张三 | 审核：李四</p><p>往期推荐</p><p><a href="https://x">上月医保要闻</a></p></div>
<div class="rich_media_tool">阅读原文 赞 在看</div></div></body></html>"""

LAYOUT_TABLES = f"""<html><head><title>{TITLE}</title></head><body><table width="980"><tr><td>
<table><tr><td><a href="/">首页</a></td><td><a href="/a">机构</a></td><td><a href="/b">公开</a></td></tr></table></td></tr>
<tr><td width="200"><a href="/1">办事指南</a><br><a href="/2">下载中心</a></td><td><table><tr><td>{TITLE}</td></tr>
<tr><td>{"<br>　　".join(BODY)}</td></tr></table></td></tr><tr><td>版权所有 某省医疗保障局</td></tr></table></body></html>"""

UNNAMED = f"""<html><body><div><a href="/">首页</a><a href="/n">新闻</a></div><div><div><h1>{TITLE}</h1><div>{PARAGRAPHS}
</div></div><div><a href="/1">上一篇通知</a></div></div><div>地址：某路1号 电话：12393</div></body></html>"""


@pytest.mark.parametrize(
    ("page", "missing_number"),
    [(GOVERNMENT, ["某医保发〔2023〕5号"]), (WECHAT, []), (LAYOUT_TABLES, []), (UNNAMED, [])],
    ids=["government", "wechat", "layout tables", "unnamed"],
)
def test_the_text_is_title_number_and_paragraphs_and_nothing_else(page: str, missing_number: list[str]) -> None:
    assert lines(page) == [TITLE, *missing_number, *BODY]


def test_a_title_in_the_text_is_not_printed_twice() -> None:
    with_issuer = GOVERNMENT.replace('<div class="TRS_Editor">', f'<div class="TRS_Editor"><p>{TITLE}</p>')
    assert lines(with_issuer).count(TITLE) == 1
    broken = '<div class="TRS_Editor"><p>关于做好2023年<br>居民医保工作的通知</p>'
    text = lines(GOVERNMENT.replace('<div class="TRS_Editor">', broken))
    assert text[1:3] == ["关于做好2023年", "居民医保工作的通知"]
    assert TITLE not in text


def test_a_number_in_the_text_is_not_printed_twice() -> None:
    page = GOVERNMENT.replace('<div class="TRS_Editor">', '<div class="TRS_Editor"><p>某医保发〔2023〕5号</p>')
    assert lines(page)[:3] == [TITLE, "某医保发〔2023〕5号", BODY[0]]


def test_a_site_name_is_no_title() -> None:
    page = f"<html><head><title>通知公告 - 某市人民政府门户网站</title></head><body><div id='zoom'>{PARAGRAPHS}</div></body></html>"
    assert lines(page) == BODY


def test_several_parts_marked_alike_all_count() -> None:
    annex = '<div class="TRS_Editor"><p>附件：居民医保任务分工表，供各地对照执行。</p></div>'
    assert lines(GOVERNMENT.replace('<div class="relate_news">', annex + '<div class="relate_news">'))[-1].startswith(
        "附件"
    )


def test_links_to_annexes_stay_and_link_lists_go() -> None:
    annexes = "".join(f'<li><a href="/f{n}.docx">附件{n}：标准表</a></li>' for n in range(1, 4))
    others = "".join(f'<li><a href="/n{n}.html">新闻第{n}条的标题</a></li>' for n in range(1, 5))
    page = GOVERNMENT.replace(
        '</p></div>\n<div class="relate', f'</p><ul>{annexes}</ul><ul>{others}</ul></div>\n<div class="relate'
    )
    assert lines(page)[-3:] == ["附件1：标准表", "附件2：标准表", "附件3：标准表"]


@pytest.mark.parametrize(
    "line", ["【打印】【关闭】", "字体：大 中 小", "扫一扫在手机打开当前页", "责任编辑：王五", "[打印本页] [关闭窗口]"]
)
def test_lines_of_the_site_are_left_out(line: str) -> None:
    page = GOVERNMENT.replace('</p></div>\n<div class="relate', f'</p><p>{line}</p></div>\n<div class="relate')
    assert lines(page)[-1] == BODY[-1]


@pytest.mark.parametrize(
    "line", ["（三）打印。", "主办单位：某市医疗保障局", "来源于财政的补助资金，由各级财政部门安排。", "中小学校"]
)
def test_lines_of_the_circular_that_look_similar_stay(line: str) -> None:
    page = GOVERNMENT.replace('</p></div>\n<div class="relate', f'</p><p>{line}</p></div>\n<div class="relate')
    assert lines(page)[-1] == line


def test_a_heading_of_further_reading_inside_the_text_does_not_cut_it() -> None:
    page = f"<div id='zoom'><p>{BODY[1]}</p><p>相关信息</p>{PARAGRAPHS}</div>"
    assert lines(page) == [BODY[1], "相关信息", *BODY]


def test_furniture_names_on_the_text_itself_are_ignored() -> None:
    assert lines(f"<body><div class='print'>{PARAGRAPHS}</div></body>") == BODY


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<table><tr><th>级别</th><th>比例</th></tr><tr><td>三级</td><td>60%</td></tr></table>",
            ["级别\t比例", "三级\t60%"],
        ),
        (
            "<table><tr><td colspan='3'>支付比例</td></tr><tr><td>甲</td><td></td><td>乙</td></tr></table>",
            ["支付比例\t\t", "甲\t\t乙"],
        ),
        (
            "<table><tr><td rowspan='2'>住院</td><td>三级</td><td>60%</td></tr><tr><td>二级</td><td>70%</td></tr></table>",
            ["住院\t三级\t60%", "\t二级\t70%"],
        ),
        (
            "<table><tr><td><p>一级及</p><p>以下</p></td><td>80<br>%</td></tr></table>",
            ["一级及 以下\t80 %"],
        ),
        (
            "<table><tr><td><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></td></tr></table>",
            ["甲\t1", "乙\t2"],
        ),
        (
            "<table><tr><td>各项待遇的说明文字在此</td><td><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>",
            ["各项待遇的说明文字在此\t甲 1"],
        ),
        ("<p>甲　乙&nbsp;&nbsp;&nbsp;丙\n   丁\u200b</p>", ["甲　乙 丙 丁"]),
        ("<pre>第一行\n第二行</pre>尾", ["第一行", "第二行", "尾"]),
        (
            "<ol start='3'><li>甲</li><li>乙</li></ol><ol style='list-style:none'><li>丙</li></ol>",
            ["3. 甲", "4. 乙", "丙"],
        ),
        ("<p hidden>甲</p><p style='DISPLAY : none;'>乙</p><p style='color:red'>丙</p>", ["丙"]),
        ("<p>甲<script>x='，'</script>乙<!-- 注 -->丙</p>", ["甲乙丙"]),
        ("<p>&lt;2024—2026年&gt;&amp;</p>", ["<2024—2026年>&"]),
    ],
)
def test_markup_becomes_lines(markup: str, expected: list[str]) -> None:
    assert lines(f"<div id='zoom'><p>说明如下，请看。</p>{markup}</div>") == ["说明如下，请看。", *expected]


def test_cells_keep_their_place_and_extent() -> None:
    source = read("<div id='zoom'><p>标准如下，请看。</p><table><thead><tr><td rowspan='2'>对象</td><td colspan='2'>标准</td></tr><tr><td>城镇</td>"
                  "<td>农村</td></tr></thead><tr><td></td></tr><tr><th>孤儿</th><td>310元</td><td></td></tr></table></div>")
    (table,) = source.tables
    assert [(source.text[slice(*c.span)], c.row, c.column, c.rowspan, c.colspan, c.head) for c in table.cells] == [
        ("对象", 0, 0, 2, 1, True), ("标准", 0, 1, 1, 2, True), ("城镇", 1, 1, 1, 1, True), ("农村", 1, 2, 1, 1, True),
        ("孤儿", 2, 0, 1, 1, True), ("310元", 2, 1, 1, 1, False), ("", 2, 2, 1, 1, False)]


def test_a_table_is_not_the_document_though_it_holds_most_of_it() -> None:
    rows = "".join(f"<tr><td>第{n}类救助对象</td><td>{n}10元</td></tr>" for n in range(1, 9))
    page = f"<html><body><p>某区民政局</p><p>二、标准</p><table>{rows}</table><p>2031年3月1日</p></body></html>"
    assert lines(page)[:2] == ["某区民政局", "二、标准"]
    assert lines(page)[-1] == "2031年3月1日"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig"])
def test_the_encoding_is_found_whatever_the_page_claims(encoding: str) -> None:
    page = f"<html><head><meta charset='iso-8859-1'></head><body>{'<p>各市人民政府，公告如下。</p>' * 3}</body></html>"
    assert read(page, encoding).text.startswith("各市人民政府，公告如下。\n")


def test_an_xml_declaration_does_not_matter() -> None:
    page = f'<?xml version="1.0" encoding="gb2312"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{PARAGRAPHS}</body></html>'
    assert lines(page) == BODY


def test_entities_of_the_page_are_not_expanded_and_nothing_is_fetched() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "哈哈"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<html><body>{PARAGRAPHS}<p>&a;&x;</p></body></html>"
    )
    text = read(page).text
    assert "哈哈" not in text.splitlines()[-1]
    assert "root:" not in text


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<html><body><div id='app'></div><script>render('通知，如下。')</script></body></html>", "empty"),
        ("<html><body><div id='js_content'><img src='1.png'><img src='2.png'></div></body></html>", "scan"),
    ],
)
def test_a_page_without_text_is_refused(page: str, kind: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(page)
    assert raised.value.kind == kind


def test_pictures_beside_little_text_are_warned_of() -> None:
    source = read("<body><div id='js_content'><p>一图读懂，请收藏。</p><img src='1.png'></div></body>")
    assert len(source.warnings) == 1


def test_wide_spans_and_deep_nesting_stay_cheap() -> None:
    rows = "<tr><td colspan='1000' rowspan='65534'>甲</td><td>乙</td></tr>" * 300
    assert max(line.count("\t") for line in lines(f"<p>表，如下。</p><table>{rows}</table>")) <= 201
    with pytest.raises(SourceError):
        read("<html><body>" + "<div>" * 100_000 + "深处。")
