"""A small corpus with every kind of benefit, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.corpus import load
from extractor.records.extraction import Extraction
from extractor.rules import write_rules
from tests.rules.builders import (
    CITY,
    NATION,
    PROVINCE,
    SUBSIDY,
    circular,
    critical_illness,
    money,
    percent,
)

INPATIENT, OUTPATIENT, ASSISTANCE = "resident_medical.inpatient", "resident_medical.outpatient", "medical_assistance"
NEEDY = "特困人员、低保对象"


def benefits_corpus() -> list[Extraction]:
    """Inpatient by tier, outpatient with a cap, assistance for a group, critical illness, financing of three levels."""
    return [
        critical_illness(),
        circular(
            "威〔2019〕50号", CITY, "2019-03-01",
            money(f"{INPATIENT}.deductible", "200", tier="一级及以下", quote="一级200元"),
            money(f"{INPATIENT}.deductible", "500", tier="二级", quote="二级500元"),
            money(f"{INPATIENT}.deductible", "1000", tier="三级", quote="三级1000元"),
            percent(f"{INPATIENT}.payment_ratio", "85", tier="一级及以下"),
            percent(f"{INPATIENT}.payment_ratio", "70", tier="二级"),
            percent(f"{INPATIENT}.payment_ratio", "55", tier="三级"),
            money(f"{INPATIENT}.annual_cap", "150000"),
            money(f"{OUTPATIENT}.deductible", "50"),
            percent(f"{OUTPATIENT}.payment_ratio", "50"),
            money(f"{OUTPATIENT}.annual_cap", "200"),
            money(f"{ASSISTANCE}.deductible", None, population=NEEDY),
            percent(f"{ASSISTANCE}.payment_ratio", "70", population=NEEDY),
            money(f"{ASSISTANCE}.annual_cap", "30000", population=NEEDY),
        ),
        circular("鲁〔2019〕1号", PROVINCE, "2019-01-01", money("resident_medical.financing.individual_contribution", "250")),
        circular("国〔2019〕1号", NATION, "2019-01-01", money(SUBSIDY, "520"),
                 percent("resident_medical.financing.central_subsidy_ratio", "80", region="西部"),
                 percent("resident_medical.financing.central_subsidy_ratio", "60", region="中部地区")),
        circular("威〔2019〕3号", CITY, "2019-01-02", money(SUBSIDY, "570")),
    ]


@pytest.fixture(scope="session")
def rules_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    write_rules(benefits_corpus(), folder)
    return folder


@pytest.fixture(scope="session")
def sample_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules of the sample corpus."""
    folder = tmp_path_factory.mktemp("sample")
    write_rules(load(Path(__file__).resolve().parents[2] / "corpus").extractions, folder)
    return folder
