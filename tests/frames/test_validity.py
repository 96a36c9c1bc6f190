"""From when until when a value applies: by its own words, its paragraph, its section, its circular."""

from __future__ import annotations

import pytest

from tests.records.reading import read


def days(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.effective_from, one.effective_to) for one in read(text).parameters]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自2024年3月1日起至2024年9月30日，购买新车的给予3000元补贴。", [("2024-03-01", "2024-09-30")]),
        ("自2024年5月20日起，下调贷款利率0.25个百分点。首套贷款利率调整为2.6%。", [("2024-05-20", None)]),
        ("已发放的贷款于次年的1月1日开始执行新利率2.6%。", [(None, None)]),
        ("自2024年3月1日至2024年9月30日止，购买新车的给予3000元补贴。报废旧车的另给予500元补贴。",
         [("2024-03-01", "2024-09-30")] * 2),
        ("购买新车的给予3000元补贴，购买旧车的给予800元补贴。（执行期限：2024年3月1日至2024年9月30日）",
         [("2024-03-01", "2024-09-30")] * 2),
        ("购买新车的给予3000元补贴。该标准自2024年8月15日起执行。", [("2024-08-15", None)]),
        ("2023年5月1日起出售旧车，并在2024年4月30日前购买新车的，给予3000元补贴。", [("2023-05-01", "2024-04-30")]),
        ("购买新车且在2024年4月30日前缴清购置税的，给予3000元补贴。", [(None, None)]),
        ("最低缴费年限到2030年1月1日统一为25年。", [("2030-01-01", None)]),
        ("1950年1月1日至1953年6月30日参加工作的，每人每月增加200元补贴。", [(None, None)]),
        ("补贴申请时间延长至2026年12月31日，给予3000元补贴。", [(None, None)]),
        ("2011年1月1日以后退休的，每人每月增加200元补贴。", [(None, None)]),
    ],
)
def test_words_of_the_paragraph(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert days(text) == expected


def test_lead_of_a_section() -> None:
    text = (
        "一、发放购车补贴\n自2024年3月1日起至2024年9月30日，在本县购买新车的，可享受补贴。\n购买新车的给予3000元补贴。\n"
        "二、其他\n报废旧车的给予500元补贴。"
    )
    assert days(text) == [("2024-03-01", "2024-09-30"), (None, None)]


def test_statement_of_a_section() -> None:
    text = (
        "一、发放购车补贴\n购买新车的给予3000元补贴。\n执行期限：2024年3月1日至2024年9月30日。\n二、其他\n报废旧车的给予500元补贴。"
    )
    assert days(text) == [("2024-03-01", "2024-09-30"), (None, None)]


def test_text_without_sections_changes_its_subject() -> None:
    text = (
        "某县将提高租房补贴，有效期至2027年4月30日。\n租房的每月给予500元补贴。\n报废旧车怎么办\n报废旧车的给予500元补贴。"
    )
    assert days(text) == [(None, "2027-04-30"), (None, None)]


def test_section_headed_as_a_period_dates_what_stands_beside_it() -> None:
    text = (
        "一、补贴标准\n购买新车的给予3000元补贴。\n二、活动时间：2024年3月1日至2024年9月30日。\n"
        "三、申请时间：2024年3月1日至2024年12月31日。"
    )
    assert days(text) == [("2024-03-01", "2024-09-30")]


def test_no_last_day_before_the_first() -> None:
    text = "购买新车的给予3000元补贴。自2026年1月1日起，标准调整为每辆2000元。\n本通知有效期自2024年1月1日至2024年12月31日。"
    assert days(text)[-1] == ("2026-01-01", None)


def test_what_was_got_since_a_day_is_a_cut_off() -> None:
    assert days("2021年11月24日后新取得许可的项目，工期可顺延30日。") == [(None, None)]


def test_articles_named_in_the_closing_clause() -> None:
    text = (
        "一、发放购车补贴\n购买新车的给予3000元补贴。\n二、发放报废补贴\n报废旧车的给予500元补贴。\n三、发放保养补贴\n保养旧车的给予200元补贴。\n"
        "四、其他事项\n第一条、第二条有效期至2024年9月30日，其他条款有效期至2025年3月31日。\n五、《某县购车办法》第三条自2023年5月1日起执行。"
    )
    assert days(text) == [(None, "2024-09-30"), (None, "2024-09-30"), (None, "2025-03-31")]


def test_statement_at_the_end_of_a_text_without_sections() -> None:
    text = (
        "近日，甲县出台措施，支持购车。\n购买新车的，给予3000元补贴。\n报废旧车的，给予500元补贴。\n执行时间以购车发票开具日期为准，自2024年3月1日起至2024年9月30日止。\n"
        "此外，保养旧车的，给予200元补贴。"
    )
    assert days(text) == [("2024-03-01", "2024-09-30"), ("2024-03-01", "2024-09-30"), (None, None)]
