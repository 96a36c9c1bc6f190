"""Which quantities are values, and which only say in which case, for whom or of what something applies."""

from __future__ import annotations

import re

from extractor.frames.clauses import Clause
from extractor.frames.masks import MASK
from extractor.frames.patterns import pattern
from extractor.frames.phrases import is_attribute
from extractor.quantities.model import Quantity

_DEFINES = re.compile(r"是指|系指|所称|指的是")
_REPORTS = re.compile(r"(?:(?:截至|截止)[^，。；]{2,20}，|以来，)[^。；]{0,60}(?:已|累计|共)|(?:已经?|累计已?|共计?)(?:完成|发放|支付|开通|建成|办理|享受|拨付|惠及|投入|新增)[^，。；]{0,12}$")
_VALIDITY = re.compile(r"(?:本(?:通知|办法|细则|意见|规定|方案|政策|措施)|印发|发布|施行|实施|执行)[^。；]{0,40}(?:有效期|试行期?|执行期|施行期?|暂行)(?:限)?(?:为|是)?$|^(?:有效期|试行期)(?:限)?(?:为|是)?$|暂定执行$|暂行$")
_OBJECT_BEHIND = re.compile(
    r"·*的?·*(?P<noun>(?!对|向|将|与|给|由|为|把|内|作|进)[^，。；：、（）·]{1,24}?)(?=的|给予|发放|享受|可|应|，|。|；|：|、|·|$|按|由|为|每)"
)
_AND = re.compile(r"^·*的?(?:且|并|但|同时|(?:或者?|[及和])(?=[^者\d一二三四五六七八九十两百千]))")
_WINDOW = re.compile(r"^·*(?:累计|最多|可|只能|至多|享受|一次|多次|限|仅|不再|同一|每人|任意|有效)")
_GIVING = re.compile(r"(?:给予|发放|奖励|补助|补贴|资助|支付|报销|救助|缴纳|返还|减免|扣除|提取|处以?|罚款|贷款|不超过|不低于|不高于|不少于|不得超过|不得低于|最高|最低|上浮|下浮|提高|降低|上调|为|达到|至|到|按)[^，。；：]{0,12}$")
_OF_EVERY = re.compile(r"每(?:满|完成|增加|新增|超过?|招用|吸纳|提高|降低|达到|引进|培训|超出|成交)[^，。；\d]{0,14}$")
_PLACED_BEHIND = re.compile(r"(?:以上|以下|以外)(?:（[^（）]*）)?$")
_NOUN_FOLLOWS = re.compile(r"^·*(?!给予|发放|支付|予以|奖励|补助|补贴|缴纳|返还|按|由|每|可|应|须|要|不|方|才|则|为|并|且|以|的(?:标准|比例))[\u4e00-\u9fff]{2}")
_AT_RATE = re.compile(r"^的?(?:标准|比例|额度|幅度|金额|价格|税率|利率|费率|档次)")
_BY = re.compile(r"(?:按照?|以)[^，。；]{0,8}$")
_RECKONED = re.compile(r"(?:确定|计算|计发|核定|执行|给予|发放|缴纳|支付|计征|标准)")
_SLOGANS = re.compile(r"^(?:具体)?(?:内容|措施|方面|任务|政策|事项|问题|举措|环节|步骤|部分|要求|原则|意见|条款|章)")
_DUE = re.compile(r"^(?:对|向|将|完成|作出|出具|提出|办理|审核|审批|报|送|予以|进行|给予|发放|支付|缴|书面|答复|通知|告知|申报|申领|到|补办|重新|使用|实施|转|登记|备案|公布|公示|反馈|制定|组织|开展|提交|申请|决定|认定|核|结|拨)")
_AGE = frozenset({"周岁", "岁", "月龄"})
_BOUND_SIGN = re.compile(r"以上|以下|以内|及以上|（含|满|不足|未满|超过|不满|达到")
_GROUP_NOUN = re.compile(
    r"(?:人员|对象|家庭|职工|居民|人口|患者|群众|学生|儿童|老年人|老人|残疾人|毕业生|人才|企业|单位|机构|公司|组织|医院|住房|住宅|房屋|商品房|新房|二手房|房|商铺|公寓|项目|合同|协议|贷款期限|用地|土地|地块|设备|产品|药品|车辆|"
    r"园区|基地|岗位|订单|者|夫妻|子女|孩|户|农户|人|部分|费用|个月|劳动合同|高校|学历|工龄|经验|面积|床位|规模|技师|以上职称|户口|户籍)$"
)
_COUNT_VERBS = re.compile(
    r"(?:将|选择|选定|纳入|只计|每|引进|确定|不超|至少|为|增购|购买|购置|购|评选|设立|设置|设|建设|建|建成|打造|开展|组织|新增|培育|发放|提供|计|享受|参加|举办|完成|认定|遴选|开通|培训|达到|配备|安排|奖励|推荐|申请|申报|提取|办理|转让|使用|招聘|招录|吸纳|扶持|支持|限|限购|可|仅|只|最多|给予|增加|减少|扩大到|抽取|预留|配建|落实)(?:了|不|到|得)?[^，。；\d]{0,16}$"
)
_MULTIPLES = frozenset({"倍"})


