"""What looks like a slip in a single circular, and is none."""

from __future__ import annotations

import pytest

from extractor.consistency import check
from extractor.pipeline import extract_bytes

HEAD = "嘉峪关市人力资源和社会保障局关于有关事项的通知\n\n各有关单位：\n现就有关事项通知如下。\n"
SIGNED = "\n\n嘉峪关市人力资源和社会保障局\n2031年5月6日\n"


def checks(text: str) -> list[str]:
    return [one.check for one in check([extract_bytes("a.txt", text.encode())]) if one.severity != "note"]


@pytest.mark.parametrize(
    ("body", "behind", "expected"),
    [
        ("一、总则。\n二、范围。\n三.标准。\n四、监督。\n五、附则。", "", []),
        ("一、总则。\n二、范围。\n四、监督。\n五、附则。", "", ["slip"]),
        ("一、填写申请表（见附件3）。", "\n附件：1.名录\n2.操作流程\n及汇总表\n3.申请表\n", []),
        ("一、填写申请表（见附件4）。", "\n附件：1.名录\n2.操作流程\n及汇总表\n3.申请表\n", ["slip"]),
        ("一、本通知自2031年4月1日起执行。", "", ["effective-before-issue"]),
        ("一、新标准执行期从2031年1月1日起至下一个调整日。", "", []),
        ("一、现公开征求意见。\n关于调整标准的公告（征求意见稿）\n本公告自2031年4月1日起执行。", "", []),
    ],
)
def test_only_what_is_wrong_is_told(body: str, behind: str, expected: list[str]) -> None:
    assert checks(HEAD + body + SIGNED.rstrip("\n") + "\n" + behind) == expected


def test_circulars_without_a_day_end_nothing() -> None:
    texts = [
        f"嘉峪关市关于住房公积金政策的通知\n\n各单位：\n一、住房公积金最高贷款额度为{amount}万元。\n" for amount in (50, 60, 70)
    ]
    found = check([extract_bytes(f"{number}.txt", text.encode()) for number, text in enumerate(texts)])
    assert [one for one in found if one.severity != "note"] == []


def test_a_duty_of_the_place_is_a_label() -> None:
    text = "一、做好服务工作。（属地责任：各县人民政府、市民政局）\n"
    extraction = extract_bytes("a.txt", (HEAD + text + SIGNED).encode())
    assert any("市民政局" in one.lead for one in extraction.assignments)
