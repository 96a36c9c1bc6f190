"""Names of agencies: what is one, how lists of them are split, and what their short forms stand for.

Names are read by their endings (局, 委员会, 人民政府, 机构 …), not from a list, so that an unseen agency is
found too; `vocabulary/agencies.yaml` holds the endings and the short forms. All text is simplified Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from extractor.language.places import Place, leading_place, relative_place
from extractor.language.predicates import pattern

LONGEST_NAME = 40

_BRACKETS = {"（": "）", "〈": "〉", "〔": "〕", "【": "】", "[": "]", "<": ">", "(": ")", "《": "》"}
_CLOSING = frozenset(_BRACKETS.values())
_QUOTES = frozenset("“”\"")
_SEPARATORS = frozenset("、，；,;\t\n/／ 　｜|")
_BODY_END = re.compile(r"[局委厅部署]")
_GOVERNMENT = re.compile(r"[省市县区州](?:人民)?政府")
_FIELD = re.compile(r"(?<=..)(?:局|厅|委|委员会|部)$")
_PARTY = re.compile(r"委(?:员会)?")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    endings: frozenset[str]
    not_endings: frozenset[str]
    longest_ending: int
    not_inside: re.Pattern[str]
    bare: frozenset[str]
    beginnings: frozenset[str]
    bodies: dict[str, str]
    regional: dict[str, dict[str, str]]
    national: dict[str, str]
    party: dict[str, str]
    branches: dict[str, str]
    courts: dict[str, str]
    longest_body: int
    fields: frozenset[str]
    known: frozenset[str]


def is_agency(name: str) -> bool:
    """Whether `name`, which others have cut out of a sentence, can be the name of an agency or executing body."""
    if pattern("every_place").fullmatch(name):
        return True
    name = pattern("remark_behind").sub("", _without_remark(name))
    words = _vocabulary()
    if not 2 <= len(name) <= LONGEST_NAME or name in words.bare or pattern("generic").fullmatch(name):
        return False
    if name in words.known:
        return True
    if pattern("no_name").search(name) or words.not_inside.search(name):
        return False
    for length in range(words.longest_ending, 0, -1):
        if (ending := name[-length:]) in words.not_endings:
            return False
        if ending in words.endings:
            return True
    return False


def begins_as_agency(text: str) -> bool:
    """Whether `text` begins as names of agencies do: with a place, 市/省/各, or a known body (财政, 医保, 定点)."""
    if not text:
        return False
    return text[0] in "省市州盟县区旗各" or text.startswith("自治") or text[:2] in _vocabulary().beginnings or leading_place(text) is not None


def is_field(name: str) -> bool:
    """Whether a name is only an agency's field, as lists shorten it (市民政、财政部门, 国务院民政、教育等部门)."""
    fields = _vocabulary().fields
    owner = pattern("field_owner").match(name)
    owned = name[:1] in "省市县区州" and name[1:] in fields  # 市市场监管
    return name in fields or owned or (owner is not None and name[owner.end():] in fields)


def is_generic(name: str) -> bool:
    """Whether a name names nobody in particular: 有关部门, 各责任单位, 市直有关部门和单位."""
    return pattern("generic").fullmatch(name) is not None or pattern("nobody").fullmatch(name) is not None


def split_agencies(text: str) -> list[tuple[int, int]]:
    """The names in a list of agencies, as half-open spans of `text`.

    Splits at 、，；, and at 和, 及, 与 between names. Left out: 等 and what follows it in an entry (等部门), bare
    有关部门, and remarks in brackets after a name (市发改委〈市能源局〉); brackets that belong to a name stay
    (各州（市）医疗保障局, 各镇（街道）, 居民委员会（或社区服务站）).
    """
    spans = []
    for start, end in _entries(text):
        cut = pattern("and_so_on").search(text, start, end)
        if cut is not None and _bracket_depth(text, start, cut.start()) == 0:
            end = cut.start()
        for name in ("number_of_them", "and_theirs"):
            if behind := pattern(name).search(text, start, end):
                end = behind.start()
        end = start + len(_without_remark(text[start:end]))
        while start < end and text[start] in _QUOTES and text[end - 1] in _QUOTES:
            start, end = start + 1, end - 1
        if start < end and not pattern("nobody").fullmatch(text, start, end):
            spans.append((start, end))
    return spans


