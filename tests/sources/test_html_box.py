"""What a page says beside its circular, and what it holds that is not read."""

from __future__ import annotations

from dataclasses import fields

import pytest

from extractor.pipeline import extract_source
from extractor.sources import PublisherBox, SourceText, read_bytes

BODY = ("<p>云川市人民政府关于调整临时救助标准的通知</p><p>各区人民政府：</p>"
        "<p>经研究，自2031年5月1日起，临时救助标准调整为每人每次1260元。</p><p>请认真贯彻执行，确保政策落实到位。</p>")


def page(box: str = "", body: str = BODY, after: str = "") -> SourceText:
    html = f"<html><head><title>云川市</title></head><body>{box}<div class='TRS_Editor'>{body}</div>{after}</body></html>"
    return read_bytes("page.html", html.encode())


def said(source: SourceText) -> dict[str, str]:
    assert source.publisher is not None
    spans = {field.name: getattr(source.publisher, field.name) for field in fields(PublisherBox)}
    return {name: source.text[slice(*span)] for name, span in spans.items() if span}


@pytest.mark.parametrize("box", [
    "<ul><li><b>文　　号：</b>云政规〔2031〕7号</li><li>成文日期：2031年04月06日</li><li>实施日期：2031-05-01</li>"
    "<li><span>失效日期：</span> 2036年4月30日</li><li><span>状　　态：</span>有效</li></ul>",
    "<table><tr><td>发文字号</td><td>云政规〔2031〕7号</td><td>成文日期</td><td>2031年04月06日</td></tr>"
    "<tr><td>实施日期</td><td>2031-05-01</td><td>失效日期</td><td>2036年4月30日</td></tr><tr><td>时效性</td><td>有效</td></tr></table>",
    "<p>【文号】云政规〔2031〕7号 【成文日期】2031年04月06日 【实施日期】2031-05-01</p><p>【失效日期】2036年4月30日 【有效性】有效</p>",
])
def test_the_publishers_box_is_read_into_fields_at_its_words(box: str) -> None:
    source = page(box)
    assert said(source) == {"number": "云政规〔2031〕7号", "written": "2031年04月06日", "effective": "2031-05-01",
                            "expires": "2036年4月30日", "status": "有效"}
    document = extract_source(source).documents[0]
    assert (document.number, document.date) == ("云政规〔2031〕7号", "2031-04-06")


def test_what_the_text_prints_itself_is_not_printed_twice() -> None:
    source = page("<p>文号：云政规〔2031〕7号 有效性：失效</p>", "<p>云政规〔2031〕7号</p>" + BODY)
    assert source.text.count("云政规〔2031〕7号") == 1
    assert said(source)["status"] == "失效"


@pytest.mark.parametrize("box", ["<p>状态：正常参保</p>", "<p>实施日期：另行通知</p>", "<p>参保状态：有效</p>", ""])
def test_a_label_without_a_value_that_fits_it_is_no_box(box: str) -> None:
    assert page(box).publisher is None


def test_what_stands_below_in_the_text_is_no_box() -> None:
    assert page(body=BODY * 12 + "<table><tr><td>状态</td><td>失效</td></tr></table>").publisher is None


def test_words_struck_out_are_left_out_and_said() -> None:
    body = BODY.replace("1260元", "<del>1180元</del><span style='text-decoration: line-through'>1200元</span>1260元")
    source = page(body=body)
    assert "调整为每人每次1260元" in source.text
    assert source.warnings == ("有2处加删除线的文字未读取",)


def test_pictures_and_annexes_are_said_and_ornaments_are_not() -> None:
    body = BODY + ("<p>附表：</p><p><img src='/2031/W0201.png' alt='标准表'></p>"
                   "<p><img src='/js/fileTypeImages/icon_doc.gif'><a href='/2031/P0201.docx'>附件1：申请表</a></p><img src='a.png' width='16'>")
    source = page(body=body, after="<div><a href='/2031/P0202.xls'>附件2.名单</a><a href='/help.doc'>使用帮助</a></div>")
    assert source.warnings == (
        "有1幅图片，其中的文字和表格未读取，需要时请将图片另存为附件：标准表（W0201.png），在“附表：”之后",
        "网页另有2个附件，不在网页之内；尚未下载的，请下载后与网页放在一起：附件1：申请表（P0201.docx）、附件2.名单（P0202.xls）",
    )
