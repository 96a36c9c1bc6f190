"""Lists: which member of a coordinated list belongs to which of as many values (A和B分别为x和y)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.frames.patterns import words as listed
from extractor.frames.phrases import ends_in
from extractor.quantities.model import Quantity
from extractor.spans import Span

_EVERY = re.compile(r"、|/|和|以及|及(?![以其])|与")
_COMMA = re.compile(r"、")
_WORD = re.compile(r"和|以及|及(?![以其])|与")
_JOINT = re.compile(r"(?:、|/|和|与|及|以及|或者?|，)(?:每[人户年月家个套次位名]|不[低高超少]\w{1,2}|[至不]?最[高低多少]|分别|为|\s)*")
_BOUND = re.compile(r"[·及]*以[上下内外]·*|左右")
_SHARED_VERB = re.compile(r"购买|使用|租赁|生育了?|从事|参加|缴纳|申请|属于?|取得|引进|招用|吸纳|获得")
_DIGITS = "一二三四五六七八九十"
_RANK = re.compile(f"(?P<first>[{_DIGITS}])(?P<to>级?[至到])?(?P<last>[{_DIGITS}])?(?=(?:[、和或][{_DIGITS}])*(?P<noun>[级孩档类胎]))")
_RANKED = re.compile(f"[{_DIGITS}两多首甲乙丙丁A-Z][级孩档类胎套]")
_NOUNS = ("people", "bodies", "objects", "places")
_MEMBER_END = ("people", "bodies", "objects", "places", "attributes", "grades")


def runs_of(text: str, quantities: Sequence[Quantity], among: Sequence[int]) -> list[tuple[int, ...]]:
    """Coordinated values (x、y和z) among some quantities, each a tuple of their indexes; a lone value is a run of one."""
    runs: list[list[int]] = []
    for index in among:
        quantity = quantities[index]
        if runs:
            before = quantities[runs[-1][-1]]
            alike = before.kind == quantity.kind and before.unit == quantity.unit
            joined = alike and _JOINT.fullmatch(text[before.end : quantity.start]) and text[before.end] != "，"
            spanned = alike and before.comparator in ("ge", "gt") and quantity.comparator in ("le", "lt") and (
                text[before.end : quantity.start] in ("", "、", "，", "至", "到"))
            if joined or spanned or (quantity.range_role == "upper" and before.range_role == "lower" and before.start == quantity.start):
                runs[-1].append(index)
                continue
        runs.append([index])
    return [tuple(run) for run in runs]


def members(masked: str, span: Span, count: int) -> tuple[list[Span], Span] | None:
    """The `count` members of a list that fills a stretch, and the list's own stretch; None where there is none.

    A member begins behind a verb that they share (职工购买|新房、二手房), and ends at its noun: what the last one has more
    is said of all (二孩、三孩家庭|购买自住住房).
    """
    for joint in (_EVERY, _COMMA, _WORD):
        parts: list[Span] = []
        start = span.start
        for hit in joint.finditer(masked, span.start, span.end):
            parts.append(Span(start, hit.start()))
            start = hit.end()
        parts.append(Span(start, span.end))
        parts = _described(masked, parts, count)
        if len(parts) != count or any(part.end <= part.start for part in parts):
            continue
        parts[-1] = _last(masked, parts)
        parts[0] = _first(masked, parts)
        if all(_is_member(masked[part.start : part.end]) for part in parts[1:]) and _alike(masked, parts):
            return parts, Span(parts[0].start, parts[-1].end)
    return None


def _described(masked: str, parts: list[Span], count: int) -> list[Span]:
    """The parts of a stretch, where there are more than values and what describes the first member is a list too the last ones
    (企业、社会组织全职引进的|博士、硕士): those before them belong to its description."""
    first = Span(parts[0].start, parts[-count].end) if 0 < count < len(parts) else None
    if first is None or "的" not in masked[parts[-count].start : first.end - 1] or any(
            "的" in masked[part.start : part.end - 1] for part in parts[len(parts) - count + 1 :]):
        return parts
    return [first, *parts[len(parts) - count + 1 :]]


def _is_member(words: str) -> bool:
    bare = words.rstrip("·")
    return any(ends_in(bare, kind) for kind in _MEMBER_END) or len(bare) <= 8 or bare[0].isdigit()


def _alike(masked: str, parts: Sequence[Span]) -> bool:
    """Whether the members end as nouns of one kind do: in the same word, or in words of one list."""
    endings = [masked[part.start : part.end].rstrip("·") for part in parts]
    if not all(endings):
        return False
    if all(ending[0].isdigit() for ending in endings):
        return True
    if len({ending[-1] for ending in endings}) == 1 or max(map(len, endings)) <= 8:
        return True
    return any(all(ends_in(ending, kind) for ending in endings) for kind in _MEMBER_END)


def _first(masked: str, parts: Sequence[Span]) -> Span:
    first = parts[0]
    if all(masked[part.start].isdigit() for part in parts[1:]):
        start = next((place for place in range(first.start, first.end) if masked[place].isdigit()), first.start)
        return Span(start, first.end)
    if (ranked := _RANKED.match(masked, parts[-1].start)) and first.end - first.start > 2 and _RANKED.fullmatch(masked, first.end - 2, first.end) and (
            masked[first.end - 1] == ranked[0][-1]):
        return Span(first.end - 2, first.end)
    described = masked.rfind("的", first.start, first.end - 1)
    if described >= 0 and all("的" not in masked[part.start : part.end - 1] for part in parts[1:]):
        return Span(described + 1, first.end)
    for hit in _SHARED_VERB.finditer(masked, first.start, first.end):
        if hit.end() < first.end and hit.start() > first.start and hit[0] not in masked[parts[1].start : parts[1].end]:
            first = Span(hit.end(), first.end)
    return first


def _last(masked: str, parts: Sequence[Span]) -> Span:
    """The last member, ended where its noun ends as the first one's does."""
    last = parts[-1]
    words = masked[last.start : last.end]
    first = masked[parts[0].start : parts[0].end].rstrip("·")
    for ending in (first[-2:], first[-1:]):
        at = words.find(ending) if ending else -1
        if at < 0:
            continue
        stop = at + len(ending)
        while noun := next((size for size in (4, 3, 2) if any(words[stop : stop + size] in listed(kind) for kind in _NOUNS)), 0):
            stop = min(stop + noun, len(words))  # 三孩|缴存人|家庭
        while stop < len(words) and words[stop] == "·":
            stop += 1
        if bound := _BOUND.match(words, stop):
            stop = bound.end()
        return Span(last.start, last.start + stop)
    return last


