"""Naming: what the value of a clause is called, by the words before it, behind it, or in the clause that follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractor.frames import phrases
from extractor.frames.clauses import Clause
from extractor.frames.conditions import kind_of
from extractor.frames.kinds import ACTS
from extractor.frames.model import Name
from extractor.frames.patterns import pattern
from extractor.frames.view import View
from extractor.quantities.model import Quantity
from extractor.spans import Span

_STRONG_LINK = re.compile(
    r"(?:应当|应|须|要|需|可以|可|均|都|也|仍|暂|则|各|分别|依次|统一|一律|一般|原则上|累计|合计|总计|共计|最高|最低|最多|最少|最长|最短|至少|至多|不得|不能|不宜|不再|不|超过|超出|超|低于|高于|少于|多于|大于|小于|长于|短于|约|"
    r"每人|每户|每家|每个|每套|每年|每月|每位|每名|每次|每|人均|户均|在|于|为|是|即|达到|达|至|到|按照|按|以|执行|确定为|确定|核定为|定为|设定为|设为|调整为|调整至|调整到|调整|调为|调至|变更为|提高到|提高至|提高|提升至|提升到|上调至|上调到|上调|上浮|下浮|"
    r"下调至|下调到|下调|下降至|下降到|下降|降低至|降低到|降低|降至|降到|降为|增加至|增加到|增加|延长至|延长到|延长|缩短至|缩短到|缩短|放宽至|放宽到|放宽|扩大至|扩大到|恢复至|恢复到|减少|减按|控制|稳定|保持|维持|限定|改为|修改为|"
    r"本市|我市|全市|全省|本省|当地|所在地|上年度?|当年|统筹地区|给予|发放|予以|享受|申请|又|且|再|将|拟|其|限|满|另|其中|同比|加收|处以|并处|处|按月|按年|一次性|由|从|现行|目前|[：“\t ])$"
)
_WEAK_LINK = re.compile(
    r"(?:统筹|支付|报销|补助|补贴|奖励|资助|救助|补偿|返还|缴纳|征收|扣除|减免|贴息|加发|增发|领取|提取|获得|贷款|安排|投入|收取|领|发|补|奖|贷|付|交|缴|收|罚款|标准|定额|计|算|有|上|年|月|人|户|的)$"
)
_ON_GROUNDS = re.compile(r"(?:可以?|各)?在[^，；。]{0,28}基础上$")
_BASE = re.compile(r"(?:为|按照?|以(?![上下内外])|不得?[低高少超大小多][于过]|不得超|不超|最高|达到|超过|占|是|至|到|提高为|执行)[^，；。：、]{1,30}的?$")
_LIMITED_BASE = re.compile(r"(?:不得?[低高少超大小多][于过]|达到|超过|占)[^，；。：、\d]{2,14}$")
_OLD = re.compile(r"(?:由|从|自)[^，。；：]{0,20}$")
_NAMING_LINK = re.compile(r"为|不[超低高少大小]|不应|不宜|不得|达到|[不至]少|调整|提高|降|至|到|最[高低多少大小]")
_VERBAL = re.compile(r"^(?:最|至|只|仅|每|调整|提高|降低|设置|不)|(?:选择|填报|配建|购买|领取|办理|享受|申请|发放|给予|组织|调整|达到|连续|累计)$")
PAYS = re.compile(r"(?:财政|政府|局|部门|基金|银行|委员会|中心)$")
_SPLIT_GROUP = re.compile(
    r"(?:家庭|人员|对象|患者|学生|儿童|老年人|人口|毕业生|人才|残疾人|农户|夫妻|夫妇|双方|单方|一方|医疗机构|企业|博士|硕士|本科生|研究生|子女|住房(?!公积金|贷款|租赁|补贴|保障)|住宅|商品房|(?<![购租住还])房(?![屋贷价租款票源地产龄])|商铺|车位)(?=[\u4e00-\u9fff]{2})"
)
_PEOPLE_END = re.compile(r"(?:家庭|人员|对象|患者|学生|儿童|老年人|人口|毕业生|人才|残疾人|农户|夫妻|夫妇|双方|单方|一方|企业|博士|硕士|本科生|研究生|子女)$")
_COUNT_VERB = re.compile(
    r"(?:增购|填报|配建|领取|办理|申领|增加|减少|建设|开设|设置|新建|聘用|购买|购置|购|评选|选择|选定|享受|转让|申请|申报|提取|配备|招用|开展|组织|举办|新增)$"
)
_AGREES = re.compile(r"^(?:的?标准)?(?:计算)?$")
_IMPOSES = re.compile(r"(?:并?处以?|给予|向[^，。；]{1,12}加付|加付|发放|支付|补助|支付给[^，。；]{1,12})(?P<award>[^，。；：]{2,12}?)(?=$|[：，。；])")
_UNDERTAKING = re.compile(r"(?:将|对|向|不得|不予|不再|应当?|须|要|及时|内|前|后|之?内|、|，|完成对|予以|的)*")
_JOINS = re.compile(r"并(?!联|轨)|且|·|”")
_BARE_PREDICATE = re.compile(
    r"(?:予以|给予|进行|作出|提出)?(?:办理|办结|完成|审核|审批|答复|受理|核定|核实|批复|决定|审查|支付|拨付|发放|缴清|结清|反馈|分期缴纳|缴纳)(?:完毕|办结|完成|工作|决定|答复|意见|手续|到位)?"
)
_ASKED = re.compile(r"(?:申请(?!人|材料|表|之日|书|日|后|时)|申领(?!之日|后)|提出|领取|办理)[^，。；：、·]{2,16}")
_AGENCY = re.compile(r"(?:部门|机构|局|政府|委员会|中心|银行|单位|企业|公司|医院|人|者|会|方|机关|职工|人员)$")
_SUBJECT_OF = re.compile(r"(?P<what>[^，。；：·]{3,20}?)(?:应当?|可以?|须|要|在|自|于)")
_PROCEEDINGS = ("调查", "审核", "检查", "评估", "验收", "申请", "整改", "认定", "鉴定", "备案", "登记")
_NO_SUBJECT = ("自", "在", "应", "对")
_FARTHEST = 400
"""How many characters before a time limit what was asked for is looked for."""


class Naming:
    """Finds the name of a value in the clause `masked` is read for; `longer` looks for what a generic name ends."""

    def __init__(self, view: View, masked: str, longer: Callable[[Name], Name | None]) -> None:
        self.view, self.masked, self.longer = view, masked, longer

    def before_old(self, run: Sequence[int], low: int) -> int:
        """Where the words before a run end: before the old value that it follows (由60万元提高至)."""
        quantities = self.view.quantities
        end = quantities[run[0]].start
        change = self.view.changes.get(run[0])
        if change and change.previous is not None:
            earlier = [one for one in quantities[max(0, run[0] - len(run)) : run[0]] if one.start >= low]
            if earlier:
                end = self.before_change(low, earlier[0].start)
        return max(end, low)

    def before_change(self, low: int, old: int) -> int:
        """Where the words before an old value end (由|60万元)."""
        hit = _OLD.search(self.masked, low, old)
        return hit.start() if hit else old

    def unlinked(self, low: int, end: int, *, weak: bool = False) -> int:
        """Where what stands before the words that join a name to its value ends; `weak` words may be nouns too."""
        link = _WEAK_LINK if weak else _STRONG_LINK
        while end > low:
            if not weak and (grounds := _ON_GROUNDS.search(self.masked, max(low, end - 34), end)):
                end = grounds.start()
                continue
            hit = link.search(self.masked, max(low, end - 6), end)
            if hit is None or (not weak and len(hit[0]) < 2 and phrases.is_attribute(self.masked[max(low, end - 4) : end])):
                break
            end = hit.start()
        return end

    def without_base(self, low: int, end: int, first: Quantity) -> int:
        """A share's base is no name: …最高为该房票补偿款的|20%."""
        if (first.kind != "percent" and first.unit != "倍") or end <= low:
            return end
        if self.masked[end - 1] != "的":
            hit = _LIMITED_BASE.search(self.masked, max(low, end - 20), end)
            before = self.unlinked(low, hit.start()) if hit else end
            return before if before < end and self.own(low, before, None)[0] else end
        hit = _BASE.search(self.masked, max(low, end - 40), end)
        return self.unlinked(low, hit.start()) if hit else end

    def own(self, low: int, end: int, first: Quantity | None) -> tuple[Name | None, int]:
        """The noun phrase right before a value, where it names something; and where it begins.

        `first` is the value, None where a name is looked for at the end of a clause without one.
        """
        other: Span | None = None
        linked = first is not None and (first.kind == "count" or _NAMING_LINK.search(self.masked, end, first.number_start) is not None)
        while end > low:
            span = phrases.phrase_before(self.masked, end, low)
            if span is not None and phrases.is_attribute(self.masked[slice(*span)]):
                if phrases.is_generic(self.masked[slice(*span)]) and self.longer(Name((span,), "clause")):
                    return Name((span,), "clause"), span.start
                return self._without_group(phrases.owner_of(self.masked, span, low))
            if linked and span is not None and other is None and self._names_something(span):
                other = span
            weaker = self.unlinked(low, self.unlinked(low, end, weak=True))
            if weaker == end:
                break
            end = weaker
        if other is not None and first is not None and not phrases.behind(self.masked, first.end, first.end + 20, counted=False):
            return Name((other,), "clause"), other.start
        return None, end

    def _names_something(self, span: Span) -> bool:
        """Whether a phrase that a value is linked to names it though no list has its noun: no group, thing or case."""
        words = self.masked[slice(*span)]
        return len(words) <= 12 and not (PAYS.search(words) or _VERBAL.search(words) or ACTS.search(words) or words.endswith("的")) and (
            kind_of(self.view.text, span) == "case")

    def _without_group(self, span: Span) -> tuple[Name, int]:
        """A name without the group in front of it (二孩家庭|租房提取额度); the group is left to the conditions."""
        hits = list(_SPLIT_GROUP.finditer(self.masked, *span))
        cut = hits[-1].end() if hits else span.start
        if span.start < cut < span.end and phrases.is_attribute(self.masked[cut : span.end]) and span.end - cut >= 2:
            people = _PEOPLE_END.search(self.masked, span.start, cut)
            return Name((Span(cut if people else span.start, span.end),), "clause"), cut
        return Name((span,), "clause"), span.start

    def behind(self, low: int, end: int, first: Quantity, last: Quantity, stop: int) -> tuple[Name, int] | None:
        """The noun behind a value, with the verb before a count, or with what a share is of where it says too little."""
        found = phrases.behind(self.masked, last.end, stop, counted=first.kind == "count")
        if found is None:
            return None
        spans, sure = found
        verb = None if sure else self._count_verb(low, first)
        name = Name((verb, *spans) if verb else spans, "behind")
        base = phrases.phrase_before(self.masked, first.number_start, low) if first.kind == "percent" else None
        if base and not verb and phrases.is_generic(self.words(name)) and not self.longer(name):
            return Name((base, *spans), "behind"), min(end, base.start)
        return name, verb.start if verb else end

    def words(self, name: Name) -> str:
        """The words of a name, as they read."""
        return "".join(self.view.text[slice(*span)] for span in name.spans)

    def _count_verb(self, low: int, first: Quantity) -> Span | None:
        hit = _COUNT_VERB.search(self.masked, max(low, first.number_start - 3), first.number_start)
        return Span(*hit.span()) if hit else None

    def subject(self, low: int, end: int) -> tuple[Name, int] | None:
        """Who a number of people is of (入户调查人员|不少于2人)."""
        span = phrases.phrase_before(self.masked, end, low)
        if span and phrases.ends_in(self.masked[slice(*span)], "people"):
            return Name((span,), "clause"), span.start
        return None

    def imposed(self, clause: Clause, last: Quantity, following: Clause | None) -> Name | None:
        """What the next clause gives or imposes at the rate that this one says (按每人1000元的标准计算，处以|罚款)."""
        if following is None or not _AGREES.match(self.masked[last.end : clause.end]):
            return None
        hit = _IMPOSES.match(self.masked, following.start, following.end)
        if hit is None or not phrases.ends_in(hit["award"], "awards"):
            return None
        return Name((Span(*hit.span("award")),), "behind")

    def undertaking(self, sentence: Sequence[Clause], index: int, last: Quantity) -> Name | None:
        """What must be done within a time: the predicate behind it (3个工作日内|作出审批决定)."""
        clause = sentence[index]
        skip = _UNDERTAKING.match(self.masked, last.end, clause.end)
        start = skip.end() if skip else last.end
        if clause.end - start >= 2:
            return self._whole(self._predicate(start, clause.end), sentence, index, last.start)
        for later in sentence[index + 1 :]:
            if later.inside or pattern("filler").match(self.view.words(later)):
                continue
            skip = _UNDERTAKING.match(self.view.outer, later.start, later.end)
            start = skip.end() if skip else later.start
            return self._whole(self._predicate(start, later.end), sentence, index, last.start) if later.end - start >= 2 else None
        return None

    def _predicate(self, start: int, end: int) -> Span:
        """A predicate up to the next one that 并 or 且 joins to it."""
        joint = _JOINS.search(self.masked, start + 2, min(end, start + 40))
        return Span(start, joint.start() if joint else min(end, start + 30))

    def _whole(self, span: Span, sentence: Sequence[Clause], index: int, value: int) -> Name:
        """A predicate with what was asked for, where it does not say itself what is done (申领生育津贴|办理完毕)."""
        if not _BARE_PREDICATE.fullmatch(self.masked, *span):
            return Name((span,), "behind")
        clause = sentence[index]
        subject = _SUBJECT_OF.match(self.masked, clause.start, value)
        if subject and not _AGENCY.search(subject["what"]) and not subject["what"].startswith(_NO_SUBJECT):
            return Name((Span(*subject.span("what")), span), "behind")
        before = sentence[index - 1] if index else None
        if before and before.segment == clause.segment and not before.values:
            what = phrases.phrase_before(self.view.outer, before.end, before.start)
            if what and self.view.text[what.end - 2 : what.end] in _PROCEEDINGS:
                return Name((what, span), "behind")
        asked = None
        for asked in _ASKED.finditer(self.masked, max(0, value - _FARTHEST), value):
            pass
        return Name((Span(*asked.span()), span), "behind") if asked else Name((span,), "behind")
