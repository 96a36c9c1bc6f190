"""What a publisher's page says of a circular's validity, and from when it is said to be repealed."""

from __future__ import annotations

import pytest

from extractor.pipeline import extract_bytes
from extractor.records.models import DocumentRecord
from extractor.structure.published import status_of

BODY = """滨州市医疗保障局关于做好参保工作的通知

各县（区）医疗保障局：
做好参保工作。{end}

滨州市医疗保障局
2031年2月11日
"""


def head(data: str, end: str = "") -> DocumentRecord:
    return extract_bytes("a.txt", f"{data}\n\n{BODY.format(end=end)}".encode()).documents[0]


@pytest.mark.parametrize(
    ("said", "status", "words", "reason"),
    [
        ("有效", "in_force", "有效", None),
        ("失效（已被滨医保发〔2033〕9号废止）", "ended", "失效", "已被滨医保发〔2033〕9号废止"),
        ("已废止：有效期届满", "ended", "已废止", "有效期届满"),
        ("部分失效", None, "部分失效", None),
    ],
)
def test_words_of_a_page(said: str, status: str | None, words: str, reason: str | None) -> None:
    assert status_of(said) == (status, words, reason)


def test_the_box_fills_what_the_text_does_not_say() -> None:
    found = head("文号：滨医保发〔2031〕8号\n成文日期：2031-02-11\n实施日期：2031-03-01\n失效日期：2033年2月28日\n文件状态：失效（已被替代）")
    assert (found.number, found.status, found.effective_from, found.effective_to) == (
        "滨医保发〔2031〕8号", "ended", "2031-03-01", "2033-02-28")  # fmt: skip
    assert found.validity is not None
    assert (found.validity.words, found.validity.reason, found.validity.date) == ("失效", "已被替代", "2031-02-11")


def test_the_text_comes_before_the_box() -> None:
    found = head("实施日期：2031-04-01\n文件状态：有效", "本通知自2031年3月1日起施行，有效期2年。")
    assert (found.status, found.effective_from, found.effective_to) == ("in_force", "2031-03-01", "2033-02-28")
    assert found.validity is not None and found.validity.effective_from == "2031-04-01"


def test_a_circular_that_ended_early_ends_when_its_page_says() -> None:
    assert head("失效日期：2031-12-31\n时效性：废止", "本通知自2031年3月1日起施行，有效期2年。").effective_to == "2031-12-31"


def test_no_box_no_word() -> None:
    assert head("文号：滨医保发〔2031〕8号").validity is None


def test_the_day_of_a_repeal_is_read_before_lists_and_behind_titles() -> None:
    text = """德州市人民政府文件
德政发〔2032〕5号

德州市人民政府关于公布废止文件的决定

各县（市、区）人民政府：
经市政府研究，决定自2032年8月1日起废止下列文件：
1.《德州市社会救助办法》（德政发〔2021〕3号）；
2.《德州市创业补贴办法》（德政发〔2022〕7号）。
《德州市公租房管理办法》（德政发〔2023〕1号）自2032年9月1日起废止。
本决定自公布之日起施行，原《德州市供热办法》（德政发〔2019〕8号）同时废止。

德州市人民政府
2032年7月10日
"""
    found = extract_bytes("a.txt", text.encode()).citations
    assert [(one.relation, one.repealed_from) for one in found] == [
        ("repeals", "2032-08-01"), ("repeals", "2032-08-01"), ("repeals", "2032-09-01"), ("repeals", None)]  # fmt: skip
