"""Reader: the clauses of a circular in order → a frame for every value.

One pass: a clause either restricts (its conditions are held), names (its topic is remembered), sets values (each gets
the conditions in force, its own, and its name), or does nothing of this. What nothing explains is residue.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from extractor.frames import names
from extractor.frames.bounds import is_value
from extractor.frames.clauses import Clause, cut, mask
from extractor.frames.conditions import Holding, kind_of, parts, restricts, trimmed, validity_in, with_bounds, without_event
from extractor.frames.lists import members, runs_of
from extractor.frames.model import Condition, Frame, Name
from extractor.frames.patterns import pattern, words
from extractor.frames.validity import Validity, of_value
from extractor.quantities.model import Quantity
from extractor.spans import Span

_STRONG_LINK = re.compile(
    r"(?:应当|应|须|要|需|可以|可|均|都|也|仍|暂|则|各|分别|依次|统一|一律|一般|原则上|累计|合计|总计|共计|最高|最低|最多|最少|最长|最短|至少|至多|不得|不能|不宜|不再|不|超过|超出|超|低于|高于|少于|多于|大于|小于|长于|短于|约|"
    r"每人|每户|每家|每个|每套|每年|每月|每位|每名|每次|每|人均|户均|在|于|为|是|即|达到|达|至|到|按照|按|以|执行|确定为|确定|核定为|定为|设定为|设为|调整为|调整至|调整到|调整|调为|调至|变更为|提高到|提高至|提高|提升至|提升到|上调至|上调到|上调|上浮|下浮|"
    r"下调至|下调到|下调|下降至|下降到|下降|降低至|降低到|降低|降至|降到|降为|增加至|增加到|增加|延长至|延长到|延长|缩短至|缩短到|缩短|放宽至|放宽到|放宽|扩大至|扩大到|恢复至|恢复到|减少|减按|控制|稳定|保持|维持|限定|改为|修改为|本市|我市|全市|全省|本省|当地|所在地|上年度?|当年|统筹地区|给予|发放|予以|享受|申请|又|且|再|将|拟|"
    r"其|限|满|另|其中|同比|加收|处以|并处|处|按月|按年|一次性|由|从|现行|目前|[：“\t ])$"
)
_WEAK_LINK = re.compile(r"(?:统筹|支付|报销|补助|补贴|奖励|资助|救助|补偿|返还|缴纳|征收|扣除|减免|贴息|加发|增发|领取|提取|获得|贷款|安排|投入|收取|领|发|补|奖|贷|付|交|缴|收|罚款|标准|定额|计|算|有|上|年|月|人|户|的)$")
_BASE = re.compile(r"(?:为|按照?|以|不得?[低高少超大小多][于过]|不得超|不超|最高|达到|超过|占|是|至|到|提高为|执行)[^，；。：、]{1,30}的?$")
_LIMITED_BASE = re.compile(r"(?:不得?[低高少超大小多][于过]|达到|超过|占)[^，；。：、\d]{2,14}$")
_OLD = re.compile(r"(?:由|从|自)[^，。；：]{0,20}$")
_GIVES = re.compile(r"给予|发放|享受|补贴|奖励|补助|按(?:照)?(?:以下|下列)|执行|可|标准")
_TOPIC_VERB = re.compile(r"^(?:[一二三四五六七八九十]+是)?(?:进一步|适当|适度|继续|稳步|逐步)?(?:提高|调整|优化|降低|放宽|开展|推行|明确|落实|完善|实行|实施|加大|统一|规范|设立|建立|上调|下调|取消|停止|暂停|不再|扩大|执行|确定|支持|鼓励|发放|给予)")
_NO_CONDITION = re.compile(r"应当|(?<![需主重])要(?!求|素|件)|可以|给予|不得|必须|予以|发放|负责|按照?规定|原则|享受|开展|组织|建立|提供|申请材料|如下|执行")
_UNDERTAKING = re.compile(r"^(?:将|对|向|不得|不予|不再|应当?|须|要|及时|内|前|后|之?内|、|，|完成对|予以|的)*")
_SPLIT_GROUP = re.compile(
    r"(?:家庭|人员|对象|患者|学生|儿童|老年人|人口|毕业生|人才|残疾人|农户|夫妻|夫妇|双方|单方|一方|医疗机构|企业|博士|硕士|本科生|研究生|子女|住房(?!公积金|贷款|租赁|补贴|保障)|住宅|商品房|(?<![购租住还])房(?![屋贷价租款票源地产龄])|商铺|车位)(?=[\u4e00-\u9fff]{2})"
)
_ACTS = re.compile(r"申请|购买|使用|租赁|办理|参加|就业|工作|缴纳|签订|从事|取得|拥有|建造|出售|生育|毕业|创办|入住")
_OPENS_GIVING = re.compile(r"(?:给予|享受|领取|申请|发放|予以|提供|申领|实行|按照?(?:以下|下列))[^，。；]{0,24}(?:补贴|补助|奖励|奖补|资助|待遇|优惠|救助|贴息|减免|津贴|保险金|标准|比例)[^，]{0,6}$|：$")
_NAMING_LINK = re.compile(r"为|不[超低高少大小]|不应|不宜|不得|达到|[不至]少|调整|提高|降|至|到|最[高低多少大小]")
_AND = re.compile(r"且|并(?!由|给予|按|予以|发放|享受)|或者?(?!按)")
_WHOM = re.compile(r"(?:其中，?)?(?:对|对于|针对|凡)(?!象|应)")
_TO_AND = re.compile(r"且|并(?!由|给予|按|予以|发放|享受)|或者?(?!按)")
_CHAINED = re.compile(r"^(?:违反|[^，]{0,8}违反|且|并|或|属|在|未|无|不|已|有|符合|满足|具有|年满|连续|累计|纳入|以及|被|经|与|因|按规定|同时|或者|持|参加)|的$")
_SUBJECT_ACTS = re.compile(r"^[^，]{0,16}(?:家庭|职工|人员|毕业生|人才|企业|居民|对象|夫妻双方|单方|双方|一方|农民|农户|子女)[^，的]{0,8}(?:申请|购买|租赁|租住|缴存|缴纳|参加|取得|再次|首次)")
_TO_WHOM = re.compile(r"(?P<whom>(?:其中，?)?对(?!象|应)[^，。；：]{2,60}?)(?=采取|给予|予以|实行|实施|执行|按照|进行|加大|继续|开展|提供|发放|返还|免征|减征|落实)")
_JOINS = re.compile(r"并(?!联|轨)|且|·|”")
_ASPECT = re.compile(r"(?!在|就|从)[^，]{2,12}方面$")
_GROUPS = frozenset({"population", "tier", "order", "object", "region"})
_ORDERED = re.compile(r"(?:首套|二套|第[一二三四]套)(?:自住|普通|商品|改善性)?(?:住房(?!公积金)|房)?|(?:[一二三]孩|多孩|多子女)(?:家庭)?")
_GOES_ON = re.compile(r"\s*(?:其中|但(?!书)|调整后|(?:其|具体|该)?(?:补贴|补助|奖励|奖补|发放|支付|缴费|救助|资助|计发|优惠)?标准(?:为|是|：|分别))")
_PEOPLE_END = re.compile(r"(?:家庭|人员|对象|患者|学生|儿童|老年人|人口|毕业生|人才|残疾人|农户|夫妻|夫妇|双方|单方|一方|企业|博士|硕士|本科生|研究生|子女)$")
_IN_ASPECT = re.compile(r"(?:在|就)[^，；。]{1,40}(?:方面|基础上|过程中|工作中|的同时)$")
_SOFT = re.compile(r"以上|以下|以内|（含）|满|超过|不足|未达|达到")
_EXCEEDS = re.compile(r"超过|满|达到|不足|未达|逾|年满")
_BARE_PREDICATE = re.compile(r"(?:予以|给予|进行|作出|提出)?(?:办理|办结|完成|审核|审批|答复|受理|核定|核实|批复|决定|审查|支付|拨付|发放|缴清|结清|反馈|分期缴纳|缴纳)(?:完毕|办结|完成|工作|决定|答复|意见|手续|到位)?")
_ASKED = re.compile(r"(?:申请(?!人|材料|表|之日|书|日|后|时)|申领(?!之日|后)|提出|领取|办理)[^，。；：、·]{2,16}")
_PROMOTES = re.compile(r"支持|鼓励|加强|推进|优化|完善|落实|保障(?!性|对象)|促进|加大")
_VERBAL = re.compile(r"^(?:最|至|只|仅|每|调整|提高|降低|设置|不)|(?:选择|填报|配建|购买|领取|办理|享受|申请|发放|给予|组织|调整|达到|连续|累计)$")
_OF_WHICH = re.compile(r"(?!按照|按规定|按(?=[本此上以])|根据|为|由|以|向|如|现)[^，]{3,60}的[^的，]{0,4}(?:人员|对象|家庭|职工|居民|子女|学生|企业|单位|机构|项目|期次|地区|城市|土地|用地|住房|房屋|人|者|户|工人|干部|教师|产品|药品|工程|车辆|设备|岗位|合同|基地|园区)·*$")
_ON_GROUNDS = re.compile(r"(?:可以?|各)?在[^，；。]{0,28}基础上$")
_AGREES = re.compile(r"^(?:的?标准)?(?:计算)?$")
_IMPOSES = re.compile(r"(?:并?处以?|给予|向[^，。；]{1,12}加付|加付|发放|支付|补助|支付给[^，。；]{1,12})(?P<award>[^，。；：]{2,12}?)(?=$|[：，。；])")
_AGENCY = re.compile(r"(?:部门|机构|局|政府|委员会|中心|银行|单位|企业|公司|医院|人|者|会|方|机关|职工|人员)$")
_SUBJECT_OF = re.compile(r"(?P<what>[^，。；：·]{3,20}?)(?:应当?|可以?|须|要|在|自|于)")
_APPLIES = re.compile(r"(?:申请|使用|办理)(?P<scheme>[^，。；、的]{0,10}(?:公积金|商业)[^，。；、的]{0,8}?贷款)")
_RATED = re.compile(r"(?:并|可以?|应当?)*(?:处以?|按照?|由|责令)")
_MODAL = re.compile(r"应当|必须|不得|可以|予以|给予|(?<![需主重])要(?!求|素|件|点)|由")
_PAYS = re.compile(r"(?:财政|政府|局|部门|基金|银行|委员会|中心)$")
_OBLIGES = re.compile(r"应当|(?<![需主重])要(?!求|素)|须|可以|可(?![支比容享贷])|不得|由")
_CJK = re.compile(r"[\u4e00-\u9fff]")


class Changed(Protocol):
    """What is known of a value's change (see records/changes.py)."""

    previous: str | None
    spent: bool


