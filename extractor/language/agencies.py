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
from extractor.vocabulary.patterns import any_of

LONGEST_NAME = 40

_GENERIC = re.compile(
    r"各?(?:国家|国务院|[省市县区州](?:直|级|政府)?)?(?:各?(?:有关|相关|其他|其它|责任|牵头|配合|成员|主管|职能))+"
    r"(?:部门|单位|机构|机关|方面|处室|科室|地方|主体|部委)(?:[和及、](?:部门|单位|机构|处室|科室|方面|地方))?|有权(?:机关|部门)"
)
_NOBODY = re.compile(r"(?:其他|其它|各|其|同级|本级|上级|当地)?(?:有关|相关|有权)(?:的?(?:职能|主管|成员|行政|业务))?(?:部门|单位|机构|机关|方面|地方|院校|组织)(?:[和及](?:部门|单位|机构))?|部门|单位|机构")
_AND_SO_ON = re.compile(r"(?<![中高初平同甲乙丙一二三特优])等(?![级额次位])")
_NUMBER_OF_THEM = re.compile(r"(?:[0-9]+|(?<=[局委厅部会])[二两三四五六七八九十]+)[个家]?(?:部门|单位)$")
_REMARK_IN_NAME = re.compile(r"(?:或|街道|乡镇|镇|社区|村).*|[省市州盟县区旗乡镇局厅委办部处科室街道村社居园管会场团功能新开发高、及含]{1,12}")
_FORBIDDEN = re.compile(r"本人|代理人|监护人|及时|结合|之机|^指|^[一二两三四五六七八九十0-9]+[个家名所]|对(?![外口台])|(?<!设区)(?<!政府)的|(?<!所)在(?![职校建岗押线])|[向了“”《》％%：。；，!！?？]")
_TRAILING_BRACKET = re.compile(r"(?<=.)（[^（）]*）$")
_BRACKETS = {"（": "）", "〈": "〉", "〔": "〕", "【": "】", "[": "]", "<": ">", "(": ")", "《": "》"}
_CLOSING = frozenset(_BRACKETS.values())
_QUOTES = frozenset("“”\"")
_SEPARATORS = frozenset("、，；,;\t\n/／ 　｜|")
_CONNECTIVE = re.compile(r"以及|会同|或者|[及和与或暨](?!其)")
_EVERY_PLACE = re.compile(
    r"各(?:[省市州盟县区旗乡镇街村场]|街道|社区|园区|开发区|自治区|直辖市|（[省市州盟县区旗乡镇街村场道、]{1,9}）|、(?!$)){1,12}")
_EVERY = re.compile(r"各|全[省市县区州]|本级|同级|上级|下级|所在")
_NO_SINGLE_AGENCY = re.compile(r"各|全[省市县区州]|[省市县区州]?[直级]?[各有相]|[省市县区州][直级]|本级|同级|上级|下级|所在")
_RELATIVE = re.compile(r"(?:本|我|全)?(?:自治区|[省市州盟县区旗])")
_BODY_END = re.compile(r"[局委厅部署]")
_GOVERNMENT = re.compile(r"[省市县区州](?:人民)?政府")
_GLUED = re.compile(r"(?<=[局委厅办部会院府])[省市县区州]")
_SHARES = re.compile(r"(?:[市州县区旗乡镇]|直辖市|自治区)(?:（[^（）]{1,8}）|(?=人民政府|级|财政|医保|医疗))")
_LEVEL = re.compile(r"各?(?:国家|省辖市|地市|设区的市|县级市|自治州|直辖市|[省市州盟县区旗乡镇村]|自治区)级?(?:（[^（）]{1,8}）)?")
_LEVELS = re.compile(rf"(?:{_LEVEL.pattern}[、和]?){{1,4}}")
_AREA = re.compile(r"(?![各其有相本全])[\u4e00-\u9fff]{1,8}(?:(?<![县市辖])区|县|旗)")
_AREA_BODY = re.compile(r"(?![各其有相本全市县])[\u4e00-\u9fff]{1,10}[县市区旗](?:（[^（）]{1,8}）)?(?:人民政府|政府|管委会|管理委员会)")
_UNIT_OF = re.compile(r"[^、，]{0,20}(?:处|科|室|办|中心|支队|大队|分局|所|站|组|机关|党委|厅|局)")
_YOUTH_LEAGUE = re.compile(r"(?:共青|共?团)(自治区|[省市州盟县区旗])委(?:员会)?")
_FIELD_OWNER = re.compile(r"(?:县级以上|地方|各级|[国省市县区州乡镇]级|设区的市级?|本级|同级|上级|所在地|当地|统筹地区|[省市县区州]|自治区|直辖市|各|、){0,8}人民政府|国务院|国家|地方各级|地方|各地|各级|县级以上|同级|[省市县区州]{1,3}(?:[两三]?级|（[^（）]{1,6}）)?")
_OF_FIELDS = re.compile(r"(?:等?(?:有关|相关|行政|主管|职能)*(?:部门|单位)|等)$")
_FIELD = re.compile(r"(?<=..)(?:局|厅|委|委员会|部)$")
_PARTY = re.compile(r"委(?:员会)?")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    endings: tuple[str, ...]
    not_endings: tuple[str, ...]
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
    if _EVERY_PLACE.fullmatch(name):
        return True
    name = _TRAILING_BRACKET.sub("", _without_remark(name))
    words = _vocabulary()
    if not 2 <= len(name) <= LONGEST_NAME or name in words.bare or _GENERIC.fullmatch(name):
        return False
    if name in words.known:
        return True
    if _FORBIDDEN.search(name) or words.not_inside.search(name):
        return False
    return _longest(name, words.endings) > _longest(name, words.not_endings)


