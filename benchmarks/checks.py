"""The consistency check on many circulars: time, memory, and how both grow.

    python benchmarks/checks.py [--circulars 10000]

The circulars are made up, as records with their words: every year each province, city and county has its circular on
the residents' scheme, with subsidy, contribution, deductible, a scale of payment ratios, a target with a date and the
citation of the circular above it. One value in fifty breaks the rule from above. Each size is checked in a process of its
own, with one core; memory is that process's largest resident set.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from extractor.consistency import check
from extractor.language.places import NATION, Place, parent, place_by_code
from extractor.records.extraction import Extraction
from extractor.records.models import (
    BracketBounds,
    CitationRecord,
    DeadlineRecord,
    DocumentRecord,
    Line,
    MentionRecord,
    ParameterRecord,
)

SLIP_EVERY = 50
LAST_YEAR = 2025
_SCHEME = "resident_medical"


class Circular:
    """A circular in the making: its words so far and the records that stand at them."""

    def __init__(self, place: Place, year: int) -> None:
        self.id = f"{place.name}医保发〔{year}〕1号"
        self.year = year
        self.text = f"{place.name}医疗保障局\n{self.id}\n关于做好{year}年城乡居民基本医疗保障工作的通知\n"
        self.base: dict[str, Any] = {"source": f"{self.id}.txt", "document": self.id}
        head = {
            "level": place.level,
            "place": place.name,
            "place_code": place.code,
            "date": f"{year}-0{3 + _depth(place)}-01",
        }
        title = f"关于做好{year}年城乡居民基本医疗保障工作的通知"
        self.records: list[Line] = [
            DocumentRecord(
                **self.base, span=(0, 2), quote=self.text[:2], id=self.id, number=self.id, title=title, **head
            )
        ]

    def say(self, words: str) -> None:
        self.text += words

    def put(self, model: type[Line], quote: str, **fields: Any) -> None:
        start = len(self.text)
        self.text += quote
        self.records.append(model(**self.base, span=(start, len(self.text)), quote=quote, **fields))

    def value(self, concept: str, quote: str, value: str, unit: str, **more: Any) -> None:
        fields = {"kind": "money" if unit == "CNY" else "percent", "value": value, "unit": unit}
        comparator = more.pop("comparator", "eq")
        span = (len(self.text), len(self.text) + len(quote))
        self.records.append(MentionRecord(**self.base, span=span, quote=quote, **fields, comparator=comparator))
        self.put(
            ParameterRecord,
            quote,
            concept=f"{concept}",
            year=self.year,
            label=concept,
            comparator=comparator,
            **fields,
            **more,
        )

    def done(self) -> Extraction:
        return Extraction(self.base["source"], self.text, tuple(self.records))


def corpus(size: int) -> list[Extraction]:
    """`size` circulars, year by year from the last one back, from the country down to its counties."""
    found: list[Extraction] = []
    for year in range(LAST_YEAR, 0, -1):
        for place in _places():
            if len(found) == size:
                return found
            found.append(_circular(place, year, slips=len(found) % SLIP_EVERY == SLIP_EVERY - 1))
    return found


def _places() -> Iterator[Place]:
    yield NATION
    for number in range(110_000, 660_000):
        place = place_by_code(str(number))
        if place is not None:
            yield place


def _circular(place: Place, year: int, *, slips: bool) -> Extraction:
    level = _depth(place)
    base = 300 + 10 * (year % 60)
    circular = Circular(place, year)
    above = parent(place)
    if above is not None:
        number = f"{above.name}医保发〔{year}〕1号"
        title = f"关于做好{year}年城乡居民基本医疗保障工作的通知"
        circular.say("根据")
        circular.put(
            CitationRecord, f"《{title}》（{number}）", title=title, number=number, relation="basis", target=number
        )
        circular.say("要求，现就有关事项通知如下：\n")
    subsidy = base - 20 if slips else base + level
    circular.say(f"一、提高筹资标准。{year}年人均财政补助标准达到每人每年")
    circular.value(f"{_SCHEME}.financing.fiscal_subsidy", f"不低于{subsidy}元", str(subsidy), "CNY",
                   per="person/year", comparator="ge")  # fmt: skip
    circular.say("，个人缴费达到每人每年")
    circular.value(f"{_SCHEME}.financing.individual_contribution", f"{base}元", str(base), "CNY", per="person/year")
    circular.say("。\n二、稳定待遇水平。住院起付标准为：")
    for tier, amount in (("一级", 200), ("二级", 500), ("三级", 1000)):
        circular.value(f"{_SCHEME}.inpatient.deductible", f"{amount - level}元", str(amount - level), "CNY", tier=tier)
    circular.say("。大病保险支付比例为：")
    bounds = [None, "50000", "100000", None]
    for share, lower, upper in zip((60, 65, 70), bounds, bounds[1:], strict=False):
        bracket = BracketBounds(lower=lower, lower_inclusive=lower is not None, upper=upper)
        circular.value("critical_illness.payment_ratio", f"{share}%", str(share), "percent", bracket=bracket)
    circular.say("。\n三、优化公共服务。各地要在")
    month = 12 if slips else 12 - level
    action = "实现普通门诊费用跨省直接结算定点医疗机构全覆盖"
    circular.put(DeadlineRecord, f"{month}月底前", date=f"{year}-{month:02}-28", action=action)
    circular.say(f"{action}。\n四、加强基金监管。开展打击欺诈骗保专项治理，压实监管责任，健全举报奖励机制。\n")
    return circular.done()


def _depth(place: Place) -> int:
    return ("national", "province", "city", "county").index(place.level)


def measure(size: int) -> tuple[float, int, int, int]:
    """Seconds, megabytes before and after the check, and findings."""
    extractions = corpus(size)
    before = _megabytes()
    start = perf_counter()
    findings = check(extractions)
    return perf_counter() - start, before, _megabytes(), len(findings)


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--circulars", type=int, default=10_000)
    size = arguments.parse_args().circulars
    table = Table("circulars", "findings", "s", "ms/circular", "MB with records", "MB with the check")
    for part in (size // 4, size // 2, size):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, before, after, findings = pool.apply(measure, (part,))
        figures = (part, findings, f"{seconds:.1f}", f"{1000 * seconds / part:.2f}", before, after)
        table.add_row(*map(str, figures))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
