"""Trimming: a stretch of a clause → the single restrictions in it, without what only joins, gives, pays or dates."""

from __future__ import annotations

import re
from functools import cache

from extractor.frames.patterns import pattern, words
from extractor.frames.phrases import ends_in
from extractor.spans import Span

_LEADS = re.compile(
    r"(?:【[^】]{1,20}】|〔(?!\d{4}〕)[^〕]{1,20}〕|(?!\d[元年月日个次人名家套倍万亿级类档周岁天期])\d(?=[\u4e00-\u9fff]{3})|(?!拒|未|不|因|经)[^，。；的向]{0,14}(?<!协助)(?:商业银行|金融机构|经办机构|行政部门|公积金中心)对(?!象)|[^，。；的]{0,5}拟?将(?!来|要)|拟(?=[取设对])|(?:由)?(?:市|县|区|省|各级|中央|市县)?(?:级|本级)?财政(?:部门)?|其中|分别|给予|予以|组织|安排|允许|决定|支持|鼓励|引导|推动|设置|实行|同时|此外|另外|而|但|又|且|并且|并|对于|对(?!象|口|接|应|外|内)|针对|凡是|凡(?!事)|若(?!干)|如(?!下|实|期)|如果|当(?!地|年|期|月|前|日)|向|将|给|为(?!主)|属于|按照?规定|原则上|经审核|即|"
    r"[，：；、\s]|第?[一二三四五六七八九十]{1,2}是(?!否)|按照?(?!揭|时|期|规定|月|年|日|份|比例))+"
)
_NUMBERED = re.compile(r"(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))\s*")
_TAILS = re.compile(
    r"(?:[，：；、\s]|在[^，；。]{0,10}基础上|(?:可以?|应当?|须|均|都|将|统一|按规定|一律|分别|依次|按照?|以|由|为|是|在|即|其|则|并|且|同时|给予|予以|享受|申请|申领|领取|获得|办理|实行|执行|发放|提供|每(?:人|户|套|家|年|月|小时|次|生|学年|学期|餐|亩|名|位|场|个|台|辆|吨|天|日|孩|胎)?|最[高低多少长短]|[至不][多少]于?|不[超低高](?:过|于)|"
    r"方面|一次性|参加|额外|另|最高可抵|可抵|抵|应严格|严格|全额|足额|逐步|直接|累计|合计|尽快|随时|适时|及时|免费|择优|需|需提前|提前|只能|只|能够|能|已|允许|设置|继续|适当|再|还|有|的(?=$)))+$"
)
_OWN_AREA = re.compile(r"在?(?:我|本|全)(?:市|省|县|区|州|国|自治区)(?:范围|行政区域|行政区|辖区)?(?:内|范围内)?(?!户籍|户口|以?外|级|[县辖区内])")
_REMARK = re.compile(r"（(?:以(?![上下])|按|指|即|注|见|具体|详见|时间|购房时间|下同|下称|简称|根据|凭|需|须|应|其中|由|如|不再|包括但|原则)[^（）]*）的?$")
_GROUNDS = re.compile(r".*(?:作|做|进行|作出)(?:以下|如下|下列)[^，]{0,8}|(?:在)?(?:上述|原|此|现行|前述|该|现有|原有|以上|最高)?[^，]{0,6}(?:基础|标准|条件|规定)上?")
_AWARD_OF_GROUP = re.compile(r"(?:家庭|职工|人员|对象|毕业生|人才|农民|居民|企业|学生|子女)(?=(?:住房公积金|公积金|商业性?|个人|住房|购房|就业|生活|创业){1,2}(?:贷款|补贴|补助|奖励))")
_OFFICE = re.compile(r"^[^，。；的]{2,24}(?:部门|经办机构|银行|政府|委员会|管理中心|税务机关|街道办事处)·*$")
_WHOM = re.compile(r"(?:其中，?)?(?P<whom>对(?!象|应)[^，。；：]{2,60}?)(?:采取|给予|予以|实行|实施|执行|进行|加大|继续|开展|提供|发放|返还|免征|减征|落实)")
_HERE = re.compile(r"在?(?:我|本|全)(?:市|省|县|区|州|自治区)(?:县?·*|县（市、区）)?(?:行政区域|行政区|辖区|范围|境)内?(?!居住|工作|就业|创业|经营|注册|登记|户籍)|在(?:我|本|全)(?:市|省|县|区|州)(?=购|租|缴|新)")
_AND_DOES = re.compile(r"(?<=[\u4e00-\u9fff·])(?:并且?|且)(?=完成|办理|办结|缴|取得|签订|足额|连续|在|与|经|依法|落户|已|未|无|不|属|符合|具有|纳入|用于)(?!在\d)")
_WITHIN = re.compile(r"在[^，。；]{2,80}?(?:(?:范围|区域|境|辖区)内|城区|市区|县城|开发区|高新区|乡镇)(?=购买|购置|新购|租|就业|工作|居住|缴|建|开办|创业|落户)")
_DOES = re.compile(r"(?:家庭|职工|人员|军人|居民|对象|人才|企业|农民|子女|老年人|老人|患者|学生|儿童|女性|个人|毕业生|者)(?=接受|购买|购置|新购|租赁|租住|设立|建立|缴存|缴纳|连续|正常|首次|再次|第二次|申请|在|取得|签订|因|退出|创办|从事|参加|就业)")
_SCRAP = re.compile(
    r".|(?:购房|购买|补贴|申请|提取|租赁|租房|缴存|贷款|最多|最少|调整|标准|比例|每(?![满增多]).{0,3}|其中.{0,2}|.{0,3}调整到?.{0,3}|以近.{0,2}|一年内.{0,4})"
)
_BARE_ACT = re.compile(r"(?:新)?(?:购房|购买|购车|参保|出生|开工|开业|毕业|入职|就业|创业|退休|签订|申请|注册|取得)的?")
"""Acts whose date is what tells the case (2024年底前|购房的)."""
_PRONOUN = re.compile(r"^(?:上述|以上|前述|该|此|其(?![他余它])|这|本)")
_SCHEME_FIRST = re.compile(r"(?:使用|申请|办理|申办|利用)[^，；。的、]{0,12}(?:贷款|补贴|补助|待遇|救助)(?=购买|建造|用于|的?[^，]{0,2}(?:首套|二套)|支付)")
_SCHEME_LAST = re.compile(r"(?<!单独)(?<!共同)(?<!次)(?<!再)(?:使用|申请|办理|申办|申领)[^，；。、]{0,12}(?:贷款|补贴|补助|待遇|救助)(?:的|时)?$")
_GIVES = re.compile(r"(?:由[^，。；]{2,20})?(?:给予|向)(?P<whom>[^，。；]{0,10})$")
_DATES = re.compile(
    r"(?:自|从|在|于)?(?:本?(?:通知|文件|政策|办法|措施|意见|细则|公告|规定)?(?:印发|发布|出台|公布|施行|实施|执行|下发)?之日起?|(?:20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:（[^（）]{1,12}）)?(?:起|开始)?)"
    r"(?:至|到|—|-|－|~)(?:(?:20)\d{2}年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?(?:（[^（）]{1,12}）)?(?:止|期间|之间|前|内)*"
    r"|(?:自|从)?(?:20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?至今"
    r"|(?:自|从)(?:20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:（[^（）]{1,12}）)?(?:起|开始|以后|后)"
    r"|(?<![\d〔（])(?:20)\d{2}年(?:\d{1,2}月\d{1,2}日)?(?:度)?(?:起|以来)|(?:在|同)?[一1]个?[^，。；\d]{0,4}年度(?:内|中)?(?:的)?|(?<![\d〔（])20\d{2}年度?(?=，|$)"
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z\d]")
_OF_ALL = re.compile(r"每(?!满|完成|增|招|吸)|同一(?!城市|事)")