@lru_cache(maxsize=8192)
def expand(name: str, place: Place | None) -> str:
    """The full name: 市医保局 in a document of 聊城市 → 聊城市医疗保障局, 省财政厅 → 山东省财政厅.

    What the vocabulary does not know keeps its words; what names no single agency (各区医保局, 民政部门) stays
    as printed.
    """
    words = _vocabulary()
    country = place is not None and place.level == "national"
    if (national := words.national.get(name) or (country and words.national.get("国家" + name))):
        return national
    if pattern("no_single").match(name) or "、" in name:
        return name
    if (league := pattern("youth_league").fullmatch(name)) and (owner := relative_place(league[1], place)):
        return f"共青团{owner.name}委"
    if (branch := _branch(name)) is not None:
        return branch
    if (body := _body(name, place)) is not None:  # no place before it: 财政局, 市场监管局
        return place.name + body if place and not country else name
    printed = leading_place(name)
    if printed is not None:
        length, owner = printed
        prefix, rest = name[:length], name[length:]
    elif relative := pattern("relative_place").match(name):
        found = relative_place(relative[0], place)
        if found is None:
            return name
        owner, prefix, rest = found, found.name, name[relative.end():]
    else:
        return name
    if (party := _party(rest)) is not None:
        return f"中共{prefix}委{party}"
    if rest == "税务局":
        return f"国家税务总局{prefix}税务局"
    if rest == "法院":
        return prefix + words.courts.get(owner.level, rest)
    return prefix + (_body(rest, owner) or rest)


def expand_all(names: Sequence[str], place: Place | None) -> tuple[str, ...]:
    """`expand` for a list: after 各县市区医疗保障局, a bare 财政局 is of the same counties and stays as printed."""
    full = []
    every = False
    for name in names:
        shared = every and not pattern("relative_place").match(name) and leading_place(name) is None
        every = bool(pattern("of_every").match(name)) or shared
        full.append(name if shared else expand(name, place))
    return tuple(full)


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """The trimmed stretches between separators; 市、县（市、区）医保部门 is one, its levels share what follows, and so do
    places (甲区、乙区人民政府)."""
    shared: list[tuple[int, int]] = []
    for start, end in _stretches(text):
        if pattern("levels").fullmatch(text, start, end) or pattern("area").fullmatch(text, start, end):
            shared.append((start, end))
            continue
        if shared and _takes_in(text, shared, start, end):
            start = shared[0][0]
        else:
            yield from shared
        shared = []
        yield start, end
    yield from shared


