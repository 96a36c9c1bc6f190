"""Which encoding a text is in: every encoding, long and short texts, and what must be refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from extractor.sources import SourceError
from extractor.sources.encodings import decode, likeness

CORPUS = Path(__file__).parents[2] / "corpus"

SHORT = [
    "一、总体要求",
    "医保发〔2021〕32号",
    "每人每年不低于580元",
    "（一）缴费标准。",
    "各市、县人民政府：",
    "2021年7月6日印发",
    "第三条 起付标准",
    "支付比例达到70%左右",
]
SIMPLIFIED = ["gb18030", "gbk", "utf-8", "utf-16-le", "utf-16-be"]
TRADITIONAL = ["big5", "cp950", "big5hkscs", "gb18030", "utf-8", "utf-16-le", "utf-16-be"]


def paragraphs() -> list[str]:
    """The paragraphs of the sample circulars with at least 20 Chinese characters."""
    lines = (line.strip() for path in CORPUS.glob("*.txt") for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if sum(character > "\u2fff" for character in line) >= 20]


def misread(texts: list[str], encoding: str) -> list[str]:
    """The texts that do not come back from `encoding`; those that it cannot write are left out."""
    lost = []
    for text in texts:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if decode("notice.txt", data).text != text:
            lost.append(text)
    return lost


@pytest.mark.parametrize("encoding", SIMPLIFIED)
def test_every_paragraph_is_read_in_every_encoding(encoding: str) -> None:
    texts = paragraphs()
    assert len(texts) > 50
    assert misread(texts, encoding) == []


@pytest.mark.parametrize("encoding", TRADITIONAL)
def test_every_traditional_paragraph_is_read_in_every_encoding(encoding: str) -> None:
    converter = OpenCC("s2tw")
    assert misread([converter.convert(text) for text in paragraphs()], encoding) == []


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", SIMPLIFIED)
def test_one_line_is_enough(text: str, encoding: str) -> None:
    assert decode("notice.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", TRADITIONAL)
def test_one_traditional_line_is_enough(text: str, encoding: str) -> None:
    traditional = OpenCC("s2tw").convert(text)
    assert decode("notice.txt", traditional.encode(encoding)).text == traditional


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_left_out(mark: bytes, encoding: str) -> None:
    text = "各市人民政府：\r\n现通知如下。"
    assert decode("notice.txt", mark + text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [("gbk", "gb18030"), ("gb2312", "gb18030"), ("cp950", "big5"), ("big5hkscs", "big5"), ("utf-8", "utf-8")],
)
def test_the_encoding_is_reported_by_its_common_name(encoding: str, reported: str) -> None:
    text = "人民政府通知如下。"
    assert decode("notice.txt", text.encode(encoding)).encoding == reported


def test_circled_digits_of_hong_kong_and_windows_survive() -> None:
    text = "申請人須提交下列文件：①身分證明文件②收入證明"
    assert decode("notice.txt", text.encode("big5hkscs")).text == text


def test_text_without_chinese_is_taken_as_utf8() -> None:
    assert decode("notice.txt", "— § —".encode()) == ("— § —", "utf-8")
    assert decode("notice.txt", b"plain ASCII").encoding == "utf-8"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_with_a_mark_always_comes_back(text: str) -> None:
    assert decode("notice.txt", b"\xef\xbb\xbf" + text.encode()).text == text


CHINESE = st.text(st.sampled_from("医保基金支付标准起付线不低于百分之七十，。、：（）《》\r\n0123456789%"), min_size=1)


@given(CHINESE, st.sampled_from(["gb18030", "utf-16-le", "utf-16-be", "utf-8"]))
def test_official_prose_comes_back_or_is_refused_but_is_never_garbled(text: str, encoding: str) -> None:
    text = "关于做好医疗保障工作的通知" + text
    assert decode("notice.txt", text.encode(encoding)).text == text


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_that_encodes_back_or_an_error(data: bytes) -> None:
    try:
        text, encoding = decode("notice.txt", data)
    except SourceError as error:
        assert error.name == "notice.txt"
        assert error.advice
    else:
        assert data.endswith(text.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        "日本語の文章です。これはテストの文章であり、漢字とかなが混ざっています。".encode("shift_jis"),
        "日本語の文章です。これはテストの文章であり、漢字とかなが混ざっています。".encode("euc_jp"),
        "대한민국 정부는 국민건강보험 보험료율을 결정하였다.".encode("euc_kr"),
        "Décret du ministère de la santé: été, à côté, façade".encode("latin-1"),
        "Постановление правительства о медицинском страховании".encode("cp1251"),
    ],
    ids=["shift_jis", "euc_jp", "euc_kr", "latin-1", "cp1251"],
)
def test_other_encodings_are_refused_instead_of_shown_as_chinese(data: bytes) -> None:
    with pytest.raises(SourceError) as raised:
        decode("notice.txt", data)
    assert raised.value.kind == "encoding"


def test_damaged_utf8_is_refused_with_the_place() -> None:
    before, after = "各市人民政府：现将有关事项".encode(), "通知如下。".encode()
    with pytest.raises(SourceError, match=f"byte {len(before)}"):
        decode("notice.txt", before + b"\xff" + after)


def test_a_file_cut_off_inside_a_character_is_refused() -> None:
    with pytest.raises(SourceError) as raised:
        decode("notice.txt", "各市人民政府：现通知如下。".encode()[:-1])
    assert raised.value.kind == "encoding"


def test_random_bytes_are_binary() -> None:
    with pytest.raises(SourceError) as raised:
        decode("notice.txt", random.Random(7).randbytes(5 << 20))
    assert raised.value.kind == "binary"


def test_nul_bytes_are_refused_with_their_line() -> None:
    with pytest.raises(SourceError, match="line 2"):
        decode("notice.txt", "\ufeff第一行\n第二\0行".encode())


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = "关于印发基本医疗保险办法的通知\x07" + "每人每年不低于五百八十元。" * 10
    assert decode("notice.txt", text.encode("gb18030")).text == text


def test_likeness_ranks_prose_above_its_wrong_decodings() -> None:
    text = "各级医疗保障部门要加强组织领导"
    assert likeness(text) > 0.8
    assert likeness(text.encode("gb18030").decode("big5", "replace")) < 0.3
    assert likeness("ASCII only") == 0