class PassageReader:
    """Reads one passage; `frames` holds the frame of each value by the index of its quantity."""

    def __init__(
        self, text: str, start: int, end: int, quantities: Sequence[Quantity], changes: dict[int, Changed],
        leads: Sequence[Condition] = (), heads: Sequence[Name] = (), dated: Sequence[Validity] = (),
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.outer, self.inner = mask(text, start, end), mask(text, start, end, 1)
        self.masked = self.outer
        self.quantities, self.changes = quantities, changes
        self.heads = list(heads)
        self.dated, self.dated_at = dated, [one.span.start for one in dated]
        self.opened: tuple[str | None, str | None] = (None, None)
        self.holding = Holding(text, leads)
        self.frames: dict[int, Frame] = {}
        self.topic: Name | None = None
        self.named: Name | None = None
        self.outer_name: Name | None = None
        self.list: list[Span] = []
        self.ended = self.bare = False
        self.inside: list[Condition] = []
        for sentence in cut(text, start, end, quantities):
            self._sentence(sentence)

    # --- sentences ---------------------------------------------------------------------------------------------------

    def _sentence(self, clauses: list[Clause]) -> None:
        self.counted: set[str] = set()
        if not _GOES_ON.match(self.outer, clauses[0].start - self.start):
            if self.ended:
                self.holding.sentence()
        self.ended = False
        kinds = self._classified(clauses)
        valued = False
        self.sentence = clauses
        for index, (clause, kind) in enumerate(zip(clauses, kinds, strict=True)):
            self.index = index
            self.masked = self.inner if clause.inside else self.outer
            self.inside = self.inside if clause.inside else []
            if kind == "other" and self.counted:
                kind = self._kind(clause)
            if kind == "value":
                valued = True
                self._values(clause)
            elif kind == "condition":
                if clause.inside:
                    self.inside += self._conditions(Span(clause.start, clause.end))
                else:
                    self.holding.hold(self._conditions(Span(clause.start, clause.end)), clause.segment)
            elif kind in ("topic", "other"):
                if kind == "other" and (whom := _TO_WHOM.match(self.masked, clause.start - self.start, clause.end - self.start)):
                    span = Span(clause.start, whom.end("whom") + self.start)
                    if kind_of(self.text, span) != "case" or self.text[span.end - 1] == "的":
                        self.holding.hold(self._conditions(span), clause.segment)
                elif kind == "topic":
                    self._giving(clause)
                elif _OBLIGES.search(self._masked(clause)):
                    self.holding.use()
        if valued:
            self.ended = True
            self.topic = self.topic if self.topic and self.topic.source == "topic" else None
        elif self.holding.current() and kinds[0] != "filler" and not pattern("conditional").match(
                self._masked(clauses[0])) and _OPENS_GIVING.search(self.outer, clauses[0].start - self.start, clauses[-1].end - self.start):
            self.holding.lead(Span(clauses[0].start, clauses[-1].end))
            if self.dated:
                stretch = Span(clauses[0].start, clauses[-1].end)
                self.opened = of_value(self.dated, self.dated_at, stretch, stretch, stretch, stretch.end, stretch.end)
        else:
            self.ended = True
        self.list = []

    def _classified(self, clauses: list[Clause]) -> list[str]:
        kinds = [self._kind(clause) for clause in clauses]
        for index, kind in enumerate(kinds):
            if kind != "condition" or clauses[index].inside or not self._closes_chain(clauses[index]):
                continue
            before = index - 1
            if before >= 0 and kinds[before] == "value" and clauses[before].segment == clauses[index].segment and (
                    _AND.match(self._masked(clauses[index])) or self._is_soft(clauses[before])):
                kinds[before] = "condition"
                before -= 1
            while before >= 0 and clauses[before].segment == clauses[index].segment and kinds[before] in ("other", "group", "topic"):
                words_ = self._masked(clauses[before])
                chained = kinds[before] == "group" or _ACTS.search(words_) or _CHAINED.search(words_)
                if _NO_CONDITION.search(words_) or _TOPIC_VERB.match(words_) or not chained:
                    break
                kinds[before] = "condition"
                before -= 1
        for index, kind in enumerate(kinds[:-1]):
            following = clauses[index + 1]
            if kind == "value" and kinds[index + 1] in ("value", "topic") and following.segment == clauses[index].segment and not (
                    clauses[index].inside or following.inside) and self._is_threshold(clauses[index]):
                kinds[index] = "condition"
        return ["condition" if kind == "group" else kind for kind in kinds]

    def _is_soft(self, clause: Clause) -> bool:
        """Whether a clause's numbers may as well describe a case (缴存6个月以上): nothing is given, and each is a bound."""
        words_ = self._masked(clause)
        return not _NO_CONDITION.search(words_) and not _GIVES.search(words_) and all(
            _SOFT.search(self.text, self.quantities[index].start, self.quantities[index].end) for index in clause.values)

    def _is_threshold(self, clause: Clause) -> bool:
        """Whether a clause says what must be exceeded before the next one holds (面积超过60亩，比例可下调至20%)."""
        return self._is_soft(clause) and all(
            _EXCEEDS.match(self.text, self.quantities[index].start) for index in clause.values)

    def _closes_chain(self, clause: Clause) -> bool:
        return self._masked(clause).endswith(("的", "时", "者", "部分"))

    def _masked(self, clause: Clause) -> str:
        return (self.inner if clause.inside else self.outer)[clause.start - self.start : clause.end - self.start]

    def _kind(self, clause: Clause) -> str:
        """value, condition, group, filler, topic or other."""
        words_ = self._masked(clause).strip()
        if not words_.strip("·"):
            return "filler"
        ends = pattern("case_end").search(words_)
        if ends and not words_.endswith(("目的", "是的", "标的")):
            spoken = words_.endswith("的") and re.search(r"给予[^，]*的$", words_)
            if not spoken:
                return "condition"
        if pattern("of_every").match(words_) and not names.behind(words_, 0, len(words_), len(words_), False):
            return "condition"
        grouped = any(names.ends_in(words_.rstrip("·"), kind) for kind in ("people", "bodies", "objects", "places"))
        if _WHOM.match(words_) and grouped and not _NO_CONDITION.search(words_):
            return "condition"
        if pattern("conditional").match(words_) and not _NO_CONDITION.search(words_):
            return "condition"
        if any(self._is_value(clause, index) for index in clause.values):
            return "value"
        if clause.values and _WHOM.match(words_) and not _NO_CONDITION.search(words_):
            return "condition"
        if clause.mark == "：" and re.search(r"(?:如下|以下|下列|调整|通知|事项|标准|办法|政策|措施)[^，]{0,6}$", words_) and not pattern("case_begin").match(words_):
            return "topic" if names.is_attribute(words_) else "other"
        if validity_in(self.text, Span(clause.start, clause.end)) and len(words_) < 30 and not clause.values:
            return "validity"
        spent = [index for index in clause.values if (change := self.changes.get(index)) and change.spent]
        tail = words_.rstrip("·")
        if spent or (_WHOM.match(words_) and names.is_attribute(tail)):
            return "topic"
        if _IN_ASPECT.match(words_):
            return "filler"
        if _OF_WHICH.match(words_) and not names.is_attribute(tail) and not _MODAL.search(words_):
            return "group"
        begin = pattern("case_begin").match(words_)
        if begin and not _NO_CONDITION.search(words_):
            return "condition"
        if pattern("filler").match(words_) or pattern("payer").fullmatch(words_):
            return "filler"
        if _ASPECT.match(words_):
            return "group"
        if _SUBJECT_ACTS.search(words_) and not _TOPIC_VERB.match(words_) and not _NO_CONDITION.search(words_):
            return "group"
        if names.is_attribute(tail) or _TOPIC_VERB.match(words_):
            return "topic"
        group = any(names.ends_in(tail, kind) for kind in ("people", "bodies")) or (
            "的" in words_ and any(names.ends_in(tail, kind) for kind in ("objects", "places")))
        if len(words_) <= 60 and group and not words_.startswith(("由", "并由", "责令", "并", "退出", "补缴")) and not _PROMOTES.search(words_) and not _NO_CONDITION.search(words_):
            return "group"
        return "other"

    def _is_value(self, clause: Clause, index: int) -> bool:
        quantity = self.quantities[index]
        change = self.changes.get(index)
        if change and change.spent:
            return False
        place = clause.values.index(index)
        if quantity.kind == "count" and quantity.unit in self.counted and quantity.comparator == "eq":
            return True
        following = self.quantities[clause.values[place + 1]].start if place + 1 < len(clause.values) else None
        if following is not None and following <= quantity.start:
            following = None
        return is_value(
            self.text, self.inner if clause.inside else self.outer, self.start, clause, quantity, following, bool(change and change.previous is not None))

    # --- values ------------------------------------------------------------------------------------------------------

    def _values(self, clause: Clause) -> None:
        among = [index for index in clause.values if self._is_value(clause, index)]
        low = clause.start
        for run in runs_of(self.text, self.quantities, among):
            self._run(clause, run, low)
            low = self.quantities[run[-1]].end

    def _run(self, clause: Clause, run: tuple[int, ...], low: int) -> None:
        first, last = self.quantities[run[0]], self.quantities[run[-1]]
        end = self._before_old(run, low)
        passed = [self.quantities[index].end for index in clause.values if index < run[0] and low < self.quantities[index].end <= end
                  and (change := self.changes.get(index)) and change.spent]
        low = max([low, *passed])
        end = self._unlinked(low, end, strong=True)
        end = self._without_base(low, end, first)
        name, start = self._own_name(low, end, first)
        if name and first.unit in ("percent", "倍") and (found := names.behind(self.masked, self.start, last.end, clause.end, False)):
            if not self.masked[name.spans[0].end - self.start : first.start - self.start].strip("的"):
                name = None  # 处骗取金额|2倍|罚款: what stands before is what it is a share of
        grouped: list[Condition] = []
        if name is None:
            name, start, grouped = self._name_of_group(low, end, first)
        due = first.kind == "duration" and first.comparator == "le"
        if name is None and due:
            name = self._undertaking(clause, last)
        if name is None and first.unit in ("人", "名"):
            name, start = self._subject(low, end)
        if name is None:
            found = names.behind(self.masked, self.start, last.end, clause.end, first.kind == "count")
            if found:
                spans, sure = found
                verb = self._count_verb(low, first) if not sure else None
                name = Name((verb, *spans) if verb else spans, "behind")
                start = verb.start if verb else end
                base = names.phrase_before(self.masked, self.start, first.number_start, low) if first.kind == "percent" else None
                if base and self._is_generic(name) and not verb and not self._longer(name):
                    name, start = Name((base, *spans), "behind"), min(end, base.start)
        if name is None and first.kind == "duration" and not due:
            name = self._undertaking(clause, last)
        if (name is None or name.source == "clause") and _AGREES.match(self._masked(clause)[last.end - clause.start :]) and (
                imposed := self._imposed()):
            name = imposed
        many = self._distributed_names(low, run, end) if len(run) > 1 else None
        context = Span(low, min(start, end)) if start >= low else Span(low, low)
        if first.kind == "duration":
            context = without_event(self.masked, self.start, context)
        if name is not None and name.source == "behind" and _RATED.match(self.masked, context.start - self.start, context.end - self.start):
            context = Span(low, low)
        self.bare = (name or self._inherited_name()) is not None and (name is None or name.source != "clause")
        own, each = self._own_conditions(context, run)
        own += grouped + self._named_groups(name)
        if not clause.inside:
            self.holding.hold(own, clause.segment, own=True, listed=clause.opens == "、")
        shared = self.holding.current() + ([*self.inside, *own] if clause.inside else [])
        if each is None and len(run) > 1 and many is None:
            shared, each = self._distributed_held(shared, run)
        fallback = name or self._inherited_name()
        shared = [one for one in shared if self._concerns(one, fallback)]
        if name and self.text.startswith(("总金额", "总额", "总数", "总量"), name.spans[0].start):
            shared = self.holding.leading()
        for place, index in enumerate(run):
            frame = Frame(index, run)
            frame.name = self._full_name(many[place] if many else fallback, clause.inside)
            frame.effective_from, frame.effective_to = self._validity(clause, run)
            frame.conditions = self._sorted([*shared, *(each[place] if each else [])], frame.name)
            self.frames[index] = frame
        self.holding.use()
        self.counted.update(self.quantities[index].unit for index in run if self.quantities[index].kind == "count")
        if name is not None and not clause.inside:
            self.named = self.outer_name = name

    def _validity(self, clause: Clause, run: tuple[int, ...]) -> tuple[str | None, str | None]:
        if not self.dated:
            return self.opened
        same = [one for one in self.sentence if one.segment == clause.segment]
        later = [index for one in same for index in one.values if index > run[-1] and index not in run]
        following = self.quantities[later[0]].start if later else self.end
        dates = of_value(
            self.dated, self.dated_at, Span(clause.start, clause.end), Span(same[0].start, same[-1].end),
            Span(self.sentence[0].start, self.sentence[-1].end), self.quantities[run[0]].start, following)
        return dates if dates != (None, None) else self.opened

    def _before_old(self, run: tuple[int, ...], low: int) -> int:
        """Where the words before a run end: before the old value that it follows (由60万元提高至)."""
        first = self.quantities[run[0]]
        end = first.start
        change = self.changes.get(run[0])
        if change and change.previous is not None:
            earlier = [q for q in self.quantities[max(0, run[0] - len(run)) : run[0]] if q.start >= low]
            if earlier:
                hit = _OLD.search(self.masked, max(low - self.start, 0), earlier[0].start - self.start)
                end = hit.start() + self.start if hit else earlier[0].start
        return max(end, low)

    def _unlinked(self, low: int, end: int, *, strong: bool) -> int:
        link = _STRONG_LINK if strong else _WEAK_LINK
        while end > low:
            if strong and (grounds := _ON_GROUNDS.search(self.masked, max(low, end - 34) - self.start, end - self.start)):
                end = grounds.start() + self.start
                continue
            hit = link.search(self.masked, max(low, end - 6) - self.start, end - self.start)
            if hit is None or hit.start() == hit.end():
                break
            if strong and names.is_attribute(self.masked[max(low, end - 4) - self.start : end - self.start]) and len(hit[0]) < 2:
                break
            end = hit.start() + self.start
        return end

    def _without_base(self, low: int, end: int, first: Quantity) -> int:
        """A share's base is no name: …最高为该房票补偿款的|20%."""
        if (first.kind != "percent" and first.unit != "倍") or end <= low:
            return end
        if self.masked[end - 1 - self.start] != "的":
            hit = _LIMITED_BASE.search(self.masked, max(low, end - 20) - self.start, end - self.start)
            before = self._unlinked(low, hit.start() + self.start, strong=True) if hit else end
            return before if before < end and self._own_name(low, before, None)[0] else end
        hit = _BASE.search(self.masked, max(low, end - 40) - self.start, end - self.start)
        if hit is None:
            return end
        return self._unlinked(low, hit.start() + self.start, strong=True)

    def _own_name(self, low: int, end: int, first: Quantity | None) -> tuple[Name | None, int]:
        """The noun phrase right before a value, where it names something; and where it begins."""
        other: Span | None = None
        stop = min(self.end, first.end + 20) if first else end
        linked = first is not None and first.kind == "count" or first is not None and _NAMING_LINK.search(self.masked, end - self.start, first.number_start - self.start) is not None
        while end > low:
            span = names.phrase_before(self.masked, self.start, end, low)
            if span is not None:
                phrase = self.masked[span.start - self.start : span.end - self.start]
                if names.is_attribute(phrase):
                    if names.is_generic(phrase) and self._longer(Name((span,), "clause")):
                        return Name((span,), "clause"), span.start
                    whole = names.owner_of(self.masked, self.start, span, low)
                    return self._without_group(whole)
            if first is not None and linked and span is not None and other is None and self._names_something(span):
                other = span
            weaker = self._unlinked(low, end, strong=False)
            weaker = self._unlinked(low, weaker, strong=True)
            if weaker == end:
                break
            end = weaker
        if other is not None and first is not None and not names.behind(self.masked, self.start, first.end, stop, False):
            return Name((other,), "clause"), other.start
        return None, end

    def _names_something(self, span: Span) -> bool:
        """Whether a phrase that a value is linked to names it though no list has its noun: no group, thing or case."""
        words_ = self.masked[span.start - self.start : span.end - self.start]
        return len(words_) <= 12 and not _PAYS.search(words_) and not _VERBAL.search(words_) and kind_of(self.text, span) == "case" and not _ACTS.search(words_) and not words_.endswith("的")

    def _name_of_group(self, low: int, end: int, first: Quantity) -> tuple[Name | None, int, list[Condition]]:
        """最高贷款额度为|单缴存家庭|50万元: the name before the group that stands right at the value."""
        group = names.phrase_before(self.masked, self.start, end, low)
        if group is None or kind_of(self.text, group) not in _GROUPS:
            return None, end, []
        before = self._unlinked(low, group.start, strong=True)
        if before == group.start or before <= low:
            return None, end, []
        name, start = self._own_name(low, before, None)
        return (name, start, self._conditions(group)) if name else (None, end, [])

    def _named_groups(self, name: Name | None) -> list[Condition]:
        """What a name itself restricts (首套住房公积金贷款|的最高贷款额度): its owner, where that tells cases apart."""
        if name is None or name.source != "clause":
            return []
        start, end = name.spans[0]
        of = self.masked.rfind("的", start - self.start, end - self.start)
        owner = Span(start, of + self.start) if of > 0 else None
        if owner and _ORDERED.search(self.text, *owner):
            return self._conditions(owner)
        order = _ORDERED.search(self.text, start, end)
        return self._conditions(Span(*order.span())) if order else []

    def _without_group(self, span: Span) -> tuple[Name, int]:
        """A name without the group in front of it (二孩家庭|租房提取额度); the group is left to the conditions."""
        hits = list(_SPLIT_GROUP.finditer(self.masked, span.start - self.start, span.end - self.start))
        cut_ = hits[-1].end() + self.start if hits else span.start
        if cut_ < span.end and cut_ > span.start:
            rest = self.masked[cut_ - self.start : span.end - self.start]
            if names.is_attribute(rest) and len(rest) >= 2:
                people = _PEOPLE_END.search(self.masked, span.start - self.start, cut_ - self.start)
                return Name((Span(cut_ if people else span.start, span.end),), "clause"), cut_
        return Name((span,), "clause"), span.start

    def _count_verb(self, low: int, first: Quantity) -> Span | None:
        words_ = self.masked[max(low, first.number_start - 3) - self.start : first.number_start - self.start]
        hit = re.search(r"(?:增购|填报|配建|领取|办理|申领|增加|减少|建设|开设|设置|新建|聘用|购买|购置|购|评选|选择|选定|享受|转让|申请|申报|提取|配备|招用|开展|组织|举办|新增)$", words_)
        return Span(first.number_start - len(hit[0]), first.number_start) if hit else None

    def _imposed(self) -> Name | None:
        """What the next clause gives or imposes at the rate that this one says (按每人1000元的标准计算，处以|罚款)."""
        if self.index + 1 >= len(self.sentence):
            return None
        clause = self.sentence[self.index + 1]
        hit = _IMPOSES.match(self.masked, clause.start - self.start, clause.end - self.start)
        if hit is None or not names.ends_in(hit["award"], "awards"):
            return None
        return Name((Span(hit.start("award") + self.start, hit.end("award") + self.start),), "behind")

    def _subject(self, low: int, end: int) -> tuple[Name | None, int]:
        """Who a number of people is of (入户调查人员|不少于2人)."""
        span = names.phrase_before(self.masked, self.start, end, low)
        if span and names.ends_in(self.masked[span.start - self.start : span.end - self.start], "people"):
            return Name((span,), "clause"), span.start
        return None, end

    def _undertaking(self, clause: Clause, last: Quantity) -> Name | None:
        """What must be done within a time: the predicate behind it (3个工作日内|作出审批决定)."""
        skip = _UNDERTAKING.match(self.masked, last.end - self.start, clause.end - self.start)
        start = skip.end() + self.start if skip else last.end
        if clause.end - start >= 2:
            return self._whole_predicate(self._predicate(start, clause.end), last.start)
        for later in self.sentence[self.index + 1 :]:
            words_ = self._masked(later)
            if pattern("filler").match(words_) or later.inside:
                continue
            skip = _UNDERTAKING.match(words_)
            begin = later.start + (skip.end() if skip else 0)
            return self._whole_predicate(self._predicate(begin, later.end), last.start) if later.end - begin >= 2 else None
        return None

    def _whole_predicate(self, span: Span, value: int) -> Name:
        """A predicate with what was asked for, where it does not say itself what is done (申领生育津贴|办理完毕)."""
        if not _BARE_PREDICATE.fullmatch(self.masked, span.start - self.start, span.end - self.start):
            return Name((span,), "behind")
        clause = self.sentence[self.index]
        subject = _SUBJECT_OF.match(self.masked, clause.start - self.start, value - self.start)
        if subject and not _AGENCY.search(subject["what"]) and not subject["what"].startswith(("自", "在", "应", "对")):
            return Name((Span(subject.start("what") + self.start, subject.end("what") + self.start), span), "behind")
        before = self.sentence[self.index - 1] if self.index else None
        if before and before.segment == clause.segment and not before.values:
            what = names.phrase_before(self.outer, self.start, before.end, before.start)
            if what and self.text[what.end - 2 : what.end] in ("调查", "审核", "检查", "评估", "验收", "申请", "整改", "认定", "鉴定", "备案", "登记"):
                return Name((what, span), "behind")
        asked = None
        for asked in _ASKED.finditer(self.masked, 0, value - self.start):
            pass
        return Name((Span(asked.start() + self.start, asked.end() + self.start), span), "behind") if asked else Name((span,), "behind")

    def _predicate(self, start: int, end: int) -> Span:
        """A predicate up to the next one that 并 or 且 joins to it."""
        joint = _JOINS.search(self.masked, start + 2 - self.start, min(end, start + 40) - self.start)
        return Span(start, joint.start() + self.start if joint else min(end, start + 30))

    # --- lists -------------------------------------------------------------------------------------------------------

    def _units(self, run: tuple[int, ...]) -> list[int]:
        """The place of each value of a run among its values, the two ends of a range counting as one."""
        places: list[int] = []
        for order, index in enumerate(run):
            pair = order and self.quantities[index].start == self.quantities[run[order - 1]].start
            places.append(places[-1] if pair else (places[-1] + 1 if places else 0))
        return places

    def _distributed_names(self, low: int, run: tuple[int, ...], end: int) -> list[Name] | None:
        units = self._units(run)
        count = units[-1] + 1
        if count < 2:
            return None
        found = members(self.masked, self.start, Span(low, end), count)
        if found is None:
            return None
        spans = []
        for part in found[0]:
            phrase = names.phrase_before(self.masked, self.start, part.end, part.start)
            if phrase is None or not names.is_attribute(self.masked[phrase.start - self.start : phrase.end - self.start]):
                return None
            spans.append(phrase)
        return [Name((spans[unit],), "clause") for unit in units]

    def _own_conditions(self, context: Span, run: tuple[int, ...]) -> tuple[list[Condition], list[list[Condition]] | None]:
        """The conditions in a value's own clause: those of all its values, and each one's own."""
        if len(run) > 1:
            units = self._units(run)
            if units[-1] > 0:
                stretch = trimmed(self.text, self.masked, self.start, context)
                found = members(self.masked, self.start, stretch, units[-1] + 1) if stretch else None
                if found and stretch:
                    self.list = found[0]
                    rest = [*self._restrictions(Span(stretch.start, found[1].start)), *self._restrictions(Span(found[1].end, stretch.end))]
                    return rest, [self._conditions(found[0][unit]) for unit in units]
        return self._restrictions(context), None

    def _distributed_held(
        self, held: list[Condition], run: tuple[int, ...]
    ) -> tuple[list[Condition], list[list[Condition]] | None]:
        """The nearest condition in force that lists as many as there are values, given out to them."""
        units = self._units(run)
        if units[-1] == 0:
            return held, None
        for condition in reversed(held):
            found = members(self.masked, self.start, condition.span, units[-1] + 1) if (
                condition.span.start >= self.start) else None
            if found is None:
                continue
            self.list = found[0]
            others = [one for one in held if one is not condition]
            rest = [*self._restrictions(Span(condition.span.start, found[1].start)), *self._restrictions(Span(found[1].end, condition.span.end))]
            return [*others, *rest], [self._conditions(found[0][unit]) for unit in units]
        if len(self.list) == units[-1] + 1:
            return held, [self._conditions(self.list[unit]) for unit in units]
        return held, None

    # --- conditions and names ----------------------------------------------------------------------------------------

    def _conditions(self, span: Span) -> list[Condition]:
        """The conditions in a stretch, without what only joins it."""
        if span.end <= span.start:
            return []
        kept = trimmed(self.text, self.masked, self.start, span)
        if kept is None:
            return []
        found = []
        for part in parts(self.text, self.masked, self.start, kept):
            if _CJK.search(self.text, *part):
                low = bisect_left(self.quantities, part.start, key=lambda q: q.number_start)
                high = bisect_left(self.quantities, part.end, key=lambda q: q.number_start)
                found.append(with_bounds(Condition(part, kind_of(self.text, part)), self.quantities[low:high]))
        return found

    def _restrictions(self, span: Span) -> list[Condition]:
        """The conditions in a stretch beside a value, where it is one and not but words."""
        return [one for one in self._conditions(span) if self.text[one.span.start] != "每" and (
            restricts(self.text, one.span) or (self.bare and self._is_noun(one.span)))]

    def _is_noun(self, span: Span) -> bool:
        """Whether a stretch right before a value that is named elsewhere may be what the value is for (难产|增加15天)."""
        words_ = self.masked[span.start - self.start : span.end - self.start]
        return len(words_) <= 12 and not (
            _NO_CONDITION.search(words_) or _PAYS.search(words_) or pattern("verb_cut").match(words_) or _TOPIC_VERB.match(words_))

    def _sorted(self, conditions: list[Condition], name: Name | None) -> list[Condition]:
        kept: list[Condition] = []
        for condition in sorted(conditions, key=lambda one: one.span):
            if any(other.span.start <= condition.span.start and condition.span.end <= other.span.end for other in kept):
                continue
            if name and condition.kind == "case" and any(
                    span.start <= condition.span.start and condition.span.end <= span.end for span in name.spans):
                continue
            kept.append(condition)
        return kept

    def _concerns(self, condition: Condition, name: Name | None) -> bool:
        """Whether what a sentence before opened (给予购房补贴。) is what this value is of."""
        opened = self.holding.opened_by(condition)
        if opened is None or name is None:
            return True
        ending = self.text[name.spans[-1].end - 2 : name.spans[-1].end]
        return self.text.find(ending, *opened) >= 0 or name.source != "clause" or self._is_generic(name)

    def _is_generic(self, name: Name) -> bool:
        return names.is_generic("".join(self.text[slice(*span)] for span in name.spans))

    def _giving(self, clause: Clause) -> None:
        """A clause without a value that names something: what (就餐补贴), and for whom (在本市居住的老年人可享受)."""
        spent = [index for index in clause.values if (change := self.changes.get(index)) and change.spent]
        end = clause.start + len(self._masked(clause).rstrip("·"))
        if spent:
            first = self.quantities[spent[0]]
            old = _OLD.search(self.masked, clause.start - self.start, first.start - self.start)
            end = self._unlinked(clause.start, old.start() + self.start if old else first.start, strong=True)
        name, start = self._own_name(clause.start, end, self.quantities[spent[0]] if spent else None)
        if name is None:
            return
        verb = _TOPIC_VERB.match(self._masked(clause))
        begin = clause.start + (verb.end() if verb else 0)
        if not clause.inside and not verb and start > begin:
            self.holding.hold(self._restrictions(Span(begin, start)), clause.segment)
        self.topic = Name(name.spans, "topic")
        self.named = None

    def _inherited_name(self) -> Name | None:
        for name, source in ((self.named, "before"), (self.topic, "topic")):
            if name is not None:
                return Name(name.spans, source)
        return self.heads[-1] if self.heads else None

    def _with_scheme(self, name: Name) -> Name:
        """A short name after what its sentence applies for (申请个人住房公积金贷款的，|最低首付款比例)."""
        span = name.spans[0]
        if len(name.spans) > 1 or span.end - span.start > 7 or name.source not in ("clause", "before"):
            return name
        begin = self.sentence[0].start
        hits = list(_APPLIES.finditer(self.outer, begin - self.start, span.start - self.start))
        if not hits or name.source == "before":
            return name
        scheme = Span(hits[-1].start("scheme") + self.start, hits[-1].end("scheme") + self.start)
        overlap = self.text[scheme.end - 2 : scheme.end] in self.text[slice(*span)] and self.text[slice(*scheme)] in self.text[slice(*span)]
        return name if overlap else Name((scheme, span), name.source)

    def _longer(self, name: Name) -> Name | None:
        """A name said before, or by a heading, that ends as a generic one does (购房补贴 for 单套补贴金额)."""
        printed = names.award_of("".join(self.text[slice(*span)] for span in name.spans))
        for other in (self.named, self.topic, *reversed(self.heads)):
            if other is None:
                continue
            longer = "".join(self.text[slice(*span)] for span in other.spans)
            if len(longer) > len(printed) and longer.endswith((printed, printed.removesuffix("标准") or printed)):
                return Name(other.spans, other.source)
        return None

    def _full_name(self, name: Name | None, inside: bool) -> Name | None:
        """A name that can be read alone: one that says too little gives way to a longer one that ends like it."""
        if name is None:
            return None
        printed = "".join(self.text[slice(*span)] for span in name.spans)
        if printed in words("vague") and self._inherited_name():
            return self._inherited_name()
        if not names.is_generic(printed) and not (inside and len(printed) < 4):
            return self._with_scheme(name)
        if longer := self._longer(name):
            return longer
        if inside and self.outer_name and self.outer_name.spans != name.spans:
            return Name((*self.outer_name.spans, *name.spans), name.source)
        return name