def _takes_in(text: str, shared: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the levels or places before an entry share its last words."""
    if all(pattern("levels").fullmatch(text, *one) for one in shared):
        return text[shared[0][0]] != "各" or pattern("shares_level").match(text, start, end) is not None
    return pattern("area_body").fullmatch(text, start, end) is not None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The trimmed stretches between separators that stand outside brackets."""
    depth = 0
    start = 0
    for index, char in enumerate(text):
        if char in _BRACKETS:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and char in _SEPARATORS:
            yield from _connected(text, start, index)
            start = index + 1
    yield from _connected(text, start, len(text))


def _connected(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Splits an entry at 和, 及, 与 where whole names stand on both sides (not in 住房和城乡建设局)."""
    for hit in pattern("joint").finditer(text, start, end):
        left, right = text[start:hit.start()], text[hit.end():end]
        if _bracket_depth(text, start, hit.start()) or not right:
            continue
        if right in ("政府", "人大", "政协", "部门", "单位", "机构"):  # 各县（市、区）党委和政府
            continue
        fields = is_field(left) and is_field(pattern("of_fields").sub("", right)) and not is_field(pattern("of_fields").sub("", text[start:end]))
        if fields or ((is_agency(left) or is_generic(left) or left in _vocabulary().bodies) and _starts_a_name(right)):
            yield start, hit.start()
            start = hit.end()
    known = _vocabulary().known
    for hit in _BODY_END.finditer(text, start + 2, end - 2):  # 农业农村部财政部
        if text[start:hit.end()] in known and text[hit.end():end] in known:
            yield start, hit.end()
            start = hit.end()
            break
    for hit in pattern("glued").finditer(text, start + 1, end):
        if text[start] != hit[0] or (text[hit.start() - 1] == "委" and not _GOVERNMENT.fullmatch(text, hit.start(), end)):
            continue  # 市委市政府督查室 is one body
        if is_agency(text[start:hit.start()]) and is_agency(text[hit.start():end]):
            yield start, hit.start()
            start = hit.start()
    while start < end and text[end - 1] in "。：:（(":
        end -= 1
    if start < end:
        yield start, end


def _starts_a_name(text: str) -> bool:
    return bool(begins_as_agency(text) or pattern("nobody").match(text) or is_agency(text))


def _bracket_depth(text: str, start: int, end: int) -> int:
    opened = sum(text.count(char, start, end) for char in _BRACKETS)
    return opened - sum(text.count(char, start, end) for char in _CLOSING)


def _without_remark(name: str) -> str:
    """A name without the remark in brackets after it, unless the brackets belong to the name."""
    if not name or name[-1] not in _CLOSING:
        return name
    start = max(name.rfind(opening) for opening, closing in _BRACKETS.items() if closing == name[-1])
    if start <= 0 or pattern("remark_of_name").fullmatch(name, start + 1, len(name) - 1):
        return name
    return name[:start]


def _branch(name: str) -> str | None:
    """Branches of national bodies: 聊城银保监分局 → 中国银行保险监督管理委员会聊城监管分局."""
    for ending, named in _vocabulary().branches.items():
        if name.endswith(ending) and (printed := leading_place(name)) and printed[0] == len(name) - len(ending):
            return named.format(name[: printed[0]])
    return None


def _party(rest: str) -> str | None:
    """What follows 委 in the full name of a party committee's office; None where `rest` is not one (委 itself: '')."""
    committee = _PARTY.match(rest)
    if committee is None:
        return _vocabulary().party.get(rest) if rest in ("编办", "编委办") else None
    office = rest[committee.end():]
    return _vocabulary().party.get(office, office) if office or rest in ("委", "委员会") else None


def _body(name: str, place: Place | None) -> str | None:
    """The full form of a body without its place, with the inner unit that may follow (医保局规划财务处)."""
    words = _vocabulary()
    for length in range(min(len(name), words.longest_body), 1, -1):
        full = words.bodies.get(name[:length])
        if full is None or (length < len(name) and not pattern("unit_of").fullmatch(name, length)):
            continue
        by_province = words.regional.get(full, {})
        province = place.code[:2] if place and place.code else ""
        return by_province.get(province, full) + name[length:]
    return None


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    import yaml

    text = resources.files("extractor.vocabulary").joinpath("agencies.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    bodies: dict[str, str] = {}
    national: dict[str, str] = dict(data["national"])
    regional: dict[str, dict[str, str]] = {}
    for entry in data["agencies"]:
        full, province = entry["full"], entry.get("province")
        shorts = [full, *entry.get("short", ())]
        for short in shorts:
            if bodies.setdefault(short, full) != full:
                raise ValueError(f"agencies.yaml: {short} stands for both {bodies[short]} and {full}")
            if province and short.endswith("局"):
                bodies[short.removesuffix("局") + "厅"] = province
            if "national" in entry:
                national["国家" + short] = entry["national"]
        if "regional" in entry:
            regional[full] = {str(code): name for code, name in entry["regional"].items()}
    names = [*bodies, *national]
    return _Vocabulary(
        endings=frozenset(data["endings"]),
        not_endings=frozenset(data["not_endings"]),
        longest_ending=max(map(len, [*data["endings"], *data["not_endings"]])),
        not_inside=re.compile(f"{'|'.join(data['not_inside'])}|(?:{'|'.join(data['people'])})[与和及或、]"),
        bare=frozenset(data["bare"]),
        beginnings=frozenset([*data["beginnings"], *(name[:2] for name in [*names, *data["fields"]])]),
        bodies=bodies,
        regional=regional,
        national=national,
        party=data["party"],
        branches=data["branches"],
        courts=data["court"],
        longest_body=max(map(len, bodies)),
        known=frozenset([*names, *national.values()]),
        fields=frozenset([*data["fields"], *(_FIELD.sub("", name) for name in names if _FIELD.search(name))]),
    )