def is_value(text: str, masked: str, clause: Clause, quantity: Quantity, following: int | None, changes: bool) -> bool:
    """Whether a quantity of a clause sets, changes or bounds something itself.

    `following` is where the next quantity of the clause begins. `changes` says that it follows an old value.
    """
    if changes:
        return True
    if quantity.unit in _AGE or _in_title(text, clause, quantity):
        return False
    end = following if following is not None else clause.end
    head, tail = masked[clause.start : quantity.start], masked[quantity.end : end]
    if _DEFINES.search(head) or _REPORTS.search(head) or _OF_EVERY.search(head):
        return False
    if pattern("of_group").search(tail):
        return False
    if quantity.kind == "duration" and _VALIDITY.search(text[max(clause.start - 50, 0) : quantity.start]):
        return False
    if _AND.match(tail) or (quantity.kind == "duration" and quantity.comparator == "le" and _WINDOW.match(tail)):
        return False
    if quantity.kind == "duration" and quantity.comparator == "le" and _DUE.match(tail):
        return True
    after = _OBJECT_BEHIND.match(tail)
    noun = after["noun"].lstrip("的") if after else ""
    if is_attribute(noun) and not tail.startswith("以上的") and (following is None or not _PLACED_BEHIND.search(text, quantity.start, quantity.end)):
        return True
    if tail.startswith("的"):
        return bool(_AT_RATE.match(tail) or (_BY.search(head) and _RECKONED.search(tail)))
    bound = bool(_BOUND_SIGN.search(text, quantity.start, quantity.end)) or quantity.range_role is not None
    if noun and _GROUP_NOUN.search(noun) and (bound or tail.startswith("的") or quantity.kind == "duration"):
        return bool(following is None and quantity.kind == "count" and not tail.startswith("的") and _COUNT_VERBS.search(head)
                    and not bound)
    if _PLACED_BEHIND.search(text, quantity.start, quantity.end) and _NOUN_FOLLOWS.match(tail) and not (
            quantity.kind == "count" and _COUNT_VERBS.search(head)):
        return False
    if following is not None and bound and not _GIVING.search(head):
        return False
    if quantity.unit in _MULTIPLES:
        return bool(_GIVING.search(head))
    if quantity.kind == "count" and quantity.comparator == "eq":
        named = is_attribute(head.rstrip(MASK)) and not head.rstrip(MASK).endswith(("期", "费"))
        return not _SLOGANS.match(tail) and bool(named or _COUNT_VERBS.search(head))
    return True


def _in_title(text: str, clause: Clause, quantity: Quantity) -> bool:
    """Whether a quantity stands in the title of a document (《支持消费十条措施》)."""
    opening = text.rfind("《", clause.start, quantity.start)
    return opening >= 0 and text.find("》", opening, quantity.start) < 0
