"""The vocabulary of concepts: complete, consistent, and loud about what is wrong in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from extractor.language.concepts import Concept, PackError, concepts_by_attribute, load_concepts, packs, schemes_of_pack
from extractor.language.facets import terms_of
from extractor.vocabulary import OwnPack, load_yaml, use_packs

# What the export promises of each concept: id, label, kind, per, direction.
PROMISED = [
    ("resident_medical.financing.total", "居民医保人均筹资标准", "money", "person/year", "floor"),
    ("resident_medical.financing.fiscal_subsidy", "居民医保人均财政补助标准", "money", "person/year", "floor"),
    ("resident_medical.financing.individual_contribution", "居民医保个人缴费标准", "money", "person/year", "floor"),
    ("resident_medical.financing.central_subsidy_ratio", "中央财政补助比例", "percent", None, "exact"),
    ("resident_medical.enrolment_rate", "参保率", "percent", None, "floor"),
    ("resident_medical.waiting_period", "待遇享受等待期", "duration", None, "ceiling"),
    ("resident_medical.reenrolment_window", "中断缴费后参保不设等待期的期限", "duration", None, "floor"),
    ("resident_medical.inpatient.deductible", "居民住院起付标准", "money", None, "ceiling"),
    ("resident_medical.inpatient.payment_ratio", "居民住院(政策范围内)支付比例", "percent", None, "floor"),
    ("resident_medical.inpatient.annual_cap", "居民基本医保(统筹基金)年度最高支付限额", "money", None, "floor"),
    ("resident_medical.outpatient.deductible", "居民普通门诊起付标准", "money", None, "ceiling"),
    ("resident_medical.outpatient.payment_ratio", "居民普通门诊支付比例", "percent", None, "floor"),
    ("resident_medical.outpatient.annual_cap", "居民普通门诊统筹最高支付限额(报销额度)", "money", None, "floor"),
    ("resident_medical.outpatient.cap_increase", "居民普通门诊报销额度提高幅度", "percent", None, "floor"),
    ("resident_medical.chronic.deductible", "居民门诊慢特病起付标准", "money", None, "ceiling"),
    ("resident_medical.chronic.payment_ratio", "居民门诊慢特病支付比例", "percent", None, "floor"),
    ("resident_medical.chronic.annual_cap", "居民门诊慢特病支付限额", "money", None, "floor"),
    ("resident_medical.two_diseases.payment_ratio", "高血压糖尿病(两病)门诊用药支付比例", "percent", None, "floor"),
    ("resident_medical.two_diseases.annual_cap", "两病门诊用药支付限额", "money", None, "floor"),
    ("resident_medical.maternity.payment", "居民生育医疗费用支付标准", "money", None, "floor"),
    ("employee_medical.contribution.employer_rate", "职工医保单位缴费率", "percent", None, "exact"),
    ("employee_medical.contribution.employee_rate", "职工医保个人缴费率", "percent", None, "exact"),
    ("employee_medical.account.credit_ratio", "个人账户划入比例", "percent", None, "exact"),
    ("employee_medical.account.credit_amount", "个人账户划入额度", "money", None, "exact"),
    ("employee_medical.inpatient.deductible", "职工住院起付标准", "money", None, "ceiling"),
    ("employee_medical.inpatient.payment_ratio", "职工住院支付比例", "percent", None, "floor"),
    ("employee_medical.inpatient.annual_cap", "职工统筹基金年度最高支付限额", "money", None, "floor"),
    ("employee_medical.outpatient.deductible", "职工普通门诊起付标准", "money", None, "ceiling"),
    ("employee_medical.outpatient.payment_ratio", "职工普通门诊支付比例", "percent", None, "floor"),
    ("employee_medical.outpatient.annual_cap", "职工普通门诊年度支付限额", "money", None, "floor"),
    ("employee_medical.chronic.deductible", "职工门诊慢特病起付标准", "money", None, "ceiling"),
    ("employee_medical.chronic.payment_ratio", "职工门诊慢特病支付比例", "percent", None, "floor"),
    ("employee_medical.chronic.annual_cap", "职工门诊慢特病支付限额", "money", None, "floor"),
    ("employee_medical.large_amount.annual_cap", "职工大额医疗补助最高支付限额", "money", None, "floor"),
    ("employee_medical.large_amount.payment_ratio", "职工大额医疗补助支付比例", "percent", None, "floor"),
    ("employee_medical.minimum_contribution_years", "退休享受待遇最低缴费年限", "duration", None, "exact"),
    ("critical_illness.financing", "大病保险筹资标准", "money", "person/year", "exact"),
    ("critical_illness.deductible", "大病保险起付标准", "money", None, "ceiling"),
    ("critical_illness.deductible_income_ratio", "大病保险起付线占上年居民人均可支配收入比例", "percent", None, "ceiling"),
    ("critical_illness.payment_ratio", "大病保险(分段)支付比例", "percent", None, "floor"),
    ("critical_illness.annual_cap", "大病保险年度最高支付限额", "money", None, "floor"),
    ("critical_illness.drug.deductible", "大病保险特药起付标准", "money", None, "ceiling"),
    ("critical_illness.drug.payment_ratio", "大病保险特药支付比例", "percent", None, "floor"),
    ("critical_illness.drug.annual_cap", "大病保险特药最高支付限额", "money", None, "floor"),
    ("medical_assistance.enrolment_subsidy", "资助参保标准", "money", "person/year", "floor"),
    ("medical_assistance.enrolment_subsidy_ratio", "资助参保比例", "percent", None, "floor"),
    ("medical_assistance.deductible", "医疗救助起付标准", "money", None, "ceiling"),
    ("medical_assistance.deductible_income_ratio", "医疗救助起付标准占人均可支配收入比例", "percent", None, "ceiling"),
    ("medical_assistance.payment_ratio", "医疗救助支付比例", "percent", None, "floor"),
    ("medical_assistance.annual_cap", "医疗救助年度限额", "money", None, "floor"),
    ("medical_assistance.retroactive_period", "依申请救助费用追溯期", "duration", None, "floor"),
    ("medical_assistance.enrolment_coverage", "困难人员参保(三重制度)覆盖率", "percent", None, "floor"),
    ("long_term_care.financing", "长期护理保险筹资标准", "money", "person/year", "free"),
    ("long_term_care.payment_ratio", "长期护理保险支付比例", "percent", None, "floor"),
    ("remote_care.payment_ratio_reduction", "异地就医支付比例降低幅度", "percent", None, "ceiling"),
    ("remote_care.outlets", "联网结算医疗机构数", "count", None, "floor"),
    ("payment_reform.pilot_cities", "付费试点城市数", "count", None, "free"),
    ("payment_reform.fund_share", "DRG/DIP付费基金支出占比", "percent", None, "floor"),
    ("payment_reform.institution_coverage", "DRG/DIP付费机构覆盖率", "percent", None, "floor"),
    ("designation.assessment_period", "定点评估时限", "duration", None, "ceiling"),
    ("procurement.settlement_period", "集采货款结算时限", "duration", None, "ceiling"),
    ("procurement.formulary_phase_out_share", "增补品种消化比例", "percent", None, "floor"),
    ("price.adjustment_frequency", "医疗服务价格调整次数", "count", "year", "free"),
    ("service.handling_period", "经办办理时限", "duration", None, "ceiling"),
    ("service.coverage", "经办或监控覆盖率", "percent", None, "floor"),
    ("maternity.allowance_days", "生育津贴天数", "duration", None, "floor"),
    ("maternity.payment", "职工生育医疗费用支付标准", "money", None, "floor"),
    ("minimum_wage.monthly", "最低工资标准(月)", "money", "month", "floor"),
    ("minimum_wage.hourly", "小时最低工资标准", "money", "hour", "floor"),
    ("housing_fund.loan_cap", "住房公积金贷款最高额度", "money", None, "free"),
    ("housing_fund.down_payment_ratio", "住房公积金贷款首付款比例", "percent", None, "free"),
    ("housing_fund.rent_withdrawal_cap", "租房提取住房公积金额度", "money", None, "free"),
    ("housing_fund.loan_rate", "住房公积金贷款利率", "percent", None, "exact"),
    ("social_assistance.subsistence_standard", "最低生活保障标准", "money", "person/month", "floor"),
    ("social_assistance.low_income_standard", "低收入困难家庭认定标准", "money", "person/month", "floor"),
    ("social_assistance.special_hardship.basic_standard", "特困人员基本生活标准", "money", "person/month", "floor"),
    ("social_assistance.special_hardship.care_standard", "特困人员照料护理标准", "money", "person/month", "floor"),
    ("social_assistance.orphan_standard", "孤儿(事实无人抚养儿童)基本生活养育标准", "money", "person/month", "floor"),
    ("social_assistance.temporary_relief_cap", "临时救助限额", "money", None, "floor"),
    ("childbirth.childcare_subsidy", "育儿补贴标准", "money", "person/year", "floor"),
    ("income_tax.special_deduction", "个人所得税专项附加扣除标准", "money", "month", "exact"),
    ("long_term_care.contribution_rate", "长期护理保险缴费率", "percent", None, "free"),
    ("long_term_care.payment_cap", "长期护理保险支付限额", "money", None, "floor"),
]


@pytest.mark.parametrize(("identifier", "label", "kind", "per", "direction"), PROMISED)
def test_promised_concept(identifier: str, label: str, kind: str, per: str | None, direction: str) -> None:
    concept = load_concepts()[identifier]
    assert (concept.label, concept.kind, concept.per, concept.direction) == (label, kind, per, direction)


def test_every_pack_says_what_it_is_of() -> None:
    assert all(pack.label != pack.name for pack in packs())
    assert {row[0] for row in PROMISED} <= set(load_concepts())


@pytest.mark.parametrize("concept", [one for one in load_concepts().values() if one.named], ids=lambda one: one.id)
def test_a_named_concept_explains_itself_and_has_examples_for_and_against(concept: Concept) -> None:
    assert concept.about and concept.examples.matches and concept.examples.misses


@pytest.mark.parametrize("facet", ["scheme", "benefit", "attribute"])
def test_every_key_of_a_facet_is_used(facet: str) -> None:
    used = {key for concept in load_concepts().values() for key in getattr(concept, facet)}
    if facet == "scheme":
        used = used.union(*(schemes_of_pack(pack.name) for pack in packs()))
    assert set(load_yaml(f"facets/{facet}.yaml")) - used <= {"unmodelled"}


@pytest.mark.parametrize("facet", ["scheme", "benefit", "population"])
def test_no_term_under_two_keys(facet: str) -> None:
    counts = Counter(term for terms in load_yaml(f"facets/{facet}.yaml").values() for term in terms)
    assert [term for term, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("part", ["nouns", "verbs"])
def test_no_term_twice_under_one_attribute(part: str) -> None:
    for key, entry in load_yaml("facets/attribute.yaml").items():
        assert [t for t, count in Counter(entry.get(part, ())).items() if count > 1] == [], key


def test_populations_that_concepts_ask_for_exist() -> None:
    asked = {concept.population for concept in load_concepts().values() if concept.population}
    assert asked <= set(load_yaml("facets/population.yaml"))


def test_limits_and_bases_are_known() -> None:
    assert {concept.limit for concept in load_concepts().values()} == {None, "upper", "lower"}
    assert {concept.scheme_within for concept in load_concepts().values()} == {None, "sentence"}


def test_concepts_by_attribute_and_kind() -> None:
    found = {concept.id for concept in concepts_by_attribute()["minimum_wage", "money"]}
    assert found == {"minimum_wage.monthly", "minimum_wage.hourly"}
    assert ("minimum_wage", "percent") not in concepts_by_attribute()


GOOD = "x.y: {label: 某标准, kind: money, direction: floor, attribute: cap}\n"


@pytest.fixture
def own() -> Iterator[Callable[[str], None]]:
    yield lambda text: use_packs((OwnPack("vocabulary/own.yaml", text),))
    use_packs(())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x.y: {label: 某标准, kind: money, direction: floor}\n", "x.y: lacks named (or attribute); write it"),
        ("x.y: 标准\n", "x.y: has no fields"),
        ("- x.y\n", "holds no concepts"),
        (GOOD.replace("floor", "up"), "x.y: direction: is 'up'; write one of ceiling, exact, floor, free"),
        (GOOD.replace("money", "sum"), "x.y: kind: is 'sum'; write one of count, duration, money, percent"),
        (GOOD.replace("attribute:", "colour: red, attribute:"), "x.y: colour: is no field of a concept"),
        (GOOD.replace("cap}", "capp}"), "x.y: attribute: capp is not known"),
        (GOOD.replace("cap}", "cap, scheme: [resident]}"), "x.y: scheme: resident is not known"),
        (GOOD.replace("cap}", "cap, change: often}"), "x.y: change: is 'often'"),
        (GOOD.replace("cap}", "cap, cues: [1]}"), "x.y: cues: is no list of words"),
        (GOOD.replace("某标准", "3"), "x.y: label: is 3; write it in words"),
        (GOOD.replace("cap}", "cap, per: [年]}"), "x.y: per: is ['年']; write it in words"),
        (GOOD.replace("x.y", "../x"), "../x: is no id"),
        (GOOD.replace("attribute: cap", "named: []"), "x.y: has no name"),
        (GOOD.replace("attribute: cap", "named: [甲…乙…丙…丁]"), "x.y: named: “甲…乙…丙…丁” has more than 2 gaps"),
        (GOOD.replace("cap}", f"cap, examples: {{matches: [{'长' * 500}【3元】]}}}}"), "x.y: examples: matches: has a text of 504 characters"),
        (GOOD.replace("cap}", "cap, bare: [补贴]}"), "x.y: bare: needs bare_cues"),
        (GOOD.replace("cap}", "cap, examples: {matches: [没有标记]}}"), "x.y: examples: matches: “没有标记” does not mark one value"),
        (GOOD.replace("cap}", "cap, examples: [一句]}"), "x.y: examples: may hold matches and misses"),
        (GOOD.replace("x.y", "minimum_wage.monthly"), "is defined in vocabulary/concepts/social_security.yaml already"),
        ("terms: {colour: {red: [红]}}\n", "terms: may hold benefit, noun"),
        ("terms: {noun: {red: 红}}\n", "terms: noun: red: is no list of words"),
        ("schemes: 一\n", "schemes: is no list of words"),
    ],
)
def test_a_wrong_entry_is_named(text: str, problem: str, own: Callable[[str], None]) -> None:
    own(text)
    with pytest.raises(PackError) as error:
        load_concepts()
    assert str(error.value).startswith("vocabulary/own.yaml: ") and problem in str(error.value)


def test_packs_of_another_corpus_are_forgotten(own: Callable[[str], None]) -> None:
    own(GOOD + "terms: {noun: {cap: [某某封顶]}}\n")
    assert "x.y" in load_concepts() and "cap" in terms_of("noun")["某某封顶"]
    use_packs(())
    assert "x.y" not in load_concepts() and "某某封顶" not in terms_of("noun")
