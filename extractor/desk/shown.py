"""What the templates of the desk call: words, links to other pages of a list, the chart of a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape
from pydantic import BaseModel

from extractor.desk.fields import addable, as_text, correctable
from extractor.desk.pages.tasks import LIGHTS
from extractor.desk.pages.values import Step
from extractor.policy.wording import day_text
from extractor.report import wording

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 860, 240, 20, 40, 40


def helpers() -> dict[str, Callable[..., Any]]:
    """The functions, by the names that templates use."""
    return {
        "statuses": lambda: wording.words("statuses"), "severities": lambda: wording.words("severities"),
        "kinds": lambda: {**wording.words("kinds"), "amendment": "修改其他文件"}, "lights": lambda: LIGHTS,
        "confidences": lambda: wording.words("confidences"), "correctable": correctable, "addable": addable, "as_text": as_text, "query_of": query_of,
        "chart": chart,
    }  # fmt: skip


def query_of(asked: BaseModel | None) -> Callable[..., str]:
    """A function from a page, and fields that change, to the query that asks for them."""
    said = asked.model_dump(mode="json", exclude_defaults=True) if asked else {}

    def query(page: int, **changed: Any) -> str:
        merged = {**said, **changed, "page": page}
        return urlencode({name: "on" if value is True else value for name, value in merged.items() if value not in ("", None, False)})

    return query


def chart(steps: Sequence[Step]) -> Markup:
    """A value through time as steps; each says its value and since when. The table below it says the same."""
    first, last = steps[0].since.toordinal(), max(steps[-1].until.toordinal(), steps[-1].since.toordinal() + 1)
    low, high = min(step.amount for step in steps), max(step.amount for step in steps)

    def across(day: int) -> float:
        return _LEFT + (day - first) / (last - first) * (_WIDTH - 2 * _LEFT)

    def up(amount: float) -> float:
        share = (amount - low) / (high - low) if high > low else 0.5
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)

    path, marks = [], []
    for number, step in enumerate(steps):
        start, end, height = across(step.since.toordinal()), across(step.until.toordinal()), up(step.amount)
        path.append(f"{'L' if number else 'M'}{start:.1f},{height:.1f} L{end:.1f},{height:.1f}")
        told = escape(f"{day_text(step.since)}起：{step.text}")
        anchor = "end" if start > _WIDTH * 0.8 else "start"
        marks.append(f'<circle cx="{start:.1f}" cy="{height:.1f}" r="4"><title>{told}</title></circle>'
                     f'<text x="{start:.1f}" y="{height - 10:.1f}" text-anchor="{anchor}">{escape(step.text)}</text>'
                     f'<text x="{start:.1f}" y="{_HEIGHT - 12}" text-anchor="{anchor}">{step.since.isoformat()}</text>')
    title = escape(f"历次数值：{'，'.join(f'{step.since.isoformat()}起{step.text}' for step in steps)}")
    return Markup(f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"><title>{title}</title>'
                  f'<path d="{" ".join(path)}"/>{"".join(marks)}</svg>')
