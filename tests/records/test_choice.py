"""Which concept a value belongs to; the plain cases are in the table of examples."""

from __future__ import annotations

import pytest

from tests.records.reading import read


def concepts(text: str) -> list[str | None]:
    return [parameter.concept for parameter in read(text).parameters]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nearer words win; a verb counts only beside the value.
        ("居民医保普通门诊起付标准50元，支付比例50%。", ["resident_medical.outpatient.deductible", "resident_medical.outpatient.payment_ratio"]),
        ("居民医保住院按75%报销。", ["resident_medical.inpatient.payment_ratio"]),
        ("居民医保住院费用报销工作满意率95%。", [None]),
        # A noun that only bounds or measures names nothing.
        ("居民医保住院起付标准以上部分按70%支付。", ["resident_medical.inpatient.payment_ratio"]),
        ("居民医保住院超过最高支付限额的，按50%支付。", ["resident_medical.inpatient.payment_ratio"]),
        # The fund that pays tells no benefit where another is named.
        ("居民医保普通门诊统筹基金年度支付限额300元。", ["resident_medical.outpatient.annual_cap"]),
        ("居民医保统筹基金年度最高支付限额15万元。", ["resident_medical.inpatient.annual_cap"]),
        # Special drugs are a benefit of the serious-illness insurance; what says more is chosen.
        ("大病保险特药起付标准2万元。", ["critical_illness.drug.deductible"]),
        ("大病保险起付标准2万元。", ["critical_illness.deductible"]),
        # The base of a value tells concepts apart.
        ("最低工资标准为每月2200元。", ["minimum_wage.monthly"]),
        ("最低工资标准为每小时22元。", ["minimum_wage.hourly"]),
        # Schemes: the second pack, and schemes without concepts.
        ("租房提取住房公积金额度为每月1500元。", ["housing_fund.rent_withdrawal_cap"]),
        ("临时救助限额为每户2万元。", ["social_assistance.temporary_relief_cap"]),
        ("公务员医疗补助支付比例为80%。", [None]),
        ("企业补充医疗保险住院支付比例为80%。", [None]),
        # Times for handling run from an event; what people must do in time is no handling.
        ("医保经办机构应自受理之日起10个工作日内完成审核。", ["service.handling_period"]),
        ("医保经办机构应自受理申请之日起30日内，作出书面答复。", ["service.handling_period"]),
        ("用人单位应当自成立之日起30日内，向医保经办机构办理登记。", [None]),
        ("新生儿自出生之日起28天内办理居民医保参保登记的，享受待遇。", [None]),
        ("医保经办机构不得在30日内再次受理。", [None]),
        # Shares of the levels of government have no concept.
        ("居民医保财政补助标准为670元，其中省级财政补助200元。", ["resident_medical.financing.fiscal_subsidy", None]),
        ("中央财政对西部地区按80%给予居民医保补助。", ["resident_medical.financing.central_subsidy_ratio"]),
    ],
)  # fmt: skip
def test_concepts(text: str, expected: list[str | None]) -> None:
    assert concepts(text) == expected


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("居民医保普通门诊", "resident_medical.outpatient.payment_ratio"),
        ("职工医保住院待遇", "employee_medical.inpatient.payment_ratio"),
        ("大病保险", "critical_illness.payment_ratio"),
        ("长期护理保险", "long_term_care.payment_ratio"),
        ("有关要求", None),
    ],
)
def test_scheme_and_benefit_of_the_heading(heading: str, concept: str | None) -> None:
    assert concepts(f"一、{heading}\n支付比例为70%。") == [concept]


def test_the_innermost_heading_wins() -> None:
    text = "一、居民医保\n（一）住院\n支付比例为70%。\n（二）普通门诊\n支付比例为50%。\n二、职工医保\n住院支付比例为85%。"
    assert concepts(text) == [
        "resident_medical.inpatient.payment_ratio",
        "resident_medical.outpatient.payment_ratio",
        "employee_medical.inpatient.payment_ratio",
    ]


def test_tables_of_many_rows_keep_what_stands_above_them() -> None:
    rows = "\n".join(f"第{n}类病种\t{50 + n % 40}%" for n in range(1, 80))
    text = f"居民医保门诊慢特病待遇如下表：\n病种\t支付比例\n{rows}\n"
    assert set(concepts(text)) == {"resident_medical.chronic.payment_ratio"}


def test_columns_of_two_benefits() -> None:
    text = "居民医保支付比例如下：\n级别\t住院支付比例\t普通门诊支付比例\n一级\t90%\t60%\n"
    assert concepts(text) == ["resident_medical.inpatient.payment_ratio", "resident_medical.outpatient.payment_ratio"]
