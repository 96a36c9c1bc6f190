from __future__ import annotations

from datetime import date

import pytest

from extractor.quantities import find_effective_dates
from extractor.quantities.effective import year_of_issue

ISSUED = date(2023, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "本通知施行之日起至2027年12月31日，购买首套住房的可申请补贴，按套执行。",
        "自2025年3月1日起至5月31日止，在甲区购房的给予补贴，按月执行。",
        "本条政策实施期限暂定为2025年3月1日至2025年5月31日。",
        "本项措施有效期至2026年12月31日。",
    ],
)
def test_one_rule_s_period_is_not_the_document_s(text: str) -> None:
    assert find_effective_dates(text, date(2025, 1, 5)) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十六条本办法自2022年7月1日起实施，有效期3年。旧办法同时废止。", ("2022-07-01", "2025-06-30")),
        ("本通知自印发之日起施行，有效期5年。", ("2023-11-22", "2028-11-21")),
        ("本规定自公布之日起30日后施行。", ("2023-12-22", None)),
        ("本细则自发布之次日起施行，有效期两年。", ("2023-11-23", "2025-11-22")),
        ("本公告执行期限为2023年1月1日至2027年12月31日。", ("2023-01-01", "2027-12-31")),
        ("以上政策自2024年3月1日起实施，2027年2月28日失效。", ("2024-03-01", "2027-02-28")),
        ("本办法自2024年2月29日起施行，有效期1年。", ("2024-02-29", "2025-02-27")),
        ("缴费标准提高到380元。\n本通知自2025年1月1日起执行。\n某市医疗保障局", ("2025-01-01", None)),
        ("待遇自2023年1月1日起享受。", (None, None)),
        ("本办法自2022年3月1日起施行，至2022年9月30日停止执行。", ("2022-03-01", "2022-09-30")),
        ("《细则》12月1日起施行，有效期一年。", ("2023-12-01", "2024-11-30")),
        ("本次调整自2023年7月1日起执行。", ("2023-07-01", None)),
        ("政策有效期至2024年6月30日。", (None, "2024-06-30")),
        ("优惠政策暂定执行到2024年6月30日。", (None, "2024-06-30")),
        ("本意见自2024年5月25日起实施，至2024年11月25日止。", ("2024-05-25", "2024-11-25")),
        ("本通知第四条自2025年1月1日起执行，其他政策自2024年12月5日起施行。", ("2024-12-05", None)),
        ("购车补贴每辆800元。政策有效期至2024年6月30日。", (None, None)),  # of what its paragraph says
        ("关于提高某县高温津贴标准的通知\n自2022年6月1日起，室外作业的提高到每月300元。", ("2022-06-01", None)),
        ("关于提高某县津贴标准的通知\n甲类自2022年6月1日起提高到300元。乙类自2022年7月1日起提高到200元。", (None, None)),
        ("某县印发措施，支持购车。该措施自5月13日起施行，有效期至2024年12月31日。", ("2023-05-13", "2024-12-31")),
        ("旧办法自2023年1月1日起废止。", (None, None)),
        ("根据2021年1月1日起施行的有关规定", (None, None)),
        ("", (None, None)),
    ],
)
def test_effective_dates(text: str, expected: tuple[str | None, str | None]) -> None:
    assert find_effective_dates(text, ISSUED) == expected


def test_year_of_a_page() -> None:
    assert find_effective_dates("某县出台新政\n发布时间：2021-05-06\n《措施》6月1日起施行。") == ("2021-06-01", None)
    assert year_of_issue("今年9月起，某县发放补贴，截至2022年12月止。") == 2022
    assert year_of_issue("今年9月起发放，2021年3月调整，2022年12月止。") is None
    assert year_of_issue("2022年12月止。") is None


def test_own_date_is_needed_for_a_rule_that_runs_from_its_issue() -> None:
    assert find_effective_dates("本通知自印发之日起施行，有效期5年。") == (None, None)