def _longest(name: str, endings: tuple[str, ...]) -> int:
    return max((len(ending) for ending in endings if name.endswith(ending)), default=0)


def begins_as_agency(text: str) -> bool:
    """Whether `text` begins as names of agencies do: with a place, 市/省/各, or a known body (财政, 医保, 定点)."""
    if not text:
        return False
    return text[0] in "省市州盟县区旗各" or text.startswith("自治") or text[:2] in _vocabulary().beginnings or leading_place(text) is not None


def is_field(name: str) -> bool:
    """Whether a name is only an agency's field, as lists shorten it (市民政、财政部门, 国务院民政、教育等部门)."""
    fields = _vocabulary().fields
    owner = _FIELD_OWNER.match(name)
    return name in fields or (owner is not None and name[owner.end():] in fields)


def is_generic(name: str) -> bool:
    """Whether a name names nobody in particular: 有关部门, 各责任单位, 市直有关部门和单位."""
    return _GENERIC.fullmatch(name) is not None or _NOBODY.fullmatch(name) is not None


def split_agencies(text: str) -> list[tuple[int, int]]:
    """The names in a list of agencies, as half-open spans of `text`.

    Splits at 、，；, and at 和, 及, 与 between names. Left out: 等 and what follows it in an entry (等部门), bare
    有关部门, and remarks in brackets after a name (市发改委〈市能源局〉); brackets that belong to a name stay
    (各州（市）医疗保障局, 各镇（街道）, 居民委员会（或社区服务站）).
    """
    spans = []
    for start, end in _entries(text):
        cut = _AND_SO_ON.search(text, start, end)
        if cut is not None and _bracket_depth(text, start, cut.start()) == 0:
            end = cut.start()
        if number := _NUMBER_OF_THEM.search(text, start, end):
            end = number.start()
        end = start + len(_without_remark(text[start:end]))
        while start < end and text[start] in _QUOTES and text[end - 1] in _QUOTES:
            start, end = start + 1, end - 1
        if start < end and not _NOBODY.fullmatch(text, start, end):
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
    if _NO_SINGLE_AGENCY.match(name) or "、" in name:
        return name
    if (league := _YOUTH_LEAGUE.fullmatch(name)) and (owner := relative_place(league[1], place)):
        return f"共青团{owner.name}委"
    if (branch := _branch(name)) is not None:
        return branch
    if (body := _body(name, place)) is not None:  # no place before it: 财政局, 市场监管局
        return place.name + body if place and not country else name
    printed = leading_place(name)
    if printed is not None:
        length, owner = printed
        prefix, rest = name[:length], name[length:]
    elif relative := _RELATIVE.match(name):
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
        shared = every and not _RELATIVE.match(name) and leading_place(name) is None
        every = bool(_EVERY.match(name)) or shared
        full.append(name if shared else expand(name, place))
    return tuple(full)


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """The trimmed stretches between separators; 市、县（市、区）医保部门 is one, its levels share what follows, and so do
    places (甲区、乙区人民政府)."""
    shared: list[tuple[int, int]] = []
    for start, end in _stretches(text):
        if _LEVELS.fullmatch(text, start, end) or _AREA.fullmatch(text, start, end):
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
    if all(_LEVELS.fullmatch(text, *one) for one in shared):
        return text[shared[0][0]] != "各" or _SHARES.match(text, start, end) is not None
    return _AREA_BODY.fullmatch(text, start, end) is not None


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
    for hit in _CONNECTIVE.finditer(text, start, end):
        left, right = text[start:hit.start()], text[hit.end():end]
        if _bracket_depth(text, start, hit.start()) or not right:
            continue
        if right in ("政府", "人大", "政协", "部门", "单位", "机构"):  # 各县（市、区）党委和政府
            continue
        fields = is_field(left) and is_field(_OF_FIELDS.sub("", right)) and not is_field(_OF_FIELDS.sub("", text[start:end]))
        if fields or ((is_agency(left) or is_generic(left) or left in _vocabulary().bodies) and _starts_a_name(right)):
            yield start, hit.start()
            start = hit.end()
    known = _vocabulary().known
    for hit in _BODY_END.finditer(text, start + 2, end - 2):  # 农业农村部财政部
        if text[start:hit.end()] in known and text[hit.end():end] in known:
            yield start, hit.end()
            start = hit.end()
            break
    for hit in _GLUED.finditer(text, start + 1, end):
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
    return bool(begins_as_agency(text) or _NOBODY.match(text) or is_agency(text))


def _bracket_depth(text: str, start: int, end: int) -> int:
    opened = sum(text.count(char, start, end) for char in _BRACKETS)
    return opened - sum(text.count(char, start, end) for char in _CLOSING)


def _without_remark(name: str) -> str:
    """A name without the remark in brackets after it, unless the brackets belong to the name."""
    if not name or name[-1] not in _CLOSING:
        return name
    start = max(name.rfind(opening) for opening, closing in _BRACKETS.items() if closing == name[-1])
    if start <= 0 or _REMARK_IN_NAME.fullmatch(name, start + 1, len(name) - 1):
        return name
    return name[:start]


def _branch(name: str) -> str | None:
    """Branches of national bodies: 聊城银保监分局 → 中国银行保险监督管理委员会聊城监管分局."""
    for ending, pattern in _vocabulary().branches.items():
        if name.endswith(ending) and (printed := leading_place(name)) and printed[0] == len(name) - len(ending):
            return pattern.format(name[: printed[0]])
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
        if full is None or (length < len(name) and not _UNIT_OF.fullmatch(name, length)):
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
        endings=tuple(data["endings"]),
        not_endings=tuple(data["not_endings"]),
        not_inside=re.compile(f"{any_of(data['not_inside'])}|{any_of(data['people'])}[与和及或、]"),
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
