"""Lists of bodies in running text: which names stand at a place, and where the predicate behind them begins.

What may be a name is left to `agencies`; what may follow one is in `vocabulary/assignments`. Each look is bounded, so
that time grows linearly with the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.language.agencies import begins_as_agency, is_agency, is_field, is_generic, split_agencies
from extractor.language.predicates import pattern, words
from extractor.spans import Span

_NEAR_MODAL = 14
"""How many characters behind a list of bodies what binds them begins."""
_WHOSE_ALWAYS = ("人民政府", "政府")
"""Bodies that are no name without whose they are (统筹地区的人民政府)."""
LONGEST_LIST = 160
"""How many characters a list of bodies may take."""


class Bodies(NamedTuple):
    """A list of bodies: the spans of their names (none for 有关部门), and where what they do begins."""

    names: list[Span]
    border: int


def bodies_at(text: str, start: int, end: int, *, governed: bool = False) -> Bodies | None:
    """The bodies that `text[start:end]` begins with, before what they do; None where there is no such list.

    `governed`: a 由 stands before them, so that names may begin with unknown words, verbs may be unknown, and which body
    of its kind it is may be said first (其户籍所在地的区民政局).
    """
    if not governed:
        return _to_predicate(text, start, end, familiar=True)
    found = _to_predicate(text, start, end, familiar=False) or _to_unknown_verb(text, start, end)
    if found is not None and not text.startswith("的", found.border):
        return found
    whose = pattern("whose").match(text, start, end)
    if whose is None:
        return found
    said = _to_predicate(text, whose.end(), end, familiar=False) or _to_unknown_verb(text, whose.end(), end)
    if said is not None and said.names and text.startswith(_WHOSE_ALWAYS, said.names[0].start):
        return Bodies([Span(start, said.names[0].end), *said.names[1:]], said.border)
    if said is None or any(text.endswith(("企业", "公司"), *name) for name in said.names):
        return found
    return said if pattern("of_place").search(whose[0]) else _whole_name(text, said, start)


def _whole_name(text: str, found: Bodies, start: int) -> Bodies:
    """Bodies of which the first is told apart by what it does or who named it: that is part of its name (批准其设置的卫生部门).

    Another body may stand before what tells it apart (区政府或者其授权的机构).
    """
    if not found.names:
        return found
    first, *others = found.names
    either = pattern("either").match(text, start, first.start)
    if either and is_agency(either["name"]):
        others = [Span(either.end(), first.end), *others]
        first = Span(*either.span("name"))
    return Bodies([Span(start, first.end), *others], found.border)


def bodies_before(text: str, start: int, modal: int) -> Bodies | None:
    """The bodies between `start` and a modal word (应当) at `modal`, if they are whom it binds."""
    if modal - start < 2 or (pattern("no_subject_begins").match(text, start, modal) and not pattern("relative_act").match(
            text[start:modal])):
        return None
    if adverb := pattern("before_modal").search(text, start, modal):
        modal = adverb.start()
    if when := pattern("when").match(text, start, modal):
        start = when.end()  # 过渡期内各统筹地区应当
    whose = pattern("whose").match(text, start, modal)
    for begin in (start, whose.end()) if whose else (start,):
        found = _whole(text, begin, modal) or _to_predicate(text, begin, modal + 2, familiar=False)
        if found is not None and found.border <= modal and not pattern("described").match(text[found.border:modal]):
            return found
    return None


def _whole(text: str, start: int, end: int) -> Bodies | None:
    """The list that a stretch is, its remarks and adverbs left out; people and whoever is nobody in particular are no members."""
    if end - start > LONGEST_LIST:
        return None
    if text[start:end] in words("bound"):
        return Bodies([Span(start, end)], end)
    if text[start:end] in words("everywhere"):
        return Bodies([], end)
    names = names_in(text, start, end)
    printed = [text[a:b] for a, b in names]
    if not names:
        return Bodies([], end) if is_generic(text[start:end]) else None
    if all(is_body(name, familiar=False) for name in printed) or _are_fields(printed, text[max(start, end - 20):end]):
        return Bodies(names, end) if any(map(is_somebody, printed)) or "部门" in text[start:end] else None
    members: list[Span] = []
    listed = pattern("fields_listed").search(text, max(start, end - 20), end)
    fields = listed is not None and listed[0].startswith("等")
    for place, (name, span) in enumerate(zip(printed, names, strict=True)):
        for a, b in [span] if is_body(name, familiar=False) else _parts(text, *span):
            found = _member(text, a, b, first=place == 0 and a == span.start)
            if found is None and fields and pattern("field_name").match(text[a:b]):
                found = [Span(a, b)]
            if found is None:
                return None
            members += found
    return Bodies(members, end) if members else None


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """An entry of a list cut at every word that may join two names; levels stay with what they share (市和区人民政府)."""
    for hit in pattern("joint_any").finditer(text, start + 1, end - 1):
        if pattern("levels").fullmatch(text, start, hit.start()):
            continue
        yield Span(start, hit.start())
        start = hit.end()
    yield Span(start, end)


def _member(text: str, start: int, end: int, *, first: bool) -> list[Span] | None:
    """A member of a list of whom a sentence binds: the body, nothing where it is people or nobody, None where it is no such list."""
    name = text[start:end]
    if is_generic(name) or (pattern("people_listed").search(name) and not first) or name in words("society") or name in words("everywhere"):
        return []
    last = name.rfind("的") + 1
    own = name[last:]
    if last and not any(pattern(one).match(name) for one in ("policy_act", "acts_on")) and (
            pattern("relative_act").match(name) or not pattern("no_subject_begins").match(name)):
        if own in words("bound") or pattern("nobody").fullmatch(own):
            return [Span(start, end)]
        return [Span(start + last, end)] if is_somebody(own) or pattern("subject_body").fullmatch(own) else None
    if name in words("bound") or is_somebody(name):
        return [Span(start, end)]
    firm = pattern("subject_body").fullmatch(name) and not any(pattern(one).match(name) for one in ("verb", "no_subject_begins"))
    return [Span(start, end)] if firm else None


def unfamiliar_bodies(text: str, start: int, end: int) -> Bodies | None:
    """Bodies whose names begin with no known word (房产管理部门), or with who appointed them (区政府指定的征收部门), where 负责,
    牵头 or 配合 follows."""
    if pattern("no_beginning").match(text, start, end) or pattern("predicates").match(text, start, end):
        return None
    appointed = pattern("appointed").match(text, start, end)
    for begin in (start, appointed.end()) if appointed else (start,):
        found = _to_predicate(text, begin, end, familiar=False)
        if found is None or not all(pattern("firm_name").match(text[a:b]) for a, b in found.names):
            continue
        if any(pattern(role).match(text, found.border, end) for role in ("lead", "support")):
            return found if begin == start else _whole_name(text, found, start)
    return None


def described_list(text: str, start: int, end: int) -> list[Span]:
    """The bodies that a clause is but a list of, of whom more is said in it (承担康复任务的医疗单位，|应当…); none else."""
    if any(pattern(name).search(text, start, end) for name in ("modal", "is_a")) or (
            pattern("relative_act").match(text[start:end]) is None
            and any(pattern(name).match(text[start:end]) for name in ("no_subject_begins", "verb", "no_subject"))):
        return []
    found = _whole(text, start, end)
    if found is None or not found.names or pattern("behind_names").fullmatch(text[found.names[-1].end : end]) is None:
        return []
    if any(pattern(name).match(text, end + 1) for name in ("lead", "then_when")):
        return found.names
    bound = pattern("modal").search(text, end + 1, end + _NEAR_MODAL)
    return found.names if bound is not None and pattern("no_subject").match(text[end + 1 : bound.start()]) else []


def names_only(text: str, start: int, end: int) -> bool:
    """Whether the stretch is but a list of agencies, as over their duties (市财政局：负责…, 市财政局职责)."""
    if end - start > LONGEST_LIST or not begins_as_agency(text[start:start + 12]):
        return False
    if not is_agency(pattern("duties_head").sub("", text[max(start, end - 24):end])):
        return False
    return all(pattern(name).search(text, start, end) is None for name in ("modal", "is_a"))


def names_in(text: str, start: int, end: int) -> list[Span]:
    """The names of a stretch that is but a list of agencies."""
    listed = pattern("duties_head").sub("", text[start:end])
    return [Span(start + a, start + b) for a, b in split_agencies(listed)]


def is_body(name: str, *, familiar: bool) -> bool:
    """Whether a name that a list holds is a body, a field of one, or one of those that name nobody in particular."""
    if name in words("actors") or is_field(name):
        return True
    return (is_agency(name) or is_generic(name)) and (not familiar or begins_as_agency(name[:12]))


def is_somebody(name: str) -> bool:
    """Whether a name of a list is a body by itself, no field and no 有关部门."""
    known = any(pattern(kind).fullmatch(name) for kind in ("of_state_council", "role_holder"))
    return known or name in words("actors") or is_agency(name)


def _to_predicate(text: str, start: int, end: int, *, familiar: bool) -> Bodies | None:
    """The list that ends where a known predicate begins."""
    limit = min(end, start + LONGEST_LIST)
    if familiar and not begins_as_agency(text[start:start + 12]):
        return None
    for hit in pattern("predicates").finditer(text, start + 2, limit):
        border = hit.start()
        if pattern("no_border").match(text, border - 1) or pattern("body_of_people").match(text, border, limit):
            continue
        tail = text[max(start, border - 20):border]
        if not (is_agency(tail) or is_generic(tail) or tail.endswith(("等", *words("actors"))) or tail[-1:] in "”）"
                or any(pattern(name).search(tail) for name in ("ends_in_nobody", "ends_in_kind"))):
            continue
        if _goes_on(text, border, limit):
            continue
        names = names_in(text, start, border)
        if not names:
            return Bodies([], border) if is_generic(text[start:border]) else None
        printed = [text[a:b] for a, b in names]
        firsts = is_body(printed[0], familiar=familiar) and all(is_body(name, familiar=False) for name in printed[1:])
        if _are_fields(printed, tail) or (firsts and (any(map(is_somebody, printed)) or "等部门" in tail)):
            named = [Span(a, b) for a, b in names if not pattern("others_of_government").search(text[a:b])]
            return Bodies(named or names, border)
    return None


def _are_fields(names: list[str], tail: str) -> bool:
    """Whether a list names agencies by their fields, of which some may be unknown (公安消防、食品药品监管等部门)."""
    listed = pattern("fields_listed").search(tail)
    if len(names) < 2 or listed is None or any(map(pattern("people_listed").search, names)):
        return False
    if listed[0].startswith("等"):
        return all(pattern("field_name").match(name) or is_body(name, familiar=False) for name in names)
    known = sum(is_body(name, familiar=False) or any(map(is_field, (name[:2], name[:4]))) for name in names)
    return 2 * known >= len(names) and all(pattern("field_name").match(name) or is_body(name, familiar=False) for name in names)


def _goes_on(text: str, border: int, limit: int) -> bool:
    """Whether what begins at `border` like a verb is a part of the body before it (市场监管局登记科)."""
    unit = pattern("inner_unit").match(text[border:min(limit, border + 10)])
    if unit is None:
        return False
    behind = border + unit.end()
    return behind >= limit or text[behind] in "、，（）和及与" or pattern("predicates").match(text, behind, limit) is not None


def _to_unknown_verb(text: str, start: int, end: int) -> Bodies | None:
    """The longest list that can end before a verb which the vocabulary does not know."""
    limit = min(end, start + LONGEST_LIST)
    last: Bodies | None = None
    for hit in pattern("firm_ending").finditer(text, start, limit):
        border = hit.end()
        if pattern("no_border").match(text, border - 1) or pattern("unknown_relative").match(text[border:min(limit, end)]):
            continue
        if last is not None and not begins_as_agency(text[last.border:last.border + 12]):
            break  # 县人民政府卫生健康行政部门, but not 区民政部门列入年度部门预算
        names = names_in(text, start, border)
        printed = [text[a:b] for a, b in names]
        if names and (all(map(is_somebody, printed)) or _are_fields(printed, text[max(start, border - 20):border])):
            last = Bodies(names, border)
    return last
