"""The benefits that can be calculated, and the values that one rests on for a person, a place and a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, NoReturn

from extractor.policy.groups import meant_by
from extractor.policy.places import NATION, chain, is_region, place_name, same_region
from extractor.policy.tiers import grades, tier_covers
from extractor.policy.wording import day_text
from extractor.rules.in_force import Asked, Chosen, rank, value_for
from extractor.rules.model import Concept, Reference, RulesError, Series
from extractor.rules.tree import steps_of
from extractor.rules.wording import all_values_text, whom_text
from extractor.vocabulary import load_yaml

KINDS = ("critical_illness", "inpatient", "outpatient", "medical_assistance", "combined", "financing")
_NOTHING, _ENDLESS = Decimal(0), Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit by the concepts of its terms; `deductible` is None where it has none."""

    id: str
    label: str
    ratio: str
    cap: str
    deductible: str | None = None

    @property
    def concepts(self) -> list[str]:
        """The concepts of its terms."""
        return [concept for concept in (self.deductible, self.ratio, self.cap) if concept]


class Piece(NamedTuple):
    """The part of a cost between `low` and `high` yuan, of which `share` is paid by the words at `source`.

    The scale's own bounds are lower by `shift` where it divides what is left after the deductible.
    """

    low: Decimal
    high: Decimal
    share: Decimal
    source: Reference
    shift: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """The values that a benefit rests on for somebody on a day."""

    benefit: Benefit
    deductible: Chosen | None
    ratio: Chosen
    cap: Chosen

    @property
    def first(self) -> Decimal:
        """What the person pays first; nothing where there is no deductible or it is abolished."""
        return (self.deductible and self.deductible.entry.value) or _NOTHING

    @property
    def limit(self) -> Decimal:
        """The most that is paid; infinity where the cap is abolished."""
        return _ENDLESS if self.cap.entry.value is None else self.cap.entry.value

    @property
    def after_deductible(self) -> bool:
        """Whether the scale divides what is left after the deductible: it is printed to begin at 0 beside one
        (扣除起付标准后，0—5万元…). Any other scale divides the cost itself."""
        brackets = self.ratio.entry.brackets
        return bool(brackets) and brackets[0].lower == 0 and self.first > 0

    def pieces(self) -> list[Piece]:
        """The parts of a cost of which something is paid, in ascending order; the cap is not in them."""
        entry = self.ratio.entry
        if not entry.brackets:
            share = (entry.value or _NOTHING).scaleb(-2)
            return [Piece(self.first, _ENDLESS, share, entry.references[0], _NOTHING)]
        shift = self.first if self.after_deductible else _NOTHING
        steps = steps_of(entry.brackets)
        ends = [step.threshold for step in steps[1:]] + [_ENDLESS]
        pieces = [
            Piece(max(step.threshold + shift, self.first), end + shift, step.value.scaleb(-2), step.bracket.reference, shift)
            for step, end in zip(steps, ends, strict=True)
            if step.bracket and step.value
        ]
        return [piece for piece in pieces if piece.high > piece.low]


def _settings() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml("calculations.yaml")
    return found


@cache
def benefits() -> dict[str, Benefit]:
    """All benefits by id."""
    return {
        name: Benefit(name, entry["label"], entry["ratio"], entry["cap"], entry.get("deductible"))
        for name, entry in _settings()["benefits"].items()
    }


def benefit_concepts() -> list[str]:
    """The concepts that any benefit rests on, sorted."""
    return sorted({concept for benefit in benefits().values() for concept in benefit.concepts})


def _all_concepts() -> list[str]:
    """The concepts that any calculation rests on, sorted."""
    return sorted({*benefit_concepts(), *_settings()["financing"].values()})


def insured_words() -> dict[str, str]:
    """Kinds of insured by what they are called: 居民 → resident; their ids stand for themselves."""
    named: dict[str, str] = _settings()["insured"]
    return {word: name for name, word in named.items()} | {name: name for name in named}


def benefits_of(kind: str, insured: str, without: Collection[str] = ()) -> list[Benefit]:
    """The benefits that make up a kind of calculation, in the order in which they pay.

    `without` names kinds that are left out of a combined one, such as the assistance that somebody has no claim to.
    Raises RulesError for an unknown kind or insured.
    """
    unknown = [name for name in (kind, *without) if name not in KINDS]
    if unknown:
        raise RulesError(f"不认识的计算“{unknown[0]}”，可用：{'、'.join(KINDS)}")
    if insured not in _settings()["insured"]:
        raise RulesError(f"不认识的参保类型“{insured}”，可用：{'、'.join(_settings()['insured'])}")
    kinds = [one for one in _settings()["combined"] if one not in without] if kind == "combined" else [kind]
    entries = _settings()["benefits"].items()
    return [
        benefits()[name]
        for wanted in kinds
        for name, entry in entries
        if entry["kind"] == wanted and entry.get("of", insured) == insured
    ]