@cache
def _everybody() -> re.Pattern[str]:
    """Whoever a circular is about anyway, as the subject of what follows (缴存职工|使用贷款购买首套住房的)."""
    anyway = "|".join(sorted(words("everybody"), key=lambda word: (-len(word), word)))
    return re.compile(f"(?:{anyway})(?=使用|按照?(?!揭)|申请|购买|租赁|租住|在|因|办理|提取|符合|首次|再次|属于|正常|连续|新购|建造|偿还)")


def begins_anew(masked: str, span: Span) -> bool:
    """Whether a stretch begins with whoever the circular is about anyway, so that no group said before acts in it."""
    return _everybody().match(masked, *span) is not None


def validity_in(text: str, span: Span) -> list[Span]:
    """Stretches of a clause that say from when until when, not for whom."""
    return [Span(*hit.span()) for hit in _DATES.finditer(text, *span)]


def trimmed(text: str, masked: str, span: Span) -> Span | None:
    """A stretch without connectives, payers and dates at its ends; None where nothing that restricts is left."""
    start, end = span
    if whom := _WHOM.match(masked, start, end):
        end = whom.end("whom")
    while True:
        before = (start, end)
        if numbered := _NUMBERED.match(text, start, end):
            start = numbered.end()
        lead = _LEADS.match(masked, start, end)
        if lead:
            start = lead.end()
        everybody = _everybody().match(masked, start, end)
        if everybody:
            start = everybody.end()
        own = _OWN_AREA.match(text, start, end)
        if own and end - own.end() > (3 if text[start] == "在" else 8):
            start = own.end()
        if start < end and text[start] == "的":
            start += 1
        tail = _TAILS.search(masked, start, end)
        if tail and tail[0] != "的":
            end = tail.start()
        scheme = _SCHEME_FIRST.match(masked, start, end)
        if scheme:
            start = scheme.end()
        scheme = _SCHEME_LAST.search(masked, start, end)
        if scheme and scheme.start() - start >= 4:
            end = scheme.start()
        award = _AWARD_OF_GROUP.search(masked, start, end)
        if award and end - (award.end()) <= 8 and ends_in(masked[award.end() : end], "awards"):
            end = award.end()
        payer = pattern("payer").search(masked, start, end)
        if payer and payer.end() == end:
            end = payer.start()
        remark = _REMARK.search(text, start, end)
        if remark and remark.end() == end:
            end = remark.start()
        gives = _GIVES.search(masked, start, end)
        if gives:
            end = gives.start()
        if (start, end) == before:
            date = _DATES.match(text, start, end)
            if date is None or _BARE_ACT.fullmatch(masked, date.end(), end):
                break
            start = date.end()
        if start >= end:
            break
    left = Span(start, end)
    if start >= end or (whom and ends_in(masked[start:end].rstrip("·"), "awards")) or _says_nothing(text, masked, left):
        return None
    return left