def tail_of(masked: str, parts: Sequence[Span]) -> Span | None:
    """The tail of the last member that the ones before it share (单、双|职工家庭), where it is more than they are."""
    first, last = parts[0], parts[-1]
    size = first.end - first.start
    if size > 3 or last.end - last.start < size + 2 or any(part.end - part.start != size for part in parts[:-1]):
        return None
    head = masked[last.start : last.start + size]
    if size > 1 and head[-1] != masked[first.end - 1]:
        return None
    return Span(last.start + size, last.end)


def narrows(one: str, other: str) -> bool:
    """Whether `one` names some of the ranks that `other` lists (五级伤残 of 五级、六级伤残; 二孩家庭 of 生育二孩、三孩的)."""
    few, many = _ranks(one), _ranks(other)
    return bool(few) and few < many


def _ranks(words_: str) -> set[tuple[int, str]]:
    found: set[tuple[int, str]] = set()
    for hit in _RANK.finditer(words_):
        first = _DIGITS.index(hit["first"])
        last = _DIGITS.index(hit["last"]) if hit["to"] and hit["last"] else first
        found.update((rank, hit["noun"]) for rank in range(first, last + 1))
    return found


def _is_range(lower: Quantity, upper: Quantity) -> bool:
    """Whether two values are the ends of one range (1至3万元, 1万元以上3万元以下)."""
    return lower.start == upper.start or (
        lower.comparator in ("ge", "gt") and upper.comparator in ("le", "lt") and upper.start - lower.end <= 1)


def places_in(quantities: Sequence[Quantity], run: Sequence[int]) -> list[int]:
    """The place of each value of a run among its values, the two ends of a range counting as one."""
    places: list[int] = []
    for order, index in enumerate(run):
        pair = order and _is_range(quantities[run[order - 1]], quantities[index])
        places.append(places[-1] if pair else (places[-1] + 1 if places else 0))
    return places