class Chooser:
    """Finds the values that a calculation rests on among the rules in force, and says in words what is missing."""

    def __init__(self, series: Sequence[Series], concepts: Mapping[str, Concept], places: Mapping[str, str]) -> None:
        self._by_place: dict[tuple[str, str], list[Series]] = {}
        for one in series:
            self._by_place.setdefault((one.key.concept, one.key.place_code), []).append(one)
        self._concepts = concepts
        self._places = places

    def terms(self, benefit: Benefit, asked: Asked) -> Terms:
        """The terms of a benefit; raises RulesError naming the value that the corpus does not give."""
        return Terms(
            benefit,
            self.value(benefit.deductible, asked, _is_amount) if benefit.deductible else None,
            self.value(benefit.ratio, asked, _is_share),
            self.value(benefit.cap, asked, _is_yearly),
        )

    def financing(self, asked: Asked) -> dict[str, Chosen]:
        """The values of yearly financing: `individual`, `fiscal`, and where a region is asked for `central_ratio` and
        the national standard `central_base` that it is a share of."""
        concepts = _settings()["financing"]
        found = {name: self.value(concepts[name], asked, _is_yearly) for name in ("individual", "fiscal")}
        if asked.region is not None:
            of_nation = Asked(NATION, asked.day, region=asked.region)
            found["central_ratio"] = self.value(concepts["central_ratio"], of_nation, _is_share)
            found["central_base"] = self.value(concepts["fiscal"], of_nation, _is_yearly)
        return found

    def understood(self, asked: Asked) -> Asked:
        """The same with the groups that are meant; raises RulesError for a group, grade or region that neither the vocabulary nor any
        rule of the place knows, naming those that the place knows."""
        keys = [one.key for concept in _all_concepts() for one in self._series(concept, asked) if one.on(asked.day)]
        groups = sorted({key.population for key in keys if key.population})
        tiers = sorted({key.tier for key in keys if key.tier})
        regions = sorted({key.region for key in keys if key.region})
        meant = []
        for name in asked.groups:
            found = meant_by(name, groups)
            if len(found) > 1:
                raise RulesError(f"人群“{name}”可以指{'、'.join(found)}，请写全称")
            meant += found or self._unknown("人群", name, groups, asked)
        if asked.tier and not grades(asked.tier) and not any(tier_covers(tier, asked.tier) for tier in tiers):
            self._unknown("医院等级", asked.tier, tiers, asked)
        if asked.region and not is_region(asked.region) and not any(same_region(one, asked.region) for one in regions):
            self._unknown("地区类别", asked.region, regions, asked)
        return replace(asked, groups=tuple(meant))

    def _unknown(self, what: str, name: str, known: Sequence[str], asked: Asked) -> NoReturn:
        where = f"{self._name(asked)}{day_text(asked.day)}"
        told = f"写有：{'、'.join(known)}" if known else f"不分{what}"
        raise RulesError(f"不认识的{what}“{name}”；{where}的规定{told}")

    def _name(self, asked: Asked) -> str:
        return self._places.get(asked.place_code) or place_name(asked.place_code)

    def value(self, concept: str, asked: Asked, fits: Callable[[Chosen], bool]) -> Chosen:
        """The value of a concept that counts among those that fit; raises RulesError where no calculation can use any."""
        candidates = value_for(self._series(concept, asked), concept, asked)
        usable = [one for one in candidates if _is_certain(one) and fits(one)]
        if not usable:
            raise RulesError(self._missing(concept, asked, candidates))
        best = usable[0]
        alike = [one for one in usable if rank(one, asked) == rank(best, asked)]
        if len(alike) > 1:
            names = "；".join(whom_text(one.series.key) for one in alike)
            raise RulesError(f"“{self._label(concept)}”（{concept}）有并列的几项：{names}，无法确定用哪一项")
        return best

    def _series(self, concept: str, asked: Asked) -> list[Series]:
        """The series of a concept at a place and above it."""
        return [one for place in chain(asked.place_code) for one in self._by_place.get((concept, place), ())]

    def _missing(self, concept: str, asked: Asked, candidates: Sequence[Chosen]) -> str:
        whom = "，".join(filter(None, (*asked.groups, asked.tier, asked.region)))
        start = f"缺少参数“{self._label(concept)}”（{concept}）：{self._name(asked)}{day_text(asked.day)}"
        start += f"（{whom}）" if whom else ""
        if candidates:
            first = candidates[0]
            if first.series.key.has("rest"):
                return f"{start}只有部分分段不分类别，其余按类别规定{self._hints(concept, asked)}"
            return f"{start}只有目标值、约数或按次按月的数额（{all_values_text(first.entry, first.series.key)}），不能据以计算"
        return f"{start}没有可适用的规定{self._hints(concept, asked)}"

    def _hints(self, concept: str, asked: Asked) -> str:
        """For whom and which tiers there are values instead."""
        others = [one.key for one in self._series(concept, asked) if one.on(asked.day)]
        groups = sorted({key.population for key in others if key.population})
        tiers = sorted({key.tier for key in others if key.tier})
        hints = [f"人群 {'、'.join(groups)}"] if groups else []
        hints += [f"医院等级 {'、'.join(tiers)}"] if tiers else []
        return f"；文件中另有分类规定：{'；'.join(hints)}，请指明" if hints else ""

    def _label(self, concept: str) -> str:
        return self._concepts[concept].label if concept in self._concepts else concept


def _is_certain(chosen: Chosen) -> bool:
    if chosen.series.key.has("rest"):
        return False
    return chosen.entry.modality != "target" and chosen.entry.comparator != "approx"


def _is_share(chosen: Chosen) -> bool:
    return chosen.series.key.unit == "percent"


def _is_amount(chosen: Chosen) -> bool:
    return not chosen.series.key.scaled and chosen.series.key.unit == "CNY"


def _is_yearly(chosen: Chosen) -> bool:
    return _is_amount(chosen) and chosen.entry.per in (None, "person", "year", "person/year")