def _says_nothing(text: str, masked: str, span: Span) -> bool:
    """Whether what is left of a stretch restricts nothing: an office, a scrap, whoever is meant anyway, a pronoun, grounds."""
    seen, words_ = masked[slice(*span)], text[slice(*span)].rstrip("的")
    if len(words_) < 2 or not _WORDS.search(words_) or _SCRAP.fullmatch(words_) or _OFFICE.search(seen) or _OF_ALL.match(words_):
        return True
    if all(who.removeprefix("各") in words("everybody") for who in re.split("[、和及]", words_)):
        return True
    described = "的" in words_ and any(ends_in(words_, kind) for kind in ("people", "bodies", "places"))
    if (pattern("filler").match(seen) and not described) or (_PRONOUN.match(words_) and len(words_) < 6):
        return True
    return bool(_GROUNDS.fullmatch(seen) or pattern("no_restriction").fullmatch(words_))


def parts(text: str, masked: str, span: Span) -> list[Span]:
    """The single restrictions of a stretch: cut at the own area, at remarks, and between who and what they do.

    退役军人|在我市行政区域内|购置家庭首套住房 says two things, and where is no restriction of the issuer's own rule.
    """
    cuts = [hit.span() for hit in _HERE.finditer(masked, span.start, span.end)]
    cuts += [(hit.end(), hit.end()) for hit in _DOES.finditer(masked, span.start, span.end)]
    cuts += [(hit.end(), hit.end()) for hit in _WITHIN.finditer(text, span.start, span.end)]
    cuts += [hit.span() for hit in _AND_DOES.finditer(masked, span.start, span.end)]
    pieces: list[Span] = []
    start = span.start
    for low, high in sorted(cuts):
        if low >= start:
            pieces.append(Span(start, low))
            start = high
    pieces.append(Span(start, span.end))
    kept = [trimmed(text, masked, piece) for piece in pieces if piece.end - piece.start > 1]
    return [piece for piece in kept if piece is not None]
