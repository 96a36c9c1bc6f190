"""Kinds: what each clause of a sentence does: restricts, names, sets a value, says who pays, or nothing of this."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Literal

from extractor.frames import phrases
from extractor.frames.bounds import is_value
from extractor.frames.clauses import Clause
from extractor.frames.patterns import pattern
from extractor.frames.trimming import validity_in
from extractor.frames.view import View
from extractor.spans import Span

Kind = Literal["value", "condition", "group", "filler", "topic", "validity", "other"]

TOPIC_VERB = re.compile(r"^(?:[一二三四五六七八九十]+是)?(?:进一步|适当|适度|继续|稳步|逐步)?(?:提高|调整|优化|降低|放宽|开展|推行|明确|落实|完善|实行|实施|加大|统一|规范|设立|建立|上调|下调|取消|停止|暂停|不再|扩大|执行|确定|支持|鼓励|发放|给予)")
NO_CONDITION = re.compile(r"应当|(?<![需主重])要(?!求|素|件)|可以|给予|不得|必须|予以|发放|负责|按照?规定|原则|享受|开展|组织|建立|提供|申请材料|如下|执行")
ACTS = re.compile(r"申请|购买|使用|租赁|办理|参加|就业|工作|缴纳|签订|从事|取得|拥有|建造|出售|生育|毕业|创办|入住")
_GIVES = re.compile(r"给予|发放|享受|补贴|奖励|补助|按(?:照)?(?:以下|下列)|执行|可|标准")
_AND = re.compile(r"且|并(?!由|给予|按|予以|发放|享受)|或者?(?!按)")
_WHOM = re.compile(r"(?:其中，?)?(?:对|对于|针对|凡)(?!象|应)")
_CHAINED = re.compile(r"^(?:违反|[^，]{0,8}违反|且|并|或|属|在|未|无|不|已|有|符合|满足|具有|年满|连续|累计|纳入|以及|被|经|与|因|按规定|同时|或者|持|参加)|的$")
_SUBJECT_ACTS = re.compile(r"^[^，]{0,16}(?:家庭|职工|人员|毕业生|人才|企业|居民|对象|夫妻双方|单方|双方|一方|农民|农户|子女)[^，的]{0,8}(?:申请|购买|租赁|租住|缴存|缴纳|参加|取得|再次|首次)")
_ASPECT = re.compile(r"(?!在|就|从)[^，]{2,12}方面$")
_IN_ASPECT = re.compile(r"(?:在|就)[^，；。]{1,40}(?:方面|基础上|过程中|工作中|的同时)$")
_SOFT = re.compile(r"以上|以下|以内|（含）|满|超过|不足|未达|达到")
_EXCEEDS = re.compile(r"超过|满|达到|不足|未达|逾|年满")
_PROMOTES = re.compile(r"支持|鼓励|加强|推进|优化|完善|落实|保障(?!性|对象)|促进|加大")
_OF_WHICH = re.compile(r"(?!按照|按规定|按(?=[本此上以])|根据|为|由|以|向|如|现)[^，]{3,60}的[^的，]{0,8}(?:人员|对象|家庭|职工|居民|子女|学生|企业|单位|机构|项目|期次|地区|城市|土地|用地|住房|房屋|旧房|用房|商品房|二手房|人|者|户|工人|干部|教师|产品|药品|工程|车辆|设备|岗位|合同|基地|园区)·*$")
_MODAL = re.compile(r"应当|必须|不得|可以|予以|给予|(?<![需主重])要(?!求|素|件|点)|由")
_LEADS_ON = re.compile(r"(?:如下|以下|下列|调整|通知|事项|标准|办法|政策|措施)[^，]{0,6}$")
_GIVES_THAT = re.compile(r"给予[^，]*的$")
_NO_SUBJECT = ("由", "并由", "责令", "并", "退出", "补缴")
_CHAIN_ENDS = ("的", "时", "者", "部分")
_GROUP_NOUNS = ("people", "bodies", "objects", "places")


def kinds_of(view: View, clauses: Sequence[Clause], counted: Set[str] = frozenset()) -> list[Kind]:
    """The kind of each clause of a sentence; `counted` are the units of counts that earlier values of it have."""
    kinds = [kind_of_clause(view, clause, counted) for clause in clauses]
    for index, kind in enumerate(kinds):
        if kind == "condition" and not clauses[index].inside and view.words(clauses[index]).endswith(_CHAIN_ENDS):
            _chain(view, clauses, kinds, index)
    for index, kind in enumerate(kinds[:-1]):
        clause, following = clauses[index], clauses[index + 1]
        if kind == "value" and kinds[index + 1] in ("value", "topic") and following.segment == clause.segment and not (
                clause.inside or following.inside) and _is_threshold(view, clause):
            kinds[index] = "condition"
    return ["condition" if kind == "group" else kind for kind in kinds]


def _chain(view: View, clauses: Sequence[Clause], kinds: list[Kind], index: int) -> None:
    """What a clause that ends in 的 closes: the clauses right before it that say a part of the same case."""
    before = index - 1
    segment = clauses[index].segment
    if before >= 0 and kinds[before] == "value" and clauses[before].segment == segment and (
            _AND.match(view.words(clauses[index])) or _is_soft(view, clauses[before])):
        kinds[before] = "condition"
        before -= 1
    while before >= 0 and clauses[before].segment == segment and kinds[before] in ("other", "group", "topic"):
        words = view.words(clauses[before])
        joined = _AND.match(view.words(clauses[before + 1]))
        chained = kinds[before] == "group" or joined or ACTS.search(words) or _CHAINED.search(words)
        if NO_CONDITION.search(words) or TOPIC_VERB.match(words) or not chained:
            return
        kinds[before] = "condition"
        before -= 1


def kind_of_clause(view: View, clause: Clause, counted: Set[str] = frozenset()) -> Kind:
    """What a clause does by itself."""
    words = view.words(clause).strip()
    tail = words.rstrip("·")
    if not words.strip("·") or pattern("defines").match(words) or pattern("reported").match(words):
        return "filler"
    if clause.mark == "：" and pattern("salutation").match(words):
        return "filler"
    grouped = any(phrases.ends_in(tail, kind) for kind in _GROUP_NOUNS)
    binds = NO_CONDITION.search(words)
    whom = _WHOM.match(words)
    if pattern("case_end").search(words) and not words.endswith(("目的", "是的", "标的")) and not _GIVES_THAT.search(words):
        return "condition"
    if pattern("of_every").match(words) and not phrases.behind(words, 0, len(words), counted=False):
        return "condition"
    if (whom and grouped and not binds) or (pattern("conditional").match(words) and not binds):
        return "condition"
    if any(sets_value(view, clause, index, counted) for index in clause.values):
        return "value"
    if clause.values and whom and not binds:
        return "condition"
    if clause.mark == "：" and _LEADS_ON.search(words) and not pattern("case_begin").match(words):
        return "topic" if phrases.is_attribute(words) else "other"
    if validity_in(view.text, Span(clause.start, clause.end)) and len(words) < 30 and not clause.values:
        return "validity"
    return _kind_without_value(view, clause, words, tail)


def _kind_without_value(view: View, clause: Clause, words: str, tail: str) -> Kind:
    attribute = phrases.is_attribute(tail)
    binds = NO_CONDITION.search(words)
    if any(view.spent(index) for index in clause.values) or (_WHOM.match(words) and attribute):
        return "topic"
    if _IN_ASPECT.match(words):
        return "filler"
    if _OF_WHICH.match(words) and not attribute and not _MODAL.search(words):
        return "group"
    if pattern("case_begin").match(words) and not binds:
        return "condition"
    if pattern("filler").match(words) or pattern("payer").fullmatch(words):
        return "filler"
    if _ASPECT.match(words) or (_SUBJECT_ACTS.search(words) and not TOPIC_VERB.match(words) and not binds):
        return "group"
    if attribute or TOPIC_VERB.match(words):
        return "topic"
    group = any(phrases.ends_in(tail, kind) for kind in ("people", "bodies")) or (
        "的" in words and any(phrases.ends_in(tail, kind) for kind in ("objects", "places")))
    if len(words) <= 60 and group and not (words.startswith(_NO_SUBJECT) or _PROMOTES.search(words) or binds):
        return "group"
    return "other"


def sets_value(view: View, clause: Clause, index: int, counted: Set[str] = frozenset()) -> bool:
    """Whether a quantity of a clause is a value itself."""
    if view.spent(index):
        return False
    quantity, change = view.quantities[index], view.changes.get(index)
    if quantity.kind == "count" and quantity.unit in counted and quantity.comparator == "eq":
        return True
    place = clause.values.index(index)
    following = view.quantities[clause.values[place + 1]].start if place + 1 < len(clause.values) else None
    if following is not None and following <= quantity.start:
        following = None
    return is_value(view.text, view.masked(clause), clause, quantity, following, bool(change and change.previous is not None))


def _is_soft(view: View, clause: Clause) -> bool:
    """Whether a clause's numbers may as well describe a case (缴存6个月以上): nothing is given, and each is a bound."""
    words = view.words(clause)
    return not (NO_CONDITION.search(words) or _GIVES.search(words)) and all(
        _SOFT.search(view.text, view.quantities[index].start, view.quantities[index].end) for index in clause.values)


def _is_threshold(view: View, clause: Clause) -> bool:
    """Whether a clause says what must be exceeded before the next one holds (面积超过60亩，比例可下调至20%)."""
    return _is_soft(view, clause) and all(_EXCEEDS.match(view.text, view.quantities[index].start) for index in clause.values)
