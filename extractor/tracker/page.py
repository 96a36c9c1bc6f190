"""Entries as one self-contained Chinese page: what is overdue, what is due in which month, who has how much to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from extractor.policy.wording import day_text
from extractor.tracker.entries import Entry, grouped
from extractor.tracker.state import DONE, IN_PROGRESS, NOT_APPLICABLE, NOT_STARTED, OVERDUE

SOON_DAYS = 30

_WEEKDAYS = "一二三四五六日"
_MARKS = {NOT_STARTED: "idle", IN_PROGRESS: "busy", DONE: "done", OVERDUE: "late", NOT_APPLICABLE: "off"}


@dataclass(frozen=True, slots=True)
class Card:
    """An entry as the page shows it; `before`, `phrase` and `after` are its quote around the time phrase."""

    entry: Entry
    mark: str
    distance: str
    before: str
    phrase: str
    after: str

    @property
    def weekday(self) -> str:
        """`周四`, or nothing without a date."""
        day = self.entry.due.day
        return f"周{_WEEKDAYS[day.weekday()]}" if day else ""


@dataclass(frozen=True, slots=True)
class Month:
    """The cards of one month, in order, and who leads what is still open.

    The shares are percentages of the fullest month: of what is overdue, open, and closed.
    """

    name: str
    cards: tuple[Card, ...]
    leads: tuple[str, ...]
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Load:
    """What one agency leads: how much of it is overdue, open and done, and how much open work it takes part in.

    `late`, `open` and `done` are counts, `shares` their percentages of the longest bar of the page.
    """

    name: str
    late: int
    open: int
    done: int
    support: int
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures at the head of the page."""

    total: int
    late: int
    soon: int
    busy: int
    done: int


def to_html(entries: Sequence[Entry], on: date, name: str) -> str:
    """The page as of the day `on`, headed `name`; it loads nothing and runs no script."""
    from extractor.templating import environment

    cards = [_card(entry) for entry in entries]
    dated = [card for card in cards if card.entry.due.day]
    undated = [card for card in cards if not card.entry.due.day]
    template = environment("tracker").get_template("page.html.j2")
    return template.render(
        name=name,
        on=day_text(on),
        counts=_counts(entries),
        late=[card for card in dated if card.entry.status == OVERDUE and card.entry.is_open],
        months=_months(dated),
        loads=_loads(entries),
        waiting=[card for card in undated if card.entry.task.kind == "event"],
        assigned=[card for card in undated if card.entry.task.kind == "assigned"],
        others=[card for card in undated if card.entry.task.kind not in ("event", "assigned")],
    )


def _card(entry: Entry) -> Card:
    quote = "".join(entry.task.quote.split())
    deadline = entry.task.deadline
    phrase = "".join(deadline.quote.split()) if deadline else ""
    before, found, after = quote.partition(phrase) if phrase else (quote, "", "")
    return Card(entry, _MARKS[entry.status], _distance(entry), before, found, after)


def _distance(entry: Entry) -> str:
    left = entry.days_left
    if left is None or not entry.is_open:
        return ""
    if left < 0:
        return f"逾期 {-left} 天"
    return f"还剩 {left} 天" if left else "今天到期"


def _months(cards: Iterable[Card]) -> list[Month]:
    groups = [(name, tuple(group)) for name, group in groupby(cards, _month_name)]
    fullest = max((len(group) for _, group in groups), default=1)
    months = []
    for name, group in groups:
        still = [card.entry for card in group if card.entry.is_open]
        leads = dict.fromkeys(lead for entry in still for lead in entry.task.lead_full or entry.task.lead)
        late = sum(entry.status == OVERDUE for entry in still)
        shares = _shares((late, len(still) - late, len(group) - len(still)), fullest)
        months.append(Month(name, group, tuple(leads), shares))
    return months


def _month_name(card: Card) -> str:
    day = card.entry.due.day
    return f"{day.year}年{day.month}月" if day else ""


def _shares(counts: tuple[int, int, int], longest: int) -> tuple[float, float, float]:
    first, second, third = (round(100 * count / longest, 1) for count in counts)
    return first, second, third


def _counts(entries: Sequence[Entry]) -> Counts:
    open_ones = [entry for entry in entries if entry.is_open]
    return Counts(
        total=len(entries),
        late=sum(entry.status == OVERDUE for entry in open_ones),
        soon=sum(0 <= left <= SOON_DAYS for entry in open_ones if (left := entry.days_left) is not None),
        busy=sum(entry.status == IN_PROGRESS for entry in entries),
        done=sum(entry.status == DONE for entry in entries),
    )


def _loads(entries: Sequence[Entry]) -> list[Load]:
    """Every agency that leads or takes part, the busiest first."""
    supported = Counter(
        agency for entry in entries if entry.is_open for agency in entry.task.support_full or entry.task.support
    )
    leading = grouped(entry for entry in entries if entry.task.lead)
    longest = max((len(group) for group in leading.values()), default=1)
    loads = []
    for name in {*leading, *supported}:
        group = leading.get(name, [])
        late = sum(entry.status == OVERDUE and entry.is_open for entry in group)
        still = sum(entry.is_open for entry in group) - late
        done = sum(entry.status == DONE for entry in group)
        loads.append(Load(name, late, still, done, supported[name], _shares((late, still, done), longest)))
    return sorted(loads, key=lambda load: (-load.late - load.open, -load.late, -load.support, load.name))
